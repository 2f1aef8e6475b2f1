"""Find dates, and ranges of days, in lower-case text from which numbers have been masked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from lke_docs.extract.mention import DATE, MONTH, WEEKDAY, Words, counted_regex
from lke_docs.extract.span import Taken
from lke_docs.extract.spelled import ROMAN_MONTH, ROMAN_MONTHS, day_words, year_words
from lke_docs.model import DocDate, Period
from lke_docs.moment import Moment, Range, Unit, month_length
from lke_docs.patterns import alternation, time_words

_GAP = r"(?!\s{0,4}[-–]\s*\n)[\s.,/_\-–'’]{0,6}"  # "3  -\nFebruari" are two cells of a table


@cache
def _to() -> str:
    """Words of a range."""
    return rf"\s{{0,4}}(?:{alternation(time_words().period['range'])})\s{{0,4}}"


@cache
def _named_regex() -> re.Pattern[str]:
    return re.compile(
        r"(?P<day>\d(?<![\d.,\x00]\d)(?<!\d/\d)\d?)(?:\s?\(\s?[a-z\s]{3,30}\))?"
        rf"(?P<more>(?:\s?(?:,|dan|&)\s?\d{{1,2}}){{0,6}})(?:{_to()}(?:tanggal\s)?(?P<last>\d{{1,2}}))?"
        rf"{_GAP}(?:bulan\s{{1,4}})?(?P<month>[a-z]{{3,12}})(?![a-z])"
        rf"(?:{_GAP}(?:tahun\s{{1,4}})?(?P<year>\d{{2,6}}(?!\d))|{_GAP}tahun\s{{1,4}}(?P<yearwords>dua\sribu[a-z\s]{{0,30}}))?"
    )


@cache
def _weekday_before() -> re.Pattern[str]:
    words = time_words()
    label = alternation(words.date_labels)
    weekday = alternation(words.weekdays)
    return re.compile(rf"(?<![a-z])(?P<name>{weekday})\s{{0,4}}[,/]?\s{{0,4}}(?:(?:{label})\s{{0,4}}:?\s{{0,4}})?$")


@cache
def _label_regex() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<![a-z])(?:{alternation(time_words().date_labels)})\s{{0,12}}:?|[a-z]{{3,20}},)\s{{0,12}}$"
    )


@cache
def _spelled_regex() -> re.Pattern[str]:
    months = alternation(time_words().months)
    return re.compile(
        rf"(?<![a-z])(?P<daywords>{alternation(day_words())})\s{{1,4}}"
        rf"(?:bulan\s{{1,4}})?(?P<month>{months})(?![a-z])\s{{0,4}},?\s{{0,4}}"
        rf"(?:tahun\s{{1,4}})?(?:(?P<yearwords>{alternation(year_words())})|(?P<year>(?:19|20)\d{{2}}))(?![a-z0-9])"
    )


_YEAR_AFTER = re.compile(r"[\s.,/_\-–]{0,6}(?:tahun\s{1,4})?(?P<year>(?:19|20)\d{2})(?!\d)")
_NUMERIC = re.compile(
    r"(?P<day>\d(?<![\w/,-]\d)(?<!\d\.\d)\d?)\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)"
)
_ISO = re.compile(
    r"(?P<year>[12](?<![\w/.,-][12])[09]\d{2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\w/-])"
)


_SHORT_YEAR = re.compile(r"(?:1[5-9]|2\d|3[0-5])\s{0,2}(?:$|[;,)\n]|\.(?!\d))")  # "17 Okt 22", nothing behind it
_ROMAN = re.compile(rf"(?P<day>\d{{1,2}})[-/](?P<month>{ROMAN_MONTH})[-/](?P<year>20\d\d)(?!\d)")
_ROMAN_HINT = re.compile(r"[-/][ivx]{1,4}[-/]20")


class Dated(NamedTuple):
    """Dates, and ranges of days (which are periods)."""

    dates: tuple[DocDate, ...]
    ranges: tuple[Period, ...]


_NONE = Dated((), ())
_FIGURES = re.compile(r"\d\s?[/.-]\s?\d")


def find_dates(text: str, low: str, words: Words) -> Dated:
    """Find dates and ranges of days. `low` is `text` in lower case, masked, of the same length."""
    has_month = bool(words.times) and words.names(MONTH)
    has_figures = _FIGURES.search(low) is not None
    has_roman = _ROMAN_HINT.search(low) is not None and words.names(DATE)
    if not has_month and not has_figures and not has_roman:
        return _NONE
    dates: list[DocDate] = []
    ranges: list[Period] = []
    candidates: list[DocDate | Period] = []
    if has_month:
        candidates += _spelled(text, low) if " belas" in low or " puluh" in low or " ribu" in low else ()
        candidates += _named(text, low)
        candidates += _labelled(text, low, words)
    if has_roman:
        candidates += _roman(text, low)
    if has_figures:
        candidates += _numeric(text, low)
    taken = Taken()
    for found in candidates:
        if taken.take(found.start, found.end):
            if isinstance(found, Period):
                ranges.append(found)
            else:
                dates.append(found)
    kept = _join(text, low, dates, ranges) if len(dates) > 1 else dates
    if words.names(WEEKDAY):
        kept = [_with_weekday(found, low) for found in kept]
    return Dated(tuple(sorted(kept)), tuple(sorted(ranges)))


def _named(text: str, low: str) -> Iterator[DocDate | Period]:
    months = time_words().months
    position = 0
    named = _named_regex()
    while match := named.search(low, position):
        if match["month"] not in months:
            position = match.end("day")  # "12 peserta 16 Maret": begin again behind the first number
            continue
        if not match["year"] and _counts(low, match.start(), months):
            position = match.end("day")
            continue
        position = match.end()
        month, day = months[match["month"]], int(match["day"])
        year, valid, end = _year(match, low)
        if match["last"]:
            if day_range := _day_range(text, match, end, day, month, year, valid):
                yield day_range
        elif match["more"]:
            yield from _listed(text, low, match, end, month, year, valid)
        else:
            yield _date(text, match.start(), end, day, month, year, valid)


_WORD_BEFORE = re.compile(r"(?<![a-z])([a-z]{3,12})\s{1,3}$")


def _counts(low: str, start: int, months: Mapping[str, int]) -> bool:
    """Tell "Jan 2 Feb 0 Mar 1": a table pasted flat, in which each number belongs to the month before it."""
    word = _WORD_BEFORE.search(low, max(0, start - 16), start)
    return word is not None and word[1] in months


def _listed(
    text: str, low: str, match: re.Match[str], end: int, month: int, year: int | None, valid: bool
) -> Iterator[DocDate]:
    """ "16, 17 dan 18 Maret 2021": each day is a date; the last carries month and year."""
    days = [(match.start("day"), match["day"])]
    days += [(match.start("more") + m.start(), m.group()) for m in re.finditer(r"\d{1,2}", match["more"])]
    if len(days) > 1 and not _label_before(low, match.start()) and "," in match["more"] and year is None:
        days = days[-1:]
    for index, (start, digits) in enumerate(days):
        is_last = index == len(days) - 1
        stop = end if is_last else start + len(digits)
        yield _date(text, start, stop, int(digits), month, year, valid)


def _year(match: re.Match[str], low: str) -> tuple[int | None, bool, int]:
    """Return year, whether it is possible, and where the date ends."""
    if match.groupdict().get("yearwords"):
        for words, number in sorted(year_words().items(), key=lambda item: -len(item[0])):
            spoken = re.match(words.replace(" ", r"\s{1,4}") + r"(?![a-z])", low[match.start("yearwords") :])
            if spoken:
                return number, True, match.start("yearwords") + spoken.end()
        return None, True, match.end("month")
    digits = match["year"]
    if digits is None:
        return None, True, match.end("month")
    between = low[match.end("month") : match.start("year")]
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return int(digits), True, match.end("year")
    if len(digits) == 2:
        if between.strip() in ("-", "/", ".", "_", "'", "’") or _SHORT_YEAR.match(low, match.start("year")):
            return 2000 + int(digits), True, match.end("year")
        return None, True, match.end("month")
    end = match.end("year")
    is_count = "a" <= low[end : end + 1] <= "z" or low.startswith("%", end) or counted_regex().match(low, end)
    if not between.strip(" \t\n_-/") and len(digits) in (3, 4, 5) and not is_count:
        return int(digits), False, end
    return None, True, match.end("month")


def _date(text: str, start: int, end: int, day: int, month: int, year: int | None, year_valid: bool) -> DocDate:
    possible = 1 <= day <= 28 or 1 <= day <= month_length(year if year_valid else None, month)
    suggestion = None
    if not year_valid and year is not None and (guess := _guess_year(str(year))):
        suggestion = date(guess, month, min(day, month_length(guess, month))) if possible else None
    elif year_valid and not possible and day == 31 and month in (2, 4, 6, 9, 11):
        suggestion = date(year, month, month_length(year, month)) if year else None
    return DocDate(
        start,
        end,
        text[start:end],
        year,
        month,
        day,
        possible and year_valid,
        suggestion,
    )


def _with_weekday(found: DocDate, low: str) -> DocDate:
    match = _weekday_before().search(low, max(0, found.start - 30), found.start)
    return found._replace(weekday=time_words().weekdays[match["name"]]) if match else found


def _guess_year(digits: str) -> int | None:
    """Suggest a year for 219, 20202, 2201: the one of this century that is one keystroke away, if only one is."""
    near = {str(year) for year in range(2000, 2040) if _one_apart(digits, str(year))}
    same_order = {year for year in near if len(digits) != 4}
    candidates = same_order or near
    if len(candidates) > 1 and len(digits) == 3 and digits[0] == "2":
        candidates = {f"20{digits[1:]}"}
    return int(candidates.pop()) if len(candidates) == 1 else None


def _one_apart(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return len(b) == len(a) + 1 and any(b[:i] + b[i + 1 :] == a for i in range(len(b)))


def _day_range(
    text: str, match: re.Match[str], end: int, day: int, month: int, year: int | None, valid: bool
) -> Period | None:
    """ "22 - 24 Nopember 2018"."""
    last = int(match["last"])
    if not valid or match["more"] or not (1 <= day < last <= month_length(year, month)):
        return None
    days = Range(Moment(year, month, day, Unit.DAY), Moment(year, month, last, Unit.DAY))
    return Period(match.start(), end, text[match.start() : end], "range", days)


def _labelled(text: str, low: str, words: Words) -> Iterator[DocDate]:
    """ "tanggal Februari 2021": a date without its day."""
    for label, month in pairwise(words.times):
        gap = low[label.end : month.start]
        if label.slug is not DATE or month.slug is not MONTH or len(gap) > 16 or gap.strip(" :.\n\t\xa0"):
            continue
        number = time_words().months[low[month.start : month.end]]
        match = _YEAR_AFTER.match(low, month.end)
        end = match.end() if match else month.end
        year = int(match["year"]) if match else None
        yield DocDate(month.start, end, text[month.start : end], year, number, None)


def _spelled(text: str, low: str) -> Iterator[DocDate]:
    """ "dua puluh bulan Juni tahun dua ribu sembilan belas"."""
    for match in _spelled_regex().finditer(low):
        day = day_words()[" ".join(match["daywords"].split())]
        spoken = match["yearwords"]
        year = year_words()[" ".join(spoken.split())] if spoken else int(match["year"])
        yield _date(text, match.start(), match.end(), day, time_words().months[match["month"]], year, True)


def _numeric(text: str, low: str) -> Iterator[DocDate]:
    for match in (*_ISO.finditer(low), *_NUMERIC.finditer(low)):
        day, month, digits = int(match["day"]), int(match["month"]), match["year"]
        labelled = _label_before(low, match.start())
        short = len(digits) == 2
        year = 2000 + int(digits) if short else int(digits)
        possible = 1 <= month <= 12 and 1 <= day <= 31
        if not (1900 <= year <= 2099) or (not labelled and (not possible or (short and match["sep"] == "."))):
            continue
        if short and not labelled and year < 2010:
            continue
        if possible:
            yield _date(text, match.start(), match.end(), day, month, year, True)
        else:
            yield DocDate(match.start(), match.end(), text[match.start() : match.end()], year, None, None, False)


def _roman(text: str, low: str) -> Iterator[DocDate]:
    """ "tgl 12-III-2022": only behind a label, for a number may look the same."""
    for match in _ROMAN.finditer(low):
        if _label_before(low, match.start()):
            month = ROMAN_MONTHS[match["month"].upper()]
            yield _date(text, match.start(), match.end(), int(match["day"]), month, int(match["year"]), True)


def _label_before(low: str, start: int) -> bool:
    before = low[max(0, start - 40) : start]
    return bool(_label_regex().search(before)) or bool(_weekday_before().search(before))


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"{_to()}(?:dengan\s|tanggal\s){{0,2}}\s{{0,4}}")


def _join(text: str, low: str, dates: list[DocDate], ranges: list[Period]) -> list[DocDate]:
    """Make a range of two dates that "s.d." or a dash joins; the first may lack its year."""
    kept: list[DocDate] = []
    ordered = sorted(dates)
    index = 0
    while index < len(ordered):
        first = ordered[index]
        second = ordered[index + 1] if index + 1 < len(ordered) else None
        if second and _between().fullmatch(low[first.end : second.start]) and (days := _days(first, second)):
            ranges.append(Period(first.start, second.end, text[first.start : second.end], "range", days))
            index += 2
            continue
        kept.append(first)
        index += 1
    return kept


def _days(first: DocDate, second: DocDate) -> Range | None:
    """The days from one date to another; the first may lack its year: "28 Desember s.d. 3 Januari 2022"."""
    if not (first.valid and second.valid and first.day and second.day):
        return None
    year = first.year or second.year
    if first.year is None and second.year and (first.month, first.day) > (second.month, second.day):
        year = second.year - 1
    start, end = first._replace(year=year).when, second.when
    if start is None or end is None or (second.year is None) != (year is None):
        return None
    if first.day > month_length(year, start.month):
        return None  # "29 Februari s.d. 3 Maret 2021"
    return Range(start, end) if start <= end else None
