"""OUT -> the report of a portfolio: ranking, grids, pairs and sample as one value, and the faces that show it.

Everything is read from the tables; the same tables and the same wishes give the same bytes in every format.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.errors import ConfigError
from lke_docs.portfolio.across import is_compared
from lke_docs.portfolio.calibration import Calibration, calibrate
from lke_docs.portfolio.compact import settle_late
from lke_docs.portfolio.field_sample import FieldSample, draw_sample, with_rows
from lke_docs.portfolio.landscape import HeatGrid, KindLine, UnitPair, heat_grids, kind_lines, unit_pairs
from lke_docs.portfolio.ranking import PlacedUnit, RankedUnit, UnreadUnit, rank_units, ranked, unread
from lke_docs.portfolio.rolling import CarriedUnit, carried_over
from lke_docs.portfolio.stored import lines_of, open_bounded
from lke_docs.portfolio.tables import need_tables
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

FORMATS: Mapping[str, str] = {
    "html": "lke_docs.portfolio.dashboard",
    "xlsx": "lke_docs.portfolio.ranking_workbook",
    "json": "lke_docs.portfolio.portfolio_json",
}
_MEMORY = "2GB"  # what is more goes to the disk
BY_NAME = 500  # units that the grid names, from the top of the ranking


class Wishes(NamedTuple):
    """What is asked of a report. `margin` and `confidence` (in points of 100) size the sample; "" lets the seed follow
    from the units. `verdicts`: a file of assessors' verdicts; `earlier`: the tables of an earlier year. Only a
    coordinator is told how single assessors judge."""

    margin: float = 10.0
    confidence: float = 95.0
    seed: str = ""
    verdicts: Path | None = None
    earlier: Path | None = None
    for_coordinator: bool = False


class PortfolioFacts(NamedTuple):
    """What the units have together: each with how many; so many pairs of them share evidence, and their doubts.
    `uncompared`: that they were not held against each other, in words."""

    units: int
    states: tuple[tuple[str, int], ...]
    instruments: tuple[tuple[str, int], ...]
    years: tuple[tuple[int | None, int], ...]
    rules: tuple[tuple[str, int], ...]
    findings: tuple[int, int, int]
    pairs: int
    doubts: int
    uncompared: str


class PortfolioReport(NamedTuple):
    """A portfolio in the order in which people read it. `units` and `pairs` may be the first of them only; `order` has
    all units."""

    facts: PortfolioFacts
    order: tuple[PlacedUnit, ...]
    units: tuple[RankedUnit, ...]
    unread: tuple[UnreadUnit, ...]
    kinds: tuple[KindLine, ...]
    grids: tuple[HeatGrid, ...]
    pairs: tuple[UnitPair, ...]
    sample: FieldSample
    calibration: Calibration
    carried: tuple[CarriedUnit, ...]


def make_portfolio_report(out: Path, wishes: Wishes | None = None, most: int | None = None) -> PortfolioReport:
    """Read the tables of OUT; of units and pairs so many as are shown. Raises ConfigError where there are none."""
    wishes = wishes or Wishes()
    settle_late(out)
    need_tables(out)
    with open_bounded(out, _MEMORY) as tables:
        order = rank_units(tables)
        return PortfolioReport(
            _facts(tables, "" if is_compared(out) else _UNCOMPARED),
            order,
            ranked(tables, most),
            unread(tables),
            kind_lines(tables),
            heat_grids(tables, [it.unit for it in order[:BY_NAME]]),
            unit_pairs(tables, most),
            with_rows(tables, draw_sample(order, margin=wishes.margin, confidence=wishes.confidence, seed=wishes.seed)),
            calibrate(tables, wishes.verdicts, for_coordinator=wishes.for_coordinator),
            carried_over(tables, wishes.earlier),
        )


def render_portfolio(out: Path, format: str, wishes: Wishes | None = None) -> str | bytes:
    """The report of OUT as html, xlsx or json. Raises InputError and ConfigError."""
    if format not in FORMATS:
        raise ConfigError(f"format “{format}” tidak dikenal. Pilihan: {', '.join(FORMATS)}.")
    face = import_module(FORMATS[format])
    rendered: str | bytes = face.render(make_portfolio_report(out, wishes, face.MOST))
    return rendered


def _facts(tables: Connection, uncompared: str) -> PortfolioFacts:
    def counted(column: str) -> tuple[tuple[str, int], ...]:
        asked = f"SELECT {column} AS said, count(*) AS units FROM units GROUP BY 1 ORDER BY 2 DESC, 1"
        return tuple((it["said"], it["units"]) for it in lines_of(tables, asked))

    sums = "SELECT count(*) AS units, sum(wajib) AS wajib, sum(perlu) AS perlu, sum(saran) AS saran FROM units"
    totals = next(lines_of(tables, sums))
    pairs, doubts = tables.execute(_COUNTED).fetchall()[0]
    return PortfolioFacts(
        totals["units"],
        counted("state"),
        counted("instrument"),
        tuple((int(year) if year else None, units) for year, units in counted("year")),
        counted("rules_version"),
        (totals["wajib"], totals["perlu"], totals["saran"]),
        pairs=pairs,
        doubts=doubts,
        uncompared=uncompared,
    )


_UNCOMPARED = (
    "Unit-unit ini belum dibandingkan satu sama lain, karena prosesnya terhenti sebelum itu; bukti yang sama belum "
    "dicari. Jalankan lagi: lke-docs portfolio FOLDER --output HASIL."
)
_COUNTED = """
SELECT (SELECT count(*) FROM pairs),
  (SELECT count(*) FROM doubted SEMI JOIN ranked USING (unit)) + (SELECT count(*) FROM ranked WHERE beyond > 0)
"""
