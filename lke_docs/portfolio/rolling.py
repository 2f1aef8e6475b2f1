"""This year's tables beside last year's -> what a unit carried over unchanged.

Two sheets are one unit's where agency and name are the same. A row is carried over where its evidence is, blanks and
capitals aside, that of any row of the older sheet; a piece likewise, or with nothing but numbers and dates renewed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.portfolio.stored import files_in_sql, lines_of, office_in_sql, plain_in_sql
from lke_docs.portfolio.tables import need_tables, parts_of
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_NUMBERS = 20  # of one unit that are named


class CarriedUnit(NamedTuple):
    """One unit in two years: rows and pieces of the newer sheet that stood in the older one as they are, pieces in
    which only numbers and dates were renewed, and numbers of letters that are in both."""

    unit: str
    name: str
    years: tuple[int, int]
    rows: int
    same_rows: tuple[str, ...]
    points: float
    pieces: int
    same_pieces: int
    renewed_pieces: int
    numbers: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of the newer sheet's pieces is carried over, renewed ones too (0-100)."""
        return round(100 * (self.same_pieces + self.renewed_pieces) / self.pieces, 1) if self.pieces else 0.0


def carried_over(tables: Connection, earlier: Path | None = None) -> tuple[CarriedUnit, ...]:
    """The units that have an older sheet, in `earlier` or else among the same tables, those that carried most first."""
    _open_older(tables, earlier)
    tables.execute(_YEARS)
    return tuple(sorted(_units(tables), key=lambda it: (-it.share, -it.points, it.unit)))


def _open_older(tables: Connection, earlier: Path | None) -> None:
    if earlier is not None:
        need_tables(earlier)
    for name in ("units", "rows", "items", "references"):
        source = f'"{name}"'
        if earlier is not None:
            parts = parts_of(earlier, name)
            source = files_in_sql(parts) if parts else f'(SELECT * FROM "{name}" LIMIT 0)'
        tables.execute(f'CREATE OR REPLACE TEMP VIEW "old_{name}" AS SELECT * FROM {source}')


def _units(tables: Connection) -> Iterator[CarriedUnit]:
    for line in lines_of(tables, _CARRIED):
        yield CarriedUnit(
            line["unit"],
            line["name"],
            (line["old_year"], line["year"]),
            line["rows"] or 0,
            tuple(line["codes"] or ()),
            round(line["points"] or 0.0, 2),
            line["pieces"] or 0,
            line["same"] or 0,
            line["renewed"] or 0,
            tuple((line["numbers"] or ())[:_NUMBERS]),
        )


_YEARS = f"""
CREATE OR REPLACE TEMP TABLE years AS
SELECT n.unit, n.unit_name AS name, n.year, o.unit AS old_unit, o.year AS old_year
FROM units n JOIN old_units o ON {office_in_sql("n")} = {office_in_sql("o")} AND o.year < n.year
WHERE n.unit_name <> ''
QUALIFY row_number() OVER (PARTITION BY n.unit ORDER BY o.year DESC, o.unit) = 1
"""

_CARRIED = f"""
WITH older AS (
  SELECT DISTINCT y.unit, {plain_in_sql("o.evidence")} AS text FROM years y JOIN old_rows o ON o.unit = y.old_unit
), row_sums AS (
  SELECT r.unit, count(*) AS rows, sum(claimed_points) FILTER (older.text IS NOT NULL) AS points,
    list(DISTINCT r.code ORDER BY r.code) FILTER (older.text IS NOT NULL) AS codes
  FROM rows r SEMI JOIN years USING (unit)
  LEFT JOIN older ON older.unit = r.unit AND older.text = {plain_in_sql("r.evidence")}
  WHERE trim(r.evidence) <> '' GROUP BY r.unit
), old_pieces AS (
  SELECT y.unit, {plain_in_sql("o.text")} AS text, any_value({plain_in_sql("o.masked")}) AS masked
  FROM years y JOIN old_items o ON o.unit = y.old_unit GROUP BY ALL
), piece_sums AS (
  SELECT i.unit, count(*) AS pieces, count(*) FILTER (is_same) AS same, count(*) FILTER (NOT is_same AND is_renewed)
    AS renewed
  FROM (SELECT i.unit,
      EXISTS (FROM old_pieces o WHERE o.unit = i.unit AND o.text = {plain_in_sql("i.text")}) AS is_same,
      EXISTS (FROM old_pieces o WHERE o.unit = i.unit AND o.masked = {plain_in_sql("i.masked")}) AS is_renewed
    FROM items i SEMI JOIN years USING (unit)) i GROUP BY i.unit
), numbers AS (
  SELECT n.unit, list(DISTINCT n.normalized ORDER BY n.normalized) AS numbers
  FROM "references" n JOIN years y USING (unit)
  JOIN old_references o ON o.unit = y.old_unit AND o.normalized = n.normalized
  WHERE n.kind = 'letter' GROUP BY n.unit
)
SELECT y.*, r.rows, r.points, r.codes, p.pieces, p.same, p.renewed, n.numbers
FROM years y LEFT JOIN row_sums r USING (unit) LEFT JOIN piece_sums p USING (unit) LEFT JOIN numbers n USING (unit)
ORDER BY y.unit
"""
