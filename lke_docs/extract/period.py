"""Find periods: months, quarters, semesters, years, ranges and lists of them.

`low` is the text in lower case with numbers and dates masked out, so nothing is found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from lke_docs.extract.mention import BULAN, DATE, MONTH, PERIOD, Word, Words, counted_regex
from lke_docs.extract.span import before, entry_start
from lke_docs.extract.spelled import ROMAN_MONTH, ROMAN_MONTHS
from lke_docs.model import Period
from lke_docs.moment import Moment, Range, Unit
from lke_docs.patterns import FILE_ENDING, GAZETTE, alternation, time_words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import MONTHS

_NTH_MONTH = rf"(?P<nth>{ROMAN_MONTH}|0?[1-9]|1[0-2])(?![\w.]|/(?!(?:19|20)\d\d(?!\d)))"  # "bulan 3", "bulan 03/2021"
_YEAR = r"(?:19|20)\d{2}(?!\d|\.\d)"


class _Unit(NamedTuple):
    """One month, quarter, semester or year as written."""

    start: int
    end: int
    kind: str
    number: int  # of the month, quarter or semester; the year itself for a year; 0 where broken
    year: int | None
    certain: bool  # stands for the period wherever it occurs


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    words = time_words()
    period = words.period
    quarter, semester = alternation(period["quarter"]), alternation(period["semester"])
    year, months = alternation(period["year"]), alternation(words.months)
    unknown, ordinal = alternation(period["unknown"]), alternation(words.ordinals)
    to, also = rf"(?!\s{{0,4}}\n\s{{0,4}}[-–]){_linked([*period['range'], '/'])}", _linked(period["and"])
    labels = alternation([*period["quarter"], *period["semester"], *period["month"], *period["year"]])
    week = rf"(?:(?:{alternation(period['week'])})\s{{0,3}}(?:ke[-\s]{{0,2}})?{ordinal}\s{{1,4}})?"  # of a month
    nth = rf"\.?\s{{0,3}}[-:_]?\s{{0,3}}(?:ke[-\s]{{1,2}})?(?P<nth>{ordinal})(?![a-z0-9])"
    labelled = "|".join(
        [
            rf"(?:periode\s{{1,4}})?(?P<unknown>{unknown})(?:\s{{1,4}}{ordinal}(?![a-z0-9]))?",
            rf"(?:(?P<quarter>{quarter})|{semester}){nth}",
            rf"(?P<ylabel>{year})\.?\s{{0,4}}:?\s{{0,4}}(?P<year>{_YEAR}(?!-(?:0[1-9]|1[0-2])(?![\w/-]))|\d{{3}}(?![\d.,%]|[a-z]))",
        ]
    )
    sources = {
        "labelled": labelled,
        # "Triwulan I (9 April 2024), II (9 Juli 2024)"; \x00: a day
        "more": rf"(?P<aside>\s?\(?(?:(?:{alternation(words.date_labels)})\s)?\x00{{1,40}}+\)?)?"
        rf"(?:{to}|{also})(?P<unit>(?:{quarter}\s{{0,3}}|{semester}\s{{0,3}})?(?P<nth>{ordinal}))(?![a-z0-9])",
        "year_after": rf"[\s,_(\-/]{{0,4}}(?:(?:{year})\.?\s{{0,4}})?(?P<year>{_YEAR})",
        "short_year": rf"(?:\s?['’]\s?|[-/]|(?=2))(?P<year>[1-3]\d)(?![\w./]|\s{{0,3}}(?:{months})(?![a-z]))"
        rf"|\s(?P<spaced>[1-3]\d)(?=\s{{0,3}}(?:$|[;,()\n])|{to}(?:{months})(?![a-z])"  # "Apr'22"
        rf"|{also}(?:{months})\s[1-3]\d(?!\d))",
        "figures": rf"(?<![\w/.,-])(0?[1-9]|1[0-2])/({_YEAR}){to}(0?[1-9]|1[0-2])/({_YEAR})(?![\w/-])",
        "first_month": rf"[\s:.]{{1,4}}{_NTH_MONTH}",
        "more_months": rf"(?:[/-]{_YEAR})?(?:{to}|{also}){_NTH_MONTH}",
        "joined": rf"{to}{week}(?:(?:{labels})\.?\s{{0,4}})?",
        "listed": rf"{also}{week}(?:(?:{labels})\.?\s{{0,4}})?",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def _linked(words: Sequence[str]) -> str:
    return rf"\s{{0,4}}(?:{alternation(words)})\s{{0,4}}"


_GAZETTE = re.compile(rf"{GAZETTE}[^();]{{0,60}}$")
_WORD_BEFORE = re.compile(r"([a-z]{1,20})[\s_(’'-]{0,3}$")
_NEAR = 300  # characters before a year that may tell what it is the year of
_QUOTE = re.compile('["“”]')
_FILE_NAME = re.compile(rf"[^\n;]{{1,200}}?{FILE_ENDING}")
_LONE_YEAR = re.compile(r"[12][09](?<![\d.,\x00]..)(?<!\dx..)\d\d(?![\da-z]|\.\d)")
_BEHIND_YEAR = re.compile(r"-(0[1-9]|1[0-2])(?![\w/-]|\.\d)")  # "2024-01"
_SLOT = re.compile(r"b(?<![a-z0-9].)(0[1-9]|1[0-2])(?![a-z0-9.])")  # "b03": the month of a plan
_BEFORE_TITLE = re.compile(r"\s{0,3}$|[\s_]{1,3}(?=[a-z]{2})")
_TOPIC = re.compile(r"(?<![a-z])(?:tentang|perihal|hal|mengenai|ttg)(?![a-z])")


def find_periods(text: str, low: str, words: Words) -> tuple[Period, ...]:
    """Return the periods of `text`, in order. `words` is what the one pass over the vocabulary found."""
    units = sorted((*_units(low, words), *_lone(low)))
    if not units:
        return ()
    if len(units) > 1:
        units = [*(unit for unit, after in pairwise(units) if not _is_said_again(unit, after, low)), units[-1]]
    return tuple([period for group in _groups(units, low) for period in _periods(text, low, group)])


def _is_said_again(unit: _Unit, after: _Unit, low: str) -> bool:
    """Tell "Agustus Agustus 2022"."""
    return (
        unit.kind == after.kind == "month" and unit.number == after.number and not low[unit.end : after.start].strip()
    )


def _units(low: str, words: Words) -> Iterator[_Unit]:
    end = label_end = 0
    for hit in words.times:
        start, stop, slug = hit
        if slug is DATE or start < end or "\x00" in low[start:stop]:
            continue
        units: Iterable[_Unit] = ()
        if slug is BULAN:
            label_end = stop
            units = _numbered_months(low, stop)
        elif slug is MONTH:
            labelled = 0 < label_end <= start and not low[label_end:start].strip(" :.\n\t\xa0")
            units = _month(low, hit, labelled or _follows_type(low, hit, words.types))
        elif slug is PERIOD and (match := _words()["labelled"].match(low, start)):
            units = _labelled(low, match)
        for unit in units:
            end = max(end, unit.end)
            yield unit


def _lone(low: str) -> Iterator[_Unit]:
    """Years, months of a plan, and from month to month ("07/2022-12/2022"), in figures without a label."""
    if "0" in low or "9" in low:
        for match in _LONE_YEAR.finditer(low):
            year, month = int(match[0]), _BEHIND_YEAR.match(low, match.end())
            yield (
                _Unit(match.start(), month.end(), "month", int(month[1]), year, True)
                if month
                else _Unit(*match.span(), "year", year, year, False)
            )
    if "/20" in low:
        for match in _words()["figures"].finditer(low):
            for at in (1, 3):
                yield _Unit(match.start(at), match.end(at + 1), "month", int(match[at]), int(match[at + 1]), True)
    if "b0" in low or "b1" in low:
        for match in _SLOT.finditer(low):
            yield _Unit(*match.span(), "month", int(match[1]), None, True)


def _follows_type(low: str, hit: Word, types: Sequence[Word]) -> bool:
    """Tell "Lap. Meret", "Absensi 2023 (Mar": what stands right behind the name of a document is no chance word."""
    named = next(before(types, hit.start), None)
    if named is None or named.end > hit.start:
        return False
    gap = low[named.end : hit.start].strip(" .:_-")
    return not gap or (low[hit.start : hit.end] in _ABBREVIATED and not gap.strip("(0123456789 "))


def _numbered_months(low: str, label_end: int) -> Iterator[_Unit]:
    """ "Bulan I s.d. III", "bulan 3 tahun 2021": months by number; Arabic ones only with a year, else it is a count."""
    words = _words()
    units: list[_Unit] = []
    match = words["first_month"].match(low, label_end)
    while match:
        nth = match["nth"]
        number = ROMAN_MONTHS.get(nth.upper()) or int(nth)
        units.append(_Unit(match.start("nth"), match.end(), "month", number, None, True))
        match = words["more_months"].match(low, match.end())
    if units and (not low[units[0].start].isdigit() or words["year_after"].match(low, units[-1].end)):
        yield from units


def _labelled(low: str, match: re.Match[str]) -> Iterator[_Unit]:
    """A label with what it labels: "Triwulan III dan IV", "Semester 1", "Tahun 2021"."""
    if match["unknown"]:
        yield _Unit(match.start(), match.end(), "unknown", 0, None, True)
    elif match["ylabel"]:
        yield from _labelled_year(low, match, int(match["year"]) if len(match["year"]) == 4 else 0)
    elif not _marks_line(low, match.start(), match):
        ordinals, more_after = time_words().ordinals, _words()["more"]
        kind = "quarter" if match["quarter"] else "semester"
        units = [_Unit(match.start(), match.end(), kind, ordinals[match["nth"]], None, True)]
        while more := more_after.match(low, units[-1].end):
            is_other = more["nth"].isdigit() and (more["aside"] or low.startswith(".", more.end()))
            if is_other or _marks_line(low, more.start(), more):
                break  # "Triwulan I, 2. Laporan": a list mark
            units.append(_Unit(more.start("unit"), more.end(), kind, ordinals[more["nth"]], None, True))
        if kind == "quarter" or all(unit.number <= 2 for unit in units):
            yield from units


def _marks_line(low: str, begin: int, match: re.Match[str]) -> bool:
    """Tell the mark of the next line of a list: "Rekap per Triwulan\n3. Laporan"."""
    return low.startswith((".", ")"), match.end()) and "\n" in low[begin : match.start("nth")]


def _labelled_year(low: str, match: re.Match[str], number: int) -> Iterator[_Unit]:
    if not _in_gazette(low, match.start()) and (number or match["ylabel"].startswith("tah")):
        yield _Unit(match.start(), match.end(), "year", number, number or None, True)


def _in_gazette(low: str, position: int) -> bool:
    """Tell "Lembaran Negara Republik Indonesia Tahun 2009 Nomor 112": it says where a law is printed."""
    return _GAZETTE.search(low, max(0, position - 90), position) is not None


def _month(low: str, hit: Word, labelled: bool) -> Iterator[_Unit]:
    times = time_words()
    if not labelled:
        before = low[max(0, hit.start - 24) : hit.start].split()
        if before and before[-1] in times.period["names"]:
            return
    word = low[hit.start : hit.end]
    word = word if word in times.months else word.removesuffix("nya")  # "bulan Maretnya"
    end = hit.end
    if low.startswith(".", end) and end - hit.start <= _SHORT:
        end += any(_words()[behind].match(low, end + 1) for behind in ("year_after", "joined", "listed"))
    yield _Unit(hit.start, end, "month", times.months[word], None, labelled or word in times.sure)


_ABBREVIATED = frozenset(name[:3].casefold() for name in MONTHS)
_SHORT = 4  # letters of a month's name that may have a full stop behind them: "Feb. 2021"


def _groups(units: Sequence[_Unit], low: str) -> Iterator[list[tuple[str, _Unit]]]:
    """Join units of one kind that a range or list word links, each with the link before it."""
    words = _words()
    group: list[tuple[str, _Unit]] = []
    skip_to = -1
    for unit in units:
        if unit.start < skip_to:
            continue
        if unit.kind not in ("year", "unknown"):
            unit = _with_year(unit, low)
        skip_to = unit.end
        link = ""
        if group and group[-1][1].kind == unit.kind != "unknown":
            gap = low[group[-1][1].end : unit.start]
            link = "range" if words["joined"].fullmatch(gap) else "list" if words["listed"].fullmatch(gap) else ""
            if link == group[-1][0] == "range":  # "Apr/Mei/Jun 2023"
                link, group[-1] = "list", ("list", group[-1][1])
        if group and not link:
            yield group
            group = []
        group.append((link, unit))
    if group:
        yield group


def _with_year(unit: _Unit, low: str) -> _Unit:
    if unit.kind == "month" and unit.year:
        return unit
    if match := _words()["year_after"].match(low, unit.end):
        return _Unit(unit.start, match.end(), unit.kind, unit.number, int(match["year"]), unit.certain)
    match = _words()["short_year"].match(low, unit.end) if unit.kind == "month" else None
    if match and not counted_regex().match(low, match.end()):  # "Mei-21 orang"
        return unit._replace(end=match.end(), year=2000 + int(match["year"] or match["spaced"]))
    return unit


def _periods(text: str, low: str, group: Sequence[tuple[str, _Unit]]) -> Iterator[Period]:
    units = [unit for _, unit in group]
    links = [link for link, _ in group]
    if units[0].kind == "year":
        yield from _years(text, low, units, links)
        return
    if not any(unit.certain or unit.year for unit in units):
        return
    if len(units) > 1:
        units = _inherit(units, links)
    index = 0
    while index < len(units):
        unit = units[index]
        if index + 1 < len(units) and links[index + 1] == "range":
            last = units[index + 1]
            yield Period(unit.start, last.end, text[unit.start : last.end], "range", _range(unit, last), "rentang")
            index += 2
            continue
        kind = "quarter" if unit.kind == "unknown" else unit.kind
        yield Period(unit.start, unit.end, text[unit.start : unit.end], kind, _when(unit), _RECORDS[unit.kind])
        index += 1


def _inherit(units: Sequence[_Unit], links: Sequence[str]) -> list[_Unit]:
    """Give each unit without a year the year of the next that has one: "Maret, April dan Mei 2021".

    "November s.d. Februari 2021" begins the year before; so does a list, where half a year lies between.
    """
    year: int | None = None
    result: list[_Unit] = []
    for unit, link in zip(reversed(units), ("", *reversed(links)), strict=False):
        if unit.year is not None:
            year = unit.year
        elif year is not None and unit.number > result[-1].number + (_HALVES[unit.kind] if link == "list" else 0):
            year -= 1
        result.append(unit if unit.year == year else unit._replace(year=year))
    return result[::-1]


def _when(unit: _Unit) -> Moment | None:
    return None if unit.kind == "unknown" else Moment.of(_UNITS[unit.kind], unit.number, unit.year or None)


# The records of [[form]] in patterns/waktu.toml, by what is written.
_RECORDS = {"month": "bulan", "quarter": "triwulan", "semester": "semester", "unknown": "tak-dikenal"}
_HALVES = {"month": 6, "quarter": 2, "semester": 1}
_UNITS = {"month": Unit.MONTH, "quarter": Unit.QUARTER, "semester": Unit.SEMESTER}


def _range(first: _Unit, last: _Unit) -> Range | None:
    """A range, in months: Triwulan I s.d. III 2021 is 2021-01/2021-09."""
    if first.kind == "unknown":
        return None
    length = _UNITS[first.kind]
    begin = Moment.of(Unit.MONTH, (first.number - 1) * length + 1, first.year or None)
    return Range(begin, Moment.of(Unit.MONTH, last.number * length, last.year or None))


def _years(text: str, low: str, units: Sequence[_Unit], links: Sequence[str]) -> Iterator[Period]:
    labelled = units[0].certain
    listed = labelled or _stands_for_its_year(low, units[0])  # "Laporan tahunan (2023, 2024, 2025)": all of them
    index = 0
    while index < len(units):
        unit = units[index]
        if index + 1 < len(units) and links[index + 1] == "range":
            last = units[index + 1]
            if 0 < last.number - unit.number <= 60:
                years = Range(Moment.of_year(unit.number), Moment.of_year(last.number))
                yield Period(unit.start, last.end, text[unit.start : last.end], "range", years, "rentang")
                index += 2
                continue
        if labelled or unit.certain or (listed and links[index] != "range") or _stands_for_its_year(low, unit):
            year = Moment.of_year(unit.number) if unit.number else None
            record = "tahun" if labelled or unit.certain else "tahun-lepas"
            yield Period(unit.start, unit.end, text[unit.start : unit.end], "year", year, record)
        index += 1


def _begins_line(low: str, begin: int, unit: _Unit) -> bool:
    """Tell a year that is all of its line, or stands before the title there: "2025 Pengumuman PBJ"."""
    stop = low.find("\n", unit.end, unit.end + 40)
    rest = low[unit.end : stop if stop >= 0 else unit.end + 40]
    return not low[begin : unit.start].strip() and _BEFORE_TITLE.match(rest) is not None


def _stands_for_its_year(low: str, unit: _Unit) -> bool:
    """Tell whether a bare year says which year a document is of: "LAKIN 2020 (final)", "SK ZI-2021-New.pdf"."""
    if low[unit.start - 1 : unit.start] == "/":
        return False
    floor = max(0, unit.start - _NEAR)
    begin = entry_start(low, unit.start, floor)
    if _FILE_NAME.match(low, begin):
        return True
    if counted_regex().match(low, unit.end):
        return False
    if _begins_line(low, begin, unit):
        return True
    if _TOPIC.search(low, begin, unit.start) or _in_gazette(low, unit.start):
        return False
    if len(_QUOTE.findall(low, begin, unit.start)) % 2:
        return False  # the name of an event: "Jambore 2023"
    word = _WORD_BEFORE.search(low, max(begin, unit.start - 24), unit.start)
    return word is not None and word[1] not in time_words().amount
