"""Row numbers and column letters that a spreadsheet program prints with its cells: they name what the user sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lke_docs.office.cell_address import column_index
from lke_docs.read.grid import Cell

_NAME = re.compile(r"[A-Z]{1,3}")
_FEW = 3  # letters and numbers below which they prove nothing


def as_addressed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Place cells by the letters in the first row and the numbers in the first column, and take those out.

    Bars that freeze rows and columns have neither. Cells without such letters and numbers stay as they are.
    """
    letters = _letters(cells)
    numbers = _numbers(cells, letters)
    if not letters or not numbers:
        return tuple(cells)
    return tuple(
        cell._replace(row=numbers[cell.row], column=letters[cell.column])
        for cell in cells
        if cell.column in letters and cell.row in numbers
    )


def _letters(cells: Sequence[Cell]) -> dict[int, int]:
    """Column of the table -> column that the letter above it names; empty where the first row holds other things."""
    if not cells:
        return {}
    first = [cell for cell in cells if cell.row == cells[0].row]
    if len(first) < _FEW or not all(_NAME.fullmatch(cell.text) for cell in first):
        return {}
    named = {cell.column: column_index(cell.text) for cell in first}
    return named if all(after > before for before, after in pairwise(named.values())) else {}


def _numbers(cells: Sequence[Cell], letters: dict[int, int]) -> dict[int, int]:
    """Row of the table -> row that the number beside it names, from 0."""
    beside = [cell for cell in cells if cell.column not in letters and cell.column < min(letters, default=0)]
    if len(beside) < _FEW or not all(cell.text.isdecimal() and len(cell.text) < 8 for cell in beside):
        return {}
    named = {cell.row: int(cell.text) - 1 for cell in beside}
    return named if all(after > before for before, after in pairwise(named.values())) else {}
