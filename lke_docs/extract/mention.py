"""Find the words of the vocabulary in one pass over lower-case text: document types, topics, months, periods.

The pass also tells which of the slower searches (dates, periods) have anything to look for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from lke_docs.patterns import alternation, time_words, vocabulary

# What hits are filed under that name no type of document.
TOPIC = "*topic"
MONTH = "*month"
PERIOD = "*period"


class _Scanner(NamedTuple):
    regex: re.Pattern[str]
    slugs: Mapping[str, str]


@cache
def _scanner() -> _Scanner:
    words, times = vocabulary(), time_words()
    slugs = {word: PERIOD for key in ("quarter", "semester", "year", "unknown") for word in times.period[key]}
    slugs.update(dict.fromkeys(times.months, MONTH))
    slugs.update({name: doc_type.slug for doc_type in words.types.values() for name in doc_type.names})
    slugs.update(dict.fromkeys(words.topic, TOPIC))
    by_first: dict[str, list[str]] = {}
    for name in slugs:
        by_first.setdefault(name[0], []).append(name[1:])
    # Each branch begins with a literal letter, which lets the engine skip to the next place where one can
    # begin; only then does it look back for the word boundary.
    branches = [
        f"{first}(?<![a-z]{first})(?:{alternation(rests)})" for first, rests in sorted(by_first.items())
    ]
    return _Scanner(re.compile("(?:" + "|".join(branches) + ")(?![a-z])"), slugs)


class Hit(NamedTuple):
    """A word that names a type, or a topic word: its slug, or TOPIC."""

    start: int
    end: int
    slug: str


class Words(NamedTuple):
    """What one pass found: types and topic words in order, and whether months or periods are named."""

    hits: list[Hit]
    has_month: bool
    has_period: bool


def find_words(low: str) -> Words:
    """Return the vocabulary's words in `low`."""
    regex, slugs = _scanner()
    hits = []
    has_month = has_period = False
    for match in regex.finditer(low):
        word = match.group()
        slug = slugs.get(word) or slugs[" ".join(word.split())]
        if slug is MONTH:
            has_month = True
        elif slug is PERIOD:
            has_period = True
        else:
            hits.append(Hit(match.start(), match.end(), slug))
    return Words(hits, has_month, has_period)


@cache
def lead_regex() -> re.Pattern[str]:
    """What may stand before the name of a type at the head of an item ("Dokumen", "telah terdapat")."""
    words = vocabulary()
    lead = alternation(sorted({*words.lead, *words.claim}))
    mark = r"(?:\(?[0-9a-z]{1,3}(?:\.[0-9a-z]{1,2}){0,2}[.)]?\s{1,4}|[-–•*▪·o]\s{1,4}){0,3}"
    folder = r"(?:[^\s;/\\]{1,40}[/\\]){0,6}"
    return re.compile(rf"[\s\"“”'(]{{0,8}}{folder}{mark}(?:(?:{lead})(?![a-z])[\s:.]{{1,6}}){{0,3}}")
