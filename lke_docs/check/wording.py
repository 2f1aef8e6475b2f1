"""Word dates, months, lists and quotes for the user, in Indonesian."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from lke_docs.patterns import time_words, vocabulary

_QUARTERS = ("I", "II", "III", "IV")


@cache
def _month_names() -> Mapping[int, str]:
    names: dict[int, str] = {}
    for word, number in time_words().months.items():
        names.setdefault(number, word.capitalize())
    return names


def day(value: date) -> str:
    """ "16 Februari 2021"."""
    return f"{value.day} {_month_names()[value.month]} {value.year}"


def span(value: str) -> str:
    """Word the value of a period or of a date without its day: "Juni 2021", "Maret", "Triwulan I 2021"."""
    if "/" in value:
        first, _, last = value.partition("/")
        return f"{span(first)} s.d. {span(last)}"
    full = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    if full:
        return day(date(*(int(part) for part in full.groups())))
    year, _, part = value.lstrip("-").partition("-") if not value.startswith("--") else ("", "", value[2:])
    if not part:
        return f"tahun {year}"
    if part.startswith("Q"):
        words = f"Triwulan {_QUARTERS[int(part[1]) - 1]}"
    elif part.startswith("S"):
        words = f"Semester {_QUARTERS[int(part[1]) - 1]}"
    elif "-" in part:
        words = f"{int(part[3:])} {_month_names()[int(part[:2])]}"
    else:
        words = _month_names()[int(part)]
    return f"{words} {year}".strip()


def listed(words: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(words) <= 2:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def quoted(text: str, limit: int = 80) -> str:
    """The text in quotation marks, blanks collapsed, cut at a word where it is long."""
    flat = " ".join(text.split())
    if len(flat) > limit:
        flat = flat[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
    return f"“{flat}”"


def title_of(slug: str) -> str:
    """The title of a document type: "Surat Keputusan" for sk."""
    found = vocabulary().types.get(slug)
    return found.title if found else slug


def months(values: Sequence[str]) -> str:
    """Word months that follow each other as a range where they are many: "April s.d. Juli 2021"."""
    if len(values) < 4:
        return listed([span(value) for value in values])
    return span(f"{values[0]}/{values[-1]}")


def weekday(number: int) -> str:
    """ "Senin" for 0."""
    return next(word for word, day in time_words().weekdays.items() if day == number).capitalize()
