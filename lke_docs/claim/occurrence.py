"""Dated occurrences of an activity in a cell, and the series they form."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from lke_docs.claim.model import Context
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.model import DocDate, Entry, EvidenceItem, ItemKind, Period

_ALIKE = 0.75  # share of their letters that the undated texts of two items of one series have in common

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @property
    def number(self) -> int:
        return self.year * 12 + self.month - 1

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"


class Occurrence(NamedTuple):
    """One dated piece of evidence. `months` it covers; `labelled`: a period was written, not just a date."""

    months: tuple[int, ...]  # numbers of months
    labelled: bool
    year_written: bool
    start: int
    end: int

    @property
    def first(self) -> int:
        return self.months[0]

    @property
    def last(self) -> int:
        return self.months[-1]


def month_of(number: int) -> Month:
    """The month with this number (see `Month.number`)."""
    return Month(number // 12, number % 12 + 1)


def series(entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> list[list[Occurrence]]:
    """Occurrences of a cell grouped by what is dated, longest series first, each in order of time."""
    groups: list[tuple[str, list[Occurrence]]] = []
    for item in entry.evidence.items:
        found = list(occurrences(item, context, vocabulary))
        if not found:
            continue
        text = undated(item)
        home = next((group for known, group in groups if _alike(known, text)), None)
        if home is None:
            groups.append((text, found))
        else:
            home.extend(found)
    ordered = [sorted(group, key=lambda o: (o.first, o.last)) for _, group in groups]
    return sorted(ordered, key=lambda group: -len({o.months for o in group}))


def names_document(item: EvidenceItem) -> bool:
    """Whether an item names a document of a known type, rather than asserting ("telah dilakukan ...")."""
    return item.kind is not ItemKind.CLAIM and any(slug != "lainnya" for slug in item.document_types)


def undated(item: EvidenceItem) -> str:
    """The item's words without numbers, dates and periods: what is left names the series."""
    holes = [(number.start, number.end) for number in item.references]
    holes += [(day.start, day.end) for day in item.dates]
    holes += [(period.start, period.end) for period in item.periods]
    letters = list(item.text)
    for start, end in holes:
        for position in range(max(start - item.start, 0), min(end - item.start, len(letters))):
            letters[position] = " "
    words = re.findall(r"[^\W\d_]{2,}", "".join(letters).casefold())
    return " ".join(word for word in words if word not in ("tanggal", "tgl", "bulan", "tahun", "nomor", "no"))


def _alike(one: str, other: str) -> bool:
    """Whether the common words make up most of the letters of both; a library would cost its import."""
    if one == other:
        return True
    left, right = Counter(one.split()), Counter(other.split())
    common = sum(len(word) * count for word, count in (left & right).items())
    return 2 * common >= _ALIKE * sum(len(word) * n for words in (left, right) for word, n in words.items())


def occurrences(item: EvidenceItem, context: Context, vocabulary: ClaimVocabulary) -> Iterator[Occurrence]:
    """What an item dates. A written period outranks a date beside it ("laporan Maret tanggal 5 April")."""
    types = set(item.document_types)
    if item.kind in vocabulary.not_occurrence_kinds or (types and types <= vocabulary.not_occurrence_types):
        return
    labelled = [it for period in item.periods if (it := _of_period(period, context)) is not None]
    if labelled:
        yield from labelled
    else:
        yield from (it for day in item.dates if (it := _of_date(day, context)) is not None)


def _of_date(found: DocDate, context: Context) -> Occurrence | None:
    if not found.valid or found.month is None:
        return None
    year = found.year if found.year is not None else _likely_year(found.month, context)
    if year is None:
        return None
    number = Month(year, found.month).number
    return Occurrence((number,), False, found.year is not None, found.start, found.end)


def _of_period(found: Period, context: Context) -> Occurrence | None:
    months = _months(found.value, context) if found.value and found.kind != "year" else None
    if not months:
        return None
    return Occurrence(tuple(months), True, found.has_year, found.start, found.end)


def _months(value: str, context: Context) -> list[int] | None:
    """Numbers of the months of `2021-03`, `2021-Q1`, `2021-S1`, `--03`, or a range of days or months."""
    ends = [_span(part, context) for part in value.split("/")]
    if any(end is None for end in ends):
        return None
    spans = [end for end in ends if end is not None]
    first, last = spans[0][0], spans[-1][1]
    return list(range(first, last + 1)) if first <= last <= first + 24 else None


def _span(value: str, context: Context) -> tuple[int, int] | None:
    match = re.fullmatch(r"(\d{4}|-)-(?:Q([1-4])|S([12])|(\d\d))(?:-\d\d)?", value)
    if match is None:
        return None
    quarter, semester, month = match[2], match[3], match[4]
    if quarter:
        first, length = int(quarter) * 3 - 2, 3
    elif semester:
        first, length = int(semester) * 6 - 5, 6
    else:
        first, length = int(month), 1
    year = _likely_year(first, context) if match[1] == "-" else int(match[1])
    if year is None:
        return None
    start = Month(year, first).number
    return start, start + length - 1


def _likely_year(month: int, context: Context) -> int | None:
    """The one year in which this month lies in the window; None where there are several or none."""
    window = context.window
    years = [
        year
        for year in range(window.start.year, window.end.year + 1)
        if Month(window.start.year, window.start.month) <= (year, month) <= (window.end.year, window.end.month)
    ]
    if len(years) == 1:
        return years[0]
    return window.start.year if window.start.year == window.end.year else None


def names(months: Iterable[int]) -> str:
    """Months for people: "Maret, April dan Mei 2021"."""
    ordered = [month_of(number) for number in months]
    parts = [
        str(month) if i == len(ordered) - 1 or ordered[i + 1].year != month.year else MONTHS[month.month - 1]
        for i, month in enumerate(ordered)
    ]
    return " dan ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
