"""Split an evidence cell into its pieces. Pieces and what lies between them give back the cell, whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MARKER = r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})(?:\.\d{1,2}){0,2}[.)]|[-–—•●▪■◦‣·*✓✔»>→]|\uf0b7|\uf0a7|\uf0d8|o(?=\s{1,8}[A-Z]))"
_LINE_MARKER = re.compile(rf"[ \t\xa0]{{0,80}}({_MARKER})(?:[ \t\xa0]{{1,40}}|(?=[A-Z]))")
_INLINE = re.compile(r"(?:(?<=^)|(?<=[\s;,.:]))\(?(\d{1,2}|[a-z])[.)](?=\s{0,3}[A-Za-z(\"“])")
_OPENERS, _CLOSERS = "([{", ")]}"
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n")
_END = " \t\n\r\xa0;,."


class Piece(NamedTuple):
    """A piece of a cell, white space and end marks outside it. `glued`: no separator stood before it."""

    start: int
    end: int
    glued: bool = False
    heading: bool = False


def split(text: str, claimed: Sequence[tuple[int, int]], glue: Sequence[int]) -> list[Piece]:
    """Split `text` at `;`, list marks, bullets and lines that end; never inside `claimed` spans or parentheses.

    `glue`: offsets where a new document begins without any separator.
    """
    cuts = set(_semicolons(text, claimed))
    if "\n" in text:
        cuts.update(_lines(text, claimed))
    cuts.update(_inline(text, claimed))
    glued = set(glue)
    bounds = sorted({0, len(text), *cuts, *glued})
    pieces = []
    for begin, stop in zip(bounds, bounds[1:], strict=False):
        piece = _trim(text, begin, stop, begin in glued and begin not in cuts)
        if piece:
            pieces.append(piece)
    return _mark_headings(text, pieces)


def _inside(position: int, claimed: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in claimed)


def _semicolons(text: str, claimed: Sequence[tuple[int, int]]) -> Iterator[int]:
    depth = 0
    if ";" not in text:
        return
    if "(" not in text and "[" not in text and "{" not in text:
        position = text.find(";")
        while position >= 0:
            yield position + 1
            position = text.find(";", position + 1)
        return
    closers = text.count(")") + text.count("]") + text.count("}")
    for position, char in enumerate(text):
        if char in _OPENERS and closers > 0:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
            closers -= 1
        elif char == ";" and depth == 0:
            yield position + 1


def _lines(text: str, claimed: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the starts of lines that begin a piece, as against lines that a width has broken."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    depth = offset = 0
    for line, after in zip(lines, lines[1:], strict=False):
        depth = max(0, depth + sum(line.count(c) for c in _OPENERS) - sum(line.count(c) for c in _CLOSERS))
        offset += len(line) + 1
        if depth or _inside(offset - 1, claimed):
            continue
        if not line.strip() or not after.strip() or _LINE_MARKER.match(after) or _ends(line, after, width):
            yield offset


_OPEN_END = re.compile(r"(?i)(?:^|\s)(?:dan|di|ke|dari|tentang|nomor|no|tanggal|tgl|untuk|dengan|pada|oleh|serta|atau|yang|perihal|hal|bulan|tahun|dalam|kepala|atas)\.?$|[,/&(\-–]$")


def _ends(line: str, after: str, width: int) -> bool:
    """Tell whether a line ends its piece: the next begins afresh and no width broke this one."""
    line, after = line.rstrip(), after.lstrip()
    if line.endswith((";", ".")) and not after[:1].islower():
        return True
    if after[:1].islower() or after[:1] in "(,;/" or _OPEN_END.search(line):
        return False
    return not (width >= 60 and len(line) >= 0.72 * width)


def _inline(text: str, claimed: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the starts of "a) … b) …" and "1. … 2. …": marks that count up, from a or 1."""
    marks = [m for m in _INLINE.finditer(text) if not _inside(m.start(), claimed)]
    run: list[re.Match[str]] = []
    for mark in marks:
        first = mark.group(1) in ("a", "1")
        follows = bool(run) and _next(run[-1].group(1)) == mark.group(1) and _same_shape(run[-1], mark)
        if follows:
            run.append(mark)
        elif first:
            yield from _run_starts(run)
            run = [mark]
    yield from _run_starts(run)


def _run_starts(run: Sequence[re.Match[str]]) -> Iterator[int]:
    if len(run) > 1:
        yield from (mark.start() for mark in run)


def _same_shape(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.group()[-1] == other.group()[-1] and one.group().startswith("(") == other.group().startswith("(")


def _next(mark: str) -> str:
    return str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)


_LEADING = re.compile(rf"[\s;,]{{0,200}}(?:({_MARKER})(?:\s{{1,40}}|(?=[A-Z(]))){{0,2}}")


def _trim(text: str, begin: int, stop: int, glued: bool) -> Piece | None:
    """Take white space, list marks and end marks off a piece; None where nothing is left."""
    lead = _LEADING.match(text, begin, stop)
    start = lead.end() if lead else begin
    while start < stop and text[start] in _END:
        start += 1
    end = stop
    while end > start and text[end - 1] in _END:
        end -= 1
    if end <= start and lead and lead.group(1):
        return None
    return Piece(start, end, glued) if end > start else None


def _mark_headings(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """A piece that ends in a colon and has others behind it is the heading of a list."""
    marked = []
    for index, piece in enumerate(pieces):
        is_heading = index + 1 < len(pieces) and text[piece.end - 1] == ":"
        marked.append(piece._replace(heading=is_heading))
    return marked
