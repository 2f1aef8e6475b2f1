"""Tables below or beside each other in one worksheet, each with titles of its own, taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from lke_docs.read.column import DEEPEST, LONGEST_TITLE, Line, find_header, is_header, lines_of, role_of, titles_of
from lke_docs.read.content import is_question
from lke_docs.read.frame import title_year
from lke_docs.read.grid import Grid
from lke_docs.read.vocabulary import plain, words

_MOST = 50  # tables of a worksheet
_SAME = ("question", "answer")  # what two tables beside each other have by the same titles


def tables_in(grid: Grid) -> Iterator[Grid]:
    """The tables of a worksheet, those on the left and on top first; their cells keep their places."""
    left = [grid]
    for count in range(_MOST):
        if not left:
            return
        whole = left.pop()
        at = _second(lines_of(whole)) if count + len(left) + 1 < _MOST else None
        if at is None:
            yield whole
        else:
            left += [_part(whole, at, is_second=True), _part(whole, at, is_second=False)]
    yield from reversed(left)


def _part(grid: Grid, at: tuple[int, int], *, is_second: bool) -> Grid:
    """The cells below and right of a place, or all others."""

    def is_in(row: int, column: int) -> bool:
        return (row >= at[0] and column >= at[1]) is is_second

    cells = tuple(cell for cell in grid.cells if is_in(cell.row, cell.column))
    return grid._replace(cells=cells, unread=tuple(it for it in grid.unread if is_in(*it)))


def _second(table: Mapping[int, Line]) -> tuple[int, int] | None:
    """Row and column where a second table begins; None where there is none."""
    header = find_header(table)
    if header is None:
        return None
    titles = titles_of([table[n] for n in table if header.first <= n <= header.last])
    body = {number: line for number, line in table.items() if number > header.last}
    column = _beside(titles, body)
    if column is not None:
        return header.first, column
    above = [cell.text for number, line in table.items() if number < header.first for cell in line.values()]
    row = _below(titles, body, title_year(above))
    return None if row is None else (row, 0)


def _beside(titles: Mapping[int, str], body: Mapping[int, Line]) -> int | None:
    """The column of a table to the right: its titles for question and answer are the same, its questions others."""
    asked = [column for column in sorted(titles) if role_of(titles[column])[0] == "question"]
    if len(asked) < 2:
        return None
    said = {column: plain(title) for column, title in titles.items()}
    first = said[min(said)]
    start = next((c for c in sorted(said) if asked[0] < c <= asked[1] and said[c] == first), asked[1])
    left, right = ({c: it for c, it in titles.items() if (c < start) is is_left} for is_left in (True, False))
    if not (is_header(left) and is_header(right)) or _told(left) != _told(right):
        return None
    ours, theirs = (
        {plain(line[c].text) for line in body.values() if c in line and is_question(line[c].text)} for c in asked[:2]
    )
    return start if ours and theirs and ours.isdisjoint(theirs) else None


def _told(titles: Mapping[int, str]) -> set[str]:
    """The titles of questions and answers."""
    return {plain(title) for title in titles.values() if role_of(title)[0] in _SAME}


def _below(titles: Mapping[int, str], body: Mapping[int, Line], year: int | None) -> int | None:
    """The row of titles, below those of the table, that call one of its columns otherwise.

    Or the row above them that says another year than `year`, that of the titles above the table.
    """
    numbers = list(body)
    dated = None
    for index, number in enumerate(numbers):
        if not _is_titled(body[number]):
            if len(body[number]) > 2:
                dated = None
            elif year and title_year([cell.text for cell in body[number].values()]) not in (None, year):
                dated = number if dated is None else dated
            continue
        again = find_header({n: body[n] for n in islice(numbers, index, index + DEEPEST)})
        if again is None or again.first != number:
            continue
        rows = [body[n] for n in numbers[index : index + DEEPEST] if n <= again.last]
        roles = {c: role_of(it) for c, it in titles_of(rows).items()}
        if any(role and role_of(titles.get(c, ""))[0] not in ("", role) for c, (role, _) in roles.items()):
            return number
        if dated is not None:
            return dated
    return None


def _is_titled(line: Line) -> bool:
    """Tell at a glance a row that may be one of titles."""
    return sum(len(cell.text) <= LONGEST_TITLE and plain(cell.text) in _terms() for cell in line.values()) >= 2


@cache
def _terms() -> frozenset[str]:
    return frozenset(term for terms in words().role.values() for term in terms)
