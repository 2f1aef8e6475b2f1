"""Numbers and days of a spreadsheet, written as people read them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from lke_docs.wording import day

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LAST_DAY = 2_958_465  # 31 December 9999


def number_text(value: float, *, is_percent: bool = False) -> str:
    """Write a number without a needless fraction: 3 for 3.0, "67%" for 0.67 shown as percentage."""
    if is_percent:
        return f"{number_text(round(value * 100, 6))}%"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(round(value, 10))


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
