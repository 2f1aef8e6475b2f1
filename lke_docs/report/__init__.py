"""Audit -> text, JSON, JSON lines. One renderer a module, all with the signature `render(audit, view)`.

The finding on the cell "Notula Evaluasi SOP Bulan Februari 2021; ..." is three lines on a terminal, with the
words of the cell quoted and a row of carets below them; an object with spans, offsets and the gap in JSON; a
line of a table in a workbook. Nothing is judged here, and no renderer says more than the audit holds.

To add a format: a new module here and one line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

from lke_docs.errors import ConfigError
from lke_docs.model import Audit
from lke_docs.wording import decimal

FORMATS: Mapping[str, str] = {
    "text": "lke_docs.report.text",
    "json": "lke_docs.report.json",
    "jsonl": "lke_docs.report.jsonl",
}

__all__ = ["FORMATS", "View", "points_line", "render"]


class View(NamedTuple):
    """How to show an audit, and what else to show with it.

    `width` in columns, held between 80 and 200. `score` is the value of the key `score` in JSON, left out
    when None. `as_of_given`, `quiet`, `form` (how the instrument was found) and `changes` (since the run
    before) shape the text report only.
    """

    width: int = 100
    color: bool = False
    quiet: bool = False
    as_of_given: bool = False
    form: str = ""
    changes: str = ""
    score: Mapping[str, Any] | None = None


def render(audit: Audit, format: str, view: View | None = None) -> str | bytes:
    """Render an audit. Equal audits and views give equal output. Raises ConfigError for an unknown format."""
    if format not in FORMATS:
        raise ConfigError(f"format “{format}” tidak dikenal. Pilihan: {', '.join(FORMATS)}.")
    rendered: str | bytes = import_module(FORMATS[format]).render(audit, view or View())
    return rendered


def points_line(claimed: float, shown: float, cannot_tell: float, not_shown: float) -> str:
    """ "54,14 diklaim: 31,20 tampak · 9,40 tidak dapat dinilai · 13,54 tidak tampak"."""
    return (
        f"{decimal(claimed)} diklaim: {decimal(shown)} tampak · {decimal(cannot_tell)} tidak dapat dinilai · "
        f"{decimal(not_shown)} tidak tampak"
    )
