"""Split an evidence cell into its pieces. Pieces and what lies between them give back the cell, whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from lke_docs.extract.found import Found
from lke_docs.extract.line import CLOSERS, END, MARKER, OPENERS, ROW, TIGHT, line_starts
from lke_docs.extract.span import Taken, within
from lke_docs.extract.spelled import ROMAN_MONTHS
from lke_docs.model import Reference

_INLINE = re.compile(r"(?:(?<=^)|(?<=[\s;,.:]))\(?(\d{1,2}|[ivx]{1,4}|[a-z])[.)](?=\s{1,3}[A-Za-z(\"“]|[A-Z(\"“])")
_FIRST_MARK = re.compile(r"[.)](?<=[1ai].)(?<![0-9A-Za-z]..)")
_BAR = re.compile(r"\s(?:\||//?)\s|\t+")
_SENTENCE = re.compile(r"\.(?<=[a-z]{4}\.|\d\d\d\d\.|...\)\.)\s{1,3}(?=[A-Z])")  # not "Jo. Undang-Undang"
_LONGEST_LINE = 2000  # characters in which the end of a line is looked for
_COLON = re.compile(r":(?=\s)")
_BULLET = re.compile(r"(?<!\S)[•●▪■◦✓✔➢❖](?=\s{0,4}[A-Za-z])")
# not in "Nomor ; PRINT-44", where it is meant as a colon; the lookbehinds come last, for they are slow
_PARTS = r";(?<![Oo][Mm][Oo][Rr];)(?<![Oo][Mm][Oo][Rr]\s;)(?<!omr;)(?<!omr\s;)"
_SEMICOLON, _NESTING = re.compile(_PARTS), re.compile(rf"{_PARTS}|[()\[\]{{}}]")


class Piece(NamedTuple):
    """A piece of a cell, white space and end marks outside it. `glued`: no separator stood before it."""

    start: int
    end: int
    glued: bool = False
    heading: bool = False


_LINKED = re.compile(r"(?:[,&|\t]|[ \xa0]{4}|(?<![a-z])(?:dan|serta))\s{0,8}$")


def split(text: str, found: Found, glue: AbstractSet[int]) -> list[Piece]:
    """Split `text` at `;`, list marks, bullets and lines that end; never inside what was found or parentheses.

    `glue`: where a new document begins without one of these.
    """
    cuts = set(_semicolons(text)) if ";" in text else set()
    if "\n" in text:
        cuts.update(line_starts(text, found))
    if _FIRST_MARK.search(text):
        cuts.update(_inline(text, found.claimed))
    if not text.isascii():
        cuts.update(match.start() for match in _BULLET.finditer(text))
    if " | " in text or " / " in text or " // " in text or "\t" in text:
        cuts.update(_bars(text, found))
    if ". " in text and found.begins_paper(text, 0):
        cuts.update(_sentences(text, found))
    if ":" in text and (cuts or glue):
        cuts.update(_listed_behind_colon(text, found, {*cuts, *glue}))
    pieces = []
    for begin, stop in pairwise(sorted({0, len(text), *cuts, *glue})):
        glued = begin in glue and begin not in cuts and not _LINKED.search(text, max(0, begin - 12), begin)
        piece = _trim(text, begin, stop, found.references, glued)
        if piece:
            pieces.append(piece)
    if len(pieces) > 2 and text[pieces[0].start].isdigit():
        pieces = _without_row_numbers(text, pieces)
    return _mark_headings(text, pieces, found) if len(pieces) > 1 and (":" in text or "\n" in text) else pieces


def _bars(text: str, found: Found) -> list[int]:
    """Return where pieces begin behind " | ", " // " or a tab: only in a list of papers, for tables look so too."""
    cuts = [match.end() for match in _BAR.finditer(text)]
    return cuts if sum(found.begins_paper(text, cut) for cut in cuts) * 2 >= len(cuts) else []


def _sentences(text: str, found: Found) -> list[int]:
    """Return where pieces begin behind a full stop: only where each sentence begins with a paper."""
    cuts = [m.end() for m in _SENTENCE.finditer(text) if not found.claimed.overlaps(m.start(), m.end())]
    return cuts if all(found.begins_paper(text, cut) for cut in cuts) else []


def _listed_behind_colon(text: str, found: Found, cuts: AbstractSet[int]) -> Iterator[int]:
    """Yield where a list begins on the line of its heading: "Laporan tahun 2021: Lap. Januari; Lap. Februari"."""
    ordered = sorted(cuts)
    for colon in _COLON.finditer(text):
        stop = text.find("\n", colon.end(), colon.end() + _LONGEST_LINE)
        first = bisect_right(ordered, colon.end())
        others = [cut for cut in ordered[first : first + 3] if stop < 0 or cut < stop]
        if any(found.begins_paper(text, cut) for cut in others) and found.begins_paper(text, colon.end()):
            yield colon.end()


def _semicolons(text: str) -> list[int]:
    """Return where pieces begin behind a semicolon that no parenthesis holds; a lone "(" holds nothing."""
    if "(" not in text and "[" not in text and "{" not in text:
        return [match.end() for match in _SEMICOLON.finditer(text)]
    cuts, depth = [], 0
    closers = text.count(")") + text.count("]") + text.count("}")
    for match in _NESTING.finditer(text):
        char = match.group()
        if char in OPENERS and closers > 0:
            depth += 1
        elif char in CLOSERS:
            depth = max(0, depth - 1)
            closers -= 1
        elif char == ";" and depth == 0:
            cuts.append(match.end())
    return cuts


def _inline(text: str, claimed: Taken) -> Iterator[int]:
    """Yield the starts of "a) … b) …", "1. … 2. …" and "i. … ii. …": marks that count up, from the first."""
    marks = [m for m in _INLINE.finditer(text) if not claimed.overlaps(m.start(), m.end())]
    run: list[re.Match[str]] = []
    for mark in marks:
        first = mark.group(1) in ("a", "1", "i")
        follows = bool(run) and mark.group(1) in _next(run[-1].group(1)) and _same_shape(run[-1], mark)
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


_ROMAN_MARKS = tuple(map(str.lower, ROMAN_MONTHS))


def _next(mark: str) -> tuple[str, ...]:
    """What may come after a mark: j or ii after i."""
    if mark.isdigit():
        return (str(int(mark) + 1),)
    letter = (chr(ord(mark) + 1),) if len(mark) == 1 else ()
    return (*letter, _ROMAN_MARKS[_ROMAN_MARKS.index(mark) + 1]) if mark in _ROMAN_MARKS[:-1] else letter


_LEADING = re.compile(rf"(?:[\s;,]|(?:\||//?)\s){{0,200}}(?:{MARKER}\s{{1,40}}|{TIGHT}|{ROW}){{0,2}}")
_LINKS_LEFT = (" dan", "\ndan", " serta", "\nserta")


def _trim(text: str, begin: int, stop: int, references: Sequence[Reference], glued: bool) -> Piece | None:
    """Take white space, list marks and end marks off a piece; None where nothing is left."""
    start = begin + 1 if text[begin] == " " else begin
    if not text[start : start + 4].isalpha():
        lead = _LEADING.match(text, begin, stop)
        first = next(iter(within(references, begin, stop)), None) if references else None
        start = lead.end() if lead and not (first and first.start < lead.end()) else begin
        while start < stop and (text[start] in END or text[start].isspace()):
            start += 1
    end = stop
    while end > start:
        if text[end - 1] in END or text[end - 1].isspace():
            end -= 1
            if text.endswith(_LINKS_LEFT, start, end):
                end -= 4 if text[end - 1] == "n" else 6
        elif text.endswith((" |", " //", " /", " +", " &"), start, end):
            end = text.rindex(" ", start, end)
        else:
            break
    return Piece(start, end, glued) if end > start else None


_ROW_NUMBER = re.compile(r"(\d{1,2}) (?=[A-Z])")


def _without_row_numbers(text: str, pieces: list[Piece]) -> list[Piece]:
    """Take the numbers of a table's rows off ("1 SK Tim", "2 SK Agen"), where each piece has one and they rise."""
    rows = [_ROW_NUMBER.match(text, piece.start, piece.end) for piece in pieces]
    numbers = [int(row[1]) for row in rows if row]
    if len(numbers) < len(pieces) or any(one >= after for one, after in pairwise(numbers)):
        return pieces
    return [piece._replace(start=row.end()) for piece, row in zip(pieces, rows, strict=True) if row]


