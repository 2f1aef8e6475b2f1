"""Tables -> where units lie: kinds of units, areas by units as a grid, and the pairs that share text.

Everything here is what a page can show: the grid of all units is gathered in so many columns as fit, the grid by name
holds the units it is asked for. Shares are of what is claimed (0-100); None where nothing is claimed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lke_docs.instrument import Instrument, shipped_instrument
from lke_docs.portfolio.ranking import NOT_READ
from lke_docs.portfolio.stored import lines_of
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

COLUMNS = 240  # of the grid of all units
Shares = tuple[float | None, ...]


class KindLine(NamedTuple):
    """Units of one kind on one form: how many, what they claim, and the quarters of the share that is shown."""

    kind: str
    instrument: str
    units: int
    claimed: float
    quarters: tuple[float, float, float]
    wajib: float
    perlu: float


class HeatRow(NamedTuple):
    """One line of a grid, by area; `unit` is "" for a kind."""

    said: str
    units: int
    shares: Shares
    unit: str = ""


class HeatGrid(NamedTuple):
    """Areas × units of one form. `columns` are all its units from the lowest share to the highest, gathered: the
    shares of an area in each column; `gathered`: how many units a column stands for."""

    instrument: str
    title: str
    areas: tuple[tuple[str, str], ...]
    kinds: tuple[HeatRow, ...]
    units: tuple[HeatRow, ...]
    columns: tuple[Shares, ...]
    gathered: float


class SharedPassage(NamedTuple):
    """One stretch that two units share, with the indicator on both sides."""

    codes: tuple[str, str]
    texts: tuple[str, str]


class UnitPair(NamedTuple):
    """Two units that share evidence; `overlap` 0-100."""

    units: tuple[str, str]
    names: tuple[str, str]
    overlap: float
    shared: int
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    passages: tuple[SharedPassage, ...]


def kind_lines(tables: Connection) -> tuple[KindLine, ...]:
    """Each kind of units on each form, the most numerous first; a unit whose form is not known claims nothing."""
    return tuple(
        KindLine(line["kind"], line["instrument"], line["units"], line["claimed"], (low, middle, high), *line["levels"])
        for line in lines_of(tables, _KINDS)
        for low, middle, high in [[round(share, 1) for share in line["quarters"]]]
    )


def heat_grids(tables: Connection, ranked: Sequence[str]) -> tuple[HeatGrid, ...]:
    """A grid for each form, the most used first, with the units of `ranked` by name."""
    tables.execute("CREATE OR REPLACE TEMP TABLE chosen AS SELECT unnest(?) AS unit, unnest(?) AS rank",
                   [list(ranked), list(range(len(ranked)))])  # fmt: skip
    grids = []
    for form, _ in tables.execute(_FORMS).fetchall():
        known = shipped_instrument(form)
        areas = _areas(known, [area for (area,) in tables.execute(_AREAS, [form]).fetchall()])
        order = [code for code, _ in areas]
        kinds = [(it["said"], it["units"], it["area"], it["share"]) for it in lines_of(tables, _BY_KIND, [form])]
        named = list(lines_of(tables, _BY_UNIT, [form]))
        columns = [(str(it["part"]), it["units"], it["area"], it["share"]) for it in lines_of(tables, _MAP, [form])]
        gathered = _heat(columns, order)
        names = {it["unit"]: it["said"] for it in named}
        by_unit = _heat([(it["unit"], 1, it["area"], it["share"]) for it in named], order)
        grids.append(
            HeatGrid(
                form,
                known.title if known else form or "bentuk tidak dikenali",
                areas,
                _heat(kinds, order),
                tuple(it._replace(said=names[it.said], unit=it.said) for it in by_unit),
                tuple(it.shares for it in gathered),
                round(sum(it.units for it in gathered) / max(1, len(gathered)), 1),
            )
        )
    return tuple(grids)


def unit_pairs(tables: Connection, most: int | None = None) -> tuple[UnitPair, ...]:
    """The pairs of units, those that share most first, or so many of them. A passage that is none is left out."""
    return tuple(
        UnitPair(
            (pair["unit_a"], pair["unit_b"]),
            (pair["name_a"], pair["name_b"]),
            round(100 * pair["overlap"], 1),
            pair["shared"],
            tuple(pair["kinds"]),
            tuple(pair["codes"]),
            tuple(_passages(pair["passages"])),
        )
        for pair in lines_of(tables, _PAIRS if most is None else f"{_PAIRS} LIMIT {most}")
    )


def _passages(text: str) -> Iterator[SharedPassage]:
    try:
        told = json.loads(text or "[]")
    except ValueError:
        return
    for passage in told if isinstance(told, list) else ():
        if isinstance(passage, dict):
            codes, texts = (tuple(str(passage.get(f"{what}_{side}", "")) for side in "ab") for what in ("code", "text"))
            yield SharedPassage((codes[0], codes[1]), (texts[0], texts[1]))


def _areas(form: Instrument | None, seen: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The areas of a form in its order, with their names; those that it does not know by their codes."""
    known = {it.code: it.name for it in form.areas} if form else {}
    return tuple((code, known[code]) for code in known if code in seen) + tuple(
        (code, code) for code in seen if code not in known
    )


