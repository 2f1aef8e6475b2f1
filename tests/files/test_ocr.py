"""Pages that are pictures: read where there is an engine, and a reason where there is none to be had."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from lke_docs.files import ocr
from lke_docs.files.hand import open_places
from lke_docs.files.model import Grade, Page, PageKind, TextLine
from lke_docs.files.ocr import Ocr, best_engine, engines
from lke_docs.files.rows import ReadPiece, lines_of
from lke_docs.office.limits import Limits
from tools.make_scans import DECREES, draw

needs_engine = pytest.mark.skipif(
    not any(engine.trusts_numbers for engine in engines()), reason="RapidOCR is not installed"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Ocr]:
    engine = best_engine()
    assert engine
    with Ocr(engine, Limits()) as made:
        yield made


def head_and_foot(picture: Image.Image) -> Image.Image:
    """A page without its body: half the time."""
    short = Image.new("RGB", (picture.width, 900), "white")
    short.paste(picture.crop((0, 0, picture.width, 620)), (0, 0))
    short.paste(picture.crop((0, 1140, picture.width, 1420)), (0, 620))
    return short


def as_image(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", dpi=(200, 200))
    return stream.getvalue()


@needs_engine
def test_a_page_upside_down_is_read_and_what_a_hand_wrote_is_doubted(reader: Ocr) -> None:
    decree = DECREES[1]._replace(hand="day", font="Times", is_letter=False)
    page = reader.read_page(as_image(head_and_foot(draw(decree, "clean")).rotate(180)), 1, "gambar")
    number = next(line for line in page.lines if line.text.startswith("NOMOR"))
    day = next(line for line in page.lines if line.text.startswith("pada tanggal"))

    assert (page.kind, page.reason) == (PageKind.SCAN, "")
    assert page.turned == 180
    assert page.lines[0].box and page.lines[0].box[1] < 80 < page.height
    assert decree.number in number.text and number.doubts == () and number.confidence > 0.9
    assert day.doubts and day.text[day.doubts[0][0] : day.doubts[0][1]].strip()


OPEN = {
    "Nomor :     /KPTS/OT.250/2021": ":     /",
    "NOMOR : KEP-    /P.4.17/Cr.5/02/2021": "-    /",
    "NOMOR : W.15.IMI.IMI.1-    -PW.01.01 Tahun 2025": "-    -",
    "/ORT.04-Kpt/3301/KPU-Kot/X/2018": "/",
    "pada tanggal ... Maret 2024": " tanggal ... M",
    "Contoh,   Agustus 2017": "h,   A",
    "pada tanggal 2 Juli 2021": "",
    "Contoh, 2 Juli 2021": "",
    "NOMOR : 188.45/275/HK/416-012/2017": "",
    "rapat dan/atau kegiatan, tanggal 2 s.d. 4 Mei 2021": "",
}


@pytest.mark.parametrize("text", OPEN)
def test_a_place_left_open_is_seen(text: str) -> None:
    assert "".join(text[start:end] for start, end in open_places(text)) == OPEN[text]


@needs_engine
@pytest.mark.parametrize("data, format", [(b"", "pdf"), (b"%PDF-1.4 x", "pdf"), (b"\x89PNG", "gambar")])
def test_what_is_no_page_has_a_reason(reader: Ocr, data: bytes, format: str) -> None:
    page = reader.read_page(data, 1, format)

    assert page.reason and page.lines == () and page.grade is Grade.POOR


def test_without_an_engine_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(ocr, "_USUAL", ())

    assert engines() == [] and best_engine() is None


def piece(text: str, left: float, top: float, right: float, *, lift: float = 0.0) -> ReadPiece:
    rise = (right - left) * lift
    corners = ((left, top), (right, top + rise), (right, top + rise + 30), (left, top + 30))
    return ReadPiece(text, corners, (0.9,) * len(text))


def test_rows_of_a_page_that_lies_askew() -> None:
    """The right end of a row lies lower than the left end of the next one."""
    pieces = [piece(f"baris {at} yang panjang", 100, 100 + 36 * at, 900, lift=0.05) for at in range(4)]
    pieces += [piece(f"kolom {at}", 1100, 150 + 36 * at, 1400, lift=0.05) for at in range(4)]

    told = [line.text for line in lines_of(pieces, scale=0.36)]
    assert told == [text for at in range(4) for text in (f"baris {at} yang panjang", f"kolom {at}")]


def test_a_label_and_what_stands_behind_its_colon_are_one_line() -> None:
    pieces = [
        piece("Nomor", 100, 100, 190),
        piece(": B-12/KPA/2021", 300, 101, 600),
        piece("2 Mei 2021", 1200, 99, 1400),
    ]

    assert [line.text for line in lines_of(pieces, scale=1)] == ["Nomor      : B-12/KPA/2021", "2 Mei 2021"]


def test_a_line_is_as_sure_as_the_least_sure_part_of_a_number() -> None:
    """A reader took /I/ for /V/, at 0.68, in a line of 39 letters that it was sure of."""
    number = piece("NOMOR : 358/KPU/V/2017", 100, 100, 600)
    sure = tuple(0.68 if at == 16 else 0.99 for at in range(len(number.text)))

    assert lines_of([number._replace(sure=sure)], scale=1)[0].confidence == 0.68


def test_the_edge_of_a_stamp_is_no_letter() -> None:
    (line,) = lines_of([piece("pada tanggal 22 April|2020", 100, 100, 600)], scale=1)

    assert line.text == "pada tanggal 22 April 2020"


def page(number: int, *lines: str) -> Page:
    seen = tuple(TextLine(text, (0, 10.0 * at, 100, 10.0 * at + 9)) for at, text in enumerate(lines))
    return Page(number, PageKind.SCAN, Grade.GOOD, seen, 595, 842)


LETTER = ("NOMOR : 105/Kpts/OT.250/H.1.1/VII/2021", "Hal : Undangan rapat", "2 Juli 2021")


@pytest.mark.parametrize(
    "pages, wanted",
    [
        ([page(1, "NOMOR : 105/Kpts/OT.250/H.1.1/VII/2021")], True),
        ([page(1, "NOMOR : 105/Kpts/OT.250/H.1.1/VII/2021"), page(9, "pada tanggal 2 Juli 2021")], False),
        ([page(1, "NOMOR : 105/Kpts/OT.250/H.1.1/VII/2021"), page(9, "LAMPIRAN")], True),
        ([page(1, "KEPUTUSAN"), page(9, "pada tanggal 2 Juli 2021")], True),
        ([page(1, *LETTER), page(3, "LAMPIRAN", "1. Ani")], False),
        ([page(1, *LETTER), page(3, "DAFTAR HADIR", "Hari/Tanggal : Kamis, 7 Januari 2021")], True),  # and page 2?
        ([page(at, "KEPUTUSAN") for at in range(1, ocr.MOST_PAGES + 1)], False),
    ],
)
def test_more_pages_are_read_while_number_or_date_is_missing_or_several_documents_are_seen(
    pages: list[Page], wanted: bool
) -> None:
    engine = ocr.Engine("RapidOCR", "0", True, "onnxruntime")

    assert Ocr(engine, Limits()).wants_more(pages) is wanted
