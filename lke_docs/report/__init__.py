"""Audit -> Report -> text, JSON, JSON lines. One renderer a module, all with the signature `render(report, view)`.

The finding on the cell "Notula Evaluasi SOP Bulan Februari 2021; ..." is one thing to do among ten on a terminal, a
marked cell with a line below it on its card; an object with spans, offsets and the gap in JSON; a line of a table in
a workbook. The reading order is made once (`overview`), nothing is judged here, and no renderer says more than the
report holds.

To add a format: a new module here and one line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.errors import ConfigError
from lke_docs.tuples import NamedTuple
from lke_docs.wording import decimal

if TYPE_CHECKING:
    from lke_docs.draft.profile import Profile
    from lke_docs.report.model import Report

FORMATS: Mapping[str, str] = {
    "text": "lke_docs.report.text",
    "html": "lke_docs.report.html",
    "xlsx": "lke_docs.report.worklist",
    "docx": "lke_docs.report.docx",
    "json": "lke_docs.report.json",
    "jsonl": "lke_docs.report.jsonl",
    "sarif": "lke_docs.report.sarif",
    "line": "lke_docs.report.oneline",
}

__all__ = ["FORMATS", "View", "points_line", "render"]


class View(NamedTuple):
    """How to show a report. In text: `width` in columns, held between 60 and 200; `full`: with the cards of all
    indicators; `quiet`: with these alone. In Word: `made`, the day of making, the unit's `profile`, folders of its own
    `templates`, whether the reader is its evaluator, and the `verdicts` of assessors, as rows of a table."""

    width: int = 100
    color: bool = False
    quiet: bool = False
    full: bool = False
    made: date | None = None
    profile: Profile | None = None
    templates: tuple[Path, ...] = ()
    is_for_evaluator: bool = False
    verdicts: tuple[Mapping[str, str], ...] = ()


def render(report: Report, format: str, view: View | None = None) -> str | bytes:
    """Render a report. Equal reports and views give equal output. Raises ConfigError for an unknown format."""
    if format not in FORMATS:
        raise ConfigError(f"format “{format}” tidak dikenal. Pilihan: {', '.join(FORMATS)}.")
    rendered: str | bytes = import_module(FORMATS[format]).render(report, view or View())
    return rendered


def points_line(claimed: float, shown: float, cannot_tell: float, not_shown: float) -> str:
    """ "54,14 diklaim: 31,20 tampak · 9,40 tidak dapat dinilai · 13,54 tidak tampak"."""
    return (
        f"{decimal(claimed)} diklaim: {decimal(shown)} tampak · {decimal(cannot_tell)} tidak dapat dinilai · "
        f"{decimal(not_shown)} tidak tampak"
    )
