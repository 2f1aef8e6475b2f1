"""Pairs of units whose evidence is one text: runs of words that hardly anybody else has.

Official prose is shared honestly by many, the words of one agency by its offices, those of a region by a few. So a run
of many units counts for nobody, one of few for a pair by how few they are (two: 1, three: a third, ten: a forty-fifth),
and a pair by the share of what is its own; very many runs of the same few are one text that went round and count whole.
Where one whole sheet goes round, nothing of it is rare: sheets alike in nearly all are found first, and speak with one
voice then. What nearly all units have was handed to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lke_docs.portfolio.fingerprint import asked_runs
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

LEAST = 0.0225  # of what is a unit's own; honest neighbours of one region share 0.01 to 0.02
_MOST = 0.1  # what is noise among few units is none above this
_NOISE = 3.0  # times what half of all units share with the one that is most like them
_RARE = 10  # units that have a run, at the most; among few units
_PART, _LEAST_RARE = 5, 3  # one of so many, and these at the least
_FEW = 20  # runs of a pair, below which there is nothing to show
_LITTLE = 300  # runs of its own that a unit is taken to have at least: a sheet of ten lines is like many
_WHOLE = 0.8  # of all runs of the shorter sheet
_WHOLE_FEW = 100
_OF_ALL = 0.75  # of the units, where more than _RARE have one sheet: it is their agency's
_BINS, _BAND = 144, 6  # least runs of a sheet by bins; sheets with a band of them in common are held together
_BLOCK = 100  # runs that the same offices have: some five pieces
_CROWD = 50  # sheets with one band; above, each is held against the first only
_UNIT = 1260  # parts of a run: the weights of all numbers of units up to _RARE are whole


class Likeness(NamedTuple):
    """Two units and how much of their evidence is one text (0-1); `is_whole`: the sheets are alike in nearly all."""

    unit_a: str
    unit_b: str
    overlap: float
    shared: int
    is_whole: bool = False


def alike_units(db: Connection) -> list[Likeness]:
    """All pairs above the noise, in order of their names; sheets of one office are none.

    Needs `prints` and `offices`; leaves `known`, the numbers of units, and `runs`, by them what is not many units' own.
    """
    db.execute(
        "CREATE OR REPLACE TEMP TABLE known AS SELECT unit, row_number() OVER (ORDER BY unit)::INT AS id,"
        " office FROM prints JOIN offices USING (unit)"
    )
    db.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {asked_runs()}")
    db.execute(
        "CREATE OR REPLACE TEMP TABLE runs AS SELECT id, run FROM (SELECT id, unnest(runs) AS run FROM prints"
        " JOIN known USING (unit)) ANTI JOIN asked USING (run)"
    )
    _hold_blocks(db)
    known = {id: told for id, *told in db.execute("SELECT id, unit, office FROM known").fetchall()}
    pairs = [it for it in (*_copies(db), *_rare(db)) if known[it[0]][1] != known[it[1]][1]]
    return sorted(Likeness(known[a][0], known[b][0], share, shared, kind) for a, b, share, shared, kind in pairs)


_Found = tuple[int, int, float, int, bool]


def _hold_blocks(db: Connection) -> None:
    """Leave `block`: the runs of texts that went round among some offices, each as if two had it.

    Official prose goes round run by run, here among these and there among those; who copies has a text whole, so that
    very many runs have the same offices, and no more than half of all. Two sheets of one office are one voice.
    """
    db.execute(f"""
