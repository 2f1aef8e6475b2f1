"""What a line of a pasted page is by its own words: a heading of the form, or a paper that is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.read.mark import ListMark
from lke_docs.read.question import begins_question, instruments, is_known
from lke_docs.read.vocabulary import names_paper, plain, words
from lke_docs.wording import MONTHS

_WEIGHTS = re.compile(r"(?:\s+\d[\d.,]*\s?%?)+$")
_SHORT = re.compile(r"\([A-Z][A-Z0-9&/. -]{1,12}\)")  # "(SPIP)"
_LONGEST_HEADING = 120
# a year, a month, a number or a quarter: what a paper has and a question has not
_DATED = re.compile(
    rf"\b(?:nomor|no\.|20[1-4]\d|(?:\d{{1,2}}\s)?(?:{'|'.join(MONTHS)})|(?:triwulan|semester|tw)\s+[iv\d]{{1,3}})(?!\w)",
    re.IGNORECASE,
)


def dated_at(text: str) -> int | None:
    """Where a text names the date or number of a paper."""
    match = _DATED.search(text)
    return match.start() if match else None


def begins_paper(text: str) -> bool:
    """Tell a text that begins with a document ("Notula rapat ...") as no question does ("SOP mengacu ...")."""
    return names_paper(text.partition(" ")[0]) and not begins_question(text)


def without_weights(heading: str) -> str:
    """A heading without the weight and the scores behind it: "PENGUNGKIT 60 1,00 100,00%"."""
    return _WEIGHTS.sub("", heading)


def is_heading(marks: Sequence[ListMark], text: str, *, is_marked: bool) -> bool:
    """Tell a line that is the name of a part of the form, and nearly nothing but it.

    `is_marked` says that the page numbers its headings: one without a number must then be in capitals.
    """
    name = _intro().sub("", without_weights(text))
    is_numbered = bool(marks) or name != without_weights(text)
    if len(name) > _LONGEST_HEADING or ":" in name.rstrip(": ") or is_known(text):
        return False
    if not is_numbered and name[:1].islower():
        return False
    bare, whole = ([word for word in plain(it).split() if not word.isdecimal()] for it in (_SHORT.sub("", name), name))
    forms = [words().forms.get(it.id, {}) for it in instruments()]
    for said in (" ".join(bare), " ".join(whole)):
        if said in words().content["parts"] or any(said in form for form in forms):
            return True
    if any(mark.depth > 3 for mark in marks) or (is_marked and not is_numbered and not name.isupper()):
        return False
    may_go_on = is_numbered or name.isupper()
    return any(_is_name(bare, own, may_go_on=may_go_on) for it in instruments() for own in it.names.values())


@cache
def _intro() -> re.Pattern[str]:
    """What may stand before the name of a part: "Area Perubahan II : "."""
    return re.compile(rf"^(?:{'|'.join(words().content['intro'])})\b[\s\divx]{{0,6}}[.:)-]?\s{{1,3}}", re.IGNORECASE)


def _is_name(bare: Sequence[str], own: str, *, may_go_on: bool) -> bool:
    """Tell the words of a heading, misspelt ones too; behind its number it may go on, but names no paper."""
    from rapidfuzz import fuzz

    known = own.split()
    if not bare or fuzz.ratio(" ".join(bare), own) < _NAMED:
        return False
    more = [word for word in bare if max(fuzz.ratio(word, other) for other in known) < _TYPO]
    return not more or (may_go_on and bare[0] not in more and not names_paper(" ".join(more)))


_NAMED = 86.0  # of 100, as the headings of tables
_TYPO = 80.0
