"""Audit -> JSON lines: one finding a line, each complete in itself."""

from __future__ import annotations

import json

from lke_docs.model import Audit
from lke_docs.report import View
from lke_docs.report.json import finding_object

SCHEMA = "lke-docs/finding/1"


def render(audit: Audit, view: View) -> str:
    """Return a line for each finding; nothing at all where there is none."""
    head = {"schema": SCHEMA, "source": audit.sheet.source, "unit": audit.sheet.unit}
    return "".join(json.dumps(head | finding_object(finding), ensure_ascii=False) + "\n" for finding in audit.findings)
