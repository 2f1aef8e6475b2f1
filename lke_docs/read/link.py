"""Links on cells: the target is evidence, the word that shows it is not."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from lke_docs.read.grid import Cell
from lke_docs.read.mark import split_marks
from lke_docs.read.vocabulary import plain, words

_DITTO = re.compile(r"\s*(?:[\"“”„″〃]|['’]{2})\s*")  # what is above stands here too
_BLANK = ("0", "")  # "0" is what a formula to a blank cell caches
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORMULA = re.compile(r'\s*=?\s*(?:_xlfn\.)?HYPERLINK\(\s*"([^"]{1,2000})"', re.IGNORECASE)
_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_COUNTED = re.compile(r"\s\d{1,3}\s*$")
# what a page or a mail puts before the address that is shown: Google's pages, Outlook's check of links
_DETOUR = re.compile(
    r"https?://(?:(?:www\.)?google\.[\w.]{2,6}/url|[\w.]{1,60}\.safelinks\.protection\.outlook\.com/)\?"
)
_OWN = ("#", "mailto:", "javascript:", "tel:", "about:")


def target_of(written: str) -> str:
    """A link's target with plain slashes, without a detour on the way there; "" for places in the file itself,
    addresses of mail and scripts.
    """
    target = _CONTROL.sub("", written).strip().replace("\\", "/")
    if _DETOUR.match(target):
        asked = parse_qs(urlsplit(target).query)
        target = _CONTROL.sub("", next(filter(_ADDRESS.match, (*asked.get("q", ()), *asked.get("url", ()))), target))
    return "" if not target or target.casefold().startswith(_OWN) else target


def target_of_field(code: str) -> str:
    """The target of a field `HYPERLINK "target"` of Word; "" for any other field."""
    match = _FIELD.match(code)
    return target_of(match[1]) if match else ""


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
    said = _unnumbered(text)
    _, bare = split_marks(" ".join(text.split()))
    return said in words().content["shown"] or (bool(question) and plain(bare) == plain(question))


def is_blank(text: str) -> bool:
    """Tell a cell of evidence in which nothing is written: a dash, a full stop, "0"; a ditto mark points above."""
    return plain(text) in _BLANK and not _DITTO.fullmatch(text)


def is_pointer(text: str) -> bool:
    """Tell a word that only points somewhere ("Lihat", "Evidence 2"): without a link it says nothing."""
    return _unnumbered(text) in words().content["pointer"]


def _unnumbered(text: str) -> str:
    return plain(_COUNTED.sub("", text))


def with_target(cell: Cell, question: str) -> str:
    """Text of a cell with links: what it says itself, and the targets."""
    text = cell.text.strip()
    links = {readable(link): link for link in cell.link.split("\n")}
    lines = [line for line in text.split("\n") if line.strip() and not is_pointer(line)]
    if all(is_shown_word(line, question) or _ADDRESS.fullmatch(line.strip()) for line in lines):
        lines = [line for line in lines if line in links or line in links.values()]
    return "\n".join([*lines, *(to for to, link in links.items() if to not in text and link not in text)])


def links_in(text: str) -> tuple[str, ...]:
    """Addresses written in a text, in order."""
    return tuple(match.rstrip(".,;)") for match in _ADDRESS.findall(text))
