"""Read patterns/*.toml; the only module that does. Everything is read once, on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from lke_docs.errors import PatternFileError
from lke_docs.resources import data_dir


def load_toml(path: Path) -> dict[str, Any]:
    """Read a data file. Raises PatternFileError where it is missing or no TOML."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PatternFileError(path.name, "berkas", "tidak ditemukan") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternFileError(path.name, "berkas", f"bukan TOML yang benar: {error}") from error


@cache
def _file(name: str) -> dict[str, Any]:
    return load_toml(data_dir("patterns") / name)


# --- patterns of numbers ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a pattern must read, with the parts it must find there."""

    text: str
    expect: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One grammar of document numbers. `regex` reads a whole number, white space taken out."""

    id: str
    means: str
    kind: str
    regex: re.Pattern[str]
    alone: bool
    confidence: str
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]


_KEYS = {"id", "means", "kind", "regex", "alone", "confidence", "example", "counterexample"}


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
    try:
        regex = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise PatternFileError(file, name, f"regex salah: {error}") from error
    return Pattern(
        id=name,
        means=str(raw["means"]),
        kind=str(raw["kind"]),
        regex=regex,
        alone=bool(raw.get("alone", False)),
        confidence=str(raw.get("confidence", "tinggi")),
        examples=tuple(Example(e["text"], dict(e["expect"])) for e in raw["example"]),
        counterexamples=tuple(c["text"] for c in raw["counterexample"]),
    )


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """The patterns of numbers with the words that tell regulations and what is no number."""

    patterns: tuple[Pattern, ...]
    regulation_words: tuple[str, ...]
    not_before: tuple[str, ...]
    not_segments: frozenset[str]


@cache
def number_grammar() -> NumberGrammar:
    """The grammar of patterns/nomor.toml."""
    data = _file("nomor.toml")
    return NumberGrammar(
        patterns=read_patterns(data, "nomor.toml"),
        regulation_words=tuple(data["regulation"]["words"]),
        not_before=tuple(data["not_a_number"]["before"]),
        not_segments=frozenset(data["not_a_number"]["segments"]),
    )


# --- vocabularies -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document: its names as written, the prefixes of its numbers, and its role."""

    slug: str
    title: str
    names: tuple[str, ...]
    prefixes: tuple[str, ...]
    role: str
    decides: bool
    means: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of documents and their types."""

    types: Mapping[str, DocType]
    lead: tuple[str, ...]
    topic: tuple[str, ...]
    carried_by_letter: frozenset[str]
    claim: tuple[str, ...]

    def by_prefix(self, prefix: str) -> DocType | None:
        """The type whose numbers begin with this prefix."""
        wanted = prefix.upper()
        return next((t for t in self.types.values() if wanted in t.prefixes), None)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of patterns/jenis_dokumen.toml."""
    file = "jenis_dokumen.toml"
    data = _file(file)
    types: dict[str, DocType] = {}
    for raw in data["type"]:
        slug = str(raw.get("id", "?"))
        if unknown := sorted(raw.keys() - {"id", "title", "names", "prefixes", "role", "decides", "means"}):
            raise PatternFileError(file, slug, f"kunci tidak dikenal: {', '.join(unknown)}")
        types[slug] = DocType(
            slug=slug,
            title=raw["title"],
            names=tuple(raw["names"]),
            prefixes=tuple(raw["prefixes"]),
            role=raw.get("role", "document"),
            decides=raw.get("decides", False),
            means=raw["means"],
        )
    return Vocabulary(
        types=types,
        lead=tuple(data["lead"]["words"]),
        topic=tuple(data["topic"]["words"]),
        carried_by_letter=frozenset(data["topic"]["carried_by_letter"]),
        claim=tuple(data["claim"]["begins"]),
    )


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of dates and periods, all lower case."""

    months: Mapping[str, int]
    sure: frozenset[str]
    weekdays: Mapping[str, int]
    date_labels: tuple[str, ...]
    period: Mapping[str, Sequence[str]]
    ordinals: Mapping[str, int]


@cache
def time_words() -> TimeWords:
    """The words of patterns/waktu.toml."""
    data = _file("waktu.toml")
    months: dict[str, int] = {}
    sure: set[str] = set()
    for month in data["month"]:
        for word in (*month["sure"], *month["near"]):
            if months.setdefault(word, month["number"]) != month["number"]:
                raise PatternFileError("waktu.toml", word, "dipakai untuk dua bulan")
        sure.update(month["sure"])
    return TimeWords(
        months=months,
        sure=frozenset(sure),
        weekdays={w: day for day, words in enumerate(data["weekday"]["names"]) for w in words},
        date_labels=tuple(data["label"]["date"]),
        period={key: tuple(words) for key, words in data["period"].items() if key != "ordinals"},
        ordinals={w: n for n, words in enumerate(data["period"]["ordinals"], 1) for w in words},
    )


@cache
def page_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that frame a printed page, patterns/halaman.toml."""
    return _file("halaman.toml")


# --- alternations -------------------------------------------------------------------------------------


def alternation(words: Iterable[str]) -> str:
    """Build a regex that matches any of the words, shaped as a trie (several times faster than a|b|c).

    A blank stands for a run of white space; longer words are tried before their beginnings.
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(trie)


def _branch(node: Mapping[str, Any]) -> str:
    options = []
    for char, below in sorted(node.items()):
        if char:
            options.append(("\\s{1,40}" if char == " " else re.escape(char)) + _branch(below))
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else "(?:" + "|".join(options) + ")"
    return body + "?" if "" in node else body
