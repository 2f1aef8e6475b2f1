"""Numbers and days of a spreadsheet, written as people read them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, timedelta

from lke_docs.wording import day

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_CONDITION = re.compile(r"\[(<=|>=|<>|[<>=])\s?(-?\d{1,9}(?:\.\d{1,9})?)\]")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?@]|general", re.IGNORECASE)
_LONGEST = 255  # letters of a format, as Excel allows
_LAST_DAY = 2_958_465  # 31 December 9999


def number_text(value: float, *, is_percent: bool = False) -> str:
    """Write a number without a needless fraction: 3 for 3.0, "67%" for 0.67 shown as percentage."""
    if is_percent:
        return f"{number_text(round(value * 100, 6))}%"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(round(value, 10))


def shown_number(value: float, code: str) -> str:
    """Write a number as its format shows it: `"Ya";;"Tidak"` shows words, `0"%"` a sign that does not scale.

    A format without words or `%` changes nothing: what it rounds, groups or hides is still there.
    """
    section = _section(value, code)
    bare, literal = _QUOTED.sub("", section), "".join(map("".join, _LITERAL.findall(section)))
    if not _DIGITS.search(bare) and any(letter.isalnum() for letter in literal):
        return literal.strip()
    return number_text(value, is_percent="%" in bare) + ("%" if "%" in literal and "%" not in bare else "")


def _section(value: float, code: str) -> str:
    """The part of a format for a value: by conditions such as `[=1]`, else for positive, negative and zero."""
    sections = _SECTION.findall(code[:_LONGEST])[:-1][:3] or [code]
    conditions = list(map(_CONDITION.search, sections))
    if any(conditions):
        holds = (match is None or _HOLDS[match[1]](value, float(match[2])) for match in conditions)
        return next((section for section, is_it in zip(sections, holds, strict=True) if is_it), "")
    index = 1 if value < 0 else 2 if value == 0 else 0
    return str(sections[index if index < len(sections) else 0])


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a day: `dd/mm/yyyy` does, `0.00` and `"d"0` do not."""
    bare = _QUOTED.sub("", code).casefold()
    return "y" in bare or "d" in bare


def date_text(serial: float, *, epoch_1904: bool = False) -> str:
    """Write the day of a serial number in words ("16 Februari 2021"), as evidence texts do."""
    if not 0 < serial <= _LAST_DAY:
        return number_text(serial)
    start = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    return day(start + timedelta(days=int(serial)))
