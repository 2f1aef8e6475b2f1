"""Put a text into one cell of a worksheet's XML: its look, its neighbours and all else stay as they are.

Programs that save a whole workbook anew lose what they do not know: what formulas gave, charts, lists of choices of
newer Excels. Here only the cell is another.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lke_docs.office import xml
from lke_docs.office.cell_address import cell_name, cell_position
from lke_docs.read.link import readable, target_of
from lke_docs.read.xlsx import unescaped
from lke_docs.read.xlsx_mark import is_struck
from lke_docs.report.workbook_page import height
from lke_docs.text import common_start
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"(-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?)(%?)")
_LOOKS_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_BLANKS_STAY = "{http://www.w3.org/XML/1998/namespace}space"
_USUAL_WIDTH = 8.43  # letters, where a worksheet does not say how wide its columns are


class WorksheetXml:
    """A worksheet that is written into: its rows and cells by number and address."""

    def __init__(self, root: _Element, strings: list[_Element], outside: Mapping[str, str]) -> None:
        self.root, self.strings, self.outside = root, strings, outside
        data = xml.child(root, "sheetData")
        self.data = data if data is not None else root.makeelement(f"{_space(root)}sheetData")
        self.rows = dict(_rows(self.data))
        self.is_touched = False

    def cell(self, row: int, column: int) -> _Element | None:
        name = cell_name(row, column)
        return next((it for it in self.rows.get(row, ()) if it.get("r") == name), None)

    def made(self, row: int, column: int) -> _Element:
        """The cell there; where there is none, a new one that looks like the nearest above it."""
        cell = self.cell(row, column)
        if cell is not None:
            return cell
        line = self.rows.get(row)
        if line is None:
            line = self.root.makeelement(f"{_space(self.root)}row", r=str(row + 1))
            self.data.insert(sum(1 for other in self.rows if other < row), line)
            self.rows[row] = line
        above = (self.cell(it, column) for it in sorted(self.rows, reverse=True) if it < row)
        like = next((style for it in above if it is not None and (style := it.get("s"))), "")
        cell = line.makeelement(f"{_space(self.root)}c", r=cell_name(row, column))
        if like:
            cell.set("s", like)
        line.insert(sum(1 for it in line if (_at(it) or (0, -1))[1] < column), cell)
        line.attrib.pop("spans", "")
        return cell


def _space(root: _Element) -> str:
    return str(root.tag)[: -len(xml.local(root))]


def _at(cell: _Element) -> tuple[int, int] | None:
    return cell_position(cell.get("r") or "")


def _rows(data: _Element) -> Iterator[tuple[int, _Element]]:
    """Rows by number, from 0; those and their cells that do not say their place are given it."""
    number = 0
    for row in xml.children(data, "row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        column = -1
        for cell in xml.children(row, "c"):
            at = _at(cell)
            column = at[1] if at else column + 1
            cell.set("r", cell_name(number - 1, column))
        yield number - 1, row


# --- what stands in a cell --------------------------------------------------------------------------------


def put(page: WorksheetXml, row: int, column: int, text: str, *, may_count: bool) -> None:
    """Write a text into a cell, or nothing; a plain number as one, where `may_count` and no text stood there."""
    cell = page.made(row, column)
    page.is_touched = True
    kind = cell.get("t") or "n"
    number = _NUMBER.fullmatch(text) if may_count and kind == "n" else None
    runs = _runs(page, cell)
    old = "".join(run.text for run in runs if not run.is_struck)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, "")
    for child in list(cell):
        cell.remove(child)
    _without_link(page, cell, text)
    if number:
        value = cell.makeelement(f"{_space(page.root)}v")
        value.text = repr(float(number[1]) / 100) if number[2] else number[1]
        cell.append(value)
    elif text or any(run.is_struck for run in runs):
        cell.set("t", "inlineStr")
        cell.append(_inline(cell, runs, text, _space(page.root)))
    if len(text) > len(old):
        _make_room(page, row, column, text)


def put_result(page: WorksheetXml, row: int, column: int, text: str) -> None:
    """Renew what a formula gave, where it is nothing but a reference to a cell that was written."""
    cell = page.made(row, column)
    page.is_touched = True
    for value in list(xml.children(cell, "v")):
        cell.remove(value)
    number = _NUMBER.fullmatch(text) if (cell.get("t") or "n") == "n" or not text else None
    value = cell.makeelement(f"{_space(page.root)}v")
    if text and not (number and not number[2]):
        cell.set("t", "str")
        value.text = _LOOKS_ESCAPED.sub(r"_x005F_\1", text)
    else:
        cell.attrib.pop("t", "")
        value.text = text or "0"  # what Excel gives for a blank cell
    cell.append(value)


class _Run(NamedTuple):
    """Letters of one look in a cell."""

    look: _Element | None
    text: str
    is_struck: bool


def _runs(page: WorksheetXml, cell: _Element) -> list[_Run]:
    """The text of a cell by its looks; what is struck through is no part of its text, and stays."""
    value, kind = xml.child(cell, "v"), cell.get("t")
    said = (value.text or "") if value is not None else ""
    item = xml.child(cell, "is") if kind == "inlineStr" else None
    if kind == "s" and said.isdecimal() and int(said) < len(page.strings):
        item = page.strings[int(said)]
    if item is None:
        return [_Run(None, said, False)] if kind == "str" else []
    runs = []
    for part in item:
        look = xml.child(part, "rPr") if xml.local(part) == "r" else None
        text = part.text if xml.local(part) == "t" else "".join(it.text or "" for it in xml.children(part, "t"))
        if xml.local(part) in ("t", "r"):
            runs.append(_Run(look, unescaped(text or "").replace("\r\n", "\n"), is_struck(look)))
    return runs


def _inline(cell: _Element, runs: list[_Run], text: str, space: str) -> _Element:
    """The text as an item of its own; what was not changed keeps its look."""
    item = cell.makeelement(f"{space}is")
    pieces = [(None, text)] if all(run.look is None for run in runs) else list(_dressed(runs, text))
    for look, words in pieces:
        home = item
        if look is not None or len(pieces) > 1:
            home = item.makeelement(f"{space}r")
            item.append(home)
            if look is not None:
                home.append(copy.deepcopy(look))
        shown = home.makeelement(f"{space}t")
        shown.text = _LOOKS_ESCAPED.sub(r"_x005F_\1", words)
        shown.set(_BLANKS_STAY, "preserve")
        home.append(shown)
    return item


def _dressed(runs: list[_Run], text: str) -> Iterator[tuple[_Element | None, str]]:
    """Pieces of a new text in the looks of the old one: what stands before and behind the change as it was, the
    change as what it took the place of."""
    old = "".join(run.text for run in runs if not run.is_struck)
    same = common_start(old, text)
    behind = min(common_start(old[::-1], text[::-1]), len(old) - same, len(text) - same)
    shift, at, written = len(text) - len(old), 0, 0
    for number, run in enumerate(runs):
        if run.is_struck:
            yield run.look, run.text
            continue
        at += len(run.text)
        is_last = all(it.is_struck for it in runs[number + 1 :])
        end = (
            len(text)
            if is_last
            else at
            if at <= same
            else max(written, at + shift if at >= len(old) - behind else same)
        )
        if end > written:
            yield run.look, text[written:end]
        written = max(written, end)


def _without_link(page: WorksheetXml, cell: _Element, text: str) -> None:
    """Take the hyperlink off a cell whose new text does not say its target any more."""
    for block in list(xml.children(page.root, "hyperlinks")):
        for link in list(xml.children(block, "hyperlink")):
            if (link.get("ref") or "").partition(":")[0] != cell.get("r"):
                continue
            target = target_of(page.outside.get(xml.attribute(link, "id"), ""))
            if target and target not in text and readable(target) not in text:
                block.remove(link)
        if not len(block):
            page.root.remove(block)


def _make_room(page: WorksheetXml, row: int, column: int, text: str) -> None:
    """Let a row grow with its text: one whose height nobody set is measured anew by the program that opens it."""
    line = page.rows[row]
    if not line.get("ht"):
        return
    if line.get("customHeight") not in ("1", "true"):
        line.attrib.pop("ht")
        return
    widths = (it for block in xml.children(page.root, "cols") for it in xml.children(block, "col"))
    fits = (it for it in widths if int(it.get("min") or 0) <= column + 1 <= int(it.get("max") or 0))
    width = next((float(it.get("width") or _USUAL_WIDTH) for it in fits), _USUAL_WIDTH)
    line.set("ht", f"{max(float(line.get('ht') or 0), height([text], [width], size=11)):g}")
