"""A whole run: find the units, audit those that are not done yet, make the store, hold the units against each other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic

from lke_docs.errors import ConfigError
from lke_docs.files.index import Progress, say_nothing
from lke_docs.model import Level
from lke_docs.office.door import why
from lke_docs.office.lock import Tell
from lke_docs.portfolio.across import compare_units, is_compared
from lke_docs.portfolio.compact import compact, held_by_run, kept_keys, settle
from lke_docs.portfolio.discover import check_folder, discover
from lke_docs.portfolio.model import Receipt, UnitTask
from lke_docs.portfolio.pool import cluster, local, run
from lke_docs.portfolio.tables import READ, WORKING, read_table
from lke_docs.portfolio.task import audit_unit, give_up
from lke_docs.tuples import NamedTuple
from lke_docs.wording import decimal
from lke_docs.workspace.terms import Asked


class Outcome(NamedTuple):
    """What a run did. `states`: how many units of each; `levels`: how many findings, without questions; `unread`: unit,
    state and reason of what was not read whole."""

    units: int
    kept: int
    seconds: float
    states: Mapping[str, int]
    levels: Mapping[str, int]
    unread: tuple[tuple[str, str, str], ...]


def run_portfolio(
    folder: Path,
    out: Path,
    asked: Asked,
    *,
    workers: int = 0,
    address: str = "",
    with_evidence: bool = False,
    tell: Progress = say_nothing,
    say: Tell = str,
) -> Outcome:
    """Audit all units below a folder into the tables in `out`. What is there already is not done again."""
    begun = monotonic()
    folder, out = folder.resolve(), out.resolve()
    check_folder(folder, out)  # before anything is made for its result
    try:
        (out / WORKING).mkdir(parents=True, exist_ok=True)
        with held_by_run(out, tell=say):
            settle(out)
            tasks = discover(folder, asked, out=out, with_evidence=with_evidence)
            kept = kept_keys(out)
            ahead = [task for task in tasks if task.key not in kept]
            crew = cluster(address) if address else local(workers or os.cpu_count() or 1)
            _follow(run(ahead, out, crew, work=audit_unit, give_up=give_up), ahead, tell, begun)
            if compact(out, tasks) or not is_compared(out):
                compare_units(out)
    except OSError as error:
        raise ConfigError(f"{error.filename or out}: tidak dapat ditulis ({why(error)}). {_RESUMED}") from error
    return _outcome(out, len(tasks) - len(ahead), monotonic() - begun)


_RESUMED = "Jalankan lagi perintah yang sama: unit yang sudah selesai tidak diulang."


def _follow(receipts: Iterable[Receipt], ahead: list[UnitTask], tell: Progress, begun: float) -> None:
    for done, receipt in enumerate(receipts, start=1):
        rate = done / max(monotonic() - begun, 0.001)
        tell(f"{decimal(rate, 1)} unit/detik · {receipt.unit}", done, len(ahead))


def _outcome(out: Path, kept: int, seconds: float) -> Outcome:
    units = read_table(out, "units", ["unit", "state", "reason", *Level]).to_pylist()
    return Outcome(
        units=len(units),
        kept=kept,
        seconds=seconds,
        states=Counter(row["state"] for row in units),
        levels={level.value: sum(row[level] for row in units) for level in Level},
        unread=tuple((row["unit"], row["state"], row["reason"]) for row in units if row["state"] != READ),
    )
