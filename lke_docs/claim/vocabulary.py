"""patterns/klaim.toml -> the words by which evidence shows or contradicts a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lke_docs.claim.model import CadenceMeaning
from lke_docs.errors import PatternFileError
from lke_docs.patterns import load_toml, stem
from lke_docs.resources import data_dir

_TYPE = "jenis:"
_VERDICTS = ("not_shown", "cannot_tell")
_TESTS = ("", "innovation", "follow_up", "on_time", "leader")
_SECTIONS = {
    "periodic": {"min_documents", "max_step_months", "irregular_months", "grace_days"},
    "occurrence": {"not_types", "not_kinds"},
    "frequency_word": {"times", "year", "month", "week", "per", "least", "irregular", "regular", "on_change"},
    "coverage": {"all", "most", "few", "part", "none", "negation"},
    "elsewhere": {"words"},
    "assertion": {"words"},
    "innovation": {"words", "naming", "described", "not_names", "not_title"},
    "leader": {"words", "except"},
    "on_time": {"last_month", "words"},
    "effort": {"contradicted", "requirement", "coverage", "cadence", "evidence"},
}
_REQUIREMENT = {"need", "maybe", "against", "silent", "dated", "document", "test"}


class Terms(NamedTuple):
    """Words and document types, either of which will do."""

    words: tuple[str, ...]
    types: frozenset[str]

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Spans of the words in `text[start:end]`, in order."""
        low = text[start:end].lower()
        if not any(begin in low for begin in _stems(self.words)):
            return []  # the expression need not even be compiled
        return [
            match.span() for match in _compiled(self.words).finditer(text, start, len(text) if end is None else end)
        ]


class Need(NamedTuple):
    """How a requirement is shown; the keys of the file."""

    slug: str
    need: tuple[Terms, ...]
    maybe: Terms
    against: Terms
    silent: str
    dated: bool
    document: bool
    test: str


class ClaimVocabulary(NamedTuple):
    """The whole file, typed."""

    meaning: CadenceMeaning
    not_occurrence_types: frozenset[str]
    not_occurrence_kinds: frozenset[str]
    frequencies: tuple[tuple[int, Terms], ...]
    numbers: Mapping[str, int]
    terms: Mapping[str, Terms]  # "coverage.all", "leader.words", ...
    not_names: frozenset[str]
    not_title: frozenset[str]
    last_month: int
    needs: Mapping[str, Need]
    effort: Mapping[str, int]


@cache
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({stem(word) for word in words})


@cache
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """One alternation, longest word first. Blanks take any white space, "*" any ending of a word."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        pieces = (r"\w*".join(re.escape(part) for part in piece.split("*")) for piece in word.split())
        parts.append(r"\s+".join(pieces))
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@cache
def claim_vocabulary() -> ClaimVocabulary:
    """The vocabulary that comes with the program, read once."""
    path = data_dir("patterns") / "klaim.toml"
    return parse_vocabulary(load_toml(path), path)


def parse_vocabulary(raw: Mapping[str, Any], path: Path) -> ClaimVocabulary:
    """Make a vocabulary of the tables of a file; `path` is for errors."""
    _check_sections(raw, path)
    terms = {
        f"{section}.{key}": _terms(raw[section][key], f"{section}.{key}", path)
        for section, keys in _SECTIONS.items()
        for key in keys
        if isinstance(raw[section][key], list) and section != "occurrence" and key not in ("not_names", "not_title")
    }
    return ClaimVocabulary(
        meaning=CadenceMeaning(**raw["periodic"]),
        not_occurrence_types=frozenset(raw["occurrence"]["not_types"]),
        not_occurrence_kinds=frozenset(raw["occurrence"]["not_kinds"]),
        frequencies=tuple(_frequency(table, path) for table in raw["frequency"]),
        numbers=dict(raw["number"]),
        terms=terms,
        not_names=frozenset(raw["innovation"]["not_names"]),
        not_title=frozenset(raw["innovation"]["not_title"]),
        last_month=raw["on_time"]["last_month"],
        needs={slug: _need(slug, table, path) for slug, table in raw["requirement"].items()},
        effort=dict(raw["effort"]),
    )


def _check_sections(raw: Mapping[str, Any], path: Path) -> None:
    known = _SECTIONS.keys() | {"frequency", "number", "requirement"}
    for key in raw.keys() ^ known:
        raise PatternFileError(path, key, "bagian ini tidak dikenal" if key in raw else "bagian ini wajib ada")
    for section, keys in _SECTIONS.items():
        for key in raw[section].keys() ^ keys:
            reason = f"kunci {key!r} " + ("tidak dikenal" if key in raw[section] else "wajib ada")
            raise PatternFileError(path, section, reason)


def _terms(raw: Iterable[Any], entry: str, path: Path) -> Terms:
    words = []
    for word in raw:
        if not isinstance(word, str) or not word.strip():
            raise PatternFileError(path, entry, f"bukan kata: {word!r}")
        words.append(word)
    plain = tuple(word for word in words if not word.startswith(_TYPE))
    return Terms(plain, frozenset(word.removeprefix(_TYPE) for word in words if word.startswith(_TYPE)))


def _frequency(raw: Any, path: Path) -> tuple[int, Terms]:
    if not isinstance(raw, dict) or raw.keys() != {"per_year", "words"}:
        raise PatternFileError(path, "frequency", "harus memuat per_year dan words saja")
    return raw["per_year"], _terms(raw["words"], f"frequency {raw['per_year']}", path)


def _need(slug: str, raw: Any, path: Path) -> Need:
    entry = f"requirement.{slug}"
    for key in raw.keys() - _REQUIREMENT:
        raise PatternFileError(path, entry, f"kunci {key!r} tidak dikenal")
    if raw.get("silent") not in _VERDICTS:
        raise PatternFileError(path, entry, f"silent harus salah satu dari {', '.join(_VERDICTS)}")
    if raw.get("test", "") not in _TESTS:
        raise PatternFileError(path, entry, f"test {raw['test']!r} tidak dikenal")
    return Need(
        slug,
        tuple(_terms(group, entry, path) for group in raw.get("need", ())),
        _terms(raw.get("maybe", ()), entry, path),
        _terms(raw.get("against", ()), entry, path),
        raw["silent"],
        raw.get("dated", False),
        raw.get("document", False),
        raw.get("test", ""),
    )
