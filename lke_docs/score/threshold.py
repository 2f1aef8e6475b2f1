"""The minima for WBK and WBBM against a score; what depends on open answers stays open."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.instrument import Instrument, Threshold
from lke_docs.score.model import Criterion, PartScore, Tally, ThresholdResult

_RESULTS = ("bersih", "ipak", "tlhp", "kinerja", "pelayanan")
_NEAR = 1e-6


def judge_thresholds(
    instrument: Instrument, claimed: Tally, shown: Tally, cannot_tell: Tally
) -> tuple[ThresholdResult, ...]:
    """Hold the claimed and the shown score against every threshold of the instrument.

    Only what is shown meets a minimum; what cannot be told leaves it open.
    """
    return tuple(_judge(threshold, instrument, claimed, shown, cannot_tell) for threshold in instrument.thresholds)


def _judge(
    threshold: Threshold, instrument: Instrument, claimed: Tally, shown: Tally, cannot_tell: Tally
) -> ThresholdResult:
    measured = zip(*(_measures(threshold, instrument, it) for it in (claimed, shown, cannot_tell)), strict=True)
    criteria = tuple(
        Criterion(name, needed, *_state(said, needed), *_state(seen, needed, untold.points), round(untold.points, 4))
        for (name, needed, said), (_, _, seen), (_, _, untold) in measured
    )
    return ThresholdResult(
        threshold.predicate,
        threshold.regulation,
        threshold.confidence,
        threshold.source,
        threshold.prerequisite,
        criteria,
        _overall([criterion.claimed_state for criterion in criteria]),
        _overall([criterion.shown_state for criterion in criteria]),
    )


def _state(part: PartScore, needed: float, hanging: float = 0.0) -> tuple[float, str]:
    points = round(part.points, 4)
    if part.points + _NEAR >= needed:
        return points, "met"
    return points, "not_met" if part.best + hanging + _NEAR < needed else "open"


def _overall(states: list[str]) -> str:
    return "not_met" if "not_met" in states else "open" if "open" in states else "met"


def _measures(threshold: Threshold, instrument: Instrument, tally: Tally) -> Iterator[tuple[str, float, PartScore]]:
    yield "total", threshold.total, tally.total
    if threshold.pengungkit is not None:
        yield "pengungkit", threshold.pengungkit, _enablers(instrument, tally)
    if threshold.area_percent is not None:
        for area in _joined_areas(instrument, tally):
            yield f"area {area.name} (%)", threshold.area_percent, _percent(area)
    for slug in _RESULTS:
        needed, code = getattr(threshold, slug), instrument.results.get(slug)
        if needed is not None and code:
            yield slug, needed, _part(tally, code)
    for slug, needed in (("ipak", threshold.ipak_index), ("ipkp", threshold.ipkp_index)):
        code = instrument.results.get(slug)
        if needed is not None and code:
            yield f"indeks {slug}", needed, _scaled(_part(tally, code), 4.0)


def _part(tally: Tally, code: str) -> PartScore:
    """The part with this code; an area or sub-area before the question of the same code."""
    for part in (*tally.areas, *tally.sub_areas, *tally.indicators.values()):
        if part.code == code:
            return part
    raise KeyError(code)  # an invariant of the instrument says that every result code exists


def _enablers(instrument: Instrument, tally: Tally) -> PartScore:
    parts = [part for part in tally.parts if part.code != "hasil"]
    return PartScore(
        "pengungkit",
        "pengungkit",
        sum(p.weight for p in parts),
        sum(p.points for p in parts),
        sum(p.open for p in parts),
    )


def _joined_areas(instrument: Instrument, tally: Tally) -> list[PartScore]:
    """Areas of one name together: pemenuhan and reform of the 2021 form (inferred, not written there)."""
    enabling = {area.code for area in instrument.areas if area.part != "hasil"}
    joined: dict[str, PartScore] = {}
    for area in tally.areas:
        if area.code in enabling:
            key = area.name.casefold()
            old = joined.get(key, PartScore(area.code, area.name, 0.0, 0.0, 0.0))
            joined[key] = PartScore(
                old.code, old.name, old.weight + area.weight, old.points + area.points, old.open + area.open
            )
    return list(joined.values())


def _percent(part: PartScore) -> PartScore:
    return _scaled(part, 100.0)


def _scaled(part: PartScore, full: float) -> PartScore:
    factor = full / part.weight if part.weight else 0.0
    return PartScore(part.code, part.name, full, part.points * factor, part.open * factor)
