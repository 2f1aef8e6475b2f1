"""Places in a document that nobody has filled yet, patterns/isian.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lke_docs.kept import shipped
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file
from lke_docs.records import FLAG, TABLES, WORD, WORDS, Record, Schema, may, need, shipped_record
from lke_docs.resources import data_dir
from lke_docs.tuples import NamedTuple

_FILE = "isian.toml"
_BLANK: Schema = {
    **dict.fromkeys(("id", "means", "says", "regex"), need(WORD)),
    "foreign": may(FLAG), "example": need(TABLES), "counterexample": need(WORDS),
}  # fmt: skip


class Blank(NamedTuple):
    """One notation of an open place. `says` names the fault to the user; `foreign`: no template of ours fills it."""

    id: str
    means: str
    says: str
    foreign: bool
    regex: re.Pattern[str]


class OpenPlace(NamedTuple):
    """An open place of a text: its notation, and what stands there."""

    blank: Blank
    quote: str


@shipped
def blanks() -> tuple[Blank, ...]:
    """The notations, in the order of the file: where two find the same place, the first names it."""
    data = pattern_file(_FILE)
    words = {name: alternation(phrases) for name, phrases in data.under("words").read_all(need(WORDS)).items()}
    return tuple(_blank(record, words) for record in data.each("blank", title="id"))


@shipped
def template_labels() -> frozenset[str]:
    """What the open marks of the shipped templates name: where a label is all that stands, nothing is filled."""
    files = sorted((data_dir("templates") / "docx").glob("*.toml"))
    return frozenset(label for path in files for label in _labels(shipped_record(path, path.stem).table))


def _labels(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from [value["label"]] if "label" in value else []
        value = list(value.values())
    for inner in value if isinstance(value, list | tuple) else ():
        yield from _labels(inner)


def _blank(record: Record, words: Mapping[str, str]) -> Blank:
    raw = record.read(_BLANK)
    source = raw["regex"]
    for name, either in words.items():
        source = source.replace(f"{{{name}}}", either)
    try:
        return Blank(raw["id"], raw["means"], raw["says"], raw.get("foreign", False), re.compile(source))
    except re.error as error:
        raise record.fail(f"regex salah: {error}", "regex") from error


def open_places(text: str) -> Iterator[OpenPlace]:
    """Yield each open place of a text once, in order; where two notations overlap, the earlier and longer one."""
    places = sorted(
        (match.start(), -match.end(), rank, match.group())
        for rank, blank in enumerate(blanks())
        for match in blank.regex.finditer(text)
    )
    end = 0
    for start, minus_end, rank, quote in places:
        if start >= end:
            end = -minus_end
            yield OpenPlace(blanks()[rank], " ".join(quote.split()))
