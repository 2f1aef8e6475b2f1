"""What findings mean for the letters of their indicators: one table of consequences for audit and score alike.

A decree dated after the day of the audit shows nothing: its piece is taken out before the letter is judged. A
decree whose number and date disagree cannot be counted on: it is taken out only before what is shown is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lke_docs.claim import Judge
from lke_docs.claim.judge import doubted_days
from lke_docs.extract.span import Taken, merged
from lke_docs.form import Form
from lke_docs.gap import Consequence
from lke_docs.model import Entry, Finding, FindingState
from lke_docs.series.sameness import canonical
from lke_docs.tuples import NamedTuple

Pieces = frozenset[tuple[int, int]]


class Standing(NamedTuple):
    """The row that answers a question: as written, as what is `left` where findings say that pieces show nothing, and
    as what is `certain` where they doubt more of it. `doubts`: the names of all these findings; `papers`: of
    those that doubt pieces."""

    written: Entry | None
    left: Entry | None
    certain: Entry | None
    doubts: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


def standing_of(code: str, form: Form, findings: Mapping[str, list[Finding]], judge: Judge) -> Standing:
    """What findings leave of the row that answers a question. `findings`: those that weigh, by question."""
    entry = form.homes.get(code)
    told = findings.get(code, [])
    doubting = [it for it in told if it.consequence is not Consequence.STEP_DOWN]
    doubts, papers = (tuple(dict.fromkeys(f"{it.name} ({it.rule})" for it in some)) for some in (told, doubting))
    if entry is None:
        return Standing(entry, entry, entry, doubts, papers)
    refuted = _pieces(entry, (it for it in told if it.consequence is Consequence.NOT_SHOWN))
    doubted = _pieces(entry, doubting)
    return Standing(entry, judge.without(entry, refuted), judge.proving(entry, doubted), doubts, papers)


def _pieces(entry: Entry, findings: Iterable[Finding]) -> Pieces:
    """The pieces that findings quote of a cell; all of it where one quotes none."""
    doubted: set[tuple[int, int]] = set()
    for finding in findings:
        own = [(span.start, span.end) for span in finding.spans if span.indicator == entry.code]
        doubted.update(own or ([(0, len(entry.evidence.text))] if finding.indicator == entry.code else []))
    if not doubted:
        return frozenset()
    items = entry.evidence.items  # what is doubted may be said twice
    told = Taken(merged(doubted))
    whole = (it for it in items if told.overlaps(it.start, it.end) and not doubted_days(it, doubted))
    said = {canonical(it.text) for it in whole}
    return frozenset(doubted.union((it.start, it.end) for it in items if canonical(it.text) in said))


def weighing(findings: Iterable[Finding], form: Form) -> dict[str, list[Finding]]:
    """The open findings that have a consequence, by the code of the question that their rows belong to."""
    questions = {match.row.code: match.indicator.code for match in form.matches if match.indicator}
    by_question: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.state is not FindingState.OPEN or finding.consequence is Consequence.NOTHING:
            continue
        for single in finding.singles:
            rows = (single.indicator, *single.related, *(span.indicator for span in single.spans))
            for code in dict.fromkeys(questions[row] for row in rows if row in questions):
                by_question.setdefault(code, []).append(single)
    return by_question
