"""The fingerprints of units: their masked evidence as runs of words, kept beside the tables.

A unit is fingerprinted once, by its key; a new one meets all earlier ones without their texts being read again. They
lie in `OUT/fingerprints/?.parquet`, by the first letter of the hash of their units: in whatever order units came.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.office.whole import whole_file
from lke_docs.portfolio.stored import files_in_sql

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

_Print = tuple[str, str]  # unit and key
FOLDER = "fingerprints"
RUN = 6  # words: of three, units that never met share thousands; of eight, a copy put in other words has none left
_META, _SCHEMA = b"lke_docs.fingerprints", f"lke-docs/fingerprints/1/{RUN} kata".encode()
_WORDS = "string_split(masked, ' ')"
# Over the pieces of a cell: neighbours of one region share a sentence of it, who copies has what stands beside it too.
_CELLS = (
    "(SELECT unit, string_agg(masked, ' ' ORDER BY number) AS masked FROM items SEMI JOIN fresh USING (unit)"
    " GROUP BY unit, code)"
)
_ASKED = "string_split(trim(regexp_replace(lower(question), '[^a-z]+', ' ', 'g')), ' ')"


def runs_of(source: str, words: str, *head: str) -> str:
    """SQL for the runs of words of a source as 64-bit numbers `run`, beside the columns of `head`.

    A text that is shorter than a run has none: it is a title that everybody writes.
    """
    kept = "".join(f"{column}, " for column in head)
    shifted = ", ".join(f"w[{start}:]" for start in range(1, RUN + 1))
    joined = ", ".join(f"z[{place}]" for place in range(1, RUN + 1))
    return (
        f"SELECT {kept}md5_number_lower(concat_ws(' ', {joined})) AS run FROM (SELECT {kept}unnest(list_zip({shifted}))"
        f" AS z FROM (SELECT {kept}{words} AS w FROM {source})) WHERE z[{RUN}] IS NOT NULL"
    )


def open_fingerprints(db: Connection, out: Path) -> None:
    """Bring the fingerprints up to the units of the tables; then `prints` holds unit, key and runs of each."""
    shelves: dict[str, list[_Print]] = {}
    for unit, key in db.execute("SELECT unit, key FROM units").fetchall():
        shelves.setdefault(sha256(unit.encode()).hexdigest()[0], []).append((unit, key))
    for path in (out / FOLDER).glob("*.parquet"):
        if path.stem not in shelves:
            path.unlink()
    kept = [_shelf(db, out / FOLDER / f"{name}.parquet", wanted) for name, wanted in sorted(shelves.items())]
    source = files_in_sql(kept) if kept else "(SELECT '' AS unit, '' AS key, []::UBIGINT[] AS runs LIMIT 0)"
    db.execute(f"CREATE OR REPLACE TEMP VIEW prints AS SELECT unit, key, runs FROM {source}")


def _shelf(db: Connection, path: Path, wanted: Sequence[_Print]) -> Path:
    """One file of fingerprints, written anew only where units came or went."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    old = _kept(path)
    known = list(zip(old["unit"].to_pylist(), old["key"].to_pylist(), strict=True))
    if sorted(known) == sorted(wanted):
        return path
    fresh, stays = set(wanted).difference(known), [it in set(wanted) for it in known]
    db.execute("CREATE OR REPLACE TEMP TABLE fresh AS SELECT unnest(?::VARCHAR[]) AS unit", [[it[0] for it in fresh]])
    new = db.sql(
        "SELECT u.unit, u.key, coalesce(p.runs, []) AS runs FROM units u SEMI JOIN fresh USING (unit) LEFT JOIN"
        " (SELECT unit, list(DISTINCT run ORDER BY run) AS runs FROM"
        f" ({runs_of(_CELLS, _WORDS, 'unit')}) GROUP BY unit) p ON p.unit = u.unit"
    ).to_arrow_table()
    table = pa.concat_tables([old.filter(pa.array(stays, pa.bool_())), new.cast(_schema())])
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream:
        pq.write_table(table.sort_by("unit").combine_chunks(), stream, compression="zstd", use_dictionary=False)
    return path


def _schema() -> pa.Schema:
    import pyarrow as pa

    columns = {"unit": pa.string(), "key": pa.string(), "runs": pa.list_(pa.uint64())}
    return pa.schema(columns, metadata={_META: _SCHEMA})


def _kept(path: Path) -> pa.Table:
    """What was kept; nothing where it is damaged or of another version: it can be made again."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError):
        return _schema().empty_table()
    is_ours = (table.schema.metadata or {}).get(_META) == _SCHEMA
    return table.cast(_schema()) if is_ours else _schema().empty_table()


def asked_runs() -> str:
    """SQL for the runs of the questions themselves: who repeats them copies from nobody."""
    return f"SELECT DISTINCT run FROM ({runs_of('(SELECT DISTINCT question FROM rows)', _ASKED)})"


def piece_runs(source: str) -> str:
    """SQL for the runs of single pieces, with their places."""
    return runs_of(source, _WORDS, "unit", "code", "number")
