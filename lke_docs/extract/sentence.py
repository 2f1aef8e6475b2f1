"""Tell a sentence over documents ("Monev dilakukan tiap triwulan") from the title of a document."""

from __future__ import annotations

import re
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.kind import is_note
from lke_docs.patterns import alternation, state_words, vocabulary

_ACTIVE = r"me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,16}"
_PASSIVE = r"di[a-z]{4,16}"


def says(cell: EvidenceText, start: int, end: int) -> bool:
    """Whether a piece says that something is or was done, denies nothing and is no note.

    The title of a paper may tell what is in it ("Notula rapat membahas SOP"): there an active verb makes no sentence,
    but for one that a full stop closes.
    """
    if is_note(cell.low, start, end) or _denied().search(cell.low, start, end):
        return False
    if cell.member_at(start) is None and cell.low[start:end].partition(" ")[0] in vocabulary().listing["all"]:
        return True
    is_closed = cell.member_at(start) is None or cell.text.startswith(".", end)
    said = _relative().search(cell.open, start, end)
    return _verb(active=is_closed).search(cell.open, start, said.start() if said else end) is not None


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternation((*state_words()['no'], 'tanpa'))})(?![a-z])")


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing['relative'])})(?![a-z])")


@cache
def _verb(*, active: bool) -> re.Pattern[str]:
    listing = vocabulary().listing
    verbs = "|".join((alternation(listing["says"]), _PASSIVE, *([_ACTIVE] if active else ())))
    return re.compile(rf"(?<![\w-])(?!(?:{alternation(listing['no_verb'])})(?![a-z]))(?:{verbs})(?![\w-])")
