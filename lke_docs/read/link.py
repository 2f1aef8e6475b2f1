"""Links on cells: the target is evidence, the word that shows it is not."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lke_docs.read.grid import Cell
from lke_docs.read.mark import split_marks
from lke_docs.read.vocabulary import plain, words

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORMULA = re.compile(r'\s*=?\s*(?:_xlfn\.)?HYPERLINK\(\s*"([^"]{1,2000})"', re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_OWN = ("#", "mailto:", "javascript:", "tel:", "about:")


def target_of(written: str) -> str:
    """A link's target with plain slashes; "" for places in the file itself, addresses of mail and scripts."""
    target = _CONTROL.sub("", written).strip().replace("\\", "/")
    return "" if not target or target.casefold().startswith(_OWN) else target


def target_of_formula(formula: str) -> str:
    """The target of `HYPERLINK("target","word")`; "" for any other formula."""
    match = _FORMULA.match(formula)
    return target_of(match[1]) if match else ""


def readable(target: str) -> str:
    """A target as people read it: "SK%20Tim.pdf" is "SK Tim.pdf"."""
    decoded = unquote(target)
    return target if _CONTROL.search(decoded) or "\ufffd" in decoded else decoded


def is_shown_word(text: str, question: str) -> bool:
    """Tell words that stand for a link ("Lihat", "Evidence") or the question again: they prove nothing."""
    said = plain(text)
    _, bare = split_marks(" ".join(text.split()))
    return said in words().content["shown"] or (bool(question) and plain(bare) == plain(question))


def is_pointer(text: str) -> bool:
    """Tell a word that only points somewhere ("Lihat", "Evidence"): without a link it says nothing."""
    return plain(text) in words().content["pointer"]


def with_target(cell: Cell, question: str) -> str:
    """Text of a cell with a link: what it says itself, and the target."""
    target = readable(cell.link)
    text = cell.text.strip()
    if target in text or cell.link in text:
        return text
    if not text or is_shown_word(text, question) or _ADDRESS.fullmatch(text):
        return target
    return f"{text}\n{target}"


def links_in(text: str) -> tuple[str, ...]:
    """Addresses written in a text, in order."""
    return tuple(match.rstrip(".,;)") for match in _ADDRESS.findall(text))
