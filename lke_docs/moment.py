"""Time as evidence writes it: a day, month, quarter, semester or year, with or without its year, and ranges.

"Triwulan I Tahun 2021" is read once, by extraction, and from there on is `Moment.of(Unit.QUARTER, 1, 2021)`: it
knows its months and days, what follows it, and its value in JSON ("2021-Q1"). Words for people: `wording`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from functools import total_ordering

from lke_docs.tuples import NamedTuple

_LEAP = 2020  # any leap year: 29 February without a year is possible


class Unit(IntEnum):
    """How much of the calendar is named, in months."""

    DAY = 0
    MONTH = 1
    QUARTER = 3
    SEMESTER = 6
    YEAR = 12


@total_ordering
class When(ABC):
    """What a date or period stands for: one `Moment` or a `Range`. Ordered by its first day, then by its last."""

    __slots__ = ()

    @property
    @abstractmethod
    def first(self) -> Moment:
        """Where it begins."""

    @property
    @abstractmethod
    def last(self) -> Moment:
        """Where it ends; the same as `first` for one moment."""

    @property
    @abstractmethod
    def value(self) -> str:
        """As in JSON: `2021-03`, `--Q1`, `2021`, `2021-03-16`, `2021-01/2021-06`."""

    @abstractmethod
    def with_year(self, year: int | None) -> When:
        """The same, completed with `year` where none is written."""

    @property
    def has_year(self) -> bool:
        """Whether the year is written where it begins."""
        return self.first.year is not None

    @property
    def first_day(self) -> date | None:
        """None where the year is not known."""
        start = self.first
        if start.year is None:
            return None
        return date(start.year, start.month, min(start.day or 1, month_length(start.year, start.month)))

    @property
    def last_day(self) -> date | None:
        """None where the year is not known."""
        end = self.last
        if end.year is None:
            return None
        month = end.month + max(end.unit, 1) - 1
        length = month_length(end.year, month)
        return date(end.year, month, min(end.day or length, length))

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; None where the year is not known."""
        start, end = self.first_day, self.last_day
        return (start, end) if start and end else None

    @property
    def months(self) -> tuple[Moment, ...]:
        """The months it covers, in order: three for a quarter, those from end to end for a range.

        Without years "November s.d. Februari" has four. Nothing for a range that ends before it begins, or
        names the year at one end only.
        """
        begin, end = self.first, self.last
        if (begin.year is None) != (end.year is None):
            return ()
        start = begin.month_count
        stop = end.month_count + max(end.unit, 1)
        if begin.year is None and stop <= start:
            stop += Unit.YEAR
        return tuple(Moment.at(count, has_year=begin.year is not None) for count in range(start, stop))

    def __contains__(self, day: object) -> bool:
        days = self.days
        return days is not None and isinstance(day, date) and days[0] <= day <= days[1]

    def __lt__(self, other: object) -> bool:
        return _order(self) < _order(other) if isinstance(other, When) else NotImplemented

    def __str__(self) -> str:
        return self.value


def _order(when: When) -> tuple[int, ...]:
    return tuple(
        part for end in (when.first, when.last) for part in (end.year or 0, end.month, end.day or 0, int(end.unit))
    )


class _Moment(NamedTuple):
    year: int | None
    month: int = 1
    day: int | None = None
    unit: Unit = Unit.MONTH


