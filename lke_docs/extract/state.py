"""What a piece says of its own document: that it is absent, planned or a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.span import first_from, within
from lke_docs.model import PieceState
from lke_docs.patterns import alternation, state_records, state_words, vocabulary

_CROSS = r"(?:[☐⬜✗✘❌]|[\[(](?: {1,3}|[✗✘])[\])])"
_TICK = r"(?:[☑☒✓✔√■]|\[[xv✓✔√]\])"
LEFT_OPEN = ": -"  # "Notula: -"
_CROSSED = re.compile(rf"{_CROSS}$")  # "Undangan ✔, notula ✗"
_UNTICKED = re.compile(rf"{_CROSS}[ \t\xa0]{{0,4}}\Z|(?<![^\n]){_CROSS}\s{{0,4}}$")
_STOP = re.compile(r"(?<=[a-z\d)]{3})\.\s+(?=[A-Z])")  # "..., diproses lewat aplikasi. Inovasi belum ada"
_CROSSED_BEHIND = re.compile(rf"\s{{0,4}}{_CROSS}")
_EMPTY_SQUARE = re.compile(r"□\s{0,4}$")  # a bullet of Word too: a box only beside a ticked one
_REACH = 140  # characters at the end of a piece in which it says its state


@cache
def _said() -> Sequence[tuple[PieceState, re.Pattern[str], re.Pattern[str]]]:
    """For each state: its words at the end or in parentheses, and its words before the name of the document."""
    words = state_words()
    yet, there, no = map(alternation, ((*words["yet"], *words["all"]), words["there"], words["no"]))
    lead = rf"(?:(?:{yet})\s{{1,4}})?(?![a-z]{{4,6}}\s{{1,4}}(?:{there})(?![a-z]))"
    said = []
    for record in state_records():
        behind = rf"{lead}(?:{alternation(record.words + record.of)})(?![a-z])"
        aside = rf"(?:{alternation(record.words + record.aside)})(?![a-z])"
        goes_on = rf"\s{{0,4}}[^\w\s]|\s{{1,4}}(?:{alternation(record.until + words['yet'] + words['no'])})(?![a-z])"
        of = rf"(?:{alternation(record.of)})(?![a-z])(?:(?={goes_on}|$)|\s{{1,4}}(?P<other>))"
        until = alternation(record.until + words["yet"])
        until = rf"(?:,?\s{{1,4}}(?:{until})(?![a-z])[^:;\n]{{0,60}})?" if record.until else ""
        ending = (
            rf"(?<!yang)(?<!yg)[\s:–-]{behind}{until}[^\w)]*$"
            rf"|(?:(?P<open>[(\[<*])|[:–-](?:\s*{_TICK})?)\s*{lead}(?:{aside}|{of})"
            r"(?(open)[^()]{0,80}[)\]>*]\W*|[^:;\n]{0,60})$"
        )
        ahead = rf"{lead}(?:{alternation(record.words + record.of + record.ahead)})(?![a-z])\s{{1,4}}"
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
    if _is_unticked(cell, start, end):
        return PieceState.ABSENT
    activity = first_from(cell.words.types, start)
    is_named = cell.member_at(start) is not None or (activity is not None and activity.start == start)
    if is_named and low.endswith(LEFT_OPEN, start, end):
        label = low[start : end - len(LEFT_OPEN)].split()[-1]
        return None if label in vocabulary().labels else PieceState.ABSENT  # "SK Tim Nomor: -"
    for state, behind, ahead in _said():
        told = behind.search(low, max(start, end - _REACH), end) if is_named else None
        if told and not _is_of_other(cell, start, told):
            return state
        first = ahead.match(low, start, end)
        if first and cell.member_at(first.end()) and not within(cell.members, start, first.end("who")):
            return state
    return None


def says_at_end(cell: EvidenceText, start: int, end: int) -> bool:
    """Whether a piece says its state at its end and in no brackets: at the end of a list, that may be of all of it."""
    told = (behind.search(cell.low, max(start, end - _REACH), end) for _, behind, _ in _said())
    first = next(filter(None, told), None)
    is_behind = first is not None and first["open"] in (None, ":", "-", "–")
    return is_behind and state_of(cell, start, end) is not None


def _is_unticked(cell: EvidenceText, start: int, end: int) -> bool:
    """Whether the box of a piece is empty: the one before it, or behind it where no box stands before the first."""
    low = cell.low
    if cell.has_boxes_behind:
        return _CROSSED.search(low, start, end) is not None or _CROSSED_BEHIND.match(low, end) is not None
    if _UNTICKED.search(low, max(0, start - 8), start):
        return True
    is_crossed = _EMPTY_SQUARE.search(low, max(0, start - 6), start) or _CROSSED.search(low, end - 5, end)
    return is_crossed is not None and cell.is_ticked


def _is_of_other(cell: EvidenceText, start: int, told: re.Match[str]) -> bool:
    """Whether the words are said of something else: of what they go on with ("tidak ada temuan"), or of that with
    which a later sentence begins, or a clause behind one that says what is there."""
    low, end, own = cell.low, told.start(), cell.member_at(start)
    if any(box.search(low, max(start, end - 6), end) for box in (_CROSSED, _EMPTY_SQUARE)):
        return True  # "SK Tim: ☑ Ada ☐ Tidak ada"
    if told["other"] is not None:
        said = low[told.end("other") : told.end()].strip(" .)]>*")
        names = (low[own.start : own.end], low[own.start : told.start()].strip()) if own else ()
        return said not in names and not said.startswith(vocabulary().listing["heads"])
    if _clause().search(low, start, end) or _of_rest().search(low, start, end):
        return True
    sentence = max((stop.end() for stop in _STOP.finditer(cell.text, start, end)), default=start)
    return sentence > start and len(low[sentence:end].split()) > 1


@cache
def _clause() -> re.Pattern[str]:
    """ "SK sudah terbit, lampiran belum", never "SK sudah diusulkan, namun belum terbit"."""
    words = state_words()
    link = alternation((*words["yet"], *words["no"], *words["but"]))
    return re.compile(rf"(?<![a-z])(?:sudah|telah)\s[^,;]{{3,60}},\s{{1,4}}(?!(?:{link})(?![a-z]))\w[^,;]*$")


@cache
def _of_rest() -> re.Pattern[str]:
    """ "..., sebagian lagi belum"."""
    rest = alternation(state_words()["rest"])
    return re.compile(rf"[,;]\s{{1,4}}(?:[a-z]{{3,12}}\s{{1,4}})?(?:{rest})(?:\s[^,;]*)?$")
