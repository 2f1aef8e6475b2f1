"""The value of a computed question: the formulas of the instrument files, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lke_docs.form.count import Counts
from lke_docs.instrument import Compute
from lke_docs.wording import figure


def value_of(counts: Counts) -> tuple[float | None, str]:
    """What complete numbers are worth, 0 to 1, and how that was reached; None where they cannot be divided."""
    return _FORMULAS[counts.indicator.compute](counts.values)


def _share(values: Sequence[float]) -> tuple[float | None, str]:
    whole, done = values[0], values[-1]
    if whole <= 0:
        return None, "pembaginya nol; nilainya tidak dapat dihitung"
    return min(done / whole, 1.0), f"{figure(done)} dari {figure(whole)}"


def _share_full_at_zero(values: Sequence[float]) -> tuple[float | None, str]:
    if values[0] == values[-1] == 0:
        return 1.0, "tidak ada yang harus dikerjakan, nilainya penuh"
    return _share(values)


def _decrease(values: Sequence[float]) -> tuple[float | None, str]:
    before, now = values[0], values[1]
    if now == 0:
        return 1.0, "tahun ini nol, nilainya penuh"
    if before == 0:
        return 0.0, "tahun lalu nol, tahun ini ada"
    return min(max((before - now) / before, 0.0), 1.0), f"dari {figure(before)} menjadi {figure(now)}"


_FORMULAS: dict[Compute, Callable[[Sequence[float]], tuple[float | None, str]]] = {
    Compute.SHARE: _share,
    Compute.SHARE_FULL_AT_ZERO: _share_full_at_zero,
    Compute.RATIO: _share,
    Compute.DECREASE: _decrease,
}
