"""How far the evidence carries an answer: the letter that it shows, and the best one that it does not rule out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lke_docs.claim import Judge, Judgement, Verdict
from lke_docs.claim.ground import EVIDENCE
from lke_docs.instrument import Compute, Indicator, Option
from lke_docs.model import Entry
from lke_docs.score.model import Answer, Step, Support

_NOTHING = Judgement(EVIDENCE, Verdict.NOT_SHOWN, "tidak ada bukti dukung")


def support_of(indicator: Indicator, answer: Answer, entry: Entry | None, judge: Judge) -> Support:
    """Go down from the claimed letter: to the first that nothing rules out, and on to the first that is shown.

    The lowest letter claims nothing. A number is shown as far as its row describes a document; an index of a
    survey is made elsewhere and cannot be told from a sheet.
    """
    if answer.value is None:
        return Support(indicator.code, "", None, "", None, note=answer.note)
    if not answer.letter:
        return _of_number(indicator, answer, entry, judge)
    below = indicator.options[indicator.letters.index(answer.letter) :]
    judged = [(option, _judgements(option, below[-1], entry, judge)) for option in below]
    possible = _first(judged, {Verdict.SHOWN, Verdict.CANNOT_TELL})
    shown = _first(judged, {Verdict.SHOWN})
    kept = {letter.letter: found for letter, found in judged}
    return Support(
        indicator.code,
        possible.letter,
        possible.value,
        shown.letter,
        min(shown.value, possible.value),
        tuple(_steps(judged, possible)),
        tuple(one for one in kept[possible.letter] if one.verdict is Verdict.CANNOT_TELL),
    )


def _judgements(option: Option, lowest: Option, entry: Entry | None, judge: Judge) -> tuple[Judgement, ...]:
    if option is lowest or option.value == 0:
        return ()
    if entry is None:
        return (_NOTHING,)
    ground = judge.ground(entry)
    return (ground,) if ground.verdict is Verdict.NOT_SHOWN else (ground, *judge.option(option, entry))


def _first(judged: Sequence[tuple[Option, tuple[Judgement, ...]]], enough: Iterable[Verdict]) -> Option:
    """The highest option of which every claim has a verdict that is enough; the lowest one claims nothing."""
    return next(option for option, found in judged if {one.verdict for one in found} <= set(enough))


def _steps(judged: Sequence[tuple[Option, tuple[Judgement, ...]]], possible: Option) -> Iterable[Step]:
    """The letters above the best that is not ruled out, and what rules each of them out."""
    for option, found in judged:
        if option is possible:
            return
        yield Step(option.letter, tuple(one for one in found if one.is_missing))


def _of_number(indicator: Indicator, answer: Answer, entry: Entry | None, judge: Judge) -> Support:
    ground = judge.ground(entry) if entry else _NOTHING
    if indicator.compute is Compute.INDEX:
        untold = ground._replace(verdict=Verdict.CANNOT_TELL, reason="indeks ini dibuat di luar unit")
    elif ground.verdict is Verdict.SHOWN:
        return Support(indicator.code, "", answer.value, "", answer.value, note=answer.note)
    else:
        reason = f"angkanya belum ditunjukkan dokumen: {ground.reason}"
        untold = ground._replace(verdict=Verdict.CANNOT_TELL, reason=reason)
    return Support(indicator.code, "", answer.value, "", 0.0, (), (untold,), answer.note)
