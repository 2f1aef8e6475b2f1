"""Find dates, and ranges of days, in lower-case text from which numbers have been masked out.

The grammars are records in patterns/waktu.toml; each names day, month and year by the same groups, read here once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter

from lke_docs.extract.mention import DATE, MONTH, WEEKDAY, Words, counted_regex
from lke_docs.extract.prefilter import may_hold
from lke_docs.extract.span import Taken, are_bulleted, before
from lke_docs.extract.spelled import ROMAN_MONTHS, day_words, year_words
from lke_docs.model import DocDate, Period
from lke_docs.moment import Moment, Range, Unit, When, month_length
from lke_docs.patterns import alternation, date_grammars, time_words
from lke_docs.text import is_one_edit
from lke_docs.tuples import NamedTuple


class Dated(NamedTuple):
    """Dates, and ranges of days (which are periods)."""

    dates: tuple[DocDate, ...]
    ranges: tuple[Period, ...]


_NONE = Dated((), ())


def find_dates(text: str, low: str, words: Words) -> Dated:
    """Find dates and ranges of days. `low` is `text` in lower case, masked, of the same length."""
    has_month = MONTH in words.kinds
    times: list[DocDate | Period] = []
    taken = Taken()
    held = {"month": has_month, "label and month": has_month and DATE in words.kinds}
    for grammar in date_grammars():
        hint = grammar.hint
        if hint not in held:
            held[hint] = may_hold(hint, low)
        if not held[hint]:
            continue
        regex = grammar.regex
        for match in _at_labels(regex, low, words) if hint == "label and month" else regex.finditer(low):
            if not grammar.labelled or _label_before(low, match.start()):
                until = times[-1].end if times else -1
                times += [
                    time
                    for time in _read(text, low, words, match, until, grammar.id)
                    if taken.take(time.start, time.end)
                ]
    if not times:
        return _NONE
    if len(times) > 1:
        times.sort(key=attrgetter("start"))
        times = _joined(text, low, _with_years(times, low))
    dates = tuple([time for time in times if isinstance(time, DocDate)])
    if WEEKDAY in words.kinds:
        dates = tuple([_with_weekday(date, low) for date in dates])
    return Dated(dates, () if len(dates) == len(times) else tuple([time for time in times if isinstance(time, Period)]))


def _at_labels(regex: re.Pattern[str], low: str, words: Words) -> Iterator[re.Match[str]]:
    """What begins with a label of a date, which the one pass over the words has found; mostly a day stands behind."""
    labels = [hit for hit in words.times if hit.slug is DATE and not low[hit.end + 1 : hit.end + 2].isdigit()]
    return (match for hit in labels if (match := regex.match(low, hit.start)))


# --- one match --------------------------------------------------------------------------------------------


def _read(
    text: str, low: str, words: Words, match: re.Match[str], until: int, record: str
) -> Iterable[DocDate | Period]:
    """What one match says: a date, a list of days, or a range. `until`: where the date before it ends."""
    named = match.re.groupindex  # what the record names tells what it is
    if "sep" in named:
        ends = "lastyear" in named and match["lastyear"]
        times = _numeric_range(text, match, record) if ends else _numeric(text, low, match, record)
        return [*times, *_sharing(text, low, words, match, record)] if times else ()
    month = _month(match["month"])
    year, valid, end = _year(match, low)
    if "day" not in named:
        start = match.start("month")
        return (DocDate(start, end, text[start:end], year, month, None, pattern=record),)
    if not month or _counts(low, match, until):
        return ()
    if "more" in named and match["more"]:
        return _listed(text, low, words, match, (end, month, year, valid), record)
    return (_date(text, (match.start(), end), _day(match["day"]), month, year, record, year_valid=valid),)


def _day(word: str) -> int:
    return int(word) if word.isdigit() else day_words()[" ".join(word.split())]


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return time_words().months.get(word) or ROMAN_MONTHS.get(word.upper(), 0)


_CLOCK = re.compile(r"[.:][0-5]\d(?![\d.])")
_NOT_YEAR = re.compile(r"[a-z%]")
_SHORT_YEAR = re.compile(r"(?:1[5-9]|2\d|3[0-5])\s{0,2}(?:$|[;,)\n]|\.(?!\d))")  # "17 Okt 22", nothing behind it


def _year(match: re.Match[str], low: str) -> tuple[int | None, bool, int]:
    """Return the year, whether it is possible, and where the date ends."""
    digits, end = match["year"], match.end("year")
    again = match["again"] if "again" in match.re.groupindex else None
    if again and _month(again) != _month(match["month"]):
        return None, True, match.end("month")
    if digits is None:
        return None, True, match.end()
    if "o" in digits:  # "2O21", as a scanner reads it
        return int(digits.replace("o", "0")), False, end
    if len(digits) == 4 and digits.startswith(("19", "20")):
        return int(digits), True, end
    if not digits.isdigit():
        return year_words()[" ".join(digits.split())], True, end
    named_until = match.end("month")
    between = low[named_until : match.start("year")].strip()
    if counted_regex().match(low, end) or _CLOCK.match(low, end):  # "5 Mei-21 orang", "8 Juni-09.00 WIB"
        return None, True, named_until
    if len(digits) == 2:
        if between in ("-", "/", ".", "_", "'", "’") or _SHORT_YEAR.match(low, match.start("year")):
            return 2000 + int(digits), True, end
        return None, True, named_until
    if not between.strip("_-/") and len(digits) in (3, 4, 5) and not _NOT_YEAR.match(low, end):
        return int(digits), False, end
    return None, True, named_until


_LINKED = re.compile(r"[-–,]")
_WORD_BEFORE = re.compile(r"(?<![a-z])([a-z]{3,12})(?:\s{1,3}|\s?['’]\s?|[./-])$")


def _counts(low: str, match: re.Match[str], until: int) -> bool:
    """Tell "Jan 2 Feb 0", a table pasted flat, "Juli 21 - Sept 21" and "Jan'24, Feb'24": the number belongs to the
    month before, unless that has its day: "24 Juli-6 Agustus"."""
    if match["year"] and not _LINKED.search(low, match.start(), match.start("month")):
        return False
    word = _WORD_BEFORE.search(low, max(0, match.start() - 16), match.start())
    return word is not None and word.end(1) != until and word[1] in time_words().months


_FIGURES = re.compile(r"\d{1,2}")
_AT_LAST = re.compile(r"(?:dan|&|serta)[^,]{0,24}$")


def _listed(
    text: str, low: str, words: Words, match: re.Match[str], rest: tuple[int, int, int | None, bool], record: str
) -> Iterator[DocDate | Period]:
    """ "16, 17 dan 18 Maret 2021", "1 s.d. 3 dan 7 Maret 2021": days, or ranges; the last carries month and year."""
    end, month, year, valid = rest
    begin, stop = match.span("more")
    members = [[match.span("day")]]
    row = f"{match['day']}{match['more']}".split("/") if match["more"][0] == "/" else []
    if len(row) > 2 and row != sorted(row, key=int):
        return  # "12/03/23 Maret", but "10/11/12 Juli"
    for figures in _FIGURES.finditer(low, begin, stop):
        link = low[begin : figures.start()]
        if (link == "/" and len(row) == 2) or _between().match(link):
            members[-1].append(figures.span())
        else:
            members.append([figures.span()])
        begin = figures.end()
    commas = (days := match["more"]).count(",")
    is_row = commas == 0 or (commas > 1 and year is not None) or _AT_LAST.search(days)
    if not is_row and not _is_due(low, words, match.start()):
        members = members[-1:]
    for member in members:
        begins, ends = member[-2:][0], member[-1]
        start, stop = begins[0], end if member is members[-1] else ends[1]
        first, last = (int(low[slice(*figures)]) for figures in (begins, ends))
        if begins is ends:
            yield _date(text, (start, stop), first, month, year, record, year_valid=valid)
        elif valid and 1 <= first < last <= month_length(year, month):
            days = Range(Moment(year, month, first, Unit.DAY), Moment(year, month, last, Unit.DAY))
            yield Period(start, stop, text[start:stop], "range", days, record)


def _date(
    text: str, span: tuple[int, int], day: int, month: int, year: int | None, record: str, *, year_valid: bool = True
) -> DocDate:
    possible = day >= 1 and (day <= 28 or day <= month_length(year if year_valid else None, month))
    suggestion = None
    if not year_valid and year is not None and (guess := _guess_year(str(year))):
        suggestion = date(guess, month, min(day, month_length(guess, month))) if possible else None
    elif year_valid and not possible and day == 31 and month in (2, 4, 6, 9, 11):
        suggestion = date(year, month, month_length(year, month)) if year else None
    start, end = span
    return DocDate(start, end, text[start:end], year, month, day, possible and year_valid, suggestion, pattern=record)


def _guess_year(digits: str) -> int | None:
    """Suggest a year for 219, 20202, 2201: the one of this century that is one keystroke away, if only one is."""
    if len(digits) == 4 and digits.startswith(("19", "20")):
        return int(digits)
    near = {str(year) for year in range(2000, 2040) if is_one_edit(digits, str(year))}
    same_order = {year for year in near if len(digits) != 4}
    candidates = same_order or near
    if len(candidates) > 1 and len(digits) == 3 and digits[0] == "2":
        candidates = {f"20{digits[1:]}"}
    return int(candidates.pop()) if len(candidates) == 1 else None


# --- figures ----------------------------------------------------------------------------------------------


def _whole_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _numeric(text: str, low: str, match: re.Match[str], record: str) -> tuple[DocDate, ...]:
    day, month, digits = int(match["day"]), int(match["month"]), match["year"]
    labelled = _label_before(low, match.start())
    year, short = _whole_year(digits), len(digits) == 2
    possible = 1 <= month <= 12 and 1 <= day <= 31
    if not (1900 <= year <= 2099) or (not labelled and (not possible or (short and match["sep"] == "."))):
        return ()
    if short and not labelled and year < 2010:
        return ()
    if possible:
        return (_date(text, match.span(), day, month, year, record),)
    start, end = match.span()
    return (DocDate(start, end, text[start:end], year, None, None, False, pattern=record),)


def _numeric_range(text: str, match: re.Match[str], record: str) -> tuple[DocDate | Period, ...]:
    """ "13 s.d 14/03/2024", "01/01/2023-30/06/2023", "2023-01-01/2023-06-30"."""
    start, end = match.span()
    if are_bulleted(text, match.end("day"), match.start("last")):
        return ()
    year, month = _whole_year(match["lastyear"]), int(match["lastmonth"])
    first_month = int(match["month"] or month)
    first_year = _whole_year(match["year"]) if match["year"] else year
    if not 1 <= month <= 12 or not 1 <= first_month <= 12 or not 1900 <= year <= 2099:
        return ()
    last = _date(text, (match.start("last"), end), int(match["last"]), month, year, record)
    first = _date(text, (start, match.end("day")), int(match["day"]), first_month, first_year, record)
    if days := _days(first, last):
        return (Period(start, end, text[start:end], "range", days, record),)
    return (first, last) if match.start("year") == start else ()


_LIST = 120  # characters before a date in which the days that share its year stand


@cache
def _shared(sep: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Days joined to what follows, and one of them."""
    links = alternation([*time_words().period["and"], *time_words().period["range"]])
    day = rf"\d{{1,2}}(?:{re.escape(sep)}\d{{1,2}})?"
    joined = rf"(?<![\w/,-])(?<!\d\.)(?:{day}\s{{0,4}}(?:{links})\s{{0,4}}{_named()}){{1,30}}$"
    return re.compile(joined), re.compile(day)


