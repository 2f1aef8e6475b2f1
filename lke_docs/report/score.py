"""A score as JSON (the contract's keys) and as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lke_docs.claim import Judgement
from lke_docs.instrument import Instrument
from lke_docs.score.model import Mend, PartScore, Score, Support, Tally, ThresholdResult

_STATE = {"met": "terpenuhi", "not_met": "belum", "open": "belum dapat dinilai"}
_SURE = {
    "seen": "",
    "inferred": "simpulan kami",
    "low": "keyakinan rendah",
    "unverified": "belum diverifikasi",
    "type_proves_it": "pasti dari jenis jawabannya",
    "only_option": "satu-satunya bacaan",
}
_SHOWN = 15  # gaps listed in the text; JSON holds all


def render_score(score: Score, instrument: Instrument, form: str) -> str:
    """The score as "text" or "json"."""
    if form == "json":
        return json.dumps(score_json(score, instrument), ensure_ascii=False, indent=2) + "\n"
    return score_text(score, instrument)


def score_json(score: Score, instrument: Instrument) -> dict[str, Any]:
    """The value of the key `score` in audit JSON, and the output of `score --format json`."""
    return {
        "schema": "lke-docs/score/1",
        "instrument": score.instrument,
        "title": score.title,
        "reading": score.reading or "bawaan",
        "claimed": _tally(score.claimed),
        "supported": _tally(score.supported),
        "indicators": list(_indicators(score, instrument)),
        "thresholds": [_threshold(result) for result in score.thresholds],
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
            "points": round(score.claimed.indicators[answer.code].points, 4),
            "supported_letter": support.letter or None,
            "supported_value": support.value,
            "supported_points": round(score.supported.indicators[answer.code].points, 4),
            "steps": [
                {"letter": step.letter, "lacking": [_judgement(j) for j in step.lacking]} for step in support.steps
            ],
            "untold": [_judgement(judgement) for judgement in support.untold],
            "note": answer.note,
            "quirks": [quirk.note for quirk in instrument.quirks_of(answer.code)],
            "rubric": indicator.rubric,
            "rubric_confidence": indicator.rubric_confidence,
        }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    claim = judgement.claim
    return {
        "claim": claim.kind,
        "value": claim.value,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "quotes": [{"indicator": q.code, "start": q.start, "end": q.end, "quote": q.text} for q in judgement.quotes],
    }


def _threshold(result: ThresholdResult) -> dict[str, Any]:
    found = result._asdict()
    found["criteria"] = [criterion._asdict() for criterion in result.criteria]
    return found


def _mend(mend: Mend) -> dict[str, Any]:
    return {
        "indicator": mend.code,
        "points": mend.points,
        "effort": mend.effort,
        "rank": round(mend.rank, 4),
        "claimed": mend.claimed,
        "supported": mend.supported,
        "reasons": [judgement.reason for judgement in mend.lacking],
    }


def score_text(score: Score, instrument: Instrument) -> str:
    """The score for a terminal, in Indonesian."""
    reading = f", rubrik {score.reading}" if score.reading else ""
    lines = [f"{score.title} ({score.instrument}{reading})", ""]
    lines += _table(score)
    lines += ["", "Ambang"]
    lines += [line for result in score.thresholds for line in _threshold_lines(result)]
    lines += ["", "Yang pertama dibenahi (poin yang terancam dibagi upaya)"]
    lines += list(_mend_lines(score, instrument)) or ["  Tidak ada huruf yang kurang bukti."]
    untold = sum(bool(support.untold) for support in score.supports)
    lines += [
        "",
        f"Pada {untold} pernyataan ada hal yang tidak dapat dinilai dari teks; itu tidak mengurangi nilai.",
    ]
    lines += ["", "Catatan"]
    lines += [f"- {notice}" for notice in score.notices]
    doubtful = [fact for fact in score.certainties if fact.status != "seen"]
    lines += [f"- {fact.fact}: {_SURE[fact.status]} ({fact.basis})." for fact in doubtful]
    return "\n".join(lines) + "\n"


def _table(score: Score) -> Iterator[str]:
    width = max(len(f"{part.code} {part.name}") for part in score.claimed.areas)
    yield f"{'':{width}}  {'bobot':>7} {'diklaim':>9} {'didukung':>9}"
    for mine, theirs in zip(score.claimed.areas, score.supported.areas, strict=True):
        yield _row(f"{mine.code} {mine.name}", mine, theirs, width)
    for mine, theirs in zip(score.claimed.parts, score.supported.parts, strict=True):
        yield _row(mine.name.capitalize(), mine, theirs, width)
    yield _row("Jumlah yang terisi", score.claimed.total, score.supported.total, width)


def _row(name: str, mine: PartScore, theirs: PartScore, width: int) -> str:
    if mine.open >= mine.weight:
        return f"{name:{width}}  {_number(mine.weight):>7} {'terbuka':>9} {'terbuka':>9}"
    still = f"  (terbuka {_number(mine.open)})" if mine.open else ""
    numbers = f"{_number(mine.weight):>7} {_number(mine.points):>9} {_number(theirs.points):>9}"
    return f"{name:{width}}  {numbers}{still}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _threshold_lines(result: ThresholdResult) -> Iterator[str]:
    sure = _SURE[result.confidence]
    marks = "; ".join(part for part in (sure, f"syarat: {result.prerequisite}" if result.prerequisite else "") if part)
    yield (
        f"  {result.predicate} menurut {result.regulation}" + (f" ({marks})" if marks else "") + ": "
        f"diklaim {_STATE[result.claimed_state]}, didukung {_STATE[result.supported_state]}"
    )
    for criterion in result.criteria:
        if criterion.supported_state == "not_met" or (criterion.supported_state == "open" and criterion.supported):
            yield (
                f"    {criterion.name}: perlu {_number(criterion.needed)}, "
                f"diklaim {_number(criterion.claimed)} ({_STATE[criterion.claimed_state]}), "
                f"didukung {_number(criterion.supported)} ({_STATE[criterion.supported_state]})"
            )
    empty = [it.name for it in result.criteria if it.supported_state == "open" and not it.supported]
    if empty:
        yield f"    belum terisi: {', '.join(empty)}"


def _mend_lines(score: Score, instrument: Instrument) -> Iterator[str]:
    supports = {support.code: support for support in score.supports}
    for position, mend in enumerate(score.mend[:_SHOWN], 1):
        label = instrument.indicators[mend.code].label
        steps = f"{mend.claimed} menjadi {mend.supported}, {_number(mend.points)} poin"
        yield f"{position:3}. {mend.code} {label}: {steps}"
        yield from (f"     - {reason}" for reason in _reasons(supports[mend.code]))
        sure = _SURE.get(instrument.indicators[mend.code].rubric_confidence, "")
        if sure and instrument.indicators[mend.code].rubric_confidence in ("low", "inferred"):
            yield f"       (bacaan huruf menurut {instrument.indicators[mend.code].rubric}: {sure})"
    rest = len(score.mend) - _SHOWN
    if rest > 0:
        yield f"     ... dan {rest} lagi; seluruhnya ada dalam --format json."


def _reasons(support: Support) -> Iterable[str]:
    """Each reason once, with the letter it takes away."""
    return dict.fromkeys(f"huruf {step.letter}: {j.reason}" for step in support.steps for j in step.lacking)
