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
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lke_docs.extract.bind import bind
from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.continued import continued
from lke_docs.extract.date import find_dates
from lke_docs.extract.item import describe
from lke_docs.extract.mention import Words, find_words
from lke_docs.extract.number import find_references
from lke_docs.extract.period import find_periods
from lke_docs.extract.piece import Piece, cut, pieces_of
from lke_docs.extract.plain import Plain, evened, narrowed, plain, quoted
from lke_docs.extract.span import mask, places, shared_out
from lke_docs.extract.spelled import with_months
from lke_docs.model import DocDate, Evidence, EvidenceItem, Period, Reference

__all__ = ["extract", "extract_all"]

_ADDRESS = re.compile(r"https?://\S{1,400}")
_BLANKS = dict.fromkeys(map(ord, "_\xa0\u2007\u2009\u200a\u202f\u3000"), " ")


def extract(text: str) -> Evidence:
    """Read one evidence text. Offsets count its characters as given; `text[start:end] == raw`, always.

    Time is linear in the length of the text, whatever it holds.
    """
    return next(extract_all((text,)))


def extract_all(texts: Iterable[str]) -> Iterator[Evidence]:
    """Read many evidence texts: `extract` of each, in order, in an eighth less time.

    Each stage reads some of them before the next begins: a processor keeps near what one stage needs of words and
    of code, not what all need. So up to `TOGETHER` texts are taken before the first result is given.
    """
    waiting = iter(texts)
    while some := [_Reading(text) for text in islice(waiting, TOGETHER)]:
        for find in (_Reading.find_words, _Reading.find_references, _Reading.find_times):
            for reading in some:
                find(reading)
        cells = [reading.cell() for reading in some]
        pieces = [pieces_of(cell, cuts) for cell, cuts in zip(cells, cut(cells), strict=True)]
        items = list(map(_described, cells, pieces))
        yield from [reading.evidence(its_items) for reading, its_items in zip(some, items, strict=True)]


TOGETHER = 32


class _Reading:
    """One text on its way through the stages that find words, numbers, dates and periods."""

    low: str
    free: str  # `low` without what is found already
    words: Words
    narrow: Plain | None  # in which numbers, dates and periods are looked for where blanks of layout stand
    has_digit: bool

    def __init__(self, given: str) -> None:
        self.plain = plain(given) if given else None
        self.shown = self.plain.seen if self.plain else given
        self.text = evened(self.shown)
        self.references: tuple[Reference, ...] = ()
        self.dates: tuple[DocDate, ...] = ()
        self.periods: tuple[Period, ...] = ()

    def find_words(self) -> None:
        self.narrow = narrowed(self.text)
        if self.narrow:
            self.text = self.narrow.seen
        low = _lower(self.text)
        self.has_digit = any(map(low.__contains__, "2013456789"))  # many times quicker than an expression
        low = self.low = self.free = with_months(low) if self.has_digit else low
        self.words = find_words(self.text, low)

    def find_references(self) -> None:
        if self.has_digit and (references := find_references(self.text, self.low, self.words)):
            free = mask(self.low, places(references))
            times = [hit for hit in self.words.times if "\x00" not in free[hit.start : hit.end]]
            self.references, self.free, self.words = references, free, self.words._replace(times=times)

    def find_times(self) -> None:
        if not (self.words.times or self.has_digit):
            return
        text, free, words = self.text, self.free, self.words
        if "://" in free:  # "https://…/SK_15-01-2021": the name of a file says no day of its paper
            free = mask(free, [match.span() for match in _ADDRESS.finditer(text)])
        dates, ranges = find_dates(text, free, words)
        if dates or ranges:
            free = mask(free, places((*dates, *ranges)))
        periods = find_periods(text, free, words)
        self.dates, self.periods = dates, tuple(sorted((*ranges, *periods))) if ranges else periods

    def cell(self) -> EvidenceText:
        if narrow := self.narrow:  # wide blanks tell columns and lines that the source has broken
            self.references, self.dates = narrow.placed(self.references), narrow.placed(self.dates)
            self.periods, self.text, self.low = narrow.placed(self.periods), narrow.given, _lower(narrow.given)
            self.words = find_words(self.text, self.low)
        return EvidenceText(self.text, self.low, self.words, self.references, self.dates, self.periods)

    def evidence(self, items: tuple[EvidenceItem, ...]) -> Evidence:
        """What was found, at its places in the text as given."""
        evidence = Evidence(self.shown, items, self.references, self.dates, self.periods, _types(items))
        if self.text != self.shown:
            evidence = quoted(self.shown, evidence)
        return self.plain.restore(evidence) if self.plain else evidence


def _described(cell: EvidenceText, pieces: Sequence[Piece]) -> tuple[EvidenceItem, ...]:
    """The pieces of a cell as items, each with what was found inside it."""
    none = [()] * len(pieces)
    groups = (cell.words.types, cell.words.topics, cell.references, cell.dates, cell.periods)
    finds = [shared_out(group, pieces) if group else none for group in groups]
    items = continued([describe(cell, piece, *inside) for piece, *inside in zip(pieces, *finds, strict=True)])
    return tuple([bind(item, cell.text) if item.references else item for item in items])


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
