"""Papers that go together: items under a dated heading, or beside a dated paper, have its date and its subject.

"Rapat pemilihan anggota tanggal 6 Januari 2021: a. Undangan b. Daftar hadir c. Notula" dates and names all three.
"""

from __future__ import annotations

from lke_docs.model import Entry, EvidenceItem, ItemKind
from lke_docs.patterns import rule_words


def is_told_beside(entry: Entry, item: EvidenceItem) -> bool:
    """Whether the heading over an item, or a dated paper that it goes with, tells when and of what it is."""
    heading: EvidenceItem | None = None
    before: EvidenceItem | None = None
    for other in entry.evidence.items:
        if other is item:
            break
        if other.kind is ItemKind.HEADING:
            heading = other
        elif other.is_offered and _is_dated(other):
            before = other
    if heading is not None and _is_dated(heading):
        return True
    return before is not None and _goes_with(entry, before, item)


def _goes_with(entry: Entry, before: EvidenceItem, item: EvidenceItem) -> bool:
    """The papers of a meeting in one breath with it: nothing but commas between them."""
    between = entry.evidence.text[before.end : item.start]
    accompanies = not rule_words().paper["of_activity"].isdisjoint(item.document_types)
    return accompanies and "\n" not in between and ";" not in between


def _is_dated(item: EvidenceItem) -> bool:
    return bool(item.dates or item.periods or item.references)
