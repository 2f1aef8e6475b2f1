"""The workbook written back: a normalised copy, and findings beside the rows of the original."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from lke_docs.check import audit
from lke_docs.errors import InputError
from lke_docs.model import Confidence, Finding, Level, Place, Row, Sheet, SourceText, Span
from lke_docs.read import read_bytes, read_sheet
from lke_docs.report.json import sheet_json
from lke_docs.report.workbook import TITLE, annotate, write_sheet
from tests.read.test_form import ITEMS, filled, read_filled
from tests.read.test_formats import TEXT, content


def finding(indicator: str, place: Place | None, message: str = "nomor tidak cocok") -> Finding:
    spans = (Span(indicator, place, 0, 2, "SK"),) if place else ()
    return Finding("f", "NOM005", "n", Level.WAJIB, Confidence.TINGGI, indicator, message, "r", spans)


def test_written_sheet_reads_back_the_same() -> None:
    data = write_sheet(TEXT)
    sheet = read_bytes(data, "salinan.xlsx")

    assert content(sheet.rows) == content(TEXT.rows)
    assert [row.evidence for row in sheet.rows] == [row.evidence for row in TEXT.rows]
    assert (sheet.unit, sheet.agency, sheet.proposal) == (TEXT.unit, TEXT.agency, TEXT.proposal)
    assert write_sheet(TEXT) == data


def test_written_form_keeps_reviews_and_counts() -> None:
    source = read_filled("apa_adanya")
    first = source.rows[0]._replace(reviews=(("TPI", "Tidak", "kurang"), ("TPN", "Ya", "")))
    sheet = source._replace(rows=(first, *source.rows[1:]))
    again = read_bytes(write_sheet(sheet), "salinan.xlsx")

    assert content(again.rows) == content(sheet.rows)
    assert again.rows[0].reviews == first.reviews


@pytest.mark.parametrize("evidence", ["=1+1", "+62 812", "a\x0bb", '=HYPERLINK("x")', "baris 1\nbaris 2"])
def test_evidence_is_text_and_never_a_formula(evidence: str) -> None:
    row = Row("A.1.1.A", "Apakah ada tim?", "YA", "yes_no", evidence, Place())
    again = read_bytes(write_sheet(Sheet("s", "", "txt", (row,))), "salinan.xlsx")

    assert again.rows[0].evidence == evidence.replace("\x0b", " ")
    assert not again.notices


def test_evidence_longer_than_a_cell_goes_on_below() -> None:
    evidence = "\n".join(f"Notula {number}" for number in range(9000))
    row = Row("A.1.1.A", "Apakah ada tim?", "YA", "yes_no", evidence, Place())

    assert read_bytes(write_sheet(Sheet("s", "", "txt", (row,))), "x").rows[0].evidence == evidence


def test_findings_go_into_a_column_of_their_own_and_nothing_else_changes() -> None:
    data = filled("apa_adanya")
    number = ITEMS["A.I.1.i.b"]
    found = [
        finding("A.I.1.i.b", Place(sheet="Jawaban", cell=f"M{number}")),
        finding("A.I.1.i.b", None, "tanggal < nomor & bulan"),
        finding("", None, "lembar belum lengkap"),
    ]
    marked = annotate(data, read_filled("apa_adanya"), found)

    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(marked)) as new:
        assert new.namelist() == old.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["xl/worksheets/sheet4.xml"]
    before, after = load_workbook(io.BytesIO(data))["Jawaban"], load_workbook(io.BytesIO(marked))["Jawaban"]
    assert after.max_column == before.max_column + 1
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            assert (other.value, other.style_id) == (cell.value, cell.style_id)
    own = {cell.row: cell.value for (cell,) in after.iter_rows(min_col=before.max_column + 1) if cell.value}
    assert own == {
        1: f"{TITLE}\n[NOM005, wajib] lembar belum lengkap",
        number: "[NOM005, wajib] nomor tidak cocok\n[NOM005, wajib] tanggal < nomor & bulan",
    }
    assert all(after.cell(row, after.max_column).alignment.wrap_text for row in own), "read without a click"
    assert after.merged_cells.ranges == before.merged_cells.ranges
    widths = {key: (value.width, value.hidden) for key, value in before.column_dimensions.items()}
    assert {key: (after.column_dimensions[key].width, after.column_dimensions[key].hidden) for key in widths} == widths


@pytest.mark.parametrize("is_saved_anew", [False, True])
def test_findings_of_before_give_way_in_their_column(is_saved_anew: bool) -> None:
    sheet = read_filled("apa_adanya")
    marked = annotate(filled("apa_adanya"), sheet, [finding("A.I.1.i.b", None), finding("A.I.1.i.a", None)])
    if is_saved_anew:
        stream = io.BytesIO()
        load_workbook(io.BytesIO(marked)).save(stream)
        marked = stream.getvalue()
    page = load_workbook(io.BytesIO(annotate(marked, sheet, [finding("A.I.1.i.b", None, "lain")])))["Jawaban"]

    told = [cell.value for row in page.iter_rows() for cell in row if "[NOM005" in str(cell.value)]
    assert told == ["[NOM005, wajib] lain"]
    assert [str(cell.value).startswith(TITLE) for cell in page[1]].count(True) == 1


def test_a_window_in_a_title_and_what_stands_around_the_table_are_written_too() -> None:
    around = [
        SourceText(text, Place()) for text in ("LEMBAR KERJA", "Periode Januari s.d. Juni 2023", "Disusun di Sukamaju")
    ]
    row = Row("A.1.1.A", "Apakah ada tim?", "YA", "yes_no", "SK tanggal 3 Maret 2023", Place())
    sheet = Sheet("s", "", "txt", (row,), header=tuple(around[:2]), unplaced=tuple(around[2:]))
    data = write_sheet(sheet)

    for again in (read_bytes(data, "x.xlsx"), read_bytes(sheet_json(sheet).encode(), "x.json")):
        assert [str(it) for it in audit(again).window[:2]] == ["2023-01-01", "2023-06-30"]
    rest = load_workbook(io.BytesIO(data))["Di luar tabel"]
    assert [cell.value for (cell,) in rest.iter_rows()] == [it.text for it in around]


def test_copy_with_findings_reads_as_before() -> None:
    marked = annotate(filled("apa_adanya"), read_filled("apa_adanya"), [finding("A.I.1.i.b", None)])

    assert read_bytes(marked, "salinan").rows == read_filled("apa_adanya").rows


def test_findings_of_another_format_are_refused() -> None:
    text = read_sheet(__file__.replace("tests/read/test_workbook.py", "samples/kejari_bantaeng_2021.txt"))

    with pytest.raises(InputError, match="salinannya"):
        annotate(b"bukan buku kerja", text, [])
