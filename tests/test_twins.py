"""Two made sheets of the 2021 form: every planted fault is found, and the clean twin has none."""

from __future__ import annotations

from functools import cache

import pytest

from lke_docs.check import RULES, audit
from lke_docs.model import Audit, Level, State
from lke_docs.read.txt import read_txt
from tools.make_twins import CLEAN, FAULTY, Planted, made, read_planted, unplanted

PLANTED = read_planted()


@cache
def audited(faulty: bool) -> Audit:
    path = FAULTY if faulty else CLEAN
    return audit(read_txt(path.read_bytes(), path.name))


def test_the_sheets_are_as_the_tool_makes_them() -> None:
    assert {path.name for path, text in made().items() if path.read_text(encoding="utf-8") != text} == set()


@pytest.mark.parametrize("faulty", [False, True])
def test_form_is_recognised_and_whole(faulty: bool) -> None:
    found = audited(faulty)

    assert found.instrument == "zi-2021"
    assert len(found.sheet.rows) == 113 + 3  # and the three numbers of the complaints
    assert [state for state in found.states if state.state is State.NOT_CHECKED] == []
    assert found.defects == ()


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: f"{fault.rule} {fault.row}")
def test_planted_fault_is_found(fault: Planted) -> None:
    found = [f for f in audited(True).findings if f.rule == fault.rule]

    if fault.line:
        assert any(fault.line in f.message for f in found)
    else:
        assert any((fault.code or fault.row) in (f.indicator, *f.related) for f in found), fault


def test_every_rule_has_its_fault() -> None:
    """In its own case file, under [[planted]]: no list elsewhere is kept."""
    rows = [fault.row for fault in PLANTED if fault.row]

    assert {rule.code for rule in RULES} == {fault.rule for fault in PLANTED} | unplanted().keys()
    assert all(reason.endswith(".") for reason in unplanted().values())
    assert len(rows) == len(set(rows)), "a row holds one fault"


def test_twin_has_nothing_to_mend() -> None:
    left = [(f.level, f.rule, f.indicator, f.message) for f in audited(False).findings]

    assert [told for told in left if told[0] in (Level.WAJIB, Level.PERLU)] == []
    assert len(left) <= 2
