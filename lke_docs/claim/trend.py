"""How a measure went, as a text tells it: "semula 12 menit menjadi 17 menit", "12% pada 2022, 21% pada 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.patterns import alternation
from lke_docs.tuples import NamedTuple

_VALUE = r"(?<![\w.,/-])(\d{1,4}(?:[.,]\d{1,2})?)\s*(%|persen\b|detik\b|menit\b|jam\b|hari\b|minggu\b)"
_MEASURED = re.compile(_VALUE, re.IGNORECASE)
_PART = re.compile(r"(?:[^,;.\n]|[.,](?=\d))+")  # between commas that are no decimal ones
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class Trend(NamedTuple):
    """An earlier and a later value of one unit, by the offsets in the text that tells them."""

    start: int
    end: int
    before: float
    after: float


def trends(text: str, vocabulary: ClaimVocabulary) -> Iterator[Trend]:
    """Yield what a text says of a measure before and after: by its words first, then by the years of its values."""
    for told in _from_to(vocabulary.terms["trend.from"].words, vocabulary.terms["trend.to"].words).finditer(text):
        if not told[2] or told[2].casefold() == told[4].casefold():
            yield Trend(*told.span(), _number(told[1]), _number(told[3]))
    dated = [(int(years[0]), value) for part in _PART.finditer(text) for years, value in [_dated(text, part)] if value]
    for (year, value), (later, other) in pairwise(dated):
        if year != later and value[2].casefold() == other[2].casefold():
            first, second = (value, other) if year < later else (other, value)
            yield Trend(value.start(), other.end(), _number(first[1]), _number(second[1]))


def _dated(text: str, part: re.Match[str]) -> tuple[list[str], re.Match[str] | None]:
    """The one year and the one value of a part of a sentence; None for anything else."""
    years, values = _YEAR.findall(part[0]), list(_MEASURED.finditer(text, part.start(), part.end()))
    return (years, values[0]) if len(years) == 1 and len(values) == 1 else (["0"], None)


def _number(written: str) -> float:
    return float(written.replace(",", "."))


@cache
def _from_to(first: tuple[str, ...], then: tuple[str, ...]) -> re.Pattern[str]:
    unit = r"(%|persen\b|detik\b|menit\b|jam\b|hari\b|minggu\b)"
    return re.compile(
        rf"(?<!\w)(?:{alternation(first)})\s(?:[^.;\n\d]{{0,40}}\s)?(\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*{unit}?"
        rf"[^.;\n]{{0,60}}?\s(?:{alternation(then)})\s(?:[^.;\n\d]{{0,20}}\s)?(\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*{unit}",
        re.IGNORECASE,
    )
