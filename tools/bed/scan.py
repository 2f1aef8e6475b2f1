"""A printed page under a scanner: pen, signatures, stamps, then skew, blur, noise and JPEG."""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

from tools.bed.paper import Run, Sheet, Style

# Strokes of digits on a field of 10 x 16, as a hand writes them.
_STROKES = {
    "0": (((5, 0), (1, 4), (0, 9), (2, 14), (5, 16), (9, 13), (10, 7), (8, 2), (5, 0)),),
    "1": (((2, 4), (6, 0), (5, 16)),),
    "2": (((0, 4), (2, 0), (7, 0), (9, 4), (6, 9), (0, 16), (10, 15)),),
    "3": (((0, 2), (5, 0), (9, 3), (4, 7), (9, 11), (6, 16), (0, 14)),),
    "4": (((6, 0), (0, 10), (10, 9)), ((7, 5), (6, 16))),
    "5": (((9, 0), (2, 1), (1, 7), (6, 6), (9, 10), (6, 16), (0, 14)),),
    "6": (((8, 0), (2, 5), (0, 11), (4, 16), (9, 12), (6, 8), (1, 11)),),
    "7": (((0, 1), (9, 0), (3, 16)), ((2, 8), (8, 7))),
    "8": (((8, 2), (3, 0), (1, 4), (8, 10), (6, 16), (1, 14), (2, 9), (8, 2)),),
    "9": (((9, 4), (5, 0), (1, 4), (4, 8), (9, 4), (8, 16)),),
    "-": (((1, 9), (7, 8)),),
}


class Wear(NamedTuple):
    """How a scan is damaged."""

    dpi: int
    skew: float
    blur: float
    noise: float
    jpeg: int
    grey: tuple[int, int]  # ink, paper
    shadow: float = 0


WEAR = {
    "clean": Wear(170, 0.3, 0.35, 3, 80, (25, 250)),
    "mild": Wear(150, 0.9, 0.6, 7, 62, (45, 240)),
    "hard": Wear(115, 1.8, 0.85, 13, 38, (75, 222), 35),
}


class StampText(NamedTuple):
    """A receiver's stamp: its lines, and which of them a pen filled in."""

    lines: tuple[tuple[str, str], ...]  # printed, written
    x: float
    y: float


def pictures(pdf: bytes, sheets: Sequence[Sheet], style: Style, quality: str, seed: str,
             stamp: StampText | None = None, seal: str = "") -> list[bytes]:  # fmt: skip
    """The pages as a scanner gives them."""
    import pypdfium2

    wear, rng = WEAR[quality], random.Random(f"scan {seed}")
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for number, sheet in enumerate(sheets):
        image = document[number].render(scale=wear.dpi / 72).to_pil().convert("RGB")
        scale = wear.dpi / 72
        _by_hand(image, [run for run in sheet.runs if run.hand], scale, rng)
        for x, y in sheet.signs:
            _signature(image, x * scale, y * scale, scale, rng)
        if sheet.signs and seal:
            _seal(image, sheet.signs[0], scale, seal)
        if stamp and number == 0:
            _received(image, stamp, scale, rng)
        pages.append(_worn(image, wear, rng))
    document.close()
    return pages


def _by_hand(image: Any, runs: Sequence[Run], scale: float, rng: random.Random) -> None:
    for run in runs:
        _pen(image, run.text, run.x * scale, run.y * scale, run.size * scale * 0.95, rng)


