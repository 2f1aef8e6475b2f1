"""Quote a piece of a cell on one line, with carets under the span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from lke_docs.text import visible
from lke_docs.tuples import NamedTuple

CUT = "…"


class Underlined(NamedTuple):
    """A line of text and the line of carets below it."""

    text: str
    carets: str


def quote(text: str, *spans: tuple[int, int], width: int) -> Underlined:
    """Cut `text` around spans, in order, to `width` columns. Too long for them, they are cut at their end.

    Line breaks, tabs and other control characters become one visible column each, so that nothing in a
    sheet can move the cursor of a terminal.
    """
    begin = min((start for start, _ in spans), default=0)
    end = max((max(end, start + 1) for start, end in spans), default=0)
    seen = begin + 2 * width  # farther on nothing can be shown
    marked = {index for start, end in spans for index in range(start, min(max(end, start + 1), seen + 1))}
    skip = max(0, begin - width)  # farther away nothing can be shown
    cells = [_cell(char) for char in text[skip:seen]]
    hidden = len(text) - skip - len(cells)
    first, last = _bounds(cells, begin - skip, end - skip, width, is_cut=bool(skip or hidden))
    shown = CUT if skip or first else ""
    carets = " " * len(shown)
    for index in range(first, last):
        shown += cells[index][0]
        carets += ("^" if index + skip in marked else " ") * cells[index][1]
    if hidden or last < len(cells):
        shown += CUT
        carets += "^" if last + skip in marked else ""
    elif len(text) in marked:
        carets = carets[: width - 1] + "^"
    return Underlined(shown.rstrip(), carets.rstrip())


def fits(text: str, start: int, end: int, *, width: int) -> bool:
    """Tell whether a quote of `width` columns shows all from `start` to `end`."""
    return width_of(text[start:end]) <= width - 2 * len(CUT)


def clean(text: str) -> str:
    """Return the text on one line, fit for a terminal."""
    return " ".join(visible(text).split())


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_cell(char)[1] for char in text)


def _bounds(cells: list[tuple[str, int]], start: int, end: int, width: int, *, is_cut: bool) -> tuple[int, int]:
    """Choose the characters to show: the span, then what is around it, as evenly as there is."""
    if not is_cut and sum(columns for _, columns in cells) <= width:
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


@lru_cache(maxsize=1024)
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


def cut(text: str, width: int) -> str:
    """The text on one line of at most `width` columns, cut at a word where it is longer."""
    shown = clean(text)
    if width_of(shown) <= width:
        return shown
    line = next(wrap(shown, width=max(width - len(CUT) - 1, 1)), "")
    return f"{line.rstrip(' ,.;:(“')} {CUT}" if width_of(line) < width - 1 else quote(shown, (0, 0), width=width).text


def as_shown(text: str, below: Mapping[int, str], *, width: int) -> Iterator[Underlined]:
    """Break a cell at line ends and blanks into lines of at most `width` columns, each with its marks.

    `below` holds the mark of a character by its offset.
    """
    line: list[tuple[str, int, str]] = []
    used = 0
    for place, char in enumerate(text):
        if char == "\n":
            yield _underlined(line)
            line, used = [], 0
            continue
        shown, columns = _cell(char)
        if used + columns > width:
            at = max((i + 1 for i, (letter, _, _) in enumerate(line) if letter == " "), default=len(line))
            yield _underlined(line[:at])
            line = line[at:]
            used = sum(taken for _, taken, _ in line)
        if line or shown != " ":
            line.append((shown, columns, below.get(place, " ")))
            used += columns
    if line:
        yield _underlined(line)


def _underlined(line: Iterable[tuple[str, int, str]]) -> Underlined:
    cells = list(line)
    marks = "".join(mark + ("^" if mark != " " else " ") * (columns - 1) for _, columns, mark in cells if columns)
    return Underlined("".join(shown for shown, _, _ in cells).rstrip(), marks.rstrip())


def wrap(text: str, *, width: int, indent: str = "") -> Iterator[str]:
    """Break a text at blanks into lines of at most `width` columns, a longer word standing alone."""
    line, used = "", 0
    room = width - width_of(indent)
    for word in clean(text).split():
        columns = width_of(word)
        if line and used + 1 + columns > room:
            yield indent + line
            line, used = "", 0
        line = f"{line} {word}" if line else word
        used += columns + (used > 0)
    if line:
        yield indent + line
