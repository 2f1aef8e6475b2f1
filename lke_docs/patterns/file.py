"""Read the files of patterns/; the only module that does. Everything is read once, on first use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lke_docs.records import WORDS, Record, Schema, need, shipped_record
from lke_docs.resources import data_dir

# The tables of files of which more than one function reads a part; a file with one reader is held to its tables there.
_TABLES: Mapping[str, str] = {
    "aturan.toml": "asked counts deadline denial event follow_up frame left letter nothing office office_head "
    "office_short paper person prescribed reason sentence subject told unit",
    "berkas.toml": "annex day draft head label order photo signer stamp",
    "butir.toml": "cutter kinds state state_words",
    "folder.toml": "area bearer locator meeting near online own part personal picture table unit",
    "isian.toml": "blank words",
    "istilah.toml": "kept term variant",
    "kop.toml": "kop letters words",
    "libur.toml": "day",
    "topik.toml": "field pair stray topic",
    "waktu.toml": "date date_parts figure form label month period weekday",
}


@cache
def pattern_file(name: str) -> Record:
    """One file of patterns/, under its short name in errors. Raises PatternFileError for a table that nobody reads."""
    record = shipped_record(data_dir("patterns") / name, name)
    known = _TABLES.get(name, "").split() or record.table
    for table in record.table:
        if table not in known:
            raise record.unknown(table, known)
    return record


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
