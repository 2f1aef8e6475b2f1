"""What two units have in common, side by side: the pieces of their cells that are one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lke_docs.portfolio.alike import Likeness
from lke_docs.portfolio.fingerprint import piece_runs
from lke_docs.series.sameness import code_order
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_MOST = 200  # of a pair: two whole sheets have more pieces than anybody reads
_HALF = 0.5  # of the runs of the shorter piece that are not many units' own
_PART = 0.25  # of all its runs


class Passage(NamedTuple):
    """A piece of either unit: its code, where it stands in its cell, its text."""

    code_a: str
    start_a: int
    end_a: int
    text_a: str
    code_b: str
    start_b: int
    end_b: int
    text_b: str


def passages_of(db: Connection, pairs: Sequence[Likeness]) -> dict[tuple[str, str], list[Passage]]:
    """The passages of each pair, in the order of the first one's sheet; each piece with the one most like it.

    Needs what `alike_units` leaves.
    """
    ends = [[it.unit_a for it in pairs], [it.unit_b for it in pairs]]
    db.execute("CREATE OR REPLACE TEMP TABLE told AS SELECT unnest(?::VARCHAR[]) AS a, unnest(?::VARCHAR[]) AS b", ends)
    db.execute("CREATE OR REPLACE TEMP TABLE concerned AS SELECT DISTINCT unnest([a, b]) AS unit FROM told")
    db.execute(
        "CREATE OR REPLACE TEMP TABLE pieces AS SELECT p.*, r.run IS NOT NULL AS is_own FROM"
        f" ({piece_runs('items SEMI JOIN concerned USING (unit)')}) p JOIN known USING (unit)"
        " LEFT JOIN runs r ON r.id = known.id AND r.run = p.run"
    )
    by_pair: dict[tuple[str, str], list[Passage]] = {}
    for a, b, *rest in db.execute(_BEST).fetchall():
        by_pair.setdefault((a, b), []).append(Passage(*rest))
    for pair, passages in by_pair.items():
        passages = list(dict.fromkeys(passages))  # a code may stand twice in a sheet
        passages.sort(key=lambda it: (code_order(it.code_a), it.start_a, code_order(it.code_b), it.start_b))
        by_pair[pair] = passages[:_MOST]
    return by_pair


# What many units write is no passage: a piece counts by what is left of it.
_BEST = f"""
WITH sizes AS (
  SELECT unit, code, number, count(*) AS size, count(*) FILTER (is_own) AS own FROM pieces GROUP BY ALL
), common AS (
  SELECT a, b, x.code AS code_a, x.number AS number_a, y.code AS code_b, y.number AS number_b, count(*) AS shared
  FROM told JOIN pieces x ON x.unit = a AND x.is_own JOIN pieces y ON y.unit = b AND y.run = x.run GROUP BY ALL
), near AS (
  SELECT common.*, row_number() OVER (PARTITION BY a, b, code_a, number_a
    ORDER BY shared DESC, code_a <> code_b, code_b, number_b) AS place
  FROM common JOIN sizes m ON m.unit = a AND m.code = code_a AND m.number = number_a
  JOIN sizes n ON n.unit = b AND n.code = code_b AND n.number = number_b
  WHERE shared >= {_HALF} * least(m.own, n.own) AND shared >= {_PART} * least(m.size, n.size)
)
SELECT near.a, near.b, code_a, i.start, i."end", i.text, code_b, j.start, j."end", j.text FROM near
JOIN items i ON i.unit = near.a AND i.code = code_a AND i.number = number_a
JOIN items j ON j.unit = near.b AND j.code = code_b AND j.number = number_b WHERE place = 1
"""