def _sharing(text: str, low: str, words: Words, match: re.Match[str], record: str) -> Iterator[DocDate]:
    """ "09 dan 10/12/2019", "5/3, 9/4 dan 7/5/2024": days before whose month the next names, whose year the last."""
    start = match.start()
    if start != match.start("day") or not any(map(low[max(0, start - 24) : start].__contains__, _AND)):
        return
    sep = match["sep"] or match["lastsep"]
    joined, one_day = _shared(sep)
    lead = joined.search(low, max(0, start - _LIST), start)
    if lead is None or not _is_due(low, words, lead.start(), sure="," not in lead[0]):
        return
    month = match["month"] or match["lastmonth"]
    for figures in reversed([*one_day.finditer(low, *lead.span())]):
        day, _, named = figures.group().partition(sep)
        month = named or month
        if not 1 <= int(month) <= 12 or not 1 <= int(day) <= month_length(None, int(month)):
            return
        yield _date(text, figures.span(), int(day), int(month), None, record)


_AND = ("dan", ",", "&", "serta")
_ABOUT = re.compile(r"(?:nya)?[\s:(]{1,3}(?:[a-z]{2,20}[\s:(]{1,3}){0,6}")


def _is_due(low: str, words: Words, start: int, *, sure: bool = False) -> bool:
    """Tell whether days may stand here: behind a label, or a document and what it was about ("Notula rapat 5/3").

    Where "dan" alone joins them, they are `sure`; behind a ranked word they are none.
    """
    word = "".join(low[max(0, start - 24) : start].split()[-1:]).strip(":(")
    if word in time_words().ranked:
        return False
    named = next(before(words.types, start), None)
    is_of_paper = named is not None and _ABOUT.fullmatch(low, named.end, start) is not None
    return sure or is_of_paper or word in time_words().occasion or _label_before(low, start)


