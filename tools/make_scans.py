"""Make decrees and letters of invented offices as they come out of a scanner, with number and date known.

`python -m tools.make_scans OUT [--seed N] [--each N]` writes OUT/*.jpg and OUT/kunci.json; the tests draw single ones.
Three qualities: clean; mild (1.2 degrees askew, blur, noise, violet stamp, JPEG 70); hard (2.4 degrees, grey uneven
light, noise, a stamp across the date, JPEG 45). On some the serial or the day is written by hand, or left open.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

DPI = 200
QUALITIES = ("clean", "mild", "hard")
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
HAND = ("", "", "", "serial", "day", "open serial", "open day", "both")
INKS = ((20, 20, 30), (25, 35, 120), (30, 60, 170))
# Office, and its numbers: {n} serial, {m} month, {r} Roman month, {y} year.
GRAMMARS = (
    ("kejaksaan", "KEJAKSAAN NEGERI CONTOH", "KEP-{n:02d}/P.4.17/Cr.5/{m:02d}/{y}"),
    ("polri", "KEPOLISIAN RESOR CONTOH", "Kep/{n}/{r}/{y}"),
    ("pengadilan", "PENGADILAN AGAMA CONTOH", "{n}/KPA.W2-A7/OT1.6/{r}/{y}"),
    ("kumham", "KANTOR IMIGRASI KELAS II CONTOH", "W.15.IMI.IMI.1-{n}-PW.01.01 Tahun {y}"),
    ("kemenag", "KANTOR KEMENTERIAN AGAMA KOTA CONTOH", "{n:04d}/Kk.28.02.01/KU.01.1/{m:02d}/{y}"),
    ("kemenkeu", "KANTOR PELAYANAN PAJAK PRATAMA CONTOH", "KEP-{n}/WPJ.03/KP.0203/{y}"),
    ("kementan", "BALAI UJI TANAMAN CONTOH", "{n}/Kpts/OT.250/H.1.1/{r}/{y}"),
    ("pemda", "PEMERINTAH KABUPATEN CONTOH", "188.45/{n}/HK/416-012/{y}"),
    ("kpu", "KOMISI PEMILIHAN UMUM KOTA CONTOH", "{n}/ORT.04-Kpt/3301/KPU-Kot/{r}/{y}"),
    ("perguruan", "UNIVERSITAS NEGERI CONTOH", "{n}/UN99/OT.00.02/{y}"),
)
SUBJECTS = (
    ("PEMBENTUKAN TIM KERJA PEMBANGUNAN ZONA INTEGRITAS", "TAHUN {y}"),
    ("PENETAPAN AGEN PERUBAHAN DI LINGKUNGAN KANTOR", "TAHUN ANGGARAN {y}"),
    ("PENUNJUKAN PENGELOLA PENGADUAN MASYARAKAT", "TAHUN {y}"),
)
BODY = (
    "Menimbang  :  a.  bahwa dalam rangka pembangunan Zona Integritas menuju Wilayah",
    "                          Bebas dari Korupsi perlu dibentuk tim kerja;",
    "                      b.  bahwa yang namanya tercantum dalam lampiran dipandang cakap;",
    "Mengingat   :  1.  Undang-Undang Nomor 28 Tahun 1999 tentang Penyelenggara Negara;",
    "                      2.  Peraturan Menteri PANRB Nomor 90 Tahun 2021 tentang Zona Integritas;",
)
DECIDED = (
    "KESATU        :  Membentuk Tim Kerja dengan susunan sebagaimana dalam Lampiran.",
    "KEDUA         :  Tim Kerja menyusun rencana kerja dan melaporkan hasilnya tiap bulan.",
    "KETIGA        :  Keputusan ini mulai berlaku pada tanggal ditetapkan.",
)
# Digits as a hand writes them: strokes through points, right and down from the top left of a box 1 wide and 1 high.
STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 0.02), (0.1, 0.3), (0.12, 0.8), (0.5, 1.0), (0.88, 0.7), (0.85, 0.25), (0.5, 0.02)),),
    "1": (((0.3, 0.25), (0.6, 0.0), (0.52, 1.0)),),
    "2": (((0.12, 0.25), (0.4, 0.0), (0.85, 0.2), (0.6, 0.6), (0.08, 0.98), (0.45, 0.9), (0.92, 1.0)),),
    "3": (((0.15, 0.1), (0.6, 0.0), (0.8, 0.25), (0.4, 0.46), (0.88, 0.7), (0.5, 1.02), (0.08, 0.88)),),
    "4": (((0.55, 0.0), (0.08, 0.62), (0.95, 0.6)), ((0.68, 0.3), (0.6, 1.05))),
    "5": (
        ((0.3, 0.05), (0.22, 0.45), (0.7, 0.42), (0.85, 0.75), (0.45, 1.02), (0.08, 0.9)),
        ((0.3, 0.05), (0.85, 0.0)),
    ),
    "6": (((0.75, 0.0), (0.25, 0.4), (0.15, 0.8), (0.5, 1.0), (0.82, 0.75), (0.5, 0.52), (0.18, 0.72)),),
    "7": (((0.08, 0.08), (0.9, 0.02), (0.55, 0.5), (0.35, 1.05)), ((0.3, 0.5), (0.8, 0.46))),
    "8": (((0.75, 0.15), (0.4, 0.0), (0.2, 0.25), (0.75, 0.65), (0.6, 1.0), (0.2, 0.85), (0.7, 0.35), (0.75, 0.15)),),
    "9": (((0.8, 0.25), (0.45, 0.0), (0.18, 0.3), (0.5, 0.52), (0.82, 0.2), (0.7, 0.7), (0.45, 1.05)),),
}


class Decree(NamedTuple):
    """What stands on a page. `hand`: what of number and date is written by hand or left open."""

    agency: str
    office: str
    number: str
    date: str
    serial: str
    subject: tuple[str, str]
    hand: str = ""
    is_letter: bool = False
    font: str = "Times"
    seed: int = 0


def decrees(*, seed: int, each: int) -> Iterator[Decree]:
    """`each` decrees of every grammar."""
    chance = random.Random(seed)
    for at in range(each):
        for agency, office, grammar in GRAMMARS:
            year, month, day = chance.randint(2017, 2026), chance.randint(1, 12), chance.randint(1, 28)
            serial = chance.choice((chance.randint(1, 60), chance.randint(61, 999), chance.randint(1000, 4200)))
            number = grammar.format(n=serial, m=month, r=ROMAN[month - 1], y=year)
            written = next(it for it in (f"{serial:04d}", f"{serial:02d}", f"{serial}") if it in number)
            subject = chance.choice(SUBJECTS)
            yield Decree(
                agency,
                office,
                number,
                f"{day} {MONTHS[month - 1]} {year}",
                written,
                (subject[0], subject[1].format(y=year)),
                HAND[at % len(HAND)],
                chance.random() < 0.25,
                chance.choice(("Times", "Helvetica", "Helvetica", "Courier")),
                chance.randint(0, 10**6),
            )


DECREES = tuple(decrees(seed=1, each=1))


class _Blank(NamedTuple):
    """A place on the page for something written by hand: left end and line on which it stands, in pixels."""

    left: float
    line: float
    width: float
    text: str


def draw(decree: Decree, quality: str, *, font: str = "") -> Image.Image:
    """The page of a decree as a picture; `font`: a file of a font for the hand, else strokes."""
    picture, blanks = _page(decree)
    chance = random.Random(decree.seed)
    for blank in blanks:
        if blank.text:
            _write(picture, blank, chance, font)
    return _scanned(picture, quality, chance, _date_place(decree, picture.size))


def _page(decree: Decree) -> tuple[Image.Image, list[_Blank]]:
    """The printed page, and where the hand has to write."""
    import pypdfium2
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    stream = BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    width, height = A4
    names = {"Times": ("Times-Roman", "Times-Bold")}.get(decree.font, (decree.font, f"{decree.font}-Bold"))
    small = 10 if decree.font == "Courier" else 11.5
    blanks: list[_Blank] = []

    def put(x: float, y: float, text: str, *, hand: str = "", bold: bool = False, centred: bool = False) -> None:
        """Draw a text; `hand`: what of it is not printed."""
        name, size = names[bold], small + bold
        space = "     " if decree.font == "Courier" else "          "
        printed = text.replace(hand, space, 1) if hand else text
        start = x - sheet.stringWidth(printed, name, size) / 2 if centred else x
        sheet.setFont(name, size)
        sheet.drawString(start, y, printed)
        if hand:
            before = sheet.stringWidth(text.partition(hand)[0], name, size)
            across = sheet.stringWidth(space, name, size)
            is_open = decree.hand.startswith("open")
            blanks.append(
                _Blank((start + before) * DPI / 72, (height - y) * DPI / 72, across * DPI / 72, "" if is_open else hand)
            )

    by_hand = {"both": ("serial", "day")}.get(decree.hand, (decree.hand.removeprefix("open "),))
    serial = decree.serial if "serial" in by_hand else ""
    day = decree.date.split()[0] if "day" in by_hand else ""
    put(width / 2, 790, decree.office, bold=True, centred=True)
    put(width / 2, 774, "Jalan Contoh Nomor 12, Kota Contoh 40000, Telepon (000) 000000", centred=True)
    sheet.line(60, 768, width - 60, 768)
    if decree.is_letter:
        put(60, 735, f"Nomor      : {decree.number}", hand=serial)
        put(390, 735, f"Contoh, {decree.date}", hand=day)
        put(60, 719, "Sifat        : Biasa")
        put(60, 703, "Lampiran : -")
        put(60, 687, f"Hal           : {decree.subject[0].capitalize()[:40]}")
    else:
        put(width / 2, 738, f"KEPUTUSAN KEPALA {decree.office}"[:52], bold=True, centred=True)
        put(width / 2, 722, f"NOMOR : {decree.number}", hand=serial, bold=True, centred=True)
        put(width / 2, 700, "TENTANG", bold=True, centred=True)
        put(width / 2, 684, decree.subject[0], bold=True, centred=True)
        put(width / 2, 668, decree.subject[1], bold=True, centred=True)
    for at, text in enumerate(BODY):
        put(60, 640 - 17 * at, text)
    put(width / 2, 535, "MEMUTUSKAN:" if not decree.is_letter else "", bold=True, centred=True)
    for at, text in enumerate(DECIDED):
        put(60, 505 - 17 * at, text)
    if not decree.is_letter:
        put(330, 420, "Ditetapkan di Contoh")
        put(330, 404, f"pada tanggal {decree.date}", hand=day)
    put(330, 386, "Kepala,")
    put(330, 330, "Nama Contoh, S.H., M.H.")
    sheet.save()
    drawn = pypdfium2.PdfDocument(stream.getvalue())[0].render(scale=DPI / 72).to_pil().convert("RGB")
    return drawn, blanks


def _write(picture: Image.Image, blank: _Blank, chance: random.Random, font: str) -> None:
    """Write a text into its blank, at four times the size and then smaller, as ink runs."""
    size, ink = chance.uniform(26, 38), chance.choice(INKS)
    space = (int(blank.width * 4) + 200, int(size * 4 * 2.2))
    layer = Image.new("L", space, 0)
    pen = ImageDraw.Draw(layer)
    if font:
        pen.text((40, space[1] * 0.62), blank.text, 255, ImageFont.truetype(font, int(size * 5)), anchor="ls")
    else:
        x, lean = 40.0, chance.uniform(0.05, 0.35)
        wide, thick = size * chance.uniform(0.45, 0.6) * 4, int(chance.uniform(2.6, 4.2) * 4)
        for char in blank.text:
            tall = size * 4 * chance.uniform(0.9, 1.1)
            line = space[1] * 0.62 + chance.uniform(-0.08, 0.08) * tall
            for stroke in STROKES[char]:
                points = [
                    (x + px * wide + (1 - py) * lean * tall, line - (1 - py) * tall)
                    for px, py in _shaken(stroke, chance)
                ]
                pen.line(points, fill=255, width=thick, joint="curve")
                for px, py in (points[0], points[-1]):
                    pen.ellipse((px - thick / 2, py - thick / 2, px + thick / 2, py + thick / 2), fill=255)
            x += wide * chance.uniform(1.15, 1.4)
    mask = layer.resize((space[0] // 4, space[1] // 4), Image.Resampling.LANCZOS)
    place = (int(blank.left - 4), int(blank.line - mask.height * 0.62 + chance.uniform(-4, 3)))
    picture.paste(Image.new("RGB", mask.size, ink), place, mask)


def _shaken(points: tuple[tuple[float, float], ...], chance: random.Random) -> list[tuple[float, float]]:
    """A smooth line (Catmull and Rom) through points that the hand missed by a little."""
    moved = [(x + chance.uniform(-0.07, 0.07), y + chance.uniform(-0.05, 0.05)) for x, y in points]
    ends = [moved[0], *moved, moved[-1]]
    line = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(8):
            t = step / 8
            line.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return [(x, y) for x, y in line] + [moved[-1]]


def _date_place(decree: Decree, size: tuple[int, int]) -> tuple[int, int]:
    """About where the date stands, for the stamp that is put across it."""
    return (int(size[0] * 0.78), int(size[1] * (0.128 if decree.is_letter else 0.52)))


def _scanned(picture: Image.Image, quality: str, chance: random.Random, date: tuple[int, int]) -> Image.Image:
    """What a scanner and a stamp make of a page."""
    if quality == "clean":
        return picture
    if quality == "mild":
        picture = _stamped(picture, (date[0] - 60, date[1] + 150), (110, 60, 160), chance)
        picture = picture.rotate(1.2, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(0.8))
        return _saved(_noisy(picture, 10, chance), 70)
    picture = _stamped(picture, date, (120, 120, 120), chance)
    picture = picture.convert("L").convert("RGB").rotate(-2.4, Image.Resampling.BICUBIC, fillcolor="white")
    light = Image.linear_gradient("L").rotate(90).resize(picture.size).point(lambda value: 150 + value * 80 // 255)
    picture = ImageChops.multiply(picture, Image.merge("RGB", (light, light, light)))
    return _saved(_noisy(picture.filter(ImageFilter.GaussianBlur(0.9)), 16, chance), 45)


def _stamped(
    picture: Image.Image, at: tuple[int, int], ink: tuple[int, int, int], chance: random.Random
) -> Image.Image:
    """A round stamp with a ring of letters, half seen through."""
    side = 300
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    for edge, thick in ((4, 6), (16, 3), (70, 3)):
        pen.ellipse((edge, edge, side - edge, side - edge), outline=150, width=thick)
    letters = ImageFont.load_default(26)
    for step in range(24):
        angle = math.tau * step / 24
        spot = (side / 2 + 105 * math.sin(angle), side / 2 - 105 * math.cos(angle))
        pen.text(spot, "KANTORCONTOH*"[step % 13], 150, letters, anchor="mm")
    pen.text((side / 2, side / 2), "CONTOH", 150, letters, anchor="mm")
    mask = mask.rotate(chance.uniform(-20, 20))
    picture = picture.copy()
    picture.paste(Image.new("RGB", mask.size, ink), (at[0] - side // 2, at[1] - side // 2), mask)
    return picture


def _noisy(picture: Image.Image, spread: float, chance: random.Random) -> Image.Image:
    import numpy as np

    noise = np.random.default_rng(chance.randint(0, 10**6)).normal(0, spread, (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(picture, dtype=float) + noise, 0, 255).astype(np.uint8))


def _saved(picture: Image.Image, quality: int) -> Image.Image:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return Image.open(BytesIO(stream.getvalue())).convert("RGB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=1, help="pages of each grammar")
    parser.add_argument("--font", default="", help="file of a font for the hand")
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    key = []
    for at, decree in enumerate(decrees(seed=asked.seed, each=asked.each)):
        for quality in QUALITIES:
            name = f"{at:03d}_{decree.agency}_{quality}.jpg"
            draw(decree, quality, font=asked.font).save(asked.output / name, dpi=(DPI, DPI), quality=92)
            key.append({"file": name, "quality": quality, **decree._asdict()})
    (asked.output / "kunci.json").write_text(json.dumps(key, indent=1), encoding="utf-8")
    print(f"{len(key)} pages in {asked.output}")


if __name__ == "__main__":
    main()
