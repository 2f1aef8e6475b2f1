"""The records of the cutters, patterns/butir.toml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lke_docs.errors import PatternFileError
from lke_docs.patterns.file import pattern_file

_FILE = "butir.toml"
_KEYS = {"id", "means", "hint", "glued", "example", "counterexample"}


class CutterExample(NamedTuple):
    """A text and its pieces, of which the record's own cutter begins number `begins`."""

    text: str
    pieces: tuple[str, ...]
    begins: int


class CutterRecord(NamedTuple):
    """One way in which a piece begins. `hint`: what a text must hold; `glued`: no separator stands before it."""

    id: str
    means: str
    hint: str
    glued: bool
    examples: tuple[CutterExample, ...]
    counterexamples: tuple[str, ...]


@cache
def cutter_records() -> tuple[CutterRecord, ...]:
    """The cutters in their order. Raises PatternFileError with the record and the reason."""
    records = []
    for raw in pattern_file(_FILE)["cutter"]:
        name = str(raw.get("id", "?"))
        if unknown := sorted(raw.keys() - _KEYS):
            raise PatternFileError(_FILE, name, f"kunci tidak dikenal: {', '.join(unknown)}")
        if missing := sorted({"id", "means", "example", "counterexample"} - raw.keys()):
            raise PatternFileError(_FILE, name, f"kunci wajib tidak ada: {', '.join(missing)}")
        examples = tuple(CutterExample(e["text"], tuple(e["pieces"]), e.get("begins", -1)) for e in raw["example"])
        records.append(
            CutterRecord(
                name,
                raw["means"],
                raw.get("hint", ""),
                raw.get("glued", False),
                examples,
                tuple(c["text"] for c in raw["counterexample"]),
            )
        )
    return tuple(records)