def _pen(image: Any, text: str, x: float, base: float, height: float, rng: random.Random, ink: Any = None) -> None:
    from PIL import ImageDraw

    pen, ink = ImageDraw.Draw(image), ink or (20, 30, rng.randint(90, 150))
    for letter in text:
        lean, grow = rng.uniform(-0.12, 0.22), rng.uniform(0.85, 1.2)
        unit = height / 16 * grow
        drop = rng.uniform(-0.08, 0.12) * height
        for stroke in _STROKES.get(letter, ()):
            points = [
                (x + (px + (16 - py) * lean) * unit * 0.85 + rng.uniform(-0.4, 0.4) * unit,
                 base - height * grow + py * unit + drop + rng.uniform(-0.5, 0.5) * unit)
                for px, py in stroke
            ]  # fmt: skip
            pen.line(_smooth(points), fill=ink, width=max(1, round(unit * 1.5)), joint="curve")
        x += unit * (8.6 if letter in _STROKES else 5)


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Corners cut twice, as Chaikin does."""
    for _ in range(2):
        cut = [points[0]]
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            cut += [(ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25), (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75)]
        points = [*cut, points[-1]]
    return points


def _signature(image: Any, x: float, y: float, scale: float, rng: random.Random) -> None:
    from PIL import ImageDraw

    points, step = [(x, y - 12 * scale)], 0.0
    for _ in range(rng.randint(7, 12)):
        step += rng.uniform(2, 10) * scale
        points.append((x + step, y - rng.uniform(0, 26) * scale))
    ImageDraw.Draw(image).line(_smooth(points), fill=(15, 20, 110), width=max(1, round(1.1 * scale)))


def _seal(image: Any, place: tuple[float, float], scale: float, office: str) -> None:
    from PIL import Image, ImageDraw, ImageFont

    side = int(78 * scale)
    seal = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(seal)
    ink = (90, 40, 150, 150)
    for inset in (2, 9):
        pen.ellipse((inset, inset, side - inset, side - inset), outline=ink, width=max(1, int(scale)))
    font = ImageFont.load_default(7.5 * scale)
    for k, word in enumerate(office.upper().split()[:4]):
        pen.text((side / 2, side * (0.3 + 0.14 * k)), word, font=font, fill=ink, anchor="mm")
    image.paste(seal, (int((place[0] - 55) * scale), int((place[1] - 50) * scale)), seal)


def _received(image: Any, stamp: StampText, scale: float, rng: random.Random) -> None:
    from PIL import Image, ImageDraw, ImageFont

    wide, high = int(165 * scale), int((14 * len(stamp.lines) + 22) * scale)
    plate = Image.new("RGBA", (wide, high), (0, 0, 0, 0))
    pen, ink = ImageDraw.Draw(plate), (150, 30, 60, 210)
    pen.rectangle((2, 2, wide - 3, high - 3), outline=ink, width=max(1, int(1.3 * scale)))
    font = ImageFont.load_default(9.5 * scale)
    for k, (printed, written) in enumerate(stamp.lines):
        y = (8 + 15 * k) * scale
        pen.text((7 * scale, y), printed, font=font, fill=ink)
        if written:
            _pen(plate, written, 85 * scale, y + 11 * scale, 10 * scale, rng, (20, 30, 120, 230))
    turned = plate.rotate(rng.uniform(-5, 5), expand=True)
    image.paste(turned, (int(stamp.x * scale), int(stamp.y * scale)), turned)


def _worn(image: Any, wear: Wear, rng: random.Random) -> bytes:
    """Skewed, blurred, greyed, noisy, pressed."""
    import numpy
    from PIL import Image, ImageFilter

    turned = image.rotate(rng.uniform(0.4, 1) * wear.skew * rng.choice((-1, 1)), Image.Resampling.BICUBIC,
                          fillcolor=(255, 255, 255))  # fmt: skip
    turned = turned.filter(ImageFilter.GaussianBlur(wear.blur))
    if rng.randint(0, 3) != 0:
        turned = turned.convert("L")
    ink, paper = wear.grey
    pixels = numpy.asarray(turned, dtype=numpy.float32) / 255 * (paper - ink) + ink
    if wear.shadow:
        ramp = numpy.linspace(0, wear.shadow, pixels.shape[1], dtype=numpy.float32)
        pixels = pixels - (ramp[None, :, None] if pixels.ndim == 3 else ramp[None, :])
    grain = numpy.random.default_rng(rng.getrandbits(32))
    pixels = pixels + grain.standard_normal(pixels.shape, dtype=numpy.float32) * wear.noise
    stream = io.BytesIO()
    Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8)).save(
        stream, "JPEG", quality=wear.jpeg, dpi=(wear.dpi,) * 2
    )
    return stream.getvalue()


def misread(sheets: Sequence[Sheet], seed: str, spoil: dict[str, str]) -> list[Sheet]:
    """What a scanner took the words for: letters confused, and the number and day wrong."""
    rng, out = random.Random(f"layer {seed}"), []
    pairs = {"l": "1", "O": "0", "0": "O", "rn": "m", "I": "l", "S": "5", "e": "c", "5": "S"}
    for sheet in sheets:
        runs = []
        for run in sheet.runs:
            text = run.text
            for right, wrong in spoil.items():
                text = text.replace(right, wrong)
            for right, wrong in pairs.items():
                if rng.random() < 0.06:
                    text = text.replace(right, wrong, 1)
            runs.append(run._replace(text=text))
        out.append(sheet._replace(runs=runs))
    return out
