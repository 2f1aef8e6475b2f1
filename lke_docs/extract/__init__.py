"""Evidence text -> pieces, references, dates, periods, document types, and what belongs together.

References claim their text first, then dates, then periods: nothing is found twice, and no date is ever
found inside a number.
"""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.extract.bind import bind
from lke_docs.extract.date import find_dates
from lke_docs.extract.item import describe, divide, glued_starts
from lke_docs.extract.mention import TOPIC, find_hits
from lke_docs.extract.number import find_references
from lke_docs.extract.period import find_periods
from lke_docs.extract.piece import split
from lke_docs.model import DocDate, Evidence, Period, Reference

__all__ = ["extract"]

_NOTHING = Evidence("", (), (), (), (), ())


def extract(text: str) -> Evidence:
    """Read one evidence text. Offsets count its characters as given; `text[start:end] == raw`, always.

    Time is linear in the length of the text, whatever it holds.
    """
    if not text or text.isspace():
        return _NOTHING._replace(text=text)
    low = _lower(text)
    hits = find_hits(low)
    references = find_references(text)
    masked = _mask(low, references)
    dates: tuple[DocDate, ...] = ()
    periods: tuple[Period, ...] = ()
    if _may_hold_time(masked):
        dates, ranges = find_dates(text, masked)
        masked = _mask(masked, (*dates, *ranges))
        mentions = [hit.start for hit in hits if hit.slug != TOPIC]
        periods = tuple(sorted((*ranges, *find_periods(text, masked, mentions))))
    claimed = [(found.start, found.end) for found in (*references, *dates, *periods)]
    pieces = split(text, claimed, glued_starts(text, low, hits, references, dates))
    items = tuple(
        bind(item, text)
        for piece in pieces
        for part in divide(text, piece, hits)
        if (item := describe(text, low, part, hits, references, dates, periods))
    )
    return Evidence(text, items, references, dates, periods, _types(items))


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(lowered if len(lowered := char.lower()) == 1 else char for char in text)


def _mask(low: str, found: Iterable[Reference | DocDate | Period]) -> str:
    for span in found:
        low = low[: span.start] + "\x00" * (span.end - span.start) + low[span.end :]
    return low


def _may_hold_time(low: str) -> bool:
    """Rule out, cheaply, text in which no date or period can stand."""
    return any(word in low for word in _TIME_HINTS) or any(char.isdigit() for char in low)


_TIME_HINTS = ("ari", "ret", "ril", "mei", "uni", "uli", "agu", "ber", "tri", "sem", "kua", "tw", "kwa")


def _types(items: Iterable) -> tuple[str, ...]:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(slug for item in items for slug in item.document_types))
