"""Rules on files: each has its module, its line, its cases and its documentation; cases and examples hold."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lke_docs.check import RULES, check_dossier, folder_rules, open_dossier, rule_by_code
from lke_docs.check.folder_rules import FOLDER_RULES
from lke_docs.check.rule import Rule
from lke_docs.check.rules import OF_FOLDER
from lke_docs.check.window import parse_window
from lke_docs.files.model import Reading
from lke_docs.model import Confidence, State
from tests.folders import check_folder, parted
from tests.sheets import WINDOW, check, from_lines
from tests.test_rules import EXAMPLE, HEADINGS, lacking

CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    for path in sorted((Path(__file__).parent / "folder_rules").glob("*.toml"))
}
MODULES = {path.stem.split("_")[0].upper() for path in Path(folder_rules.__file__).parent.glob("*[0-9]_*.py")}


def test_every_rule_is_complete() -> None:
    assert lacking(FOLDER_RULES, MODULES, CASES) == []
    assert all(rule.code.startswith(OF_FOLDER) for rule in FOLDER_RULES)
    names = {rule.name for rule in (*RULES, *FOLDER_RULES)}
    assert len(names) == len(RULES) + len(FOLDER_RULES)


@pytest.mark.parametrize("known", FOLDER_RULES, ids=lambda known: known.code)
def test_rule_is_documented(known: Rule) -> None:
    assert [line for line in known.documentation.splitlines() if line.startswith("## ")] == list(HEADINGS)
    assert known.remedy.endswith(".")
    assert rule_by_code(known.code.lower()) is known


@pytest.mark.parametrize("known", FOLDER_RULES, ids=lambda known: known.code)
def test_the_good_example_is_the_bad_one_mended(known: Rule) -> None:
    bad, good = (check_folder(example["block"]).findings for example in EXAMPLE.finditer(known.documentation))

    assert known.code in {finding.rule for finding in bad}
    assert known.code not in {finding.rule for finding in good}, [f.message for f in good if f.rule == known.code]
    before = {finding.rule for finding in bad}
    assert {finding.rule for finding in good if finding.rule.startswith(OF_FOLDER)} <= before


@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(code, case, id=f"{code}: {case['name']}") for code, cases in CASES.items() for case in cases],
)
def test_case(code: str, case: dict[str, Any]) -> None:
    known = rule_by_code(code)
    assert known is not None
    result = check_folder(case["lines"], [known])

    assert len(result.findings) == len(case["find"]), [finding.message for finding in result.findings]
    for expected, finding in zip(case["find"], result.findings, strict=True):
        for word in expected.get("words", ()):
            assert word in finding.message
        for name in ("level", "confidence"):
            assert name not in expected or getattr(finding, name) == expected[name]
        if finding.confidence is Confidence.RENDAH:
            assert finding.message.endswith("?") or "mungkin" in finding.message
    for good in case.get("mended", ()):
        assert [finding.message for finding in check_folder(good, [known]).findings] == []


def test_empty_form_on_a_scan_is_asked_about() -> None:
    form = "NOTULA / Hari/Tanggal : / Waktu : / Tempat : / Pimpinan : / Pembahasan : / Kesimpulan :"
    text = f"A.1.1.A | YA | Notula rapat tim kerja\nA.1.1.A/notula.pdf: {form}"
    made, folder = parted(text)
    (file,) = folder.files
    scanned = replace(folder, files=(file._replace(raw=file.raw._replace(read=Reading.OCR)),))
    told = []
    for looked_at in (folder, scanned):
        dossier = open_dossier(made, window=parse_window(WINDOW))._replace(folder=looked_at)
        told += check_dossier(dossier, [rule_by_code("BER009")]).findings

    assert [finding.confidence for finding in told] == [Confidence.TINGGI, Confidence.RENDAH]


def test_no_rule_on_files_runs_without_a_folder() -> None:
    found = check(from_lines("A.1.1.A | YA | SK Tim Kerja"), RULES)

    assert not [state for state in found.states if state.rule.startswith(OF_FOLDER)]


def test_what_could_not_be_read_is_never_missing() -> None:
    named = "A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021"
    found = check_folder(f"{named}\n! scan001.pdf: pindaian; belum ada mesin OCR")

    assert "BER001" not in {finding.rule for finding in found.findings}
    assert (State.NOT_CHECKED in {state.state for state in found.states if state.rule == "BER001"}) is True