# --- what stands round a date -------------------------------------------------------------------------------


@cache
def weekday_before() -> re.Pattern[str]:
    """A weekday that ends where its date begins: "Senin, tanggal "."""
    words = time_words()
    weekday, label = alternation(words.weekdays), alternation(words.date_labels)
    return re.compile(rf"(?<![a-z])(?P<name>{weekday})\s{{0,4}}[,/]?\s{{0,4}}(?:(?:{label})\s{{0,4}}:?\s{{0,4}})?$")


@cache
def _label_regex() -> re.Pattern[str]:
    labels = alternation(time_words().date_labels)
    return re.compile(rf"(?:(?<![a-z])(?:{labels})\s{{0,12}}[:.]?|[a-z]{{3,20}},)\s{{0,12}}$")


def _label_before(low: str, start: int) -> bool:
    lead = low[max(0, start - 40) : start]
    return bool(_label_regex().search(lead)) or bool(weekday_before().search(lead))


def _with_weekday(date: DocDate, low: str) -> DocDate:
    match = weekday_before().search(low, max(0, date.start - 30), date.start)
    return date._replace(weekday=time_words().weekdays[match["name"]]) if match else date


# --- two dates ----------------------------------------------------------------------------------------------


@cache
def _between() -> re.Pattern[str]:
    to, weekday = alternation(time_words().period["range"]), alternation(time_words().weekdays)
    return re.compile(
        rf"\s{{0,4}}(?:{to})\s{{0,4}}(?:dengan\s|tanggal\s){{0,2}}\s{{0,4}}(?:(?:{weekday})\s?[,/]?\s{{0,3}})?"
    )


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(
        rf"\s{{0,4}}(?:(?:;\s{{0,4}})?(?:{alternation(time_words().period['and'])})|[/;])\s{{0,4}}{_named()}"
    )


