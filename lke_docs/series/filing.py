"""What a document is filed under: the one type that says what it is."""

from __future__ import annotations

from functools import cache

from lke_docs.model import EvidenceItem
from lke_docs.patterns import rule_words, title_of, vocabulary


def main_type(item: EvidenceItem) -> str:
    """The type an item is filed under: minutes rather than the photographs that go with them."""
    beside = rule_words().paper["accompanying"]
    for slug in item.document_types:
        if slug not in beside:
            return slug
    return item.document_types[0] if item.document_types else ""


def title_of_series(slug: str, subject: str | None) -> str:
    """What to call documents of a type on a subject."""
    return " ".join(f"{title_of(slug)} {subject or ''}".split())


@cache
def deciding_types() -> frozenset[str]:
    """Slugs of decrees and orders."""
    return frozenset(slug for slug, doc_type in vocabulary().types.items() if doc_type.decides)
