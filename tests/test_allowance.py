"""A command ends in its time: what was done by then is kept, the rest is not checked."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from lke_docs import cli
from lke_docs.check import check_dossier, open_dossier
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.check.rules import RULES
from lke_docs.model import Confidence, Evidence, Level, State
from lke_docs.office import allowance
from lke_docs.read import read_sheet
from tests.test_report import SAMPLE


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    allowance.stop()


def spend() -> None:
    while True:
        pass


@rule("ZZZ001", "tidak pernah selesai", level=Level.WAJIB, confidence=Confidence.TINGGI, remedy="-")
def endless(_: Dossier) -> Iterator[Hit]:
    """Never ends."""
    spend()
    yield Hit(None, "never")


@rule("ZZZ002", "baru selesai karena dihentikan", level=Level.WAJIB, confidence=Confidence.TINGGI, remedy="-")
def stopped_once(_: Dossier) -> Iterator[Hit]:
    """Uses up the time, and nobody counts on: how fast the machine is does not matter for the rules behind it."""
    try:
        spend()
    finally:
        allowance.stop()
    yield Hit(None, "never")


def test_a_rule_without_end_is_not_checked_and_the_others_are() -> None:
    dossier = open_dossier(read_sheet(SAMPLE))
    plain = check_dossier(dossier, RULES)
    allowance.start(0.3)

    found = check_dossier(dossier, (stopped_once, *RULES))

    said = {state.state for state in found.states if state.rule == "ZZZ002"}
    assert said <= {State.NOT_CHECKED, State.NOT_APPLICABLE}
    assert [state.reason for state in found.states if state.rule == "ZZZ002" and state.reason == allowance.SPENT]
    assert found.findings == plain.findings
    assert not found.defects


def test_after_the_second_time_nothing_more_runs() -> None:
    dossier = open_dossier(read_sheet(SAMPLE))
    allowance.start(0.3)

    found = check_dossier(dossier, (endless, endless, *RULES))

    assert not found.findings
    assert {state.state for state in found.states} <= {State.NOT_CHECKED, State.NOT_APPLICABLE}


def test_rows_that_there_was_no_time_for_accuse_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    import lke_docs.check as check

    sheet, whole = read_sheet(SAMPLE), check.extract_all

    def slow(texts: Iterable[str]) -> Iterator[Evidence]:
        for number, evidence in enumerate(whole(texts)):
            if number == 10:
                spend()
            yield evidence

    monkeypatch.setattr(check, "extract_all", slow)
    allowance.start(0.3)
    dossier = open_dossier(sheet)

    assert [entry.row.unread for entry in dossier.entries[:10]] == [""] * 10
    assert {entry.row.unread for entry in dossier.entries[10:]} == {allowance.SPENT}
    allowance.stop()
    late = {row.code for row in sheet.rows[10:]}
    assert not [finding for finding in check_dossier(dossier).findings if finding.indicator in late]


def test_a_thread_does_the_same_where_the_system_has_no_timer() -> None:
    allowance._count.begin(0.2)
    allowance._watch()
    with pytest.raises(allowance.SpentError):
        spend()


def test_what_others_cost_counts_and_a_large_file_has_more() -> None:
    assert allowance.left() == float("inf")
    allowance.start(10)
    allowance.grant(50_000)
    assert 9 < allowance.left() <= 10
    allowance.grant(10_000_000)
    assert 29 < allowance.left() <= 30
    allowance.allow(20)
    assert 59 < allowance.left() <= 60
    allowance.pay(65)
    with pytest.raises(allowance.SpentError):
        spend()
    allowance.stop()
    assert allowance.left() == float("inf")


def test_a_command_whose_time_is_up_ends_with_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["audit", str(SAMPLE), "--limit", "command_seconds=1"])
    done = capsys.readouterr()
    assert code in (0, 1) or (code == 3 and ("habis" in done.err or "habis" in done.out))


@pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory is Linux's")
def test_a_command_without_enough_memory_ends_with_a_message(tmp_path: Path) -> None:
    large = tmp_path / "lke.txt"
    large.write_text(SAMPLE.read_text(encoding="utf-8") + "x " * 4_000_000, encoding="utf-8")
    args = [sys.executable, "-m", "lke_docs", "audit", str(large), "--limit", "command_bytes=60MB"]
    env = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).resolve().parents[2])}
    start = time.monotonic()
    done = subprocess.run(args, capture_output=True, text=True, env=env, timeout=120, check=False)
    assert done.returncode == 3, done.stderr
    assert "command_bytes" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - start < 120
