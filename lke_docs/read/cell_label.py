"""Cells that say themselves what stands in them: "Jawaban: Ya" below a question, "Bukti dukung:" below that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from lke_docs.read.column import Line, lines_of, role_of
from lke_docs.read.content import chosen_option
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.label import labelled
from lke_docs.read.layout import find_layout
from lke_docs.tuples import NamedTuple

_FEW = 2  # cells below which their labels prove nothing
_SUBJECT = ("question", "code")
_NONE = ("", "")


class _Labelled(NamedTuple):
    """What stands behind a label in a cell; `label`, and its role and reviewer, are "" before the first."""

    label: str
    kind: tuple[str, str]
    cell: Cell


def with_label_columns(grid: Grid) -> Grid:
    """The grid with the labels in its cells as titles, and what they stand before in columns of their own.

    Only where the answers stand so: a table with a column of answers keeps its cells.
    """
    answering = [cell for cell in grid.cells if _answers(cell.text)]
    if len(answering) < _FEW:
        return grid
    lines = lines_of(grid)
    header = find_layout(lines)
    if header is not None and (header.where("answer") or header.where("tick")):
        return grid
    first, columns = answering[0].row, {cell.column for cell in answering}
    width = max(map(max, lines.values())) + 1
    titles: dict[tuple[tuple[str, str], int], Cell] = {}  # by their kind, and how many of it the cell had before
    cells: list[Cell] = []
    for cell in grid.cells:
        pieces = list(_pieces(cell)) if cell.row >= first and cell.column in columns else [_Labelled("", _NONE, cell)]
        for at, (label, kind, piece) in enumerate(pieces):
            key = kind, sum(it.kind == kind for it in pieces[:at])
            title = titles.setdefault(key, piece._replace(text=label, column=width + len(titles))) if label else piece
            cells.append(piece._replace(column=title.column))
    row = _title_row(lines, first)
    cells += [title._replace(row=row, rows=1, columns=1, link="") for title in titles.values() if row is not None]
    return grid._replace(cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _answers(text: str) -> bool:
    """Tell a text of several lines in which one is the answer of the unit: "Jawaban: Ya"."""
    lines = (labelled(line.strip()) for line in text.split("\n") if ":" in line) if "\n" in text else ()
    return any((role, reviewer) == ("answer", "") and chosen_option(said) for role, reviewer, said in lines)


def _pieces(cell: Cell) -> Iterator[_Labelled]:
    """The text of a cell, cut before each line that begins with a label; its links stay with the last piece."""
    at, cuts = 0, [("", _NONE, 0, 0)]  # label, its kind, where it begins and what stands behind it
    for line in cell.text.split("\n"):
        role, reviewer, text = labelled(line.strip())
        if role:
            behind = line.rindex(text) if text else len(line)
            cuts.append((line[:behind].strip(" :="), (role, reviewer), at, at + behind))
        at += len(line) + 1
    for (label, kind, _, start), (_, _, end, _) in pairwise([*cuts, ("", _NONE, at - 1, at)]):
        if cell.text[start:end].strip():
            yield _Labelled(label, kind, cell.part(start, end)._replace(link=cell.link if end == at - 1 else ""))


def _title_row(lines: Mapping[int, Line], first: int) -> int | None:
    """The row of titles above the first cell with labels; None where there is none."""
    rows = [n for n in lines if n < first and any(role_of(it.text)[0] in _SUBJECT for it in lines[n].values())]
    return rows[-1] if rows else None
