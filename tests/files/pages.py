"""Raw files of written pages: with boxes as a PDF gives them, or line by line."""

from __future__ import annotations

import re

from lke_docs.files.model import Grade, Page, PageKind, RawFile, Reading, TextLine

_COLUMN = re.compile(r"\S+(?: {1,2}\S+)*")
_WIDTH, _HEIGHT = 5.0, 12.0  # of a letter, and from line to line


def written(text: str, *, boxes: bool, kind: PageKind = PageKind.DIGITAL, confidence: float = 1.0) -> RawFile:
    """A file of pages that "----" parts; blanks are columns."""
    pages = tuple(
        Page(number, kind, Grade.GOOD, tuple(_lines(page, boxes, confidence)), 595.0, 842.0, _engine(kind))
        for number, page in enumerate(text.strip("\n").split("\n----\n"), 1)
    )
    reading = Reading.OCR if kind is PageKind.SCAN else Reading.TEXT
    return RawFile("1.1.a/naskah.pdf", "0" * 64, 1, "pdf", reading, pages, len(pages))


def _engine(kind: PageKind) -> str:
    return "contoh 1" if kind is PageKind.SCAN else ""


def _lines(page: str, boxes: bool, confidence: float) -> list[TextLine]:
    found = []
    for row, line in enumerate(page.split("\n")):
        if not boxes:
            found.append(TextLine(line, confidence=confidence))
            continue
        for match in _COLUMN.finditer(line):
            left, top = 40 + _WIDTH * match.start(), 40 + _HEIGHT * row
            box = (left, top, left + _WIDTH * len(match.group()), top + _HEIGHT - 2)
            found.append(TextLine(match.group(), box, confidence))
    return found
