"""Quick looks that spare slower searches: what a text must hold for each. With `ON` false the finds are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lke_docs.patterns import FILE_ENDING

ON = True
# For each: characters of which one must be there, found many times quicker than by a regex, and what is then asked.
_LOOKS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "figures": (("/", "-", "."), r"\d\s?[/.-]\s?\d"),
    "roman-month": (("/20", "-20"), ""),
    "spelled": ((" belas", " puluh", " ribu"), ""),
    "marks": ((".", ")", "#", "]"), r"[.)#\]](?:(?<=#)\d|(?<=[0-9a-z].)(?<![0-9a-z]{3}.)(?=[.)]?\s{0,3}[a-z(\"“]))"),
    "state": (("belum", "blm", "tidak", "tdk", "tanpa", "hilang", "kosong", "menyusul", "proses", "on pro",
               "dalam penyusunan", "segera", "sedang di", "masih di", "draf", "konsep", "rancangan", *"✗✘❌☐⬜□",
               "[ ", "( ", "menunggu", "n/a", ": -"), ""),
    "akan": (("akan",), r"akan(?<![a-z]akan)"),
    "link": (
        (".", "@", "\\", "://"),
        rf"[@\\]|:(?=//)|[w.](?:(?<=w)ww\.|(?<=\.)(?:id|com|net|org|my)(?![a-z]))|{FILE_ENDING}"
    ),
    "label": (("no", "nm"), r"n(?:o(?<![a-z]no)(?:[om]|(?![a-z]))|m(?:or|r))"),
    "slash": (("/", "\\", "|"), r"\d[^\s/]{0,24}\s?[/\\|]|[/\\|]\s{0,8}[^\s/]{0,24}\d"),
    "hyphen": (
        ("-", "–"),
        r"[-–](?:\s{0,8}\d{1,5}(?:-\d{1,2}){0,3}[-.][a-z]{2}\.?\d"
        r"|(?<=\d[-–])\s{0,8}\d|\s{0,8}[a-z]{2}\.\d{2}\.|\s?\d{3}\.\d\d)",
    ),
    "number-and-year": (("tahun", "th"), r"[0-9](?:/[a-z]{1,3})?\s{0,12}t(?:ahun|hn|h(?![a-z]))"),
    "class": ((".",), r"\.[0-9o]{2}\.[0-9o]{2}\.[0-9]"),
}  # fmt: skip


@cache
def _look(name: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    marks, source = _LOOKS[name]
    return marks, re.compile(source) if source else None


def may_hold(name: str, low: str) -> bool:
    """Tell whether a text in lower case may hold what `name` looks for; "" looks for anything."""
    if not ON or not name:
        return True
    marks, asked = _look(name)
    for mark in marks:
        if mark in low:
            return asked is None or asked.search(low) is not None
    return False
