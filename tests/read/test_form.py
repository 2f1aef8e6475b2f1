"""The official form of 2021, blank and filled in three layouts: every item, no answer shifted."""

from __future__ import annotations

from functools import cache

import pytest

from lke_docs.model import Row, Sheet
from lke_docs.read import read_bytes, read_sheet
from tools.fill_form import FORM, LAYOUTS, Filling, count_rows, item_rows, plain_filling

ITEMS = item_rows()
COUNTS = count_rows()
FILLINGS = {row: plain_filling(code, row) for code, row in ITEMS.items()} | {row: Filling(row) for row in COUNTS}


@cache
def filled(layout: str) -> bytes:
    return LAYOUTS[layout](FILLINGS)


@cache
def read_filled(layout: str) -> Sheet:
    return read_bytes(filled(layout), layout)


def by_code(sheet: Sheet) -> dict[str, Row]:
    return {row.code: row for row in sheet.rows}


def test_blank_form_has_all_items_and_no_answers() -> None:
    sheet = read_sheet(FORM)

    assert set(ITEMS) <= set(by_code(sheet))
    assert len(sheet.rows) == 113 + 24
    assert {row.answer_kind for row in sheet.rows} == {"none"}
    assert not any(row.evidence or row.reviews for row in sheet.rows)
    assert not sheet.unplaced
    assert sheet.proposal == "WBK"
    assert sheet.unit == ""  # the form says [NAMA UNIT]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_filled_form_reads_each_item_with_its_own_answer(layout: str) -> None:
    rows = by_code(read_filled(layout))

    for code, number in ITEMS.items():
        filling, row = FILLINGS[number], rows[code]
        assert row.answer == str(filling.answer), code
        written = sorted(text for text in (filling.note, filling.evidence, filling.link) if text)
        assert sorted(row.evidence.split("\n")) == written, code


@pytest.mark.parametrize("layout", LAYOUTS)
def test_counts_stand_below_their_item(layout: str) -> None:
    sheet = read_filled(layout)
    counts = {row.code: row.answer for row in sheet.rows if row.code not in ITEMS}

    assert counts == EXPECTED_COUNTS
    assert {row.answer_kind for row in sheet.rows if row.code in counts} == {"count"}


# code -> row of the form whose number was filled in
EXPECTED_COUNTS = {
    "A.II.1.i.a.1": "126", "A.II.1.i.a.2": "127", "A.II.1.i.b.1": "129", "A.II.1.i.b.2": "130",
    "A.II.3.iii.a.1": "152", "A.II.3.iii.a.2": "153", "A.II.3.iii.a.3": "154",
    "A.II.4.i.1": "158", "A.II.4.i.2": "159",
    "A.II.5.ii.1": "169", "A.II.5.ii.2": "170", "A.II.5.ii.3": "171",
    "A.II.5.iii.a.1": "175", "A.II.5.iii.a.1.1": "176", "A.II.5.iii.a.1.2": "177", "A.II.5.iii.a.1.3": "178",
    "A.II.5.iii.a.2": "179",
    "A.II.5.iii.b.1": "182", "A.II.5.iii.b.1.1": "183", "A.II.5.iii.b.1.2": "184", "A.II.5.iii.b.1.3": "185",
    "A.II.5.iii.b.2": "186",
    "A.II.6.i.b.1": "191", "A.II.6.i.b.2": "192",
}  # fmt: skip


def test_each_place_is_the_cell_of_the_form() -> None:
    rows = by_code(read_filled("apa_adanya"))

    for code, number in ITEMS.items():
        row = rows[code]
        assert row.answer_place is not None
        assert (row.answer_place.sheet, row.answer_place.cell) == ("Jawaban", f"K{number}")
        assert [place.cell for _, place in row.segments if row.evidence] == [
            f"{column}{number}" for column in "LMN" if FILLINGS[number].note
        ]


def test_evaluators_columns_are_kept_as_theirs() -> None:
    number = ITEMS["A.I.1.i.a"]
    filling = FILLINGS[number]._replace(review="Tidak", review_note="SK belum ditandatangani")
    rows = by_code(read_bytes(LAYOUTS["apa_adanya"]({number: filling}), "form"))

    assert rows["A.I.1.i.a"].answer == filling.answer
    assert rows["A.I.1.i.a"].reviews == (("TPI", "Tidak", "SK belum ditandatangani"),)
    assert "belum ditandatangani" not in rows["A.I.1.i.a"].evidence


def test_letters_printed_out_of_order_follow_their_questions() -> None:
    """PermenPANRB 90/2021 prints A.I.6.v as a, c, b; the question decides, not the letter."""
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(filled("apa_adanya")))
    page = book["Jawaban"]
    page.cell(120, 6).value, page.cell(121, 6).value = "c.", "b."
    stream = BytesIO()
    book.save(stream)
    rows = by_code(read_bytes(stream.getvalue(), "acb"))

    assert rows["A.I.6.v.b"].answer == str(FILLINGS[120].answer)
    assert rows["A.I.6.v.c"].answer == str(FILLINGS[121].answer)
