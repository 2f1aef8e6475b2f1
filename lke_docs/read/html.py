"""HTML -> grids and lines: a saved page of LKE Online, or a spreadsheet saved as a web page."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, partial
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from lke_docs.extract.plain import TAGS, struck
from lke_docs.model import Place, SourceText
from lke_docs.office import xml
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Budget, Limits, over
from lke_docs.read.address import as_addressed
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.html_mark import take_out_controls, take_out_struck, take_out_unchosen
from lke_docs.read.link import target_of
from lke_docs.read.notice import of_texts

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHOLE = re.compile(rb"</?(?:html|head|body)\b[^<>]*>|<title>[^<]*</title>", re.IGNORECASE)  # of a page among several
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "object", "svg", "iframe", "button"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CONTROLS = frozenset({"input", "select", "textarea"})
_LINE = "\0"  # which no page holds; round the number of a line
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = re.compile(r"\.([\w-]+)\s*\{[^{}]*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_INLINE = frozenset({"font", "b", "i", "u", "span", "a", "strong", "em", "small", "p", "div"})
_TAG = re.compile(rf"</?(?:{TAGS})(?![\w-])[^<>]*>", re.IGNORECASE)
_STRAY = re.compile(rf"<(?!/?(?:{TAGS})(?![\w-]))", re.IGNORECASE)
_BREAK = re.compile(rf"<(?:{'|'.join(sorted({*_BLOCKS, *_CELLS, 'br'}))})(?![\w-])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,10});", re.IGNORECASE)
_LARGE = 60  # cells: a table in a cell of evidence has fewer
_MOST_LINKS = 50  # of one cell
_WIDEST = 200  # columns and rows that one cell may claim


def read_html(data: bytes, limits: Limits) -> Document:
    """Read all tables, and the running text of the page. Scripts are ignored, nothing is fetched."""
    from lxml import etree

    page = _page_of(data)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFileError("isi HTML tidak dapat dibaca.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise over(limits, "xml_depth", "isi HTML bersarang terlalu dalam")
    if root is None:
        raise BrokenFileError("isi HTML kosong.")
    reader = _Reader(root, page, limits)
    notices = take_out_struck(root, reader.low)
    take_out_unchosen(root, reader.low)
    take_out_controls(root)
    lines = tuple(reader.outside())
    grids = tuple(reader.grid(table, f"Tabel {number}") for number, table in enumerate(root.iter("table"), 1))
    notices += of_texts("Teks tersembunyi", reader.unread)
    reader.budget.take(lines)
    if next(root.iter("script"), None) is not None:
        notices.append(SourceText("Halaman memuat skrip; skrip tidak dijalankan.", Place()))
    if grids and lines:  # agency and unit stand above the table
        cells = tuple(Cell(at, 0, line.text, traced=((0, line.place),)) for at, line in enumerate(lines))
        grids += (Grid("Halaman", cells, is_frame=True),)
    return Document("html", grids, () if grids else lines, tuple(notices))


def shown(text: str) -> tuple[str, str]:
    """A value that an editor of a page has written, as its readers see it, and the targets of its links, a line each.

    Only tags that editors write are tags: "suhu < 24 C" and "<lihat folder>" stay.
    """
    if not _TAG.search(text):
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    if not _TAG.search(text):
        return text, ""
    from lxml import etree

    page = _STRAY.sub("&lt;", text if _BREAK.search(text) else text.replace("\n", "<br>")).encode()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return text, ""
    if root is None or any("depth" in entry.message for entry in parser.error_log):
        return text, ""
    reader = _Reader(root, page, Limits())
    take_out_struck(root, reader.low)
    return reader.text(root), reader.link(root)


def struck_in(value: object) -> Iterator[str]:
    """What the markup of an editor strikes through or hides in any text of JSON, of which `shown` shows none."""
    if isinstance(value, str):
        yield from struck(value)
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from struck_in(part)


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


def _page_of(data: bytes) -> bytes:
    """The page in UTF-8; of one that was saved with all its parts in one file those that are shown, as one page."""
    if xml.is_markup(data[:64]) or b"MIME-Version:" not in data[:8192]:
        return _as_utf8(data)
    from email import message_from_bytes

    parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    pages = [_as_utf8(page) for part in parts if isinstance(page := part.get_payload(decode=True), bytes)]
    shown = [_WHOLE.sub(b"", page) for page in pages if b"<frameset" not in page.lower()]
    return b"\n".join([b"<html><body>", *shown])


class _Reader:
    """Reads one page. An attribute that its bytes do not hold is asked of no element: each question costs."""

    def __init__(self, root: _Element, page: bytes, limits: Limits) -> None:
        self.root, self.low, self.budget = root, page.lower(), Budget(limits)
        self.unread: list[str] = []  # texts of cells that are not shown
        self.tables: list[_Element] = []  # those that stand in no other one
        self.above: dict[_Element, int] = {}  # how many lines stand before each of them
        self.lines_above = 0  # those before the table that is read, or before the one round it

    @cached_property
    def may_span(self) -> bool:
        return b"span" in self.low

    @cached_property
    def may_hide(self) -> bool:
        return b"style" in self.low or b"hidden" in self.low

    @cached_property
    def hiding(self) -> frozenset[str]:
        """The classes whose elements the page does not show."""
        styles = (style.text or "" for style in self.root.iter("style"))
        return frozenset(name for text in styles for name in _HIDING.findall(text))

    @cached_property
    def chosen(self) -> dict[_Element, str]:
        """What is chosen in each list of the page; the last where only one thing can be."""
        chosen: dict[_Element, str] = {}
        for option in _find_chosen()(self.root):
            shown = "".join(map(str, option.itertext())) if len(option) else option.text or ""
            owner = option.getparent()
            while owner is not None and owner.tag != "select":
                owner = owner.getparent()
            if owner is not None:
                earlier = f"{chosen[owner]} " if owner in chosen and owner.get("multiple") is not None else ""
                chosen[owner] = earlier + shown
        return chosen

    def grid(self, table: _Element, name: str) -> Grid:
        """One table, its empty cells left out."""
        self.lines_above = self.above.get(table, self.lines_above)
        make = partial(tuple.__new__, Cell)  # three times as quick as Cell()
        cells: list[Cell] = []
        reached: dict[int, int] = {}  # column -> first row below a cell that spans rows
        unseen: set[tuple[int, int]] = set()  # rows and columns of cells that are not shown
        for row, items in enumerate(_rows(table)):
            # a cell without elements, as most are: _plain in place, for a call costs more than the work
            texts = [self.text(item) if len(item) else " ".join((item.text or "").split()) for item in items]
            links = [self.link(item) if text else "" for item, text in zip(items, texts, strict=True)]
            shapes = list(_shapes(items, row, reached)) if self.may_span else [(at, 1, 1) for at in range(len(items))]
            whole = zip(shapes, texts, links, strict=True)
            cells += [make((row, at, text, name, high, wide, (), to)) for (at, high, wide), text, to in whole if text]
            if self.may_hide:
                unseen |= {(row, at) for (at, *_), item in zip(shapes, items, strict=True) if self.is_unshown(item)}
        self.budget.take(cells)
        hidden = {at for _, at in unseen} - {cell.column for cell in cells if (cell.row, cell.column) not in unseen}
        alone = {(row, at) for row, at in unseen if at not in hidden}
        self.unread += [cell.text for cell in cells if (cell.row, cell.column) in alone]
        kept = [cell for cell in cells if (cell.row, cell.column) not in alone] if alone else cells
        return Grid(name, as_addressed(kept), hidden_columns=tuple(sorted(hidden)), lines_above=self.lines_above)

    @cached_property
    def may_link(self) -> bool:
        return b"href" in self.low

    def link(self, item: _Element) -> str:
        """The targets of the links in a cell, a line each."""
        if not self.may_link or not len(item):
            return ""
        targets = islice(filter(None, (target_of(a.get("href") or "") for a in item.iter("a"))), _MOST_LINKS)
        return "\n".join(dict.fromkeys(targets))

    def text(self, item: _Element) -> str:
        """Text as shown: blanks run together, a new line for each block and <br>."""
        while len(item) == 1:  # <td><b><font>...</font></b></td>
            child = item[0]
            tag, before, behind = child.tag, item.text, child.tail
            if (before and before.strip()) or (behind and behind.strip()) or self.is_unshown(child):
                break
            if tag == "br":
                return ""
            if tag in _CONTROLS:
                return _lines(self.control(child, tag))
            if tag not in _INLINE:
                break
            item = child
        if not len(item):
            return _plain(item.text)
        pieces: list[str] = []
        self.walk(item, pieces)
        return _lines("".join(pieces))

    def walk(self, item: _Element, pieces: list[str], *, outside: bool = False) -> None:
        """Gather the text below an element; `outside`: without tables, and with the line of each block."""
        pieces.append((item.text or "").replace("\n", " "))
        for child in item:
            tag = child.tag
            if isinstance(tag, str) and tag not in _SKIPPED and not self.is_unshown(child):
                if tag == "br":
                    pieces.append("\n")
                elif tag == "table" and (outside or _is_large(child)):
                    pieces.append(f"\n{_LINE}\n" if outside else "\n")  # a grid of its own; the cell round it is layout
                    self.tables += [child] if outside else []
                elif tag in _CONTROLS:
                    mark = "\n" if tag == "textarea" else " "
                    pieces += (mark, self.control(child, tag), mark)
                elif tag in _BLOCKS:
                    pieces.append(f"\n{_LINE}{child.sourceline}{_LINE}" if outside else "\n")
                    self.walk(child, pieces, outside=outside)
                    pieces.append("\n")
                else:
                    pieces.append(" " if tag in _CELLS else "")
                    self.walk(child, pieces, outside=outside)
            pieces.append((child.tail or "").replace("\n", " "))

    def is_unshown(self, item: _Element) -> bool:
        if not self.may_hide or not item.attrib:
            return False
        if item.get("hidden") is not None or _UNSHOWN.search(item.get("style") or ""):
            return True
        return bool(self.hiding) and not self.hiding.isdisjoint((item.get("class") or "").split())

    def control(self, item: _Element, tag: str) -> str:
        """What a person sees in an input field: chosen option, typed text."""
        if tag == "textarea":
            return "".join(map(str, item.itertext())) if len(item) else item.text or ""
        if tag == "select":
            return self.chosen.get(item, "")
        shown = (item.get("type") or "text").casefold() in ("text", "number", "url")
        return item.get("value") or "" if shown else ""

    def outside(self) -> Iterator[SourceText]:
        """Lines outside the tables; a line's place is that of the block it stands in, or behind."""
        pieces: list[str] = []
        self.walk(self.root, pieces, outside=True)
        place, count, tables = Place(), 0, iter(self.tables)
        for line in "".join(pieces).split("\n"):
            if line == _LINE:
                self.above[next(tables)] = count
            elif line.startswith(_LINE):
                _, number, line = line.split(_LINE, 2)
                place = Place(line=int(number))
            if text := _plain(line.strip(_LINE)):
                count += 1
                yield SourceText(text, place)


