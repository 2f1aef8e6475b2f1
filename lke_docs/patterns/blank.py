"""Places in a document that nobody has filled yet, patterns/isian.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from lke_docs.errors import PatternFileError
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file

_FILE = "isian.toml"


class Blank(NamedTuple):
    """One notation of an open place. `says` names the fault to the user; `foreign`: only other programs fill it."""

    id: str
    means: str
    says: str
    foreign: bool
    regex: re.Pattern[str]


class OpenPlace(NamedTuple):
    """An open place of a text: its notation, and what stands there."""

    blank: Blank
    quote: str


@cache
def blanks() -> tuple[Blank, ...]:
    """The notations, in the order of the file: where two find the same place, the first names it."""
    data = pattern_file(_FILE)
    words = {name: alternation(phrases) for name, phrases in data["words"].items()}
    return tuple(_blank(raw, words) for raw in data["blank"])


def _blank(raw: Mapping[str, Any], words: Mapping[str, str]) -> Blank:
    source = str(raw["regex"])
    for name, either in words.items():
        source = source.replace(f"{{{name}}}", either)
    try:
        return Blank(raw["id"], raw["means"], raw["says"], raw.get("foreign", False), re.compile(source))
    except re.error as error:
        raise PatternFileError(_FILE, raw["id"], f"regex salah: {error}") from error


def open_places(text: str) -> Iterator[OpenPlace]:
    """Yield each open place of a text once, in order; where two notations overlap, the earlier and longer one."""
    found = sorted(
        (match.start(), -match.end(), rank, match.group())
        for rank, blank in enumerate(blanks())
        for match in blank.regex.finditer(text)
    )
    end = 0
    for start, minus_end, rank, quote in found:
        if start >= end:
            end = -minus_end
            yield OpenPlace(blanks()[rank], " ".join(quote.split()))
