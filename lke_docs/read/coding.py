"""Give each row its indicator code: from the code written, the marks above it, and the question's words.

Question text goes before marks, for forms print letters out of order (a, c, b) and some leave ancestors
out (one sheet for each area); marks decide where the text fits several or was reworded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lke_docs.instrument.written import written_choice
from lke_docs.model import AnswerKind, SheetYear
from lke_docs.read.answer_kind import answered, option_worth, said_kind
from lke_docs.read.entry import PlacedText, ReadRow
from lke_docs.read.mark import CODE, ListMark
from lke_docs.read.question import Questions, instruments, is_total
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple

_NEAR = 0.6  # of the questions that the best form has: below it, another form is out of the question
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_ANSWERED = (AnswerKind.LETTER, AnswerKind.YES_NO)
_SURE = 0.99
_LIKELY = 0.75
_HINT = 0.3
_STRAY = 0.1  # of the numbers of a table: above it they are no values of options


@dataclass(frozen=True, slots=True)
class Coded:
    """An entry with its code.

    `kind`: row, heading, loose (filled, but its indicator is not known), or twin (of the row that bears its code too).
    """

    entry: ReadRow
    code: str
    kind: str
    path: str = ""  # where its marks alone lead
    is_count: bool = False  # a number below an indicator
    is_heading: bool = False  # it names an area or sub-area, or its marks lead to one
    is_led: bool = False  # its marks lead from the part down to it, and it shares words with what is asked there


@dataclass(slots=True)
class _Walk:
    """Where we are in the form: parts of the path by depth, the open item, its counts."""

    questions: Questions
    path: list[str | None] = field(default_factory=list)
    item: str = ""
    within: str = ""  # the area or sub-area whose heading was read last
    indents: list[float] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def mark(self, marks: Sequence[ListMark]) -> None:
        for mark in marks:
            if mark.depth < 5:
                depth = self._depth(mark)
                self.path = [*self.path[:depth], *[None] * (depth - len(self.path)), mark.text]

    def _depth(self, mark: ListMark) -> int:
        """Results ("B.") have no areas: below B.I come letters at once."""
        is_result = bool(self.path) and self.path[0] == "B"
        return 2 if is_result and mark.depth == 4 else mark.depth

    def candidate(self) -> str:
        """The indicator that the marks lead to, or the last of them below the heading above; "" for none."""
        return self.by_path() or (self._below(self.path[-1]) if self.path else "")

    def _below(self, mark: str | None) -> str:
        codes = (f"{self.within}.{mark}", f"{self.within}.{mark}".upper()) if self.within and mark else ()
        return next((code for code in codes if code in self.questions.keywords), "")

    def by_path(self) -> str:
        """The indicator that the marks lead to; "" where one of them is missing."""
        if not self.path or None in self.path:
            return ""
        code = ".".join(part for part in self.path if part is not None)
        known = self.questions.keywords
        if not self.questions.has_roman:  # A, I, 1, a where the form of 2019 has A.1.1.A
            code = ".".join(str(_ROMAN.get(part, part)).upper() for part in code.split("."))
        return next((c for c in (code, f"{code}.a") if c in known), "")

    def enter(self, entry: ReadRow, path: str) -> bool:
        """Tell a heading from a question that nobody knows, and remember which it is."""
        own = words().forms.get(self.questions.id, {})
        bare = _bare(entry.question)
        code = own.get(bare, "") or self.questions.heading(entry.question, self.within)
        if code:
            self.within = code
        return bool(code) or any(known.startswith(f"{path}.") for known in self.questions.keywords if path)

    def count(self, entry: ReadRow) -> str:
        """Code of the next number below the open item: .1, .2, and .1.1 where it is set deeper or details the last."""
        is_flat = bool(self.indents) and entry.indent == self.indents[0]
        indent = entry.indent + (0.5 if is_flat and is_detail(entry.question) else 0.0)
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
        if self.questions.has_roman:  # what the marks of the other form count is not what its codes do
            self.path = list(code.split("."))
        self.within = code.rpartition(".")[0]


class _Vote(NamedTuple):
    """What speaks for one form, in the order in which it counts."""

    written: float  # codes
    headings: int
    misfits: int  # answers that the form does not have, below 0
    asked: float


def choose(entries: Sequence[ReadRow], year: SheetYear | None) -> Questions | None:
    """The instrument whose codes, headings, questions and kinds of answer stand here; None where none does.

    No sheet is on a form that is younger than the year it states.
    """
    known = [questions for questions in instruments() if year is None or questions.since <= year.value]
    votes = [(_vote(questions, entries), questions) for questions in known or instruments()]
    most = max(max(vote.written, vote.asked) for vote, _ in votes)
    if not most:
        return None
    # half the questions of 2019 and 2021 are the same
    near = [(vote, it) for vote, it in votes if max(vote.written, vote.asked) >= _NEAR * most]
    return max(near, key=lambda pair: (*pair[0], pair[1].id))[1]


def _vote(questions: Questions, entries: Sequence[ReadRow]) -> _Vote:
    own = words().forms.get(questions.id, {})
    # "ii." stands only in forms that count sub-areas so
    has_roman = any(mark.depth == 3 and len(mark.text) > 1 for entry in entries for mark in entry.marks)
    written = headings = misfits = asked = 0
    for entry in entries:
        written += questions.known(entry.code) in questions.keywords
        headings += not entry.answer.text and _bare(entry.question) in own
        code, share = questions.best(entry.question, is_exact=True) if len(entry.question) > 12 else ("", 0.0)
        if share >= _SURE:
            asked += 1
            misfits -= _is_misfit(entry.answer.text, questions.letters[code])
    return _Vote(written * 2.0, headings, misfits, asked * (1.5 if questions.has_roman and has_roman else 1.0))


def _is_misfit(answer: str, letters: Collection[str]) -> bool:
    """Tell "Ya" where the form has letters, and letters where it has "Ya"."""
    given = written_choice(answer).choice.upper()
    return bool(letters and given) and given not in letters


def _bare(text: str) -> str:
    """A heading without its weight: "PROSES (60)" is "proses"."""
    return " ".join(word for word in plain(text).split() if not word.isdecimal())


def assign(entries: Sequence[ReadRow], questions: Questions | None) -> list[Coded]:
    """Code the entries of one table. Raises nothing: what fits nowhere is heading or loose."""
    if questions is None:
        return [Coded(entry, entry.code, "loose" if entry.is_filled else "heading") for entry in entries]
    walk = _Walk(questions)
    coded = [_one(entry, walk) for entry in entries]
    for item in coded:
        _take_answer(item.entry, questions.letters.get(item.code, ()))
    _take_values([(item.entry, questions.letters.get(item.code, {})) for item in coded if item.kind == "row"])
    return _settle(coded, questions)


def _take_answer(entry: ReadRow, letters: Collection[str]) -> None:
    """Leave of an answer the option that it names; a paper behind it is evidence."""
    entry.answer.text, paper = answered(entry.answer.text, letters)
    if paper:
        entry.evidence = PlacedText(paper, [(0, entry.answer.segments[0][1])]).before(entry.evidence)


def _take_values(rows: Sequence[tuple[ReadRow, Mapping[str, float]]]) -> None:
    """Read the values of options as these options, where a table answers with numbers throughout: 0,5 is B of A, B, C.

    Nothing but zeros is what the formulas of an empty form give.
    """
    asked = [(entry, letters) for entry, letters in rows if letters and entry.answer.text]
    chosen = [option_worth(entry.answer.text, letters) for entry, letters in asked]
    are_numbers = all(said_kind(entry.answer.text) is AnswerKind.COUNT for entry, _ in asked)
    are_given = any(letters[it] for it, (_, letters) in zip(chosen, asked, strict=True) if it)
    if not are_numbers or not are_given or chosen.count("") > _STRAY * len(chosen):
        return
    for (entry, letters), letter in zip(asked, chosen, strict=True):
        if letter:
            entry.worth, entry.answer.text = entry.answer.text, letter.capitalize()
            for given, _ in entry.reviews.values():
                given.text = option_worth(given.text, letters).capitalize() or given.text


def _one(entry: ReadRow, walk: _Walk) -> Coded:
    known = walk.questions.keywords
    if entry.code:
        entry.code = walk.questions.known(entry.code) or entry.code
        if entry.code in known:
            walk.open(entry.code)
        is_count = any(entry.code.startswith(f"{code}.") for code, count in walk.questions.inputs.items() if count)
        is_answered = entry.is_filled and bool(CODE.fullmatch(entry.code))
        is_row = entry.code in known or is_count or is_answered
        return Coded(entry, entry.code, "row" if is_row else "heading", "", is_count, not is_row)
    if is_total(entry.question):
        walk.item = ""
        is_sum = not entry.evidence.text and said_kind(entry.answer.text) in (AnswerKind.NONE, AnswerKind.COUNT)
        return Coded(entry, "", "heading" if is_sum else "loose", is_heading=True)
    if _is_count(entry, walk):
        return Coded(entry, walk.count(entry), "row", "", True)
    walk.mark(entry.marks)
    path = ".".join(part for part in walk.path if part) if entry.marks else ""
    code = _choose(entry, walk, path)
    if code:
        is_led = bool(entry.marks) and walk.by_path() == code and walk.questions.fit(entry.question, code) >= _HINT
        walk.open(code)
        return Coded(entry, code, "row", path, is_led=is_led)
    is_heading = walk.enter(entry, path) and said_kind(entry.answer.text) not in ("letter", "yes_no")
    if path and not (is_heading and walk.item in (path, walk.within)):
        walk.item = ""  # a heading printed below its own indicator leaves that one open for its numbers
    return Coded(entry, path, "loose" if entry.is_filled and not is_heading else "heading", path, False, is_heading)


def is_detail(question: str) -> bool:
    """Tell a number that details the one above it: "Kepala satuan kerja"."""
    return f"{plain(question)} ".startswith(tuple(f"{term} " for term in words().count_details))


def _is_count(entry: ReadRow, walk: _Walk) -> bool:
    """A number to be filled in below an item: its options say so, or it begins with "Jumlah", numbered or not."""
    if not walk.item or not walk.questions.inputs.get(walk.item):
        return False
    vocabulary = words()
    # "- Kepala satuan kerja" below "- Jumlah ...", without its dash too
    is_said = plain(entry.question).startswith(vocabulary.count_begins)
    is_said |= bool(walk.counts) and is_detail(entry.question)
    if any(mark.depth < 5 for mark in entry.marks):
        return is_said and said_kind(entry.answer.text) in (AnswerKind.NONE, AnswerKind.COUNT)
    if plain(entry.options):
        return plain(entry.options) in vocabulary.count_options
    return is_said or (bool(walk.counts) and bool(entry.marks))


def _choose(entry: ReadRow, walk: _Walk, path: str) -> str:
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
    if walk.within and not by_text:  # two fit equally well: the one below this heading
        by_text, share = questions.best(entry.question, within=walk.within)
    return by_text if share >= _LIKELY else _by_marks_alone(entry, walk)


def _by_marks_alone(entry: ReadRow, walk: _Walk) -> str:
    """A question in words of the office's own: its marks lead from the part down to a letter that takes the answer."""
    letters = walk.questions.letters.get(code := walk.by_path() if entry.marks else "", ())
    return code if written_choice(entry.answer.text).choice.upper() in letters else ""


