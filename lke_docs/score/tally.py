"""Values to points: question, sub-area (mean of its values times its weight), area, part, total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lke_docs.instrument import Instrument
from lke_docs.score.model import PartScore, Tally


def tally(instrument: Instrument, values: Mapping[str, float | None]) -> Tally:
    """Add up. An indicator without a value counts nothing and its share of the weight is open."""
    indicators: dict[str, PartScore] = {}
    sub_areas = []
    members = instrument.by_sub_area()
    for part in instrument.sub_areas:
        share = part.weight / len(members[part.code])  # exact; the file's indicator weights are rounded
        for it in members[part.code]:
            value = values.get(it.code)
            points, still = (0.0, share) if value is None else (value * share, 0.0)
            indicators[it.code] = PartScore(it.code, it.label, share, points, still)
        below = [indicators[it.code] for it in members[part.code]]
        sub_areas.append(_sum(part.code, part.name, part.weight, below))
    owners = {part.code: instrument.area_of(part.code) for part in sub_areas}
    areas = [
        _sum(area.code, area.name, area.weight, [part for part in sub_areas if owners[part.code] == area])
        for area in instrument.areas
    ]
    parts = [
        _sum(
            name,
            name,
            sum(a.weight for a in instrument.areas if a.part == name),
            _of_part(instrument, areas, name),
        )
        for name in dict.fromkeys(area.part for area in instrument.areas)
    ]
    total = _sum("total", "total", instrument.max_total, parts)
    return Tally(indicators, tuple(sub_areas), tuple(areas), tuple(parts), total)


def _of_part(instrument: Instrument, areas: Iterable[PartScore], name: str) -> list[PartScore]:
    codes = {area.code for area in instrument.areas if area.part == name}
    return [area for area in areas if area.code in codes]


def _sum(code: str, name: str, weight: float, below: Iterable[PartScore]) -> PartScore:
    parts = list(below)
    points = round(sum(part.points for part in parts), 9)
    return PartScore(code, name, weight, points, round(sum(part.open for part in parts), 9))
