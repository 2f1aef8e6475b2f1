"""Papers that go together: items under a heading, or beside a dated paper, have its date and its subject.

"Rapat pemilihan anggota tanggal 6 Januari 2021: a. Undangan b. Daftar hadir c. Notula" dates and names all three,
and so does "Notula rapat pemilihan anggota tanggal 6 Januari 2021; Undangan; Daftar hadir".
"""

from __future__ import annotations

from functools import cached_property

from lke_docs.extract.continued import is_bare
from lke_docs.extract.span import before, first_from
from lke_docs.model import Entry, EvidenceItem, ItemKind
from lke_docs.patterns import rule_words, time_words
from lke_docs.series.sameness import subject_words

_AND = ("dan", "serta", "&", "beserta")


def is_dated(item: EvidenceItem) -> bool:
    """Whether a piece says when: a date, a period, or a number, which bears its year."""
    return bool(item.dates or item.periods or item.references)


class Bundle:
    """The papers of one cell, gone through once: what the heading over one of them or the others tell of it."""

    def __init__(self, entry: Entry) -> None:
        self._text, self._items = entry.evidence.text, entry.evidence.items

    def dates(self, item: EvidenceItem) -> bool:
        """Whether the heading over an item, or a dated paper that it goes with, tells when it was."""
        heading = self.heading(item)
        if heading is not None and is_dated(heading):
            return True
        is_told = self._goes_with_dated(item) or self._is_continued(item, by_list=True) or self._shares_date(item)
        return is_told or (self._has_dated and _is_of_bundle(item))

    def heading(self, item: EvidenceItem) -> EvidenceItem | None:
        """The last heading above an item."""
        return next(before(self._headings, item.start), None)

    def names(self, item: EvidenceItem) -> bool:
        """Whether the heading over an item, or a paper that it goes with, tells of what it is."""
        heading = self.heading(item)
        if heading is not None and (is_dated(heading) or own_words(heading)):
            return True
        if self._goes_with_dated(item) or self._is_continued(item) or is_bare(item):
            return True
        return not is_dated(item) and _is_of_bundle(item) and self._has_named

    @cached_property
    def _headings(self) -> list[EvidenceItem]:
        return [item for item in self._items if item.kind is ItemKind.HEADING]

    @cached_property
    def _dated(self) -> list[EvidenceItem]:
        return [item for item in self._items if item.is_offered and is_dated(item)]

    @cached_property
    def _activities(self) -> list[EvidenceItem]:
        return [item for item in self._items if item.is_offered and _is_of_activity(item)]

    @cached_property
    def _has_dated(self) -> bool:
        return any(is_dated(item) for item in self._activities)

    @cached_property
    def _has_named(self) -> bool:
        return any(own_words(item) for item in self._activities)

    def _goes_with_dated(self, item: EvidenceItem) -> bool:
        """The papers of a meeting in one breath with its dated one: nothing but commas between them."""
        if not _is_of_activity(item):
            return False
        dated = next(before(self._dated, item.start), None)
        return dated is not None and all(self._text.find(mark, dated.end, item.start) < 0 for mark in "\n;")

    def _shares_date(self, item: EvidenceItem) -> bool:
        """ "Foto papan layanan dan maklumat 12 Januari 2024": the one day behind both."""
        after = first_from(self._dated, item.end)
        return after is not None and self._text[item.end : after.start].strip() in _AND

    def _is_continued(self, item: EvidenceItem, *, by_list: bool = False) -> bool:
        """What tells only when follows: "Notula monev, undangan, absen, dok: 31 Januari; 28 Februari".

        `by_list`: or the day of a bare list behind minutes: "Notula rapat, undangan dan absen tanggal 6 Januari".
        """
        after = first_from(self._dated, item.end)
        by_list = by_list and after is not None and bool(after.dates) and _is_of_activity(item) and _is_of_bundle(after)
        if after is None or not (by_list or is_bare(after)):
            return False
        is_one = item.subject is not None and item.subject == after.subject
        heading = self.heading(after)  # "Undangan, absen dan notula rapat monev:" over "- 31 Januari"
        stop = heading.start if heading and heading.start > item.start else after.start
        return is_one or all(self._text.find(mark, item.end, stop) < 0 for mark in "\n;")


def own_words(item: EvidenceItem) -> list[str]:
    """What a piece says beside the names of its types, its time, and words that fit any activity."""
    text = item.text
    spans = {(mention.start, mention.end) for mention in item.mentions if mention.offered}
    spans |= {(day.start, day.end) for day in item.dates} | {(it.start, it.end) for it in item.periods}
    for start, end in sorted(spans, reverse=True):
        text = text[: start - item.start] + " " + text[end - item.start :]
    empty = rule_words().generic.union(time_words().weekdays)
    return [word for word in subject_words(text) if word not in empty and not word.isdecimal() and len(word) > 1]


def _is_of_activity(item: EvidenceItem) -> bool:
    return not rule_words().paper["of_activity"].isdisjoint(item.document_types)


def _is_of_bundle(item: EvidenceItem) -> bool:
    """A bare paper of a meeting: "Undangan", "Daftar hadir", "Foto kegiatan"; minutes only where nothing is added."""
    paper = rule_words().paper
    if not item.document_types or own_words(item):
        return False
    is_alone = any((mention.start, mention.end) == (item.start, item.end) for mention in item.mentions)
    bundle = paper["of_meeting"] | paper["accompanying"] if is_alone else paper["accompanying"]
    return bundle.issuperset(item.document_types)
