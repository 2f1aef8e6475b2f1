"""A number that stands in a cell, alone or with a word or two of what it counts."""

from __future__ import annotations

import re

from lke_docs.model import Row
from lke_docs.tuples import NamedTuple

_NUMBER = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)(?:\s*(%|persen(?!\w)))?", re.IGNORECASE)
_WORD = r"[^\W\d_]{3,20}"
_BESIDE = re.compile(  # "9 (sembilan) pengaduan", "3,62 (90,5)", "3.71 dari 4", "3,62 / 4"
    rf"(?:\s*\([^()]{{1,30}}\))?(?:\s+(?:dari\s+\d+(?:[.,]\d+)?|{_WORD}(?:\s{_WORD})?)|\s*/\s*(?:4|100)(?:[.,]0+)?)?\s*"
)


class Number(NamedTuple):
    """A number as written, and whether a percent sign follows it."""

    value: float
    is_percent: bool


def written_number(row: Row) -> str:
    """The text by which a row gives a number: its answer, else its evidence, where it stands alone; "" without one."""
    given = row.answer if parse_number(row.answer) else row.evidence if _is_alone(row.evidence) else ""
    return given.strip()


def _is_alone(text: str) -> bool:
    match = _NUMBER.match(text)
    return match is not None and not text[match.end() :].strip()


def parse_number(text: str) -> Number | None:
    """Read a text that is one number, with what it counts or is out of; comma and point both begin the decimals."""
    match = _NUMBER.match(text)
    if match is None or not _BESIDE.fullmatch(text, match.end()):
        return None
    return Number(float(match[1].replace(",", ".")), bool(match[2]))