def _settle(coded: Sequence[Coded], questions: Questions) -> list[Coded]:
    """Of several rows with one code keep the one that asks the question; the others are headings."""
    best: dict[str, tuple[float, int]] = {}
    for index, item in enumerate(coded):
        if item.kind == "row":
            share = questions.fit(item.entry.question, item.code)
            weight = share + 2 * item.entry.is_filled + bool(item.entry.answer.text) + 0.5 * bool(item.entry.options)
            if item.code not in best or weight > best[item.code][0]:
                best[item.code] = (weight, index)
    kept = {item.code: index for _, index in best.values() for item in [coded[index]]}
    return [
        item if item.kind != "row" or index == (at := kept[item.code]) else _passed_over(item, coded[at], index < at)
        for index, item in enumerate(coded)
    ]


def _passed_over(item: Coded, kept: Coded, above: bool) -> Coded:
    """A row whose code another row has: its twin, the heading above that one, or an answer without a place."""
    both = (item.entry, kept.entry)
    if all(it.code == item.code and said_kind(it.answer.text) in _ANSWERED for it in both) and _differ(*both):
        return replace(item, kind="twin")
    is_heading = above and item.entry.answer.text in ("", "0")
    kind = "loose" if item.entry.is_filled and not is_heading else "heading"
    return Coded(item.entry, item.path or item.code, kind, is_heading=is_heading)


def _differ(entry: ReadRow, other: ReadRow) -> bool:
    """Whether two rows that people gave one code say two things; a table fills merged cells with the same again."""
    return (plain(entry.question), entry.answer.text) != (plain(other.question), other.answer.text)
