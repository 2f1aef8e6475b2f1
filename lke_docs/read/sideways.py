"""Sheets that lie on their side, a question a column: a table that was turned, the answers of an online form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lke_docs.errors import InputError
from lke_docs.instrument.written import written_choice
from lke_docs.model import Place, SourceText
from lke_docs.read.column import Line, lines_of, role_of
from lke_docs.read.content import chosen_option, is_answer, is_question
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.mark import split_code
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple

_LOOK = 60  # filled rows in which they are sought
_FEWEST = 3  # questions side by side
_GIVEN = ("answer", "evidence", "note", "link")


class _Across(NamedTuple):
    """The row of the questions, their columns, and the rows that are filled below two of them or more."""

    row: int
    asked: Sequence[int]
    rows: Sequence[int]

    def is_answered(self, line: Line) -> bool:
        given = [line[column].text.strip() for column in self.asked if column in line]
        answers = [it for it in given if is_answer(it) or chosen_option(it) or written_choice(it).choice]
        return bool(given) and 2 * len(answers) >= len(given)


def lies_across(table: Mapping[int, Line]) -> bool:
    """Tell a table in which more known questions stand beside each other than below each other."""
    return _across(table) is not None


def upright(document: Document, source: str) -> Document:
    """The document with such tables as tables of a row for each question.

    Raises InputError where it holds nothing but the answers of several units to an online form.
    """
    grids, notices, many = [], list(document.notices), 0
    for grid in document.grids:
        table = lines_of(grid)
        across = _across(table)
        if across is None:
            grids.append(grid)
            continue
        units = [row for row in across.rows if row > across.row and across.is_answered(table[row])]
        if _is_titled(table, across) or len(across.rows) > len(units) + 1:
            grids.append(_turned(grid, across))
        elif len(units) == 1:
            grids.append(_asked(grid, table, across, units[0]))
        else:
            many = len(units)
            said = f"Lembar “{grid.name}” berisi {_RESPONSES.format(many)} dan tidak dibaca."
            notices.append(SourceText(said, Place(sheet=grid.name)))
    if many and not any(is_question(cell.text) for grid in grids for cell in grid.cells):
        raise InputError(source, f"isinya {_RESPONSES.format(many)}.", remedy=_REMEDY)
    return document._replace(grids=tuple(grids), notices=tuple(notices))


_RESPONSES = "hasil formulir daring (Google Formulir) dengan {} tanggapan, satu baris satu unit"
_REMEDY = "Berikan satu berkas untuk setiap unit: baris pertanyaan dan satu baris jawaban unit itu."


def _across(table: Mapping[int, Line]) -> _Across | None:
    first = list(table.items())[:_LOOK]
    asked = {row: [at for at, cell in sorted(line.items()) if is_question(cell.text)] for row, line in first}
    row = max(asked, key=lambda row: len(asked[row]), default=0)
    columns = asked.get(row, [])
    below = Counter(at for line in asked.values() for at in line)
    if len(columns) < _FEWEST or max(below.values()) >= len(columns):
        return None
    rows = [it for it, line in table.items() if sum(at in line for at in columns) > 1 or it == row]
    return _Across(row, columns, rows)


def _is_titled(table: Mapping[int, Line], across: _Across) -> bool:
    """Tell a table that says left of its rows which are the answers, the evidence."""
    lines = (table[row] for row in across.rows if row != across.row)
    return any(role_of(cell.text)[0] in _GIVEN for line in lines for at, cell in line.items() if at < across.asked[0])


def _turned(grid: Grid, across: _Across) -> Grid:
    """Rows as columns; what stands above and below the table stays there, and every cell keeps its place."""
    first, last = across.rows[0], across.rows[-1]
    right = max(cell.column for cell in grid.cells)
    cells = []
    for cell in grid.cells:
        row, column = cell.row, cell.column
        if first <= row <= last:
            row, column = first + column, row - first
            cell = cell._replace(rows=cell.columns, columns=cell.rows)
        elif row > last:
            row += right + first - last
        cells.append(_at(cell, row, column))
    unread = ((first + column, row - first) for row, column in grid.unread if first <= row <= last)
    return _of(grid, cells)._replace(unread=tuple(unread))


def _asked(grid: Grid, table: Mapping[int, Line], across: _Across, answers: int) -> Grid:
    """A row for each question with the answer below it, and with what the columns up to the next question hold."""
    titles = sorted(table[across.row].items())
    top = row = across.row + across.asked[0]
    columns: dict[str, int] = {}
    down = titles[-1][0] + 1  # what stands below goes below
    rest = [cell for cell in grid.cells if cell.row not in (across.row, answers)]
    cells = [_at(cell, cell.row + (down if cell.row > across.row else 0), cell.column) for cell in rest]
    for at, title in titles:
        given = [table[answers][at]] if at in table[answers] else []
        if at < across.asked[0]:  # when it was sent, by which unit
            cells += [_at(cell, across.row + at, column) for column, cell in enumerate([title, *given])]
            continue
        role = "question" if at in across.asked else role_of(title.text)[0] or plain(title.text)
        for name in ("question", "answer") if role == "question" else (role,):
            if name not in columns:
                columns[name] = len(columns)
                named = words().role[name][0] if role == "question" else split_code(title.text)[0]
                cells.append(_at(title._replace(text=named), top, columns[name]))
        if role == "question":
            row += 1
            cells.append(_at(title, row, columns[role]))
        column = columns["answer" if role == "question" else role]
        cells += [_at(cell, row, column) for cell in given]
    return _of(grid, cells)


def _at(cell: Cell, row: int, column: int) -> Cell:
    return cell._replace(row=row, column=column, traced=cell.parts)


def _of(grid: Grid, cells: Iterable[Cell]) -> Grid:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return grid._replace(cells=tuple(ordered), hidden_columns=(), unread=())
