"""The records of the cutters, patterns/butir.toml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lke_docs.patterns.file import pattern_file
from lke_docs.records import FLAG, TABLES, TEXT, TEXTS, WHOLE, WORD, Record, Schema, may, need

_CUTTER: Schema = {
    "id": need(WORD), "means": need(WORD), "hint": may(TEXT), "glued": may(FLAG), "example": need(TABLES),
    "counterexample": need(TABLES),
}  # fmt: skip
_EXAMPLE: Schema = {"text": need(WORD), "pieces": need(TEXTS), "begins": may(WHOLE), "seen": may(TEXT)}
_COUNTEREXAMPLE: Schema = {"text": need(WORD), **dict.fromkeys(("seen", "why"), may(TEXT))}


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
    return tuple(map(_cutter, pattern_file("butir.toml").each("cutter", title="id")))


def _cutter(record: Record) -> CutterRecord:
    raw = record.read(_CUTTER)
    examples = [one.read(_EXAMPLE) for one in record.each("example")]
    return CutterRecord(
        raw["id"],
        raw["means"],
        raw.get("hint", ""),
        raw.get("glued", False),
        tuple(CutterExample(one["text"], one["pieces"], one.get("begins", -1)) for one in examples),
        tuple(one.read(_COUNTEREXAMPLE)["text"] for one in record.each("counterexample")),
    )
