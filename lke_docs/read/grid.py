"""What every reader of tables gives: grids of cells with their places, lines of running text, notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lke_docs.model import Place, SourceText
from lke_docs.office.cell_address import cell_name
from lke_docs.text import as_seen, clean, clean_name
from lke_docs.tuples import NamedTuple


class Cell(NamedTuple):
    """One filled cell. Row and column count from 0; a merged cell stands once, with its extent.

    A cell of `sheet` lies where its row and column say; `traced` is for what lies elsewhere. `link` is the
    target of a hyperlink on it.
    """

    row: int
    column: int
    text: str
    sheet: str | None = None
    rows: int = 1
    columns: int = 1
    traced: tuple[tuple[int, Place], ...] = ()
    link: str = ""  # targets of its links, a line each

    @property
    def parts(self) -> tuple[tuple[int, Place], ...]:
        """Offsets of `text` with their places: a cell of a PDF runs over lines and pages."""
        return self.traced or ((0, Place(sheet=self.sheet, cell=cell_name(self.row, self.column))),)

    @property
    def place(self) -> Place:
        return self.parts[0][1]

    def part(self, start: int, end: int) -> Cell:
        """A piece of its text, with the places of that."""
        place = next((place for offset, place in reversed(self.parts) if offset <= start), self.place)
        behind = tuple((offset - start, place) for offset, place in self.parts if start < offset < end)
        return self._replace(text=self.text[start:end], traced=((0, place), *behind))


class Grid(NamedTuple):
    """One table or worksheet; cells in order of row and column, empty ones absent.

    `lines_above`: lines of the document that stand before it, where the two are read in their order.
    `unread`: rows and columns of cells that are filled but could not be read; they are not among `cells`.
    """

    name: str
    cells: tuple[Cell, ...]
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()
    is_frame: bool = False  # lines round the tables of a page, or a table that is told in a cell of another
    unread: tuple[tuple[int, int], ...] = ()
    lines_above: int = 0


class Document(NamedTuple):
    """A file taken apart, not yet understood."""

    format: str
    grids: tuple[Grid, ...] = ()
    lines: tuple[SourceText, ...] = ()
    notices: tuple[SourceText, ...] = ()


# --- over the pipe from the worker --------------------------------------------------------------------


def to_json(document: Document) -> dict[str, Any]:
    """Plain lists for JSON; `from_json` gives the same document back."""
    return {
        "format": document.format,
        "grids": [[grid.name, list(grid.cells), *grid[2:]] for grid in document.grids],
        "lines": [[line.text, list(line.place)] for line in document.lines],
        "notices": [[notice.text, list(notice.place)] for notice in document.notices],
    }


def from_json(data: Mapping[str, Any]) -> Document:
    """Read what `to_json` wrote, cleaned: it holds whatever the file held."""
    return Document(
        data["format"],
        tuple(
            Grid(
                clean_name(name),
                tuple(map(_cell_in, cells)),
                hidden,
                tuple(columns),
                is_frame,
                tuple(map(_position, unread)),
                lines_above,
            )
            for name, cells, hidden, columns, is_frame, unread, lines_above in data["grids"]
        ),
        tuple(SourceText(clean(text), _place(place)) for text, place in data["lines"]),
        tuple(SourceText(clean_name(text), _place(place)) for text, place in data["notices"]),
    )


def _cell_in(data: Sequence[Any]) -> Cell:
    row, column, text, sheet, rows, columns, traced, link = data
    parts = tuple((offset, _place(place)) for offset, place in traced)
    name = sheet and clean_name(sheet)
    text = clean(text) if len(parts) > 1 else as_seen(clean(text))  # places in a text of several stay
    return Cell(row, column, text, name, rows, columns, parts, clean(link))


def _position(data: Sequence[int]) -> tuple[int, int]:
    row, column = data
    return row, column


def _place(data: Sequence[Any]) -> Place:
    line, page, box, sheet, cell = data
    return Place(line, page, tuple(box) if box else None, sheet and clean_name(sheet), cell)
