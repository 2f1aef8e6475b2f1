"""Series: documents of one kind and one matter that come back at a regular step (monthly minutes, ...).

Time is counted in months from the year 0, so that a step is a difference. An occurrence stands at the last
month that it covers: `2021-Q1` at March 2021.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from lke_docs.check.paper import deciding_types
from lke_docs.check.rule import Dossier, Mark
from lke_docs.check.sameness import code_order, likeness, subject_words
from lke_docs.extract.offer import OTHER
from lke_docs.model import Entry, EvidenceItem, ItemKind, Window
from lke_docs.patterns import rule_words, vocabulary

_STEPS = {"month": 1, "quarter": 3, "semester": 6}


class Occurrence(NamedTuple):
    """One document of a series: its month, its step, and where it is named."""

    month: int
    step: int
    entry: Entry
    start: int
    end: int
    assumed_year: bool = False  # the text names no year; the window's stands in, for the order only
    within_range: bool = False  # one document for many months: fills gaps, but shows no rhythm

    @property
    def mark(self) -> Mark:
        return Mark(self.entry, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Series:
    """Documents of one type and subject, in order of time.

    `missing` lie between the first and the last occurrence, `open_end` from there to the last month that is
    over before the window ends, `after_window` behind it; months in the manner of `Period` ("2021-06").
    """

    subject: str
    document_type: str
    step: int
    occurrences: tuple[Occurrence, ...]
    missing: tuple[str, ...]
    open_end: tuple[str, ...]
    after_window: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The series by meaning."""
        return (self.document_type, " ".join(sorted(subject_words(self.subject))))

    @property
    def types(self) -> tuple[str, ...]:
        """The type of its documents; none where the sheet names none."""
        return (self.document_type,) if self.document_type else ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months that are there, each once."""
        return tuple(dict.fromkeys(name(o.month) for o in self.occurrences))

    @property
    def has_assumed_year(self) -> bool:
        return any(o.assumed_year for o in self.occurrences)

    def grid(self, window: Window) -> tuple[tuple[str, str], ...]:
        """Each month from the first of series or window to the last of both, with what is known of it:
        ada, kosong (missing), tanya (open end), luar (outside the window), or nothing ("")."""
        first = min(self.occurrences[0].month, _index(window.start.year, window.start.month))
        last = max(self.occurrences[-1].month, _index(window.end.year, window.end.month))
        state = dict.fromkeys(self.open_end, "tanya") | dict.fromkeys(self.missing, "kosong")
        state |= dict.fromkeys(self.months, "ada") | dict.fromkeys(self.after_window, "luar")
        return tuple((name(month), state.get(name(month), "")) for month in range(first, last + 1))


def name(month: int) -> str:
    """`2021-06` for a count of months."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _index(year: int, month: int) -> int:
    return year * 12 + month - 1


def find_series(dossier: Dossier, *, least: int = 3) -> tuple[Series, ...]:
    """Return the series that have at least `least` different months, in the order of the codes."""
    strands = _join_rows([s for entry in dossier.entries for s in _in_row(dossier, entry)])
    found = [_series(strand, dossier) for strand in strands]
    kept = [series for series in found if _is_regular(series, least)]
    return tuple(sorted(kept, key=lambda s: (code_order(s.codes[0]), s.key)))


# --- gathering ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Strand:
    """Occurrences that belong together, before their order is looked at."""

    document_type: str
    step: int
    words: tuple[str, ...]
    subject: str
    occurrences: list[Occurrence]


def _in_row(dossier: Dossier, entry: Entry) -> list[_Strand]:
    """Group the dated documents of one row by type, step and subject."""
    strands: list[_Strand] = []
    passed = _never_serial()
    for item in sorted(entry.evidence.items, key=lambda i: (-len(i.subject or ""), i.subject or "")):
        slug = main_type(item)
        words = subject_words(item.subject, unit=dossier.sheet.unit)
        named = words or slug not in ("", OTHER)
        if item.kind is not ItemKind.DOCUMENT or slug in passed or not named:
            continue
        for occurrence in occurrences(item, entry, dossier.window):
            strand = _Strand(slug, occurrence.step, words, item.subject or "", [occurrence])
            _add(strands, strand, least=0.6)
    return strands


