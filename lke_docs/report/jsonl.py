"""Audit -> JSON lines: one finding a line, each complete in itself."""

from __future__ import annotations

import json

from lke_docs.report import View
from lke_docs.report.json import listed_object
from lke_docs.report.model import Report

SCHEMA = "lke-docs/finding/1"


def render(report: Report, _: View) -> str:
    """Return a line for each finding; nothing at all where there is none."""
    sheet = report.audit.sheet
    head = {"schema": SCHEMA, "source": sheet.source, "unit": sheet.unit}
    return "".join(json.dumps(head | listed_object(it), ensure_ascii=False) + "\n" for it in report.listed)
