"""Twice the work costs about twice the operations: lines of our own code that run are counted, never seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.bench_growth import GROWTH, LIMIT, Work
from lke_docs.workspace.compare import kept_items
from tests.effort import calls

# Small enough for every run, large enough that a square shows.
SIZES = {"cell": 30, "decrees": 60, "asked": 40, "uncoded": 16, "same": 20, "compare_rows": 20, "tags": 500}


@pytest.mark.parametrize("kind", SIZES)
def test_double_work_costs_about_double(kind: str) -> None:
    make: Callable[[int], Work] = GROWTH[kind].make
    make(4)()  # words and forms are loaded
    one, two = (calls(make(size)) for size in (SIZES[kind], 2 * SIZES[kind]))

    assert 0 < two <= LIMIT * one


def test_a_long_cell_is_compared_in_about_double() -> None:
    def work(size: int) -> Work:
        old, new = ([f"{word} rapat {number} ruang {number % 7}" for number in range(size)] for word in "ab")
        return lambda: kept_items(old, new)

    assert 0 < calls(work(1_040)) <= LIMIT * calls(work(520))


def test_a_long_cell_keeps_what_was_edited_and_moved() -> None:
    """Beyond the number of pairs that are all compared: edited in its place, moved whole, deleted."""
    old = [f"notula rapat bidang {number} tentang arsip ruang{number}" for number in range(900)]
    edited = [f"revisi {text}" for text in old[:300]]
    moved = [f"{text} ulang" for text in reversed(old[300:600])]

    assert kept_items(old, [*edited, *moved]) == set(range(600))
