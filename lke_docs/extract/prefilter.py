"""Quick looks that spare slower searches: what a text must hold for each. With `ON` false the finds are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lke_docs.patterns import FILE_ENDING

ON = True
HINTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(source)
    for name, source in {
        "figures": r"\d\s?[/.-]\s?\d",
        "roman-month": r"[-/][ivx]{1,4}[-/]20",
        "spelled": r" (?:belas|puluh|ribu)",
        "marks": r"[.)](?<=[0-9a-z].)(?<![0-9a-z]{3}.)",
        "state": r"belum|blm|t(?:i)?da?k ada|tidak ters|menyusul|akan|proses|segera|draf|konsep|rancangan|[☐□]|\[ \]",
        "link": rf"[@\\]|://|www\.|\.(?:id|com|net|org|my)(?![a-z])|{FILE_ENDING}",
        "label": r"(?<![a-z])no|nmor|nmr",
        "slash": r"\d[^\s/]{0,24}\s?[/\\|]|[/\\|]\s{0,8}[^\s/]{0,24}\d",
        "hyphen": r"[-–](?:\s{0,8}\d{1,5}(?:-\d{1,2}){0,3}[-.][a-z]{2}\.?\d"
        r"|(?<=\d[-–])\s{0,8}\d|\s{0,8}[a-z]{2}\.\d{2}\.|\s?\d{3}\.\d\d)",
        "bare": r"\d(?:/[a-z]{1,3})?\s{0,12}t(?:ahun|hn|h(?![a-z]))|\.[\do]{2}\.[\do]{2}\.\d",
    }.items()
}  # fmt: skip


def may_hold(name: str, low: str) -> bool:
    """Tell whether a text in lower case may hold what `name` looks for; "" looks for anything."""
    return not ON or not name or HINTS[name].search(low) is not None
