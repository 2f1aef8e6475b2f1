"""One gap, one finding: what one rule says is missing, no other rule says again."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from lke_docs.check import RULES, audit
from lke_docs.model import Audit, Finding
from lke_docs.moment import Moment
from lke_docs.read import read_sheet
from tests.sheets import check, sheet

SAMPLES = Path(__file__).parent.parent / "samples"
SERIES = [rule for rule in RULES if rule.code.startswith("SER")]
NAMES = ("kejari_bantaeng_2021.txt", "kembar_bersih_2022.txt", "kembar_cacat_2022.txt", "buatan/lembaga_contoh.csv")


def missing(finding: Finding) -> set[tuple[str, Moment]]:
    """The months, with the row, that a finding says are missing."""
    periods = finding.gap.periods if finding.gap else ()
    return {(finding.indicator, month) for when in periods for month in when.months}


def told_twice(found: Audit) -> list[tuple[str, str, str]]:
    """Pairs of findings of two rules that say the same months of the same row are missing, of one subject."""
    open_gaps = [finding for finding in found.findings if missing(finding)]
    return [
        (one.rule, other.rule, one.indicator)
        for one, other in combinations(open_gaps, 2)
        if one.rule != other.rule and not missing(one).isdisjoint(missing(other))
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if (SAMPLES / name).exists()])
def test_no_gap_of_a_sample_is_told_by_two_rules(name: str) -> None:
    found = audit(read_sheet(SAMPLES / name))

    assert any(missing(finding) for finding in found.findings) or "bersih" in name or "buatan" in name
    assert told_twice(found) == []


QUESTION = "Apakah Pengukuran kinerja individu dilakukan secara periodik?"
MONTHLY = "; ".join(f"Laporan Capaian Kinerja Bulan {month} 2021" for month in ("Januari", "Februari", "Maret", "Mei"))


@pytest.mark.parametrize(
    ("answer", "rules"),
    [
        ("A", {"SER004": ["2021-04", "2021-06", "2021-07"]}),  # "setiap bulan": the letter makes it a fault
        ("D", {"SER001": ["2021-04"], "SER002": ["2021-06", "2021-07"]}),  # the letter claims no month
    ],
)
def test_the_letter_that_claims_a_month_tells_that_it_is_missing(answer: str, rules: dict[str, list[str]]) -> None:
    found = check(sheet([("A.3.4.C", QUESTION, answer, MONTHLY)]), SERIES)

    assert {
        it.rule: [when.value for when in it.gap.periods] for it in found.findings if it.gap and it.gap.periods
    } == rules


def test_a_month_left_out_makes_no_series_of_every_other_month() -> None:
    months = "; ".join(f"Laporan monev pembangunan ZI Bulan {month} 2021" for month in ("Januari", "Februari", "April"))
    question = "Terdapat monitoring dan evaluasi terhadap pembangunan Zona Integritas"
    found = check(sheet([("A.I.1.iii.b", question, "A", months)]), SERIES)

    assert {it.rule: [when.month for when in it.gap.periods] for it in found.findings if it.gap} == {
        "SER001": [3],
        "SER004": [5, 6, 7],
    }


def test_another_series_of_the_row_is_still_told() -> None:
    other = "; ".join(f"Notula Evaluasi Ruang Arsip Bulan {month} 2021" for month in ("Februari", "Maret", "April"))
    full = "; ".join(f"Laporan Capaian Kinerja Bulan {month} 2021" for month in ("Mei", "Juni", "Juli", "April"))
    found = check(sheet([("A.3.4.C", QUESTION, "A", f"{full}; {other}")]), SERIES)
    told = {(it.rule, it.gap.subject): [when.value for when in it.gap.periods] for it in found.findings if it.gap}

    assert told[("SER004", "Laporan Capaian Kinerja")] == ["2021-01", "2021-02", "2021-03"]
    assert told[("SER002", "Notula Evaluasi Ruang Arsip")] == ["2021-05", "2021-06", "2021-07"]
