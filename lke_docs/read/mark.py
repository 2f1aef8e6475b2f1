"""Marks of a list and codes of an indicator: what stands before a question."""

from __future__ import annotations

import re

from lke_docs.tuples import NamedTuple

_ALONE = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2}|[ivx]{1,4}|[a-z])\s?[.)]?|[-–—•▪]")
# "d Telah ..." and "A 3. PENATAAN SISTEM ..." lost a dot
_LEADING = re.compile(
    r"((?:[A-Z]|[IVX]{1,4}|\d{1,2}|[ivx]{1,4}|[a-z])[.)]|[-–—•▪]"
    r"|[a-z](?=\s[A-Z][a-z])|[A-Z](?=\s\d{1,2}\.\s[A-Z]{4,30}\s[A-Z]{3}))\s+(?=\S)"
)
_CODE = r"[A-Z](?:\.(?:\d{1,2}|[IVX]{1,4}|[ivx]{1,4}|[A-Za-z])){2,7}"
CODE = re.compile(_CODE)
HEADING_CODE = re.compile(r"[A-Z](?:\.(?:\d{1,2}|[IVX]{1,4}|[ivx]{1,4}|[A-Za-z])){0,7}")
_CODE_AT_END = re.compile(rf"(?<=\s)\(?({_CODE})[.)]*\s*$")
_CODE_AT_START = re.compile(rf"\[?\(?({_CODE})[\])]?[.:]?\s+(?:[-–—]\s+)?(?=[^\W\d])")
_ROMAN = frozenset("ivx")
_DASHES = frozenset("-–—•▪")
DASH = "-"


class ListMark(NamedTuple):
    """A list mark without its dot, as written; `depth` counts from 0 for "A." and is 5 for a dash."""

    text: str
    depth: int


def as_mark(text: str) -> ListMark | None:
    """Read a cell that holds nothing but a mark ("A.", "II.", "1.", "iv.", "b", "-"); None otherwise."""
    bare = text.strip()
    if not _ALONE.fullmatch(bare):
        return None
    return _mark(bare)


def as_code(text: str) -> str:
    """Read a cell that holds nothing but a code, which a narrow column may break: "A.5.3.", "B.1"; "" otherwise."""
    bare = "".join(text.split()).rstrip(".)")
    typed = f"{bare[:1].upper()}{bare[1:].replace('-', '.')}"  # "a.i.1.i.a", "A-I-1-i-a"
    return bare if HEADING_CODE.fullmatch(bare) else typed if CODE.fullmatch(typed) else ""


def split_marks(text: str) -> tuple[list[ListMark], str]:
    """Take the marks off the front of a text: "a. Unit kerja ..." gives [a] and the rest."""
    marks: list[ListMark] = []
    rest = text.strip()
    while len(marks) < 3 and (match := _LEADING.match(rest)):
        marks.append(_mark(match[1]))
        rest = rest[match.end() :]
    return marks, rest


def split_code(text: str) -> tuple[str, str]:
    """Take the code off the end of a question, or off its beginning: text without it, and the code or ""."""
    if match := _CODE_AT_END.search(text):
        return text[: match.start()].rstrip(), match[1]
    match = _CODE_AT_START.match(text)
    return (text[match.end() :], match[1]) if match else (text, "")


def _mark(written: str) -> ListMark:
    bare = written.rstrip(".) ")
    if not bare or bare in _DASHES:
        return ListMark(DASH, 5)
    if bare.isdigit():
        return ListMark(str(int(bare)), 2)
    is_roman = set(bare.casefold()) <= _ROMAN
    if bare.isupper():
        return ListMark(bare, 1 if is_roman else 0)
    return ListMark(bare, 3 if is_roman else 4)
