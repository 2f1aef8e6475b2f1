"""Titles of columns and labels above tables, from patterns/kolom.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lke_docs.errors import PatternFileError
from lke_docs.patterns import load_toml
from lke_docs.resources import data_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_WORD = re.compile(r"[^\w%]+")
_KEYS = {
    "role": None,
    "owner": {"unit", "reviewer"},
    "label": {"agency", "unit", "proposal", "application"},
    "proposal": {"values"},
    "count": {"options", "begins"},
}


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, each term plain (see `plain`)."""

    role: Mapping[str, tuple[str, ...]]
    unit: tuple[str, ...]
    reviewer: tuple[str, ...]
    label: Mapping[str, tuple[str, ...]]
    proposal: tuple[str, ...]
    count_options: tuple[str, ...]
    count_begins: tuple[str, ...]


def plain(text: str) -> str:
    """Lower case, words parted by one blank, no punctuation but `%`."""
    return _NOT_WORD.sub(" ", text).strip().casefold()


@cache
def words() -> Words:
    """Load the vocabulary. Raises PatternFileError where the file is wrong."""
    path = data_dir("patterns") / "kolom.toml"
    data = load_toml(path)
    for table, keys in _KEYS.items():
        if not isinstance(data.get(table), dict) or (keys is not None and set(data[table]) != keys):
            raise PatternFileError(path, table, "tabel ini tidak ada atau kuncinya tidak dikenal.")
    terms = {table: {key: tuple(map(plain, data[table][key])) for key in data[table]} for table in _KEYS}
    return Words(
        role=terms["role"],
        unit=terms["owner"]["unit"],
        reviewer=terms["owner"]["reviewer"],
        label=terms["label"],
        proposal=terms["proposal"]["values"],
        count_options=terms["count"]["options"],
        count_begins=terms["count"]["begins"],
    )
