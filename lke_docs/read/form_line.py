"""What a pasted form prints of itself between a question and its answer: options and rubric."""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.model import SourceText
from lke_docs.read.content import is_answer, kind_of_form
from lke_docs.read.label import labelled, without_label
from lke_docs.read.mark import CODE, split_marks
from lke_docs.read.vocabulary import names_paper

_LABEL = "label"
_FEW = 2  # lines of rubric: one alone may be the option that was chosen, written out


def without_form(lines: Sequence[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """The lines without options and rubric, and those.

    What stands above an answer is of the form, with the lines on which it goes on; elsewhere only a rubric of several
    lines is.
    """
    kinds = [_kind(line.text) for line in lines]
    gone: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (kinds[end] or (end > at and _may_go_on(lines[end].text))):
            end += 1
        run = range(at, end)
        if end < len(lines) and _is_answered(lines[end].text):
            gone.update(run)
        elif sum(kinds[it] == "rubric" for it in run) >= _FEW:
            gone.update(it for it in run if kinds[it])
        at = max(end, at + 1)
    return [line for at, line in enumerate(lines) if at not in gone], [
        lines[at] for at in sorted(gone) if lines[at].text.strip()
    ]


def _kind(text: str) -> str:
    """The kind of a line of the form, behind its label or without; "" for another one."""
    said = " ".join(text.split())
    value = without_label(without_label(said, "options"), "criteria")
    return kind_of_form(value) if value or not said else _LABEL


def _may_go_on(text: str) -> bool:
    """Tell a line on which a rubric may go on: a blank one, or one without mark, label, answer and paper."""
    said = text.strip()
    if not said:
        return True
    if _is_answered(said) or split_marks(said)[0] or labelled(said).role or CODE.search(said):
        return False
    from lke_docs.read.question import is_known

    return said[0].islower() or not (names_paper(said) or is_known(said))


def _is_answered(text: str) -> bool:
    said = text.strip()
    return is_answer(said) or labelled(said)[:2] == ("answer", "")
