"""The months that a document stands for: those of its periods, else those of its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.model import DocDate, Entry, EvidenceItem, Period
from lke_docs.moment import Moment, Range, Unit
from lke_docs.patterns import time_words
from lke_docs.series.horizon import Horizon
from lke_docs.tuples import NamedTuple

_LETTERS = re.compile(r"[a-z-]+")
_LONGEST = 24  # months; a longer range says nothing of each of them


class Occurrence(NamedTuple):
    """One document at its time. `first` and `last` are counts of months (see `Moment.month_count`).

    `step`: months of the unit that is written, 1 for a date. `is_labelled`: a period was written ("Bulan
    Maret"), not just a date. `has_year`: the year too; else the window's stands in, for the order only.
    """

    first: int
    last: int
    step: int
    entry: Entry
    item: EvidenceItem
    start: int
    end: int
    is_labelled: bool
    has_year: bool
    is_range: bool = False  # one document for many months: fills gaps, but shows no rhythm

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)

    def split(self) -> Iterator[Occurrence]:
        """A range as one occurrence for each of its months."""
        if not self.is_range:
            yield self
        else:
            yield from (self._replace(first=month, last=month) for month in self.months)


def occurrences(item: EvidenceItem, entry: Entry, horizon: Horizon) -> Iterator[Occurrence]:
    """Yield what an item dates. A written period outranks a date ("laporan Maret tanggal 5 April")."""
    steps = [
        step
        for period in item.periods
        if (it := _of_period(period, item, entry, horizon))
        for step in _in_steps(it, _step_of(period))
    ]
    yield from steps or (it for date in item.dates if (it := _of_date(date, item, entry, horizon)))


def _of_period(period: Period, item: EvidenceItem, entry: Entry, horizon: Horizon) -> Occurrence | None:
    when = period.when
    if when is None or when.first.unit is Unit.YEAR:
        return None
    first, last = _dated(when.first, horizon), _dated(when.last, horizon)
    if first is None or last is None:
        return None
    start, end = first.month_count, last.month_count + max(last.unit, 1) - 1
    if not start <= end < start + _LONGEST:
        return None
    is_days = first.unit is Unit.DAY
    is_range = isinstance(when, Range) and not is_days
    return Occurrence(
        start,
        end,
        max(first.unit, 1),
        entry,
        item,
        period.start,
        period.end,
        is_labelled=not is_days,
        has_year=period.has_year,
        is_range=is_range,
    )


def _step_of(period: Period) -> int:
    """Months of what a range counts: 3 for "Triwulan I s.d. III"."""
    label = _LETTERS.match(period.raw.casefold())
    named = time_words().period
    if label is None or period.kind != "range":
        return Unit.MONTH
    return Unit.QUARTER if label[0] in named["quarter"] else Unit.SEMESTER if label[0] in named["semester"] else 1


def _in_steps(whole: Occurrence, step: int) -> Iterator[Occurrence]:
    """The quarters or semesters of a range that is written in them: "TW I-III" tells of three."""
    if step == 1:
        yield whole
    for first in range(whole.first, whole.last + 1, step) if step > 1 else ():
        yield whole._replace(first=first, last=first + step - 1, step=step, is_range=False)


def _of_date(date: DocDate, item: EvidenceItem, entry: Entry, horizon: Horizon) -> Occurrence | None:
    when = _dated(date.when, horizon) if date.when and date.month else None
    if when is None:
        return None
    month = when.month_count
    return Occurrence(
        month, month, 1, entry, item, date.start, date.end, is_labelled=False, has_year=date.year is not None
    )


def _dated(moment: Moment, horizon: Horizon) -> Moment | None:
    """The moment with its own year, or the window's where that is clear."""
    dated = moment.with_year(horizon.year_of(moment.month))
    return dated if dated.year is not None else None
