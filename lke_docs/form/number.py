"""A number that stands alone in a cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from lke_docs.model import Row

_NUMBER = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*(%?)\s*")


class Number(NamedTuple):
    """A number as written, and whether a percent sign follows it."""

    value: float
    is_percent: bool


def written_number(row: Row) -> str:
    """The text by which a row gives a number: its answer, else its evidence; "" where neither is one."""
    return next((text.strip() for text in (row.answer, row.evidence) if parse_number(text)), "")


def parse_number(text: str) -> Number | None:
    """Read a text that is one number and nothing else; comma and point both begin the decimals."""
    match = _NUMBER.fullmatch(text)
    return Number(float(match[1].replace(",", ".")), bool(match[2])) if match else None
