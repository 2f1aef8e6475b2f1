"""How far the evidence carries an answer: the letter that it shows, and the best one that it does not rule out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lke_docs.claim import Judge, Judgement, Verdict
from lke_docs.claim.ground import EVIDENCE, NO_EVIDENCE, UNPROVEN
from lke_docs.instrument import Compute, Indicator, Option
from lke_docs.model import Entry
from lke_docs.score.doubt import Standing
from lke_docs.score.model import Answer, Step, Support
from lke_docs.wording import listed

_NOTHING = Judgement(EVIDENCE, Verdict.NOT_SHOWN, NO_EVIDENCE)

_Judged = tuple[Option, tuple[Judgement, ...]]


def support_of(indicator: Indicator, answer: Answer, row: Standing, judge: Judge) -> Support:
    """Go down from the claimed letter: to the first that nothing rules out, and on to the first that is shown.

    The lowest letter claims nothing. A number is shown as far as its row describes a document; an index of a
    survey is made elsewhere and cannot be told from a sheet.
    """
    if answer.value is None:
        return Support(indicator.code, "", None, "", None, note=answer.note)
    if not answer.letter:
        return _of_number(indicator, answer, row, judge)
    below = indicator.options[indicator.letters.index(answer.letter) :]
    whole, left = (list(_judge(below, entry, judge)) for entry in (row.written, row.left))
    # Less evidence never carries more, even where what is left looks more regular than the whole.
    possible = max(_first(whole, told=False), _first(left, told=False))
    first = max(possible, _first(whole, told=True))
    shown = first + _first(_judge(below[first:], row.certain, judge), told=True)
    untold = tuple(it for it in left[possible][1] if it.verdict is Verdict.CANNOT_TELL)
    gone = judge.unproven(row.written, whole[possible][1], untold, refuted=True) if row.written else ()
    untold = (*gone, *(it for it in untold if it.claim not in {other.claim for other in gone}))
    if shown > possible and not untold:
        reason = f"dokumennya diragukan karena {listed(row.papers)}" if row.papers else UNPROVEN
        proven = () if row.papers else _judgements(below[possible], below[-1], row.certain, judge)
        why = judge.unproven(row.left, left[possible][1], proven) if row.left else ()
        untold = why or (Judgement(EVIDENCE, Verdict.CANNOT_TELL, reason),)
    return Support(
        indicator.code,
        below[possible].letter,
        below[possible].value,
        below[shown].letter,
        below[shown].value,
        tuple(_steps(left[:possible], whole)),
        untold,
    )


def _judge(below: Sequence[Option], entry: Entry | None, judge: Judge) -> Iterator[_Judged]:
    """Each option with its judgements, judged when it is asked for."""
    return ((option, _judgements(option, below[-1], entry, judge)) for option in below)


def _judgements(option: Option, lowest: Option, entry: Entry | None, judge: Judge) -> tuple[Judgement, ...]:
    if option is lowest or option.value == 0:
        return ()
    if entry is None:
        return (_NOTHING,)
    ground = judge.ground(entry)
    return (ground,) if ground.verdict is Verdict.NOT_SHOWN else (ground, *judge.option(option, entry))


def _first(judged: Iterable[_Judged], *, told: bool) -> int:
    """Where the highest option stands of which nothing is missing and, with `told`, nothing is left untold."""
    enough = {Verdict.SHOWN} if told else {Verdict.SHOWN, Verdict.CANNOT_TELL}
    return next(place for place, (_, judgements) in enumerate(judged) if all(it.verdict in enough for it in judgements))


def _steps(above: Sequence[_Judged], whole: Sequence[_Judged]) -> Iterator[Step]:
    """The letters above the best that is not ruled out, and what rules each of them out."""
    for place, (option, judgements) in enumerate(above):
        missing = [it for it in judgements if it.is_missing]
        lacking = missing or [it for it in whole[place][1] if it.is_missing]
        yield Step(option.letter, tuple(lacking))


def _of_number(indicator: Indicator, answer: Answer, row: Standing, judge: Judge) -> Support:
    ground = judge.ground(row.certain) if row.certain else _NOTHING
    if indicator.compute is Compute.INDEX:
        reason = "indeks ini dibuat di luar unit"
    elif row.doubts:
        reason = f"angkanya diragukan karena {listed(row.doubts)}"
    elif ground.verdict is Verdict.SHOWN:
        return Support(indicator.code, "", answer.value, "", answer.value, note=answer.note)
    else:
        told = judge.ground(row.left) if row.left else ground
        why = judge.unproven(row.left, (told,), (ground,)) if row.left else ()
        first = next((it for it in (*why, told) if it.verdict is not Verdict.SHOWN), ground)
        reason = f"angkanya belum ditunjukkan dokumen: {first.reason}"
    untold = ground._replace(verdict=Verdict.CANNOT_TELL, reason=reason)
    return Support(indicator.code, "", answer.value, "", 0.0, (), (untold,), answer.note)
