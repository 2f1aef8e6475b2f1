"""Numbers of dates in Indonesian words ("dua ribu dua puluh satu") and in Roman ones; months with a slip of a key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lke_docs.patterns import time_words
from lke_docs.text import is_one_edit
from lke_docs.wording import MONTHS, number_in_words, roman

_ROMAN = tuple(roman(month) for month in range(1, 13))
ROMAN_MONTH = "|".join(sorted(map(str.lower, _ROMAN), reverse=True))  # longest first, for a regex over lower case
ROMAN_MONTHS: Mapping[str, int] = {letters: month for month, letters in enumerate(_ROMAN, 1)}


@cache
def day_words() -> Mapping[str, int]:
    """Days of a month by their words."""
    return {number_in_words(day): day for day in range(1, 32)}


@cache
def year_words() -> Mapping[str, int]:
    """Years of this and the last quarter of the past century by their words."""
    return {number_in_words(year): year for year in range(1975, 2050)}


# --- months with a slip -----------------------------------------------------------------------------------

_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_LONG = 7  # letters of a month of which one slip makes no other word; "maret" and "market" are one apart
_EDGE = 3  # letters: one slip leaves the head or the tail of a word as it was


def with_months(low: str) -> str:
    """The text with each misspelt month before a year put right, of the same length ("feburari 2025")."""
    months, edges = time_words().months, _edges()
    for year in _YEAR.finditer(low):
        words = low[max(0, year.start() - 14) : year.start()].split()
        word = words[-1].strip("(.,/-_'") if words else ""
        if (word[:_EDGE] in edges or word[-_EDGE:] in edges) and word not in months and (month := _meant(word)):
            known = max((name for name in months if months[name] == month and len(name) <= len(word)), key=len)
            begin = low.rindex(word, 0, year.start())
            low = f"{low[:begin]}{known:{len(word)}}{low[begin + len(word) :]}"
    return low


@cache
def _names() -> Mapping[str, int]:
    """The names of months, and known spellings of them, that are long enough."""
    words = time_words()
    return {name: words.months[name] for name in words.sure if len(name) >= _LONG}


@cache
def _edges() -> frozenset[str]:
    return frozenset(edge for name in map(str.casefold, MONTHS) for edge in (name[:_EDGE], name[-_EDGE:]))


@cache
def _meant(word: str) -> int:
    """The month from which a word is one slip away: a letter more, less, other, or two exchanged; 0 for none."""
    near = {month for name, month in _names().items() if is_one_edit(word, name)}
    return near.pop() if len(near) == 1 and len(word) >= _LONG - 1 and word.isalpha() else 0
