"""What stands before the name of a document so that none of its own begins there ("Laporan atas SK Tim")."""

from __future__ import annotations

import re
from functools import cache

from lke_docs.patterns import alternation, vocabulary


@cache
def governed_regex() -> re.Pattern[str]:
    """What stands behind one of these words is no document of its own."""
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing['governs'])})[\s.]{{0,3}}$")


@cache
def _last_words() -> tuple[str, ...]:
    """How the last word before may end; "" for any, where a stem stands in the list."""
    lasts = {word.rpartition(" ")[2] for word in vocabulary().listing["governs"]}
    return tuple("" if "*" in last else last for last in lasts)


def is_governed(low: str, floor: int, position: int) -> bool:
    """Tell whether one of these words stands right before a position, and not before `floor`."""
    floor = max(floor, position - 24)
    words = low[floor:position].replace(".", " ").split()
    return bool(words and words[-1].endswith(_last_words()) and governed_regex().search(low, floor, position))
