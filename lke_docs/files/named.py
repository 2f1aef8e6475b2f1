"""The documents that a sheet names, one value each: what there should be a file for.

>>> from lke_docs.extract import extract
>>> from lke_docs.model import Place, Row
>>> cell = "Undangan, daftar hadir dan notula rapat tanggal 3 Maret 2021"
>>> row = Row("A.1.1.A", "?", "A", "letter", cell, Place(line=1))
>>> [(it.types, [day.value for day in it.days]) for it in named_in(Entry(row, extract(cell)))]
[(('undangan',), ['2021-03-03']), (('daftar_hadir',), ['2021-03-03']), (('notula',), ['2021-03-03'])]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from lke_docs.claim.bundle import Bundle, is_dated, own_words
from lke_docs.extract.bind import own_dates
from lke_docs.extract.date import weekday_before
from lke_docs.extract.span import mask
from lke_docs.form import ASKED_ONLY, is_prescribed
from lke_docs.model import DocDate, Entry, EvidenceItem, ItemKind, PieceState, Reference, ReferenceKind
from lke_docs.moment import When
from lke_docs.patterns import alternation, folder_words, rule_words
from lke_docs.series.sameness import subject_words
from lke_docs.tuples import NamedTuple

_NOWHERE = re.compile(r"(?:https?://|www\.)\W*", re.IGNORECASE)
_BREAKS = "\n;"
_WEEKDAY = 40  # characters of a weekday and a label before a date
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?\S*", re.IGNORECASE)


class Named(NamedTuple):
    """A document that a cell names. `start` and `end` count in the evidence of the row.

    `periods` are months, quarters, years that it covers; of several each is a document of its own, or a part of one.
    `links`: addresses given in its place. `skip`: why nobody can look for it.
    """

    indicator: str
    start: int
    end: int
    text: str
    types: tuple[str, ...]
    number: Reference | None = None
    days: tuple[DocDate, ...] = ()
    periods: tuple[When, ...] = ()
    words: tuple[str, ...] = ()  # what it says beside types, time and filler, in small letters
    links: tuple[str, ...] = ()
    skip: str = ""
    is_online: bool = False  # it is kept where a link leads to: "Rekaman kegiatan"
    is_table: bool = False  # it is kept as a table: "Rekapitulasi pengaduan"; no list of who was there

    @property
    def is_bare(self) -> bool:
        """It names a kind of document and nothing that tells one from another: "Daftar hadir"."""
        return not (self.number or self.days or self.periods or self.words)


def named_documents(entries: Sequence[Entry]) -> tuple[Named, ...]:
    """All that the rows name, in their order."""
    return tuple(claim for entry in entries for claim in named_in(entry))


def named_in(entry: Entry) -> Iterator[Named]:
    """What one cell names, in its order; a document said to be absent or to come is not named."""
    row = entry.row
    if row.unread or is_prescribed(entry):
        text = " ".join(row.evidence.split())
        yield Named(row.code, 0, len(row.evidence), text, (), skip=row.unread or ASKED_ONLY)
        return
    bundle = Bundle(entry)
    items = entry.evidence.items
    given = tuple(link for item in items if item.kind is ItemKind.LINK for link in _links(item.text))
    for position, item in enumerate(items):
        if item.kind is ItemKind.LINK or _NOWHERE.fullmatch(item.text):
            yield _of(entry, item, links=_links(item.text) or ("",))
        elif item.kind is ItemKind.DOCUMENT and item.state not in (PieceState.ABSENT, PieceState.PLANNED):
            for claim in _numbered(entry, item) or [_unnumbered(entry, item, bundle, position)]:
                yield claim._replace(links=given) if claim.is_online and not claim.links else claim


def _links(text: str) -> tuple[str, ...]:
    """The addresses of a text that lead somewhere: "https://" alone leads nowhere."""
    return tuple(match[0] for match in _ADDRESS.finditer(text) if _HOST.fullmatch(match[0]))


def _of(entry: Entry, item: EvidenceItem, **more: Any) -> Named:
    base = Named(entry.code, item.start, item.end, item.text, item.document_types)._replace(**more)
    words = folder_words()
    is_table = words.table_types.issuperset(base.types) and _headed(words.table).match(base.text) is not None
    return base._replace(is_online=_headed(words.online).match(base.text) is not None, is_table=is_table)


@cache
def _headed(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of these words at the head of what is named."""
    return re.compile(rf"\W*(?:(?:bukti|dokumen|data)\s)?(?:{alternation(words)})(?!\w)", re.IGNORECASE)


