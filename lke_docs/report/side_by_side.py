"""Comparison -> two sheets side by side: what became of their findings, and their cells with the differences marked.

Two sheets of one unit tell a history, word by word what was taken out and put in. Two units have none: there the words
that both cells share are what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from lke_docs.tuples import NamedTuple
from lke_docs.wording import day
from lke_docs.workspace.compare import BY_TERMS, SAID, Change, Comparison
from lke_docs.workspace.run import PastFinding, Run

# What was mended first, then what is there.
_ORDER = (Change.FIXED, Change.GONE, Change.NEW, Change.RETURNED, Change.OPEN, Change.UNCHECKED)
_RANK = {change: rank for rank, change in enumerate(_ORDER)}
_OF_UNITS = {Change.OPEN: "ada pada keduanya", Change.NEW: "hanya pada yang kedua"}
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 20_000  # characters of one cell that are shown; the words of longer ones are not held against each other
_STRETCH = 4  # so many words in a row, or more, are the same text
_ALIKE = 40.0  # how much of two cells is shared (0-100) where units are compared


class CellPart(NamedTuple):
    """A piece of a cell; `is_marked`: taken out, put in, or, between two units, shared."""

    text: str
    is_marked: bool


class CellPair(NamedTuple):
    """One indicator on both sides: answers, cells in pieces, and how much they share (0-100)."""

    code: str
    answers: tuple[str, str]
    old: tuple[CellPart, ...]
    new: tuple[CellPart, ...]
    shared: float

    @property
    def texts(self) -> tuple[str, str]:
        return "".join(it.text for it in self.old), "".join(it.text for it in self.new)


class Group(NamedTuple):
    """Findings of which the same is to be said. `is_news`: they came or went."""

    said: str
    findings: tuple[PastFinding, ...]
    is_news: bool = True


class SideBySide(NamedTuple):
    """Two runs: `pairs` are the cells that differ or, of two units, are alike; `same` the indicators of equal ones."""

    comparison: Comparison
    groups: tuple[Group, ...]
    pairs: tuple[CellPair, ...]
    same: tuple[str, ...]

    @property
    def is_of_two_units(self) -> bool:
        return self.comparison.is_of_two_units

    @property
    def points(self) -> tuple[tuple[str, float, float], ...]:
        """Points claimed and shown on both sides, where they are known."""
        old, new = self.comparison.old and self.comparison.old.points, self.comparison.new.points
        return tuple(zip(("diklaim", "tampak"), old, new, strict=True)) if old and new else ()


def day_said(as_of: str) -> str:
    """ "2021-08-31" as people write it; what is no day as it stands."""
    try:
        return day(date.fromisoformat(as_of))
    except ValueError:
        return as_of


def groups(comparison: Comparison) -> tuple[Group, ...]:
    """The findings by what became of them, those that came or went with the rules apart; of two units by whose."""
    units = comparison.is_of_two_units
    by_said: dict[str, list[PastFinding]] = {}
    changes = sorted(comparison.changes, key=lambda it: (not units or it.change is not Change.OPEN, _RANK[it.change]))
    for changed in changes:
        said = _OF_UNITS.get(changed.change, "hanya pada yang pertama") if units else SAID[changed.change]
        by_said.setdefault(f"{said} {BY_TERMS}" if changed.by_rules and not units else said, []).append(changed.finding)
    old_news = (SAID[Change.OPEN], SAID[Change.UNCHECKED])
    return tuple(Group(said, tuple(some), not said.startswith(old_news)) for said, some in by_said.items())


def side_by_side(comparison: Comparison) -> SideBySide:
    """Put two runs beside each other. Equal comparisons give equal values."""
    old, new = comparison.old, comparison.new
    if old is None:
        return SideBySide(comparison, groups(comparison), (), ())
    units = comparison.is_of_two_units
    codes = dict.fromkeys((*reversed([*new.evidence]), *reversed([*old.evidence])))  # a run keeps them from the last
    same = [code for code in codes if _written(old, code) == _written(new, code) and _written(new, code)[1].strip()]
    pairs = [_pair(it, old, new, is_shared=units) for it in codes if _written(old, it) != _written(new, it)]
    if units:
        pairs = sorted((it for it in pairs if it.shared >= _ALIKE), key=lambda it: -it.shared)
    return SideBySide(comparison, groups(comparison), tuple(pairs), tuple(same))


def _written(run: Run, code: str) -> tuple[str, str]:
    return run.answers.get(code, ""), run.evidence.get(code, "")


def _pair(code: str, old: Run, new: Run, *, is_shared: bool) -> CellPair:
    (before, old_text), (after, new_text) = _written(old, code), _written(new, code)
    left, right, shared = marked(old_text, new_text, is_shared=is_shared)
    return CellPair(code, (before, after), left, right, shared)


def marked(old: str, new: str, *, is_shared: bool = False) -> tuple[tuple[CellPart, ...], tuple[CellPart, ...], float]:
    """Both texts in pieces, word by word, marked where they differ or, with `is_shared`, where they are the same;
    and how much of them is shared (0-100)."""
    from rapidfuzz.distance import Indel

    if max(len(old), len(new)) > _LONGEST:
        return (CellPart(_cut(old), not is_shared),), (CellPart(_cut(new), not is_shared),), 0.0
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    left: list[CellPart] = []
    right: list[CellPart] = []
    for step in Indel.opcodes(old_words, new_words):
        before, after = old_words[step.src_start : step.src_end], new_words[step.dest_start : step.dest_end]
        is_same = step.tag == "equal"
        is_marked = is_same and sum(map(str.isalnum, before)) >= _STRETCH if is_shared else not is_same
        left.append(CellPart("".join(before), is_marked))
        right.append(CellPart("".join(after), is_marked))
    words = [[it for it in text if it.isalnum()] for text in (old_words, new_words)]
    shared = Indel.normalized_similarity(*words) * 100 if all(words) else 0.0
    return _whole(left), _whole(right), shared


def _cut(text: str) -> str:
    more = len(text) - _LONGEST
    return f"{text[:_LONGEST]} … dan {more} huruf lagi" if more > 0 else text


def _whole(pieces: Sequence[CellPart]) -> tuple[CellPart, ...]:
    """Neighbours that are marked alike as one; a blank alone between two marks belongs to them."""
    parts: list[CellPart] = []
    for number, piece in enumerate(pieces):
        between = not piece.text.strip() and 0 < number < len(pieces) - 1
        is_marked = piece.is_marked or (between and pieces[number - 1].is_marked and pieces[number + 1].is_marked)
        if parts and parts[-1].is_marked == is_marked:
            parts[-1] = CellPart(parts[-1].text + piece.text, is_marked)
        elif piece.text:
            parts.append(CellPart(piece.text, is_marked))
    return tuple(parts)
