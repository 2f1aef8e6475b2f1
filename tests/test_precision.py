"""Precision by an evaluator's eye: four sheets written without knowledge of the rules, and what a reader said.

`*.key.json` holds the planted faults; `judged.tsv` what a reader said of each finding at `wajib` or `perlu`. A
finding that nobody judged counts as unjustified, so that a change which brings new ones is read before it lands.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from lke_docs.check import audit
from lke_docs.model import Audit, Finding, Level
from lke_docs.read import read_sheet

DATA = Path(__file__).parent / "data" / "eyes"
SHEETS = ("naratif.xlsx", "daftar_permintaan.xlsx", "campuran.xlsx", "statistik.csv")


@cache
def audited(name: str) -> Audit:
    return audit(read_sheet(DATA / name))


@cache
def judged() -> dict[tuple[str, str, str], str]:
    with (DATA / "judged.tsv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["sheet"], row["rule"], row["indicator"]): row["verdict"]
            for row in csv.DictReader(lines, delimiter="\t")
        }


def graver(name: str) -> list[Finding]:
    return [finding for finding in audited(name).findings if finding.level is not Level.SARAN]


def verdict(name: str, finding: Finding) -> str:
    return judged().get((Path(name).stem, finding.rule, finding.indicator), "not judged")


def test_nine_of_ten_findings_are_justified() -> None:
    said = [verdict(name, finding) for name in SHEETS for finding in graver(name)]

    assert len(said) > 40
    assert said.count("justified") >= 0.9 * len(said)


@pytest.mark.parametrize("name", SHEETS)
def test_what_must_be_mended_is_never_wrong(name: str) -> None:
    wrong = [f.message for f in graver(name) if f.level is Level.WAJIB and verdict(name, f) != "justified"]

    assert wrong == []


def test_nine_of_ten_planted_faults_are_found() -> None:
    missed, planted = [], 0
    for name in SHEETS:
        said = {code for finding in audited(name).findings for code in (finding.indicator, *finding.related)}
        for fault in json.loads((DATA / f"{Path(name).stem}.key.json").read_text(encoding="utf-8"))["planted"]:
            planted += 1
            if not any(f"{code}.".startswith(f"{fault['code']}.") for code in said if code):
                missed.append((name, fault["code"], fault["fault"]))

    assert planted == 43 + 25
    assert len(missed) <= 0.1 * planted, missed


@pytest.mark.parametrize("name", SHEETS)
def test_clean_rows_stay_clean(name: str) -> None:
    """Of the rows that a reader calls clean hardly one is told more than advice."""
    clean = set(json.loads((DATA / f"{Path(name).stem}.key.json").read_text(encoding="utf-8"))["clean"])
    told = {finding.indicator for finding in graver(name)} & clean

    assert len(told) <= 0.1 * len(clean), told