class Moment(When, _Moment):
    """A day, month, quarter, semester or year. `month` is the first of its months; `day` only a day has.

    `year` is None where none is written: "Maret", "16 Maret", "Triwulan I".
    """

    __slots__ = ()

    @classmethod
    def of(cls, unit: Unit, number: int, year: int | None = None) -> Moment:
        """The month, quarter or semester with this number in its year: `of(Unit.QUARTER, 3, 2021)`."""
        return cls(year, (number - 1) * unit + 1, None, unit)

    @classmethod
    def of_year(cls, year: int) -> Moment:
        return cls(year, 1, None, Unit.YEAR)

    @classmethod
    def of_day(cls, day: date) -> Moment:
        return cls(day.year, day.month, day.day, Unit.DAY)

    @classmethod
    def at(cls, count: int, *, has_year: bool = True) -> Moment:
        """The month that stands at `count` (see `month_count`); of no certain year without `has_year`."""
        return cls(count // 12 if has_year else None, count % 12 + 1)

    @property
    def first(self) -> Moment:
        return self

    @property
    def last(self) -> Moment:
        return self

    @property
    def number(self) -> int:
        """Which month, quarter or semester of its year it is; 1 for a year."""
        return (self.month - 1) // max(self.unit, 1) + 1

    @property
    def month_count(self) -> int:
        """Its first month, counted from the year 0, so that a step is a difference."""
        return (self.year or 0) * 12 + self.month - 1

    @property
    def value(self) -> str:
        if self.unit is Unit.YEAR:
            return f"{self.year:04d}" if self.year is not None else "-"
        head = f"{self.year:04d}" if self.year is not None else "-"
        if self.unit is Unit.QUARTER or self.unit is Unit.SEMESTER:
            return f"{head}-{self.unit.name[0]}{self.number}"
        return f"{head}-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")

    def with_year(self, year: int | None) -> Moment:
        return self._replace(year=year) if self.year is None and year is not None else self

    def in_unit(self, unit: Unit) -> Moment:
        """The month, quarter, semester or year that it lies in."""
        step = max(unit, 1)
        return Moment(self.year, (self.month - 1) // step * step + 1, None, unit)

    def __add__(self, steps: int) -> Moment:  # type: ignore[override]
        """The moment so many units later: the quarter after next for 2. Without a year it stays without."""
        if self.unit is Unit.DAY:
            base = date(self.year or _LEAP, self.month, self.day or 1) + timedelta(days=steps)
            return Moment.of_day(base)._replace(year=base.year if self.year is not None else None)
        count = self.month_count + steps * self.unit
        return self._replace(year=count // 12 if self.year is not None else None, month=count % 12 + 1)

    def __sub__(self, steps: int) -> Moment:
        return self + -steps


class _Range(NamedTuple):
    start: Moment
    end: Moment


class Range(When, _Range):
    """From one moment to another, both included: "Januari s.d. Juni 2021", "22 - 24 Nopember 2018"."""

    __slots__ = ()

    @property
    def first(self) -> Moment:
        return self.start

    @property
    def last(self) -> Moment:
        return self.end

    @property
    def value(self) -> str:
        return f"{self.start.value}/{self.end.value}"

    def with_year(self, year: int | None) -> Range:
        return Range(self.start.with_year(year), self.end.with_year(year))


def month_length(year: int | None, month: int) -> int:
    """Number of days of a month; the most it can have where the year is not known."""
    cycle = _LEAP if year is None else 2000 + year % 400  # days fall alike every 400 years
    return 31 if month == 12 else (date(cycle, month + 1, 1) - date(cycle, month, 1)).days


def months_between(first: Moment, last: Moment, *, step: int = 1) -> Iterator[Moment]:
    """Each month from one to another, both included, `step` months apart."""
    return map(Moment.at, range(first.month_count, last.month_count + 1, step))


_VALUE = re.compile(
    r"(?P<lone>\d{4})|(?P<year>\d{4}|-)-(?:Q(?P<quarter>[1-4])|S(?P<semester>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?)"
)


def parse_moment(value: str) -> When | None:
    """Read a value of JSON back: "2021-03", "--Q1", "2021-01/2021-06"; None for what is no such value."""
    first, slash, last = value.partition("/")
    start = _parse_one(first)
    if not slash:
        return start
    end = _parse_one(last)
    return Range(start, end) if start and end else None


def _parse_one(value: str) -> Moment | None:
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    if match["lone"]:
        return Moment.of_year(int(match["lone"])) if int(match["lone"]) else None
    year = int(match["year"]) if match["year"] != "-" else None
    if year == 0:
        return None
    if match["quarter"]:
        return Moment.of(Unit.QUARTER, int(match["quarter"]), year)
    if match["semester"]:
        return Moment.of(Unit.SEMESTER, int(match["semester"]), year)
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    if match["day"] is None:
        return Moment(year, month)
    day = int(match["day"])
    return Moment(year, month, day, Unit.DAY) if 1 <= day <= month_length(year, month) else None
