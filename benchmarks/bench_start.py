"""Cold start of the main job, and its growth, as ratios in one run.

    python -m benchmarks.bench_start

`audit` of the sample against `python -c "import click"`, both as whole processes that take turns; and the
work on 1, 10, 100 and 1,000 copies of the sheet's rows in one process, against the work on one.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from lke_docs.check import audit
from lke_docs.read import read_sheet

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"


def seconds(command: list[str]) -> float:
    """Wall time of one whole process."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def cold_start(rounds: int = 15) -> None:
    """Print the ratio of the main job to the import of click, the median of pairs."""
    ours = [sys.executable, "-m", "lke_docs", "audit", str(SAMPLE), "--quiet"]
    click = [sys.executable, "-c", "import click"]
    seconds(ours), seconds(click)
    pairs = [(seconds(ours), seconds(click)) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in pairs)
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"audit of the sample {mine * 1000:6.0f} ms, click alone {theirs * 1000:6.0f} ms: ratio {ratio:.1f} (wanted: 4)"
    )


def growth() -> None:
    """Print the time of 1 to 1,000 sheets, a sheet."""
    sheet = read_sheet(SAMPLE)
    audit(sheet)
    first = 0.0
    for count in (1, 10, 100, 1000):
        start = time.process_time()
        for _ in range(count):
            audit(sheet)
        spent = (time.process_time() - start) / count
        first = first or spent
        print(f"{count:5d} sheets: {spent * 1000:6.1f} ms a sheet, {spent / first:4.2f} times the first")
    text = SAMPLE.read_text(encoding="utf-8")
    base = 0.0
    for count in (1, 10, 100):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "salinan.txt"
            path.write_text(text * count, encoding="utf-8")
            start = time.process_time()
            audit(read_sheet(path))
            spent = (time.process_time() - start) / count
        base = base or spent
        print(f"one file of {count:4d} copies: {spent * 1000:6.1f} ms a copy, {spent / base:4.2f} times the first")


if __name__ == "__main__":
    cold_start()
    growth()
