"""Pieces of evidence that only say again what the form says: the question, or the criterion of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from lke_docs.check.rule import Dossier
from lke_docs.claim import claim_vocabulary
from lke_docs.instrument import Option
from lke_docs.model import Entry, EvidenceItem
from lke_docs.patterns import alternation, phrases, rule_words, vocabulary
from lke_docs.series.sameness import subject_words, word_set

_FEW = 3  # words: a name so short cannot help repeating the question
_MOST = 0.8  # share of an item's words that stand in the question
_COPIED = 0.85  # share of all their words that an item and a criterion have in common


def sources_of(dossier: Dossier, entry: Entry) -> list[frozenset[str]]:
    """The words of the question and of the criteria of its options."""
    texts = [entry.row.question, *(option.criterion for option in _options(dossier, entry))]
    return [frozenset(_content(text)) for text in texts]


def repeats(item: EvidenceItem, sources: Sequence[frozenset[str]]) -> bool:
    """Whether a piece without number and time has hardly a word that one of the sources does not have.

    The name of a paper is no word of the question, but where it is told what was done with it.
    """
    if item.references or item.dates or item.periods:
        return False
    text = item.text
    for mention in () if _asserts(text) else reversed(item.mentions):
        text = text[: mention.start - item.start] + text[mention.end - item.start :]
    words = _content(text)
    if len(words) <= _FEW:
        return False
    return any(sum(word in source for word in words) >= _MOST * len(words) for source in sources)


def _asserts(text: str) -> bool:
    """ "Kebijakan pengaduan masyarakat telah diimplementasikan"."""
    return not frozenset(text.casefold().split()).isdisjoint(claim_vocabulary().terms["assertion.words"].words)


def copied_option(dossier: Dossier, entry: Entry, item: EvidenceItem) -> Option | None:
    """The option whose criterion a piece copies nearly word for word."""
    if item.references or item.dates:
        return None
    words = word_set(item.text)
    most, copied = 0.0, None
    for option in _options(dossier, entry):
        other = word_set(option.criterion)
        if len(other) > _FEW and (share := len(words & other) / len(words | other)) > most:
            most, copied = share, option
    return copied if most >= _COPIED else None


def named_option(dossier: Dossier, entry: Entry, item: EvidenceItem) -> Option | None:
    """The option that a piece says it was written for: "isi sesuai pilihan B"."""
    match = _naming().search(item.text)
    indicator = dossier.form.indicator(entry) if dossier.form and match else None
    return indicator.option(match[1].upper()) if indicator and match else None


@cache
def _naming() -> re.Pattern[str]:
    fits, named = (phrases("letter", key).words for key in ("fits", "named"))
    return re.compile(
        rf"(?i)(?<![\w-])(?:{alternation(fits)})\s(?:dengan\s|pada\s|isi\s)?(?:{alternation(named)})\s[\"“'(]?([a-e])(?![\w.])"
    )


def _options(dossier: Dossier, entry: Entry) -> tuple[Option, ...]:
    return dossier.form.options(entry) if dossier.form else ()


@lru_cache(maxsize=1024)
def _content(text: str) -> tuple[str, ...]:
    opening = _opening()
    return tuple([word for word in subject_words(text) if word not in opening])


@cache
def _opening() -> frozenset[str]:
    return frozenset(" ".join(vocabulary().claim).split()) | rule_words().paper["issued"]
