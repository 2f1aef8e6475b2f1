"""Conditions beside the points: numbers decide, words are quoted, what is not said stays open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from lke_docs.check import open_dossier
from lke_docs.check.window import parse_window
from lke_docs.claim import ConditionState, Verdict, read_conditions
from tests.sheets import sheet

TEAM = ("A.I.1.i.a", "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas", "YA")
REPORTED = ("A.II.5.iii.a", "Persentase penyampaian LHKPN", "%", "Rekap e-LHKPN tanggal 15 Maret 2024")
WHOLE, PART = "Jumlah wajib LHKPN (kepala satker, pejabat wajib, lainnya)", "Jumlah yang sudah lapor"


def states(rows: Sequence[Sequence[str]], *, started: date | None = None) -> dict[str, ConditionState]:
    made = open_dossier(sheet(rows), window=parse_window("2024-01..2024-12"), instrument="zi-2021", started=started)
    assert made.judge
    return {state.condition.id: state for state in read_conditions(made.judge.context)}


@pytest.mark.parametrize(
    ("answers", "verdict", "says"),
    [
        (("4", "4"), Verdict.SHOWN, "4 dari 4"),
        (("4", "3"), Verdict.NOT_SHOWN, "3 dari 4"),
        (("4", "5"), Verdict.CANNOT_TELL, "tidak cocok"),
        (("4", ""), Verdict.CANNOT_TELL, "lembar menyebut"),
    ],
)
def test_numbers_decide(answers: tuple[str, str], verdict: Verdict, says: str) -> None:
    rows = [REPORTED, ("A.II.5.iii.a.1", WHOLE, answers[0], ""), ("A.II.5.iii.a.2", PART, answers[1], "")]
    state = states(rows)["lhkpn"]

    assert state.verdict is verdict
    assert says in state.says


def test_a_share_without_numbers_decides() -> None:
    assert states([("A.II.5.iii.a", "Persentase penyampaian LHKPN", "100%", "")])["lhkpn"].verdict is Verdict.SHOWN


def test_what_is_made_elsewhere_is_only_quoted() -> None:
    said = states([("A.I.4.ii.f", "Isi laporan kinerja", "A", "Lembar evaluasi SAKIP tanggal 5 Juni 2024")])["sakip"]

    assert said.verdict is Verdict.CANNOT_TELL
    assert [(quote.code, quote.text) for quote in said.quotes] == [
        ("A.I.4.ii.f", "Lembar evaluasi SAKIP tanggal 5 Juni 2024")
    ]
    assert "tidak menyebutnya" in states([(*TEAM, "")])["sakip"].says


@pytest.mark.parametrize(
    ("founded", "verdict"), [("3 Januari 2023", Verdict.SHOWN), ("3 Januari 2024", Verdict.CANNOT_TELL)]
)
def test_the_first_founding_document_tells_the_age(founded: str, verdict: Verdict) -> None:
    rows = [(*TEAM, f"SK Tim Kerja tanggal {founded}; SK Tim Kerja tanggal 5 Maret 2024")]
    state = states(rows)["satu_tahun"]

    assert state.verdict is verdict
    assert founded in state.says


def test_the_day_that_the_unit_tells_comes_first() -> None:
    rows = [(*TEAM, "SK Tim Kerja tanggal 3 Januari 2023")]

    assert states(rows, started=date(2024, 2, 29))["satu_tahun"].verdict is Verdict.NOT_SHOWN
    assert states(rows, started=date(2023, 12, 1))["satu_tahun"].verdict is Verdict.SHOWN
