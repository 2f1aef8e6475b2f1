"""Settings, notes and history applied to one audit after another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lke_docs.check import rule_by_code
from lke_docs.model import (
    Audit,
    CheckState,
    Confidence,
    Finding,
    Level,
    Place,
    Row,
    Sheet,
    Span,
    State,
    Window,
)
from lke_docs.workspace import Change, Note, Terms, finish_audit, write_note

DAY = date(2021, 8, 31)
NO_NUMBER = rule_by_code("NOM001")
assert NO_NUMBER is not None


def an_audit(evidence: str, *names: str) -> Audit:
    row = Row("A.1.1.A", "", "YA", "yes_no", evidence, Place())
    findings = tuple(
        Finding(
            name, "NOM001", "n", Level.WAJIB, Confidence.TINGGI, row.code, "pesan", "saran",
            (Span(row.code, Place(), 0, 2, evidence[:2]),),
        )
        for name in names
    )  # fmt: skip
    states = (CheckState("NOM001", row.code, State.FINDING if names else State.PASS),)
    return Audit(Sheet("a", "0", "txt", (row,)), (), Window(DAY, DAY, ""), DAY, findings, states)


def test_levels_notes_and_history_work_together(tmp_path: Path) -> None:
    terms = Terms(folder=tmp_path, rules=(NO_NUMBER,), levels={"NOM001": Level.SARAN})
    note = Note("a", "Dokumen asli tersimpan di arsip", "Sari", DAY, rule="NOM001")
    write_note(tmp_path / "lke-catatan.toml", note)
    first, changes = finish_audit(an_audit("SK 1", "a", "b"), terms, keep=True)
    assert [(it.fingerprint, it.state, it.level) for it in first.findings] == [
        ("a", "suppressed", Level.SARAN),
        ("b", "open", Level.SARAN),
    ]
    assert first.states[0].state is State.FINDING
    assert changes is not None
    assert changes.counts[Change.NEW] == 2
    second, changes = finish_audit(an_audit("SK 1", "a"), terms, keep=True)
    assert second.states[0].state is State.SUPPRESSED
    assert "arsip" in second.states[0].reason
    assert changes is not None
    assert {change: count for change, count in changes.counts.items() if count} == {
        Change.OPEN: 1,
        Change.FIXED: 1,
    }


def test_without_keep_nothing_is_written(tmp_path: Path) -> None:
    audit = an_audit("SK 1", "a")
    _, changes = finish_audit(audit, Terms(folder=tmp_path))
    assert changes is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("terms", "state"),
    [
        (Terms(), "suppressed"),  # as of the sheet, whose last day is that of the note
        (Terms(today=date(2021, 9, 1)), "open"),
        (Terms(as_of=DAY, today=date(2021, 9, 1)), "suppressed"),
        (Terms(as_of=date(2021, 9, 1), today=DAY), "open"),
    ],
)
def test_a_note_is_over_by_the_calendar_unless_a_day_was_named(terms: Terms, state: str, tmp_path: Path) -> None:
    write_note(tmp_path / "lke-catatan.toml", Note("a", "Dokumen asli tersimpan di arsip", "Sari", DAY))
    audit, _ = finish_audit(an_audit("SK 1", "a"), terms._replace(folder=tmp_path))
    assert [it.state for it in audit.findings if it.fingerprint == "a"] == [state]
