"""Indonesian words for days, months, numbers and periods, as letters write them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_UNITS = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
_ROMAN = ("", "I", "II", "III", "IV")
_PERIOD = re.compile(r"(?P<year>\d{4}|-)-(?:(?P<month>\d\d)|Q(?P<quarter>[1-4])|S(?P<semester>[12]))")


def day(value: date) -> str:
    """ "7 Juni 2021"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """ "Senin, 7 Juni 2021"."""
    return f"{DAYS[value.weekday()]}, {day(value)}"


def in_words(value: date) -> str:
    """ "Senin tanggal tujuh bulan Juni tahun dua ribu dua puluh satu"."""
    month = MONTHS[value.month - 1]
    return f"{DAYS[value.weekday()]} tanggal {number(value.day)} bulan {month} tahun {number(value.year)}"


def number(value: int) -> str:
    """A number from 0 to 999,999 in words."""
    if not 0 <= value < 1_000_000:
        raise ValueError(f"no words for {value}")
    if value < 12:
        return _UNITS[value]
    if value < 20:
        return f"{_UNITS[value - 10]} belas"
    for size, word, single in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if value >= size:
            head, rest = divmod(value, size)
            text = single if head == 1 and single else f"{number(head)} {word}"
            return f"{text} {number(rest)}" if rest else text
    raise AssertionError(value)


def with_year(value: str, year: int | None) -> str:
    """A period value completed with `year` where it has none: "--06" becomes "2021-06"."""
    return f"{year}{value[1:]}" if year and value.startswith("--") else value


def period(value: str, *, year: int | None = None) -> str:
    """Name a period value of the contract: "2021-06" is "Juni 2021", "--Q2" is "Triwulan II".

    `year` completes a period that has none. What is no period comes back as it is.
    """
    if "/" in value:
        return " sampai ".join(period(part, year=year) for part in value.split("/"))
    found = _PERIOD.fullmatch(value)
    if not found:
        return value
    if found["month"] and not 1 <= int(found["month"]) <= 12:
        return value
    known = int(found["year"]) if found["year"] != "-" else year
    if found["month"]:
        name = MONTHS[int(found["month"]) - 1]
    elif found["quarter"]:
        name = f"Triwulan {_ROMAN[int(found['quarter'])]}"
    else:
        name = f"Semester {_ROMAN[int(found['semester'])]}"
    return f"{name} {known}" if known else name


def period_days(value: str, *, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of a period value; None where it has no year or is no period."""
    if "/" in value:
        first_part, last_part = (period_days(part, year=year) for part in value.split("/", 1))
        return (first_part[0], last_part[1]) if first_part and last_part else None
    found = _PERIOD.fullmatch(value)
    if not found:
        return None
    known = int(found["year"]) if found["year"] != "-" else year
    if known is None:
        return None
    if found["month"]:
        first, length = int(found["month"]), 1
    elif found["quarter"]:
        first, length = 3 * int(found["quarter"]) - 2, 3
    else:
        first, length = 6 * int(found["semester"]) - 5, 6
    if not 1 <= first <= 12:
        return None
    after = first + length
    end = date(known + (after > 12), (after - 1) % 12 + 1, 1)
    return date(known, first, 1), date.fromordinal(end.toordinal() - 1)
