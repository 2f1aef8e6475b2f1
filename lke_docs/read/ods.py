"""ODS -> grids, straight from content.xml: shown text, merges, hidden sheets, repeated cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lke_docs.model import Place, SourceText
from lke_docs.office import xml
from lke_docs.office.archive import BrokenFileError, check_archive, open_archive, read_part
from lke_docs.office.limits import Budget, Limits, over
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.link import target_of, target_of_formula
from lke_docs.read.notice import unseen_notice
from lke_docs.read.remark import remark_notice, with_remark
from lke_docs.read.symbol import as_signs, has_signs

if TYPE_CHECKING:
    from lxml.etree import _Element

_ACTIVE = (
    ("Basic/", "Berkas memuat makro; makro tidak dijalankan."),
    ("Scripts/", "Berkas memuat makro; makro tidak dijalankan."),
    ("Object ", "Berkas memuat objek yang disisipkan; isinya tidak dibaca."),
)


def read_ods(data: bytes, limits: Limits) -> Document:
    """Read all tables in order. A repeated cell is read once for each place, within the limit."""
    with open_archive(data) as archive:
        check_archive(archive, limits)
        names = archive.namelist()
        manifest = read_part(archive, "META-INF/manifest.xml", limits) if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise BrokenFileError("berkas dikunci dengan sandi; hapus sandinya lalu simpan ulang.")
        root = xml.parse(read_part(archive, "content.xml", limits), "content.xml", limits)
    notices = [SourceText(text, Place()) for mark, text in _ACTIVE if any(n.startswith(mark) for n in names)]
    notices += unseen_notice(_struck(root))
    _show_signs(root)
    hidden = _hidden_styles(root)
    reader = _Reader(limits)
    grids = [
        reader.grid(table, xml.attribute(table, "style-name") in hidden)
        for table in root.iter("{*}table")
        if xml.local(table) == "table"
    ]
    return Document("ods", tuple(grids), (), (*notices, *reader.notices))


def _hidden_styles(root: _Element) -> set[str]:
    styles = set()
    for style in root.iter("{*}style"):
        for properties in xml.children(style, "table-properties"):
            if xml.attribute(properties, "display") == "false":
                styles.add(xml.attribute(style, "name"))
    return styles


def _struck(root: _Element) -> list[str]:
    """Take out the words that are struck through, by the style of their cell, paragraph or run; return them."""
    lines = ("text-line-through-style", "text-line-through-type")
    styles = {
        xml.attribute(style, "name")
        for style in root.iter("{*}style")
        for properties in xml.children(style, "text-properties")
        if any(xml.attribute(properties, line) not in ("", "none") for line in lines)
    }
    gone = []
    for element in root.iter("{*}table-cell", "{*}p", "{*}span") if styles else ():
        if xml.attribute(element, "style-name") in styles and (text := "".join(map(str, element.itertext())).strip()):
            gone.append(text)
            for part in element.iter():
                part.text = ""
                part.tail = part.tail if part is element else ""
    return gone


def _show_signs(root: _Element) -> None:
    """Write letters of a font of signs as people see them: "ü" in Wingdings is a tick."""
    fonts = {
        xml.attribute(style, "name"): font
        for style in root.iter("{*}style")
        for properties in xml.children(style, "text-properties")
        for name in ("font-name", "font-family")
        if has_signs(font := xml.attribute(properties, name).strip("'"))
    }
    for element in root.iter("{*}table-cell", "{*}p", "{*}span") if fonts else ():
        font = fonts.get(xml.attribute(element, "style-name"), "")
        for part in element.iter() if font else ():
            part.text = as_signs(part.text or "", font)
            part.tail = part.tail if part is element else as_signs(part.tail or "", font)


def _hidden_columns(table: _Element) -> Iterator[int]:
    number = 0
    for column in table.iter("{*}table-column"):
        repeat = _repeat(column, "number-columns-repeated")
        if xml.attribute(column, "visibility") in ("collapse", "filter"):
            yield from range(number, number + min(repeat, 50))
        number += repeat


class _Reader:
    """Counts cells over all tables."""

    def __init__(self, limits: Limits) -> None:
        self.budget = Budget(limits)
        self.notices: list[SourceText] = []

    def grid(self, table: _Element, hidden: bool) -> Grid:
        name = xml.attribute(table, "name")
        cells: list[Cell] = []
        left: list[tuple[tuple[int, int], str]] = []  # comments to which no cell points
        number = 0
        for row in table.iter("{*}table-row"):
            repeat = _repeat(row, "number-rows-repeated")
            filled, remarks = self.row(row)
            left += [((number, column), remark) for column, remark in remarks]
            if filled:
                for copy in range(repeat):
                    cells += [
                        Cell(number + copy, column, text, name, rows, columns, (), link)
                        for column, text, rows, columns, link in filled
                    ]
                    self.budget.take(cells[-len(filled) :])
            number += repeat
        self.notices += remark_notice(name, left)
        return Grid(name, tuple(cells), hidden, tuple(_hidden_columns(table)))

    def row(self, row: _Element) -> tuple[list[tuple[int, str, int, int, str]], list[tuple[int, str]]]:
        """The filled cells of a row, and the comments on its cells that are not evidence."""
        filled, remarks = [], []
        column = 0
        for element in row:
            if xml.local(element) not in ("table-cell", "covered-table-cell"):
                continue
            repeat = _repeat(element, "number-columns-repeated")
            text = _text(element)
            if remark := _remark(element):
                whole = with_remark(text, remark)
                text = whole or text
                remarks += [] if whole else [(column, remark)]
            if text and xml.local(element) == "table-cell":
                extent = _repeat(element, "number-rows-spanned"), _repeat(element, "number-columns-spanned")
                if repeat > self.budget.limits.cells:
                    raise over(self.budget.limits, "cells", f"sebuah sel diulang {repeat} kali")
                link = _link(element)
                filled += [(column + copy, text, *extent, link) for copy in range(repeat)]
            column += repeat
        return filled, remarks


def _repeat(element: _Element, name: str) -> int:
    value = xml.attribute(element, name)
    return max(1, int(value)) if value.isdecimal() else 1


def _link(element: _Element) -> str:
    """The target of the first link in a cell, or of its formula HYPERLINK."""
    for link in element.iter("{*}a"):
        if target := target_of(xml.attribute(link, "href")):
            return target
    return target_of_formula(xml.attribute(element, "formula").removeprefix("of:"))


def _remark(element: _Element) -> str:
    """The comment on a cell."""
    return "\n".join(_text(note) for note in xml.children(element, "annotation"))


def _text(element: _Element) -> str:
    """Shown text: a line for each paragraph; notes are not part of it."""
    return "\n".join(_paragraph(part) for part in xml.children(element, "p")).strip()


def _paragraph(element: _Element) -> str:
    pieces = [element.text or ""]
    for part in element:
        name = xml.local(part)
        if name == "s":
            pieces.append(" " * min(1000, _repeat(part, "c")))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name != "annotation":
            pieces.append(_paragraph(part))
        pieces.append(part.tail or "")
    return "".join(pieces)