def _numbered(entry: Entry, item: EvidenceItem) -> list[Named]:
    """A document for each number of an institution's own, with what belongs to it."""
    own = [it for it in item.bindings if it.reference.kind is ReferenceKind.LETTER]
    claims = []
    for index, binding in enumerate(own):
        days = (binding.date,) if binding.date else ()
        start = item.start if not index else own[index - 1].reference.end
        end = item.end if len(own) == 1 else own[index + 1].reference.start if index + 1 < len(own) else item.end
        periods = tuple(it.when for it in item.periods if it.when and start <= it.start < end)
        claims.append(
            _of(
                entry,
                item,
                types=(binding.document_type,) if binding.document_type else item.document_types,
                number=binding.reference,
                days=days,
                periods=periods,
                words=_words(item),
                links=_links(item.text),
            )
        )
    return claims


def _unnumbered(entry: Entry, item: EvidenceItem, bundle: Bundle, position: int) -> Named:
    source = item if is_dated(item) else _lender(entry, item, bundle, position) or item
    words = _words(item) or (_words(source) if source is not item else ())
    return _of(
        entry,
        item,
        days=tuple(day for day in own_dates(source) if day.valid),
        periods=tuple(it.when for it in source.periods if it.when),
        words=words,
        links=_links(item.text),
    )


def _words(item: EvidenceItem) -> tuple[str, ...]:
    bare = item._replace(text=_ADDRESS.sub(lambda match: " " * len(match[0]), item.text))
    for reference in item.references:
        start, end = reference.start - item.start, reference.end - item.start
        bare = bare._replace(text=bare.text[:start] + " " * (end - start) + bare.text[end:])
    if not own_words(bare):
        return ()
    told = [(it.start, it.end) for it in item.dates] + [(it.start, it.end) for it in item.periods]
    times = mask(bare.text, [(start - item.start, end - item.start) for start, end in told], ",")
    told += [(it.start, it.end) for it in item.mentions[:1]]  # the kind of document itself
    spans = [(start - item.start, end - item.start) for start, end in told]
    spans += [match.span() for match in _locator().finditer(times)]
    low = item.text.lower()
    days = [date.start - item.start for date in item.dates]
    spans += [match.span() for day in days if (match := weekday_before().search(low, max(0, day - _WEEKDAY), day))]
    text = mask(bare.text, spans, " ")
    return tuple(word for word in subject_words(text) if len(word) > 1 or word.isdigit())  # not the letters of "a.n."


@cache
def _locator() -> re.Pattern[str]:
    """ "(tabel target prioritas, halaman 4)": where to look in the document, which it is not about."""
    lead, words = (alternation(it) for it in (folder_words().locator_lead, folder_words().locator))
    return re.compile(rf"[,(]\s*(?:(?i:{lead})\s+)?(?:(?:{words})\b|(?i:{words})\b\.?\s*[\dIVX]+\b)[^();]*")


def _lender(entry: Entry, item: EvidenceItem, bundle: Bundle, position: int) -> EvidenceItem | None:
    """The dated paper or heading whose day a bare paper shares: "Undangan, notula rapat tanggal 3 Maret 2021"."""
    of_activity = rule_words().paper["of_activity"]
    if of_activity.isdisjoint(item.document_types):
        return None
    items, text = entry.evidence.items, entry.evidence.text
    for step in (1, -1):
        index, edge = position + step, item
        while 0 <= index < len(items):
            other = items[index]
            first, second = sorted((edge, other), key=lambda it: it.start)
            if any(mark in text[first.end : second.start] for mark in _BREAKS):
                break
            if of_activity.isdisjoint(other.document_types):
                break
            if is_dated(other):
                return other
            index, edge = index + step, other
    heading = bundle.heading(item)
    if heading is not None and is_dated(heading):
        return heading
    dated = [it for it in items if it.is_offered and is_dated(it) and not of_activity.isdisjoint(it.document_types)]
    return dated[0] if len(dated) == 1 and bundle.dates(item) else None
