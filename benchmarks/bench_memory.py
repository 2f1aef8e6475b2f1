"""Memory of many audits in one process: it must not grow with the number of sheets.

    python -m benchmarks.bench_memory [--sheets 1000]

Prints the peak of resident memory after the first hundred sheets and at the end (where the system tells it; else
traced memory, much slower). Exits with 1 where it grew by more than 20 MB.
"""

from __future__ import annotations

import argparse
import functools
import gc
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from lke_docs.check import check_dossier, open_dossier
from lke_docs.instrument import load_instrument
from lke_docs.read.txt import read_txt
from lke_docs.score import score_sheet

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "kejari_bantaeng_2021.txt"
WARM, MOST = 100, 20_000_000


def sheets(count: int) -> Iterator[bytes]:
    """The sample with other numbers, days and names each time, so that no cache is met twice."""
    text = SAMPLE.read_text(encoding="utf-8")
    for number in range(count):
        changed = text.replace("P.4.17", f"P.{number % 9}.{number}").replace("Bantaeng", f"Bantaeng{number:05d}")
        yield changed.replace("Notula Monev", f"Notula Monev perkara {number}").encode()


def work(count: int) -> Iterator[int]:
    """Audit and score that many sheets, keeping none; yields their number after each."""
    form = load_instrument("zi-2019")
    for number, data in enumerate(sheets(count), 1):
        sheet = read_txt(data, SAMPLE.name)
        dossier = open_dossier(sheet, instrument=form)
        check_dossier(dossier)
        assert dossier.judge is not None
        score_sheet(dossier.judge)
        del sheet, dossier
        yield number


def grown(count: int, *, warm: int = WARM) -> tuple[int, int]:
    """Traced bytes after `warm` sheets, and after `count`; what caches hold up to a bound is left out."""
    at_warm = 0
    tracemalloc.start()
    try:
        for number in work(count):
            if number == warm:
                at_warm = _traced()
        return at_warm, _traced()
    finally:
        tracemalloc.stop()


def _traced() -> int:
    gc.collect()
    for cache in gc.get_objects():
        if type(cache) is functools._lru_cache_wrapper and cache.cache_parameters()["maxsize"]:
            cache.cache_clear()
    return tracemalloc.get_traced_memory()[0]


def resident(count: int) -> tuple[int, int]:
    """Peak of resident bytes after the first hundred sheets, and after `count`."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    peaks = {}
    for number in work(count):
        if number in (WARM, count):
            peaks[number] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return peaks.get(WARM, 0), peaks[count]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sheets", type=int, default=1000)
    count = parser.parse_args().sheets
    before, after = grown(count) if sys.platform == "win32" else resident(count)
    print(f"after {WARM} sheets {before / 1e6:.1f} MB, after {count} sheets {after / 1e6:.1f} MB")
    return int(after - before > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
