"""Grammars of a file that are built from its lists of words: parts in braces are filled, examples prove them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from lke_docs.errors import PatternFileError
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file
from lke_docs.patterns.vocabulary import time_words
from lke_docs.wording import number_in_words, roman

_FILE = "waktu.toml"
_KEYS = {"id", "means", "regex", "labelled", "hint", "example", "counterexample"}


class Grammar(NamedTuple):
    """One form of a date. `labelled`: only behind a label; `examples`: texts with the values found there."""

    id: str
    means: str
    regex: re.Pattern[str]
    labelled: bool
    hint: str
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[str, ...]


def fill(source: str, parts: Mapping[str, str], *, file: str, name: str) -> str:
    """Put parts in the place of their names in braces; parts may use parts. Raises PatternFileError."""
    for _ in range(2):
        for part, fragment in parts.items():
            source = source.replace("{" + part + "}", fragment)
    if unfilled := re.findall(r"\{([a-z_]+)\}", source):
        raise PatternFileError(file, name, f"bagian tidak ada: {', '.join(unfilled)}")
    return source


def check_keys(raw: Mapping[str, Any], known: set[str], required: set[str], *, file: str) -> str:
    """The id of a record whose keys are right. Raises PatternFileError."""
    name = str(raw.get("id", "?"))
    if unknown := sorted(raw.keys() - known):
        raise PatternFileError(file, name, f"kunci tidak dikenal: {', '.join(unknown)}")
    if missing := sorted(required - raw.keys()):
        raise PatternFileError(file, name, f"kunci wajib tidak ada: {', '.join(missing)}")
    return name


def time_parts() -> Mapping[str, str]:
    """The lists of patterns/waktu.toml as parts of expressions."""
    words = time_words()
    return {
        "months": alternation(words.months),
        "labels": alternation(words.date_labels),
        "year_word": alternation(words.year_labels),
        "to": rf"\s{{0,4}}(?:{alternation(words.period['range'])})\s{{0,4}}",
        "day_words": alternation([number_in_words(day) for day in range(1, 32)]),
        "year_words": alternation([number_in_words(year) for year in range(1975, 2050)]),
        "roman": "|".join(sorted((roman(month).lower() for month in range(1, 13)), reverse=True)),
    }


@cache
def date_grammars() -> Sequence[Grammar]:
    """The forms of dates, in their order. Raises PatternFileError."""
    data = pattern_file(_FILE)
    parts = {**data["date_parts"], **time_parts()}
    return [_grammar(raw, parts) for raw in data["date"]]


def _grammar(raw: Mapping[str, Any], parts: Mapping[str, str]) -> Grammar:
    name = check_keys(raw, _KEYS, {"id", "means", "regex", "example", "counterexample"}, file=_FILE)
    source = fill(raw["regex"], parts, file=_FILE, name=name)
    try:
        regex = re.compile(source, re.VERBOSE)
    except re.error as error:
        raise PatternFileError(_FILE, name, f"regex salah: {error}") from error
    examples, counterexamples = tuple(raw["example"]), tuple(raw["counterexample"])
    return Grammar(
        name, raw["means"], regex, raw.get("labelled", False), raw.get("hint", ""), examples, counterexamples
    )
