"""Words of dates that an engine misread in a picture: "24 Jamuari 2022", "dua pulub dua", "puda tanggal".

A word is mended where one shape in it was taken for another that looks like it, where no other word can be meant, and
where it stands as a word of a date does: a month between a day and a year, a figure in words beside another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from lke_docs.extract.spelled import day_words, year_words
from lke_docs.patterns import time_words
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.paper_frame import paper_frame
from lke_docs.wording import MONTHS

_ALIKE = (("m", "n"), ("n", "u"), ("a", "u"), ("a", "o"), ("b", "h"), ("e", "c"), ("i", "l"), ("li", "h"), ("m", "rn"))


def mended_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and right spelling of what was misread."""
    for pattern, words in _misread():
        for match in pattern.finditer(text):
            wrong = match["word"]
            right = words[" ".join(wrong.casefold().split())]
            yield *match.span("word"), right.upper() if wrong.isupper() else _as_begun(right, wrong)


def _as_begun(right: str, wrong: str) -> str:
    return right[0].upper() + right[1:] if wrong[0].isupper() else right


@cache
def _misread() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    times, frame = time_words(), paper_frame().lists
    months = _readings([name.casefold() for name in MONTHS], times.months)
    numbers = {word for said in (*day_words(), *year_words()) for word in said.split()}
    figures = _readings(numbers, numbers)
    phrases = [it for name in ("day.set", "day.opening") for it in frame[name] if " " in it]
    begun = _readings(phrases, phrases)
    day, year, number = r"(?:\d[\s.]{0,2}|\bbulan\s)", r"(?=[\s.]{0,2}(?:19|20)\d\d|\stahun)", alternation(numbers)
    return (
        (re.compile(rf"(?i)(?<![a-z])(?P<word>{alternation(begun)})(?![a-z])"), begun),
        (re.compile(rf"(?i){day}(?P<word>{alternation(months)}){year}"), months),
        (re.compile(rf"(?i)(?<![a-z])(?:{number}|tanggal)\s(?P<word>{alternation(figures)})(?![a-z])"), figures),
    )


def _readings(words: Collection[str], known: Collection[str]) -> dict[str, str]:
    """What may stand for a word where one shape in it was misread, if it is no word and can stand for no other."""
    meant: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for pair in _ALIKE:
            for old, new in (pair, pair[::-1]):
                for match in re.finditer(old, word):
                    meant[word[: match.start()] + new + word[match.end() :]].add(word)
    return {wrong: right.pop() for wrong, right in meant.items() if len(right) == 1 and wrong not in known}
