"""Who handed the sheet in: labels and their values above and beside the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lke_docs.model import SheetYear, SourceText
from lke_docs.read.column import Header
from lke_docs.read.frame import bare_name, stated_year
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.vocabulary import plain, words

_PLACEHOLDER = re.compile(r"[\[<(].*[\])>]|[.…_\s]*")
_NEAR = 8  # rows from the top of a table without header that may name the unit


def identity_of(grids: Sequence[tuple[Grid, Header | None]], lines: Iterable[SourceText]) -> dict[str, str]:
    """Fields of the sheet that the file names: agency, unit, proposal, application."""
    fields: dict[str, str] = {}
    for line in lines:
        label, colon, value = line.text.partition(":")
        if colon:
            _keep(fields, label, value)
    for grid, header in grids:
        above = [cell for cell in grid.cells if (cell.row < header.first if header else cell.row < _NEAR)]
        for cell in above:
            _from_cell(cell, above, fields)
    return fields


def _from_cell(cell: Cell, above: Sequence[Cell], fields: dict[str, str]) -> None:
    label, colon, value = cell.text.partition(":")
    if colon and value.strip():
        _keep(fields, label, value)
        return
    right = next((c for c in above if c.row == cell.row and c.column > cell.column and plain(c.text)), None)
    if right is not None:
        _keep(fields, label, right.text.strip().lstrip(":"))
    if plain(cell.text) in words().proposal:  # the ministry's summary: unit, and below it "WBK"
        fields.setdefault("proposal", cell.text.strip())
        upper = [c for c in above if c.row < cell.row and c.column == cell.column]
        if upper and not _PLACEHOLDER.fullmatch(upper[-1].text.strip()):
            fields.setdefault("unit", upper[-1].text.strip())


def year_of(texts: Iterable[SourceText], cells: Sequence[tuple[Grid, Header | None]]) -> SheetYear | None:
    """The year that a label beside or before it states."""
    for text in texts:
        label, colon, value = text.text.partition(":")
        if colon and (year := stated_year(label, value)):
            return year
    for grid, header in cells:
        above = [cell for cell in grid.cells if (cell.row < header.first if header else cell.row < _NEAR)]
        for cell in above:
            label, _, value = cell.text.partition(":")
            right = next((c.text for c in above if c.row == cell.row and c.column > cell.column and plain(c.text)), "")
            if year := stated_year(label, value or right):
                return year
    return None


def _keep(fields: dict[str, str], label: str, value: str) -> None:
    text = bare_name(value)
    if not text or _PLACEHOLDER.fullmatch(text):
        return
    for name, labels in words().label.items():
        if name != "year" and plain(label) in labels:
            fields.setdefault(name, text)
