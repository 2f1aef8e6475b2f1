"""Derive the assessment window from a sheet, and say how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lke_docs.errors import ConfigError
from lke_docs.extract import extract
from lke_docs.extract.bind import year_of
from lke_docs.instrument import Instrument
from lke_docs.model import DocDate, Entry, ItemKind, Period, ReferenceKind, Sheet, Window
from lke_docs.moment import Moment, Unit, When, month_length
from lke_docs.patterns import phrases
from lke_docs.read.frame import FILE_NAME

_FEW = 3  # filled rows up to which one date is all that can be asked
_STRAY = 4  # mentions of another year than the title's that may be of papers it rests on
_NUMBERS = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_BACKWARDS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_BETWEEN = re.compile(r"\s*(?:\.\.+|\bs\.?\s?/?d\.?(?=\s)|\bsampai(?: dengan)?\b|[–—])\s*", re.IGNORECASE)
_LONGEST = 160  # letters of a line that may be a title
_SIGNED = re.compile(r"[^\W\d][^,\d]{2,40},\s*(?=\d)")  # "Sukaraja, 20 Januari 2025"
_EARLIEST = 2014  # the first form of Zona Integritas


def parse_window(text: str) -> Window:
    """Read `2021-01-01..2021-08-31`, "1 Januari 2021 s.d. 31 Agustus 2021", or months or years in place of days.

    Raises ConfigError.
    """
    first, *rest = _BETWEEN.split(text.strip(), maxsplit=1)
    try:
        start, end = _moment_of(first).first_day, _moment_of(rest[0] if rest else first).last_day
        if start is None or end is None:
            raise ValueError("no year")
    except (ValueError, OverflowError) as error:
        raise ConfigError(
            f"masa penilaian “{text}” tidak dapat dibaca. Tulis misalnya 2021-01-01..2021-08-31 atau 2021-01..2021-08."
        ) from error
    if end < start:
        raise ConfigError(f"masa penilaian “{text}”: akhir lebih awal daripada awal.")
    return Window(start, end, "diberikan pengguna")


def parse_day(text: str) -> date:
    """Read a day as people write it: 2021-08-31, 31-08-2021, 31/8/2021, "31 Agustus 2021". Raises ValueError."""
    moment = _moment_of(text)
    if moment.first_day is None or moment.first_day != moment.last_day:
        raise ValueError("no day")
    return moment.first_day


def _moment_of(text: str) -> Moment:
    """A day, month or year. Raises ValueError for anything else."""
    text = text.strip()
    if match := _NUMBERS.fullmatch(text):
        parts = [int(part) for part in match.groups() if part]
    elif match := _BACKWARDS.fullmatch(text):
        parts = [int(part) for part in reversed(match.groups())]
    else:
        evidence = extract(text)
        whens: list[When | None] = [it.when for it in evidence.dates if it.raw == text]
        whens += [it.when for it in evidence.periods if it.raw == text]
        if len(whens) != 1 or whens[0] is None:
            raise ValueError("no date")
        return whens[0].first
    year, month, day = [*parts, 1, 1][:3]
    known = date(year, month, day)  # refuses what is no day
    return (
        Moment.of_day(known) if len(parts) == 3 else Moment(year, month, None, (Unit.YEAR, Unit.MONTH)[len(parts) - 1])
    )


def derive_window(sheet: Sheet, entries: Iterable[Entry], form: Instrument | None) -> Window:
    """Return the window: the year that the sheet states, or most of the evidence names, or the title.

    Its days are those that the title states; else it ends with the latest month of the evidence or the
    application's. A sheet that is not filled in gets the first year of its form: no rule can hold that against
    it. Without any year the window is not known.
    """
    entries = tuple(entries)
    stamped = _months_in(sheet)
    year, origin = _year(sheet, entries, stamped)
    if year is None:
        return _of_form(form, entries) or _unknown(form, origin)
    if stated := _stated(sheet, year):
        return stated
    latest = max((d for d in _full_dates(entries) if d.year == year), default=None)
    month = max((m for y, m in stamped if y == year), default=None)
    if month is not None and (latest is None or month >= latest.month):
        origin += "; akhir dari bulan pada keterangan aplikasi"
    elif latest is not None:
        month = latest.month
        origin += f"; akhir dari bukti dukung termuda ({latest.isoformat()})"
    else:
        month = 12
        origin += "; akhir tahun karena tidak ada tanggal lengkap"
    return Window(date(year, 1, 1), date(year, month, month_length(year, month)), origin)


def day_filled(sheet: Sheet, window: Window) -> date:
    """The day on which a sheet says it was filled: "diisi per 20 Januari 2025", or "Sukaraja, 20 Januari 2025".

    The last day of the window where it says none that could be.
    """
    told = phrases("frame", "filled")
    for line in (*sheet.header, *sheet.footer):
        if len(line.text) <= _LONGEST and (word := told.search(line.text) or _SIGNED.match(line.text)):
            days = [day for it in extract(line.text).dates if it.start >= word.end() - 1 and (day := it.full)]
            if days and days[0] >= window.start:
                return days[0]
    return window.end


def _stated(sheet: Sheet, year: int) -> Window | None:
    """The window that a title line states: "Periode data : 1 Januari s.d. 30 September 2025", "data s.d. Juni 2023"."""
    for line in sheet.header:
        word = phrases("frame", "period").search(line.text) if len(line.text) <= _LONGEST else None
        if word is None or phrases("frame", "filled").search(line.text[: word.start()]):
            continue
        evidence = extract(line.text)
        times: list[DocDate | Period] = [*evidence.periods, *evidence.dates]
        for time in sorted(times, key=lambda it: it.start):
            days = time.when.days if time.when and time.start >= word.start() else None
            if days and time.when and time.when.last.unit is not Unit.YEAR and days[1].year == year:
                is_end = phrases("frame", "until").search(line.text[word.start() : time.start])
                start = date(year, 1, 1) if is_end or days[0].month == days[1].month else days[0]
                end = days[1].replace(day=month_length(year, days[1].month))
                return Window(start, end, f"dinyatakan pada judul: “{time.raw}”")
    return None


def _year(sheet: Sheet, entries: Sequence[Entry], stamped: Sequence[tuple[int, int]]) -> tuple[int | None, str]:
    """The year of the assessment and how it was found; None and why not. One stray date is not believed."""
    frame = sheet.year
    if frame is not None and frame.is_stated:
        return frame.value, f"tahun {frame.value} dinyatakan pada {frame.origin}"
    years = Counter(_years(entries))
    years.update(year for year, _ in stamped)
    titled = f"tahun {frame.value} disebut pada {frame.origin}" if frame is not None else ""
    if years:
        year = max(years, key=lambda y: (years[y], y))
        filled = sum(bool(entry.row.evidence) for entry in entries)
        is_apart = frame is not None and frame.value != year and not stamped
        if frame is not None and is_apart and years[year] <= max(_STRAY, 2 * years[frame.value]):
            return frame.value, titled
        if years[year] > 1 or stamped or filled <= _FEW:
            origin = f"tahun {year} paling banyak disebut dalam lembar"
            if frame is not None and is_apart:
                origin += (
                    f", sedangkan {frame.origin} menyebut {frame.value}: jika itu masanya, berikan dengan --window"
                )
            return year, origin
    if frame is not None and (frame.origin != FILE_NAME or any(entry.row.evidence for entry in entries)):
        return frame.value, titled  # a blank file may be named for its form
    if years:
        return None, "hanya satu tanggal yang menyebut tahun, jadi tahunnya tidak dapat dipastikan"
    return None, "lembar tidak menyebut satu tahun pun"


def _unknown(form: Instrument | None, reason: str) -> Window:
    """A window that nobody may measure by; its days are those of the first year of the form."""
    year = form.valid_from.year if form else _EARLIEST
    origin = f"tidak diketahui: {reason}; berikan dengan --window, misalnya --window 2021-01-01..2021-12-31"
    return Window(date(year, 1, 1), date(year, 12, 31), origin, is_known=False)


def _of_form(form: Instrument | None, entries: Iterable[Entry]) -> Window | None:
    """The first whole year in which the form of an empty sheet is in force; None for any other sheet."""
    if any(
        item.kind not in (ItemKind.PLACEHOLDER, ItemKind.HEADING) for entry in entries for item in entry.evidence.items
    ):
        return None
    if form is None:
        return None
    since = form.valid_from
    year = since.year if (since.month, since.day) == (1, 1) else since.year + 1
    origin = (
        f"tidak diketahui: lembar belum diisi dan tidak menyebut satu tahun pun; {year} hanya tahun pertama "
        f"bentuk {form.id} berlaku"
    )
    return Window(date(year, 1, 1), date(year, 12, 31), origin)


def _years(entries: Iterable[Entry]) -> Iterator[int]:
    for entry in entries:
        evidence = entry.evidence
        yield from (d.year for d in evidence.dates if d.valid and d.year)
        yield from (year for r in evidence.references if r.kind is ReferenceKind.LETTER and (year := year_of(r)))
        yield from (p.when.first.year for p in evidence.periods if p.when and p.when.first.year)


def _full_dates(entries: Iterable[Entry]) -> Iterator[date]:
    for entry in entries:
        yield from (day for d in entry.evidence.dates if (day := d.full))


def _months_in(sheet: Sheet) -> list[tuple[int, int]]:
    """Months with a year that the frame of the page names ("Update Agustus 2021")."""
    named = [period.when for period in extract(sheet.application).periods if period.kind == "month"]
    return [(when.first.year, when.first.month) for when in named if when and when.first.year]