@cache
def _never_serial() -> frozenset[str]:
    """Types that come back without a rhythm that anybody promised."""
    activities = frozenset(slug for slug, kind in vocabulary().types.items() if kind.role == "activity")
    return deciding_types() | activities | rule_words().paper["planning"] | rule_words().paper["timeless"]


def _join_rows(strands: Iterable[_Strand]) -> list[_Strand]:
    """Join strands of different rows where the subject says enough to be sure: not "Monev" alone."""
    joined: list[_Strand] = []
    alone: list[_Strand] = []
    generic = rule_words().generic
    for strand in sorted(strands, key=_order):
        if len(set(strand.words) - generic) >= 2:
            _add(joined, strand, least=0.75)
        else:
            alone.append(strand)
    return joined + alone


def _order(strand: _Strand) -> tuple[object, ...]:
    return (-len(strand.words), strand.words, code_order(strand.occurrences[0].entry.code))


def _add(strands: list[_Strand], new: _Strand, *, least: float) -> None:
    for old in strands:
        same_kind = (old.document_type, old.step) == (new.document_type, new.step)
        if same_kind and (old.words == new.words or likeness(old.words, new.words) >= least):
            old.occurrences += new.occurrences
            return
    strands.append(new)


def main_type(item: EvidenceItem) -> str:
    """The type an item is filed under: minutes rather than the photographs that go with them."""
    beside = rule_words().paper["accompanying"]
    types = item.document_types
    return next((slug for slug in types if slug not in beside), next(iter(types), ""))


def occurrences(item: EvidenceItem, entry: Entry, window: Window) -> Iterator[Occurrence]:
    """Yield the months an item stands for: those of its periods, else those of its dates."""
    found = False
    for period in item.periods:
        for month, step, assumed in _months(period.value or "", period.kind, window):
            found = True
            yield Occurrence(month, step, entry, item.start, item.end, assumed, period.kind == "range")
    for date in () if found else item.dates:
        if date.valid and date.month and date.year:
            yield Occurrence(_index(date.year, date.month), 1, entry, item.start, item.end)


def _months(value: str, kind: str, window: Window) -> Iterator[tuple[int, int, bool]]:
    if kind in _STEPS:
        match = re.fullmatch(r"(\d{4}|-)-[QS]?(\d{1,2})", value)
        if match:
            assumed = match[1] == "-"
            year = window.start.year if assumed else int(match[1])
            yield _index(year, int(match[2]) * _STEPS[kind]), _STEPS[kind], assumed
        return
    match = re.fullmatch(r"(\d{4}|-)-(\d\d)/(\d{4}|-)-(\d\d)", value)
    if kind == "range" and match:
        assumed = match[1] == "-"
        ends = (match.group(1, 2), match.group(3, 4))
        first, last = (_index(window.start.year if y == "-" else int(y), int(m)) for y, m in ends)
        if 0 <= last - first < 24:
            yield from ((month, 1, assumed) for month in range(first, last + 1))


# --- looking at the order -------------------------------------------------------------------------------


def _series(strand: _Strand, dossier: Dossier) -> Series:
    ordered = tuple(sorted(strand.occurrences, key=lambda o: (o.month, code_order(o.entry.code), o.start)))
    there = sorted({o.month for o in ordered})
    end = dossier.window.end
    over = _index(end.year, end.month) - 1  # the last month itself may not be reported on yet
    codes = sorted({o.entry.code for o in ordered}, key=code_order)
    return Series(
        subject=strand.subject,
        document_type=strand.document_type,
        step=strand.step,
        occurrences=ordered,
        missing=tuple(name(m) for m in range(there[0], there[-1], strand.step) if m not in there),
        open_end=tuple(name(m) for m in range(there[-1] + strand.step, over + 1, strand.step)),
        after_window=tuple(name(m) for m in there if m > over + 1),
        codes=tuple(codes),
    )


def _is_regular(series: Series, least: int) -> bool:
    """Tell whether there are enough documents and most follow each other at the step: March, June and
    September are not monthly."""
    there = sorted({o.month for o in series.occurrences if not o.within_range})
    gaps = Counter(after - before for before, after in pairwise(there))
    return len(there) >= least and gaps[series.step] * 2 >= gaps.total()
