"""XLSX and XLSM -> grids, straight from the XML: cached values, merges, hidden rows and sheets.

Only filled cells are visited, so a stray cell at XFD1048576 costs nothing. Formulas are never
calculated; one without a cached value is said in a notice.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lke_docs.model import Place, SourceText
from lke_docs.office import xml
from lke_docs.office.archive import BrokenFileError, check_archive, open_archive
from lke_docs.office.cell_address import cell_name, cell_position
from lke_docs.office.limits import Budget, Limits
from lke_docs.office.parts import Package
from lke_docs.read import xlsx_mark
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.link import readable, target_of_formula
from lke_docs.read.number import date_text, is_date_format, shown_number
from lke_docs.read.remark import remark_notice, with_remark
from lke_docs.read.symbol import as_signs, has_signs
from lke_docs.wording import and_more

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMPTY_CELL = re.compile(rb'<c r="[A-Z]++[0-9]++"[^<>/]*+(?:/>|>(?:<v ?/>|<v></v>)?</c>)')
_UNNAMED_CELL = re.compile(rb"<c(?:>| (?!r=)[^<>]{0,200}>)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILTIN = {9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16, 17, 22, 30, 36, 50, 57), "d/m/yy")}
_MAIN = "xl/workbook.xml"
# what does something besides holding cells, by the names and the content types of its parts, and what is said of each
_ACTIVE = (
    (("vbaproject",), "Berkas memuat makro; makro tidak dijalankan."),
    (("xl/macrosheets/", "macrosheet"), "Berkas memuat lembar makro; makro tidak dijalankan."),
    (("xl/embeddings/", "oleobject"), "Berkas memuat objek yang disisipkan; isinya tidak dibaca."),
    (("activex",), "Berkas memuat kontrol ActiveX; tidak dijalankan."),
    (("xl/externallinks/", "externallink"), "Berkas merujuk ke buku kerja lain; tautan luar tidak dibuka."),
    (("xl/connections", "spreadsheetml.connections"), "Berkas memuat sambungan data; sambungan tidak dibuka."),
)


@dataclass(slots=True)
class _Book:
    """What the sheets share. `styles` gives the number format of each cell style."""

    budget: Budget
    strings: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    epoch_1904: bool = False
    notices: list[SourceText] = field(default_factory=list)
    runs: dict[int, _Element] = field(default_factory=dict)  # shared strings that have fonts of their own
    struck_styles: frozenset[int] = frozenset()
    sign_styles: dict[str, str] = field(default_factory=dict)  # cell styles, as written, whose font is one of signs
    targets: dict[str, dict[tuple[int, int], xlsx_mark.Target]] = field(default_factory=dict)
    links: dict[str, dict[tuple[int, int], xlsx_mark.Target]] = field(default_factory=dict)  # to what a cell says


def read_xlsx(data: bytes, limits: Limits) -> Document:
    """Read all worksheets in the order of the workbook."""
    with open_archive(data) as archive:
        check_archive(archive, limits)
        package = Package(archive, limits)
        main = package.main(_MAIN)
        if main.endswith(".bin") or (main not in package and "xl/workbook.bin" in package):
            raise BrokenFileError("bentuk XLSB (biner) tidak dibaca; simpan ulang sebagai XLSX.")
        book = _Book(Budget(limits))
        workbook = package.root(main)
        _shared(package, main, workbook, book)
        said = [f"{name} {package.type_of(name)}".casefold() for name in package.names]
        for marks, sentence in _ACTIVE:
            if any(mark in part for part in said for mark in marks):
                book.notices.append(SourceText(sentence, Place()))
        sheets = list(_sheets(package, main, workbook))
        grids = [_grid(package, *sheet, book) for sheet in sheets if sheet[0] in package]
    if missing := [title for part, title, _ in sheets if part not in package]:
        shown = ", ".join(f"“{title[:40]}”" for title in missing[:3])
        book.notices.append(
            SourceText(f"Isi lembar {shown}{and_more(len(missing), 3)} tidak ada di dalam berkas.", Place())
        )
    if book.targets:
        grids = xlsx_mark.without_blank_references(grids, book.targets)
    if any(book.links.values()):
        grids = xlsx_mark.with_links(grids, book.links)
    return Document("xlsx", tuple(grids), (), tuple(book.notices))


def worksheets(archive: zipfile.ZipFile, limits: Limits) -> list[tuple[str, str]]:
    """Part name and title of each worksheet of an open workbook."""
    check_archive(archive, limits)
    package = Package(archive, limits)
    main = package.main(_MAIN)
    return [(part, title) for part, title, _ in _sheets(package, main, package.root(main)) if part in package]


def _sheets(package: Package, main: str, workbook: _Element) -> Iterator[tuple[str, str, bool]]:
    """Yield part name, title and hidden state of each worksheet; chart sheets are left out.

    The part may be missing, and its name is empty where the workbook does not say it.
    """
    targets = {it.id: (it.kind, it.part) for it in package.relations(main) if not it.is_external}
    for sheets in xml.children(workbook, "sheets"):
        for sheet in xml.children(sheets, "sheet"):
            kind, part = targets.get(xml.attribute(sheet, "id"), ("", ""))
            if kind in ("worksheet", ""):
                yield part, sheet.get("name") or "", (sheet.get("state") or "visible") != "visible"


def _shared(package: Package, main: str, workbook: _Element, book: _Book) -> None:
    properties = xml.child(workbook, "workbookPr")
    book.epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    strings = package.related(main, "sharedStrings") or "xl/sharedStrings.xml"
    has_struck = False
    if strings in package:
        root = package.root(strings)
        items = list(xml.children(root, "si"))
        book.strings = [_parted(item)[0] for item in items]
        book.runs = {i: item for i, item in enumerate(items) if xml.child(item, "r") is not None}
        has_struck = next(root.iter("{*}strike"), None) is not None
    look = package.related(main, "styles") or "xl/styles.xml"
    if look in package:
        styles = package.root(look)
        book.styles = _formats(styles)
        fonts = _fonts(styles)
        book.struck_styles = frozenset(at for at, font in enumerate(fonts) if xlsx_mark.is_struck(font))
        names = {str(at): xlsx_mark.font_name(font) for at, font in enumerate(fonts)}
        book.sign_styles = {at: name for at, name in names.items() if has_signs(name)}
    if not (has_struck or book.struck_styles):
        book.runs = {}  # nothing to take out of them


def _formats(root: _Element) -> list[str]:
    own = dict(_BUILTIN)
    for block in xml.children(root, "numFmts"):
        for item in xml.children(block, "numFmt"):
            own[_whole(item.get("numFmtId"), 0)] = item.get("formatCode") or ""
    formats = []
    for block in xml.children(root, "cellXfs"):
        formats = [own.get(_whole(xf.get("numFmtId"), 0), "") for xf in xml.children(block, "xf")]
    return formats


def _fonts(root: _Element) -> list[_Element | None]:
    """The font of each cell style."""
    fonts = [font for block in xml.children(root, "fonts") for font in xml.children(block, "font")]
    own = {str(index): font for index, font in enumerate(fonts)}
    styles = (xf for block in xml.children(root, "cellXfs") for xf in xml.children(block, "xf"))
    return [own.get(xf.get("fontId") or "") for xf in styles]


def _parted(item: _Element, *, is_struck: bool = False) -> tuple[str, str]:
    """The text of a string item, and its words that are struck through; phonetic runs (rPh) are neither.

    A run takes the font of its cell, which `is_struck` tells, only where it has none of its own.
    """
    pieces: tuple[list[str], list[str]] = [], []
    for part in item:
        name = xml.local(part)
        if name == "t":
            pieces[is_struck].append(part.text or "")
        elif name == "r":
            own = xml.child(part, "rPr")
            is_gone = is_struck if own is None else xlsx_mark.is_struck(own)
            font = xlsx_mark.font_name(own)
            pieces[is_gone].extend(as_signs(text.text or "", font) for text in xml.children(part, "t"))
    shown, gone = (unescaped("".join(texts)).replace("\r\n", "\n") for texts in pieces)
    return shown, gone


def unescaped(text: str) -> str:
    """A text as people see it: "_x000D_" stands for a letter that XML cannot hold."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _grid(package: Package, part: str, title: str, hidden: bool, book: _Book) -> Grid:
    data = package.read(part)
    if b"CDATA" not in data and not _UNNAMED_CELL.search(data):
        data = _EMPTY_CELL.sub(b"", data)  # styled blanks are nine tenths of a real form
    root = xml.parse(data, part, book.budget.limits)
    merges = merges_of(root)
    links = xlsx_mark.links_of(root, {it.id: it.target for it in package.relations(part) if it.is_external})
    remarks, left = xlsx_mark.comments_of(package, part)
    may_strike = bool(book.struck_styles or book.runs) or b"strike" in data
    may_link, has_zero = b"HYPERLINK" in data, False
    cells = []
    unread: dict[str, list[str]] = {}  # addresses, by why there is no text
    struck: list[tuple[tuple[int, int], str]] = []
    for address, element in _filled(root):
        row, column = _position(address)
        text, lost = _text(element, book)
        link = links.get((row, column), "") or (_formula_link(element) if may_link else "")
        if lost and link:  # =HYPERLINK("...") that no program has computed yet: its target is all there is
            text = readable(link)
        elif lost:
            unread.setdefault(lost, []).append(address)
        if may_strike:
            text, gone = _without_struck(element, text, book)
            struck += [((row, column), gone)] if gone else []
        has_zero = has_zero or (text == "0" and xml.child(element, "f") is not None)
        if not text.strip():
            continue
        if (row, column) in remarks and (whole := with_remark(text, remarks[row, column])):
            text = whole
            del remarks[row, column]
        cells.append(Cell(row, column, text, title, *merges.get((row, column), (1, 1)), (), link))
        book.budget.take(cells[-1:])
    book.links[title] = xlsx_mark.references(root, title, is_link=True) if may_link else {}
    if has_zero:  # it may stand for a blank cell
        book.targets[title] = xlsx_mark.references(root, title)
    book.notices += [_unread_notice(title, why, addresses) for why, addresses in unread.items()]
    book.notices += xlsx_mark.struck_notice(title, struck)
    book.notices += remark_notice(title, [*remarks.items(), *left])
    positions = tuple(_position(address) for addresses in unread.values() for address in addresses)
    return Grid(title, tuple(cells), hidden, xlsx_mark.hidden_columns(root), unread=positions)


