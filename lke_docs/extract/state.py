"""What a piece says of its own document: that it is absent, planned or a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.span import within
from lke_docs.model import PieceState
from lke_docs.patterns import alternation, state_records, state_words

_UNTICKED = re.compile(r"(?:[☐⬜✗✘❌]|[\[(] {1,3}[\])])\s{0,4}$")
_OTHER = re.compile(r"(?<=[a-z\d)]{3})\.\s+(?=[A-Z])")  # "..., diproses lewat aplikasi. Inovasi belum ada"
_EMPTY_SQUARE = re.compile(r"□\s{0,4}$")  # a bullet of Word too: a box only beside a ticked one
_REACH = 140  # characters at the end of a piece in which it says its state


@cache
def _said() -> Sequence[tuple[PieceState, re.Pattern[str], re.Pattern[str]]]:
    """For each state: its words at the end or in parentheses, and its words before the name of the document."""
    words = state_words()
    yet, there, no = (alternation(words[name]) for name in ("yet", "there", "no"))
    lead = rf"(?:(?:{yet})\s{{1,4}})?(?!(?:{there})(?![a-z]))"
    said = []
    for record in state_records():
        behind = rf"{lead}(?:{alternation(record.words)})(?![a-z])"
        aside = rf"{lead}(?:{alternation(record.words + record.aside)})(?![a-z])"
        until = rf"(?:\s{{1,4}}(?:{alternation(record.until)})(?![a-z])[^:;\n]{{0,60}})?" if record.until else ""
        ending = (
            rf"(?<!yang)(?<!yg)[\s:–-]{behind}{until}[^\w)]*$"
            rf"|\(\s*{aside}[^()]{{0,80}}\)\W*$|[:–-]\s*{aside}[^:;\n]{{0,60}}$"
        )
        ahead = rf"{lead}(?:{alternation(record.words + record.ahead)})(?![a-z])\s{{1,4}}"
        who = rf"(?:[a-z][a-z\s]{{0,60}}?(?<!yang)(?<!yg)\s(?=(?:{no})\s))?" if record.ahead else ""
        said.append((PieceState(record.id), re.compile(ending), re.compile(rf"\W*(?P<who>{who}){ahead}")))
    return said


def without_state(text: str) -> str:
    """The document that a piece names, without what it says of it: "SOP tamu (belum ada)" -> "SOP tamu"."""
    for _, behind, ahead in _said():
        last = behind.search(text.lower())
        text = text[: last.start()] if last else text
        first = ahead.match(text.lower())
        text = text[first.end() :] if first else text
    return text.strip(" ,;:.-–")


def state_of(cell: EvidenceText, start: int, end: int) -> PieceState | None:
    """The state that a piece says of its document, if it says one."""
    low = cell.low
    if _UNTICKED.search(low, max(0, start - 8), start):
        return PieceState.ABSENT
    if _EMPTY_SQUARE.search(low, max(0, start - 6), start) and cell.is_ticked:
        return PieceState.ABSENT
    is_named = cell.member_at(start) is not None
    for state, behind, ahead in _said():
        told = behind.search(low, max(start, end - _REACH), end) if is_named else None
        if told and not _is_of_other(cell.text, start, told.start()):
            return state
        first = ahead.match(low, start, end)
        if first and cell.member_at(first.end()) and not within(cell.members, start, first.end("who")):
            return state
    return None


def _is_of_other(text: str, start: int, end: int) -> bool:
    """Whether the words are said in a later sentence, of something else that it begins with."""
    sentence = max((stop.end() for stop in _OTHER.finditer(text, start, end)), default=start)
    return sentence > start and len(text[sentence:end].split()) > 1
