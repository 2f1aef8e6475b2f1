"""Lines of a page without codes, as pasted from a web page or printed: their questions' words tell what they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from lke_docs.model import Place, SourceText
from lke_docs.read.content import chosen_option, is_answer
from lke_docs.read.entry import PlacedText, ReadRow
from lke_docs.read.grid import Cell
from lke_docs.read.label import is_aside, is_of_page, label_at, labelled, without_label
from lke_docs.read.mark import CODE, ListMark, as_code, split_marks
from lke_docs.read.pasted import begins_paper, dated_at, is_heading, without_weights
from lke_docs.read.question import are_one_question, has_counts, is_computed, is_known
from lke_docs.read.vocabulary import names_paper, plain, words
from lke_docs.tuples import NamedTuple

_ANSWER = re.compile(r"(?<!\S)(?:YA|TIDAK|Ya|Tidak|[A-E])(?!\S)")
# a number that the form computes: not the "1" of "(dalam 1 tahun)", nor the "100%" of "100% atau lebih"
_SHARE = re.compile(r"(?<!\S)\d{1,3}(?:[.,]\d{1,4})?\s?%?(?=\s+[\dA-Z]|\s*$)")
_COUNT = re.compile(r"(?<!\S)\d{1,9}(?:[.,]\d{1,4})?\s?%?(?!\S)")
# the score and its share between answer and evidence: "YA 1 100,00% SK Kepala Balai"
_SCORES = re.compile(r"(?:(?:[01]|\d{1,3}[.,]\d{1,4}|\d{1,3}(?:[.,]\d{1,4})?\s?%)(?:\s+|$)){1,2}")
_LABELLED = re.compile(r"\(?(YA|TIDAK|[A-E]|\d{1,9}(?:[.,]\d{1,4})?\s?%?)(?![\w/])[).:;]{0,2}", re.IGNORECASE)
# an answer that stands before its question, behind the code or between question and evidence: "[Ya] a. Unit kerja ...",
# "A.I.1.i.a Ya SK Tim", "... Zona Integritas: Ya. Bukti: SK Tim"
_BEFORE = re.compile(r"\[\s?(ya|tidak|[a-e])\s?\]\s*(?=\S)", re.IGNORECASE)
_BEHIND_CODE = re.compile(rf"({CODE.pattern})[.:)]?\s+(?:[-–:]\s+)?({_ANSWER.pattern})[\s:–-]*")
_WITHIN = re.compile(r"(?:\s*[:=]|(?<=\?))\s*(YA|TIDAK|Ya|Tidak|[A-E])\s?[.,;]\s+(?=\S)")
_LONGEST = 4  # lines of one question
_FAR = 1200  # letters in which the answer is sought


class _Line(NamedTuple):
    """A line that is not blank, and its text taken apart."""

    source: SourceText
    marks: Sequence[ListMark]
    text: str  # behind the marks
    is_apart: bool = False  # behind a blank line
    is_title: bool = False  # a heading without its mark

    @property
    def is_answer(self) -> bool:
        """Tell an answer that has the line for itself, with its label or without."""
        return is_answer(self.source.text.strip()) or labelled(self.text)[:2] == ("answer", "")

    @property
    def code(self) -> str:
        """The code of an indicator that has the line for itself, with its label or without; "" for another line."""
        code = as_code(without_label(self.source.text, "code"))
        return code if CODE.fullmatch(code) else ""


class _Parts(NamedTuple):
    """The question of a block, its answer and the line of it, and the first line of evidence with its text."""

    question: str
    answer: str
    at: int
    first: int
    rest: str


class Pasted(NamedTuple):
    """A page by its blocks, each of which begins with a question, a heading or a number; and the lines round them."""

    blocks: tuple[tuple[_Line, ...], ...]
    page: tuple[SourceText, ...]  # lines above the first block, page numbers, titles of columns
    is_marked: bool

    def entries(self) -> list[ReadRow]:
        """Each block as a row or heading."""
        return [_entry(block, number, is_marked=self.is_marked) for number, block in enumerate(self.blocks)]

    def without(self, numbers: Collection[int]) -> Pasted:
        """The page with the lines of some blocks given back to the block above each."""
        blocks: list[tuple[_Line, ...]] = []
        for number, block in enumerate(self.blocks):
            if number in numbers and blocks:
                blocks[-1] += block
            else:
                blocks.append(block)
        return self._replace(blocks=tuple(blocks))


def pasted(lines: Sequence[SourceText]) -> Pasted:
    """Take lines apart by what they say."""
    kept, page = _without_page(list(_taken_apart(lines)))
    is_marked = _is_marked(kept)
    kept = _titled(kept, is_marked=is_marked)
    blocks: list[list[_Line]] = []
    above: list[SourceText] = []
    takes_counts, rest = False, ""  # what the question that began above still holds
    for index, line in enumerate(kept):
        if line.code:
            if blocks and not any(it.code or _is_labelled(it) for it in blocks[-1]):
                blocks[-1].append(line)
            else:
                blocks.append([line])
            continue
        goes_on = bool(line.text) and rest.startswith(f" {line.text}")
        opening = "" if goes_on else _opening(kept, index, is_marked=is_marked)
        rest = (rest if goes_on else opening)[len(line.text) + goes_on :]
        if opening and not line.is_title and not is_heading(line.marks, opening, is_marked=is_marked):
            takes_counts = has_counts(opening) or not is_known(opening)
        is_coded = bool(blocks) and all(it.code for it in blocks[-1])  # the code stands above its question
        if not is_coded and (opening or (takes_counts and _is_number(kept, index))):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
        else:
            above.append(line.source)
    return Pasted(tuple(map(tuple, blocks)), (*above, *page), is_marked)


def _taken_apart(lines: Sequence[SourceText]) -> Iterator[_Line]:
    """The lines that are not blank, the answer of each as a line of its own."""
    is_apart = False
    for line in lines:
        for piece in filter(None, _pieces(line.text.rstrip())):
            taken = split_marks(without_label(" ".join(piece.split()), "question"))
            yield _Line(line._replace(text=piece), *taken, is_apart)
            is_apart = False
        is_apart = is_apart or not line.text.strip()


def _pieces(text: str) -> tuple[str, ...]:
    """A line cut at its answer: before its question, behind the code, behind the question or its label."""
    if (match := _BEFORE.match(text)) and is_known(text[match.end() :]):
        return text[match.end() :], match[1]
    if match := _BEHIND_CODE.match(text):
        return match[1], match[2], text[match.end() :]
    start = next((at for at in label_at(text[:_FAR]) if is_known(text[:at])), 0)
    if not start and (match := _WITHIN.search(text[:_FAR])) and is_known(text[: match.start()]):
        return text[: match.start()], match[1], text[match.end() :]
    return text[:start], text[start:]


def _titled(lines: Sequence[_Line], *, is_marked: bool) -> list[_Line]:
    """The lines, those told that are headings without their marks, as a copy of automatic numbering has them: nothing
    but names of parts between a blank line and a question.
    """
    kept = list(lines)
    names: list[int] = []
    for at, line in enumerate(lines):
        if (line.is_apart or names) and not line.marks and is_heading((), line.text, is_marked=False):
            names.append(at)
            continue
        if names and _opening(lines, at, is_marked=is_marked):
            kept[names[0] : at] = [it._replace(is_title=True) for it in kept[names[0] : at]]
        names = []
    return kept


def _without_page(lines: Sequence[_Line]) -> tuple[list[_Line], list[SourceText]]:
    """The lines but for page numbers, titles of columns and what stood above the first question already."""
    kept = [line for line in lines if not is_of_page(line.source.text)]
    is_marked = _is_marked(kept)
    first = next((index for index in range(len(kept)) if _opening(kept, index, is_marked=is_marked)), 0)
    above = {line.text for line in kept[:first] if not names_paper(line.text)}
    body = [*kept[:first], *(line for line in kept[first:] if line.text not in above)]
    places = {line.source.place for line in body}
    return body, [line.source for line in lines if line.source.place not in places]


def _is_marked(lines: Sequence[_Line]) -> bool:
    """Tell a page that numbers its questions: nearly all that asks there has a mark."""
    marked: list[bool] = []
    end = 0
    for at, line in enumerate(lines):
        if at >= end and (end := _asked_until(lines, at)):
            marked.append(bool(line.marks))
    return sum(marked) * 2 > len(marked)


def _asked_until(lines: Sequence[_Line], at: int) -> int:
    """The line behind a known question, which may go on below its mark: "b. Prosedur operasional tetap / (SOP) telah
    diterapkan C"; 0 for another line.
    """
    joined = lines[at].text
    if is_known(joined):
        return at + 1
    for last in range(at + 1, min(at + _LONGEST, len(lines)) if lines[at].marks else 0):
        if not _goes_on(lines, at, last):
            break
        joined = f"{joined} {lines[last].text}"[:_FAR]
        if is_known(joined):
            return 0 if is_heading(lines[at].marks, lines[at].text, is_marked=True) else last + 1
    return 0


def _goes_on(lines: Sequence[_Line], first: int, last: int) -> bool:
    """Tell a line with which a question may go on; what begins with the name of a paper seldom is one."""
    if _stands_alone(lines[last]):
        return False
    text = lines[first].text
    return not begins_paper(text) or are_one_question(text, " ".join(it.text for it in lines[first + 1 : last + 1]))


def _opening(lines: Sequence[_Line], index: int, *, is_marked: bool) -> str:
    """The heading or the question that begins in a line, as far as it makes itself known; "" for evidence."""
    line, joined = lines[index], ""
    if line.is_title:
        return line.text
    if _is_labelled(line):
        return ""
    for last in range(index, min(index + _LONGEST, len(lines))):
        may_go_on = bool(line.marks) if is_marked else lines[last].text[:1].islower()
        if last > index and not (may_go_on and _goes_on(lines, index, last)):
            break
        joined = f"{joined} {lines[last].text}".strip()[:_FAR]
        if is_heading(line.marks, joined, is_marked=is_marked):
            is_alone = is_marked and not line.marks and not any(below.marks for below in lines[last + 1 : last + 2])
            return "" if is_alone else joined
        if is_known(joined):
            is_weak = begins_paper(joined) or dated_at(joined) is not None or _is_weakly_marked(line, is_marked)
            return joined if not is_weak or _is_answered(lines, last, joined) else ""
        if is_marked and not _is_weakly_marked(line, is_marked) and _is_answered(lines, last, joined):
            return joined  # in words of the office's own
    return ""


def _is_weakly_marked(line: _Line, is_marked: bool) -> bool:
    """Tell a line that does not begin as the questions of its page do: a dash, no mark where others have one."""
    if line.marks:
        return all(mark.depth == 5 for mark in line.marks)
    return is_marked or line.text[:1].islower()


def _is_labelled(line: _Line) -> bool:
    return line.is_answer or bool(labelled(line.text).role) or is_aside(line.text)


def _stands_alone(line: _Line) -> bool:
    """Tell a line with which no question goes on: it has a mark or a label, or asks by itself before its answer."""
    is_begun = line.text[:1].islower() or line.text.startswith("(")
    return bool(line.marks) or _is_labelled(line) or (not is_begun and is_known(_ANSWER.split(line.text, 1)[0]))


def _is_answered(lines: Sequence[_Line], last: int, text: str) -> bool:
    """Tell text up to a line to which the next line is the answer, or which holds it before the first paper."""
    if last + 1 < len(lines) and lines[last + 1].is_answer:
        return True
    return _first_answer(text[: dated_at(text)]) is not None


def _first_answer(text: str, begin: int = 0) -> re.Match[str] | None:
    """The answer behind a known question, or the name of a part; a number only where the form computes it."""
    for match in _answers(text[:_FAR], is_count=False):
        question = text[: match.start()]
        is_asked = is_known(question) or is_heading((), question.strip(), is_marked=False)
        if match.start() >= begin and is_asked and (match[0][0].isalpha() or is_computed(question)):
            return match
    return None


def _is_number(lines: Sequence[_Line], index: int) -> bool:
    """Tell a number to be filled in below an item that has some: "- Jumlah yang sudah melaporkan 25"."""
    line = lines[index]
    is_dash = bool(line.marks) and all(mark.depth == 5 for mark in line.marks)
    begins = plain(line.text).startswith((*words().count_begins, *words().count_details))
    counts = _answers(line.text[: dated_at(line.text)], is_count=True)
    count = min(counts, key=lambda match: match.start(), default=None)
    if not (begins or is_dash) or names_paper(line.text[: count.start() if count else None]):
        return False
    return count is not None or (index + 1 < len(lines) and bool(_LABELLED.fullmatch(_value(lines[index + 1]))))


def _value(line: _Line) -> str:
    """A line without the label of an answer."""
    return labelled(line.text).text if line.is_answer else line.text


def _entry(block: Sequence[_Line], number: int, *, is_marked: bool) -> ReadRow:
    code = next((line.code for line in block if line.code), "")
    block = [line for line in block if not line.code] or block
    source, marks = block[0][:2]
    indent = len(source.text) - len(source.text.lstrip())
    is_count = not _opening(block, 0, is_marked=is_marked) and _is_number(block, 0)
    parts = _numbered(block) if is_count else _headed(block, is_marked=is_marked) or _asked(block)
    options = words().count_options[0] if is_count else ""
    entry = ReadRow(number, source.place, list(marks), parts.question, indent, code, options)
    entry.answer.add(_cell(parts.answer, block[parts.at].source.place))
    _add_evidence(entry, parts, block)
    return entry


def _headed(block: Sequence[_Line], *, is_marked: bool) -> _Parts | None:
    """A heading, of one line or several; evidence below it is that of the question which follows."""
    if block[0].is_title:
        return _Parts(without_weights(block[0].text), "", 0, 1, "")
    for count in range(1, min(_LONGEST, len(block)) + 1):
        name = " ".join(line.text for line in block[:count])
        if is_heading(block[0].marks, name, is_marked=is_marked):
            if count < len(block) and block[count].is_answer:
                return None  # it is a question as well
            return _Parts(without_weights(name), "", 0, count, "")
    return None


def _numbered(block: Sequence[_Line]) -> _Parts:
    """A number below an indicator, in its line or in the next."""
    text = block[0].text
    match = next(iter(_answers(text[: dated_at(text)], is_count=True)), None)
    if match is not None:
        return _Parts(text[: match.start()].strip(), match[0], 0, 0, text[match.end() :].strip())
    return _Parts(text, _value(block[1]), 1, 2, "")


def _asked(block: Sequence[_Line]) -> _Parts:
    """Question and answer: it stands behind its label, in a line of its own or between question and evidence."""
    before = ""
    for at, line in enumerate(block[: _LONGEST + 1]):
        if line.is_answer or (at and labelled(line.text).role):
            return _behind_label(block, before, at)
        if at and is_known(before) and begins_paper(line.text) and not line.text[:1].islower():
            break
        joined = f"{before} {line.text}".strip()
        if match := _first_answer(joined, len(joined) - len(line.text)):
            rest = joined[match.end() :].strip()
            scores = _SCORES.match(rest)
            rest = rest[scores.end() :].strip() if scores else rest
            return _Parts(joined[: match.start()].strip(), match[0], at, at, rest)
        before = joined
    return _unanswered(block)


def _behind_label(block: Sequence[_Line], question: str, at: int) -> _Parts:
    """The answer in a line of its own: behind "Jawaban:", or below it, or there is none."""
    line = block[at]
    if not line.is_answer:
        return _Parts(question, "", at, at, line.source.text.strip())
    value = line.source.text.strip() if is_answer(line.source.text.strip()) else labelled(line.text).text
    if not value and at + 1 < len(block) and not labelled(block[at + 1].text).role:
        at, value = at + 1, block[at + 1].source.text.strip()
    if option := chosen_option(value):
        return _Parts(question, option, at, at, "")
    match = _LABELLED.match(value)
    if match is None:
        return _Parts(question, "", at, at, value)
    rest = value[match.end() :].lstrip(" ,-–")
    is_paper = names_paper(rest) or dated_at(rest) is not None  # else the words of the option
    return _Parts(question, match[1], at, at, rest if is_paper else "")


def _unanswered(block: Sequence[_Line]) -> _Parts:
    """A question that nobody answered: its lines up to that with which it is known, and those that go on with it."""
    text = block[0].text
    for count, line in enumerate(block[1 : _LONGEST + 1], 1):
        goes_on = line.text[:1].islower() and not line.marks and not names_paper(line.text)
        if is_known(text) and not goes_on:
            return _Parts(text, "", 0, count, "")
        text = f"{text} {line.text}"
    return _Parts(text, "", 0, min(_LONGEST + 1, len(block)), "")


def _add_evidence(entry: ReadRow, parts: _Parts, block: Sequence[_Line]) -> None:
    """The lines of evidence without labels before them; behind an evaluator's label stands what the evaluator says,
    behind one of a column that is no evidence what is none.
    """
    lines = [(parts.rest, block[parts.at].source.place)] if parts.first == parts.at else []
    behind = max(parts.first, parts.at + bool(lines))
    lines += [(line.source.text.strip(), line.source.place) for line in block[behind:]]
    target = entry.evidence
    for text, place in lines:
        role, reviewer, value = labelled(text)
        if reviewer:
            answer, note = entry.reviews.setdefault(reviewer, (PlacedText(), PlacedText()))
            target = answer if role == "answer" else note
        elif role:
            target = entry.evidence
        elif is_aside(text):
            target = entry.aside
        target.add(_cell(value if reviewer or role not in ("", "answer") else text, place))


def _cell(text: str, place: Place) -> Cell:
    return Cell(0, 0, text, traced=((0, place),))


def _answers(text: str, *, is_count: bool) -> list[re.Match[str]]:
    """What may be the answer: a letter or a share; for a number below an indicator "2", not "100% atau lebih"."""
    if not is_count:
        shares = sorted(_SHARE.finditer(text), key=lambda match: match[0].isdecimal())  # "0.9" before the "4" of a list
        return [*_ANSWER.finditer(text), *shares]
    return sorted(_COUNT.finditer(text), key=lambda match: ("%" in match[0], match.start()))
