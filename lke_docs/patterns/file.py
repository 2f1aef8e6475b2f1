"""Read the files of patterns/; the only module that does. Everything is read once, on first use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lke_docs.records import WORDS, Record, Schema, need, shipped_record
from lke_docs.resources import data_dir


@cache
def pattern_file(name: str) -> Record:
    """One file of patterns/, under its short name in errors."""
    return shipped_record(data_dir("patterns") / name, name)


def word_lists(*names: str) -> Schema:
    """A table that holds these lists of words and nothing else."""
    return dict.fromkeys(names, need(WORDS))


def fill(record: Record, parts: Mapping[str, str]) -> str:
    """The `regex` of a record with parts in the place of their names in braces; parts may use parts."""
    source: str = record.table["regex"]
    for _ in range(2):
        for part, fragment in parts.items():
            source = source.replace("{" + part + "}", fragment)
    if unfilled := re.findall(r"\{([a-z_]+)\}", source):
        raise record.fail(f"bagian tidak ada: {', '.join(unfilled)}", "regex")
    return source