def _mark_headings(text: str, pieces: Sequence[Piece], found: Found) -> list[Piece]:
    """A piece is the heading of a list where it ends in a colon, or names no paper and has bullets under it."""
    claimed = Taken((one.start, one.end) for group in (found.references, found.dates) for one in group)
    marked, end = [], 0
    for piece, after in pairwise(pieces):
        is_heading = text[piece.end - 1] == ":" or _is_title(text, end, piece, after, found.papers, claimed)
        marked.append(piece._replace(heading=is_heading))
        end = piece.end
    return [*marked, pieces[-1]]


_MARKED = re.compile(r"\n[ \t\xa0]*(?:[A-Z]|[IVX]{1,4}|\d{1,2}|[a-z])[.)][ \t\xa0]+$")
_NUMBERED = re.compile(r"\n[ \t\xa0]*(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)][ \t\xa0]+$")
_FIRST_BELOW = re.compile(r"\n[ \t\xa0]*\(?[1aAiI][.)][ \t\xa0]*$")
_LETTERED = re.compile(r"\n[ \t\xa0]*[a-z][.)][ \t\xa0]+$")
_BULLETED = re.compile(r"\n[ \t\xa0]*[-–—•●▪■◦*✓✔➢❖»→\uf0b7\uf0a7\uf0d8][ \t\xa0]*$")


def _is_title(text: str, end: int, piece: Piece, after: Piece, papers: AbstractSet[int], claimed: Taken) -> bool:
    """Tell "A. Tim Kerja" over "- SK ...", and "MANAJEMEN PERUBAHAN" over "A. Tim Kerja"."""
    body = text[piece.start : piece.end]
    if len(body) > 120 or claimed.overlaps(piece.start, piece.end) or text[piece.end : piece.end + 1] == ";":
        return False
    mark = "\n" + text[end : piece.start].rpartition("\n")[2]
    below = text[piece.end : after.start]
    if _BULLETED.search(below):
        is_apart = below.count("\n") > 1
        is_over = not _BULLETED.search(mark) and (piece.start not in papers or is_apart)
        return is_over or _MARKED.search(mark) is not None
    if _NUMBERED.search(mark) and _LETTERED.search(below) and piece.start not in papers:
        return True
    if mark.strip() or piece.start in papers:
        return False
    return _FIRST_BELOW.search(below) is not None or (body.isupper() and _MARKED.search(below) is not None)
