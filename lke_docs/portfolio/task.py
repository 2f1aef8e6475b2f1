"""What a worker does: audit one unit, write its rows as one file, hand back a receipt.

The file is there whole or not at all, so that whatever is killed, and whenever, is done again and nothing twice. It
holds the tables one behind the other as Arrow streams; the Parquet files are made of many such files (`compact`).
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lke_docs.errors import InputError, LkeError
from lke_docs.office import allowance
from lke_docs.office.limits import Limits, make_limits
from lke_docs.office.whole import whole_file
from lke_docs.portfolio.columns import Rows, head_of, unit_rows
from lke_docs.portfolio.model import Receipt, UnitTask
from lke_docs.portfolio.tables import STOPPED, TABLES, UNREAD, WORKING, schema_of, table_of
from lke_docs.workspace.opening import open_sheet
from lke_docs.workspace.terms import make_terms

if TYPE_CHECKING:
    import pyarrow as pa

_SHELVES = "bukti"
_OF_UNITS = tuple(name for name in TABLES if name != "pairs")
_WHOLE = b"\xff\xff\xff\xff\0\0\0\0"  # the last bytes of an Arrow stream that was written to its end
_KEY = re.compile(r"[0-9a-f]{32}")


def audit_unit(task: UnitTask, out: Path) -> Receipt:
    """Audit one unit. What cannot be read is a row with its reason; only the death of the process ends without."""
    path = out / WORKING / task.key
    if is_whole(path):  # done by another worker that was killed before it could say so
        return _receipt(task, unit_row(path), 0.0)
    begun = perf_counter()
    try:
        rows: Mapping[str, Rows] = _audited(task, out)
    except LkeError as error:
        said = f"{error.place}: {error.reason}" if isinstance(error, InputError) and error.place else ""
        said = said or (error.reason if isinstance(error, InputError) else str(error))
        rows = unread(task, said)
    except allowance.ENDS:
        rows = unread(task, allowance.SPENT)
    except Exception as error:  # noqa: BLE001 - one sheet is no reason to stop for thousands of others
        rows = unread(task, f"cacat program, mohon laporkan: {type(error).__name__}: {error}")
    return _receipt(task, write_unit(path, rows), perf_counter() - begun)


def unread(task: UnitTask, reason: str, *, state: str = UNREAD) -> dict[str, Rows]:
    """The rows of a unit whose sheet was not read."""
    said = reason.replace(f"{task.root}{os.sep}", "")  # wherever the folder lies, its table says the same
    return {"units": [{**head_of(task), "state": state, "reason": said}]}


def _audited(task: UnitTask, out: Path) -> Mapping[str, Rows]:
    if task.sheet is None:
        raise InputError(task.unit, task.fault)
    terms = make_terms(task.asked, task.sheet.parent)
    if terms.evidence:  # what the unit itself has read of its files is not taken for granted
        shelf = sha256(task.unit.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        terms = terms._replace(shelf=out / WORKING / _SHELVES / shelf, readers=1)  # the cores have units of their own
    with _bounded(make_limits(terms.limits)):
        rows = unit_rows(open_sheet(task.sheet, terms), task)
        return {name: list(lines) for name, lines in rows.items()}


@contextmanager
def _bounded(limits: Limits) -> Iterator[None]:
    """Give a unit the time of one command."""
    is_main = threading.current_thread() is threading.main_thread()
    (allowance.start if is_main else allowance.start_in_thread)(limits.command_seconds)
    try:
        yield
    finally:
        allowance.stop()


def write_unit(path: Path, rows: Mapping[str, Rows]) -> dict[str, Any]:
    """Write the rows of a unit as one file; gives its row of `units`."""
    from pyarrow import ipc

    tables = {name: table_of(name, rows.get(name, ())) for name in _OF_UNITS}
    path.parent.mkdir(parents=True, exist_ok=True)
    options = ipc.IpcWriteOptions(compression="zstd")
    with whole_file(path) as stream:
        for name, table in tables.items():
            with ipc.new_stream(stream, schema_of(name), options=options) as writer:
                writer.write_table(table)
    row: dict[str, Any] = tables["units"].to_pylist()[0]
    return row


def unit_row(path: Path) -> dict[str, Any]:
    """The row of `units` in the file of a unit, where it comes first: the rest is not read."""
    from pyarrow import ipc

    with path.open("rb") as stream:
        row: dict[str, Any] = ipc.open_stream(stream).read_all().to_pylist()[0]
    return row


def read_unit(path: Path) -> dict[str, pa.Table]:
    """The tables of a unit from its file."""
    from pyarrow import ipc

    with path.open("rb") as stream:
        return {name: ipc.open_stream(stream).read_all() for name in _OF_UNITS}


def is_whole(path: Path) -> bool:
    """Whether the file of a unit is there to its end: a power cut may leave the name without the bytes."""
    try:
        with path.open("rb") as stream:
            stream.seek(-len(_WHOLE), os.SEEK_END)
            return stream.read() == _WHOLE
    except OSError:
        return False


def waiting(out: Path) -> dict[str, Path]:
    """The files of single units by their keys, those that are whole."""
    folder = out / WORKING
    files = (path for path in folder.iterdir() if _KEY.fullmatch(path.name)) if folder.is_dir() else ()
    return {path.name: path for path in files if is_whole(path)}


def _receipt(task: UnitTask, row: Mapping[str, Any], seconds: float) -> Receipt:
    return Receipt(task.unit, task.key, seconds, row["state"], row["reason"])


def give_up(task: UnitTask, out: Path) -> Receipt:
    """Say of a unit that its worker died with it, in company and alone."""
    reason = "proses yang memeriksa lembar ini mati tiga kali; periksa berkasnya, lalu jalankan lagi."
    return _receipt(task, write_unit(out / WORKING / task.key, unread(task, reason, state=STOPPED)), 0.0)
