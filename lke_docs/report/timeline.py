"""Every document with a whole date on one line of time, with the window."""

from __future__ import annotations

from collections import Counter
from datetime import date

from lke_docs.report.model import Report
from lke_docs.tuples import NamedTuple

_MARGIN = 31  # days shown around the window at least
_FAR = 730  # days before the window; what is older is counted, not drawn


class Dot(NamedTuple):
    """One dated document. `x` is 0 to 1 over the line of time, `level` its place in the pile of its day."""

    day: date
    x: float
    level: int
    code: str
    text: str
    is_inside: bool


class Timeline(NamedTuple):
    """`begin` and `end` of the line, the window on it as 0 to 1, the dots, and how many lie too far off to draw."""

    begin: date
    end: date
    window: tuple[float, float]
    years: tuple[tuple[float, str], ...]
    dots: tuple[Dot, ...]
    beyond: int


def timeline(report: Report) -> Timeline | None:
    """The line of a report; None where no window is known or no document has a whole date."""
    window = report.audit.window
    days = [
        (full, entry.code, " ".join(item.text.split()))
        for entry in report.audit.entries
        for item in entry.evidence.items
        if item.is_offered
        for full in dict.fromkeys(written.full for written in item.dates)
        if full is not None
    ]
    if not window.is_known or not days:
        return None
    near = [it for it in days if abs((it[0] - window.start).days) <= _FAR or window.start <= it[0] <= window.end]
    begin = date.fromordinal(min([window.start, *(day for day, _, _ in near)]).toordinal() - _MARGIN)
    end = date.fromordinal(max([window.end, *(day for day, _, _ in near)]).toordinal() + _MARGIN)
    length = (end - begin).days

    def place(day: date) -> float:
        return round((day - begin).days / length, 4)

    piles: Counter[int] = Counter()
    dots = []
    for day, code, text in sorted(near):
        x = place(day)
        pile = round(x * 100)
        dots.append(Dot(day, x, piles[pile], code, text, window.start <= day <= window.end))
        piles[pile] += 1
    years = tuple((place(max(date(year, 1, 1), begin)), str(year)) for year in range(begin.year, end.year + 1))
    return Timeline(begin, end, (place(window.start), place(window.end)), years, tuple(dots), len(days) - len(near))
