"""Tell whether two texts, subjects or numbers mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import ceil

from lke_docs.extract.bind import month_of, year_of
from lke_docs.extract.mention import lead_regex
from lke_docs.extract.span import before
from lke_docs.model import Binding, EvidenceItem, Reference
from lke_docs.patterns import Vocabulary, rule_words, time_words

_WORD = re.compile(r"\w+")
#: Letters that an abbreviation has.
ABBREVIATED = range(2, 9)
_SAME = 0.6  # of the words of the shorter one
_LABELS = frozenset({"nomor", "no", "tahun", "bulan", "hari"})


@lru_cache(maxsize=1024)
def canonical(text: str) -> str:
    """The words of a text in lower case, without blanks and marks that change no meaning."""
    return " ".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=1024)
def word_set(text: str) -> frozenset[str]:
    """The words of a text in lower case."""
    return frozenset(_WORD.findall(text.casefold()))


@lru_cache(maxsize=1024)
def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """Sort key of an indicator's code; the same whatever the order of the rows."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in code.split("."))


def item_key(item: EvidenceItem) -> str:
    """What an item says, whatever its blanks, labels and ways to write a date or number."""
    values = [(r.start, r.end, r.normalized) for r in item.references]
    values += [(d.start, d.end, d.value or d.raw) for d in item.dates]
    values += [(p.start, p.end, p.value or p.raw) for p in item.periods]
    return _key(item.text, item.start, tuple(sorted(values)))


@lru_cache(maxsize=1 << 15)  # several rules ask it of all items of a sheet
def _key(text: str, offset: int, values: tuple[tuple[int, int, str], ...]) -> str:
    lead = lead_regex().match(text.lower())
    parts, position = [], lead.end() if lead else 0
    for start, end, value in values:
        parts += [*_plain(text[position : start - offset]), "".join(value.casefold().split())]
        position = max(position, end - offset)
    parts += _plain(text[position:])
    return " ".join(parts)


def _plain(text: str) -> list[str]:
    dropped = _labels()
    return [word for word in _WORD.findall(text.casefold()) if word not in dropped]


@cache
def _labels() -> frozenset[str]:
    return _LABELS.union(time_words().date_labels)


# --- subjects -----------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def subject_words(subject: str | None, *, unit: str = "") -> tuple[str, ...]:
    """The words of a subject that carry meaning: no issuer, no unit of the sheet, no label, no filler."""
    dropped = _fillers(unit)
    return tuple([word for word in _WORD.findall((subject or "").casefold()) if word not in dropped])


def numbered_words(binding: Binding, item: EvidenceItem, *, unit: str = "") -> tuple[str, ...]:
    """The subject of a numbered document, or the sentence that rests on it: "Dibentuk UPG dengan SK Nomor ..."."""
    paper = next(before(item.mentions, binding.reference.start), None)
    return subject_words(binding.subject or (item.text[: paper.start - item.start] if paper else ""), unit=unit)


@lru_cache(maxsize=16)
def _fillers(unit: str) -> frozenset[str]:
    words = rule_words()
    return words.empty | words.issuer | _labels() | frozenset(_WORD.findall(unit.casefold()))


def overlap(words: Sequence[str], other: Sequence[str]) -> float:
    """Share of the shorter subject that the longer one has; abbreviations count as what they stand for."""
    left, right = _spelled_out(words, other), _spelled_out(other, words)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def likeness(words: Sequence[str], other: Sequence[str]) -> float:
    """Share of all words that two subjects have in common."""
    left, right = _spelled_out(words, other), _spelled_out(other, words)
    return len(left & right) / len(left | right) if left and right else 0.0


def _spelled_out(words: Sequence[str], other: Sequence[str]) -> set[str]:
    """The words as a set, with "ppid" written out where the other subject writes it out."""
    initials = initials_of(other)
    result: set[str] = set()
    for word in words:
        at = initials.find(word) if len(word) in ABBREVIATED and word not in other else -1
        result.update(other[at : at + len(word)] if at >= 0 else (word,))
    return result


def initials_of(words: Sequence[str]) -> str:
    """The first letters of words: "ppid" for "pejabat pengelola informasi dokumentasi"."""
    return "".join([word[0] for word in words])


def is_same_subject(words: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two subjects, as `subject_words`, name one matter, one of them perhaps shortened."""
    return overlap(words, other) >= _SAME


def shared_by_same(count: int, other: int) -> int:
    """How many words two subjects of so many words share, at least, where they name one matter."""
    return ceil(_SAME * min(count, other) - 1e-9)


# --- numbers ------------------------------------------------------------------------------------------


def number_place(reference: Reference) -> tuple[str, ...]:
    """Where a number is looked up: numbers that differ here are never the same."""
    fields = reference.fields
    serial, year = fields.get("serial", "").lstrip("0").casefold(), year_of(reference)
    office = fields.get("office", "").casefold().replace(",", ".")
    if not serial or year is None:
        return (reference.normalized.casefold(),)
    return (serial, office, str(year))


def is_same_number(reference: Reference, other: Reference, types: Vocabulary) -> bool:
    """Tell whether two references carry one number. A part that one of them lacks is no difference."""
    if number_place(reference) != number_place(other):
        return False
    return all(
        not left or not right or left == right
        for left, right in (
            (month_of(reference), month_of(other)),
            (reference.fields.get("subject_code", "").casefold(), other.fields.get("subject_code", "").casefold()),
            (register(reference, types), register(other, types)),
        )
    )


def register(reference: Reference, types: Vocabulary) -> str:
    """The register that a number's prefix tells: the slug of a type, else the prefix; "" without one."""
    prefix = reference.fields.get("prefix", "").upper()
    doc_type = types.by_prefix(prefix) if prefix else None
    return doc_type.slug if doc_type else prefix
