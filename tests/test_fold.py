"""Findings that ask the same of many rows: one finding with its rows, of which a person may set one aside."""

from __future__ import annotations

from datetime import date

from lke_docs.check import audit
from lke_docs.check.window import parse_window
from lke_docs.model import Audit, Finding, FindingState
from lke_docs.workspace import apply_notes, make_note
from tests.sheets import sheet

CODES = ("A.5.3.C", "A.5.3.D", "A.5.4.C")
TODAY = date(2021, 9, 1)


def audited(*codes: str) -> Audit:
    """Rows that all stop after the first quarter."""
    rows = [(code, "A", f"Laporan {code[2:]} Monitoring Pengaduan Triwulan I Tahun 2021") for code in codes]
    return audit(sheet(rows), window=parse_window("2021-01..2021-08"), instrument="zi-2019")


def quarters(codes: tuple[str, ...]) -> list[Finding]:
    return [finding for finding in audited(*codes).findings if finding.rule == "SER005"]


def noted(finding: Finding, fingerprint: str) -> list[Finding]:
    reason = "triwulan kedua dilaporkan bersama semester pertama"
    note = make_note(fingerprint, reason, author="Sekretaris", until=TODAY, made=TODAY, rule="SER005")
    return [it for it in apply_notes([finding], [note], TODAY) if it.rule == "SER005"]


def test_one_thing_to_do_is_one_finding_with_its_rows() -> None:
    (gathered,) = quarters(CODES)

    assert (gathered.indicator, gathered.related) == (CODES[0], CODES[1:])
    assert [member.indicator for member in gathered.members] == list(CODES)
    assert {span.indicator for span in gathered.spans} == set(CODES)
    assert "Triwulan II 2021" in gathered.message and "pada 3 indikator" in gathered.message
    assert gathered.gap and [period.value for period in gathered.gap.periods] == ["2021-Q2"]


def test_names_of_rows_and_of_the_whole_do_not_hang_on_the_others() -> None:
    (three,), (two,), (one,) = quarters(CODES), quarters(CODES[1:]), quarters(CODES[2:])

    assert three.fingerprint == two.fingerprint
    assert one.members == () and one.fingerprint == three.members[2].fingerprint
    assert one.fingerprint != three.fingerprint


def test_a_note_on_one_row_leaves_the_others() -> None:
    (gathered,) = quarters(CODES)
    left, aside = noted(gathered, gathered.members[1].fingerprint)

    assert (left.state, left.indicator, left.related) == (FindingState.OPEN, CODES[0], (CODES[2],))
    assert left.fingerprint == gathered.fingerprint and "pada 2 indikator" in left.message
    assert (aside.state, aside.indicator) == (FindingState.SUPPRESSED, CODES[1])


def test_a_note_on_the_whole_sets_all_aside() -> None:
    (gathered,) = quarters(CODES)

    assert [it.state for it in noted(gathered, gathered.fingerprint)] == [FindingState.SUPPRESSED]
