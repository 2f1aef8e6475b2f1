"""Quote a piece of a cell on one line, with carets under the span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

CUT = "…"


class Quote(NamedTuple):
    """A line of text and the line of carets below it."""

    text: str
    carets: str


def quote(text: str, start: int, end: int, *, width: int) -> Quote:
    """Cut `text` around the span to `width` columns. A span too long for them is cut at its end.

    Line breaks, tabs and other control characters become one visible column each, so that nothing in a
    sheet can move the cursor of a terminal.
    """
    cells = [_cell(char) for char in text]
    first, last = _bounds(cells, start, max(end, start + 1), width)
    shown = CUT if first else ""
    carets = " " * len(shown)
    for index in range(first, last):
        shown += cells[index][0]
        carets += ("^" if start <= index < max(end, start + 1) else " ") * cells[index][1]
    if last < len(cells):
        shown += CUT
        carets += "^" if end > last else ""
    elif start >= len(cells):
        carets += "^"
    return Quote(shown.rstrip(), carets.rstrip())


def clean(text: str) -> str:
    """Return the text on one line, fit for a terminal."""
    return " ".join("".join(_cell(char)[0] for char in text.replace("\n", " ")).split())


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(_cell(char)[1] for char in text)


def _bounds(cells: list[tuple[str, int]], start: int, end: int, width: int) -> tuple[int, int]:
    """Choose the characters to show: the span, then what is around it, as evenly as there is."""
    if sum(columns for _, columns in cells) <= width:
        return 0, len(cells)
    room = width - 2  # for the two marks of a cut
    first = last = min(start, len(cells))
    while last < min(end, len(cells)) and room >= cells[last][1]:
        room -= cells[last][1]
        last += 1
    grown = True
    while grown:
        grown = False
        if first > 0 and room >= cells[first - 1][1]:
            first -= 1
            room -= cells[first][1]
            grown = True
        if last < len(cells) and room >= cells[last][1]:
            room -= cells[last][1]
            last += 1
            grown = True
    return first, last


def _cell(char: str) -> tuple[str, int]:
    """A character as shown, and its columns."""
    if " " <= char <= "~":
        return char, 1
    if char == "\n":
        return "¶", 1
    if char.isspace():
        return " ", 1
    if not char.isprintable():
        return "·", 1
    return (char, 1) if char < "\u0300" else (char, _columns(char))


def _columns(char: str) -> int:
    import unicodedata

    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, *, width: int, indent: str = "") -> Iterator[str]:
    """Break a text at blanks into lines of at most `width` columns, a longer word standing alone."""
    line = ""
    for word in clean(text).split():
        if line and width_of(indent) + width_of(line) + 1 + width_of(word) > width:
            yield indent + line
            line = ""
        line = f"{line} {word}" if line else word
    if line:
        yield indent + line
