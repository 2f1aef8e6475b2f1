"""Lines of a page without codes, as pasted from a web page or printed: their questions' words tell what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lke_docs.model import Place, SourceText
from lke_docs.read.column import role_of
from lke_docs.read.entry import ReadRow
from lke_docs.read.grid import Cell
from lke_docs.read.mark import ListMark, split_marks
from lke_docs.read.question import instruments, is_computed, is_known
from lke_docs.read.vocabulary import plain, words

_ANSWER = re.compile(r"(?<!\S)(?:YA|TIDAK|Ya|Tidak|[A-E])(?!\S)")
# a number that the form computes: not the "1" of "(dalam 1 tahun)", nor the "100%" of "100% atau lebih"
_SHARE = re.compile(r"(?<!\S)\d{1,3}(?:[.,]\d{1,4})?\s?%?(?=\s+[\dA-Z]|\s*$)")
_COUNT = re.compile(r"(?<!\S)\d{1,9}(?:[.,]\d{1,4})?\s?%?(?!\S)")
# the score and its share between answer and evidence: "YA 1 100,00% SK Kepala Balai"
_SCORES = re.compile(r"(?:(?:[01]|\d{1,3}[.,]\d{1,4}|\d{1,3}(?:[.,]\d{1,4})?\s?%)(?:\s+|$)){1,2}")
_WEIGHTS = re.compile(r"(?:\s+\d[\d.,]*\s?%?)+$")
_LONGEST = 4  # lines of one question
_FAR = 1200  # letters in which the answer is sought


def entries_in(lines: Sequence[SourceText]) -> tuple[list[ReadRow], list[SourceText]]:
    """Take lines apart into rows and headings, and the lines above the first of them."""
    entries: list[ReadRow] = []
    above: list[SourceText] = []
    block: list[SourceText] = []
    kept = [line for line in lines if line.text.strip()]
    for index, line in enumerate(kept):
        if _opens(kept, index):
            if block:
                entries.append(_entry(block, len(entries)))
            block = [line]
        elif block:
            block.append(line)
        else:
            above.append(line)
    if block:
        entries.append(_entry(block, len(entries)))
    return entries, above


def _opens(lines: Sequence[SourceText], index: int) -> bool:
    """Tell whether a line begins a question, a heading or a number to be filled in; a list of evidence does not."""
    marks, text = split_marks(" ".join(lines[index].text.split()))
    if _is_number(marks, text) or _is_heading(text):
        return True
    if not marks and not is_known(text):
        return False
    joined = text
    for after in range(index, min(index + _LONGEST, len(lines))):
        if after > index:
            more, words_ = split_marks(" ".join(lines[after].text.split()))
            if more:
                return False
            joined += f" {words_}"
        if is_known(joined[:_FAR]):
            return True
    return False


def _is_number(marks: Sequence[ListMark], text: str) -> bool:
    is_dash = bool(marks) and all(mark.depth == 5 for mark in marks)
    begins = plain(text).startswith(words().count_begins)
    return (begins or is_dash) and bool(_COUNT.search(text)) and not is_known(text)


def _is_heading(text: str) -> bool:
    name = _WEIGHTS.sub("", text)
    if len(name) > 120:
        return False
    bare = " ".join(word for word in plain(name).split() if not word.isdecimal())
    return bare in words().content["parts"] or any(
        bare in words().forms.get(questions.id, {}) or bool(questions.heading(name, "")) for questions in instruments()
    )


def _entry(block: Sequence[SourceText], number: int) -> ReadRow:
    marks, first = split_marks(" ".join(block[0].text.split()))
    texts = [first, *(" ".join(line.text.split()) for line in block[1:])]
    is_count = _is_number(marks, first)
    parts = _split(texts, is_count=is_count)
    indent = len(block[0].text) - len(block[0].text.lstrip())
    if parts is None:
        entry = ReadRow(number, block[0].place, marks, _WEIGHTS.sub("", first), indent)
        for line in block[1:]:
            entry.evidence.add(_cell(line.text, line.place))
        return entry
    question, answer, at, rest = parts
    entry = ReadRow(number, block[0].place, marks, question, indent, "", _options(is_count))
    entry.answer.add(_cell(answer, block[at].place))
    for text, place in _rest(rest, at, block):
        entry.evidence.add(_cell(text, place))
    return entry


def _options(is_count: bool) -> str:
    return words().count_options[0] if is_count else ""


def _rest(rest: str, at: int, block: Sequence[SourceText]) -> Iterator[tuple[str, Place]]:
    """The lines of evidence, without a label before them: "Bukti Dukung: SK Tim"."""
    for text, place in ((rest, block[at].place), *((line.text.strip(), line.place) for line in block[at + 1 :])):
        label, colon, value = text.partition(":")
        is_label = role_of(label)[0] in ("evidence", "note", "link") or plain(label) in words().content["shown"]
        bare = value.strip() if colon and is_label else text
        if bare:
            yield bare, place


def _cell(text: str, place: Place) -> Cell:
    return Cell(0, 0, text, traced=((0, place),))


def _split(texts: Sequence[str], *, is_count: bool) -> tuple[str, str, int, str] | None:
    """Question, answer, the line in which it stands, and what follows it there; None for a heading."""
    before = ""
    for at, text in enumerate(texts[: _LONGEST + 1]):
        for match in _answers(text, is_count=is_count):
            question = f"{before} {text[: match.start()]}".strip()
            if is_count or (is_known(question) and (match[0][0].isalpha() or is_computed(question))):
                rest = text[match.end() :].strip()
                scores = _SCORES.match(rest)
                return question, match[0], at, rest[scores.end() :].strip() if scores else rest
        before = f"{before} {text}".strip()
    return (before, "", len(texts) - 1, "") if is_known(before) else None


def _answers(text: str, *, is_count: bool) -> list[re.Match[str]]:
    """What may be the answer: a letter or a share; for a number below an indicator "2", not "100% atau lebih"."""
    if not is_count:
        shares = sorted(_SHARE.finditer(text), key=lambda match: match[0].isdecimal())  # "0.9" before the "4" of a list
        return [*_ANSWER.finditer(text), *shares]
    return sorted(_COUNT.finditer(text), key=lambda match: ("%" in match[0], match.start()))
