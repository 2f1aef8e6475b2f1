"""One sheet in five formats and many prints: the same rows, answers and evidence, white space apart."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from lke_docs.model import Row, Sheet
from lke_docs.office.limits import Limits
from lke_docs.read import read_bytes, read_sheet
from lke_docs.read.pdf import read_pdf
from lke_docs.read.pdf_fallback import found_by_pdfplumber
from lke_docs.read.pdf_page import bound, lines_of, open_document, open_page
from tests.read.prints import PRINTS, cut_by_a_page, dotted, letter_by_letter, table_in_a_form
from tools.write_formats import TITLES, as_docx, as_html, as_xlsx

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXT = read_sheet(SAMPLES / "kejari_bantaeng_2021.txt")
WRITERS: dict[str, Callable[[Sheet], bytes]] = {"html": as_html, "xlsx": as_xlsx, "docx": as_docx}


def squeezed(text: str) -> str:
    return "".join(text.split())


def content(rows: tuple[Row, ...]) -> list[tuple[str, ...]]:
    return [
        (row.code, squeezed(row.question), squeezed(row.answer), row.answer_kind, squeezed(row.evidence))
        for row in rows
    ]


@pytest.mark.parametrize("format", WRITERS)
def test_written_format_reads_the_same(format: str) -> None:
    sheet = read_bytes(WRITERS[format](TEXT), f"lembar.{format}")

    assert content(sheet.rows) == content(TEXT.rows)
    assert (sheet.format, sheet.unit, sheet.agency) == (format, TEXT.unit, TEXT.agency)
    assert [h.code for h in sheet.headings] == [h.code for h in TEXT.headings]
    assert not sheet.unplaced


@pytest.mark.parametrize("path", sorted((SAMPLES / "bentuk").iterdir()), ids=lambda path: path.suffix)
def test_kept_sample_reads_the_same(path: Path) -> None:
    sheet = read_sheet(path)

    assert content(sheet.rows) == content(TEXT.rows)
    assert sheet.unit == TEXT.unit
    assert not sheet.unplaced


@pytest.mark.parametrize("name", PRINTS)
def test_print_reads_the_same(name: str) -> None:
    sheet = read_bytes(PRINTS[name](TEXT), name)

    assert content(sheet.rows) == content(TEXT.rows)
    assert sheet.unit == TEXT.unit


@pytest.mark.parametrize("is_titled", [False, True])
def test_row_cut_by_the_end_of_a_page_is_whole(is_titled: bool) -> None:
    sheet = read_bytes(cut_by_a_page(TEXT, is_titled=is_titled), "potong.pdf")

    assert [(row.code, row.question, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.1.1.A", "Apakah unit kerja telah membentuk tim?", "YA", "SK Tim Kerja Nomor KEP-01/X/2021"),
        (
            "A.1.1.B",
            "Apakah penentuan anggota Tim dipilih melalui prosedur yang jelas?",
            "A",
            "Notula rapat tanggal 3 Maret 2021;\nDaftar hadir rapat tanggal 3 Maret 2021",
        ),
        ("A.1.2.A", "Apakah terdapat dokumen rencana kerja?", "YA", "Rencana Kerja 2021"),
    ]
    assert [place.page for _, place in sheet.rows[1].segments] == [1, 2, 2]
    assert sheet.rows[1].place_at(36).page == 2


@pytest.mark.parametrize("is_open", [True, False])
def test_rest_of_a_row_that_stands_alone_on_its_page_is_read(is_open: bool) -> None:
    sheet = read_bytes(cut_by_a_page(TEXT, is_open=is_open, is_last=True), "potong.pdf")

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.1.1.A", "YA", "SK Tim Kerja Nomor KEP-01/X/2021"),
        ("A.1.1.B", "A", "Notula rapat tanggal 3 Maret 2021;\nDaftar hadir rapat tanggal 3 Maret 2021"),
    ]
    assert [place.page for _, place in sheet.rows[1].segments] == [1, 2, 2]


def test_our_cells_are_those_of_pdfplumber() -> None:
    """The oracle: the same cells in the same rows, page by page."""
    data = PRINTS["ruled"](TEXT)
    ours: dict[int, list[str]] = {}
    for cell in read_pdf(data, Limits()).grids[0].cells:
        ours.setdefault(cell.row, []).append(squeezed(cell.text))
    theirs = []
    for _, pieces in found_by_pdfplumber(data, 20):
        rows: dict[int, list[str]] = {}
        for piece in pieces:
            rows.setdefault(piece.row, []).append(squeezed("".join(line.text for line in piece.lines)))
        theirs += list(rows.values())
    titles = [squeezed(title) for title in TITLES]

    assert [row for row in theirs if row != titles] == [row for row in ours.values() if row != titles]


def test_letters_drawn_one_by_one_are_words() -> None:
    """pdfium takes a page of two such lines for one written downwards, and full stops for lines of their own."""
    said = ["PENILAIAN", "b. Telah dilakukan monitoring, dan “evaluasi” 0.5"]
    page = open_document(letter_by_letter(said))[0]
    sheet = open_page(page, 1)

    assert [sheet.text(bound(line)) for line in lines_of(sheet.runs)] == said


def test_lines_in_an_object_of_their_own() -> None:
    sheet = read_bytes(table_in_a_form(TEXT), "objek.pdf")

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.1.1.A", "YA", "SK Tim Kerja Nomor KEP-01/X/2021"),
        ("A.1.1.B", "A", "Notula rapat tanggal 3 Maret 2021;"),
    ]


def test_dotted_lines_without_white_between_columns() -> None:
    """Neither rules nor white help us here; pdfplumber joins the dots."""
    sheet = read_bytes(dotted(TEXT), "titik.pdf")

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        (f"A.1.2.{letter}", "YA", "SK Tim") for letter in "ABC"
    ]


@pytest.mark.parametrize("name", ["ruled", "white", "turned_90", "on_its_head", "lines"])
def test_box_of_a_print_holds_the_words(name: str) -> None:
    """The place of each line of evidence, looked up in the page as viewers show it."""
    data = PRINTS[name](TEXT)
    sheet = read_bytes(data, name)

    with pdfplumber.open(io.BytesIO(data)) as document:
        characters = document.pages[0].chars
        words = 0
        for row in (row for row in sheet.rows if row.segments):
            starts = [offset for offset, _ in row.segments]
            for (start, place), end in zip(row.segments, [*starts[1:], len(row.evidence)], strict=True):
                if place.page == 1 and place.box is not None:
                    assert squeezed(row.evidence[start:end]) in _words_in(characters, place.box)
                    words += 1
    assert words > 5


def _words_in(characters: list[dict[str, Any]], box: tuple[float, ...]) -> str:
    """Letters whose middle lies in the box, by another library (the oracle), as they were drawn."""
    left, top, right, bottom = box
    return squeezed(
        "".join(
            char["text"]
            for char in characters
            if left - 1 <= (char["x0"] + char["x1"]) / 2 <= right + 1
            and top - 1 <= (char["top"] + char["bottom"]) / 2 <= bottom + 1
        )
    )
