"""Find the words of the vocabulary in one pass over lower-case text: document types, topics, months, periods.

The pass also tells which of the slower searches (dates, periods) have anything to look for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

from lke_docs.extract.prefilter import heads, may_begin
from lke_docs.patterns import alternation, time_words, vocabulary

# What hits are filed under that name no type of document.
TOPIC = "*topic"  # what follows is the topic ("terkait", "dalam rangka")
SUBJECT = "*subject"  # what follows is the title or subject ("tentang", "perihal")
NOTHING = "*nothing"  # looks like a type and is none
MONTH = "*month"
PERIOD = "*period"  # label of a quarter, semester or year
WEEKDAY = "*weekday"
DATE = "*date"  # label of a date ("tanggal")
BULAN = "*bulan"  # label of a month
ARTEFACT = "*artefact"  # a member of a list of evidence that is no paper ("papan pengumuman")


class _Scanner(NamedTuple):
    regex: re.Pattern[str]
    filed: dict[str, tuple[str, int]]  # by word: the slug, and which list of `Words` takes it
    stems: Sequence[str]

    def find(self, word: str) -> tuple[str, int]:
        """Where a matched word is filed; white space and the end of a stem may differ from the list."""
        word = " ".join(word.split())
        return (
            self.filed.get(word)
            or self.filed.get(word.removesuffix("nya"))
            or self.filed[next(s for s in self.stems if word.startswith(s[:-1]))]
        )


_TYPES, _TOPICS, _TIMES, _ARTEFACTS, _NONE, _HEADS = range(6)
_LISTS = {TOPIC: _TOPICS, SUBJECT: _TOPICS, ARTEFACT: _ARTEFACTS, NOTHING: _NONE}


@cache
def _scanner() -> _Scanner:
    words, times = vocabulary(), time_words()
    slugs = dict.fromkeys(words.artefacts, ARTEFACT)
    slugs |= {word: PERIOD for key in ("quarter", "semester", "year", "unknown") for word in times.period[key]}
    slugs.update(dict.fromkeys(times.weekdays, WEEKDAY))
    slugs.update(dict.fromkeys(times.date_labels, DATE))
    slugs.update(dict.fromkeys(times.period["month"], BULAN))
    slugs.update(dict.fromkeys(times.months, MONTH))
    slugs.update({name: doc_type.slug for doc_type in words.types.values() for name in doc_type.names})
    slugs.update(dict.fromkeys(words.not_types, NOTHING))
    slugs.update(dict.fromkeys(words.topic, TOPIC))
    slugs.update(dict.fromkeys(words.subject, SUBJECT))
    heads = {name: doc_type.slug for doc_type in words.types.values() for name in doc_type.heads}
    slugs.update(heads)
    filed = {word: (slug, _LISTS.get(slug, _TIMES if slug[0] == "*" else _TYPES)) for word, slug in slugs.items()}
    filed.update((word, (slug, _HEADS)) for word, slug in heads.items())
    stems = [word for word in slugs if word.endswith("*")]
    word = _word_regex(slugs)
    # Words that are none of ours are passed over within one match: half the time of asking at each character.
    regex = re.compile(rf"(?:[^a-z]*+(?!{word})[a-z]++)*+[^a-z]*+(?:(?P<word>{word})|\Z)")
    return _Scanner(regex, filed, stems)


def _word_regex(words: Iterable[str]) -> str:
    return rf"(?:{alternation(words)})(?:nya)?(?![a-z])"  # "notulanya terlampir"


class Word(NamedTuple):
    """A word of the vocabulary, and what it is filed under: the slug of a type, or a name from above."""

    start: int
    end: int
    slug: str


class Words(NamedTuple):
    """What one pass found, each in order: types of documents, words before a topic, words of time, artefacts."""

    types: list[Word]
    topics: list[Word]
    times: list[Word]
    artefacts: list[Word]

    def has(self, kind: str) -> bool:
        """Whether a word of time of this kind is among them."""
        return kind in [hit.slug for hit in self.times]


_word = partial(tuple.__new__, Word)  # half the time of calling the class


def find_words(low: str) -> Words:
    """Return the vocabulary's words in `low`."""
    scanner = _scanner()
    filed = scanner.filed
    found: tuple[list[Word], ...] = [], [], [], [], []
    for match in scanner.regex.finditer(low):
        word = match[1]
        if not word:
            break
        slug, place = filed.get(word) or scanner.find(word)
        start, end = match.span(1)
        if place == _HEADS:
            slug, place = (slug, _TYPES) if _begins_item(low, start) else (ARTEFACT, _ARTEFACTS)
        found[place].append(_word((start, end, slug)))
    return Words(*found[:_NONE])


_BEFORE_ITEM = re.compile(r"(?:^|[^a-z0-9\s])\s{0,8}(?:(?:dan|serta|dok|dokumen|file|bukti|rekap|data)\s{1,4})?$")


def _begins_item(low: str, start: int) -> bool:
    """Tell whether nothing but a mark, a comma or a lead word stands before, on its line."""
    floor = max(low.rfind("\n", max(0, start - 30), start) + 1, start - 30, 0)
    return _BEFORE_ITEM.search(low[floor:start]) is not None


@cache
def listed_kinds() -> frozenset[str]:
    """The kinds of papers that lists are made of."""
    return frozenset(kind.slug for kind in vocabulary().types.values() if kind.listed)


@cache
def _leads() -> frozenset[str]:
    return heads((*vocabulary().lead, *vocabulary().claim))


def lead_end(low: str, start: int, end: int = sys.maxsize) -> int:
    """Where a lead word, a mark or a folder that begins at a place ends; the place itself where there is none."""
    if not may_begin(_leads(), low, start):
        folder = low[start : start + 41]
        if "/" not in folder and "\\" not in folder:
            return start
    match = lead_regex().match(low, start, end)
    return match.end() if match else start


@cache
def lead_regex() -> re.Pattern[str]:
    """What may stand before the name of a type at the head of an item ("Dokumen", "telah terdapat")."""
    words = vocabulary()
    lead = alternation(sorted({*words.lead, *words.claim}))
    number = r"\(?[0-9a-z]{1,3}(?:(?:\.[0-9a-z]{1,2}){1,2}[.)]?|[.)]|(?<=\d))"
    mark = rf"(?:{number}\s{{1,4}}|[-–•*▪·o]\s{{1,4}}){{0,3}}"
    folder = r"(?:[^\s;/\\]{1,40}[/\\]){0,6}"
    return re.compile(rf"[\s\"“”'(]{{0,8}}{folder}{mark}(?:(?:{lead})(?![a-z])[\s:.]{{1,6}}){{0,3}}")


@cache
def examples_regex() -> re.Pattern[str]:
    """What examples of one document follow ("seperti")."""
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing['examples'])})(?![a-z])")


@cache
def counted_regex() -> re.Pattern[str]:
    """What follows a figure that counts things and is no year ("2021 orang")."""
    return re.compile(rf"\s{{0,3}}(?:{alternation(time_words().counted)})(?![a-z])")


def vocabulary_regex() -> re.Pattern[str]:
    """The words of `find_words` as one plain expression, to measure by."""
    return re.compile(rf"(?<![a-z]){_word_regex(_scanner().filed)}")
