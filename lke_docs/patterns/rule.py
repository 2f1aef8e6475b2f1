"""The words that rules compare with: lists, documents asked for, matters, formal terms, days without office hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file


class RuleWords(NamedTuple):
    """The words that rules compare with; lower case, types by slug."""

    empty: frozenset[str]
    issuer: frozenset[str]
    generic: frozenset[str]
    paper: Mapping[str, frozenset[str]]
    follow_up: tuple[str, ...]
    monitoring: tuple[str, ...]


@cache
def rule_words() -> RuleWords:
    """The words of patterns/aturan.toml."""
    data = pattern_file("aturan.toml")
    return RuleWords(
        empty=frozenset(data["subject"]["empty"]),
        issuer=frozenset(data["subject"]["issuer"]),
        generic=frozenset(data["subject"]["generic"]),
        paper={name: frozenset(words) for name, words in data["paper"].items()},
        follow_up=tuple(data["follow_up"]["words"]),
        monitoring=tuple(data["follow_up"]["monitoring"]),
    )


class Phrases(NamedTuple):
    """Words and phrases, looked for whole and in any case.

    Their expression is compiled when a text holds the beginning of one of them: in most runs few do.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        return _whole_words(self.words).search(text) if self._may_stand_in(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        return _whole_words(self.words).match(text) if self._may_stand_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return _whole_words(self.words).finditer(text) if self._may_stand_in(text) else iter(())

    def _may_stand_in(self, text: str) -> bool:
        low = text.lower()
        return any(stem in low for stem in self.stems)


def _phrases(words: Iterable[str]) -> Phrases:
    kept = tuple(words)
    return Phrases(kept, tuple({stem(word) for word in kept}))


def stem(word: str) -> str:
    """What a text must hold where it holds a word of a vocabulary: its letters before a blank or a star."""
    return re.split(r"[\s*]", word.lower(), maxsplit=1)[0]


@cache
def phrases(section: str, key: str) -> Phrases:
    """One list of words of patterns/aturan.toml."""
    return _phrases(pattern_file("aturan.toml")[section][key])


@cache
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternation(words)})(?![\w-])", re.IGNORECASE)


class Asked(NamedTuple):
    """A document that questions name: how it is named there, and how evidence names it."""

    title: str
    question: Phrases
    evidence: Phrases
    types: frozenset[str]
    requirement: frozenset[str]


@cache
def asked_documents() -> tuple[Asked, ...]:
    """The documents of [[asked]] in patterns/aturan.toml."""
    return tuple(
        Asked(
            title=raw["title"],
            question=_phrases(raw["question"]),
            evidence=_phrases(raw["evidence"]),
            types=frozenset(raw.get("types", ())),
            requirement=frozenset(raw.get("requirement", ())),
        )
        for raw in pattern_file("aturan.toml").get("asked", ())
    )


class Topic(NamedTuple):
    """A matter that has questions of its own: words that name it, and words of the questions it answers."""

    name: str
    words: Phrases
    fits: Phrases


@cache
def topics() -> tuple[Topic, ...]:
    """The matters of patterns/topik.toml."""
    return tuple(
        Topic(raw["name"], _phrases(raw["words"]), _phrases((*raw["words"], *raw["fits"])))
        for raw in pattern_file("topik.toml")["topic"]
    )


class Terms(NamedTuple):
    """Formal terms whose typing errors are pointed out; `kept` looks like one but is right."""

    terms: tuple[str, ...]
    kept: frozenset[str]
    variants: Mapping[str, str]


@cache
def formal_terms() -> Terms:
    """The terms of patterns/istilah.toml."""
    data = pattern_file("istilah.toml")
    return Terms(tuple(data["term"]["words"]), frozenset(data["kept"]["words"]), dict(data["variant"]))


@cache
def public_holidays() -> Mapping[str, str]:
    """Days without office hours, `YYYY-MM-DD` with their names, patterns/libur.toml."""
    days: dict[str, str] = pattern_file("libur.toml")["day"]
    return days
