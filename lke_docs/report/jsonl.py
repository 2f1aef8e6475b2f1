"""Audit -> JSON lines: one finding a line, each complete in itself."""

from __future__ import annotations

from lke_docs.report import View
from lke_docs.report.json import listed_object
from lke_docs.report.model import Report
from lke_docs.text import dump_json

SCHEMA = "lke-docs/finding/1"


def render(report: Report, _: View) -> str:
    """Return a line for each finding; nothing at all where there is none."""
    sheet = report.audit.sheet
    versions = dict(zip(("rules", "form"), report.versions, strict=True))
    head = {"schema": SCHEMA, "source": sheet.source, "unit": sheet.unit, "versions": versions}
    return "".join(dump_json(head | listed_object(it)) + "\n" for it in report.listed)
