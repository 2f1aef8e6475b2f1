"""Numbers that belong to a person, found and masked: NIK, NIP, NPWP, telephone.

"NIP 19000101 192001 1 001" becomes "NIP 19•••••• •••••• • •01": as long as before, so that places in a text stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from lke_docs.patterns import alternation, folder_words

MASK = "•"
_KEPT = 2  # characters at either end
_GAP = r"(?:[.\-]|\s{1,40})"  # also where a report broke the line
_ALONE, _END = r"(?<![\w/])(?<!\d[.\-])", r"(?![\w/])(?![.\-]\d)"
# What stays as it is: hashes, which may look like numbers of people; what people wrote in their own worklist, which
# comes back from it; pages of files, which no report shows.
_LEFT = frozenset({"sha256", "text_sha256", "alike", "fingerprint", "id", "work", "closed", "pages"})
_Value = TypeVar("_Value")
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_PLAUSIBLE = {
    # birth, start of service ("21" in the month's place: contract staff), sex, serial
    "nip": re.compile(rf"(?:19|20)\d\d{_MONTH}{_DAY}(?:19|20)\d\d(?:{_MONTH}|21)[12]\d{{3}}"),
    # district, day of birth (of women with 40 added), serial; "0000" is nobody's
    "nik": re.compile(rf"[1-9]\d{{5}}(?:{_DAY}|4[1-9]|[56]\d|7[01]){_MONTH}\d\d(?!0000)\d{{4}}"),
}


@cache
def _numbers() -> re.Pattern[str]:
    """Each kind of number as an alternative with a group of its name, which is the number without its label."""
    words = folder_words()
    tax, phone = (rf"(?<![a-z])(?:{alternation(it)})[\s.:/]{{0,8}}" for it in (words.tax, words.phone))
    kinds = (
        rf"{_ALONE}(?P<nip>\d{{18}}|\d{{8}}{_GAP}\d{{6}}{_GAP}\d{_GAP}\d{{3}}){_END}",
        rf"{tax}(?P<tax>\d(?:{_GAP}?\d){{14,15}}){_END}",
        rf"{_ALONE}(?P<npwp>\d\d\.\d{{3}}\.\d{{3}}\.\d[\-.]\d{{3}}\.\d{{3}}){_END}",
        rf"{_ALONE}(?P<nik>\d{{16}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}|\d{{6}}{_GAP}\d{{6}}{_GAP}\d{{4}}){_END}",
        rf"(?<![\w/.\-])(?P<mobile>(?:\+?62{_GAP}?|0)8[1-9](?:{_GAP}?\d){{7,10}}){_END}",
        rf"(?<![\w/.\-])(?P<abroad>\+62{_GAP}?[2-9](?:{_GAP}?\d){{7,10}}){_END}",
        rf"{phone}(?P<phone>[(+]?\d(?:[ ().\-]{{0,2}}\d){{5,13}}){_END}",
        r"(?<![\w/.\-])(?P<cut>\d{6}[\d ]{2,12})(?=…)",  # whatever it was before a report cut it
    )
    return re.compile("|".join(kinds), re.IGNORECASE)


def personal_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of a person stand in a text, in order."""
    for match in _numbers().finditer(text):
        kind = match.lastgroup or ""
        plausible = _PLAUSIBLE.get(kind)
        if plausible is None or plausible.fullmatch(re.sub(r"\D", "", match[kind])):
            yield match.span(kind)


def mask(text: str) -> str:
    """The text with these numbers masked but for their first and last two characters; its length stays."""
    parts, done = [], 0
    for start, end in personal_spans(text):
        inner = "".join(MASK if char.isdigit() else char for char in text[start + _KEPT : end - _KEPT])
        parts += [text[done : start + _KEPT], inner]
        done = end - _KEPT
    return "".join([*parts, text[done:]])


def has_personal(texts: Iterable[str]) -> bool:
    """Whether a number of a person stands in any of them."""
    return any(True for text in texts for _ in personal_spans(text))


def masked(value: _Value) -> _Value:
    """The same value with every text in it masked: tables, lists, frozen values. What holds none is returned itself."""
    return _masked(value, {})  # type: ignore[no-any-return]


def _masked(value: Any, done: dict[int, Any]) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else mask(value)
    if id(value) not in done:
        done[id(value)] = _remade(value, done)
    return done[id(value)]


def _remade(value: Any, done: dict[int, Any]) -> Any:
    if isinstance(value, Mapping):
        made = {key: member if key in _LEFT else _masked(member, done) for key, member in value.items()}
        return value if all(made[key] is value[key] for key in made) else made
    if isinstance(value, list | tuple):
        names = getattr(value, "_fields", ())
        kept = [name in _LEFT for name in names] or [False] * len(value)
        parts = [member if keep else _masked(member, done) for member, keep in zip(value, kept, strict=True)]
        if all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        return type(value)(*parts) if names else type(value)(parts)
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        made = {name: member if name in _LEFT else _masked(member, done) for name, member in told.items()}
        return value if all(made[name] is told[name] for name in told) else replace(value, **made)
    return value
