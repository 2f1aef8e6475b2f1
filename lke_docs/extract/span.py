"""Spans that are taken: quick to ask however many there are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything found in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)
_start = attrgetter("start")
_FEW = 12


class Taken:
    """Spans of one text, none overlapping another."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def take(self, start: int, end: int) -> bool:
        """Take a span; False, and nothing done, where it overlaps a taken one."""
        if self.overlaps(start, end):
            return False
        index = bisect_left(self._starts, start)
        self._starts.insert(index, start)
        self._ends.insert(index, end)
        return True

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether any part of a span is taken."""
        if not self._starts:
            return False
        index = bisect_right(self._starts, start)
        if index and self._ends[index - 1] > start:
            return True
        return index < len(self._starts) and self._starts[index] < end

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what is not taken of a span, in order."""
        for begin, stop in zip(self._starts, self._ends, strict=True):
            if start < begin < end:
                yield start, begin
            if begin < end and stop > start:
                start = max(start, stop)
        if start < end:
            yield start, end


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            start, last = whole.pop()
            end = max(last, end)
        whole.append((start, end))
    return whole


def before(spans: Sequence[S], position: int) -> Iterator[S]:
    """What starts before a position, the nearest first; `spans` are in order."""
    for index in range(bisect_left(spans, position, key=_start) - 1, -1, -1):
        yield spans[index]


def first_from(spans: Sequence[S], position: int) -> S | None:
    """What starts at a position or next behind it; `spans` are in order."""
    index = bisect_left(spans, position, key=_start)
    return spans[index] if index < len(spans) else None


def within(spans: Sequence[S], start: int, end: int) -> tuple[S, ...]:
    """What lies wholly inside a span; `spans` are in order."""
    if len(spans) > _FEW:
        first = bisect_left(spans, start, key=_start)
        spans = spans[first : bisect_left(spans, end, first, key=_start)]
    return tuple([span for span in spans if start <= span.start and span.end <= end])


def shared_out(spans: Sequence[S], pieces: Sequence[Spanned]) -> list[tuple[S, ...]]:
    """What lies wholly inside each of the pieces, both in order; a lone piece has all."""
    if not spans or len(pieces) == 1:
        return [tuple(spans)] * len(pieces)
    shares, index, size = [], 0, len(spans)
    for piece in pieces:
        start, end = piece.start, piece.end
        inside = []
        while index < size and (span := spans[index]).start < end:
            if span.start >= start and span.end <= end:
                inside.append(span)
            index += 1
        shares.append(tuple(inside))
    return shares


def places(things: Iterable[Spanned]) -> list[tuple[int, int]]:
    """Where things stand."""
    return [(thing.start, thing.end) for thing in things]


def mask(text: str, spans: Iterable[tuple[int, int]], filler: str = "\x00") -> str:
    """Put zeros where something was found, so that nothing is found there again; or blanks, where words go on."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        if end > position:
            pieces += [text[position:start], filler * (end - max(start, position))]
            position = end
    pieces.append(text[position:])
    return "".join(pieces)


def entry_start(text: str, position: int, floor: int = 0) -> int:
    """Where the entry of a position begins: behind the last semicolon or line end before it, not before `floor`."""
    return max(floor, text.rfind(";", floor, position) + 1, text.rfind("\n", floor, position) + 1)


def are_bulleted(text: str, end: int, start: int) -> bool:
    """Tell two lines that begin with a dash, by where a find in the first ends and one in the second begins."""
    heads = (text.rfind("\n", 0, position) + 1 for position in (end, start))
    return "\n" in text[end:start] and all(_DASHED.match(text, head) for head in heads)


_DASHED = re.compile(r"[ \t\xa0]{0,40}[-–—]")
_ENTRY_END = re.compile(r"[;\n]")
_BRACKET = re.compile(r"[()\[\]{}]")


def brackets(text: str) -> Sequence[tuple[int, int]]:
    """Return the outermost pairs of brackets; one that is never closed goes to the end of its line or entry."""
    if "(" not in text and "[" not in text and "{" not in text:
        return ()
    pairs: list[tuple[int, int]] = []
    depth, begin = 0, 0
    closers = text.count(")") + text.count("]") + text.count("}")
    for match in _BRACKET.finditer(text):
        if match.group() in "([{":
            if closers > depth:
                begin = match.start() if not depth else begin
                depth += 1
            elif not closers:
                end = _ENTRY_END.search(text, match.end())
                return [*pairs, (match.start(), end.start() if end else len(text))]
        else:
            closers -= 1
            if depth:
                depth -= 1
                if not depth:
                    pairs.append((begin, match.end()))
    return pairs
