"""Ruled tables of a page: cells from the lines, each with the lines of text inside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from lke_docs.read.pdf_page import Box, OpenPage, RuledLine, bound, lines_of
from lke_docs.read.pdf_wrap import PageCell, PrintedLine, with_breaks

_NEAR = 2.5  # points: two lines closer than this are one


def ruled(sheet: OpenPage) -> tuple[list[PageCell], list[Box]]:
    """Return the filled cells of a page in rows from 0, and the runs that lie in none."""
    xs = _positions(rule.at for rule in sheet.rules if rule.is_vertical)
    levels = [rule.at for rule in sheet.rules if not rule.is_vertical]
    # a page end that cuts a row leaves it open: it ends where the rules beside it do
    ends = [end for rule in sheet.rules if rule.is_vertical for end in (rule.start, rule.end)]
    outer = [end for end in (min(ends), max(ends)) if not min(levels) <= end <= max(levels)] if levels and ends else []
    ys = _positions([*levels, *outer])
    if len(xs) < 2 or len(ys) < 2:
        return [], list(sheet.runs)
    cells = _cells(xs, ys, sheet.rules)
    inside: dict[tuple[int, int], list[Box]] = {}
    outside = []
    for run in sheet.runs:
        column = bisect_right(xs, run.left + min(3.0, (run.right - run.left) / 2)) - 1
        row = bisect_right(ys, run.middle) - 1
        home = cells.get((row, column))
        if home is None:
            outside.append(run)
        else:
            inside.setdefault(home[:2], []).append(run)
    pieces = []
    extents = {home[:2]: home for home in cells.values()}
    for key in sorted(inside):
        top, left, bottom, right = extents[key]
        box = Box(xs[left], ys[top], xs[right], ys[bottom])
        pieces.append(PageCell(top, box, _text(inside[key], sheet)))
    joined = with_breaks([piece for piece in pieces if piece.lines], is_ruled=True)
    return [as_shown(piece, sheet) for piece in joined], outside


def as_shown(piece: PageCell, sheet: OpenPage) -> PageCell:
    """The cell with its lines where viewers show them."""
    return piece._replace(lines=tuple(line._replace(box=sheet.shown(line.box)) for line in piece.lines))


def _text(runs: Sequence[Box], sheet: OpenPage) -> tuple[PrintedLine, ...]:
    boxes = map(bound, lines_of(runs))
    return tuple(PrintedLine(text, box) for box in boxes if (text := sheet.text(box)))


def _positions(values: Iterable[float]) -> list[float]:
    """Places of lines, those that lie together as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


class _Ruling:
    """Answers whether a line runs between two elementary cells."""

    def __init__(self, places: Sequence[float], rules: Iterable[RuledLine]) -> None:
        self._spans: list[list[tuple[float, float]]] = [[] for _ in places]
        for rule in rules:
            index = bisect_left(places, rule.at - _NEAR)
            if index < len(places):
                self._spans[index].append((rule.start, rule.end))

    def has(self, index: int, start: float, end: float) -> bool:
        """Tell whether the line `index` covers the middle between `start` and `end`."""
        middle = (start + end) / 2
        return any(low <= middle <= high for low, high in self._spans[index])


Extent = tuple[int, int, int, int]  # top, left, bottom, right, as indexes of lines


def _cells(xs: Sequence[float], ys: Sequence[float], rules: Sequence[RuledLine]) -> dict[tuple[int, int], Extent]:
    """Extent of the cell that each elementary cell belongs to; those outside every frame are left out."""
    vertical = _Ruling(xs, (rule for rule in rules if rule.is_vertical))
    level = _Ruling(ys, (rule for rule in rules if not rule.is_vertical))
    cells: dict[tuple[int, int], Extent] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in cells:
                continue
            extent = _grow(row, column, xs, ys, vertical, level)
            if extent is None:
                continue
            top, left, bottom, right = extent
            for r in range(top, bottom):
                for c in range(left, right):
                    cells.setdefault((r, c), extent)
    return cells


def _grow(
    row: int, column: int, xs: Sequence[float], ys: Sequence[float], vertical: _Ruling, level: _Ruling
) -> Extent | None:
    """Go right, then down, to the next line; None where no line closes the cell on its right or left."""
    if not vertical.has(column, ys[row], ys[row + 1]):
        return None
    right = column + 1
    while right < len(xs) and not vertical.has(right, ys[row], ys[row + 1]):
        right += 1
    if right == len(xs):
        return None
    bottom = row + 1
    while bottom < len(ys) - 1 and not level.has(bottom, xs[column], xs[column + 1]):
        if not vertical.has(column, ys[bottom], ys[bottom + 1]):
            break
        bottom += 1
    return row, column, bottom, right
