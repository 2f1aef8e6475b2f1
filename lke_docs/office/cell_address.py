"""Addresses of cells as spreadsheets write them, and as numbers that count from 0."""

from __future__ import annotations

import re
from functools import lru_cache

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@lru_cache(maxsize=1024)
def column_name(index: int) -> str:
    """Name of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """The number of a column: A is 0, AA is 26."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Address of the cell at that row and column: (11, 2) is C12."""
    return f"{column_name(column)}{row + 1}"


def cell_position(address: str) -> tuple[int, int] | None:
    """Row and column of an address such as C12 or $C$12; None where it is none."""
    match = _ADDRESS.fullmatch(address)
    return (int(match[2]) - 1, column_index(match[1])) if match else None
