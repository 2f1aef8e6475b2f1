"""Numbers in Indonesian words, as they stand in dates ("dua puluh", "dua ribu dua puluh satu"), and in Roman ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN_MONTH = "|".join(sorted(map(str.lower, _ROMAN), reverse=True))  # longest first, for a regex over lower case
ROMAN_MONTHS: Mapping[str, int] = {roman: month for month, roman in enumerate(_ROMAN, 1)}

_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def spell(number: int) -> str:
    """Write a whole number from 0 to 9999 in words."""
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return _with_rest(f"{_ONES[number // 10]} puluh", number % 10)
    if number < 1000:
        head = "seratus" if number < 200 else f"{_ONES[number // 100]} ratus"
        return _with_rest(head, number % 100)
    head = "seribu" if number < 2000 else f"{_ONES[number // 1000]} ribu"
    return _with_rest(head, number % 1000)


def _with_rest(head: str, rest: int) -> str:
    return f"{head} {spell(rest)}" if rest else head


@cache
def day_words() -> Mapping[str, int]:
    """Days of a month by their words."""
    return {spell(day): day for day in range(1, 32)}


@cache
def year_words() -> Mapping[str, int]:
    """Years of this and the last quarter of the past century by their words."""
    return {spell(year): year for year in range(1975, 2050)}