def _formula_link(element: _Element) -> str:
    formula = xml.child(element, "f")
    return target_of_formula(formula.text or "") if formula is not None else ""


def _without_struck(element: _Element, text: str, book: _Book) -> tuple[str, str]:
    """The text of a cell, and what is struck through in it: all that has no font of its own, where its style says so,
    or some words.
    """
    is_struck = _whole(element.get("s"), -1) in book.struck_styles
    kind, value = element.get("t"), xml.child(element, "v")
    index = _whole(value.text, -1) if kind == "s" and value is not None else -1
    item = xml.child(element, "is") if kind == "inlineStr" else book.runs.get(index)
    if item is not None:
        return _parted(item, is_struck=is_struck)
    return ("", text) if is_struck else (text, "")


def _filled(root: _Element) -> Iterator[tuple[str, _Element]]:
    """Yield address and element of each cell with content."""
    number, skipped = 0, None
    for data in xml.children(root, "sheetData"):
        for row in data:
            written = row.get("r")
            if written and not len(row):
                skipped = written
                continue
            number, skipped = _whole(written, _whole(skipped, number) + 1), None
            before = ""
            for element in row:
                address = element.get("r")
                if address is None:  # allowed: cells then stand one beside the other
                    column = _position(before)[1] + 1 if before else 0
                    address = cell_name(number - 1, column)
                before = address
                if len(element) and xml.local(element) == "c":
                    yield address, element


