"""Many sheets in one process: memory does not grow with their number."""

from __future__ import annotations

from benchmarks.bench_memory import grown


def test_memory_does_not_grow_with_the_sheets() -> None:
    before, after = grown(20, warm=8)

    # 20 MB for the 900 sheets after the first hundred leave 22 kB for one
    assert after - before < 12 * 22_000
