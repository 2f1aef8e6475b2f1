"""A store of many units: how long each question of the dashboard takes, and how the comparison of units grows.

Run: python benchmarks/bench_store.py queries OUT [--units 100000] [--face html], with OUT as `lke-docs portfolio` has
left: its tables are written again under other names until there are so many units. Or: python benchmarks/bench_store.py
growth [--sizes 1000,5000,20000], over units of tools/crowd/store.py, each size in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs.portfolio import portfolio_report, stored  # noqa: E402
from lke_docs.portfolio.across import compare_units  # noqa: E402
from lke_docs.portfolio.tables import schema_of, write_part  # noqa: E402

_OF_REPORT = ("units", "rows", "findings", "points", "pairs")
_PLACE, _LETTERS = ("unit", "unit_a", "unit_b", "unit_name"), 40  # of a cell: no question of the report reads it


def multiply(out: Path, many: Path, units: int) -> None:
    """Write the tables of a store so often under other names that there are `units`."""
    db = stored.open_tables(out)
    here = db.execute("SELECT count(*) FROM units").fetchall()[0][0]
    for number in range(-(-units // here)):
        for name in _OF_REPORT:
            columns = [
                f"{it} || '~{number}' AS {it}" if it in _PLACE else
                f"left({it}, {_LETTERS}) AS {it}" if it in ("evidence", "question") else f'"{it}"'
                for it in schema_of(name).names
            ]  # fmt: skip
            table = db.sql(f'SELECT {", ".join(columns)} FROM "{name}"').to_arrow_table()
            write_part(many, name, f"{number:05d}", table.cast(schema_of(name)))


class Timed:
    """A connection that notes how long each question takes until its lines are there."""

    def __init__(self, db: Any) -> None:
        self.db, self.lines = db, list[Any]()
        self.spent, self.cpu = defaultdict[str, float](float), defaultdict[str, float](float)

    def execute(self, question: str, *given: Any) -> Timed:
        begun, cpu = time.perf_counter(), time.process_time()
        self.db.execute(question, *given)
        self.description, self.lines = self.db.description, self.db.fetchall()
        said = " ".join(question.split())[:100]
        self.spent[said] += time.perf_counter() - begun
        self.cpu[said] += time.process_time() - cpu
        return self

    def fetchall(self) -> Sequence[Any]:
        return self.lines

    def __enter__(self) -> Timed:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.db, name)


def queries(out: Path, units: int, face: str) -> None:
    if stored.open_tables(out).execute("SELECT count(*) FROM units").fetchall()[0][0] < units:
        with tempfile.TemporaryDirectory() as place:
            multiply(out, Path(place) / "tables", units)
            command = [sys.executable, __file__, "queries", f"{place}/tables", "--units", "0", "--face", face]
            subprocess.run(command, check=True)  # in a process whose memory is the report's alone
        return
    opened: list[Timed] = []
    plain = stored.open_tables

    def timed(folder: Path) -> Timed:
        opened.append(Timed(plain(folder)))
        return opened[-1]

    stored.open_tables = timed  # type: ignore[assignment]
    begun, cpu = time.perf_counter(), time.process_time()
    report = portfolio_report.render_portfolio(out, face)
    answered = sum(opened[0].cpu.values())
    print(f"{face} of {len(report) >> 10} KiB: {time.perf_counter() - begun:.1f} s, "
          f"{time.process_time() - cpu:.1f} CPU s, {answered:.1f} of them in questions, {most()} MiB")  # fmt: skip
    for said, seconds in sorted(opened[0].cpu.items(), key=lambda it: -it[1]):
        print(f"  {seconds:6.2f} CPU s, {opened[0].spent[said]:6.2f} s  {said}")


def growth(sizes: Sequence[int]) -> None:
    for size in sizes:
        subprocess.run([sys.executable, __file__, "one", str(size)], check=True)


def one(size: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        code = f"from pathlib import Path; from tools.crowd.store import write; write(9, {size}, Path({place!r}))"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        begun, cpu = time.perf_counter(), time.process_time()
        compare_units(Path(place))
        print(f"{size} units held against each other: {time.perf_counter() - begun:.1f} s, "
              f"{time.process_time() - cpu:.1f} CPU s, {most()} MiB")  # fmt: skip
        sys.stdout.flush()


def most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("queries", "growth", "one"))
    parser.add_argument("given", nargs="?", default="")
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--face", default="html")
    parser.add_argument("--sizes", default="1000,5000,20000")
    asked = parser.parse_args()
    steps: dict[str, Callable[[], None]] = {
        "queries": lambda: queries(Path(asked.given), asked.units, asked.face),
        "growth": lambda: growth([int(it) for it in asked.sizes.split(",")]),
        "one": lambda: one(int(asked.given)),
    }
    steps[asked.what]()


if __name__ == "__main__":
    main()
