"""The grammars of document numbers, patterns/nomor.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from lke_docs.errors import PatternFileError
from lke_docs.model import ReferenceKind
from lke_docs.patterns.file import pattern_file


class Example(NamedTuple):
    """A text that a pattern must read, with the parts it must find there."""

    text: str
    expect: Mapping[str, str]


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
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when first asked for: most runs meet few agencies."""
        return _compiled(self.source, self.file, self.id)


@cache
def _compiled(source: str, file: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise PatternFileError(file, name, f"regex salah: {error}") from error


_KEYS = {"id", "means", "kind", "regex", "alone", "asks", "confidence", "example", "counterexample"}


def read_patterns(data: Mapping[str, Any], file: str) -> tuple[Pattern, ...]:
    """Compile the [[pattern]] records of one file. Raises PatternFileError with file, id and reason."""
    parts = data.get("parts", {})
    patterns = tuple(_pattern(raw, parts, file) for raw in data.get("pattern", ()))
    ids = [pattern.id for pattern in patterns]
    for name in ids:
        if ids.count(name) > 1:
            raise PatternFileError(file, name, "id dipakai dua kali")
    return patterns


def _pattern(raw: Mapping[str, Any], parts: Mapping[str, str], file: str) -> Pattern:
    name = str(raw.get("id", "?"))
    if unknown := sorted(raw.keys() - _KEYS):
        raise PatternFileError(file, name, f"kunci tidak dikenal: {', '.join(unknown)}")
    if missing := sorted({"id", "means", "kind", "regex", "example", "counterexample"} - raw.keys()):
        raise PatternFileError(file, name, f"kunci wajib tidak ada: {', '.join(missing)}")
    source = str(raw["regex"])
    for _ in range(2):  # parts may use parts
        for part, fragment in parts.items():
            source = source.replace("{" + part + "}", fragment)
    if unfilled := re.findall(r"\{([a-z_]+)\}", source):
        raise PatternFileError(file, name, f"bagian tidak ada: {', '.join(unfilled)}")
    return Pattern(
        id=name,
        means=str(raw["means"]),
        kind=_kind(str(raw["kind"]), file, name),
        source=source,
        file=file,
        alone=bool(raw.get("alone", False)),
        asks=tuple(raw.get("asks", ())),
        confidence=str(raw.get("confidence", "tinggi")),
        examples=tuple(Example(e["text"], dict(e["expect"])) for e in raw["example"]),
        counterexamples=tuple(c["text"] for c in raw["counterexample"]),
    )


def _kind(value: str, file: str, name: str) -> ReferenceKind:
    try:
        return ReferenceKind(value)
    except ValueError as error:
        known = ", ".join(ReferenceKind)
        raise PatternFileError(file, name, f"kind {value!r} tidak dikenal; yang dikenal: {known}") from error


class NumberGrammar(NamedTuple):
    """The patterns of numbers with the words that tell regulations and what is no number."""

    patterns: tuple[Pattern, ...]
    without_slash: tuple[Pattern, ...]
    regulation_words: tuple[str, ...]
    not_before: frozenset[str]
    not_segments: frozenset[str]
    address: frozenset[str]

    def is_template(self, number: str) -> bool:
        """Tell the form of a number that was never filled in: NMR/BLN/THN, KEP-xxx/P.4/2021."""
        first, *rest = number.casefold().split("/")
        return not self.not_segments.isdisjoint((*first.split("-"), *rest))


@cache
def number_grammar() -> NumberGrammar:
    """The grammar of patterns/nomor.toml."""
    data = pattern_file("nomor.toml")
    patterns = read_patterns(data, "nomor.toml")
    return NumberGrammar(
        patterns=patterns,
        without_slash=tuple(pattern for pattern in patterns if pattern.alone),
        regulation_words=tuple(data["regulation"]["words"]),
        not_before=frozenset(data["not_a_number"]["before"]),
        not_segments=frozenset(data["not_a_number"]["segments"]),
        address=frozenset(data["not_a_number"]["address"]),
    )
