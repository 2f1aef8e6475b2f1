"""One reading of a sheet as a form: findings and score say the same of its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.check import check_dossier, open_dossier, rule_by_code
from lke_docs.check.window import parse_window
from lke_docs.form import CountFault, MatchedBy, parse_number, written_number
from lke_docs.model import Finding, Sheet, State
from lke_docs.score import Answer, score_sheet
from tests.sheets import sheet

LABELS = ("harus ditindaklanjuti", "sedang diproses", "selesai ditindaklanjuti")


def complaints(numbers: Sequence[object], *, as_evidence: bool = False) -> Sheet:
    cells = [("", str(number)) if as_evidence else (str(number), "") for number in numbers]
    return sheet(
        (f"A.5.3.B.{place}", f"Jumlah pengaduan masyarakat yang {label}", *cell)
        for place, (label, cell) in enumerate(zip(LABELS, cells, strict=True), 1)
    )


def said(made: Sheet, *, instrument: str = "zi-2019", code: str = "A.5.3.B") -> tuple[list[Finding], Answer]:
    """What JWB004 finds, and the answer that the score counts."""
    dossier = open_dossier(made, instrument=instrument, window=parse_window("2021"))
    counted = rule_by_code("JWB004")
    assert dossier.judge is not None and counted is not None
    answers = {answer.code: answer for answer in score_sheet(dossier.judge).answers}
    return list(check_dossier(dossier, [counted]).findings), answers[code]


@pytest.mark.parametrize("as_evidence", [False, True])
def test_five_is_not_one_and_one(as_evidence: bool) -> None:
    (finding,), answer = said(complaints((5, 1, 1), as_evidence=as_evidence))

    assert "berjumlah 2" in finding.message
    assert answer.note == "angka tidak cocok: 5 bukan 1 + 1"


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.integers(-1, 3)] * 3), st.booleans())
def test_rule_and_score_agree_on_numbers(numbers: tuple[int, ...], as_evidence: bool) -> None:
    findings, answer = said(complaints(numbers, as_evidence=as_evidence))
    is_faulty = answer.note.startswith(("angka tidak cocok", "ada angka negatif"))

    assert is_faulty is (numbers[0] != numbers[1] + numbers[2] or min(numbers) < 0)
    assert bool(findings) is is_faulty


def test_a_part_larger_than_its_whole_is_said_by_both() -> None:
    made = sheet([("B.1.B.1", "Jumlah temuan", "2", ""), ("B.1.B.2", "Jumlah yang ditindaklanjuti", "7", "")])
    (finding,), answer = said(made, code="B.1.B")

    assert "7, melebihi" in finding.message and "(2)" in finding.message
    assert answer.note == "angka tidak cocok: 7 dari 2"


def test_more_changes_than_agents_of_change_are_no_fault() -> None:
    made = sheet([("A.II.1.i.a", "", ""), ("", "Jumlah agen perubahan", "2", ""), ("", "Jumlah perubahan", "7", "")])
    findings, answer = said(made, instrument="zi-2021", code="A.II.1.i.a")

    assert (findings, answer.value) == ([], 1.0)


def test_rows_right_below_give_their_numbers_without_codes() -> None:
    question = ("A.5.3.B", "Penanganan pengaduan masyarakat (%)", "", "")
    made = sheet([question, *[("", label, number, "") for label, number in zip(LABELS, "514", strict=True)]])
    dossier = open_dossier(made, instrument="zi-2019", window=parse_window("2021"))
    assert dossier.form is not None and dossier.judge is not None
    (counts,) = dossier.form.counts.values()

    assert (counts.values, counts.fault) == ([5, 1, 4], None)
    assert [match.how for match in dossier.form.matches] == [MatchedBy.CODE, *[MatchedBy.NUMBER] * 3]
    assert not any("tidak dikenali" in notice for notice in score_sheet(dossier.judge).notices)
    states = [state.state for state in check_dossier(dossier).states if state.rule == "BKT004"]
    assert states == [State.NOT_APPLICABLE] * 4


@pytest.mark.parametrize(
    ("numbers", "fault"),
    [("5 1 4", None), ("5 1 1", CountFault.SUM), ("0 0 0", None), ("-1 0 -1", CountFault.NEGATIVE), ("5 1", None)],
)
def test_faults_of_counts(numbers: str, fault: CountFault | None) -> None:
    made = complaints([*numbers.split(), ""][:3])
    form = open_dossier(made, instrument="zi-2019", window=parse_window("2021")).form
    assert form is not None

    assert [counts.fault for counts in form.counts.values()] == [fault]


@pytest.mark.parametrize(
    ("text", "value", "is_percent"),
    [
        ("5", 5, False),
        (" 3,51 ", 3.51, False),
        ("87.5 %", 87.5, True),
        ("-2", -2, False),
        ("9 (sembilan) pengaduan", 9, False),
        ("3,62 (90,5)", 3.62, False),
        ("3.71 dari 4", 3.71, False),
        ("3.71 / 4", 3.71, False),
        ("95 persen", 95, True),
    ],
)
def test_numbers_and_what_they_count(text: str, value: float, is_percent: bool) -> None:
    assert parse_number(text) == (value, is_percent)


@pytest.mark.parametrize("text", ["", "5/1/1", "5 Maret 2023", "5 SK", "5 / 12", "A", "%", "1,2,3"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("answer", "evidence", "written"), [("5", "", "5"), ("", " 5 ", "5"), ("YA", "5", "5"), ("YA", "5 laporan", "")]
)
def test_a_number_stands_in_the_answer_or_in_the_evidence(answer: str, evidence: str, written: str) -> None:
    assert written_number(sheet([("A.5.3.B.1", "Jumlah", answer, evidence)]).rows[0]) == written
