"""Papers that go together: items under a heading, or beside a dated paper, have its date and its subject.

"Rapat pemilihan anggota tanggal 6 Januari 2021: a. Undangan b. Daftar hadir c. Notula" dates and names all three,
and so does "Notula rapat pemilihan anggota tanggal 6 Januari 2021; Undangan; Daftar hadir".
"""

from __future__ import annotations

from lke_docs.model import Entry, EvidenceItem, ItemKind
from lke_docs.patterns import rule_words
from lke_docs.series.sameness import subject_words


def is_dated(item: EvidenceItem) -> bool:
    """Whether a piece says when: a date, a period, or a number, which bears its year."""
    return bool(item.dates or item.periods or item.references)


def is_dated_beside(entry: Entry, item: EvidenceItem) -> bool:
    """Whether the heading over an item, or a dated paper that it goes with, tells when it was."""
    heading = _heading_over(entry, item)
    if heading is not None and is_dated(heading):
        return True
    if _goes_with_dated(entry, item):
        return True
    return _is_of_bundle(item) and any(is_dated(other) for other in _activities(entry))


def is_named_beside(entry: Entry, item: EvidenceItem) -> bool:
    """Whether the heading over an item, or a paper that it goes with, tells of what it is."""
    heading = _heading_over(entry, item)
    if heading is not None and (is_dated(heading) or own_words(heading)):
        return True
    if _goes_with_dated(entry, item):
        return True
    return not is_dated(item) and _is_of_bundle(item) and any(own_words(other) for other in _activities(entry))


def own_words(item: EvidenceItem) -> list[str]:
    """What a piece says beside the names of its types, its time, and words that fit any activity."""
    text = item.text
    spans = {(mention.start, mention.end) for mention in item.mentions if mention.offered}
    spans |= {(day.start, day.end) for day in item.dates} | {(it.start, it.end) for it in item.periods}
    for start, end in sorted(spans, reverse=True):
        text = text[: start - item.start] + " " + text[end - item.start :]
    generic = rule_words().generic
    return [word for word in subject_words(text) if word not in generic and not word.isdecimal() and len(word) > 1]


def _is_of_bundle(item: EvidenceItem) -> bool:
    """A bare paper of a meeting: "Undangan", "Daftar hadir", "Foto kegiatan"; minutes only where nothing is added."""
    paper = rule_words().paper
    if not item.document_types or own_words(item):
        return False
    is_alone = any((mention.start, mention.end) == (item.start, item.end) for mention in item.mentions)
    bundle = paper["of_meeting"] | paper["accompanying"] if is_alone else paper["accompanying"]
    return bundle.issuperset(item.document_types)


def _activities(entry: Entry) -> list[EvidenceItem]:
    of_activity = rule_words().paper["of_activity"]
    return [item for item in entry.evidence.items if item.is_offered and of_activity & set(item.document_types)]


def _heading_over(entry: Entry, item: EvidenceItem) -> EvidenceItem | None:
    headings = [other for other in entry.evidence.items if other.kind is ItemKind.HEADING and other.start < item.start]
    return headings[-1] if headings else None


def _goes_with_dated(entry: Entry, item: EvidenceItem) -> bool:
    """The papers of a meeting in one breath with its dated one: nothing but commas between them."""
    if rule_words().paper["of_activity"].isdisjoint(item.document_types):
        return False
    dated = [
        other for other in entry.evidence.items if other.start < item.start and other.is_offered and is_dated(other)
    ]
    between = entry.evidence.text[dated[-1].end : item.start] if dated else ";"
    return "\n" not in between and ";" not in between
