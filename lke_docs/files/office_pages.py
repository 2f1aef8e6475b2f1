"""Word, PowerPoint and workbooks -> pages: text in the order of the file, heads and feet, pictures, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lke_docs.files.model import Page, Picture, RawFile, Reading, TextLine
from lke_docs.files.photo import photo_in
from lke_docs.files.trust import day_of, links_once, make_page, text_hash, with_keyword
from lke_docs.office import xml
from lke_docs.office.archive import BrokenFileError, check_archive, open_archive
from lke_docs.office.limits import Budget, Limits, OverLimitError
from lke_docs.office.parts import Package
from lke_docs.patterns.paper_frame import DRAFT_KEYWORD, DRAFT_STYLE
from lke_docs.read.docx import WordReader, boxes, flow, through
from lke_docs.read.docx_mark import tell_unseen, unseen_styles
from lke_docs.read.grid import Document
from lke_docs.read.link import target_of_field
from lke_docs.read.list_number import Numbering
from lke_docs.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_MOST_PHOTOS = 100
_PHOTO = (120 * 12_700, 90 * 12_700)  # what is shown smaller, in units of 1/12,700 point, is a logo
_PAGE = (280 * 12_700, 380 * 12_700)  # and what is shown as large is a page
_SLIDE = re.compile(r"(\d+)\.xml$")

Shown = tuple[int, str, bool]  # page, part, whether it is as large as a page


def read_word_file(data: bytes, limits: Limits) -> RawFile:
    """Read a DOCX in its order: heads first, rows of tables a line each, feet last."""
    with open_archive(data) as archive:
        word = _opened(archive, limits)
        keywords = DRAFT_KEYWORD if word.is_copied else _said(word.package, "keywords")
        return _file("docx", word.pages, word.package, word.shown, word.links, keywords)


def picture_in_word(data: bytes, page: int, limits: Limits) -> bytes:
    """The picture that is a page of a DOCX, for an engine. Raises BrokenFileError."""
    with open_archive(data) as archive:
        word = _opened(archive, limits)
        part = next((part for number, part, is_page in word.shown if is_page and number == page), "")
        return word.package.read(part)


def _opened(archive: ZipFile, limits: Limits) -> _Word:
    """A DOCX with its pages read."""
    check_archive(archive, limits)
    package = Package(archive, limits)
    main = package.main(_MAIN)
    body = xml.child(package.root(main), "body")
    if body is None:
        raise BrokenFileError("isi dokumen Word tidak ada.")
    tell_unseen(body, unseen_styles(package, main))
    numbering = package.related(main, "numbering") or "word/numbering.xml"
    marks = Numbering(package.root(numbering) if numbering in package else None)
    word = _Word(WordReader(Budget(limits), marks, {}), package, main)
    styles = {xml.attribute(style, "val") for style in body.iter("{*}rStyle")}
    word.is_copied = DRAFT_STYLE in styles and not _is_report(package)
    heads, feet = (list(word.aside(f"{kind}+xml")) for kind in ("header", "footer"))
    word.add(heads)
    word.read(body)
    if len(word.pages) > 1 and not word.pages[-1] and all(number < len(word.pages) for number, _, _ in word.shown):
        word.pages.pop()  # a break at the end of a text begins no page
    word.add(feet)
    return word


class _Word:
    """The pages of a Word file: a new one where the author broke the text, or Word last did."""

    def __init__(self, reader: WordReader, package: Package, main: str) -> None:
        self.reader, self.package = reader, package
        self.parts = {it.id: it.part or it.target for it in package.relations(main)}
        self.pages: list[list[str]] = [[]]
        self.shown: list[Shown] = []
        self.links: list[str] = []
        self.is_copied = False  # out of a draft of ours that was not finalized

    def add(self, lines: Iterable[str]) -> None:
        self.pages[-1] += filter(None, (line.strip(" \r\n") for line in lines))

    def turn(self) -> None:
        """Begin a page, where the last one has something."""
        if self.pages[-1] or any(number == len(self.pages) for number, _, _ in self.shown[-1:]):
            self.pages.append([])

    def aside(self, kind: str) -> Iterator[str]:
        """The lines of all heads, or feet, once each."""
        seen: set[str] = set()
        for part in self.package.of_type(kind):
            for element in flow(self.package.root(part)):
                yield from (line for line in self.lines(element) if line not in seen)
                seen.update(self.lines(element))

    def read(self, parent: _Element) -> None:
        for element in flow(parent):
            pieces = [element] if xml.local(element) == "p" else list(through(element, "tr"))
            for piece in pieces:
                before, after = _breaks(piece)
                if before:
                    self.turn()
                self.add(self.lines(piece))
                self.look(piece)
                if after:
                    self.turn()

    def lines(self, element: _Element) -> list[str]:
        """The lines of a paragraph with its boxes, of a row, or of a table."""
        name = xml.local(element)
        if name == "p":
            text = self.reader.paragraph(element).split("\n")
            return text + [line for box in boxes(element) for inner in flow(box) for line in self.lines(inner)]
        if name == "tr":
            cells = [self.reader.cell_text(cell) for cell in through(element, "tc")]
            if any("\n" in cell for cell in cells):  # a block of signatures: each cell is read by itself
                return [line for cell in cells for line in cell.split("\n")]
            return ["\t".join(filter(None, cells))]
        return [line for row in through(element, "tr") for line in self.lines(row)]

    def look(self, element: _Element) -> None:
        """Note the pictures and the links in a paragraph or a row."""
        for drawing in element.iter("{*}drawing"):
            extent = next(drawing.iter("{*}extent"), None)
            size = [int(value) if (value := extent.get(key) or "").isdecimal() else 0 for key in ("cx", "cy")] \
                if extent is not None else [0, 0]  # fmt: skip
            if size[0] >= _PHOTO[0] and size[1] >= _PHOTO[1]:
                is_page = size[0] >= _PAGE[0] and size[1] >= _PAGE[1]
                self.shown += [
                    (len(self.pages), self.parts.get(xml.attribute(blip, "embed"), ""), is_page)
                    for blip in drawing.iter("{*}blip")
                ]
        self.links += (self.parts.get(xml.attribute(it, "id"), "") for it in element.iter("{*}hyperlink"))
        self.links += (target_of_field(it.text or "") for it in element.iter("{*}instrText"))


def _breaks(element: _Element) -> tuple[bool, bool]:
    """Whether a page ends before, and behind, a paragraph or a row."""
    before = after = has_text = False
    for part in element.iter("{*}t", "{*}br", "{*}lastRenderedPageBreak", "{*}pageBreakBefore", "{*}sectPr"):
        name = xml.local(part)
        if name == "t":
            has_text = has_text or bool((part.text or "").strip())
        elif name == "pageBreakBefore":
            before = before or xml.attribute(part, "val") not in ("0", "false", "off")
        elif name == "sectPr":
            kind = xml.child(part, "type")
            after = after or kind is None or xml.attribute(kind, "val") != "continuous"
        elif name != "br" or xml.attribute(part, "type") == "page":
            before, after = before or not has_text, after or has_text
    return before, after


def read_slides(data: bytes, limits: Limits) -> RawFile:
    """Read a PPTX: a page for each slide, in the order of their numbers."""
    with open_archive(data) as archive:
        check_archive(archive, limits)
        package = Package(archive, limits)
        numbered = [(int(match[1]), part) for part in package.of_type("presentationml.slide+xml")
                    if (match := _SLIDE.search(part))]  # fmt: skip
        pages: list[list[str]] = []
        shown: list[Shown] = []
        links: list[str] = []
        for _, part in sorted(numbered)[: limits.pages]:
            root = package.root(part)
            texts = ("".join(t.text or "" for t in p.iter("{*}t")).strip() for p in root.iter("{*}p"))
            pages.append([text for text in texts if text])
            relations = list(package.relations(part))
            shown += ((len(pages), it.part, False) for it in relations if it.kind == "image" and not it.is_external)
            links += (it.target for it in relations if it.kind == "hyperlink" and it.is_external)
        return _file("pptx", pages, package, shown, links, _said(package, "keywords"))


def workbook_reader(read: Callable[[bytes, Limits], Document]) -> Callable[[bytes, Limits], RawFile]:
    """What reads a workbook as a file: a page for each worksheet, a line for each row."""

    def reader(data: bytes, limits: Limits) -> RawFile:
        document = read(data, limits)
        pages, links = [], []
        for number, grid in enumerate(document.grids, 1):
            rows = ("\t".join(cell.text.replace("\n", " ") for cell in row)
                    for _, row in groupby(grid.cells, key=lambda cell: cell.row))  # fmt: skip
            pages.append(_page(number, [clean(grid.name), *rows]))
            links += [target for cell in grid.cells for target in cell.link.split("\n")]
        made = ""
        if data.startswith(b"PK"):
            with open_archive(data) as archive:
                made = day_of(_said(Package(archive, limits), "created"))
        return RawFile(
            "",
            "",
            0,
            "xlsx",
            Reading.NONE,
            tuple(pages),
            len(pages),
            text_hash(pages),
            links=links_once(links),
            made=made,
        )

    return reader


def _file(
    format: str, pages: list[list[str]], package: Package, shown: list[Shown], links: list[str], keywords: str
) -> RawFile:
    """A file from its lines; a page without text that holds a picture of a page is a scan."""
    photos = list(_photos(package, shown))
    scans = {number for number, _, is_page in shown if is_page} - {photo.page for photo in photos}
    read = [_page(number, lines, is_scan=number in scans) for number, lines in enumerate(pages, 1)]
    made = with_keyword(read, keywords)
    return RawFile(
        "", "", 0, format, Reading.NONE, made, len(made), text_hash(made), tuple(photos),
        links=links_once(links), made=day_of(_said(package, "created")),
    )  # fmt: skip


def _page(number: int, lines: Iterable[str], *, is_scan: bool = False) -> Page:
    kept = tuple(TextLine(clean(line)) for line in lines if line.strip())
    return make_page(number, kept, cover=1.0 if is_scan else 0.0)


def _photos(package: Package, shown: list[Shown]) -> Iterator[Picture]:
    for number, part, is_page in shown[:_MOST_PHOTOS]:
        if part in package:
            try:
                photo = photo_in(package.read(part), number, is_page=is_page)
            except (BrokenFileError, OverLimitError):
                continue
            if photo is not None:
                yield photo


def _is_report(package: Package) -> bool:
    """A report on a sheet that the program wrote; its open fields were filled in by hand."""
    part = "docProps/custom.xml"
    return part in package and b">laporan<" in package.read(part)


def _said(package: Package, name: str) -> str:
    """What an Office file says of itself under this name."""
    part = "docProps/core.xml"
    try:
        said = next(package.root(part).iter(f"{{*}}{name}"), None) if part in package else None
    except (BrokenFileError, OverLimitError):
        return ""
    return (said.text or "") if said is not None else ""
