"""Names: of persons, known from their degrees and titles, and of things that are called by a word of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from lke_docs.extract.span import Taken, places
from lke_docs.patterns import alternation, phrases
from lke_docs.tuples import NamedTuple


class Name(NamedTuple):
    """A person's name as written, without titles and degrees, and its offsets in the text."""

    text: str
    start: int
    end: int


def persons(text: str) -> Iterator[Name]:
    """Yield the names with a degree or title behind them, in order."""
    for match in _person().finditer(text) if _degree().search(text) else ():
        yield Name(match["name"], *match.span("name"))


def is_in_name(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals is part of a name: of a person, or behind "aplikasi", "inovasi", "Bapak"."""
    if not text[start].isupper():
        return False
    before = text[max(0, start - _NEAR) : start].rstrip(" “\"'‘(")
    return _naming().search(before) is not None or _named(text).overlaps(start, start + 1)


@lru_cache(maxsize=4)  # asked of word after word of one cell
def _named(text: str) -> Taken:
    return Taken(places(persons(text)))


_NEAR = 24  # characters before a name in which the word stands that says it is one


@cache
def _degree() -> re.Pattern[str]:
    """What stands behind every name, and in few cells: four times as quick to look for."""
    return re.compile(rf"(?i)(?:{alternation(phrases('person', 'degree').words)})(?!\w)")


@cache
def _person() -> re.Pattern[str]:
    degrees, titles = (alternation(phrases("person", key).words) for key in ("degree", "title"))
    name = r"(?P<name>[A-Z][a-z'’]{1,20}(?:\s[A-Z][a-z'’.]{0,20}){0,3})"
    return re.compile(rf"(?:(?<!\w)(?i:{titles})\s?)?(?<!\w){name},?\s?(?i:{degrees})(?!\w)")


@cache
def _naming() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{alternation(phrases('person', 'naming').words)})$")
