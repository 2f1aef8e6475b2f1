"""The grammars of document numbers, patterns/nomor.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lke_docs.errors import PatternFileError
from lke_docs.kept import shipped
from lke_docs.model import Confidence, ReferenceKind
from lke_docs.patterns.file import fill, pattern_file, word_lists
from lke_docs.records import FLAG, TABLE, TABLES, TEXT, WORD, WORDS, Record, Schema, may, need
from lke_docs.tuples import NamedTuple


class Pattern(NamedTuple):
    """One grammar of document numbers. `regex` reads a whole number, white space taken out."""

    id: str
    means: str
    kind: ReferenceKind
    source: str
    file: str
    alone: bool
    asks: tuple[str, ...]
    confidence: str

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when first asked for: most runs meet few agencies."""
        return _compiled(self.source, self.file, self.id)


@cache
def _compiled(source: str, file: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise PatternFileError(file, f"pattern {name}", f"regex salah: {error}") from error


_FILE: Schema = {
    **dict.fromkeys(("parts", "regulation", "not_a_number"), need(TABLE)), "pattern": need(TABLES),
}  # fmt: skip
_PATTERN: Schema = {
    **dict.fromkeys(("id", "means", "regex"), need(WORD)), "kind": need(WORD, tuple(ReferenceKind)),
    "alone": may(FLAG), "asks": may(WORDS), "confidence": may(WORD, tuple(Confidence)),
    "example": need(TABLES), "counterexample": need(WORDS),
}  # fmt: skip


def read_patterns(record: Record) -> tuple[Pattern, ...]:
    """The [[pattern]] records of one file. Raises PatternFileError with file, line, id and reason."""
    parts = record.under("parts").read_all(need(TEXT))
    return tuple(_pattern(table, parts) for table in record.each("pattern", title="id"))


def _pattern(record: Record, parts: Mapping[str, str]) -> Pattern:
    raw = record.read(_PATTERN)
    return Pattern(
        id=raw["id"],
        means=raw["means"],
        kind=ReferenceKind(raw["kind"]),
        source=fill(record, parts),
        file=record.file.shown,
        alone=raw.get("alone", False),
        asks=raw.get("asks", ()),
        confidence=raw.get("confidence", "tinggi"),
    )


class NumberGrammar(NamedTuple):
    """The patterns of numbers with the words that tell regulations and what is no number."""

    patterns: tuple[Pattern, ...]
    without_slash: tuple[Pattern, ...]
    regulation_words: tuple[str, ...]
    ruled: tuple[str, ...]
    not_before: frozenset[str]
    not_segments: frozenset[str]
    address: frozenset[str]

    def is_template(self, number: str) -> bool:
        """Tell the pattern of a number that was never filled in: NMR/BLN/THN, KEP-xxx/P.4/2021."""
        first, *rest = number.casefold().split("/")
        return not self.not_segments.isdisjoint((*first.split("-"), *rest))


@shipped
def number_grammar() -> NumberGrammar:
    """The grammar of patterns/nomor.toml."""
    data = pattern_file("nomor.toml")
    data.read(_FILE)
    patterns = read_patterns(data)
    regulation = data.under("regulation").read(word_lists("words", "right_before"))
    no_number = data.under("not_a_number").read(word_lists("before", "address", "segments"))
    return NumberGrammar(
        patterns=patterns,
        without_slash=tuple(pattern for pattern in patterns if pattern.alone),
        regulation_words=regulation["words"],
        ruled=regulation["right_before"],
        not_before=frozenset(no_number["before"]),
        not_segments=frozenset(no_number["segments"]),
        address=frozenset(no_number["address"]),
    )
