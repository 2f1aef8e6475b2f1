"""XLS (BIFF, Excel 97 to 2003) -> grids, through xlrd: values, merges, links, hidden sheets and columns."""

from __future__ import annotations

import struct
from typing import Any

from lke_docs.model import Place, SourceText
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Budget, Limits
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.link import target_of
from lke_docs.read.number import date_text, shown_number

# what a damaged record makes xlrd raise
_DAMAGED = (
    AssertionError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError, RecursionError, struct.error,
)  # fmt: skip
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)


def read_xls(data: bytes, limits: Limits) -> Document:
    """Read all worksheets in order. Formulas give the value that was saved with them."""
    import xlrd  # type: ignore[import-untyped]
    from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Silence())
    except (xlrd.XLRDError, CompDocError) as error:
        reason = "dikunci dengan sandi" if "encrypt" in str(error).casefold() else "rusak atau bukan buku kerja Excel"
        raise BrokenFileError(f"berkas XLS {reason}.") from error
    except _DAMAGED as error:
        raise BrokenFileError("berkas XLS rusak.") from error
    budget = Budget(limits)
    grids = tuple(_grid(book, sheet, budget) for sheet in book.sheets())
    notices = [SourceText("Berkas memuat makro; makro tidak dijalankan.", Place())] if b"_VBA_PROJECT" in data else []
    return Document("xls", grids, (), tuple(notices))


class _Silence:
    """Takes what xlrd prints of odd files."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""


def _grid(book: Any, sheet: Any, budget: Budget) -> Grid:
    extents = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    links = {
        at: target_of(link.url_or_path or "") for at, link in sheet.hyperlink_map.items() if link.type != "workbook"
    }
    cells = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _text(book, sheet, row, column)
            if text.strip():
                shape = extents.get((row, column), (1, 1))
                cells.append(Cell(row, column, text, sheet.name, *shape, (), links.get((row, column), "")))
                budget.take(cells[-1:])
    hidden = tuple(index for index, info in sheet.colinfo_map.items() if info.hidden)
    return Grid(sheet.name, tuple(cells), sheet.visibility != 0, hidden)


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == _TEXT:
        return str(value).replace("\r\n", "\n")
    if kind == _DATE:
        return date_text(float(value), epoch_1904=bool(book.datemode))
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]

        return str(error_text_from_code.get(value, "#N/A"))
    if kind == _NUMBER:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        return shown_number(float(value), book.format_map[style.format_key].format_str)
    return ""
