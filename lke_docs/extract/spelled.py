"""Numbers of dates in Indonesian words ("dua ribu dua puluh satu") and in Roman ones; months with a slip of a key."""

from __future__ import annotations

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

_LONG = 7  # letters of a month of which one slip makes no other word; "maret" and "market" are one apart
_EDGE = 3  # letters: one slip leaves the head or the tail of a word as it was


def with_months(low: str) -> str:
    """The text with each misspelt month before a year of this century put right, of the same length."""
    months, edges, at = time_words().months, _edges(), -1
    mended: list[str] = []
    done = 0
    while (at := low.find(" 20", at + 1)) >= 0:
        begin = low.rfind(" ", max(0, at - 13), at) + 1
        if low[begin : begin + _EDGE] not in edges and low[max(0, at - _EDGE) : at] not in edges:
            continue  # at a glance, which most words do not pass
        words = low[begin:at].split() if low[at + 1 : at + 5].isdigit() else ()
        word = words[-1].strip("(.,/-_'") if words else ""
        if word not in months and (month := _meant(word)):
            known = max((name for name in months if months[name] == month and len(name) <= len(word)), key=len)
            begin = low.rindex(word, 0, at)
            mended += (low[done:begin], known.ljust(len(word)))
            done = begin + len(word)
    return "".join((*mended, low[done:])) if mended else low


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
