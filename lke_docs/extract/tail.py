"""The links of a list, and what they part or share: a tail, one title, the row of a table.

A tail are the words behind the last name that all of the names share ("Notula dan foto Rapat X").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.mention import Word
from lke_docs.extract.sentence import is_one_title
from lke_docs.extract.span import within
from lke_docs.patterns import alternation, state_words, vocabulary
from lke_docs.tuples import NamedTuple

BARS = {"bar", "slash", "tab"}


class Link(NamedTuple):
    """What stands between two members that may be, and the member that it opens, up to the next link."""

    start: int
    end: int
    kind: str
    stop: int
    is_member: bool  # begins as evidence does


def shares_tail(cell: EvidenceText, begin: int, stop: int, links: Sequence[Link]) -> bool:
    """Tell "Notula dan daftar hadir Rapat X": bare names, the last with the words that all of them share.

    More than two are a list ("Undangan, notula, dan foto Rapat X"), but for bars and where the tail says what all are
    about ("Undangan, notula dan foto terkait Rapat X") or says it of all ("SK Tim dan SOP (keduanya belum ada)").
    """
    last = cell.low[links[-1].start : links[-1].end].strip()
    is_pair = last.endswith(("dan", "serta", "&", "/")) and links[-1].kind != "stop"
    if not is_pair and (last != "+" or len(links) > 1):
        return False
    if _of_all().search(cell.low, links[-1].end, stop):
        return True
    starts = [begin, *(link.end for link in links)]
    ends = [*(link.start for link in links), stop]
    for start, end in zip(starts, ends, strict=True):
        hit = cell.paper_at(start)
        if hit is None or _is_bare(cell, hit, end) == (end == stop):
            return False
    is_list = len(links) > 1 and any(link.kind not in BARS for link in links)
    return not is_list or bool(hit and any(topic.start == hit.end + 1 for topic in cell.words.topics))


@cache
def _of_all() -> re.Pattern[str]:
    return re.compile(rf"\((?:{alternation(state_words()['all'])})(?![a-z])")


def names_two(cell: EvidenceText, begin: int, links: Sequence[Link]) -> bool:
    """Tell "KAK / TOR", and "Laporan / dokumentasi apel pagi / sore": two bare names, and what they are about."""
    bars = [link for link in links if link.kind in BARS]
    if not bars or any(link.kind != "slash" for link in bars):
        return False
    first, names = cell.paper_at(begin), [cell.paper_at(link.end) is not None for link in bars]
    is_bare = first is not None and first.end == bars[0].start
    return len(bars) == 1 or (is_bare and names[0] and sum(names) == 1)


def title_end(cell: EvidenceText, begin: int, links: Sequence[Link]) -> int:
    """Where the commas of one title before its day end: "Laporan aduan di WhatsApp, loket dan kotak tanggal 5 Mei"."""
    last = next((at for at, link in enumerate(links) if cell.has_own_number(link.end, link.stop)), -1)
    title = [(link.start, link.end) for link in links[: last + 1]]
    is_title = title and links[0].kind == "comma" and is_one_title(cell, begin, links[last].stop, title)
    return links[last].end if is_title else begin


def is_time(cell: EvidenceText, link: Link) -> bool:
    """Tell a column with nothing but a date, whose row names one document: "LAP-44/2022 | 12-08-2022 | Monev"."""
    return (
        link.kind in BARS
        and bool(within(cell.dates, link.end, link.stop))
        and not cell.open[link.end : link.stop].strip("\x00 \xa0\t\n-–")  # "-": an empty cell
    )


def own(low: str, start: int, stop: int) -> str:
    """The words that a name has of its own, up to the next link."""
    return low[start:stop].strip(" .;,\n\x00")


def _is_bare(cell: EvidenceText, hit: Word, end: int) -> bool:
    """Tell a name without words of its own: "Notula", and "Dokumentasi foto"."""
    if not own(cell.low, hit.end, end):
        return True
    others = within(cell.named, hit.end, end)
    return any(other.end == end and other.slug == hit.slug for other in others if other.start == hit.end + 1)


def is_acronym(text: str) -> bool:
    """Tell "TLHP" in "LHE AKIP, dokumen Hawasbid, TLHP": letters that stand for a document."""
    text = text.strip(" .")
    return len(text) > 2 and text.isalpha() and text.isupper()


def is_another(cell: EvidenceText, link: Link, first: Word, hit: Word) -> bool:
    """Tell a paper in capitals behind "dan", and in small letters one with words of its own beside its like.

    Both have numbers, or meetings leave them; none is named between, of whose title it may be.
    """
    if cell.text[link.end].isupper():
        return True
    is_next = _issued().issuperset((first.slug, hit.slug)) and not within(cell.named, first.end, link.start)
    return is_next and bool(own(cell.low, hit.end, link.stop))


@cache
def _issued() -> frozenset[str]:
    return frozenset(kind.slug for kind in vocabulary().types.values() if kind.prefixes or kind.left_by_meetings)
