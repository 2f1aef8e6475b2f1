"""A worksheet for paper: wrapped, ruled, high enough for its text, landscape A4 in one page's width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from math import ceil
from typing import Any

from lke_docs.office.cell_address import column_name
from lke_docs.text import clean

_MOST = 400.0  # Excel shows no row above 409
LONGEST = 32_000  # letters in one cell; Excel refuses 32,768


def fill(page: Any, rows: Sequence[Sequence[str | float]], widths: Sequence[float], *, is_table: bool = True) -> None:
    """Write rows: wrapped, high enough for their text, ruled; text stays text, "=1+1" too."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="BFBFBF")
    style: Mapping[str, Any] = {
        "wrap": Alignment(wrap_text=True, vertical="top"),
        "border": Border(left=thin, right=thin, top=thin, bottom=thin),
        "plain": Font(name="Arial", size=9),
        "bold": Font(name="Arial", size=9, bold=True),
        "title": Font(name="Arial", size=9, bold=True, color="FFFFFF"),
        "head": PatternFill("solid", fgColor="1F3A5F"),
    }
    for column, width in enumerate(widths):
        page.column_dimensions[column_name(column)].width = width
    looks: dict[tuple[str, bool, str], Any] = {}  # each is put together once: its parts are looked up in the book
    for number, row in enumerate(rows, 1):
        is_head = number == 1 and is_table
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            number_format, is_formula = _put(cell, value)
            font = "title" if is_head else "bold" if column == 1 and not is_table else "plain"
            if (look := looks.get((number_format, is_formula, font))) is not None:
                cell._style = copy(look)
                continue
            cell.number_format, cell.quotePrefix = number_format, is_formula
            cell.alignment, cell.font = style["wrap"], style[font]
            if is_table:
                cell.border = style["border"]
            if is_head:
                cell.fill = style["head"]
            looks[number_format, is_formula, font] = cell._style
        page.row_dimensions[number].height = height(row, widths)
    for_paper(page, is_table=is_table)


def _put(cell: Any, value: str | float) -> tuple[str, bool]:
    """Write a value; return its number format, and whether it is a text that begins as a formula does."""
    if not isinstance(value, str):
        cell.value = value
        return "General" if isinstance(value, int) else "0.00", False
    cell.value = clean(value)[:LONGEST] or None
    if cell.value is None:
        return "General", False
    cell.data_type = "s"
    return "General", cell.value[0] in "=+-@"


def height(row: Sequence[str | float], widths: Sequence[float], *, size: int = 9) -> float:
    """Points that the longest cell of a row takes, wrapped at its width, in letters of this size."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        room = max(width * 10.35 / size, 1)  # a column is measured in letters of size 11, of which some wrap early
        lines = max(lines, sum(max(1, ceil(len(line) / room)) for line in str(value).split("\n")))
    return min(lines * size * 4 / 3 + 3, _MOST)


def for_paper(page: Any, *, is_table: bool) -> None:
    """Print on landscape A4, one page wide, with a head that repeats."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.oddFooter.center.text = "&A, halaman &P dari &N"
    if is_table:
        page.freeze_panes = "B2"
        page.print_title_rows = "1:1"