def _plain(text: str | None) -> str:
    """Text with its blanks run together."""
    return " ".join(text.split()) if text else ""


def _lines(text: str) -> str:
    """The filled lines of a text, in each the blanks run together."""
    if "\n" not in text:
        return _plain(text)
    return "\n".join(filter(None, map(_plain, text.split("\n"))))


def _rows(table: _Element) -> Iterator[list[_Element]]:
    """The cells of each row of a table, not those of tables inside it."""
    for child in table:
        tag = child.tag
        if tag == "tr":
            yield [item for item in child if item.tag in _CELLS]
        elif tag in _ROW_GROUPS:
            yield from ([item for item in row if item.tag in _CELLS] for row in child if row.tag == "tr")


def _shapes(items: Sequence[_Element], row: int, reached: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """Column of each cell with the rows and columns it spans; `reached` is kept up to date."""
    column = 0
    for item in items:
        while reached.get(column, 0) > row:
            column += 1
        rows, columns = _span(item, "rowspan"), _span(item, "colspan")
        if rows > 1:
            reached.update((column + right, row + rows) for right in range(columns))
        yield column, rows, columns
        column += columns


def _span(item: _Element, name: str) -> int:
    value = item.get(name)
    if value is None:
        return 1
    return min(_WIDEST, int(value)) or 1 if value.strip().isdecimal() and len(value) < 6 else 1


def _is_large(table: _Element) -> bool:
    return len(table) > _LARGE or next(islice(table.iter(*_CELLS), _LARGE, None), None) is not None


@cache
def _find_chosen() -> Callable[[_Element], Any]:
    from lxml import etree

    return etree.XPath("//option/@selected/..")
