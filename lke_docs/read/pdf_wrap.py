"""Lines of a cell of a printed page: which of them a person wrote, and which the width of the column made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lke_docs.read.mark import split_marks
from lke_docs.read.pdf_page import Box
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import MONTHS

_ROOM = 1.15  # a word is as wide as its letters are on average, or somewhat wider
_FULL = 2.5  # letters: a line that ends nearer to the edge is full
_LEADING = 0.35  # of a line's height: so much more white than between wrapped lines parts paragraphs
_YEAR_AT_END = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_WHOLE = re.compile(r"(?:(?<!\d)(?:19|20)\d\d|[;)])$")  # how a member of a list ends
_INITIALS = re.compile(r"(?:[A-Z]{1,2}\d{0,2}\.)+")
_GOES_ON = re.compile(r"\d{1,3}\.[A-Z]{2,}[./-]")
_CLASS = re.compile(r"[A-Z]{2}\.\d\d\.\d\d(?!\d)")
_BULLETS = frozenset("-–—•●▪✓\uf0b7")


class PrintedLine(NamedTuple):
    """A line of a cell and its box; `before` joins it to the line above: a new line, a blank, or nothing."""

    text: str
    box: Box
    before: str = ""


class PageCell(NamedTuple):
    """A cell of one page: where it lies, and its lines of text with their boxes."""

    row: int
    box: Box
    lines: tuple[PrintedLine, ...]
    link: str = ""  # targets of its links, a line each
    page: int = 0  # where it is not that of the cells round it


def with_breaks(cells: Sequence[PageCell], *, is_ruled: bool) -> list[PageCell]:
    """Say of each line of a page's cells whether it goes on with the one above.

    Text may run as far as other lines of its column do, and in ruled tables up to the rule less the margin.
    """
    edges: dict[int, float] = {}
    margins: dict[int, float] = {}
    for cell in cells:
        key = round(cell.box.left)
        edges[key] = max(edges.get(key, 0.0), *(line.box.right for line in cell.lines))
        margin = max(0.0, min(line.box.left for line in cell.lines) - cell.box.left)
        margins[key] = min(margins.get(key, margin), margin)
    wrapped = []
    for cell in cells:
        key = round(cell.box.left)
        edge = cell.box.right - margins[key] if is_ruled else edges[key]
        wrapped.append(cell._replace(lines=tuple(_joined(cell.lines, edge))))
    return wrapped


def _joined(lines: Sequence[PrintedLine], edge: float) -> list[PrintedLine]:
    if len(lines) < 2:
        return list(lines)
    steps = [_step(above.box, below.box) for above, below in pairwise(lines)]
    joined = [lines[0]]
    text = lines[0].text
    for (above, below), step in zip(pairwise(lines), steps, strict=True):
        is_apart = step - min(steps) > _LEADING * below.box.height
        if is_apart or begins_anew(text, below.text) or _has_room(above, below, edge):
            before = "\n"
        else:
            before = joint(text, below.text, is_full=edge - above.box.right < _FULL * _letter(above))
        joined.append(below._replace(before=before))
        text += before + below.text
    return joined


def begins_anew(text: str, below: str) -> bool:
    """Tell by its words a line that begins a member of a list: its mark goes on, or a paper follows a date."""
    mark = _kind_of_mark(below)
    if mark and (split_marks(below)[0][:1] in _FIRST or mark in map(_kind_of_mark, text.split("\n"))):
        return True
    word = below.split(" ", 1)[0]
    return bool(_WHOLE.search(text)) and word[:1].isupper() and plain(word) in words().content["document"]


def _step(above: Box, below: Box) -> float:
    """From line to line; a box is that of its letters, so "area" begins lower than "Balai" and ends higher."""
    return min(below.top - above.top, below.bottom - above.bottom)


def _letter(line: PrintedLine) -> float:
    """Width of a letter on average."""
    return (line.box.right - line.box.left) / max(1, len(line.text))


def _has_room(above: PrintedLine, below: PrintedLine, edge: float) -> bool:
    """Tell whether the first word of a line would have had room in the line above: then somebody pressed Enter."""
    if (above.text[-1:] in "/-" and above.text[-2:-1].isalnum()) or _is_half(above.text, below.text):
        return False
    word = len(below.text.split(" ", 1)[0]) * _letter(below)
    return above.box.right + 0.3 * above.box.height + _ROOM * word < edge


def _is_half(above: str, below: str) -> bool:
    """Tell a line that ends within a date, or with a word that leads on: "tanggal 3" and "Maret 2021"."""
    last, first = above.split()[-1], below.split(" ", 1)[0]
    if plain(last) in words().content["joining"]:
        return True
    return (last.isdecimal() and first in MONTHS) or (last in MONTHS and first.isdecimal())


def _kind_of_mark(text: str) -> str:
    """Name the list that a line's mark belongs to: "-", "1", "a" and so on; "" without one."""
    if text[:1] in _BULLETS and text[1:2] in ("", " "):
        return "-"
    marks, _ = split_marks(text)
    return str(marks[0].depth) if marks else ""


_FIRST = tuple([split_marks(f"{mark} x")[0][0]] for mark in ("1.", "a.", "A."))


def joint(before: str, after: str, *, is_full: bool = False) -> str:
    """What stands between two lines of one text: nothing where a number or address was broken, else a blank.

    `is_full`: the upper line reaches the edge, so that it may be broken at any letter.
    """
    if before[-1:] in "/-" and before[-2:-1].isalnum() and after[:1].isalnum():
        return ""
    return "" if is_full and _is_broken(before.split()[-1:], after.split()[:1]) else " "


def _is_broken(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell a number or address that goes on: ".../03/20" and "24", ".../Cr.5" and "/03/2024"."""
    if not above or not below:
        return False
    last, first = above[0], below[0].rstrip(".,;:)")
    if _is_in_number(last, first):
        return True
    if not last[-1].isalnum():
        return False
    if first[:1] in ("/", ".", "_") and first[1:2].isalnum():
        return True
    is_address = "://" in last or last.startswith("www.")
    if not is_address and (not re.search(r"[/.-]", last) or _YEAR_AT_END.search(last)):
        return False
    if not is_address and last[-1].isdecimal() and first[:1].isdecimal():
        digits = len(re.findall(r"\d+$", last)[0]) + len(re.findall(r"^\d+", first)[0])
        return digits <= 4 and "/" in last + first
    goes_on = bool(re.search(r"[/._=?&%-]", first)), bool(re.search(r"\d", first))
    return any(goes_on) if is_address else all(goes_on)


def _is_in_number(last: str, first: str) -> bool:
    """Tell a number broken behind its first letter or in its classification: "W." and "17.IMI", "OT.0" and "3.01"."""
    if _INITIALS.fullmatch(last) and plain(last) not in words().content["joining"]:
        return bool(_GOES_ON.match(first))
    is_number = bool(re.search(r"[/-]", last))
    return is_number and any(match.start() < len(last) < match.end() for match in _CLASS.finditer(last + first))


def glue(before: str, after: str) -> str:
    """Join two lines, or the parts of a cell that a page end cut, to one text."""
    between = "\n" if begins_anew(before, after) else joint(before, after, is_full=True)
    return f"{before}{between}{after}"
