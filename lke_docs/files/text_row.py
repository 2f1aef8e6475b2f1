"""The lines of pages as rows: what stands at one height is one row, its pieces from left to right.

A letter has its number on the left and its place and day on the right, and PDF gives them as two lines; a paper to
fill in has a label, a colon and a value in three cells. Each piece keeps its own line, for its place and confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from statistics import median

from lke_docs.files.model import Box, Page, TextLine
from lke_docs.tuples import NamedTuple

_GAP = "   "  # between two pieces of a row
_CELLS = re.compile(r"\t+|(?<!^.)\s{3,}|\s\|\s")
_NEIGHBOURS = 12  # pieces of a row that the next is held against
_MOST = 60  # pieces of a row: what has more is no line of a document
_LONGEST = 2_000  # characters of a line that are looked at
_SPACED = re.compile(r"\W*(?:[^\W\d_]\s{1,4}){3,}[^\W\d_]\W*")
_TALL = 2.5  # times the height of other lines: turned round, or a watermark


class RowPiece(NamedTuple):
    """A part of a row that stands alone: `start` counts in the text of the row."""

    start: int
    text: str
    line: TextLine


class TextRow(NamedTuple):
    """What stands at one height of a page."""

    page: Page
    text: str
    low: str
    pieces: tuple[RowPiece, ...]

    @property
    def is_capital(self) -> bool:
        """Its letters are capitals, but for a few."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)

    @property
    def is_table(self) -> bool:
        """It has more cells than a label, a value and a place with its day."""
        return len(self.pieces) > 3 and sum(any(map(str.isalnum, piece.text)) for piece in self.pieces) > 3

    def piece_at(self, offset: int) -> RowPiece:
        return next((piece for piece in reversed(self.pieces) if piece.start <= offset), self.pieces[0])


def rows_of(page: Page) -> tuple[TextRow, ...]:
    """The rows of a page, from the top; where its lines have no boxes, each is a row."""
    lines = [line for line in page.lines if line.text and not line.text.isspace()]
    if not lines or any(line.box is None for line in lines):
        return tuple(_row(page, [line]) for line in lines)
    return tuple(_row(page, group) for group in _by_height(lines))


def _by_height(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines whose middles are at one height and that stand beside each other."""
    usual = median(bottom - top for _, top, _, bottom in map(_box, lines))
    group: list[TextLine] = []
    for line in sorted(lines, key=lambda line: (_middle(_box(line)), _box(line)[0])):
        if group and not (
            _is_flat(line, usual) and all(_beside(_box(other), _box(line)) for other in group[-_NEIGHBOURS:])
        ):
            yield sorted(group, key=lambda line: _box(line)[0])
            group = []
        group.append(line)
    if group:
        yield sorted(group, key=lambda line: _box(line)[0])


def _is_flat(line: TextLine, usual: float) -> bool:
    _, top, _, bottom = _box(line)
    return bottom - top <= _TALL * usual


def _box(line: TextLine) -> Box:
    return line.box or (0.0, 0.0, 0.0, 0.0)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _beside(box: Box, other: Box) -> bool:
    height = min(box[3] - box[1], other[3] - other[1])
    is_level = abs(_middle(box) - _middle(other)) <= 0.5 * max(height, 1.0)
    return is_level and (box[2] <= other[0] + height or other[2] <= box[0] + height)


def _closed(text: str) -> str:
    """ "S U R A T  T U G A S": letters set apart are one word."""
    if len(text) < 7 or not _SPACED.fullmatch(text):
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text))


def _row(page: Page, lines: Iterable[TextLine]) -> TextRow:
    pieces: list[RowPiece] = []
    text = ""
    for line in islice(lines, _MOST):
        start, whole = 0, line.text[:_LONGEST]
        for cell in [*_CELLS.finditer(whole), None]:
            end = cell.start() if cell else len(whole)
            if shown := _closed(whole[start:end].strip()):
                text += _GAP if text else ""
                pieces.append(RowPiece(len(text), shown, line))
                text += shown
            start = cell.end() if cell else end
    low = text.lower()
    return TextRow(page, text, low if len(low) == len(text) else text, tuple(pieces))
