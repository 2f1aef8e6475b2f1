"""The records of the cutters, patterns/butir.toml."""

from __future__ import annotations

from functools import cache

from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import fill, pattern_file, word_lists
from lke_docs.records import FLAG, TABLES, TEXT, TEXTS, WHOLE, WORD, WORDS, Record, Schema, may, need
from lke_docs.value import NamedTuple

_CUTTER: Schema = {
    "id": need(WORD), "means": need(WORD), "says": need(WORD), "hint": may(TEXT), "glued": may(FLAG),
    "example": need(TABLES), "counterexample": need(TEXTS),
}  # fmt: skip
_EXAMPLE: Schema = {"text": need(WORD), "pieces": need(TEXTS), "begins": may(WHOLE), "seen": may(TEXT)}


class CutterExample(NamedTuple):
    """A text and its pieces, of which the record's own cutter begins number `begins`."""

    text: str
    pieces: tuple[str, ...]
    begins: int


class CutterRecord(NamedTuple):
    """One way in which a piece begins. `hint`: what a text must hold; `glued`: no separator stands before it."""

    id: str
    means: str
    says: str
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
        raw["says"],
        raw.get("hint", ""),
        raw.get("glued", False),
        tuple(CutterExample(one["text"], one["pieces"], one.get("begins", -1)) for one in examples),
        raw["counterexample"],
    )


class StateRecord(NamedTuple):
    """Words that say of a document that it is not there."""

    id: str
    means: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


_STATE: Schema = {
    **dict.fromkeys(("id", "means"), need(WORD)),
    **dict.fromkeys(("words", "example", "counterexample"), need(TEXTS)),
}


@cache
def state_records() -> tuple[StateRecord, ...]:
    """The states that a piece may say, in their order. Raises PatternFileError."""
    records = [record.read(_STATE) for record in pattern_file("butir.toml").each("state", title="id")]
    keys = ("id", "means", "words", "example", "counterexample")
    return tuple(StateRecord(*(raw[key] for key in keys)) for raw in records)


@cache
def before_state() -> tuple[str, ...]:
    """Words that may stand before those of a state ("masih konsep")."""
    words: tuple[str, ...] = pattern_file("butir.toml").under("state_words").read(word_lists("yet"))["yet"]
    return words


class KindRecord(NamedTuple):
    """One way in which a piece shows what kind it is. `regex`: with the words of the record in it."""

    id: str
    kind: str
    means: str
    regex: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


_KIND: Schema = {
    **dict.fromkeys(("id", "kind", "means", "regex"), need(WORD)), "words": may(WORDS),
    **dict.fromkeys(("example", "counterexample"), need(TEXTS)),
}  # fmt: skip


@cache
def kind_records() -> tuple[KindRecord, ...]:
    """The forms of the kinds of a piece, in their order. Raises PatternFileError."""
    return tuple(map(_kind, pattern_file("butir.toml").under("kinds").each("form", title="id")))


def _kind(record: Record) -> KindRecord:
    raw = record.read(_KIND)
    regex = fill(record, {"words": f"(?:{alternation(raw['words'])})"} if "words" in raw else {})
    return KindRecord(raw["id"], raw["kind"], raw["means"], regex, raw["example"], raw["counterexample"])
