"""A sheet has the same findings in whatever format it comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs import audit, read_sheet

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
