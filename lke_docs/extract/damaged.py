"""Numbers damaged by scanning: read as a suggestion only, the raw text kept."""

from __future__ import annotations

import re

from lke_docs.extract.spelled import ROMAN_MONTHS
from lke_docs.patterns import number_grammar

_DAMAGED = re.compile(r"[A-Za-z0-9|./\-–]{10,60}")


def read_damaged(text: str, start: int) -> tuple[str, str] | None:
    """Read a number whose slashes a scanner took for l, |, I or J: the text as it stands, and what it was."""
    match = _DAMAGED.match(text, start)
    if not match or not re.search(r"[l|J]|\dO\d", match.group()):
        return None
    raw = match.group().rstrip(".,-")
    repaired = repair(raw) if re.search(r"\d", raw) else None
    return (raw, repaired) if repaired else None


def repair(raw: str) -> str | None:
    """Suggest what a damaged number was: only where one single repair fits a known agency's grammar."""
    text = re.sub(r"(?<=\d)[Oo](?=\d)|(?<=\d)[Oo]$", "0", raw)
    year = re.search(r"(?:19|20)\d{2}$", text)
    if not year:
        return None
    head = re.match(r"(\d{1,5})[l|IJ/]", text)
    if not head:
        return None
    rest = text[head.end() : year.start() - 1]  # one character, a slash by origin, stands before the year
    for cut in range(1, len(rest)):
        month = _roman(rest[cut:])
        if not month:
            continue
        parts = [part for part in re.split(r"[l|J/]", rest[:cut]) if part]
        guess = "/".join([head.group(1), *parts, month, year.group()])
        for pattern in number_grammar().patterns:
            if pattern.confidence == "tinggi" and pattern.regex.fullmatch(guess):
                return guess
    return None


def _roman(text: str) -> str | None:
    """Read "Nll" as /VII and "JX|I" as /XII: what scanners make of a slash and a Roman month."""
    letters = text.replace("N", "/V").replace("J", "/").replace("l", "I").replace("|", "I")
    return letters[1:] if letters[:1] == "/" and letters[1:] in ROMAN_MONTHS else None
