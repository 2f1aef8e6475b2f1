"""Find periods: months, quarters, semesters, years, ranges and lists of them.

`low` is the text in lower case with numbers and dates masked out, so nothing is found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lke_docs.model import Period
from lke_docs.patterns import alternation, time_words

_TO = r"\s{0,4}(?:-|–|—|s\.?\s?d\.?|s/d|/|sampai(?:\s{1,4}(?:dengan|pada|ke))?|hingga)\s{0,4}"
_AND = r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|serta)\s{0,4}"
_YEAR = r"(?:19|20)\d{2}(?!\d|\.\d)"


class _Unit(NamedTuple):
    """One month, quarter, semester or year as written."""

    start: int
    end: int
    kind: str
    number: int  # of the month, quarter or semester; the year itself for a year; 0 where broken
    year: int | None
    certain: bool  # stands for the period wherever it occurs


class _Words(NamedTuple):
    unit: re.Pattern[str]
    more: re.Pattern[str]
    year_after: re.Pattern[str]
    joined: re.Pattern[str]
    listed: re.Pattern[str]
    month_label: re.Pattern[str]
    named: re.Pattern[str]


@cache
def _words() -> _Words:
    words = time_words()
    period = words.period
    quarter, semester = alternation(period["quarter"]), alternation(period["semester"])
    year, month = alternation(period["year"]), alternation(period["month"])
    ordinal = alternation(words.ordinals)
    labels = alternation([*period["quarter"], *period["semester"], *period["month"], *period["year"]])
    unit = "|".join(
        [
            rf"(?:(?<![a-z])(?:periode\s{{1,4}})?(?P<unknown>{alternation(period['unknown'])})(?:\s{{1,4}}{ordinal}(?![a-z0-9]))?)",
            rf"(?:(?<![a-z])(?P<quarter>{quarter})\.?\s{{0,3}}[-:_]?\s{{0,3}}(?P<nth>{ordinal})(?![a-z0-9]))",
            rf"(?:(?<![a-z])(?P<semester>{semester})\.?\s{{0,3}}[-:_]?\s{{0,3}}(?P<half>{ordinal})(?![a-z0-9]))",
            r"(?:(?<![a-z0-9])b(?P<slot>0[1-9]|1[0-2])(?![a-z0-9.]))",
            rf"(?:(?<![a-z])(?P<ylabel>{year})\.?\s{{0,4}}:?\s{{0,4}}(?P<lyear>{_YEAR}|\d{{3}}(?![\d.,%]|[a-z])))",
            rf"(?:(?<![\d.,/\x00])(?P<year>{_YEAR}))",
            rf"(?:(?<![a-z])(?P<month>{alternation(words.months)})(?![a-z]))",
        ]
    )
    return _Words(
        unit=re.compile(unit),
        more=re.compile(rf"(?P<gap>{_TO}|{_AND})(?:{quarter}\s{{0,3}}|{semester}\s{{0,3}})?(?P<nth>{ordinal})(?![a-z0-9])"),
        year_after=re.compile(rf"[\s,_(\-]{{0,4}}(?:(?:{year})\.?\s{{0,4}})?(?P<year>{_YEAR})"),
        joined=re.compile(rf"{_TO}(?:(?:{labels})\.?\s{{0,4}})?"),
        listed=re.compile(rf"{_AND}(?:(?:{labels})\.?\s{{0,4}})?"),
        month_label=re.compile(rf"(?<![a-z])(?:{month})\s{{0,4}}:?\s{{0,4}}$"),
        named=re.compile(rf"(?<![a-z])(?:{alternation(period['names'])})\s{{1,4}}$"),
    )


_GAZETTE = re.compile(r"(?:lembaran|berita)\s+(?:negara|daerah)[a-z\s]{0,60}$")
_NUMBER_AFTER = re.compile(r"\s{0,4},?\s{0,4}(?:nomor|no)(?![a-z])")
_FILE_NAME = re.compile(r"[^\n;]{1,200}?\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar|pptx?|mp4)(?![a-z0-9])")
_TOPIC = re.compile(r"(?<![a-z])(?:tentang|perihal|hal|mengenai|ttg)(?![a-z])")


def find_periods(text: str, low: str, mentions: Sequence[int]) -> tuple[Period, ...]:
    """Return the periods of `text`, in order. `mentions`: where document types are named."""
    units = list(_units(low))
    if not units:
        return ()
    found: list[Period] = []
    for group in _groups(units, low):
        found += _periods(text, low, group, mentions)
    return tuple(found)


def _units(low: str) -> Iterator[_Unit]:
    words, times = _words(), time_words()
    position = 0
    while match := words.unit.search(low, position):
        position = match.end()
        if match["unknown"]:
            yield _Unit(match.start(), match.end(), "unknown", 0, None, True)
        elif match["quarter"] or match["semester"]:
            kind = "quarter" if match["quarter"] else "semester"
            number = times.ordinals[match["nth"] or match["half"]]
            units = [_Unit(match.start(), match.end(), kind, number, None, True)]
            while more := words.more.match(low, units[-1].end):
                if re.match(r"\d{2}", more["nth"]) is None and more["nth"].isdigit() and low[more.end() : more.end() + 1] == ".":
                    break
                nth = more.start("nth")
                units.append(_Unit(nth, more.end(), kind, times.ordinals[more["nth"]], None, True))
            if kind == "quarter" or all(unit.number <= 2 for unit in units):
                position = units[-1].end
                yield from units
        elif match["slot"]:
            yield _Unit(match.start(), match.end(), "month", int(match["slot"]), None, True)
        elif match["lyear"]:
            number = int(match["lyear"]) if len(match["lyear"]) == 4 else 0
            yield from _labelled_year(low, match, number)
        elif match["year"]:
            yield _Unit(match.start(), match.end(), "year", int(match["year"]), int(match["year"]), False)
        else:
            yield from _month(low, match)


def _labelled_year(low: str, match: re.Match[str], number: int) -> Iterator[_Unit]:
    in_gazette = _NUMBER_AFTER.match(low, match.end()) and _GAZETTE.search(low, max(0, match.start() - 90), match.start())
    if not in_gazette and (number or match["ylabel"].startswith("tah")):
        yield _Unit(match.start(), match.end(), "year", number, number or None, True)


def _month(low: str, match: re.Match[str]) -> Iterator[_Unit]:
    words, times = _words(), time_words()
    labelled = bool(words.month_label.search(low, max(0, match.start() - 24), match.start()))
    if words.named.search(low, max(0, match.start() - 24), match.start()) and not labelled:
        return
    certain = labelled or match["month"] in times.sure
    yield _Unit(match.start(), match.end(), "month", times.months[match["month"]], None, certain)


def _groups(units: Sequence[_Unit], low: str) -> Iterator[list[tuple[str, _Unit]]]:
    """Join units of one kind that a range or list word links, each with the link before it."""
    words = _words()
    group: list[tuple[str, _Unit]] = []
    skip_to = -1
    for unit in units:
        if unit.start < skip_to:
            continue
        unit = _with_year(unit, low) if unit.kind not in ("year", "unknown") else unit
        skip_to = unit.end
        link = ""
        if group and group[-1][1].kind == unit.kind != "unknown":
            gap = low[group[-1][1].end : unit.start]
            link = "range" if words.joined.fullmatch(gap) else "list" if words.listed.fullmatch(gap) else ""
        if group and not link:
            yield group
            group = []
        group.append((link, unit))
    if group:
        yield group


def _with_year(unit: _Unit, low: str) -> _Unit:
    if match := _words().year_after.match(low, unit.end):
        return unit._replace(end=match.end(), year=int(match["year"]))
    return unit


def _periods(
    text: str, low: str, group: Sequence[tuple[str, _Unit]], mentions: Sequence[int]
) -> Iterator[Period]:
    units = [unit for _, unit in group]
    links = [link for link, _ in group]
    if units[0].kind == "year":
        yield from _years(text, low, units, links, mentions)
        return
    if not any(unit.certain or unit.year for unit in units):
        return
    units = _inherit(units)
    index = 0
    while index < len(units):
        unit = units[index]
        if index + 1 < len(units) and links[index + 1] == "range":
            last = units[index + 1]
            yield Period(unit.start, last.end, text[unit.start : last.end], "range", _range(unit, last))
            index += 2
            continue
        kind = "quarter" if unit.kind == "unknown" else unit.kind
        yield Period(unit.start, unit.end, text[unit.start : unit.end], kind, _value(unit))
        index += 1


def _inherit(units: Sequence[_Unit]) -> list[_Unit]:
    """Give each unit without a year the year of the next that has one: "Maret, April dan Mei 2021"."""
    year: int | None = None
    result = []
    for unit in reversed(units):
        if unit.year is not None:
            year = unit.year
        elif year is not None and result and unit.number > result[-1].number and result[-1].kind == unit.kind:
            year -= 1  # "November s.d. Februari 2021" begins the year before
        result.append(unit._replace(year=unit.year if unit.year is not None else year))
    return result[::-1]


def _value(unit: _Unit) -> str | None:
    if unit.kind == "unknown":
        return None
    head = f"{unit.year:04d}" if unit.year else "-"
    return {"month": f"{head}-{unit.number:02d}", "quarter": f"{head}-Q{unit.number}", "semester": f"{head}-S{unit.number}"}[
        unit.kind
    ]


_MONTHS = {"month": 1, "quarter": 3, "semester": 6}


def _range(first: _Unit, last: _Unit) -> str | None:
    """Value of a range, in months: Triwulan I s.d. III 2021 is 2021-01/2021-09."""
    if first.kind == "unknown":
        return None
    step = _MONTHS[first.kind]
    heads = [f"{unit.year:04d}" if unit.year else "-" for unit in (first, last)]
    return f"{heads[0]}-{(first.number - 1) * step + 1:02d}/{heads[1]}-{last.number * step:02d}"


def _years(
    text: str, low: str, units: Sequence[_Unit], links: Sequence[str], mentions: Sequence[int]
) -> Iterator[Period]:
    labelled = units[0].certain
    index = 0
    while index < len(units):
        unit = units[index]
        if index + 1 < len(units) and links[index + 1] == "range":
            last = units[index + 1]
            if 0 < last.number - unit.number <= 60:
                yield Period(unit.start, last.end, text[unit.start : last.end], "range", f"{unit.number}/{last.number}")
                index += 2
                continue
        if labelled or unit.certain or _stands_for_its_year(low, unit, mentions):
            yield Period(unit.start, unit.end, text[unit.start : unit.end], "year", str(unit.number) if unit.number else None)
        index += 1


def _stands_for_its_year(low: str, unit: _Unit, mentions: Sequence[int]) -> bool:
    """Tell whether a bare year says which year a document is of: "LAKIN 2020", "SK ZI-2021-New.pdf"."""
    begin = max(low.rfind(";", 0, unit.start), low.rfind("\n", 0, unit.start)) + 1
    if _FILE_NAME.match(low, begin):
        return True
    if not any(begin <= start < unit.start for start in mentions) or _TOPIC.search(low, begin, unit.start):
        return False
    before = low[max(begin, unit.start - 3) : unit.start].rstrip(" _-(")
    after = low[unit.end : unit.end + 2].lstrip()
    return bool(before) and before[-1].isalpha() and (not after or after[0] in ";,.)\n(")
