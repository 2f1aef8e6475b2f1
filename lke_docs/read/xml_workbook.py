"""XML Spreadsheet 2003 -> grids: the workbook in one file of XML that web applications give as .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lke_docs.model import SourceText
from lke_docs.office import xml
from lke_docs.office.limits import Budget, Limits
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.link import target_of, target_of_formula
from lke_docs.read.number import shown_number
from lke_docs.read.remark import remark_notice, with_remark
from lke_docs.read.xlsx_mark import struck_notice
from lke_docs.wording import day

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMATS = {"Percent": "0.00%"}  # names of formats that show something else than the number
_MOST_HIDDEN = 200


def read_xml_workbook(data: bytes, limits: Limits) -> Document:
    """Read all worksheets in order. Formulas give the value that was saved with them."""
    root = xml.parse(data, "Workbook", limits)
    struck, formats = set(), {}
    for style in root.iter("{*}Style"):
        name = xml.attribute(style, "ID")
        if any(xml.attribute(font, "StrikeThrough") == "1" for font in xml.children(style, "Font")):
            struck.add(name)
        shown = [xml.attribute(form, "Format") for form in xml.children(style, "NumberFormat")]
        formats[name] = next((_FORMATS.get(code, code) for code in shown), "")
    reader = _Sheets(Budget(limits), struck, formats)
    grids = tuple(map(reader.grid, xml.children(root, "Worksheet")))
    return Document("xml", grids, (), tuple(reader.notices))


class _Sheets:
    """What the worksheets share: styles that strike their cells through, and the number format of each style."""

    def __init__(self, budget: Budget, struck: set[str], formats: dict[str, str]) -> None:
        self.budget, self.struck, self.formats = budget, struck, formats
        self.notices: list[SourceText] = []

    def grid(self, sheet: _Element) -> Grid:
        name = xml.attribute(sheet, "Name")
        cells, remarks, struck = [], [], []
        hidden: list[int] = []
        for table in xml.children(sheet, "Table"):
            for at, width in _numbered(table, "Column"):
                if xml.attribute(width, "Hidden") == "1":
                    hidden += range(at, at + min(_MOST_HIDDEN, 1 + _whole(width, "Span")))
            for row, line in _numbered(table, "Row"):
                for column, cell in _numbered(line, "Cell"):
                    gone = _taken_out(cell)
                    text = self.text(cell)
                    if xml.attribute(cell, "StyleID") in self.struck:
                        text, gone = "", f"{gone}{text}"
                    struck += [((row, column), gone)] if gone else []
                    if remark := _joined(xml.child(cell, "Comment")):
                        whole = with_remark(text, remark)
                        text = whole or text
                        remarks += [] if whole else [((row, column), remark)]
                    if text:
                        extent = 1 + _whole(cell, "MergeDown"), 1 + _whole(cell, "MergeAcross")
                        cells.append(Cell(row, column, text, name, *extent, (), _link(cell)))
                        self.budget.take(cells[-1:])
        self.notices += [*struck_notice(name, struck), *remark_notice(name, remarks)]
        is_hidden = any((mark.text or "") != "SheetVisible" for mark in sheet.iter("{*}Visible"))
        return Grid(name, tuple(cells), is_hidden, tuple(hidden))

    def text(self, cell: _Element) -> str:
        """The text of a cell as a person sees it."""
        data = xml.child(cell, "Data")
        text, kind = _joined(data), "" if data is None else xml.attribute(data, "Type")
        if kind == "Boolean":
            return "TRUE" if text == "1" else "FALSE"
        try:
            if kind == "Number":
                return shown_number(float(text), self.formats.get(xml.attribute(cell, "StyleID"), ""))
            return day(date.fromisoformat(text[:10])) if kind == "DateTime" else text
        except ValueError:
            return text


def _numbered(parent: _Element, name: str) -> Iterator[tuple[int, _Element]]:
    """Children of that name with their number from 0; those between them may be left out."""
    number = 0
    for child in xml.children(parent, name):
        number = _whole(child, "Index", number + 1) - 1
        yield number, child
        number += 1 + _whole(child, "MergeAcross") + _whole(child, "Span")


def _whole(element: _Element, name: str, default: int = 0) -> int:
    value = xml.attribute(element, name)
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 8 else default


def _joined(element: _Element | None) -> str:
    """The text of an element with its runs."""
    return "" if element is None else "".join(map(str, element.itertext())).replace("\r\n", "\n").strip()


def _taken_out(cell: _Element) -> str:
    """Take the runs out of a cell that are struck through; their text."""
    runs = [part for struck in cell.iter("{*}S") for part in struck.iter()]
    gone = "".join(part.text or "" for part in runs)
    for part in runs:
        part.text = ""
    return gone


def _link(cell: _Element) -> str:
    return target_of(xml.attribute(cell, "HRef")) or target_of_formula(xml.attribute(cell, "Formula"))
