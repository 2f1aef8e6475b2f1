"""A score as JSON (the contract's keys) and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lke_docs.claim import ConditionState, Judgement, Quote, Verdict
from lke_docs.instrument import Instrument
from lke_docs.report import points_line
from lke_docs.report.overview import reasons_of
from lke_docs.score.model import Mend, PartScore, Score, Tally, ThresholdResult
from lke_docs.text import dump_json, visible
from lke_docs.wording import decimal

_STATE = {"met": "terpenuhi", "not_met": "belum", "open": "dapat tercapai"}
_MET = {
    Verdict.SHOWN: "met",
    Verdict.NOT_SHOWN: "not_met",
    Verdict.CONTRADICTED: "not_met",
    Verdict.CANNOT_TELL: "open",
}
_SAID = {"met": "terpenuhi menurut lembar", "not_met": "belum terpenuhi", "open": "tidak dapat dinilai dari lembar"}
_SURE = {
    "seen": "",
    "inferred": "simpulan kami",
    "low": "keyakinan rendah",
    "unverified": "belum diverifikasi",
    "type_proves_it": "pasti dari jenis jawabannya",
    "only_option": "satu-satunya bacaan",
}
_SHOWN = 15  # gaps listed in the text; JSON holds all


def render_score(score: Score, instrument: Instrument, format_: str) -> str:
    """The score as "text" or "json"."""
    if format_ == "json":
        return dump_json(score_json(score, instrument), indent=2) + "\n"
    return score_text(score, instrument)


def score_json(score: Score, instrument: Instrument) -> dict[str, Any]:
    """The value of the key `score` in audit JSON, and the output of `score --format json`."""
    return {
        "schema": "lke-docs/score/1",
        "instrument": score.instrument,
        "title": score.title,
        "reading": score.reading or "bawaan",
        "claimed": _tally(score.claimed),
        "shown": _tally(score.shown),
        "cannot_tell": _tally(score.cannot_tell),
        "not_shown": _tally(score.not_shown),
        "supported": _tally(score.shown),  # the older name of "shown"
        "indicators": list(_indicators(score, instrument)),
        "thresholds": [_threshold(result) for result in score.thresholds],
        "conditions": [_condition(state) for state in score.conditions],
        "mend": [_mend(mend) for mend in score.mend],
        "notices": list(score.notices),
        "quirks": [quirk._asdict() for quirk in score.quirks],
        "certainties": [certainty._asdict() for certainty in score.certainties],
    }


def _part(part: PartScore) -> dict[str, Any]:
    return {
        "code": part.code,
        "name": part.name,
        "weight": round(part.weight, 4),
        "points": round(part.points, 4),
        "open": round(part.open, 4),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "total": _part(tally.total),
        "parts": [_part(part) for part in tally.parts],
        "areas": [_part(part) for part in tally.areas],
        "sub_areas": [_part(part) for part in tally.sub_areas],
    }


def _indicators(score: Score, instrument: Instrument) -> Iterator[dict[str, Any]]:
    for answer, support in zip(score.answers, score.supports, strict=True):
        indicator = instrument.indicators[answer.code]
        yield {
            "code": answer.code,
            "label": indicator.label,
            "answer": answer.written,
            "letter": answer.letter or None,
            "value": answer.value,
            "points": _points(score.claimed, answer.code),
            "shown_letter": support.shown_letter or None,
            "shown_value": support.shown_value,
            "shown_points": _points(score.shown, answer.code),
            "cannot_tell_points": _points(score.cannot_tell, answer.code),
            "not_shown_points": _points(score.not_shown, answer.code),
            "supported_letter": support.shown_letter or None,
            "supported_value": support.shown_value,
            "supported_points": _points(score.shown, answer.code),
            "steps": [
                {"letter": step.letter, "lacking": [_judgement(j) for j in step.lacking]} for step in support.steps
            ],
            "untold": [_judgement(judgement) for judgement in support.untold],
            "note": answer.note,
            "quirks": [quirk.note for quirk in instrument.quirks_of(answer.code)],
            "rubric": indicator.rubric,
            "rubric_confidence": indicator.rubric_confidence,
        }


def _points(tally: Tally, code: str) -> float:
    return round(tally.indicators[code].points, 4)


def _judgement(judgement: Judgement) -> dict[str, Any]:
    claim = judgement.claim
    return {
        "claim": claim.kind,
        "value": claim.value,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "quotes": [_quote(quote) for quote in judgement.quotes],
    }


def _threshold(result: ThresholdResult) -> dict[str, Any]:
    threshold = result._asdict() | {"supported_state": result.shown_state}
    threshold["criteria"] = [
        criterion._asdict() | {"supported": criterion.shown, "supported_state": criterion.shown_state}
        for criterion in result.criteria
    ]
    return threshold


def _condition(state: ConditionState) -> dict[str, Any]:
    """`state`: met, not_met or open, as of a threshold."""
    return {
        "id": state.condition.id,
        "title": state.condition.title,
        "regulation": state.condition.regulation,
        "state": _MET[state.verdict],
        "says": state.says,
        "indicators": list(dict.fromkeys((*state.codes, *(quote.code for quote in state.quotes)))),
        "quotes": [_quote(quote) for quote in state.quotes],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"indicator": quote.code, "start": quote.start, "end": quote.end, "quote": quote.text}


def _mend(mend: Mend) -> dict[str, Any]:
    return {
        "indicator": mend.code,
        "points": mend.points,
        "effort": mend.effort,
        "rank": round(mend.rank, 4),
        "claimed": mend.claimed,
        "shown": mend.shown,
        "supported": mend.shown,
        "reasons": [judgement.reason for judgement in mend.lacking],
    }


def score_text(score: Score, instrument: Instrument) -> str:
    """The score for a terminal, in Indonesian."""
    reading = f", rubrik {score.reading}" if score.reading else ""
    tallies = (score.claimed, score.shown, score.cannot_tell, score.not_shown)
    lines = [f"{score.title} ({score.instrument}{reading})", ""]
    lines += [points_line(*(tally.total.points for tally in tallies)), ""]
    lines += _table(tallies)
    lines += ["", "Ambang"]
    lines += [line for result in score.thresholds for line in _threshold_lines(result)]
    lines += ["", f"Syarat di samping nilai ({score.conditions[0].condition.regulation})"]
    lines += [_condition_line(state) for state in score.conditions]
    lines += ["", "Yang pertama dibenahi (poin yang belum tampak dibagi upaya)"]
    lines += list(_mend_lines(score, instrument)) or ["  Tidak ada huruf yang kurang bukti."]
    lines += ["", "Catatan"]
    lines += [f"- {notice}" for notice in score.notices]
    doubtful = [fact for fact in score.certainties if fact.status != "seen"]
    lines += [f"- {fact.fact}: {_SURE[fact.status]} ({fact.basis})." for fact in doubtful]
    return "\n".join(map(visible, lines)) + "\n"


def _table(tallies: Sequence[Tally]) -> Iterator[str]:
    claimed = tallies[0]
    width = max(len(f"{part.code} {part.name}") for part in claimed.areas)
    titles = ("bobot", "diklaim", "tampak", "tak dinilai", "tak tampak")
    yield f"{'':{width}}" + "".join(f"{title:>12}" for title in titles)
    for parts in zip(*(tally.areas for tally in tallies), strict=True):
        yield _row(f"{parts[0].code} {parts[0].name}", parts, width)
    for parts in zip(*(tally.parts for tally in tallies), strict=True):
        yield _row(parts[0].name.capitalize(), parts, width)
    yield _row("Jumlah yang terisi", [tally.total for tally in tallies], width)


def _row(name: str, parts: Sequence[PartScore], width: int) -> str:
    first = parts[0]
    if first.open >= first.weight:
        return f"{name:{width}}{decimal(first.weight):>12}" + f"{'terbuka':>12}" * len(parts)
    still = f"  (terbuka {decimal(first.open)})" if first.open else ""
    return f"{name:{width}}{decimal(first.weight):>12}" + "".join(f"{decimal(p.points):>12}" for p in parts) + still


def _threshold_lines(result: ThresholdResult) -> Iterator[str]:
    sure = _SURE[result.confidence]
    marks = "; ".join(part for part in (sure, f"syarat: {result.prerequisite}" if result.prerequisite else "") if part)
    yield (
        f"  {result.predicate} menurut {result.regulation}" + (f" ({marks})" if marks else "") + ": "
        f"diklaim {_STATE[result.claimed_state]}, tampak {_STATE[result.shown_state]}"
    )
    for criterion in result.criteria:
        state, shown, hanging = criterion.shown_state, criterion.shown, criterion.hanging
        if state != "met" and (state == "not_met" or shown or hanging):
            unsettled = f"; {decimal(hanging)} bergantung pada yang tidak dapat dinilai" if hanging else ""
            yield (
                f"    {criterion.name}: perlu {decimal(criterion.needed)}, "
                f"diklaim {decimal(criterion.claimed)} ({_STATE[criterion.claimed_state]}), "
                f"tampak {decimal(shown)} ({_STATE[state]}{unsettled})"
            )
    empty = [it.name for it in result.criteria if it.shown_state == "open" and not (it.shown or it.hanging)]
    if empty:
        yield f"    belum terisi: {', '.join(empty)}"


def _condition_line(state: ConditionState) -> str:
    codes = ", ".join(dict.fromkeys((*state.codes, *(quote.code for quote in state.quotes))))
    return f"  {state.condition.title}: {_SAID[_MET[state.verdict]]}; {state.says}{f' ({codes})' if codes else ''}"


def _mend_lines(score: Score, instrument: Instrument) -> Iterator[str]:
    supports = {support.code: support for support in score.supports}
    for position, mend in enumerate(score.mend[:_SHOWN], 1):
        label = instrument.indicators[mend.code].label
        steps = f"{mend.claimed or 'angka'} menjadi {mend.shown or '–'}, {decimal(mend.points)} poin"
        yield f"{position:3}. {mend.code} {label}: {steps}"
        yield from (f"     - {reason}" for reason in reasons_of(supports[mend.code]))
        sure = _SURE.get(instrument.indicators[mend.code].rubric_confidence, "")
        if sure and instrument.indicators[mend.code].rubric_confidence in ("low", "inferred"):
            yield f"       (bacaan huruf menurut {instrument.indicators[mend.code].rubric}: {sure})"
    rest = len(score.mend) - _SHOWN
    if rest > 0:
        yield f"     ... dan {rest} lagi; seluruhnya ada dalam --format json."
