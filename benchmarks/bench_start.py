"""Cold start of the main job, and its growth, as ratios in one run.

    python -m benchmarks.bench_start

`audit` of the sample against `python -c "import click"`, both as whole processes that take turns; the same audit
in a process that has done one; and the work on 1, 10, 100 and 1,000 copies of the rows, against the work on one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from lke_docs.check import audit
from lke_docs.read import read_sheet

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"


def spent(command: list[str]) -> float:
    """Processor time of one whole process, user and system: other work on the machine counts little."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = getrusage(RUSAGE_CHILDREN)  # to the microsecond; os.times counts hundredths
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm(rounds: int = 15) -> float:
    """Processor time of the audit in a process that has done one, the least of many."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        audit(read_sheet(SAMPLE))
        times.append(time.process_time() - start)
    return min(times[1:])


def cold_start(rounds: int = 15) -> None:
    """Print the ratios of the main job, cold and warm, to the import of click: the least of runs that take turns."""
    ours = [sys.executable, "-m", "lke_docs", "audit", str(SAMPLE)]
    click = [sys.executable, "-c", "import click"]
    spent(ours), spent(click)
    pairs = [(spent(ours), spent(click)) for _ in range(rounds)]
    mine, theirs = (min(column) for column in zip(*pairs, strict=True))
    again = warm(rounds)
    print(f"click alone {theirs * 1000:.0f} ms of processor time, least of {rounds}")
    print(f"cold audit of the sample {mine * 1000:.0f} ms: ratio {mine / theirs:.2f} (wanted: 4.5)")
    print(f"warm audit of the sample {again * 1000:.0f} ms: ratio {again / theirs:.2f}")


def growth() -> None:
    """Print the time of 1 to 1,000 sheets, a sheet."""
    sheet = read_sheet(SAMPLE)
    audit(sheet)
    first = 0.0
    for count in (1, 10, 100, 1000):
        start = time.process_time()
        for _ in range(count):
            audit(sheet)
        each = (time.process_time() - start) / count
        first = first or each
        print(f"{count:5d} sheets: {each * 1000:6.1f} ms a sheet, {each / first:4.2f} times the first")
    text = SAMPLE.read_text(encoding="utf-8")
    base = 0.0
    for count in (1, 10, 100):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "salinan.txt"
            path.write_text(text * count, encoding="utf-8")
            start = time.process_time()
            audit(read_sheet(path))
            each = (time.process_time() - start) / count
        base = base or each
        print(f"one file of {count:4d} copies: {each * 1000:6.1f} ms a copy, {each / base:4.2f} times the first")


if __name__ == "__main__":
    cold_start()
    growth()
