"""Negative controls: what a careful unit writes brings nothing above `saran`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lke_docs.check import RULES
from lke_docs.model import Confidence, Level
from tests.sheets import WINDOW, check, from_case

CONTROLS = tomllib.loads((Path(__file__).parent / "controls.toml").read_text(encoding="utf-8"))["control"]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control["name"])
def test_nothing_above_advice(control: dict[str, Any]) -> None:
    found = check(from_case(control), RULES, window=control.get("window", WINDOW)).findings

    assert [(f.rule, f.indicator, f.message) for f in found if f.level is not Level.SARAN] == []


def test_there_are_enough() -> None:
    assert len(CONTROLS) >= 88


def test_a_planted_fault_shows_that_controls_can_fail() -> None:
    spoilt = {**CONTROLS[9], "rows": [["A.1.1.B", "?", "B", "Notula rapat anggota tim, Senin, 5 Maret 2021"]]}
    found = check(from_case(spoilt), RULES).findings

    assert [f.rule for f in found if f.level is not Level.SARAN and f.confidence is not Confidence.RENDAH] == ["TGL008"]
