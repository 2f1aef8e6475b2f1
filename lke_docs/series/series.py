"""Series of the sheet: documents of one kind and matter that come back at a regular step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from lke_docs.extract.offer import OTHER
from lke_docs.model import Entry, ItemKind
from lke_docs.moment import Moment, months_between
from lke_docs.patterns import rule_words, vocabulary
from lke_docs.series.filing import deciding_types, main_type, title_of_series
from lke_docs.series.horizon import Horizon
from lke_docs.series.occurrence import Occurrence, occurrences
from lke_docs.series.sameness import code_order, subject_words
from lke_docs.series.strand import Strand, join, matter_of
from lke_docs.tuples import NamedTuple

_IN_ROW, _ACROSS = 0.6, 0.75  # how like two subjects are in one cell, and in cells of different rows
_LEAST = 3  # different months that make a series


class Series(NamedTuple):
    """Documents of one type and subject, in order of time.

    `missing` are the periods between the first and the last occurrence, `open_end` those from there on that
    are over and in the window; each by its last month.
    """

    subject: str
    document_type: str
    step: int
    occurrences: tuple[Occurrence, ...]
    missing: tuple[Moment, ...]
    open_end: tuple[Moment, ...]
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
    def title(self) -> str:
        """What to call it: "Notula Evaluasi SOP"."""
        return title_of_series(self.document_type, self.subject)

    @property
    def months(self) -> tuple[Moment, ...]:
        """The months that are there, each once."""
        return tuple(Moment.at(month) for month in dict.fromkeys(o.last for o in self.occurrences))

    @property
    def has_assumed_year(self) -> bool:
        return any(not o.has_year for o in self.occurrences)


def find_series(
    entries: Iterable[Entry], horizon: Horizon, *, unit: str = "", least: int = _LEAST
) -> tuple[Series, ...]:
    """Return the series that have at least `least` different months, in the order of the codes.

    `unit` is the office of the sheet, whose name is no part of a subject.
    """
    strands = _join_rows([strand for entry in entries for strand in _in_row(entry, horizon, unit)])
    all_series = [_series(strand, horizon) for strand in strands]
    kept = [series for series in all_series if _is_regular(series, least)]
    return tuple(sorted(kept, key=lambda s: (code_order(s.codes[0]), s.key)))


def _in_row(entry: Entry, horizon: Horizon, unit: str) -> list[Strand]:
    """Group the dated documents of one row by type, step and subject."""
    strands: list[Strand] = []
    passed = _never_serial()
    for item in sorted(entry.evidence.items, key=lambda i: (-len(i.subject or ""), i.subject or "")):
        if item.kind is not ItemKind.DOCUMENT or main_type(item) in passed or not (item.periods or item.dates):
            continue
        matter = matter_of(item, unit=unit)
        if not matter.words and matter.document_type in ("", OTHER):
            continue
        for occurrence in occurrences(item, entry, horizon):
            strands += [Strand(matter._replace(step=it.step), item.subject or "", [it]) for it in occurrence.split()]
    return join(strands, least=_IN_ROW)


@cache
def _never_serial() -> frozenset[str]:
    """Types that come back without a rhythm that anybody promised."""
    activities = frozenset(slug for slug, kind in vocabulary().types.items() if kind.role == "activity")
    return deciding_types() | activities | rule_words().paper["planning"] | rule_words().paper["timeless"]


def _join_rows(strands: Sequence[Strand]) -> list[Strand]:
    """Join strands of different rows where the subject says enough to be sure: not "Monev" alone."""
    generic = rule_words().generic
    ordered = sorted(strands, key=_order)
    telling = [len(set(strand.matter.words) - generic) >= 2 for strand in ordered]
    joined = join([strand for strand, tells in zip(ordered, telling, strict=True) if tells], least=_ACROSS)
    return joined + [strand for strand, tells in zip(ordered, telling, strict=True) if not tells]


def _order(strand: Strand) -> tuple[object, ...]:
    words = strand.matter.words
    return (-len(words), words, code_order(strand.occurrences[0].entry.code))


def _series(strand: Strand, horizon: Horizon) -> Series:
    ordered = sorted(strand.occurrences, key=lambda o: (o.last, code_order(o.entry.code), o.item.start))
    there, step = {o.last for o in ordered}, strand.matter.step
    first, last = Moment.at(ordered[0].last), Moment.at(ordered[-1].last)
    end = Moment.of_day(horizon.last_day)
    later = months_between(Moment.at(last.month_count + step), end, step=step)
    return Series(
        subject=strand.subject,
        document_type=strand.matter.document_type,
        step=step,
        occurrences=tuple(ordered),
        missing=tuple(m for m in months_between(first, last, step=step) if m.month_count not in there),
        open_end=tuple(month for month in later if horizon.is_over(month)),
        codes=tuple(sorted({o.entry.code for o in ordered}, key=code_order)),
    )


def _is_regular(series: Series, least: int) -> bool:
    """Tell whether there are enough documents and most follow each other at the step: March, June and
    September are not monthly."""
    there = sorted({o.last for o in series.occurrences if not o.is_range})
    gaps = Counter(after - before for before, after in pairwise(there))
    return len(there) >= least and gaps[series.step] * 2 >= gaps.total()
