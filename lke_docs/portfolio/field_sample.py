"""Ranked units -> which to visit, drawn so that the visits speak for all of them with a stated precision.

Strata are kinds of units by place in the ranking. Units are ordered in each by a hash of seed and name, and the first
ones are taken: the same seed draws the same units wherever it runs, and a larger sample holds the smaller one. Where
nobody names a seed, it comes from the units and what they were made from, so that nobody chooses it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from lke_docs.portfolio.ranking import PlacedUnit, RankedUnit
from lke_docs.series.sameness import code_order
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_FEW = 20  # a kind of fewer units goes into one stratum with the others like it
_LEAST = 2  # visits a stratum: one tells nothing of how far its units differ
_BANDS = ((0.1, "urutan teratas"), (0.5, "urutan tengah"), (1.0, "urutan bawah"))
_ROWS = 5  # indicators of a unit
Placed = PlacedUnit | RankedUnit
_WORST = 0.25  # variance of a yes or no where both are equally likely: no other needs more visits


class Stratum(NamedTuple):
    """Units of one kind and place in the ranking, and how many of them are drawn."""

    said: str
    units: int
    drawn: int


class SampledUnit(NamedTuple):
    """A drawn unit; it stands for `weight` units of its stratum. `codes`: indicators drawn to be looked at there."""

    unit: str
    name: str
    rank: int
    stratum: str
    weight: float
    codes: tuple[str, ...] = ()


class FieldSample(NamedTuple):
    """A sample and all that draws it again. Margins are half an interval, in points of 100."""

    seed: str
    confidence: float
    margin: float
    reached: float
    strata: tuple[Stratum, ...]
    units: tuple[SampledUnit, ...]

    @property
    def population(self) -> int:
        return sum(it.units for it in self.strata)


class Estimate(NamedTuple):
    """What visits say of all units (0-100), with its interval."""

    share: float
    low: float
    high: float
    visited: int


def draw_sample(
    units: Sequence[Placed], *, margin: float = 10.0, confidence: float = 95.0, seed: str = ""
) -> FieldSample:
    """Draw the fewest units that keep a share among all of them within `margin`, whatever it turns out to be."""
    seed = seed or seed_of(units)
    strata = _strata(units)
    sizes = {said: len(members) for said, members in strata.items()}
    deviate = _deviate(confidence)
    most, drawn = len(units), 0
    shares = dict.fromkeys(sizes, 0)
    while drawn < most:
        drawn += 1
        shares = _allotted(sizes, drawn)
        if 100 * deviate * sqrt(_variance(sizes, shares)) <= margin:
            break
    chosen = [
        SampledUnit(unit.unit, unit.name, unit.rank, said, round(sizes[said] / shares[said], 4))
        for said, members in strata.items()
        for unit in sorted(members, key=lambda unit: _lot(seed, unit.unit))[: shares[said]]
    ]
    return FieldSample(
        seed,
        confidence,
        margin,
        round(100 * deviate * sqrt(_variance(sizes, shares)), 2),
        tuple(Stratum(said, size, shares[said]) for said, size in sizes.items()),
        tuple(chosen),
    )


def with_rows(tables: Connection, sample: FieldSample) -> FieldSample:
    """The same with indicators drawn at each unit, from those for which it claims points: a visit cannot see all."""
    claimed: dict[str, list[str]] = {it.unit: [] for it in sample.units}
    for unit, code in tables.execute(_CLAIMED, [list(claimed)]).fetchall():
        claimed[unit].append(code)
    drawn = {unit: sorted(codes, key=lambda it: _lot(sample.seed, f"{unit}\n{it}")) for unit, codes in claimed.items()}
    return sample._replace(
        units=tuple(it._replace(codes=tuple(sorted(drawn[it.unit][:_ROWS], key=code_order))) for it in sample.units)
    )


_CLAIMED = """
SELECT DISTINCT unit, code FROM rows WHERE claimed_points > 0 AND unit IN (SELECT unnest(?::VARCHAR[]))
"""


def seed_of(units: Sequence[Placed]) -> str:
    """A seed that follows from the units and what they were made from."""
    return sha256("\n".join(sorted(f"{it.unit} {it.key}" for it in units)).encode()).hexdigest()[:12]


def estimate(sample: FieldSample, results: Mapping[str, float]) -> Estimate | None:
    """The share among all units from what was found at the drawn ones (1: stands, 0: does not, or between).

    A stratum in which nobody was visited is left out, and the interval then speaks for the others alone; None: no
    result at all.
    """
    by_stratum: dict[str, list[float]] = {}
    for unit in sample.units:
        if unit.unit in results:
            by_stratum.setdefault(unit.stratum, []).append(results[unit.unit])
    sizes = {it.said: it.units for it in sample.strata if it.said in by_stratum}
    whole = sum(sizes.values())
    if not whole:
        return None
    share = sum(sizes[said] * _mean(values) for said, values in by_stratum.items()) / whole
    variance = sum((sizes[said] / whole) ** 2 * _spread(values, sizes[said]) for said, values in by_stratum.items())
    half = _deviate(sample.confidence) * sqrt(variance)
    visited = sum(map(len, by_stratum.values()))
    low, high = max(0.0, share - half), min(1.0, share + half)
    return Estimate(round(100 * share, 2), round(100 * low, 2), round(100 * high, 2), visited)


def _strata(units: Sequence[Placed]) -> dict[str, list[Placed]]:
    kinds = Counter(it.kind for it in units)
    strata: dict[str, list[Placed]] = {}
    for unit in sorted(units, key=lambda unit: (kinds[unit.kind] < _FEW, unit.kind, unit.rank)):
        band = next(said for part, said in _BANDS if unit.rank <= max(1, part * len(units)))
        kind = unit.kind or "tanpa jenis"
        strata.setdefault(f"{kind if kinds[unit.kind] >= _FEW else 'jenis lain'}, {band}", []).append(unit)
    return strata


def _allotted(sizes: Mapping[str, int], drawn: int) -> dict[str, int]:
    """So many visits given to strata by their size, at least two each and never more than it has units."""
    whole = sum(sizes.values())
    return {said: min(size, max(_LEAST, -(-drawn * size // whole))) for said, size in sizes.items()}


def _variance(sizes: Mapping[str, int], shares: Mapping[str, int]) -> float:
    """The largest variance that the share estimated from these visits can have."""
    whole = sum(sizes.values())
    return sum(
        (size / whole) ** 2 * (1 - shares[said] / size) * _WORST * size / (size - 1) / shares[said]
        for said, size in sizes.items()
        if size > shares[said]
    )


def _spread(values: Sequence[float], size: int) -> float:
    """The variance of the mean of a stratum; of a single visit the worst that it may be."""
    if len(values) >= size:
        return 0.0
    middle = _mean(values)
    own = sum((it - middle) ** 2 for it in values) / (len(values) - 1) if len(values) > 1 else _WORST
    return (1 - len(values) / size) * own / len(values)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _deviate(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 200)


def _lot(seed: str, unit: str) -> str:
    return sha256(f"{seed}\n{unit}".encode()).hexdigest()
