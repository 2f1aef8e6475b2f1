"""One file taken apart: where the text of its pages comes from, order, pictures, links, signatures; or why not."""

from __future__ import annotations

import io
import plistlib
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lke_docs.files.as_json import dump, load
from lke_docs.files.content_kind import kind_of
from lke_docs.files.in_child import picture_in_word, read_file
from lke_docs.files.index import index_folder
from lke_docs.files.model import PageKind, RawFile, Reading
from lke_docs.files.trust import NO_ENGINE, NOT_WANTED, judged
from lke_docs.office.limits import Limits

WORDS = "Keputusan tentang tim kerja nomor {} tahun 2021"
A4 = (595, 842)


def read(data: bytes, **limits: int) -> RawFile:
    taken = load(read_file(data, {"limits": Limits(**limits)._asdict()}))
    assert load(dump(taken)) == taken
    return judged(taken.raw)


def paper(rows: int = 30) -> Any:
    """A picture of a page of text."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (826, 1169), 250)
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        draw.text((100, 140 + 26 * row), WORDS.format(row), fill=10)
    return image


def photo() -> Any:
    """A coloured picture without any plain ground."""
    from PIL import Image

    pick = random.Random(3)
    small = Image.frombytes("RGB", (12, 9), bytes(pick.choice((20, 90, 160, 230)) for _ in range(12 * 9 * 3)))
    return small.resize((800, 600), Image.Resampling.BICUBIC)


def saved(image: Any, format: str = "PNG", **more: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, format, **more)
    return stream.getvalue()


def drawn(draw: Callable[[Any], object]) -> bytes:
    """A PDF of one page."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def put(canvas: Any, image: Any, x: int = 0, y: int = 0, size: tuple[int, int] = A4) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(image), x, y, *size)


def write(canvas: Any, mode: int = 0) -> None:
    text = canvas.beginText(72, 734)
    text.setTextRenderMode(mode)
    text.setLeading(18.7)
    for row in range(30):
        text.textLine(WORDS.format(row))
    canvas.drawText(text)


def ground() -> Any:
    from PIL import Image

    return Image.new("RGB", (400, 560), (225, 235, 255))


PAGES = {
    "digital": (lambda c: write(c), PageKind.DIGITAL, Reading.TEXT),
    "scan": (lambda c: put(c, paper()), PageKind.SCAN, Reading.NONE),
    "strips": (lambda c: [put(c, paper(), 0, y, (595, 211)) for y in (0, 210, 420, 630)], PageKind.SCAN, Reading.NONE),
    "invisible text": (lambda c: (put(c, paper()), write(c, 3)), PageKind.LAYER, Reading.LAYER),
    "text behind": (lambda c: (write(c), put(c, paper())), PageKind.LAYER, Reading.LAYER),
    "text upon its own picture": (lambda c: (put(c, paper()), write(c)), PageKind.LAYER, Reading.LAYER),
    "slide": (lambda c: (put(c, ground()), write(c)), PageKind.DIGITAL, Reading.TEXT),
    "photo as a page": (lambda c: put(c, photo()), PageKind.SPARSE, Reading.NONE),
    "logo and text": (lambda c: (put(c, paper(), 50, 750, (70, 70)), write(c)), PageKind.DIGITAL, Reading.TEXT),
    "nothing": (lambda c: None, PageKind.SPARSE, Reading.NONE),
}


@pytest.mark.parametrize("name", PAGES)
def test_where_the_text_of_a_page_comes_from(name: str) -> None:
    draw, kind, reading = PAGES[name]
    file = read(drawn(draw))

    assert [page.kind for page in file.pages] == [kind]
    assert file.read is reading
    assert (NO_ENGINE in file.reason) == (kind in (PageKind.SCAN, PageKind.LAYER))
    assert len(file.pictures) == (name == "photo as a page")


@pytest.mark.parametrize("is_wanted", [True, False])
def test_who_wants_no_engine_is_not_told_to_install_one(tmp_path: Path, is_wanted: bool) -> None:
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "SK.png").write_bytes(saved(paper()))
    (scan,), (notice,) = index_folder(
        tmp_path / "bukti", shelf=tmp_path / "b.sqlite", limits=Limits(), is_ocr_wanted=is_wanted, workers=1
    )

    assert scan.reason == (NO_ENGINE if is_wanted else NOT_WANTED)
    assert ("--no-ocr" in notice) is not is_wanted


def test_lines_have_boxes_and_wide_white_is_a_tab() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(70, 742, "Nomor : B-1/2021")
        canvas.drawString(400, 742, "Kota Contoh, 2 Juni 2021")
        canvas.drawString(70, 700, WORDS.format(1))
        canvas.linkURL("https://contoh.go.id/a", (70, 690, 200, 710))
        put(canvas, photo(), 70, 300, (300, 225))

    file = read(drawn(draw))
    first = file.pages[0].lines[0]
    assert first.text == "Nomor : B-1/2021\tKota Contoh, 2 Juni 2021"
    assert first.box is not None
    assert [abs(a - b) < 12 for a, b in zip(first.box, (70, 90, 525, 100), strict=True)] == [True] * 4
    assert file.links == ("https://contoh.go.id/a",)
    assert [(it.page, it.width, it.height) for it in file.pictures] == [(1, 800, 600)]
    alone = read(saved(photo(), "JPEG", quality=60)).pictures[0]
    bits = int(alone.alike, 16) ^ int(file.pictures[0].alike, 16)
    assert bits.bit_count() <= 6  # made smaller and paler it is alike


