"""What kind of answer a cell gives, by its letters alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.model import AnswerKind

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
