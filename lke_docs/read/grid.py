"""What every reader of tables gives: grids of cells with their places, lines of running text, notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from lke_docs.model import Place, SourceText


class Cell(NamedTuple):
    """One filled cell. Row and column count from 0; a merged cell stands once, with its extent.

    `parts` maps offsets of `text` to places: a cell of a PDF runs over lines and pages.
    """

    row: int
    column: int
    text: str
    parts: tuple[tuple[int, Place], ...]
    rows: int = 1
    columns: int = 1

    @property
    def place(self) -> Place:
        return self.parts[0][1]


class Grid(NamedTuple):
    """One table or worksheet; cells in order of row and column, empty ones absent."""

    name: str
    cells: tuple[Cell, ...]
    hidden: bool = False


class Document(NamedTuple):
    """A file taken apart, not yet understood."""

    format: str
    grids: tuple[Grid, ...] = ()
    lines: tuple[SourceText, ...] = ()
    notices: tuple[SourceText, ...] = ()


@lru_cache(maxsize=1024)
def column_name(index: int) -> str:
    """Name of a column as spreadsheets write it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    return f"{column_name(column)}{row + 1}"


# --- over the pipe from the worker --------------------------------------------------------------------


def to_json(document: Document) -> dict[str, Any]:
    """Plain lists for JSON; `from_json` gives the same document back."""
    return {
        "format": document.format,
        "grids": [[g.name, [_cell_out(cell) for cell in g.cells], g.hidden] for g in document.grids],
        "lines": [[line.text, list(line.place)] for line in document.lines],
        "notices": [[notice.text, list(notice.place)] for notice in document.notices],
    }


def from_json(data: Mapping[str, Any]) -> Document:
    """Read what `to_json` wrote."""
    return Document(
        data["format"],
        tuple(Grid(name, tuple(_cell_in(cell) for cell in cells), hidden) for name, cells, hidden in data["grids"]),
        tuple(SourceText(text, _place(place)) for text, place in data["lines"]),
        tuple(SourceText(text, _place(place)) for text, place in data["notices"]),
    )


def _cell_out(cell: Cell) -> list[Any]:
    parts = [[offset, list(place)] for offset, place in cell.parts]
    return [cell.row, cell.column, cell.text, parts, cell.rows, cell.columns]


def _cell_in(data: Sequence[Any]) -> Cell:
    row, column, text, parts, rows, columns = data
    return Cell(row, column, text, tuple((offset, _place(place)) for offset, place in parts), rows, columns)


def _place(data: Sequence[Any]) -> Place:
    line, page, box, sheet, cell = data
    return Place(line, page, tuple(box) if box else None, sheet, cell)
