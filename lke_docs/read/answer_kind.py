"""What kind of answer a cell gives, by its letters alone; and which one it gives, where its question is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from lke_docs.instrument.written import written_choice
from lke_docs.model import AnswerKind
from lke_docs.read.mark import split_marks
from lke_docs.read.pasted import begins_paper, dated_at

_NEAR = 0.006  # 0.67 is two thirds
_COUNT = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,9})?\s?%?")


def answer_kind(answer: str, yes_no: Sequence[str] = ("ya", "tidak")) -> AnswerKind:
    """Name the kind of an answer as written."""
    word = answer.strip().casefold()
    if not word:
        return AnswerKind.NONE
    if word in yes_no:
        return AnswerKind.YES_NO
    if len(word) == 1 and "a" <= word <= "e":
        return AnswerKind.LETTER
    return AnswerKind.COUNT if _COUNT.fullmatch(word) else AnswerKind.HINT


def said_kind(answer: str) -> AnswerKind:
    """The kind of an answer whatever words go with it: "A. Seluruh SOP" is a letter."""
    return answer_kind(written_choice(answer).choice or answer)


def answered(answer: str, letters: Collection[str]) -> tuple[str, str]:
    """What is answered to a question with these letters, and the papers named behind it: "Ya, SK Tim Nomor 4/2024"."""
    choice, said = written_choice(answer)
    if choice.upper() not in letters:
        return answer, ""
    lines = said.split("\n")
    at = next((at for at, line in enumerate(lines) if _is_paper(split_marks(line.strip())[1])), len(lines))
    return choice, "\n".join(lines[at:])


def _is_paper(text: str) -> bool:
    return begins_paper(text) and dated_at(text) is not None


def option_worth(number: str, letters: Mapping[str, float]) -> str:
    """The letter whose value a number is: "0,67", "67%"; "" for another number or text."""
    if not _COUNT.fullmatch(number.strip()):
        return ""
    value = float(number.strip(" %").replace(",", ".")) / (100 if "%" in number else 1)
    return next((letter for letter, worth in letters.items() if abs(worth - value) < _NEAR), "")
