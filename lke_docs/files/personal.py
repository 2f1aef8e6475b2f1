"""Numbers that belong to a person, found and masked: NIK, NIP, NPWP, telephone.

"NIP 19000101 192001 1 001" becomes "NIP 19•••••• •••••• • •01": as long as before, so that places in a text stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from lke_docs.patterns import alternation, folder_words

MASK = "•"
_KEPT = 2  # characters at either end
_GAP = r"(?:[.\-]|\s{1,40})"  # also where a report broke the line
_ALONE, _END = r"(?<![\w/])(?<!\d[.\-])", r"(?![\w/])(?![.\-]\d)"
_HASHES = ("sha256", "fingerprint", "id")  # keys of values that may look like numbers of people and are none
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_PLAUSIBLE = {
    # birth, start of service ("21" in the month's place: contract staff), sex, serial
    "nip": re.compile(rf"(?:19|20)\d\d{_MONTH}{_DAY}(?:19|20)\d\d(?:{_MONTH}|21)[12]\d{{3}}"),
    # district, day of birth (of women with 40 added), serial; "0000" is nobody's
    "nik": re.compile(rf"[1-9]\d{{5}}(?:{_DAY}|4[1-9]|[56]\d|7[01]){_MONTH}\d\d(?!0000)\d{{4}}"),
}


@cache
def _forms() -> re.Pattern[str]:
    """Each kind of number as an alternative with a group of its name, which is the number without its label."""
    words = folder_words()
    tax, phone = (rf"(?<![a-z])(?:{alternation(it)})[\s.:/]{{0,8}}" for it in (words.tax, words.phone))
    forms = (
        rf"{_ALONE}(?P<nip>\d{{18}}|\d{{8}}{_GAP}\d{{6}}{_GAP}\d{_GAP}\d{{3}}){_END}",
        rf"{tax}(?P<tax>\d(?:{_GAP}?\d){{14,15}}){_END}",
        rf"{_ALONE}(?P<npwp>\d\d\.\d{{3}}\.\d{{3}}\.\d[\-.]\d{{3}}\.\d{{3}}){_END}",
        rf"{_ALONE}(?P<nik>\d{{16}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}|\d{{6}}{_GAP}\d{{6}}{_GAP}\d{{4}}){_END}",
        rf"(?<![\w/.\-])(?P<mobile>(?:\+?62{_GAP}?|0)8[1-9](?:{_GAP}?\d){{7,10}}){_END}",
        rf"(?<![\w/.\-])(?P<abroad>\+62{_GAP}?[2-9](?:{_GAP}?\d){{7,10}}){_END}",
        rf"{phone}(?P<phone>[(+]?\d(?:[ ().\-]{{0,2}}\d){{5,13}}){_END}",
        r"(?<![\w/.\-])(?P<cut>\d{6}[\d ]{2,12})(?=…)",  # whatever it was before a report cut it
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def personal_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of a person stand in a text, in order."""
    for found in _forms().finditer(text):
        kind = found.lastgroup or ""
        plausible = _PLAUSIBLE.get(kind)
        if plausible is None or plausible.fullmatch(re.sub(r"\D", "", found[kind])):
            yield found.span(kind)


def mask(text: str) -> str:
    """The text with these numbers masked but for their first and last two characters; its length stays."""
    parts, done = [], 0
    for start, end in personal_spans(text):
        inner = "".join(MASK if char.isdigit() else char for char in text[start + _KEPT : end - _KEPT])
        parts += [text[done : start + _KEPT], inner]
        done = end - _KEPT
    return "".join([*parts, text[done:]])


def mask_all(value: Any) -> Any:
    """The same of every text in tables and lists; hashes stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [mask_all(one) for one in value]
    if isinstance(value, Mapping):
        return {key: one if key in _HASHES else mask_all(one) for key, one in value.items()}
    return value