def test_word_in_its_order() -> None:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "KANTOR CONTOH"
    document.sections[0].footer.paragraphs[0].text = "Jalan Contoh 1"
    document.add_paragraph("NOTULA")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Hari/Tanggal", "Senin, 2 Maret 2021", "Ketua\nAni", "Notulis"), strict=True):
        cell.text = text
    document.add_page_break()
    document.add_picture(io.BytesIO(saved(photo())), width=docx.shared.Cm(12))
    document.add_paragraph("Dokumentasi")
    stream = io.BytesIO()
    document.save(stream)
    file = read(stream.getvalue())

    assert [[line.text for line in page.lines] for page in file.pages] == [
        ["KANTOR CONTOH", "NOTULA", "Hari/Tanggal\tSenin, 2 Maret 2021", "Ketua", "Ani", "Notulis"],
        ["Dokumentasi", "Jalan Contoh 1"],
    ]
    assert (file.read, file.made, [it.page for it in file.pictures]) == (Reading.TEXT, "2013-12-23", [2])


def test_a_scan_in_a_word_file_is_a_scan() -> None:
    import docx

    document = docx.Document()
    for image in (paper(), photo()):
        document.add_picture(io.BytesIO(saved(image)), docx.shared.Cm(15), docx.shared.Cm(21))
        document.add_page_break()
    stream = io.BytesIO()
    document.save(stream)
    file = read(stream.getvalue())

    assert (file.read, [it.page for it in file.pictures]) == (Reading.NONE, [2])
    assert [page.kind for page in file.pages] == [PageKind.SCAN, PageKind.SPARSE]
    assert picture_in_word(stream.getvalue(), {"page": 1, "limits": Limits()._asdict()}) == saved(paper())


LINKS = {
    "url": b"[InternetShortcut]\r\nURL=https://contoh.go.id/a\r\n",
    "desktop": b"[Desktop Entry]\nType=Link\nURL=https://contoh.go.id/a\n",
    "webloc": plistlib.dumps({"URL": "https://contoh.go.id/a"}),
    "webloc, binary": plistlib.dumps({"URL": "https://contoh.go.id/a"}, fmt=plistlib.FMT_BINARY),
    "note": b"Dokumentasi kegiatan:\nhttps://contoh.go.id/a\n",
    "page": b'<html><head><meta http-equiv="refresh" content="0; url=https://contoh.go.id/a"></head></html>',
}


@pytest.mark.parametrize("name", LINKS)
def test_files_that_only_point_somewhere(name: str) -> None:
    file = read(LINKS[name])

    assert (file.format, file.read, file.links) == ("tautan", Reading.TEXT, ("https://contoh.go.id/a",))


def test_a_shortcut_may_lead_nowhere() -> None:
    file = read(b"[InternetShortcut]\r\nURL=\r\n")

    assert (file.format, file.links) == ("tautan", ())


def test_a_note_with_a_link_is_a_text() -> None:
    file = read(f"{WORDS.format(1)}\n{WORDS.format(2)}\n{WORDS.format(3)}\nhttps://contoh.go.id/a".encode())

    assert (file.format, file.links, len(file.pages[0].lines)) == ("teks", ("https://contoh.go.id/a",), 4)


def test_an_archive_that_packs_nothing_is_no_pdf() -> None:
    """Its first kilobyte shows the head of the PDF that lies in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("A.1.1.A/SK.pdf", drawn(write))

    assert kind_of(stream.getvalue()).reader == "archive"
    assert kind_of(b"\r\n\r\n" + drawn(write)).reader == "pdf"


def test_a_photo_has_its_day() -> None:
    exif = photo().getexif()
    exif[0x0132] = "2021:03:02 10:00:00"
    file = read(saved(photo(), "JPEG", exif=exif))

    assert (file.format, file.made, file.pictures[0].taken, file.read) == ("gambar", "2021-03-02", "2021-03-02", "none")
    assert file.reason == "foto; tulisan di dalamnya tidak dibaca."
    assert read(saved(paper(), "JPEG")).pages[0].kind is PageKind.SCAN


def png(width: int, height: int) -> bytes:
    """A picture that says it is larger than it is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\0\0\0\0") + chunk(b"IDAT", zlib.compress(b"\0" * 99))


BAD = {
    "empty": (b"", "kosong"),
    "random": (random.Random(1).randbytes(5000), "bukan dokumen"),
    "cut": (drawn(write)[:900], "rusak atau terpotong"),
    "large picture": (png(20_000, 20_000), "terlalu besar"),
    "no picture": (b"\xff\xd8\xff\xe0" + bytes(50), "gambar rusak"),
    "Word of 2003": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le"), ".doc"),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(60), "pintasan"),
    "video": (b"\0\0\0\x18ftypmp42" + bytes(60), "video"),
    "RAR": (b"Rar!\x1a\x07" + bytes(60), "RAR"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_why(name: str) -> None:
    data, reason = BAD[name]
    file = read(data)

    assert (file.read, reason in file.reason) == (Reading.NONE, True), file.reason


def test_many_pages_are_read_as_far_as_they_may() -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for _ in range(4):
        write(canvas)
        canvas.showPage()
    canvas.save()
    file = read(stream.getvalue(), pages=3)

    assert (len(file.pages), file.page_count, "hanya 3 dari 4" in file.reason) == (3, 4, True)


def test_electronic_signatures() -> None:
    pytest.importorskip("pyhanko")
    from tests.files.signing import signed

    data = signed(drawn(write), "Ani Contoh")
    (signature,) = read(data).signatures
    assert (signature.signer, len(signature.signed), signature.holds) == ("Ani Contoh", 10, True)

    (signature,) = read(data.replace(b"/Rotate 0", b"/Rotate 9", 1)).signatures
    assert signature.holds is False
