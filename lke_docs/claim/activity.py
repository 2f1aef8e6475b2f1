"""The dated activities of a cell, as the tests of claims look at them."""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.claim.model import Context
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.model import Entry, EvidenceItem, ItemKind
from lke_docs.moment import Moment
from lke_docs.series import Occurrence, Strand, matter_of, occurrences
from lke_docs.series.strand import join
from lke_docs.wording import listed, month, period


def activities(entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> list[list[Occurrence]]:
    """Occurrences of a cell grouped by what is dated, longest series first, each in order of time."""
    strands = [
        Strand(matter_of(item), item.subject or "", dated)
        for item in entry.evidence.items
        if _is_activity(item, vocabulary) and (dated := list(occurrences(item, entry, context.horizon)))
    ]
    ordered = [sorted(it.occurrences, key=lambda o: (o.first, o.last)) for it in join(strands, least=0.6)]
    return sorted(ordered, key=lambda group: -len({o.months for o in group}))


def _is_activity(item: EvidenceItem, vocabulary: ClaimVocabulary) -> bool:
    """Not what founds or plans one, nor what frames it."""
    types = set(item.document_types)
    return item.kind not in vocabulary.not_occurrence_kinds and not (types and types <= vocabulary.not_occurrence_types)


def names_document(item: EvidenceItem) -> bool:
    """Whether an item names a document of a known type, rather than asserting ("telah dilakukan ...")."""
    return item.kind is not ItemKind.CLAIM and any(slug != "lainnya" for slug in item.document_types)


def names(months: Iterable[Moment]) -> str:
    """Months for people, each year once: "Maret, April, dan Mei 2021"."""
    ordered = list(months)
    parts = [
        period(moment) if i == len(ordered) - 1 or ordered[i + 1].year != moment.year else month(moment.month)
        for i, moment in enumerate(ordered)
    ]
    return listed(parts)
