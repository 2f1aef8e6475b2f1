"""A sheet has the same findings in whatever format it comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs import Sheet, audit, read_sheet
from lke_docs.check import open_dossier
from lke_docs.check.window import parse_window
from lke_docs.instrument import load_instrument
from lke_docs.read import read_bytes
from lke_docs.score import Score, score_sheet
from tests.read.layouts import FORM
from tools.make_exports import WORD, as_word

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EXPECTED = {finding.fingerprint for finding in audit(read_sheet(SAMPLES / "kejari_bantaeng_2021.txt")).findings}


@pytest.mark.parametrize("path", sorted((SAMPLES / "bentuk").iterdir()), ids=lambda path: path.suffix)
def test_fingerprints_do_not_depend_on_the_format(path: Path) -> None:
    findings = audit(read_sheet(path)).findings

    assert {finding.fingerprint for finding in findings} == EXPECTED
    assert len(EXPECTED) > 20


@pytest.mark.parametrize(
    ("suffix", "part"), [(".xlsx", "sheet"), (".docx", "sheet"), (".html", "sheet"), (".pdf", "page")]
)
def test_each_finding_names_its_place(suffix: str, part: str) -> None:
    for finding in audit(read_sheet(SAMPLES / "bentuk" / f"kejari_bantaeng_2021{suffix}")).findings:
        for span in finding.spans:
            assert getattr(span.place, part)
            assert span.place.cell or span.place.box


@pytest.mark.parametrize("name", WORD)
def test_print_of_a_word_table_is_the_table(name: str) -> None:
    """Made by tools/make_exports.py: what a person broke stays broken, what the column broke is whole again."""
    questions = [row.question for row in read_sheet(FORM).rows[:15]]
    written = read_bytes(as_word(name, questions), "loka.docx")
    printed = read_sheet(Path(__file__).parent / "files" / f"loka_{name}.pdf")

    assert len(printed.rows) == 15
    assert _said(printed) == _said(written)
    ours, theirs = _score(printed), _score(written)
    assert (ours.claimed, ours.shown, ours.cannot_tell) == (theirs.claimed, theirs.shown, theirs.cannot_tell)
    found, expected = ({finding.fingerprint for finding in audit(sheet).findings} for sheet in (printed, written))
    assert found == expected


def _said(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [(row.code, row.answer, row.evidence) for row in sheet.rows]


def _score(sheet: Sheet) -> Score:
    judge = open_dossier(sheet, instrument=load_instrument("zi-2021"), window=parse_window("2024-01..2024-08")).judge
    assert judge is not None
    return score_sheet(judge)