CREATE OR REPLACE TEMP TABLE block AS
WITH voices AS (SELECT count(DISTINCT office) AS voices FROM known),
held AS (
  SELECT run, hash(list_sort(list(DISTINCT office))) AS holders, count(DISTINCT office) AS offices
  FROM runs JOIN known USING (id) GROUP BY run HAVING offices BETWEEN 3 AND (SELECT voices // 2 FROM voices)
    AND offices <= {_RARE}
)
SELECT run FROM held
SEMI JOIN (SELECT holders FROM held GROUP BY holders HAVING count(*) >= {_BLOCK}) USING (holders)""")


def _copies(db: Connection) -> list[_Found]:
    """Pairs of sheets that are alike in nearly all, also without what many write, which is taken out of `runs`.

    Sheets that are alike by that alone are no copies, and then speak with voices of their own: it is looked again.
    """
    _meet(db)
    voices = int(db.execute("SELECT count(DISTINCT id) FROM runs").fetchall()[0][0])
    left = [
        it for group in _groups(_whole(db)) if not _RARE < len(group.units) > _OF_ALL * voices for it in group.pairs
    ]
    while True:
        whole = left
        echoes = [unit for group in _groups(whole) for unit in group.units[1:]]
        db.execute("CREATE OR REPLACE TEMP TABLE echo AS SELECT unnest(?::INT[]) AS id", [echoes])
        few = min(_RARE, max(_LEAST_RARE, (voices - len(echoes)) // _PART))
        db.execute(
            "CREATE OR REPLACE TEMP TABLE runs AS SELECT id, run FROM runs ANTI JOIN (SELECT run FROM runs"
            f" ANTI JOIN echo USING (id) ANTI JOIN block USING (run) GROUP BY run HAVING count(*) > {few}) USING (run)"
        )
        before = {it[:2] for it in whole}
        left = [it for it in _whole(db) if it[:2] in before]
        if len(left) == len(whole):
            return left


def _meet(db: Connection) -> None:
    """Sheets that may be alike in nearly all."""
    bands = f"""
WITH least AS (SELECT id, (run % {_BINS})::INT AS bin, min(run) AS run FROM runs GROUP BY ALL),
bands AS (
  SELECT id, bin // {_BAND} AS band, list(run ORDER BY bin) AS runs FROM least GROUP BY ALL HAVING count(*) = {_BAND}
),
met AS (SELECT list(id ORDER BY id) AS ids FROM bands GROUP BY band, runs HAVING count(*) > 1),
ends AS (SELECT unnest(ids) AS b, ids FROM met)
SELECT DISTINCT a, b FROM (
  SELECT unnest(CASE WHEN len(ids) > {_CROWD} THEN ids[:1] ELSE ids END) AS a, b FROM ends) WHERE a < b"""
    db.execute(f"CREATE OR REPLACE TEMP TABLE met AS {bands}")


def _whole(db: Connection) -> list[_Found]:
    """Those of them that are."""
    db.execute("CREATE OR REPLACE TEMP TABLE sizes AS SELECT id, count(*) AS size FROM runs GROUP BY id")
    return db.execute(f"""
WITH common AS (
  SELECT a, b, count(*) AS shared FROM met JOIN runs x ON x.id = a JOIN runs y ON y.id = b AND y.run = x.run
  GROUP BY ALL
)
SELECT a, b, shared / least(x.size, y.size) AS share, shared, true FROM common
JOIN sizes x ON x.id = a JOIN sizes y ON y.id = b
WHERE shared >= {_WHOLE_FEW} AND share >= {_WHOLE}""").fetchall()


class _Group(NamedTuple):
    """Sheets of which each is a copy of another, in order: all but the first only say again what it says."""

    units: list[int]
    pairs: list[_Found]


def _groups(whole: Sequence[_Found]) -> list[_Group]:
    first: dict[int, int] = {}

    def root(unit: int) -> int:
        while (up := first.get(unit, unit)) != unit:
            unit = up
        return unit

    for a, b, *_ in sorted(whole):
        low, high = sorted((root(a), root(b)))
        if low != high:
            first[high] = low
    groups: dict[int, _Group] = {}
    for unit in sorted({unit for a, b, *_ in whole for unit in (a, b)}):
        groups.setdefault(root(unit), _Group([], [])).units.append(unit)
    for pair in whole:
        groups[root(pair[0])].pairs.append(pair)
    return list(groups.values())


def _rare(db: Connection) -> list[_Found]:
    """Pairs that share what hardly anybody else has."""
    db.execute(f"""
CREATE OR REPLACE TEMP TABLE holders AS
SELECT run, count(DISTINCT office)::INT AS held,
  CASE WHEN run IN (FROM block) THEN {_UNIT} ELSE (2 * {_UNIT} // (held * (held - 1)))::INT END AS weight
FROM runs JOIN known USING (id) ANTI JOIN echo USING (id) GROUP BY run HAVING held > 1""")
    db.execute(
        "CREATE OR REPLACE TEMP TABLE rare AS SELECT id, run, weight FROM runs ANTI JOIN echo USING (id)"
        " JOIN holders USING (run)"
    )
    db.execute(f"""
CREATE OR REPLACE TEMP TABLE own AS
SELECT id, greatest({_LITTLE}, count(*))::INT AS size FROM runs ANTI JOIN echo USING (id) GROUP BY id""")
    db.execute(f"""
CREATE OR REPLACE TEMP TABLE likeness AS
WITH met AS (SELECT x.id AS a, y.id AS b, count(*) AS shared, sum(x.weight) AS weight
  FROM rare x JOIN rare y ON x.run = y.run AND x.id < y.id GROUP BY ALL HAVING count(*) > 1)
SELECT a, b, weight / {_UNIT} / least(x.size, y.size) AS share, shared FROM met
JOIN own x ON x.id = a JOIN own y ON y.id = b JOIN known m ON m.id = a JOIN known n ON n.id = b
WHERE m.office <> n.office""")
    return db.execute(
        "SELECT a, b, share, shared, false FROM likeness WHERE share >= ? AND shared >= ?", [_threshold(db), _FEW]
    ).fetchall()


def _threshold(db: Connection) -> float:
    """From which share a pair is told. Among twenty sheets of one region two share much that nobody else there has."""
    noise = db.execute("""
SELECT coalesce(median(coalesce(best, 0)), 0) FROM own LEFT JOIN (
  SELECT id, max(share) AS best FROM (SELECT a AS id, share FROM likeness UNION ALL SELECT b, share FROM likeness)
  GROUP BY id) USING (id)""").fetchall()
    return min(max(LEAST, _NOISE * float(noise[0][0])), _MOST)
