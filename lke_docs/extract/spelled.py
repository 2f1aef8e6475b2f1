"""Numbers in Indonesian words, as they stand in dates ("dua puluh", "dua ribu dua puluh satu"), and in Roman ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lke_docs.wording import number_in_words, roman

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
