"""Split an evidence cell into its pieces. Pieces and what lies between them give back the cell, whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from lke_docs.extract.mention import Words, lead_regex
from lke_docs.extract.span import Spanned, Taken, within
from lke_docs.model import DocDate, Period, Reference
from lke_docs.patterns import vocabulary

_MARKER = (
    r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})(?:\.\d{1,2}){0,2}[.)]"
    r"|[-–—•●▪■◦‣·*✓✔➢❖»>→]|\uf0b7|\uf0a7|\uf0d8|o(?=\s{1,8}[A-Z]))"
)
_TIGHT = r"\(?(?:\d{1,2}|[a-z])[.)](?=[A-Z(])"  # "1.Laporan", but "N.B." is no mark
_LINE_MARKER = re.compile(rf"[ \t\xa0]{{0,80}}({_MARKER}[ \t\xa0]{{1,40}}|{_TIGHT})")
_INLINE = re.compile(r"(?:(?<=^)|(?<=[\s;,.:]))\(?(\d{1,2}|[a-z])[.)](?=\s{0,3}[A-Za-z(\"“])")
_FIRST_MARK = re.compile(r"[1a](?<![0-9A-Za-z][1a])[.)]")
_BULLET = re.compile(r"(?<!\S)[•●▪■◦✓✔➢❖](?=\s{0,4}[A-Za-z])")
_SEMICOLON, _NESTING = re.compile(";"), re.compile(r"[;()\[\]{}]")
_OPENERS, _CLOSERS = "([{", ")]}"
_END = " \t\n\r\xa0;,."


class Found(NamedTuple):
    """What was found in a whole cell."""

    words: Words
    references: tuple[Reference, ...]
    dates: tuple[DocDate, ...]
    periods: tuple[Period, ...]

    def claimed(self) -> Taken:
        """The spans that nothing may cut."""
        found: list[Spanned] = [*self.references, *self.dates, *self.periods]
        return Taken((one.start, one.end) for one in found)


class Piece(NamedTuple):
    """A piece of a cell, white space and end marks outside it. `glued`: no separator stood before it."""

    start: int
    end: int
    glued: bool = False
    heading: bool = False


def split(text: str, found: Found, glue: AbstractSet[int]) -> list[Piece]:
    """Split `text` at `;`, list marks, bullets and lines that end; never inside what was found or parentheses.

    `glue`: where a new document begins without any separator.
    """
    cuts = set(_semicolons(text)) if ";" in text else set()
    if "\n" in text:
        cuts.update(_lines(text, found))
    if _FIRST_MARK.search(text):
        cuts.update(_inline(text, found.claimed()))
    if _BULLET.search(text):
        cuts.update(match.start() for match in _BULLET.finditer(text))
    pieces = []
    for begin, stop in pairwise(sorted({0, len(text), *cuts, *glue})):
        piece = _trim(text, begin, stop, found.references, bool(glue) and begin in glue and begin not in cuts)
        if piece:
            pieces.append(piece)
    return _mark_headings(text, pieces) if len(pieces) > 1 and ":" in text else pieces


def _semicolons(text: str) -> list[int]:
    """Return where pieces begin behind a semicolon that no parenthesis holds; a lone "(" holds nothing."""
    if "(" not in text and "[" not in text and "{" not in text:
        return [match.end() for match in _SEMICOLON.finditer(text)]
    cuts, depth = [], 0
    closers = text.count(")") + text.count("]") + text.count("}")
    for match in _NESTING.finditer(text):
        char = match.group()
        if char in _OPENERS and closers > 0:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
            closers -= 1
        elif char == ";" and depth == 0:
            cuts.append(match.end())
    return cuts


def _lines(text: str, found: Found) -> Iterator[int]:
    """Yield the starts of lines that begin a piece, as against lines that a width has broken."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    heads = _line_heads(text, found)
    listed = _is_list(lines, heads)
    ends = {one.end for group in (found.references, found.dates, found.periods) for one in group}
    claimed = found.claimed()
    depth = offset = 0
    opening = ""
    for line, after in pairwise(lines):
        begin, offset = offset, offset + len(line) + 1
        opening = opening or _first_words(line)
        depth = max(0, depth + sum(line.count(c) for c in _OPENERS) - sum(line.count(c) for c in _CLOSERS))
        first = offset + len(after) - len(after.lstrip())
        if depth or claimed.overlaps(offset - 1, offset):
            continue
        if line.strip() and after.strip() and (claimed.overlaps(first, first + 1) or not _LINE_MARKER.match(after)):
            closed = begin + len(line.rstrip(_END)) in ends
            repeats = opening == _first_words(after)
            if not _ends(line, after, width, first in heads and (listed or closed or repeats or width < 55)):
                continue
        opening = ""
        yield offset


