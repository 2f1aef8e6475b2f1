"""Word the months of a series, which are still values as text."""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.moment import parse_moment
from lke_docs.wording import listed, period


def span(value: str) -> str:
    """Word a value of JSON: "Juni 2021", "Triwulan I 2021"."""
    when = parse_moment(value)
    return period(when) if when else value


def months(values: Sequence[str]) -> str:
    """Word months that follow each other as a range where they are many: "April 2021 s.d. Juli 2021"."""
    if len(values) < 4:
        return listed([span(value) for value in values])
    return span(f"{values[0]}/{values[-1]}")
