"""Rows below an indicator that say themselves what they hold: "Data dukung | SK Tim", "Catatan TPI | Sesuai"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lke_docs.read.column import Header, Line
from lke_docs.read.grid import Cell
from lke_docs.read.label import labelled
from lke_docs.read.mark import split_marks
from lke_docs.read.question import is_known, is_name
from lke_docs.read.vocabulary import names_paper, plain, words
from lke_docs.tuples import NamedTuple

_OWN = ("answer", "evidence", "note", "link", "tick")


class RowLabel(NamedTuple):
    """What stands behind a label below an indicator, whose it is ("" the unit's); rows go on from `column`."""

    role: str
    reviewer: str
    cells: list[Cell]
    column: int


def labels_of(table: Mapping[int, Line], header: Header) -> frozenset[tuple[str, str]]:
    """The labels, role and reviewer, of several rows that begin with one: a lone "Keterangan" is none."""
    rows = (line.values() for number, line in table.items() if number > header.last and _label(_first(line).text)[0])
    counted = Counter(label for cells in rows for label in {_label(cell.text)[:2] for cell in cells})
    return frozenset(label for label, count in counted.items() if count > 1 and label[0])


def label_of(
    line: Line, header: Header, labels: frozenset[tuple[str, str]], above: Sequence[RowLabel]
) -> list[RowLabel]:
    """The labels of a row that begins with one, each up to the next ("Jawaban | Ya | Bukti Dukung | SK Tim"), or that
    of the row above where this one only goes on; nothing for any other row.
    """
    cells = [cell for _, cell in sorted(line.items()) if cell.text.strip(" :")]
    given: list[RowLabel] = []
    for cell in cells if labels else ():
        role, reviewer, text = _label(cell.text)
        is_new = (role, reviewer) in labels and (role, reviewer) not in [label[:2] for label in given]
        if is_new and not (cell.link if given else _is_of_column(cell, header)):
            behind = [cell._replace(text=text, traced=cell.parts[:1])] if text else []
            given.append(RowLabel(role, reviewer, behind, cell.column))
        elif not given:
            break
        else:
            given[-1].cells.append(cell)
            given[-1] = given[-1]._replace(column=given[-1].cells[0].column)
    if given or len(cells) != 1 or not _goes_on(cells[0].text):
        return given
    over = [label for label in above if label.column <= cells[0].column]
    return [over[-1]._replace(cells=cells, column=cells[0].column)] if over else []


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
