"""What a sheet claims, and what of it the evidence shows, does not show, or leaves untold; against the thresholds.

Row A.2.1.C is answered A, and A is worth its full 0.5 points: that much is claimed. The cell, "Notula Evaluasi
SOP Bulan Maret 2021", shows an evaluation and nothing of the amended procedures that A and B ask for: the points
above C (0.25) are not shown. Whether most procedures were evaluated (C) or few (D), the text does not tell: the
points between (0.125) cannot be told, and the rest (0.125) is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lke_docs.claim import Context, Judge
from lke_docs.form import MatchedBy
from lke_docs.model import Finding
from lke_docs.score.answer import read_answers
from lke_docs.score.doubt import standing_of, weighing
from lke_docs.score.mend import rank_mends
from lke_docs.score.model import (
    Answer,
    Criterion,
    Mend,
    PartScore,
    Score,
    Step,
    Support,
    Tally,
    ThresholdResult,
)
from lke_docs.score.support import support_of
from lke_docs.score.tally import tally
from lke_docs.score.threshold import judge_thresholds
from lke_docs.wording import decimal, figure

__all__ = [
    "Answer",
    "Criterion",
    "Mend",
    "PartScore",
    "Score",
    "Step",
    "Support",
    "Tally",
    "ThresholdResult",
    "score_sheet",
    "with_points",
]


def score_sheet(judge: Judge, findings: Iterable[Finding] = ()) -> Score:
    """Score a sheet that was read as a form, by the judge of its letters and by what was found in it."""
    form, instrument = judge.context.form, judge.context.instrument
    answers = read_answers(form)
    told = weighing(findings, form)
    rows = {answer.code: standing_of(answer.code, form, told, judge) for answer in answers}
    supports = tuple(support_of(instrument.indicators[a.code], a, rows[a.code], judge) for a in answers)
    values = {answer.code: answer.value for answer in answers}
    claimed = tally(instrument, values)
    shown = tally(instrument, {it.code: it.shown_value for it in supports})
    cannot_tell = tally(instrument, {it.code: _difference(it.value, it.shown_value) for it in supports})
    not_shown = tally(instrument, {it.code: _difference(values[it.code], it.value) for it in supports})
    return Score(
        instrument=instrument.id,
        title=instrument.title,
        reading=instrument.reading,
        answers=answers,
        supports=supports,
        claimed=claimed,
        shown=shown,
        cannot_tell=cannot_tell,
        not_shown=not_shown,
        thresholds=judge_thresholds(instrument, claimed, shown, cannot_tell),
        mend=rank_mends(answers, supports, claimed, shown, vocabulary=judge.vocabulary),
        notices=_notices(answers, claimed, judge),
        quirks=tuple(quirk for quirk in instrument.quirks if quirk.code == "*"),
        certainties=instrument.certainties,
        conditions=judge.conditions,
    )


def with_points(findings: Iterable[Finding], score: Score, judge: Judge) -> tuple[Finding, ...]:
    """Findings with the points at stake: what their question claims and does not show."""
    form = judge.context.form
    lost = {code: part.points - score.shown.indicators[code].points for code, part in score.claimed.indicators.items()}
    at_stake: dict[str, float] = {}
    for code, told in weighing(findings, form).items():
        for finding in told:
            at_stake[finding.fingerprint] = at_stake.get(finding.fingerprint, 0.0) + lost[code]
    return tuple(_with_points(finding, at_stake) for finding in findings)


def _with_points(finding: Finding, at_stake: Mapping[str, float]) -> Finding:
    members = tuple(_with_points(member, at_stake) for member in finding.members)
    points = sum(it.points for it in members) or at_stake.get(finding.fingerprint, 0.0)
    return finding._replace(points=round(points, 4), members=members)


def _difference(more: float | None, less: float | None) -> float | None:
    return None if more is None or less is None else more - less


def _notices(answers: Sequence[Answer], claimed: Tally, judge: Judge) -> tuple[str, ...]:
    """What a reader must know beside the numbers."""
    context, matches = judge.context, judge.context.form.matches
    said = [f"Baris {m.row.code or '(tanpa kode)'}: {m.reason}." for m in matches if m.how is MatchedBy.QUESTION]
    unplaced = [m.row.code or m.row.question for m in matches if m.indicator is None]
    if unplaced:
        said.append(f"Tidak dinilai, karena tidak dikenali: {', '.join(unplaced)}.")
    said += [f"{it.code}: {it.note}; tidak dihitung." for it in answers if it.value is None and it.written]
    said += [f"{it.code}: {it.note}." for it in answers if it.value is not None and it.note]
    for part in claimed.parts:
        if part.open >= part.weight:
            said.append(
                f"Bagian {part.name} ({figure(part.weight)} poin) belum terisi; nilai total belum dapat dihitung."
            )
        elif part.open:
            said.append(f"Bagian {part.name}: {decimal(part.open)} poin menunggu jawaban yang belum terisi.")
    said += _out_of_force(context)
    said.append(f"“Berkala” tidak punya angka dalam peraturan ({context.meaning.describe()}).")
    return tuple(said)


def _out_of_force(context: Context) -> list[str]:
    """A form that was not in force in the window: said, not refused."""
    form, window = context.instrument, context.horizon.window
    if form.valid_to is not None and window.start > form.valid_to:
        return [f"Bentuk {form.id} berlaku sampai {form.valid_to}, sebelum masa penilaian ini."]
    if window.end < form.valid_from:
        return [f"Bentuk {form.id} baru berlaku sejak {form.valid_from}, sesudah masa penilaian ini."]
    return []