def _line_heads(text: str, found: Found) -> set[int]:
    """Return where a line begins with the name of a paper, or with a lead word and one ("Lampiran SK")."""
    kinds = vocabulary().types
    types = {hit.start for hit in found.words.types if kinds[hit.slug].role == "document"}
    heads, offset = set(), 0
    for line in text.split("\n"):
        first = offset + len(line) - len(line.lstrip())
        lead = lead_regex().match(line[:120].lower())
        if first in types or (lead and offset + lead.end() in types):
            heads.add(first)
        offset += len(line) + 1
    return heads


def _is_list(lines: Sequence[str], heads: AbstractSet[int]) -> bool:
    """Tell whether most lines begin with a type: then a line that begins so begins a document."""
    begun = offset = filled = 0
    for line in lines:
        if line.strip():
            filled += 1
            begun += offset + len(line) - len(line.lstrip()) in heads
        offset += len(line) + 1
    return filled > 1 and begun >= 0.6 * filled


def _first_words(line: str) -> str:
    return " ".join(line.split()[:2]).casefold()


_OPEN_END = re.compile(
    r"(?i)(?:^|\s)(?:dan|di|ke|dari|tentang|nomor|no|tanggal|tgl|untuk|dengan|pada|oleh|serta|atau|yang|perihal|hal"
    r"|bulan|tahun|dalam|kepala|atas)\.?$|(?:^|\s)(?:nomor|no|tanggal|tgl)\.?\s?:$|[,/&(\-–]$"
)


def _ends(line: str, after: str, width: int, begins_document: bool) -> bool:
    """Tell whether a line ends its piece: the next begins afresh and no width broke this one.

    A line that a width broke is so long that the next line's first word would not have fitted.
    """
    line, after = line.rstrip(), after.lstrip()
    if after[:1].islower() or after[:1] in "(,;/" or _OPEN_END.search(line):
        return False
    if line.endswith((";", ".")) or begins_document:
        return True
    return not (width >= 40 and len(line) + 1 + len(after.split()[0]) > 0.9 * width)


def _inline(text: str, claimed: Taken) -> Iterator[int]:
    """Yield the starts of "a) … b) …" and "1. … 2. …": marks that count up, from a or 1."""
    marks = [m for m in _INLINE.finditer(text) if not claimed.overlaps(m.start(), m.end())]
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


_LEADING = re.compile(rf"[\s;,]{{0,200}}(?:{_MARKER}\s{{1,40}}|{_TIGHT}){{0,2}}")


def _trim(text: str, begin: int, stop: int, references: Sequence[Reference], glued: bool) -> Piece | None:
    """Take white space, list marks and end marks off a piece; None where nothing is left."""
    start = begin + 1 if text[begin] == " " else begin
    if not text[start : start + 4].isalpha():
        lead = _LEADING.match(text, begin, stop)
        first = next(iter(within(references, begin, stop)), None) if references else None
        start = lead.end() if lead and not (first and first.start < lead.end()) else begin
        while start < stop and (text[start] in _END or text[start].isspace()):
            start += 1
    end = stop
    while end > start and (text[end - 1] in _END or text[end - 1].isspace()):
        end -= 1
        if text[end - 4 : end] in (" dan", "\ndan"):
            end -= 4
    return Piece(start, end, glued) if end > start else None


def _mark_headings(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """A piece that ends in a colon and has others behind it is the heading of a list."""
    marked = []
    for index, piece in enumerate(pieces):
        is_heading = index + 1 < len(pieces) and text[piece.end - 1] == ":"
        marked.append(piece._replace(heading=is_heading))
    return marked
