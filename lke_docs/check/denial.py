"""Words of a row that deny what its letter claims: "belum melibatkan pemangku kepentingan" under A.

Only what the letter says without a negation of its own can be denied: B may say "tanpa inovasi".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lke_docs.instrument import Option
from lke_docs.model import Entry, ItemKind
from lke_docs.patterns import phrases, rule_words
from lke_docs.value import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}")
_CLAUSE = re.compile(r"[^.;,()\n:]+")
_BEGIN = 5  # letters by which two words are taken for forms of one
_REACH = 4  # words behind a negation that it may deny
_MOST = 0.6  # share of the words of a denied clause that a question holds


class Denial(NamedTuple):
    """A clause of the evidence, by its offsets in the cell, that denies what the letter claims."""

    start: int
    end: int


def denials(entry: Entry, option: Option, asked: str) -> Iterator[Denial]:
    """Yield the clauses that deny an option. `asked`: the question and its heading, for options Ya and Tidak."""
    claimed = _claimed(option.criterion)
    is_yes = option.letter == "YA"
    topic = claimed | _begins(asked)
    for item in entry.evidence.items:
        if not item.is_offered and item.kind is not ItemKind.NOTE:  # "Monev penempatan belum ada" is a note
            continue
        for clause in _CLAUSE.finditer(entry.evidence.text, item.start, item.end):
            negation = phrases("denial", "negation").search(clause[0])
            if negation is None or phrases("denial", "fine").search(clause[0]):
                continue
            after = _words(clause[0][negation.end() :])[:_REACH]
            before = _words(clause[0][: negation.start()])
            if not before and not after and (is_yes or option.coverage is None) and _is_all(clause, entry):
                denied = phrases("denial", "yet").match(clause[0].strip()) is not None
            elif is_yes:
                denied = _is_about(before, topic, least=2) or (not before and _is_about(after[:2], topic, least=1))
            else:
                about = topic if not before and after and after[0][:_BEGIN] in claimed else claimed
                denied = bool(after) and all(word[:_BEGIN] in about for word in after)
            if denied:
                yield Denial(clause.start() + len(clause[0]) - len(clause[0].lstrip()), clause.end())


def _is_all(clause: re.Match[str], entry: Entry) -> bool:
    """Whether a cell says nothing else: "Belum dilaksanakan."."""
    return clause[0].strip() == entry.evidence.text.strip(" .\n\t")


def _is_about(words: list[str], topic: frozenset[str], *, least: int) -> bool:
    known = sum(word[:_BEGIN] in topic for word in words)
    return known >= least and known >= _MOST * len(words)


@lru_cache(maxsize=1024)
def _claimed(criterion: str) -> frozenset[str]:
    """How the words begin that a criterion says without denying them."""
    found: set[str] = set()
    for clause in _CLAUSE.finditer(criterion):
        negation = phrases("denial", "negation").search(clause[0])
        found |= _begins(clause[0][: negation.start()] if negation else clause[0])
    return frozenset(found)


@lru_cache(maxsize=1024)
def _begins(text: str) -> frozenset[str]:
    return frozenset(word[:_BEGIN] for word in _words(text))


def _words(text: str) -> list[str]:
    dropped = rule_words().empty | rule_words().denial_empty
    return [word for word in _WORD.findall(text.casefold()) if word not in dropped]
