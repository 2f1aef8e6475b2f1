"""Evidence text -> pieces, references, dates, periods, document types, and what belongs together.

References claim their text first, then dates, then periods: nothing is found twice, and no date is ever
found inside a number.
"""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.extract.bind import bind
from lke_docs.extract.date import find_dates
from lke_docs.extract.item import describe, divide, glued_starts
from lke_docs.extract.mention import TOPIC, find_words
from lke_docs.extract.number import find_references
from lke_docs.extract.period import find_periods, may_hold_period
from lke_docs.extract.piece import split
from lke_docs.model import DocDate, Evidence, EvidenceItem, Period, Reference

__all__ = ["extract"]

_NOTHING = Evidence("", (), (), (), (), ())


def extract(text: str) -> Evidence:
    """Read one evidence text. Offsets count its characters as given; `text[start:end] == raw`, always.

    Time is linear in the length of the text, whatever it holds.
    """
    if not text or text.isspace():
        return _NOTHING._replace(text=text)
    low = _lower(text)
    words = find_words(low)
    hits = words.hits
    heads = {hit.start for hit in hits if hit.slug != TOPIC}
    references = find_references(text, low)
    masked = _mask(low, references)
    dated = find_dates(text, masked, has_month=words.has_month)
    periods = dated.ranges
    if words.has_month or words.has_period or may_hold_period(masked):
        masked = _mask(masked, (*dated.dates, *dated.ranges))
        periods = tuple(sorted((*periods, *find_periods(text, masked, heads))))
    dates = dated.dates
    claimed = [(found.start, found.end) for found in (*references, *dates, *periods)]
    pieces = split(text, claimed, heads, glued_starts(text, low, hits, references, dates))
    items = tuple(
        bind(item, text)
        for piece in pieces
        for part in divide(text, piece, hits)
        if (item := describe(text, low, part, hits, references, dates, periods))
    )
    return Evidence(text, items, references, dates, periods, _types(items))


def _lower(text: str) -> str:
    """Lower case of the same length; the underscores of file names become blanks."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(lowered if len(lowered := char.lower()) == 1 else char for char in text)
    return low.replace("_", " ")


def _mask(low: str, found: Iterable[Reference | DocDate | Period]) -> str:
    for span in found:
        low = low[: span.start] + "\x00" * (span.end - span.start) + low[span.end :]
    return low


def _types(items: Iterable[EvidenceItem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for item in items for slug in item.document_types))
