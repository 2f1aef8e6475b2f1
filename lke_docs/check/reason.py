"""What a cell says itself of what a rule would ask: that a decree is still in force, why no meeting was held."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable

from lke_docs.extract.offer import OTHER
from lke_docs.model import Entry, EvidenceItem, ItemKind
from lke_docs.moment import Moment
from lke_docs.patterns import phrases
from lke_docs.series.filing import main_type


def says(entry: Entry, item: EvidenceItem, key: str) -> bool:
    """Whether a piece, or the one behind it that names no document, says it: "SK ...; masih berlaku"."""
    items = entry.evidence.items
    behind = bisect_left(items, item.end, key=lambda other: other.start)
    told = [item.text, *(other.text for other in items[behind : behind + 1] if not other.mentions)]
    return any(phrases("reason", key).search(text) for text in told)


def not_held(entries: Iterable[Entry], types: Collection[str], year: int) -> set[Moment]:
    """The months of which rows say that nothing was held: "April 2021 tidak dilaksanakan karena ..."."""
    return {
        month
        for entry in entries
        for item in entry.evidence.items
        if item.kind is not ItemKind.DOCUMENT or main_type(item) in ("", OTHER, *types)
        if phrases("reason", "not_held").search(item.text)
        for period in item.periods
        if period.when
        for month in period.when.with_year(year).months
    }
