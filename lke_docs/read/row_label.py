"""Rows below an indicator that say themselves what they hold: "Data dukung | SK Tim", "Catatan TPI | Sesuai"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lke_docs.read.column import Header, Line
from lke_docs.read.grid import Cell
from lke_docs.read.label import labelled
from lke_docs.read.mark import split_marks
from lke_docs.read.question import is_known, is_name
from lke_docs.read.vocabulary import names_paper, plain, words

_OWN = ("answer", "evidence", "note", "link", "tick")


class RowLabel(NamedTuple):
    """What a row below an indicator holds, whose it is ("" the unit's), its cells; rows go on right of `column`."""

    role: str
    reviewer: str
    cells: Sequence[Cell]
    column: int


def labels_of(table: Mapping[int, Line], header: Header) -> frozenset[tuple[str, str]]:
    """The labels, role and reviewer, that head several rows below the titles: a lone "Keterangan" is none."""
    heads = (_label(_first(line).text) for number, line in table.items() if number > header.last)
    counted = Counter((role, reviewer) for role, reviewer, _ in heads if role)
    return frozenset(label for label, count in counted.items() if count > 1)


def label_of(line: Line, header: Header, labels: frozenset[tuple[str, str]], above: RowLabel | None) -> RowLabel | None:
    """The label at the head of a row, or the one above it where the row only goes on; None for any other row."""
    first, *rest = (cell for _, cell in sorted(line.items()))
    role, reviewer, text = _label(first.text) if labels else ("", "", "")
    if (role, reviewer) in labels and not _is_of_column(first, header):
        cells = [first._replace(text=text, traced=first.parts[:1]), *rest] if text else rest
        return RowLabel(role, reviewer, cells, first.column if rest else first.column - 1)
    if above is None or rest or first.column <= above.column or (above.cells and first.column < above.cells[0].column):
        return None
    return above._replace(cells=[first]) if _goes_on(first.text) else None


def _first(line: Line) -> Cell:
    return line[min(line)]


def _is_of_column(cell: Cell, header: Header) -> bool:
    """Tell a cell right of the questions, or of a column of answers or evidence: "Evidence" there shows a link."""
    lead = max((column.start for column in header.where("question", None)), default=-1)
    return cell.column > lead or any(it.role in _OWN and it.start <= cell.column < it.end for it in header.columns)


def _goes_on(text: str) -> bool:
    """Tell a paper more, or the rest of a sentence, from a heading or question."""
    is_asked = is_known(text) or is_name(split_marks(text)[1])
    return not is_asked and (names_paper(text) or text[:1].islower())


def _label(text: str) -> tuple[str, str, str]:
    """Role, reviewer and what stands behind the label: "Bukti Dukung:", "Catatan TPI : Sesuai"; or nothing."""
    if plain(text) in words().role["required"]:
        return "required", "", ""
    role, reviewer, rest = labelled(text.strip())
    return (role, reviewer, rest) if role else ("", "", "")
