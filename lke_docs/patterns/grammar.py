"""Grammars of a file that are built from its lists of words: parts in braces are filled, examples prove them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lke_docs.kept import shipped
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import fill, pattern_file
from lke_docs.patterns.vocabulary import time_words
from lke_docs.records import FLAG, TABLES, TEXT, WORD, WORDS, Record, Schema, may, need
from lke_docs.tuples import NamedTuple
from lke_docs.wording import number_in_words, roman

_DATE: Schema = {
    **dict.fromkeys(("id", "means", "regex"), need(WORD)), "labelled": may(FLAG), "hint": may(TEXT),
    "example": need(TABLES), "counterexample": need(WORDS),
}  # fmt: skip


class Grammar(NamedTuple):
    """One way in which a date is written. `labelled`: only behind a label; `example`: texts with their values."""

    id: str
    means: str
    regex: re.Pattern[str]
    example: tuple[Mapping[str, Any], ...]
    counterexample: tuple[str, ...]
    labelled: bool = False
    hint: str = ""


def time_parts() -> Mapping[str, str]:
    """The lists of patterns/waktu.toml as parts of expressions."""
    words = time_words()
    return {
        "months": alternation(words.months),
        "weekdays": alternation(words.weekdays),
        "labels": alternation(words.date_labels),
        "year_word": alternation(words.year_labels),
        "to": rf"\s{{0,4}}(?:{alternation(words.period['range'])})\s{{0,4}}",
        "day_words": alternation([number_in_words(day) for day in range(1, 32)]),
        "year_words": alternation([number_in_words(year) for year in range(1975, 2050)]),
        "roman": "|".join(sorted((roman(month).lower() for month in range(1, 13)), reverse=True)),
    }


@shipped
def date_grammars() -> Sequence[Grammar]:
    """The ways in which dates are written, in their order. Raises PatternFileError."""
    data = pattern_file("waktu.toml")
    parts = {**data.under("date_parts").read_all(need(WORD)), **time_parts()}
    return [_grammar(record, parts) for record in data.each("date", title="id")]


def _grammar(record: Record, parts: Mapping[str, str]) -> Grammar:
    raw = record.read(_DATE)
    try:
        regex = re.compile(fill(record, parts), re.VERBOSE)
    except re.error as error:
        raise record.fail(f"regex salah: {error}", "regex") from error
    return Grammar(**{**raw, "regex": regex})
