"""The pattern of a unit's own letter numbers, with everything open that only the agenda book knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lke_docs.draft.fields import open_mark
from lke_docs.draft.values import Value
from lke_docs.model import Entry, Reference, ReferenceKind
from lke_docs.patterns import kinds_and_office, vocabulary
from lke_docs.patterns.office import KIND, NUMBER_PARTS, letter_custom

_LABELS = {"serial": "nomor urut", "subject_code": "kode klasifikasi", "month": "bulan", "year": "tahun"}


def custom_values(unit: str, prefixes: Sequence[str], *, office: str = "") -> Iterator[tuple[str, Value]]:
    """What is known of the letters of a unit by the custom of its agency; all of a number but the office is open."""
    custom = letter_custom(unit)
    yield "sapaan", Value(custom.salutation, f"konfigurasi:kop.toml ({custom.salutation_source})")
    decrees = vocabulary().types["sk"].prefixes
    pattern = custom.decree if custom.decree and set(prefixes) & set(decrees) else custom.number
    if pattern and prefixes:
        parts = {name: open_mark(label) for name, label in NUMBER_PARTS.items()}
        parts["kode"] = office or parts["kode"]
        parts[KIND] = prefixes[0] if len(prefixes) == 1 else open_mark(" atau ".join(prefixes))
        yield "nomor", Value(pattern.format_map(parts), f"konfigurasi:kop.toml ({custom.number_source})")


def number_pattern(
    entries: Iterable[Entry], prefixes: Sequence[str], *, office: str, year: int = 0
) -> tuple[str, str] | None:
    """Pattern of the next number with one of `prefixes`, and the indicator it was seen at.

    The most frequent pattern with the unit's `office` code. The serial, subject code and month are always open;
    the year stays only where it is the year of making.
    """
    wanted = {prefix.upper() for prefix in prefixes}
    patterns: Counter[str] = Counter()
    places: dict[str, str] = {}
    for code, reference in _letters(entries):
        kinds, own = kinds_and_office(reference.fields.get("office", ""))
        is_wanted = not wanted.isdisjoint((reference.fields.get("prefix", "").upper(), *kinds))
        if is_wanted and office and reference.fields.get("serial") and f"/{office}/" in f"/{own}/":
            pattern = open_number(reference, year=year)
            patterns[pattern] += 1
            places.setdefault(pattern, code)
    if not patterns:
        return None
    pattern = max(patterns, key=lambda item: (patterns[item], open_mark("kode klasifikasi") in item, item))
    return pattern, places[pattern]


def office_code(entries: Iterable[Entry]) -> str:
    """The longest run of parts that most of the sheet's own letters name as their office; "" where none stands out."""
    uses: Counter[str] = Counter()
    offices = {it.normalized.casefold(): it.fields.get("office", "") for _, it in _letters(entries)}
    named = [own.split("/") for office in offices.values() if (own := kinds_and_office(office)[1])]
    for parts in named:
        ends = range(1, len(parts) + 1)
        uses.update({"/".join(parts[start:end]) for end in ends for start in range(end)})
    common = [run for run, count in uses.items() if 2 * count > len(named)]
    return max(common, key=lambda run: (run.count("/"), uses[run], run), default="")


def _letters(entries: Iterable[Entry]) -> Iterator[tuple[str, Reference]]:
    for entry in entries:
        for reference in entry.evidence.references:
            if reference.kind is ReferenceKind.LETTER:
                yield entry.code, reference


def open_number(reference: Reference, *, year: int) -> str:
    """The number of `reference` with its changing parts open: `KEP-[ISI: nomor urut]/P.4.17/…`."""
    text, start = reference.normalized, len(reference.fields.get("prefix", ""))
    pieces = [text[:start]]
    for name in _in_order(reference, start):
        value = reference.fields[name]
        position = _find(text, value, start)
        if position < 0:
            continue
        keep = name not in _LABELS or (name == "year" and value == str(year))
        pieces += [text[start:position], value if keep else open_mark(_LABELS[name])]
        start = position + len(value)
    return "".join([*pieces, text[start:]])


def _in_order(reference: Reference, start: int) -> list[str]:
    """Names of the parts as they follow each other: some agencies write the class first."""
    names = [name for name in ("serial", "office", "subject_code", "month", "year") if reference.fields.get(name)]
    ordered: list[tuple[int, str]] = []
    for name in names:
        taken = {position for position, _ in ordered}
        position = _find(reference.normalized, reference.fields[name], start, avoid=taken)
        ordered.append((position if position >= 0 else 10**6, name))
    return [name for _, name in sorted(ordered)]


def _find(text: str, value: str, start: int, *, avoid: Iterable[int] = ()) -> int:
    """Where `value` stands as a whole part, between separators; a month may equal the serial."""
    blocked = set(avoid)
    for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", text[start:]):
        if start + match.start() not in blocked:
            return start + match.start()
    return -1
