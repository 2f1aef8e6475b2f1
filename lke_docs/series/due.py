"""What a row leaves out of the periods that are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lke_docs.model import Entry
from lke_docs.moment import Moment, Unit
from lke_docs.patterns import rule_words
from lke_docs.series.filing import main_type
from lke_docs.series.horizon import Horizon
from lke_docs.series.occurrence import Occurrence, occurrences
from lke_docs.tuples import NamedTuple


class PeriodGap(NamedTuple):
    """Quarters or semesters that a row names, and those after them that it leaves out."""

    unit: Unit
    there: tuple[Moment, ...]
    missing: tuple[Moment, ...]
    occurrences: tuple[Occurrence, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The document types of the first: the others follow it."""
        return self.occurrences[0].item.document_types

    @property
    def has_assumed_year(self) -> bool:
        return any(not o.has_year for o in self.occurrences)


def period_gaps(entry: Entry, horizon: Horizon) -> list[PeriodGap]:
    """Find what a row that reports by quarter or semester leaves out. Nothing before the first is missed."""
    if not any(item.periods for item in entry.evidence.items):
        return []
    passed = rule_words().paper["planning"] | rule_words().paper["timeless"]
    occurred = [
        occurrence
        for item in entry.evidence.items
        if item.is_offered and main_type(item) not in passed
        for occurrence in occurrences(item, entry, horizon)
    ]
    covered = {month for o in occurred for month in o.months}
    result = []
    for unit in (Unit.QUARTER, Unit.SEMESTER):
        counted = [o for o in occurred if o.step == unit]
        if not counted:
            continue
        first = min(o.first for o in counted)
        missing = [m for m in horizon.due(unit) if m.month_count > first and _last(m) not in covered]
        if missing:
            there = dict.fromkeys(Moment.at(o.first).in_unit(unit) for o in sorted(counted, key=lambda o: o.last))
            result.append(PeriodGap(unit, tuple(there), tuple(missing), tuple(counted)))
    return result


def missing_units(group: Iterable[Occurrence], due: Sequence[Moment]) -> list[Moment]:
    """The periods that are due and have no document.

    A bare date may stand for its own month, quarter or semester, or for the one just ended.
    """
    occurred = list(group)
    covered = {month for o in occurred if o.is_labelled for month in o.months}
    bare = {o.first for o in occurred if not o.is_labelled}
    shifted = [[m for m in due if covered.isdisjoint(_months(m)) and bare.isdisjoint(_months(m + by))] for by in (0, 1)]
    return min(shifted, key=len)


def _last(moment: Moment) -> int:
    return moment.month_count + max(moment.unit, 1) - 1


def _months(moment: Moment) -> range:
    return range(moment.month_count, _last(moment) + 1)
