"""Give each row its indicator code: from the code written, the marks above it, and the question's words.

Question text goes before marks, for forms print letters out of order (a, c, b) and some leave ancestors
out (one sheet for each area); marks decide where the text fits several or was reworded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lke_docs.read.entry import Entry
from lke_docs.read.mark import CODE, Mark
from lke_docs.read.question import Questions, instruments
from lke_docs.read.vocabulary import plain, words

_SURE = 0.99
_LIKELY = 0.75
_HINT = 0.3


@dataclass(frozen=True, slots=True)
class Coded:
    """An entry with its code. `kind`: row, heading, or loose (filled, but its indicator is not known)."""

    entry: Entry
    code: str
    kind: str
    path: str = ""  # where its marks alone lead


@dataclass(slots=True)
class _Walk:
    """Where we are in the form: parts of the path by depth, the open item, its counts."""

    questions: Questions
    path: list[str | None] = field(default_factory=list)
    item: str = ""
    indents: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def mark(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            if mark.depth < 5:
                depth = self._depth(mark)
                self.path = [*self.path[:depth], *[None] * (depth - len(self.path)), mark.text]

    def _depth(self, mark: Mark) -> int:
        """Results ("B.") have no areas: below B.I come letters at once."""
        is_result = bool(self.path) and self.path[0] == "B"
        return 2 if is_result and mark.depth == 4 else mark.depth

    def candidate(self) -> str:
        """The indicator that the marks lead to; "" where they lead to none."""
        if not self.path or None in self.path:
            return ""
        code = ".".join(part for part in self.path if part is not None)
        known = self.questions.keywords
        return next((c for c in (code, f"{code}.a") if c in known), "")

    def count(self, indent: int) -> str:
        """Code of the next number below the open item: .1, .2, and .1.1 where it is set deeper."""
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
            self.counts.pop()
        if not self.indents or indent > self.indents[-1]:
            self.indents.append(indent)
            self.counts.append(0)
        self.counts[-1] += 1
        return ".".join([self.item, *map(str, self.counts)])

    def open(self, code: str) -> None:
        self.item, self.indents, self.counts = code, [], []
        self.path = list(code.split("."))


def choose(entries: Sequence[Entry]) -> Questions | None:
    """The instrument whose codes and questions stand here most often; None where none does."""
    best, most = None, 0.0
    has_roman = any(mark.depth == 3 and len(mark.text) > 1 for entry in entries for mark in entry.marks)
    for questions in instruments():
        written = sum(entry.code in questions.keywords for entry in entries)
        asked = sum(
            1
            for entry in entries
            if len(entry.question) > 12 and questions.best(entry.question, is_exact=True)[1] >= _SURE
        )
        # half the questions of 2019 and 2021 are the same; "ii." stands only in forms of the latter
        weight = max(written * 2.0, asked * (1.5 if questions.has_roman and has_roman else 1.0))
        if weight and weight >= most:  # forms of 2019 print codes: without any, the later one
            best, most = questions, weight
    return best


def assign(entries: Sequence[Entry], questions: Questions | None) -> list[Coded]:
    """Code the entries of one table. Raises nothing: what fits nowhere is heading or loose."""
    if questions is None:
        return [Coded(entry, entry.code, "loose" if entry.is_filled else "heading") for entry in entries]
    walk = _Walk(questions)
    return _settle([_one(entry, walk) for entry in entries], questions)


def _one(entry: Entry, walk: _Walk) -> Coded:
    known = walk.questions.keywords
    if entry.code:
        if entry.code in known:
            walk.open(entry.code)
        is_count = any(entry.code.startswith(f"{code}.") for code, count in walk.questions.inputs.items() if count)
        is_answered = entry.is_filled and bool(CODE.fullmatch(entry.code))
        is_row = entry.code in known or is_count or is_answered
        return Coded(entry, entry.code, "row" if is_row else "heading")
    if _is_count(entry, walk):
        return Coded(entry, walk.count(entry.indent), "row")
    walk.mark(entry.marks)
    path = ".".join(part for part in walk.path if part) if entry.marks else ""
    code = _choose(entry, walk, path)
    if code:
        walk.open(code)
        return Coded(entry, code, "row", path)
    if path:
        walk.item = ""
    return Coded(entry, path, "loose" if entry.is_filled else "heading", path)


def _is_count(entry: Entry, walk: _Walk) -> bool:
    """A number to be filled in below an item: its options say so, or it begins with "Jumlah"."""
    if not walk.item or not walk.questions.inputs.get(walk.item) or any(m.depth < 5 for m in entry.marks):
        return False
    vocabulary = words()
    if plain(entry.options):
        return plain(entry.options) in vocabulary.count_options
    goes_on = bool(walk.counts) and bool(entry.marks)  # "- Kepala satuan kerja" below "- Jumlah ..."
    return goes_on or plain(entry.question).startswith(vocabulary.count_begins)


def _choose(entry: Entry, walk: _Walk, path: str) -> str:
    """Weigh the question's words against the marks; "" for a heading or an unknown question."""
    if not entry.question:
        return ""
    questions = walk.questions
    marked = walk.candidate() if entry.marks else ""
    by_text, share = questions.best(entry.question, is_exact=True)
    if share < _SURE and not marked:
        is_above = any(code.startswith(f"{path}.") for code in questions.keywords) and bool(path)
        if is_above and not entry.is_filled and not entry.options:
            return ""
        by_text, share = questions.best(entry.question)
    own = questions.fit(entry.question, marked) if marked else 0.0
    if share >= _SURE and by_text != marked:
        if own < _SURE or questions.size(by_text) > 1.5 * questions.size(marked):
            return by_text
        return marked
    if marked and own >= _HINT:
        return marked
    return by_text if share >= _LIKELY else ""


def _settle(coded: Sequence[Coded], questions: Questions) -> list[Coded]:
    """Of several rows with one code keep the one that asks the question; the others are headings."""
    best: dict[str, tuple[float, int]] = {}
    for index, item in enumerate(coded):
        if item.kind == "row":
            share = questions.fit(item.entry.question, item.code)
            weight = share + 2 * item.entry.is_filled + 0.5 * bool(item.entry.options)
            if item.code not in best or weight > best[item.code][0]:
                best[item.code] = (weight, index)
    kept = {index for _, index in best.values()}
    return [
        item
        if item.kind != "row" or index in kept
        else Coded(item.entry, item.path or item.code, "loose" if item.entry.is_filled else "heading")
        for index, item in enumerate(coded)
    ]
