"""Find the words that name document types, titles and topics, in one pass over lower-case text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lke_docs.patterns import alternation, vocabulary

TOPIC = "tentang"  # what a hit of a topic word is filed under; no slug of a type


class _Scanner(NamedTuple):
    regex: re.Pattern[str]
    slugs: Mapping[str, str]


@cache
def _scanner() -> _Scanner:
    words = vocabulary()
    slugs = {_key(name): doc_type.slug for doc_type in words.types.values() for name in doc_type.names}
    slugs.update({_key(word): TOPIC for word in words.topic})
    by_first: dict[str, list[str]] = {}
    for name in slugs:
        by_first.setdefault(name[0], []).append(name[1:])
    # Each branch begins with a literal letter, which lets the engine skip to the next place where one can
    # begin; only then does it look back for the word boundary.
    branches = [
        f"{first}(?<![a-z]{first})(?:{alternation(rests)})" for first, rests in sorted(by_first.items())
    ]
    return _Scanner(re.compile("(?:" + "|".join(branches) + ")(?![a-z])"), slugs)


def _key(name: str) -> str:
    return name.lower()


class Hit(NamedTuple):
    """A word of the vocabulary: its slug, or TOPIC."""

    start: int
    end: int
    slug: str


def find_hits(low: str) -> list[Hit]:
    """Return the vocabulary's words in `low`, in order."""
    regex, slugs = _scanner()
    hits = []
    for match in regex.finditer(low):
        word = match.group()
        slug = slugs.get(word) or slugs[" ".join(word.split())]
        hits.append(Hit(match.start(), match.end(), slug))
    return hits


@cache
def lead_regex() -> re.Pattern[str]:
    """What may stand before the name of a type at the head of an item ("Dokumen", "telah terdapat")."""
    words = vocabulary()
    lead = alternation(sorted({*words.lead, *words.claim}))
    mark = r"(?:\(?[0-9a-z]{1,2}(?:\.[0-9a-z])?[.)]\s{1,4}|[-–•*▪·o]\s{1,4})?"
    return re.compile(rf"[\s\"“”'(]{{0,8}}{mark}(?:(?:{lead})(?![a-z])[\s:.]{{1,6}}){{0,3}}")


def only_topic(hits: Sequence[Hit]) -> bool:
    """Tell whether none of the hits names a type."""
    return all(hit.slug == TOPIC for hit in hits)
