"""patterns/klaim.toml -> the words by which evidence shows or contradicts a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from lke_docs.claim.model import CadenceMeaning
from lke_docs.kept import shipped
from lke_docs.patterns import LETTERS, alternation, pattern_file, stem, word_lists
from lke_docs.records import FLAG, LISTS, TABLE, TABLES, TEXT, WHOLE, WORD, WORDS, Record, Schema, may, need
from lke_docs.tuples import NamedTuple

_TYPE = "jenis:"
_VERDICTS = ("not_shown", "cannot_tell")
_AIMS = ("", "down", "up")
_TESTS = ("", "innovation", "follow_up", "on_time", "leader", "growth")
_SECTIONS: Mapping[str, Schema] = {
    "periodic": dict.fromkeys(("min_documents", "max_step_months", "irregular_months", "grace_days"), need(WHOLE)),
    "occurrence": word_lists("not_types", "not_kinds"),
    "frequency_word": word_lists(
        "times", "year", "month", "week", "per", "least", "irregular", "regular", "on_change"
    ),
    "coverage": word_lists("all", "most", "few", "part", "none", "negation", "off", "rest", "goal"),
    "share": word_lists("done", "linking"),
    "percent": word_lists("bound", "reached"),
    "trend": word_lists("from", "to"),
    "elsewhere": word_lists("words"),
    "ground": word_lists("filler"),
    "proof": {
        "same": need(LISTS),
        **word_lists("unproven", "planned", "rules", "anywhere", "partner", "asserting", "telling", "title", "process"),
    },
    "assertion": word_lists("words"),
    "innovation": word_lists("words", "own", "naming", "bringing", "described", "not_names", "not_title"),
    "leader": word_lists("words", "except", "absent", "instead", "led_by_part"),
    "deed": word_lists("ahead"),
    "on_time": {"last_month": need(WHOLE), **word_lists("words", "sent", "limit")},
    "effort": dict.fromkeys(("contradicted", "requirement", "coverage", "cadence", "evidence"), need(WHOLE)),
}  # fmt: skip
_FILE: Schema = {
    **dict.fromkeys((*_SECTIONS, "number", "requirement"), need(TABLE)), "frequency": need(TABLES),
}  # fmt: skip
_FREQUENCY: Schema = {"per_year": need(WHOLE), **word_lists("words")}
_NEED: Schema = {
    "need": may(LISTS), "maybe": may(WORDS), "against": may(WORDS), "silent": need(WORD, _VERDICTS),
    "dated": may(FLAG), "document": may(FLAG), "test": may(TEXT, _TESTS), "act": may(TEXT), "aim": may(TEXT, _AIMS),
    "weighed": may(FLAG),
}  # fmt: skip


class WordsOrTypes(NamedTuple):
    """Words and document types, either of which will do."""

    words: tuple[str, ...]
    types: frozenset[str]
    stems: tuple[str, ...] = ()

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Spans of the words in `text[start:end]`, in order."""
        low, stop = text[start:end].lower(), len(text) if end is None else end
        for begin in self.stems or _stems(self.words):
            if begin in low:
                return [match.span() for match in _compiled(self.words).finditer(text, start, stop)]
        return []  # the expression need not even be compiled


class Need(NamedTuple):
    """How a requirement is shown; the keys of the file."""

    slug: str
    need: tuple[WordsOrTypes, ...]
    maybe: WordsOrTypes
    against: WordsOrTypes
    silent: str
    dated: bool
    document: bool
    test: str
    act: str
    aim: str = ""  # where its measure must go: "down", "up"
    weighed: bool = False  # weights that make up 100 % without it show that it is missing

    def is_missed(self, before: float, after: float) -> bool:
        """Whether a measure went the other way."""
        return (self.aim == "down" and after > before) or (self.aim == "up" and after < before)


class ClaimVocabulary(NamedTuple):
    """The whole file, typed."""

    meaning: CadenceMeaning
    not_occurrence_types: frozenset[str]
    not_occurrence_kinds: frozenset[str]
    frequencies: tuple[tuple[int, WordsOrTypes], ...]
    numbers: Mapping[str, int]
    terms: Mapping[str, WordsOrTypes]  # "coverage.all", "leader.words", ...
    filler: frozenset[str]  # words that do not say what a document is about
    anywhere: frozenset[str]  # words that stand under any question
    partner: frozenset[str]  # words before the name of an office that only takes part
    same: tuple[frozenset[str], ...]  # words that are said for each other
    not_names: frozenset[str]
    not_title: frozenset[str]
    last_month: int
    needs: Mapping[str, Need]
    effort: Mapping[str, int]


@cache
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({stem(word) for word in words})


@cache
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """A star takes figures too ("dari 5 hari menjadi 3 hari"), which that of other vocabularies does not."""
    either = alternation(words).replace(LETTERS, r"\w*")
    return re.compile(rf"(?<![\w/.-])(?:{either})(?!\w)", re.IGNORECASE)


@shipped
def claim_vocabulary() -> ClaimVocabulary:
    """The vocabulary that comes with the program, read once."""
    return parse_vocabulary(pattern_file("klaim.toml"))


def parse_vocabulary(record: Record) -> ClaimVocabulary:
    """Make a vocabulary of the tables of a file. Raises PatternFileError with line, entry and key."""
    record.read(_FILE)
    sections = {name: record.under(name).read(schema) for name, schema in _SECTIONS.items()}
    names = sections["innovation"]
    return ClaimVocabulary(
        meaning=CadenceMeaning(**sections["periodic"]),
        not_occurrence_types=frozenset(sections["occurrence"]["not_types"]),
        not_occurrence_kinds=frozenset(sections["occurrence"]["not_kinds"]),
        frequencies=tuple(_frequency(table.read(_FREQUENCY)) for table in record.each("frequency", title="per_year")),
        numbers=record.under("number").read_all(need(WHOLE)),
        terms={
            f"{section}.{key}": _terms(words)
            for section, values in sections.items()
            for key, words in values.items()
            if isinstance(words, tuple)
            and section not in ("occurrence", "ground")
            and key not in ("not_names", "not_title", "anywhere", "partner", "same")
        },
        filler=frozenset(sections["ground"]["filler"]),
        anywhere=frozenset(sections["proof"]["anywhere"]),
        partner=frozenset(sections["proof"]["partner"]),
        same=tuple(map(frozenset, sections["proof"]["same"])),
        not_names=frozenset(names["not_names"]),
        not_title=frozenset(names["not_title"]),
        last_month=sections["on_time"]["last_month"],
        needs={slug: _need(slug, table.read(_NEED)) for slug, table in record.named("requirement")},
        effort=sections["effort"],
    )


def _terms(words: Iterable[str]) -> WordsOrTypes:
    given = tuple(words)
    plain = tuple(word for word in given if not word.startswith(_TYPE))
    types = frozenset(word.removeprefix(_TYPE) for word in given if word.startswith(_TYPE))
    return WordsOrTypes(plain, types, _stems(plain))


def _frequency(raw: Mapping[str, Any]) -> tuple[int, WordsOrTypes]:
    return raw["per_year"], _terms(raw["words"])


def _need(slug: str, raw: Mapping[str, Any]) -> Need:
    return Need(
        slug,
        tuple(_terms(group) for group in raw.get("need", ())),
        _terms(raw.get("maybe", ())),
        _terms(raw.get("against", ())),
        raw["silent"],
        raw.get("dated", False),
        raw.get("document", False),
        raw.get("test", ""),
        raw.get("act", ""),
        raw.get("aim", ""),
        raw.get("weighed", False),
    )
