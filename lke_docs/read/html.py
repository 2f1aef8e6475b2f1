"""HTML -> grids and lines: a saved page of LKE Online, or a spreadsheet saved as a web page."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from lke_docs.model import Place, SourceText
from lke_docs.read.grid import Cell, Document, Grid, column_name
from lke_docs.read.limits import Limits, over
from lke_docs.read.xml import BrokenFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "object", "svg", "iframe", "button"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_CONTROLS = frozenset({"input", "select", "textarea"})
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE = frozenset({"font", "b", "i", "u", "span", "a", "strong", "em", "small", "p", "div"})
_LARGE = 60  # cells: a table in a cell of evidence has fewer
_WIDEST = 200  # columns and rows that one cell may claim


def read_html(data: bytes, limits: Limits) -> Document:
    """Read all tables, and the running text of the page. Scripts are ignored, nothing is fetched."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_as_utf8(data), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFileError("isi HTML tidak dapat dibaca.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise over(limits, "xml_depth", "isi HTML bersarang terlalu dalam")
    if root is None:
        raise BrokenFileError("isi HTML kosong.")
    budget = _Budget(limits)
    grids = tuple(_grid(table, number, budget) for number, table in enumerate(root.iter("table"), 1))
    lines = () if grids else tuple(_lines(root, budget))
    notices = []
    if next(root.iter("script"), None) is not None:
        notices.append(SourceText("Halaman memuat skrip; skrip tidak dijalankan.", Place()))
    return Document("html", (*grids, *_outside(root, grids, budget)), lines, tuple(notices))


class _Budget:
    """Counts cells and letters against the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cells, self.chars = limits, 0, 0

    def take(self, text: str) -> None:
        self.cells += 1
        self.chars += len(text)
        if self.cells > self.limits.cells:
            raise over(self.limits, "cells", f"lebih dari {self.limits.cells} sel")
        if len(text) > self.limits.cell_chars:
            raise over(self.limits, "cell_chars", f"sebuah sel berisi {len(text)} huruf")
        if self.chars > self.limits.text_chars:
            raise over(self.limits, "text_chars", f"isi halaman lebih dari {self.limits.text_chars} huruf")


def _as_utf8(data: bytes) -> bytes:
    """The page in UTF-8. What decodes as such is so, whatever it says: the parser cuts text at a byte it doubts."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode()
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
    for encoding in (named[1].decode("ascii") if named else "", "cp1252"):
        try:
            name = codecs.lookup(encoding).name
            if not name.startswith(("utf-16", "utf-32")):  # not with a name that we could read
                return data.decode(name, "replace").encode()
        except (LookupError, ValueError):  # unknown, or known to Python for other things than text
            continue
    return data.decode("ascii", "replace").encode()


def _grid(table: _Element, number: int, budget: _Budget) -> Grid:
    name = f"Tabel {number}"
    cells: list[Cell] = []
    reached: dict[int, int] = {}  # column -> first row below a cell that spans rows
    has_spans = bool(table.xpath("boolean(.//@rowspan | .//@colspan)"))  # asked once: each cell's attributes cost
    for row, element in enumerate(_rows(table)):
        column = 0
        for item in element:
            tag = item.tag
            if tag != "td" and tag != "th":
                continue
            while reached and reached.get(column, 0) > row:
                column += 1
            rows = columns = 1
            if has_spans:
                rows, columns = _span(item, "rowspan"), _span(item, "colspan")
                if rows > 1:
                    reached.update((column + right, row + rows) for right in range(columns))
            text = _text(item) if len(item) else " ".join((item.text or "").split())
            if text:
                budget.take(text)
                place = Place(None, None, None, name, f"{column_name(column)}{row + 1}")
                cells.append(Cell(row, column, text, ((0, place),), rows, columns))
            column += columns
    return Grid(name, tuple(cells))


def _rows(table: _Element) -> Iterator[_Element]:
    """Rows of a table, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(item: _Element, name: str) -> int:
    value = item.get(name)
    if value is None:
        return 1
    return min(_WIDEST, int(value)) or 1 if value.strip().isdecimal() and len(value) < 6 else 1


def _text(item: _Element) -> str:
    """Text as shown: blanks run together, a new line for each block and <br>."""
    while len(item) == 1 and not (item.text or "").strip():  # <td><b><font>...</font></b></td>
        child = item[0]
        if child.tag == "br" and not (child.tail or "").strip():
            return ""
        if child.tag not in _INLINE or (child.tail or "").strip() or _is_unshown(child):
            break
        item = child
    if not len(item):
        return " ".join((item.text or "").split())
    pieces: list[str] = []
    _walk(item, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(item: _Element, pieces: list[str]) -> None:
    pieces.append((item.text or "").replace("\n", " "))
    for child in item:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SKIPPED and not _is_unshown(child):
            if tag == "br":
                pieces.append("\n")
            elif tag == "table" and _is_large(child):
                pieces.append("\n")  # it has a grid of its own; the cell round it is only layout
            elif tag in _CONTROLS:
                pieces.append(_control(child))
            elif tag in _BLOCKS:
                pieces.append("\n")
                _walk(child, pieces)
                pieces.append("\n")
            else:
                pieces.append(" " if tag in ("td", "th") else "")
                _walk(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))


def _is_large(table: _Element) -> bool:
    return next(islice(table.iter("td", "th"), _LARGE, None), None) is not None


def _is_unshown(item: _Element) -> bool:
    if not item.attrib:
        return False
    return item.get("hidden") is not None or bool(_UNSHOWN.search(item.get("style") or ""))


def _control(item: _Element) -> str:
    """What a person sees in a field of a form: chosen option, typed text."""
    if item.tag == "textarea":
        text = "".join(map(str, item.itertext())) if len(item) else item.text or ""
        return f"\n{text}\n"
    if item.tag == "select":
        chosen = [option for option in item.iter("option") if option.get("selected") is not None]
        if item.get("multiple") is None:
            chosen = chosen[-1:]
        return " ".join("".join(map(str, option.itertext())) for option in chosen)
    shown = (item.get("type") or "text").casefold() in ("text", "number", "url")
    return f" {item.get('value') or ''} " if shown else ""


def _lines(root: _Element, budget: _Budget) -> Iterator[SourceText]:
    """Lines of a page without tables; a line's place is that of the block it begins in."""
    for block in root.iter("body", *_BLOCKS):
        if any(child.tag in _BLOCKS for child in block.iter() if child is not block):
            continue
        for text in _text(block).split("\n"):
            if text:
                budget.take(text)
                yield SourceText(text, Place(line=_line(block)))


def _blocks_outside(parent: _Element) -> Iterator[_Element]:
    """Innermost blocks that neither lie in a table nor hold one."""
    for child in parent:
        if child.tag == "table" or child.tag in _SKIPPED:
            continue
        if any(inner.tag in _BLOCKS for inner in child):
            yield from _blocks_outside(child)
        elif child.tag in _BLOCKS or child.tag == "span":
            yield child


def _line(block: _Element) -> int | None:
    line = block.sourceline
    return line if isinstance(line, int) else None


def _outside(root: _Element, grids: tuple[Grid, ...], budget: _Budget) -> Iterator[Grid]:
    """Text above the first table, as a grid of one column: there stand agency and unit."""
    if not grids:
        return
    cells: list[Cell] = []
    for block in _blocks_outside(root):
        text = _text(block)
        if text and len(text) < 300:
            budget.take(text)
            place = Place(line=_line(block))
            cells.append(Cell(len(cells), 0, text, ((0, place),)))
    if cells:
        yield Grid("Halaman", tuple(cells))
