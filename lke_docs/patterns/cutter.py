"""The records of patterns/butir.toml: the cutters, what a piece says of its document, and what shows its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lke_docs.kept import shipped
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import fill, pattern_file, word_lists
from lke_docs.records import FLAG, TABLES, TEXT, TEXTS, WORD, WORDS, Record, Schema, may, need
from lke_docs.tuples import NamedTuple

_CUTTER: Schema = {
    "id": need(WORD), "means": need(WORD), "says": need(WORD), "hint": may(TEXT), "glued": may(FLAG),
    "example": need(TABLES), "counterexample": need(TEXTS),
}  # fmt: skip
_STATE: Schema = {
    **dict.fromkeys(("id", "means"), need(WORD)),
    **dict.fromkeys(("words", "example", "counterexample"), need(TEXTS)),
    **dict.fromkeys(("of", "ahead", "aside", "until"), may(TEXTS)),
}
_KIND: Schema = {
    **dict.fromkeys(("id", "kind", "means", "regex"), need(WORD)), "words": may(WORDS),
    **dict.fromkeys(("example", "counterexample"), need(TEXTS)),
}  # fmt: skip


class CutterRecord(NamedTuple):
    """One way in which a piece begins. `hint`: what a text must hold; `glued`: no separator stands before it.

    `example`: a text and its pieces, of which this cutter begins number `begins`, else the last.
    """

    id: str
    means: str
    says: str
    example: tuple[Mapping[str, Any], ...]
    counterexample: tuple[str, ...]
    hint: str = ""
    glued: bool = False


class StateRecord(NamedTuple):
    """Words that say of a document that it is not there: behind its name or before it; those among them that may say
    it of what follows them; only before it, only aside; and words before a time, an agent or a reason at the end."""

    id: str
    means: str
    words: tuple[str, ...]
    example: tuple[str, ...]
    counterexample: tuple[str, ...]
    of: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    until: tuple[str, ...] = ()


class KindRecord(NamedTuple):
    """One way in which a piece shows what kind it is. `regex`: with the words of the record in it."""

    id: str
    kind: str
    means: str
    regex: str
    example: tuple[str, ...]
    counterexample: tuple[str, ...]
    words: tuple[str, ...] = ()


@shipped
def cutter_records() -> tuple[CutterRecord, ...]:
    """The cutters in their order. Raises PatternFileError with the record and the reason."""
    return tuple(record.make(CutterRecord, _CUTTER) for record in pattern_file("butir.toml").each("cutter", title="id"))


@shipped
def state_records() -> tuple[StateRecord, ...]:
    """The states that a piece may say, in their order. Raises PatternFileError."""
    return tuple(map(_state, pattern_file("butir.toml").each("state", title="id")))


def _state(record: Record) -> StateRecord:
    state = record.make(StateRecord, _STATE)
    words, of, ahead = map(_with_negations, (state.words, state.of, state.ahead))
    return state._replace(words=words, of=of, ahead=ahead)


def _with_negations(words: Sequence[str]) -> tuple[str, ...]:
    """The words with each negation in the place of {no}."""
    return tuple(dict.fromkeys(word.replace("{no}", no) for word in words for no in state_words()["no"]))


@shipped
def kind_records() -> tuple[KindRecord, ...]:
    """The ways in which a piece shows its kind, in their order. Raises PatternFileError."""
    return tuple(map(_kind, pattern_file("butir.toml").under("kinds").each("form", title="id")))


def _kind(record: Record) -> KindRecord:
    kind = record.make(KindRecord, _KIND)
    return kind._replace(regex=fill(record, {"words": f"(?:{alternation(kind.words)})"} if kind.words else {}))


@shipped
def state_words() -> Mapping[str, tuple[str, ...]]:
    """Words that go with those of a state, by what they are for."""
    names = word_lists("yet", "all", "is", "there", "no", "but", "rest")
    return pattern_file("butir.toml").under("state_words").read(names)
