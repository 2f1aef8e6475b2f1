"""Raw files of written pages: as PDF gives them, piece by piece or row by row, or as plain lines."""

from __future__ import annotations

import re
from enum import StrEnum

from lke_docs.files.model import Grade, Page, PageKind, RawFile, Reading, TextLine

_COLUMN = re.compile(r"\S+(?: {1,2}\S+)*")
_WIDTH, _HEIGHT = 5.0, 12.0  # of a letter, and from line to line


class Layout(StrEnum):
    """How a page comes: its pieces with a box each, its rows with tabs and a box, or lines without a place."""

    PIECES = "pieces"
    ROWS = "rows"
    LINES = "lines"


def written(
    text: str, layout: Layout = Layout.PIECES, *, kind: PageKind = PageKind.DIGITAL, confidence: float = 1.0
) -> RawFile:
    """A file of pages that "----" parts; blanks are columns."""
    pages = tuple(
        Page(number, kind, Grade.GOOD, tuple(_lines(page, layout, confidence)), 595.0, 842.0, _engine(kind))
        for number, page in enumerate(text.strip("\n").split("\n----\n"), 1)
    )
    reading = Reading.OCR if kind is PageKind.SCAN else Reading.TEXT
    return RawFile("1.1.a/naskah.pdf", "0" * 64, 1, "pdf", reading, pages, len(pages))


def _engine(kind: PageKind) -> str:
    return "contoh 1" if kind is PageKind.SCAN else ""


def _lines(page: str, layout: Layout, confidence: float) -> list[TextLine]:
    found = []
    for row, line in enumerate(page.split("\n")):
        if layout is Layout.LINES:
            found.append(TextLine(line, confidence=confidence))
            continue
        pieces = [(match.start(), match.group()) for match in _COLUMN.finditer(line)]
        if layout is Layout.ROWS and pieces:
            pieces = [(pieces[0][0], "\t".join(text for _, text in pieces))]
        for start, text in pieces:
            left, top = 40 + _WIDTH * start, 40 + _HEIGHT * row
            found.append(TextLine(text, (left, top, left + _WIDTH * len(text), top + _HEIGHT - 2), confidence))
    return found
