"""What a document shows of itself at its head and its foot, patterns/berkas.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from lke_docs.kept import shipped
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file
from lke_docs.records import TEXTS, WORDS, need
from lke_docs.tuples import NamedTuple

DRAFT_STYLE = "IsianKosong"  # of their fields, until they are finalized
DRAFT_KEYWORD = "draf lke-docs"  # of the properties of our own drafts
_LONG = 5  # letters
_TABLES = ("head", "label", "day", "annex", "stamp", "signer", "draft", "photo")


class PaperFrame(NamedTuple):
    """The lists of words by table and key, and in which order kinds of documents give their day."""

    lists: Mapping[str, tuple[str, ...]]  # "label.number"
    orders: Mapping[str, tuple[str, ...]]  # by the slug of a type; "" for all others


@shipped
def paper_frame() -> PaperFrame:
    """The words of patterns/berkas.toml."""
    data = pattern_file("berkas.toml")
    lists = {
        f"{table}.{key}": words for table in _TABLES for key, words in data.under(table).read_all(need(WORDS)).items()
    }
    orders: dict[str, tuple[str, ...]] = {}
    for record in data.each("order"):
        order = record.read({"types": need(TEXTS), "days": need(WORDS)})
        orders |= dict.fromkeys(order["types"] or ("",), order["days"])
    return PaperFrame(lists, orders)


@cache
def begins(*names: str) -> re.Pattern[str]:
    """What lines begin with: a word of these lists, whole. Blanks within it may be missing."""
    return re.compile(rf"(?:{_either(names)})(?![a-z])")


@cache
def holds(*names: str) -> re.Pattern[str]:
    """A word of these lists anywhere in a line."""
    return re.compile(rf"(?<![a-z])(?:{_either(names)})(?![a-z])")


@cache
def begins_glued(*names: str) -> re.Pattern[str]:
    """The same where the blank behind it may be lost, too: "KEJAKSAANNEGERI" in a scan. Short words begin too many."""
    lists = paper_frame().lists
    long = [word for name in names for word in lists[name] if len(word) >= _LONG]
    return re.compile(f"(?:{_loose(long)})")


@cache
def draft_notice() -> str:
    """What our own drafts say at the head and the foot of each page."""
    lists = paper_frame().lists
    return f"{lists['draft.marks'][0].upper()} – {', '.join(lists['draft.own'])}"


@cache
def noticed() -> re.Pattern[str]:
    """That notice, any two of its parts beside each other, in whatever signs and with blanks lost as in a scan."""
    lists = paper_frame().lists
    parts = (_loose([part]) for part in (lists["draft.marks"][0], *lists["draft.own"]))
    pairs = (rf"{part}[\W_]{{0,12}}{behind}" for part, behind in pairwise(parts))
    return re.compile(rf"(?i)(?<![a-z])(?:{'|'.join(pairs)})")


def _either(names: tuple[str, ...]) -> str:
    lists = paper_frame().lists
    return _loose(word for name in names for word in lists[name])


def _loose(words: Iterable[str]) -> str:
    """Any of the words; blanks within it may be missing."""
    return alternation(words).replace(r"\s{1,40}", r"\s{0,8}")