@cache
def _named() -> str:
    label, weekday = alternation(time_words().date_labels), alternation(time_words().weekdays)
    return rf"(?:(?:(?:{label})\.?|(?:{weekday}),?)\s{{0,4}})?"


def _joined(text: str, low: str, times: Sequence[DocDate | Period]) -> list[DocDate | Period]:
    """Make a range of two dates that "s.d." or a dash joins."""
    kept: list[DocDate | Period] = []
    for time in times:
        first = kept[-1] if kept else None
        if isinstance(first, DocDate) and isinstance(time, DocDate):
            gap = _between().fullmatch(low, first.end, time.start)
            days = _days(first, time) if gap and not are_bulleted(low, *gap.span()) else None
            if days:
                kept[-1] = Period(first.start, time.end, text[first.start : time.end], "range", days, time.pattern)
                continue
        kept.append(time)
    return kept


def _with_years(times: Sequence[DocDate | Period], low: str) -> list[DocDate | Period]:
    """Give each without a year the year of the next in its list or range: "4 Februari dan 9 Maret 2023"."""
    kept: list[DocDate | Period] = []
    for time in reversed(times):
        after, when = kept[-1].when if kept else None, time.when
        if after and when and after.has_year and not when.has_year:
            link = low[time.end : kept[-1].start]
            is_range = _between().fullmatch(link) is not None
            if is_range or _beside().fullmatch(link):
                time = _in_year(time, when, after.first, is_range=is_range)
        kept.append(time)
    return kept[::-1]


_HALF_YEAR = 6


def _in_year(time: DocDate | Period, when: When, after: Moment, *, is_range: bool) -> DocDate | Period:
    """The same in the year of the date behind it, or the year before: "28 Desember dan 3 Januari 2022".

    Days of a list may stand in any order, "9 Maret dan 4 Februari 2023": half a year must lie between.
    """
    months = 0 if is_range else _HALF_YEAR
    year = (after.year or 0) - ((when.first.month - months, when.first.day or 0) > (after.month, after.day or 0))
    if isinstance(time, DocDate):
        return time._replace(year=year, valid=(time.day or 1) <= month_length(year, time.month or 1))
    return time._replace(when=when.with_year(year))


def _days(first: DocDate, second: DocDate) -> Range | None:
    """The days from one date to another, both with their year or without: "28 Desember 2021 s.d. 3 Januari 2022"."""
    start, end = first.when, second.when
    if start is None or end is None or not (start.day and end.day) or start.has_year != end.has_year:
        return None
    return Range(start, end) if start <= end else None