def _whole(text: str | None, default: int) -> int:
    """A number as XML writes it; the default where it is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def _position(address: str) -> tuple[int, int]:
    position = cell_position(address)
    if position is None:
        raise BrokenFileError(f"alamat sel {address[:20]!r} tidak dikenal.")
    return position


def _text(element: _Element, book: _Book) -> tuple[str, str]:
    """Text of a cell as a person sees it in its font, and why it is lost."""
    text, lost = _held(element, book)
    return (as_signs(text, book.sign_styles.get(element.get("s") or "", "")) if book.sign_styles else text), lost


def _held(element: _Element, book: _Book) -> tuple[str, str]:
    """Text that a cell holds; "" where it is not there, and then why (a key of `_WHY`)."""
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        inline = xml.child(element, "is")
        return (_parted(inline)[0] if inline is not None else ""), ""
    value = xml.child(element, "v")
    raw = (value.text or "").strip("\r\n\t ") if value is not None else ""
    if not raw:
        is_lost = xml.child(element, "f") is not None and kind != "str"
        return "", _FORMULA if is_lost else ""
    if kind == "s":
        index = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else -1
        return (book.strings[index], "") if 0 <= index < len(book.strings) else ("", _DANGLING)
    if kind == "b":
        return ("TRUE" if raw == "1" else "FALSE"), ""
    if kind != "n":  # str: text of a formula; e: an error value such as #REF!; d: an ISO date
        return unescaped(value.text or "" if value is not None else ""), ""
    return _number(raw, element.get("s") or "", book), ""


def _number(raw: str, style: str, book: _Book) -> str:
    index = int(style) if style.isdecimal() else -1
    format = book.styles[index] if 0 <= index < len(book.styles) else ""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if is_date_format(format):
        return date_text(value, epoch_1904=book.epoch_1904)
    return shown_number(value, format)


def merges_of(root: _Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Extent of each merged range, by its first cell."""
    extents = {}
    for block in xml.children(root, "mergeCells"):
        for merge in xml.children(block, "mergeCell"):
            first, _, last = (merge.get("ref") or "").partition(":")
            start, end = cell_position(first), cell_position(last)
            if start and end:
                extents[start] = (max(1, end[0] - start[0] + 1), max(1, end[1] - start[1] + 1))
    return extents


_FORMULA, _DANGLING = "formula", "dangling"
_WHY = {
    _FORMULA: "rumus di lembar “{title}” belum punya nilai tersimpan ({cells}); nilainya tidak dihitung. "
    "Buka dan simpan berkas di Excel atau LibreOffice agar nilainya ikut tersimpan.",
    _DANGLING: "sel di lembar “{title}” menunjuk teks yang tidak ada di dalam berkas ({cells}); isinya tidak terbaca "
    "dan tidak diperiksa. Buka dan simpan ulang berkas di Excel atau LibreOffice.",
}


def _unread_notice(title: str, why: str, addresses: list[str]) -> SourceText:
    cells = ", ".join(addresses[:5]) + (" …" if len(addresses) > 5 else "")
    said = f"{len(addresses)} {_WHY[why].format(title=title, cells=cells)}"
    return SourceText(said, Place(sheet=title, cell=addresses[0]))
