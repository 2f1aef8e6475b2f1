"""Which indicator a path names: "Area 1/1. Tim Kerja/a/SK.pdf" lies under A.1.1.a.

Offices write the code of the form in many ways: whole ("A.1.1.A"), without its first part ("1.1.a"), a part a folder
("PEMENUHAN/I/i/a"), with numbers for Roman ones, with the titles of areas in place of their numbers. What is common
to all: the parts come in the order of the form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import sqrt

from lke_docs.files.model import INSIDE
from lke_docs.model import Heading
from lke_docs.patterns import folder_words
from lke_docs.tuples import NamedTuple

_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_PART = r"(?:[ivx]{1,4}|[a-z]|\d{1,2})"
_LEAD = re.compile(
    rf"(?:{_PART}(?:\s?[.\-_)]\s?|\s+(?={_PART}(?:[.\-_)\s]|\Z))))*{_PART}(?=[.\-_)\s]|\Z)", re.IGNORECASE
)
_SPLIT = re.compile(r"[.\-_)\s]+")
_WORD = re.compile(r"\w+")
_OWN_LETTERS = frozenset("ab")
_MOST_READINGS = 64  # of one path: "i" is a letter and a number

Key = tuple[str, ...]


class Fit(NamedTuple):
    """How well a path names an indicator. `is_whole`: down to the question itself, not only its area."""

    is_whole: bool
    rivals: int  # how many indicators it names as well as this one

    @property
    def weight(self) -> float:
        return (1.0 if self.is_whole else 0.35) / sqrt(self.rivals)


class Whereabouts:
    """The codes of a sheet, by all that a path may say of them."""

    def __init__(self, codes: Iterable[str], headings: Sequence[Heading] = ()) -> None:
        self._whole: dict[Key, set[str]] = defaultdict(set)
        self._upper: dict[Key, set[str]] = defaultdict(set)
        self._titles: dict[frozenset[str], list[str]] = defaultdict(list)
        for heading in headings:
            self._titles[frozenset(_WORD.findall(heading.title.casefold()))].append(heading.code)
        self._all = tuple(dict.fromkeys(codes))
        for code in self._all:
            parts = code.split(".")
            for key in _readings(parts):
                for start in range(len(key) - 1):
                    self._whole[key[start:]].add(code)
                    if start > 1:  # "A.1.2.c" for A.I.1.ii.c: without the part of the form
                        self._whole[(key[0], *key[start:])].add(code)
                    for end in range(start + 1, len(key)):
                        self._upper[key[start:end]].add(code)

    def named(self, path: str) -> Mapping[str, Fit]:
        """The indicators that a path names; empty where it names none."""
        *folders, name = path.replace(INSIDE, "/").split("/")
        leads: list[list[str]] = []
        within: list[str] = []
        signs: list[str] = []
        for folder in folders:
            lead = _lead(folder, is_folder=True)
            if signs and len(lead) > 1 and lead[0] in _OWN_LETTERS:
                lead = lead[1:]  # "REFORM/B.6.2": the office's own letter for what the folder above says
            signs = [] if lead else _signs(folder)
            if signs:  # "Area 5/PEMENUHAN/1/b": a code says the part of the form before its area
                first = (at for at, above in enumerate(leads) if above and above[0] not in _OWN_LETTERS)
                leads.insert(next(first, len(leads)), signs)
                continue
            if not lead and (titled := self._titled(folder)):
                within = titled
                lead = [titled[0].rpartition(".")[2]]
            leads.append(lead)
        leads.append(_lead(name.rpartition(".")[0] or name, is_folder=False))
        readings = dict.fromkeys((tuple(_grown(leads)), tuple(it for lead in leads for it in lead)))
        return max((self._fits(parts, within) for parts in readings), key=_best)

    def _fits(self, parts: Sequence[str], within: Sequence[str]) -> Mapping[str, Fit]:
        """The indicators that these parts name, those under a heading where the path bears its title."""
        fits = self._find(parts, self._whole, least=2) or self._find(parts, self._upper, least=1, whole=False)
        inside = {code for code in fits if any(f"{code}.".startswith(f"{upper}.") for upper in within)}
        fits = {code: fit for code, fit in fits.items() if code in inside} if inside else fits
        firsts = self._firsts_of(fits)
        return {code: Fit(fit.is_whole, len(firsts if code in firsts else fits)) for code, fit in fits.items()}

    def _firsts_of(self, codes: Collection[str]) -> Collection[str]:
        """Of codes that only the part of the form tells apart (A.I.2.i.a, A.II.2.i.a) the first."""
        alike: dict[tuple[str, ...], str] = {}
        for code in filter(codes.__contains__, self._all):
            alike.setdefault((code.split(".")[0], *code.split(".")[2:]), code)
        return set(alike.values())

    def _titled(self, folder: str) -> list[str]:
        """The codes of the headings whose title a folder bears."""
        words = frozenset(_WORD.findall(folder.casefold())) - folder_words().area
        best = max(self._titles, key=lambda title: len(title & words) / max(len(title), 1), default=None)
        if best is None or not best or not words:
            return []
        return self._titles[best] if len(best & words) >= max(1, round(0.75 * len(best))) else []

    def _find(
        self, parts: Sequence[str], table: Mapping[Key, set[str]], *, least: int, whole: bool = True
    ) -> dict[str, Fit]:
        """The codes of the longest run of parts that the table knows; of equal ones the first in the path."""
        for length in range(min(len(parts), 8), least - 1, -1):
            for start in range(len(parts) - length + 1):
                codes = {code for key in _readings(parts[start : start + length]) for code in table.get(key, ())}
                if codes:
                    return {code: Fit(whole, len(codes)) for code in sorted(codes)}
        return {}


def _best(fits: Mapping[str, Fit]) -> float:
    return max((fit.weight for fit in fits.values()), default=0.0)


def _grown(leads: Iterable[Sequence[str]]) -> list[str]:
    """The parts of a code that each folder says whole: "1/1.2/1.2.c" is 1.2.c; "Area 1/1.a" is 1.1.a all the same."""
    parts: list[str] = []
    for lead in leads:
        again = next((size for size in range(len(lead) - 1, 0, -1) if parts[-size:] == list(lead[:size])), 0)
        parts += lead[again:]
    return parts


def _lead(name: str, *, is_folder: bool) -> list[str]:
    """The parts of a code at the head of a name: "1. Tim Kerja", "A.1.1.a SK", "Area 1"."""
    text = name.strip().casefold()
    words = folder_words().area
    while (first := _WORD.match(text)) and first[0] in words:
        text = text[first.end() :].lstrip(" .:-_")
    match = _LEAD.match(text)
    if match is None:
        return []
    parts = [part for part in _SPLIT.split(match[0]) if part]
    rest = text[match.end() :]
    if not is_folder and len(parts) == 1 and not re.match(r"[.)]\s*\D", rest):
        return []  # "12.pdf", "3 foto.jpg": a number of its own
    return parts


def _signs(folder: str) -> list[str]:
    """The parts that a folder names by its word: "PEMENUHAN"."""
    return [sign for word in _WORD.findall(folder.casefold()) if (sign := folder_words().part.get(word))]


def _readings(parts: Sequence[str]) -> Iterator[Key]:
    """The ways to read parts of a code: a letter that is a Roman number too is both."""
    choices = []
    for part in parts:
        low = part.casefold()
        plain = low.lstrip("0") or low
        choices.append({_ROMAN[low], low} if low in _ROMAN else {plain})
    for count, key in enumerate(product(*map(sorted, choices))):
        if count >= _MOST_READINGS:
            return
        yield key