def _heat(cells: Iterable[tuple[str, int, str, float | None]], order: Sequence[str]) -> tuple[HeatRow, ...]:
    """Cells of (line, units, area, share) as lines, in the order in which they come."""
    lines: dict[str, tuple[int, dict[str, float | None]]] = {}
    for said, units, area, share in cells:
        count, shares = lines.setdefault(said, (units, {}))
        shares[area] = share
        lines[said] = (max(count, units), shares)
    return tuple(
        HeatRow(said, units, tuple(_rounded(shares.get(area)) for area in order))
        for said, (units, shares) in lines.items()
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 1)


_READ = f"u.state NOT IN {NOT_READ}"
_KINDS = f"""
SELECT kind, instrument, count(*) AS units, round(avg(claimed), 2) AS claimed,
  quantile_cont(100 * coalesce(shown, 0) / claimed, [0.25, 0.5, 0.75]) AS quarters,
  [round(avg(wajib), 1), round(avg(perlu), 1)] AS levels
FROM units u WHERE {_READ} AND claimed > 0 GROUP BY kind, instrument ORDER BY units DESC, kind, instrument
"""
_FORMS = f"SELECT instrument, count(*) FROM units u WHERE {_READ} AND claimed > 0 GROUP BY 1 ORDER BY 2 DESC, 1"
_AREAS = "SELECT DISTINCT area FROM points JOIN units USING (unit) WHERE instrument = ? ORDER BY 1"
_SHARE = "100 * p.shown / nullif(p.claimed, 0)"
_BY_KIND = f"""
SELECT u.kind AS said, count(DISTINCT u.unit) AS units, p.area, median({_SHARE}) AS share
FROM points p JOIN units u USING (unit) WHERE u.instrument = ? AND {_READ}
GROUP BY ALL ORDER BY units DESC, said, area
"""
_BY_UNIT = f"""
SELECT c.unit, coalesce(nullif(u.unit_name, ''), u.unit) AS said, p.area, {_SHARE} AS share
FROM chosen c JOIN units u USING (unit) JOIN points p USING (unit) WHERE u.instrument = ? ORDER BY c.rank, p.area
"""
_MAP = f"""
WITH placed AS (
  SELECT u.unit, ntile({COLUMNS}) OVER (ORDER BY coalesce(u.shown / nullif(u.claimed, 0), 0), u.unit) AS part
  FROM units u WHERE u.instrument = ? AND {_READ}
)
SELECT part, count(DISTINCT unit) AS units, area, median({_SHARE}) AS share
FROM placed JOIN points p USING (unit) GROUP BY ALL ORDER BY part, area
"""
_PAIRS = """
SELECT p.*, coalesce(nullif(a.unit_name, ''), p.unit_a) AS name_a, coalesce(nullif(b.unit_name, ''), p.unit_b) AS name_b
FROM pairs p LEFT JOIN units a ON a.unit = p.unit_a LEFT JOIN units b ON b.unit = p.unit_b
ORDER BY overlap DESC, shared DESC, unit_a, unit_b
"""
