"""Text cleaned where it enters, escaped where it leaves: a worksheet named "\\x1b[2JTidak ada temuan" shows as words.

In: `clean` a text of a file, `clean_name` what names something, `clean_all` what TOML and JSON hold. Out: `visible` for
a line of a terminal or of a report, `dump_json` for JSON. XML holds all that `clean` leaves.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

Whole = TypeVar("Whole")

CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no text has these
BIDI = "\u202a-\u202e\u2066-\u2069"  # reorder what a reader sees; the marks 200E and 200F stay
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # a new page or line of old programs
_SHORT = 20  # letters: an answer, the mark of a list
_LETTERS = 5  # different ones, that the shortest answer has: "rekaman"
_UNCLEAN = re.compile(f"[{CONTROL}{BIDI}{_BREAKS}]")


def clean(text: str) -> str:
    """The text without what is none, letter by letter, so that places in it stay.

    Controls and halves of letters become the mark of the unreadable; what only turns the direction of reading becomes
    a blank of no width, and old breaks become blanks.
    """
    return _UNCLEAN.sub(_cleaned, text)


def _cleaned(match: re.Match[str]) -> str:
    char = match[0]
    if char in _BREAKS:
        return " "
    return "\u200b" if "\u202a" <= char <= "\u2069" else "\ufffd"


def as_seen(text: str) -> str:
    """A short text as its reader sees it: nothing without width, full-width letters as plain ones, a blank a blank."""
    if text.isascii() or len(text) > _SHORT:
        return text
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")


def clean_name(text: str) -> str:
    """The same of what names something: a worksheet, a column, a file. One line."""
    return " ".join(clean(text).split())


def clean_all(value: Whole) -> Whole:
    """The same of all texts in tables and lists, keys too."""
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = clean(value)
    elif isinstance(value, dict):
        cleaned = {clean_all(key): clean_all(inner) for key, inner in value.items()}
    elif isinstance(value, list):
        cleaned = [clean_all(inner) for inner in value]
    return cleaned  # type: ignore[no-any-return]


def is_filler(text: str) -> bool:
    """Whether a reason or a source that was asked for says nothing: "-", "x", "......", one letter again and again."""
    return len({char for char in text.casefold() if char.isalnum()}) < _LETTERS


def visible(text: str) -> str:
    """One line fit for a terminal: breaks are blanks, whatever would move the cursor is a dot. Tabs stay."""
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\t":
        return char
    return " " if char.isspace() else "·"


def visible_lines(text: str) -> str:
    """The same of every line of a text."""
    if text.replace("\n", "").isprintable():
        return text
    return "\n".join(map(visible, text.split("\n")))


def common_start(text: str, other: str) -> int:
    """Count the letters that two texts begin with alike."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(text), len(other)))


def dump_json(value: object, *, indent: int | None = None) -> str:
    """JSON as people read it, with escapes for what a terminal or UTF-8 cannot take; the data stay as they are."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNCLEAN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def is_one_edit(word: str, other: str) -> bool:
    """Tell a slip of one key: one letter added, left out, changed, or two neighbours exchanged; equal words are not."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    short, long = sorted((word, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = word[start : start + 2] == other[start : start + 2][::-1]
    return word[start + 1 :] == other[start + 1 :] or (swapped and word[start + 2 :] == other[start + 2 :])
