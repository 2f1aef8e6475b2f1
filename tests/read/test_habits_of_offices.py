"""What offices do with the cells of a form: values beside answers, two years, evidence below, rows cut in two."""

from __future__ import annotations

import pytest

from tests.read.kinds import FORM, Item, items, table, wanted
from tests.read.test_layouts_of_offices import read, read_rows


@pytest.mark.parametrize("valued", ["{} (1,00)", "{} [0.67]", "{} - 0,75", "{} = 1", "{} 100%", "{} (nilai: 0,33)"])
def test_value_beside_an_answer_is_no_part_of_it(valued: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "valued", "proof"), valued=lambda item: valued.format(item.answer))
    sheet = read([["No", "Penilaian", "Jawaban Unit (nilai)", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.notices


@pytest.mark.parametrize("held", ["Terpenuhi", "A/B/C", "Jika seluruh unsur terpenuhi", "3. Sudah"])
def test_answers_that_cannot_be_read_are_said(held: str) -> None:
    rows = table(items(), ("mark", "text", "held", "proof"), held=lambda item: held)
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])
    said = [notice.text for notice in sheet.notices if "tidak terbaca" in notice.text]

    assert len(said) == 1
    assert f"“{held}” (lembar “0” sel C" in said[0]


def test_area_may_stand_before_its_aspect_in_codes() -> None:
    of = items(FORM, ("A.II.1.", "A.II.5."))
    rows = [["Kode", "Uraian", "Jawaban", "Bukti Dukung"]]
    for item in of:
        part, aspect, area, *below = f"{item.code}..".split(".")
        rows.append([".".join([part, area, aspect, *below]).strip("."), item.text, item.answer, item.proof])
    sheet = read([row for row in rows if row[0].count(".") != 1])

    assert read_rows(sheet) == wanted(of)
    assert {heading.code for heading in sheet.headings} >= {"A.II.1", "A.II.5"}


@pytest.mark.parametrize("total", ["Jumlah {}", "TOTAL {}", "Sub Total", "Jumlah Nilai Area II. {}", "Jumlah {} (3,5)"])
def test_totals_are_no_numbers_that_the_form_asks_for(total: str) -> None:
    of = items(FORM, ("A.II.3.", "A.II.5."))
    name = "PENATAAN SISTEM MANAJEMEN SDM"
    last = max(number for number, item in enumerate(of) if item.code.startswith("A.II.3."))
    summed = [*of[: last + 1], Item("", "", total.format(name), "3,5", is_asked=True), *of[last + 1 :]]
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *table(summed, ("mark", "text", "answer", "proof"))])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


@pytest.mark.parametrize("is_answered_below", [False, True])
def test_question_cut_over_two_rows_is_one(is_answered_below: bool) -> None:
    of = items(FORM, ("A.I.2.", "A.I.3."))
    rows: list[list[str]] = []
    for mark, text, answer, proof in table(of, ("mark", "text", "answer", "proof")):
        words = text.split()
        if not answer or len(words) < 12:
            rows.append([mark, text, answer, proof])
            continue
        upper, lower = " ".join(words[:7]), " ".join(words[7:])
        rows += [[mark, upper, "", ""], ["", lower, answer, proof]] if is_answered_below else (
            [[mark, upper, answer, proof], ["", lower, "", ""]]
        )  # fmt: skip
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


def test_other_words_for_those_of_a_question_are_known() -> None:
    of = items(FORM, ("A.I.5.",))
    rows = [[text.replace("elah dilakukan", "udah dilakukan"), *rest] for text, *rest in table(of, ("text", "answer"))]
    sheet = read([["Penilaian", "Jawaban"], *rows])

    assert {row.code: row.answer for row in sheet.rows} == {it.code: it.answer for it in of if it.is_asked}
