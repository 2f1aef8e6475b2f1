"""Evidence text -> pieces, references, dates, periods, document types, and what belongs together.

References claim their text first, then dates, then periods: nothing is found twice, and no date is ever
found inside a number.

>>> cell = extract("SK Nomor KEP-12/B.2/02/2021 tanggal 16 Februari 2021; Notula Evaluasi SOP Bulan Maret 2021")
>>> [(item.document_types, item.subject) for item in cell.items]
[(('sk',), None), (('notula',), 'Evaluasi SOP')]
>>> cell.references[0].normalized, cell.dates[0].value, cell.periods[0].value
('KEP-12/B.2/02/2021', '2021-02-16', '2021-03')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.extract.bind import bind
from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.date import find_dates
from lke_docs.extract.item import describe
from lke_docs.extract.mention import find_words
from lke_docs.extract.number import find_references
from lke_docs.extract.period import find_periods
from lke_docs.extract.piece import split
from lke_docs.extract.plain import evened, plain, quoted
from lke_docs.extract.span import mask, places, shared_out
from lke_docs.model import DocDate, Evidence, EvidenceItem, Period, Reference

__all__ = ["extract"]

_BLANKS = dict.fromkeys(map(ord, "_\xa0\u2007\u2009\u200a\u202f\u3000"), " ")
_NOTHING = Evidence("", (), (), (), (), ())


def extract(text: str) -> Evidence:
    """Read one evidence text. Offsets count its characters as given; `text[start:end] == raw`, always.

    Time is linear in the length of the text, whatever it holds.
    """
    if not text or text.isspace():
        return _NOTHING._replace(text=text)
    seen = plain(text)
    if seen is None:
        return _read(text)
    return _NOTHING._replace(text=text) if seen.seen.isspace() or not seen.seen else seen.restore(_read(seen.seen))


def _read(shown: str) -> Evidence:
    """Read a text without markup."""
    text = evened(shown)
    low = _lower(text)
    words = find_words(low)
    references: tuple[Reference, ...] = ()
    dates: tuple[DocDate, ...] = ()
    periods: tuple[Period, ...] = ()
    free = low
    has_digit = any(map(low.__contains__, "2013456789"))  # many times quicker than an expression
    if has_digit and (references := find_references(text, low, words)):
        free = mask(low, places(references))
        words = words._replace(times=[hit for hit in words.times if "\x00" not in free[hit.start : hit.end]])
    if words.times or has_digit:
        dates, ranges = find_dates(text, free, words)
        if dates or ranges:
            free = mask(free, places((*dates, *ranges)))
        periods = find_periods(text, free, words)
        periods = tuple(sorted((*ranges, *periods))) if ranges else periods
    cell = EvidenceText(text, low, words, references, dates, periods)
    pieces = split(cell)
    none = [()] * len(pieces)
    groups = (words.types, words.topics, references, dates, periods)
    finds = [shared_out(found, pieces) if found else none for found in groups]
    items = []
    for piece, *inside in zip(pieces, *finds, strict=True):
        item = describe(cell, piece, *inside)
        items.append(bind(item, text) if item.references else item)
    if text != shown:
        return quoted(shown, Evidence(shown, tuple(items), references, dates, periods, _types(items)))
    return Evidence(text, tuple(items), references, dates, periods, _types(items))


def _lower(text: str) -> str:
    """Lower case of the same length; underscores of file names and odd blanks become plain blanks."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(lowered if len(lowered := char.lower()) == 1 else char for char in text)
    return low if low.isascii() and "_" not in low else low.translate(_BLANKS)


def _types(items: Sequence[EvidenceItem]) -> tuple[str, ...]:
    if len(items) == 1:
        return items[0].document_types
    return tuple(dict.fromkeys([slug for item in items for slug in item.document_types]))
