"""The one Indonesian pen: days, months, periods, numbers, lists and quotations as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lke_docs.moment import Moment, Range, Unit, When

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LONG = 4  # so many months in a row are named by the first and the last

# --- days and periods -----------------------------------------------------------------------------------


def month(number: int) -> str:
    """ "Januari" for 1."""
    return MONTHS[number - 1]


def weekday(number: int) -> str:
    """ "Senin" for 0."""
    return WEEKDAYS[number]


def day(value: date) -> str:
    """ "7 Juni 2021"."""
    return f"{value.day} {month(value.month)} {value.year}"


def day_with_weekday(value: date) -> str:
    """ "Senin, 7 Juni 2021"."""
    return f"{weekday(value.weekday())}, {day(value)}"


def day_in_words(value: date) -> str:
    """ "Senin tanggal tujuh bulan Juni tahun dua ribu dua puluh satu"."""
    return (
        f"{weekday(value.weekday())} tanggal {number_in_words(value.day)} bulan {month(value.month)} "
        f"tahun {number_in_words(value.year)}"
    )


def period(when: When) -> str:
    """ "Juni 2021", "Maret", "16 Maret", "Triwulan I 2021", "tahun 2021", "Januari 2021 s.d. Juni 2021"."""
    if isinstance(when, Range):
        return f"{period(when.first)} s.d. {period(when.last)}"
    moment = when.first
    if moment.unit is Unit.YEAR:
        return f"tahun {moment.year}"
    if moment.unit is Unit.QUARTER:
        words = f"Triwulan {roman(moment.number)}"
    elif moment.unit is Unit.SEMESTER:
        words = f"Semester {roman(moment.number)}"
    else:
        words = month(moment.month) if moment.day is None else f"{moment.day} {month(moment.month)}"
    return f"{words} {moment.year}" if moment.year is not None else words


def periods(moments: Sequence[Moment]) -> str:
    """Moments that follow each other; as a range where they are many: "April 2021 s.d. Juli 2021"."""
    if len(moments) < _LONG:
        return listed([period(moment) for moment in moments])
    return period(Range(moments[0], moments[-1]))


# --- numbers --------------------------------------------------------------------------------------------


def number_in_words(value: int) -> str:
    """A number from 0 to 999,999 in words: "dua ribu dua puluh satu"."""
    if not 0 <= value < 1_000_000:
        raise ValueError(f"no words for {value}")
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    size, word, single = next(
        row for row in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")) if value >= row[0]
    )
    head, rest = divmod(value, size)
    text = single if head == 1 else f"{number_in_words(head)} {word}"
    return f"{text} {number_in_words(rest)}" if rest else text


def roman(value: int) -> str:
    """ "IV" for 4, "XII" for 12."""
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def decimal(value: float, places: int = 2) -> str:
    """With a comma and a fixed number of places: "31,20"."""
    return f"{value:.{places}f}".replace(".", ",")


def figure(value: float) -> str:
    """With a comma and no needless places: "31,2", "3", "1250000"."""
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")


# --- lists and quotations -------------------------------------------------------------------------------


def listed(words: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(words) <= 2:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def and_more(count: int, most: int) -> str:
    """What stands behind the first `most` of `count` things: " dan 3 lagi"; "" where all are named."""
    return f" dan {count - most} lagi" if count > most else ""


def quoted(text: str, limit: int = 80) -> str:
    """The text in quotation marks, blanks collapsed, cut at a word where it is long."""
    flat = " ".join(text.split())
    if len(flat) > limit:
        flat = flat[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
    return f"“{flat}”"
