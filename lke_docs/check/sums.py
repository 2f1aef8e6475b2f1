"""Counts in the words of a cell: parts beside their whole, and more people present than there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lke_docs.claim import claim_vocabulary
from lke_docs.extract.span import mask, places
from lke_docs.extract.spelled import day_words
from lke_docs.model import Entry, EvidenceItem, SourceText
from lke_docs.patterns import alternation, phrases
from lke_docs.tuples import NamedTuple

_NUMBER = re.compile(r"(?<![\w.,/%:-])(\d{1,4})(?![\w%/:-]|[.,]\d|\s%|\s?persen|\s?(?:x|kali)\b)")
_WHOLE = re.compile(r"(?<![\w.,/%:-])(\d{1,4})(?:\s\([a-z ]{3,20}\))?(?:\s[A-Za-z][\w/-]*){1,4}$")
_ASIDE = re.compile(r"\([^()]*\)")
_CUT = re.compile(r"\s*[,;+]\s*(?:(?:dan|serta)\s)?|\s(?:dan|serta)\s")
_END = re.compile(r"[.](?=\s|$)|[\n)]|\($")
_OPEN = re.compile(r"\s?\(|\s?:\s?")
_LINE = re.compile(r"(?m)^[\s\d.)*•-]*?([A-Za-z][^\n:=\d]{2,60}?)\s?[:=]\s?(\d{1,4})\b(?![.,/%:-]\d?)[^\n\d]{0,80}$")
_PLUS = re.compile(r"(?<![\w.,/-])(\d{1,4}(?:\s?\+\s?\d{1,4}){1,12})\s?=\s?(\d{1,4})(?![\w.,/-]*\d|\s?%)")
_MOST = 20  # parts of one whole
_LONGEST = 70  # characters of one part
_BEFORE = 70  # characters before the parts in which their whole stands


class Difference(NamedTuple):
    """Counts that cannot both be so: their place in the cell, and the two numbers."""

    start: int
    end: int
    told: int
    counted: int


class Persons(NamedTuple):
    """How many people a piece tells, and where in the cell."""

    start: int
    end: int
    number: int


def persons_in(entry: Entry, item: EvidenceItem) -> Persons | None:
    """The people that a piece counts, in figures or words ("kesembilan pegawai"); None where it tells several."""
    counts = [
        Persons(*match.span(), int(match[1]) if match[1] else day_words()[match[2].casefold()])
        for match in _people().finditer(entry.evidence.text, item.start, item.end)
    ]
    return counts[0] if len({it.number for it in counts}) == 1 else None


def parts_that_differ(text: str) -> Iterator[Difference]:
    """Yield breakdowns of a plain cell whose parts do not add up to the whole that stands before or below them."""
    if "=" in text:
        yield from (it for it in map(_sum, _PLUS.finditer(text)) if it.told != it.counted)
    yield from _columns(text)
    seen: set[int] = set()
    for lead in sorted([*phrases("counts", "breakdown").finditer(text), *_OPEN.finditer(text)], key=lambda m: m.end()):
        near = max(0, lead.start() - _BEFORE)
        whole = _WHOLE.search(text[near : lead.start()].rstrip(" ,:(").rstrip())
        if whole is None or near + whole.start() in seen:
            continue
        if fault := _listed(text, lead, int(whole[1])):
            seen.add(near + whole.start())
            yield fault._replace(start=near + whole.start())


def plain(entry: Entry, *, filler: str = "\x00") -> str:
    """The evidence without days, periods and numbers of letters, whose places are filled: they count nothing."""
    evidence = entry.evidence
    return mask(evidence.text, places((*evidence.dates, *evidence.periods, *evidence.references)), filler)


def _sum(match: re.Match[str]) -> Difference:
    return Difference(*match.span(), int(match[2]), sum(map(int, re.findall(r"\d+", match[1]))))


def _listed(text: str, lead: re.Match[str], whole: int) -> Difference | None:
    """The parts behind "dengan rincian", in brackets or behind a colon; nothing where they may not be all."""
    rest = text[lead.end() : lead.end() + _MOST * _LONGEST]
    rest = _ASIDE.sub(lambda aside: " " * len(aside[0]), rest)
    end = _END.search(rest)
    told = rest[: end.start()] if end else rest
    if len(told) == _MOST * _LONGEST or phrases("counts", "not_all").search(
        text[max(0, lead.start() - 20) : lead.end()] + told
    ):
        return None
    numbers, at, joined, closed = list[int](), 0, False, False
    for cut in (*_CUT.finditer(told), None):
        number = _part(told[at : cut.start() if cut else len(told)])
        if number is None:
            break
        numbers.append(number)
        closed, joined = joined, bool(cut and cut[0].rstrip().endswith(("dan", "serta")))
        at = cut.end() if cut else len(told)
    if not numbers or _NUMBER.search(told, at) or (at < len(told) and not closed):
        return None
    is_bare = _OPEN.fullmatch(lead[0])
    states = phrases("counts", "state").search(told)
    if len(numbers) < (3 if is_bare and not states else 2) or max(numbers) >= whole or sum(numbers) == whole:
        return None
    return Difference(lead.start(), lead.end() + at, whole, sum(numbers))


def _part(text: str) -> int | None:
    """The one number of a part: "19 SOP direvisi", "koordinator pokja 6", "satu lagi"."""
    numbers = _NUMBER.findall(text)
    if len(text) > _LONGEST or "\x00" in text or len(numbers) > 1 or re.search(r"\d", _NUMBER.sub("", text)):
        return None
    if numbers:
        return int(numbers[0])
    words = [claim_vocabulary().numbers.get(word) for word in re.findall(r"[a-z]+", text.casefold())]
    spelt = [number for number in words if number]
    return spelt[0] if len(spelt) == 1 and words[0] else None


def _columns(text: str) -> Iterator[Difference]:
    """ "Hakim : 7 orang", "Kepaniteraan : 13 orang", "Jumlah : 22 orang", each on its line."""
    lines: list[re.Match[str]] = []
    for match in _LINE.finditer(text):
        if lines and text[lines[-1].end() : match.start()].strip():
            lines = []
        is_total = phrases("counts", "total").match(match[1])
        parts = [int(line[2]) for line in lines] if is_total and len(lines) <= _MOST else []
        if len(parts) > 1 and max(parts) < int(match[2]) != sum(parts):
            yield Difference(lines[0].start(1), match.end(), int(match[2]), sum(parts))
        lines = [] if is_total else [*lines[-_MOST:], match]  # of a longer list the sum is not known


# --- more present than there are ------------------------------------------------------------------------


def staff_of(header: Iterable[SourceText]) -> int:
    """How many people a unit says in its title lines that it has: "32 pegawai dan 8 PPNPN" are 40; 0 where not told."""
    for line in header:
        if match := re.search(rf"(?i)\b(?:{_staff()})\s*[:=]?\s*(\d{{1,4}}[^|\n]*)", line.text):
            return sum(int(it[1]) for it in re.finditer(r"(?:^|\bdan\s|\+\s?)(\d{1,4})(?![\d.,]*\d)", match[1]))
    return 0


def more_than_all(text: str, staff: int) -> Iterator[Difference]:
    """ "Daftar hadir 46 orang dari 40 aparatur"; "71 pegawai" on a list of a unit of 64."""
    for match in _of_all().finditer(text) if "dari" in text.casefold() else ():
        if int(match[1]) > int(match[2]) > 0:
            yield Difference(*match.span(), int(match[2]), int(match[1]))
            return
    here = re.search(rf"(?i)\b(?:{_staff()})\s*[:=]?\s*(?:sebanyak\s|adalah\s)?(\d{{1,4}})\b(?![.,]\d)", text)
    known = int(here[1]) if here else staff
    for match in _present().finditer(text) if known else ():
        is_wider = phrases("counts", "wider").search(text[match.start() : match.end() + 40])
        if int(match[1]) > known and not is_wider:
            start, end = (min(here.start(), match.start()), max(here.end(), match.end())) if here else match.span()
            yield Difference(start, end, known, int(match[1]))
            return


@cache
def _people() -> re.Pattern[str]:
    people = alternation((*phrases("counts", "persons").words, *phrases("counts", "own").words, "pejabat", "pelaksana"))
    words = "|".join(sorted(day_words(), key=len, reverse=True))
    spelt = rf"(?<!\w)(?:ke-?)?({words})"
    return re.compile(rf"(?i)(?:(?<![\w.,/-])(\d{{1,4}})(?:\s\([a-z ]{{3,20}}\))?|{spelt})\s(?:{people})(?!\w)")


@cache
def _staff() -> str:
    return alternation(phrases("counts", "staff").words)


@cache
def _of_all() -> re.Pattern[str]:
    own = alternation(phrases("counts", "own").words)
    anyone = alternation((*phrases("counts", "own").words, *phrases("counts", "persons").words))
    return re.compile(
        rf"(?i)(?<![\w.,/-])(\d{{1,4}})\s(?:{anyone})\s(?:(?!terdiri|terbagi)[a-z]+\s){{0,2}}dari\s(?:total\s|jumlah\s)?(\d{{1,4}})\s(?:{own}|orang)\b"
    )


@cache
def _present() -> re.Pattern[str]:
    present, own = (alternation(phrases("counts", key).words) for key in ("present", "own"))
    return re.compile(rf"(?i)\b(?:{present})\s[^.;\n\d\x00]{{0,40}}?(\d{{1,4}})\s(?:orang\s)?(?:{own})\b")
