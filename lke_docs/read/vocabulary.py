"""Titles of columns and labels above tables, from patterns/kolom.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lke_docs.kept import shipped
from lke_docs.patterns import pattern_file, word_lists
from lke_docs.records import NUMBER, TABLE, WORD, WORDS, need
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_WORD = re.compile(r"(?:_|[^\w%])+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d]{2})[.-](?=[^\W\d]{2})")
_KEYS = {
    "role": {},  # any
    "other": {},
    "work": {},
    "box": {},
    "owner": word_lists(
        "unit",
        "reviewer",
        "joint",
        "reply",
        "comment",
        "matter",
        "past",
        "earlier",
        "first",
        "later",
        "needed",
        "lacking",
    ),
    "content": word_lists(
        "rubric",
        "options",
        "answers",
        "document",
        "shown",
        "pointer",
        "controls",
        "parts",
        "intro",
        "joining",
        "ticks",
        "remark",
        "choice",
        "dates",
        "unset",
        "about",
    ),
    "label": word_lists("agency", "unit", "proposal", "application", "year"),
    "title": word_lists("form", "office", "above", "time"),
    "proposal": word_lists("values"),
    "count": word_lists("options", "begins", "details", "totals"),
}
_THRESHOLDS = (
    "rubric", "question", "answer", "options", "number", "serial", "link", "mark", "code", "document", "length",
    "cells", "rows", "form", "named",
)  # fmt: skip


class SheetWords(NamedTuple):
    """The vocabulary, each term plain (see `plain`)."""

    role: Mapping[str, tuple[str, ...]]
    unit: tuple[str, ...]
    reviewer: Mapping[str, str]  # plain -> as printed
    joint: tuple[str, ...]
    reply: tuple[str, ...]
    comment: tuple[str, ...]
    matter: tuple[str, ...]
    past: tuple[str, ...]
    earlier: tuple[str, ...]
    first: tuple[str, ...]
    later: tuple[str, ...]
    needed: frozenset[str]
    lacking: frozenset[str]
    content: Mapping[str, tuple[str, ...]]
    threshold: Mapping[str, float]
    short: Mapping[str, str]
    forms: Mapping[str, Mapping[str, str]]  # id -> heading that only it has -> code
    other: Mapping[str, tuple[str, ...]]
    title: Mapping[str, tuple[str, ...]]
    label: Mapping[str, tuple[str, ...]]
    work: Mapping[str, tuple[str, ...]]
    boxes: Mapping[str, str]  # what a box to be ticked holds -> the answer
    proposal: tuple[str, ...]
    count_options: tuple[str, ...]
    count_begins: tuple[str, ...]
    count_details: tuple[str, ...]
    count_totals: tuple[str, ...]


@lru_cache(maxsize=1024)  # a line is asked for five things and more
def plain(text: str) -> str:
    """Lower case, words parted by one blank, no punctuation but `%`."""
    return _NOT_WORD.sub(" ", text).strip().casefold()


def evened(title: str) -> str:
    """A title made for programs as people write it: "buktiDukung", "BUKTI_DUKUNG", "bukti.dukung"."""
    spaced = title.replace("_", " ")
    return spaced if len(title.split()) > 1 else " ".join(_HUMP.sub(" ", spaced).split())


def spelt(term: str) -> str:
    """An expression for the words of a term, whatever marks and blanks stand between them."""
    return r"\W+".join(map(re.escape, term.split()))


@shipped
def words() -> SheetWords:
    """Load the vocabulary. Raises PatternFileError where the file is wrong."""
    data = pattern_file("kolom.toml")
    data.read(dict.fromkeys((*_KEYS, "threshold", "form", "short"), need(TABLE)))
    terms = {}
    for name, keys in _KEYS.items():
        lists = data.under(name).read(keys) if keys else data.under(name).read_all(need(WORDS))
        terms[name] = {key: tuple(map(plain, words)) for key, words in lists.items()}
    return SheetWords(
        role=terms["role"],
        unit=terms["owner"]["unit"],
        reviewer={plain(name): name for name in data.under("owner").read(_KEYS["owner"])["reviewer"]},
        joint=terms["owner"]["joint"],
        reply=terms["owner"]["reply"],
        comment=terms["owner"]["comment"],
        matter=terms["owner"]["matter"],
        past=terms["owner"]["past"],
        earlier=terms["owner"]["earlier"],
        first=terms["owner"]["first"],
        later=terms["owner"]["later"],
        needed=frozenset(terms["owner"]["needed"]),
        lacking=frozenset(terms["owner"]["lacking"]),
        content=terms["content"],
        short={plain(word): plain(text) for word, text in data.under("short").read_all(need(WORD)).items()},
        forms={
            form: {plain(text): code for text, code in own.read_all(need(WORD)).items()}
            for form, own in data.named("form")
        },
        other=terms["other"],
        title=terms["title"],
        threshold=data.under("threshold").read(dict.fromkeys(_THRESHOLDS, need(NUMBER))),
        label=terms["label"],
        work=terms["work"],
        boxes={box: said.capitalize() for said, boxes in terms["box"].items() for box in boxes},
        proposal=terms["proposal"]["values"],
        count_options=terms["count"]["options"],
        count_begins=terms["count"]["begins"],
        count_details=terms["count"]["details"],
        count_totals=terms["count"]["totals"],
    )


@cache
def _paper_words() -> frozenset[str]:
    return frozenset(words().content["document"])


def names_paper(text: str) -> bool:
    """Tell a text with a word of documents."""
    return not _paper_words().isdisjoint(plain(text).split())
