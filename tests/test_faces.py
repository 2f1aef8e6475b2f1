"""One audit, many faces: each of them tells the same findings, whoever reads it."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Mapping

import openpyxl
import pytest

from lke_docs.model import Audit, Finding
from lke_docs.report import View, render
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report
from lke_docs.workspace.work import SHEET, SIDIK
from tests.draft.conftest import paragraphs
from tests.test_report import ROOT, SAMPLE, opened

CLEAN = ROOT / "samples" / "kembar_bersih_2022.txt"
_CALLED = re.compile(r"\b[A-Z]{3}\d{3} ([0-9a-f]{4,20})\b")


def _json(text: str) -> set[str]:
    return {one["fingerprint"] for it in json.loads(text)["findings"] for one in it["members"] or [it]}


def _sarif(text: str) -> set[str]:
    return {it for result in json.loads(text)["runs"][0]["results"] for it in result["partialFingerprints"].values()}


def _xlsx(data: bytes) -> set[str]:
    rows = list(openpyxl.load_workbook(io.BytesIO(data))[SHEET].values)
    return {str(row[rows[0].index(SIDIK)]) for row in rows[1:]}


# What each face calls its findings by: the whole fingerprint or the beginning of it that is enough.
FACES: Mapping[str, Callable[[str | bytes], set[str]]] = {
    "text": lambda text: set(_CALLED.findall(" ".join(str(text).split()))),
    "html": lambda text: set(re.findall(r'id="f-([0-9a-f]+)"', str(text))),
    "docx": lambda data: set(_CALLED.findall("\n".join(paragraphs(bytes(data))))),  # type: ignore[arg-type]
    "xlsx": lambda data: _xlsx(bytes(data)),  # type: ignore[arg-type]
    "sarif": lambda text: _sarif(str(text)),
    "json": lambda text: _json(str(text)),
}


def hold_together(report: Report) -> None:
    ids = {it.id: it.finding.fingerprint for it in (*report.listed, *report.singles)}
    singles = {it.finding.fingerprint for it in report.singles}
    for face, called_in in FACES.items():
        called = called_in(render(report, face, View(full=True)))
        assert {ids.get(it, it) for it in called} & singles == singles, face
        assert {ids.get(it, it) for it in called} <= {*singles, *ids.values()}, face


@pytest.mark.parametrize("path", [SAMPLE, CLEAN], ids=["sample", "clean"])
def test_every_face_tells_the_same_findings(path: os.PathLike[str]) -> None:
    hold_together(opened(path))  # type: ignore[arg-type]


def _many(audit: Audit, times: int) -> Audit:
    """The findings of an audit so many times over, each with a fingerprint of its own."""

    def again(it: Finding, n: int) -> Finding:
        members = tuple(again(one, n) for one in it.members)
        return it._replace(fingerprint=f"{n:02x}{it.fingerprint[2:]}", members=members)

    return audit._replace(findings=tuple(again(it, n) for n in range(times) for it in audit.findings))


@pytest.mark.skipif(os.environ.get("LKE_LONG") != "1", reason="LKE_LONG=1: two thousand findings in six faces")
def test_two_thousand_findings_in_every_face() -> None:
    report = make_report(_many(opened(SAMPLE).audit, 14))

    assert len(report.singles) >= 2000
    hold_together(report)
    assert len(str(render(report, "html")).encode()) < 5_000_000
