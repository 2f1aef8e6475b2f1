"""Pieces of text that an engine found on a page -> the page's lines in reading order, with boxes in points.

A page lies askew by some degrees: over its width a line climbs by more than its own height. Pieces are put into rows
along the slope that most of them have. "Nomor" and ": B-12/KPA/2021", found apart, are one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import atan2, cos, sin
from statistics import median

from lke_docs.files.hand import LetterLook, unlike
from lke_docs.files.model import Box, TextLine
from lke_docs.tuples import NamedTuple

_STEEPEST = 0.3  # radians; what is steeper is a stamp's or a margin's
_WIDE = 4.5  # heights of a line between two columns
_MOST_BLANKS = 8
_BAR = re.compile(r"(?<=[a-z]{3})\|(?=(?:19|20)\d\d)")  # "22 April|2020": the edge of a stamp
_WORD = re.compile(r"[^\s/]+")
_LABEL_ENDS = (":", "：")


class ReadPiece(NamedTuple):
    """Text with its corners in pixels, from the top left clockwise; `sure`, `looks`: of each letter."""

    text: str
    corners: tuple[tuple[float, float], ...]
    sure: tuple[float, ...]
    looks: tuple[LetterLook | None, ...] = ()
    size: tuple[float, float] = (1.0, 1.0)  # of the picture in which its letters look so


class _Placed(NamedTuple):
    """A piece on the page turned straight."""

    left: float
    top: float
    right: float
    bottom: float
    piece: ReadPiece

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines_of(pieces: Sequence[ReadPiece], *, scale: float) -> tuple[TextLine, ...]:
    """The lines from top to bottom, columns of a row from left to right; `scale`: points for each pixel."""
    if not pieces:
        return ()
    slope = _slope(pieces)
    placed = sorted((_straight(piece, slope) for piece in pieces), key=lambda it: (it.top + it.bottom, it.left))
    return tuple(_line(members, scale, slope) for row in _rows(placed) for members in _columns(row))


def _slope(pieces: Sequence[ReadPiece]) -> float:
    """The angle of the longer half of the pieces."""
    edges = []
    for piece in pieces:
        (left, top), (right, high) = piece.corners[:2]
        edges.append((right - left, atan2(high - top, max(right - left, 1.0))))
    longer = sorted(edges, reverse=True)[: len(edges) // 2 + 1]
    angle = median(angle for _, angle in longer)
    return angle if abs(angle) < _STEEPEST else 0.0


def _straight(piece: ReadPiece, slope: float) -> _Placed:
    turn, lift = cos(slope), sin(slope)
    across = [x * turn + y * lift for x, y in piece.corners]
    down = [y * turn - x * lift for x, y in piece.corners]
    # the middle of two corners each: a piece that is not quite straight is not made higher
    tops, bottoms = sum(down[:2]) / 2, sum(down[2:]) / 2
    return _Placed(min(across), min(tops, bottoms), max(across), max(tops, bottoms), piece)


def _rows(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Pieces whose middle lies within the one before, row by row."""
    rows: list[list[_Placed]] = []
    for member in placed:
        middle = (member.top + member.bottom) / 2
        last = rows[-1] if rows else []
        if last and any(it.top < middle < it.bottom and it.height < 2.5 * member.height for it in last):
            last.append(member)
        else:
            rows.append([member])
    return [sorted(row) for row in rows]


def _columns(row: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Pieces of a row that make one line: close together, or a label and what stands behind its colon."""
    members = [row[0]]
    for member in row[1:]:
        before = members[-1]
        is_near = member.left - before.right < _WIDE * min(before.height, member.height)
        if is_near or member.piece.text.lstrip().startswith(_LABEL_ENDS) or before.piece.text.endswith(_LABEL_ENDS):
            members.append(member)
        else:
            yield members
            members = [member]
    yield members


def _line(members: Sequence[_Placed], scale: float, slope: float) -> TextLine:
    text, words = "", []
    drawn: list[LetterLook | None] = []
    end = members[0].left
    for member in members:
        width = (member.right - member.left) / max(len(member.piece.text), 1)
        blanks = min(max(round((member.left - end) / max(width, 1.0)), 1), _MOST_BLANKS) if text else 0
        text += " " * blanks + member.piece.text
        drawn += [None] * blanks + _on_page(member.piece, slope)
        words += _words(member.piece)
        end = member.right
    text = _BAR.sub(" ", text)
    return TextLine(text, _box(members, scale), round(min(words, default=0.0), 3), tuple(unlike(text, drawn)))


def _on_page(piece: ReadPiece, slope: float) -> list[LetterLook | None]:
    """How its letters are drawn, with their heights on the page turned straight."""
    if not piece.looks:
        return [None] * len(piece.text)
    (left, top), (right, high), _, (low, bottom) = piece.corners
    turn, lift = cos(slope), sin(slope)
    width, height = piece.size

    def down(look: LetterLook, y: float) -> float:
        x_on = left + (right - left) * look.at / width + (low - left) * y / height
        y_on = top + (high - top) * look.at / width + (bottom - top) * y / height
        return y_on * turn - x_on * lift

    return [look and look._replace(top=down(look, look.top), bottom=down(look, look.bottom)) for look in piece.looks]


def _words(piece: ReadPiece) -> list[float]:
    """How sure each word is, and each part of a number: a wrong "/V/" does not hide behind the rest of its line."""
    places = (piece.sure[match.start() : match.end()] for match in _WORD.finditer(piece.text))
    return [sum(sure) / len(sure) for sure in places if sure]


def _box(members: Sequence[_Placed], scale: float) -> Box:
    corners = [corner for member in members for corner in member.piece.corners]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, top, right, bottom = (round(it * scale, 1) for it in (min(across), min(down), max(across), max(down)))
    return left, top, right, bottom
