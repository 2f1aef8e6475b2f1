"""The files of single units into a few Parquet files a table, in the order of units; swapped in as a whole.

A new store is made beside the old one and marked when it is complete; what is marked is moved in, now or in the next
run. So a store is always that of one run, and two ways to the same units give the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.office.lock import Tell, held
from lke_docs.portfolio.model import UnitTask
from lke_docs.portfolio.tables import STOPPED, TABLES, WORKING, parts_of, read_part, read_table, table_of, write_part
from lke_docs.portfolio.task import read_unit, unit_row, waiting

if TYPE_CHECKING:
    import pyarrow as pa

_NEW, _COMPLETE = ".baru", "lengkap"
_UNITS = 250  # in a file: 20,000 rows, 75,000 pieces


def kept_keys(out: Path) -> frozenset[str]:
    """The keys of the units that are done, in the store or as files of their own; units that stopped are begun anew."""
    units = read_table(out, "units", ["key", "state"]).to_pylist()
    single = waiting(out)
    for key in [key for key, path in single.items() if unit_row(path)["state"] == STOPPED]:
        single.pop(key).unlink()
    return frozenset([row["key"] for row in units if row["state"] != STOPPED] + list(single))


def compact(out: Path, tasks: Sequence[UnitTask]) -> bool:
    """Make the store that of these units, as far as they are done. Tells whether anything changed."""
    single, wanted = waiting(out), [task.key for task in tasks]
    parts = parts_of(out, "units")
    stored = {key: path.name for path in parts for key in read_part(path, "units", ["key"])["key"].to_pylist()}
    there = [key for key in wanted if key in single or key in stored]
    if not single and there == list(stored):
        return False
    shutil.rmtree(out / _NEW, ignore_errors=True)
    for number in range(0, max(len(there), 1), _UNITS):
        batch = there[number : number + _UNITS]
        for name, table in _tables(out, batch, single, stored):
            write_part(out / _NEW, name, f"{number // _UNITS:05}", table)
    write_part(out / _NEW, "pairs", "00000", ())
    (out / _NEW / _COMPLETE).touch()
    settle(out)
    return True


def _tables(
    out: Path, keys: Sequence[str], single: Mapping[str, Path], stored: Mapping[str, str]
) -> Iterator[tuple[str, pa.Table]]:
    """The tables of a batch of units, in the order of units; within a unit as they were written."""
    import pyarrow as pa

    fresh = [read_unit(single[key]) for key in keys if key in single]
    old = [key for key in keys if key not in single]
    for name in TABLES:
        if name == "pairs":
            continue
        files = [out / name / file for file in sorted({stored[key] for key in old})]
        pieces = [*(tables[name] for tables in fresh), *(_of_units(path, name, old) for path in files)]
        table = pa.concat_tables(pieces) if pieces else table_of(name, ())
        yield name, table.sort_by("unit").combine_chunks()  # the sort is stable


def _of_units(path: Path, name: str, keys: Sequence[str]) -> pa.Table:
    """The rows of these units in a file of the old store."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = read_part(path, name)
    return table.filter(pc.is_in(table["key"], pa.array(keys)))


def settle(out: Path) -> None:
    """Move a store that is complete into its place, and take away what it was made of."""
    new = out / _NEW
    if not (new / _COMPLETE).exists():
        shutil.rmtree(new, ignore_errors=True)
        return
    for name in TABLES:
        if (new / name).is_dir():
            shutil.rmtree(out / name, ignore_errors=True)
            (new / name).replace(out / name)
    for key in read_table(out, "units", ["key"])["key"].to_pylist():
        (out / WORKING / key).unlink(missing_ok=True)
    shutil.rmtree(new)


def settle_late(out: Path) -> None:
    """Do the same where a run was killed just before it, and no other run is at it."""
    if (out / _NEW / _COMPLETE).exists():
        with held_by_run(out):
            settle(out)


def held_by_run(out: Path, *, tell: Tell = str) -> AbstractContextManager[None]:
    """Hold a store against other runs."""
    return held(out / WORKING / "jalan", tell=tell)
