"""What the last member of a list says of all of them: "Undangan, notula, foto belum ada"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.sentence import says
from lke_docs.extract.state import says_at_end, state_of
from lke_docs.extract.tail import Link
from lke_docs.patterns import alternation, state_words


def share_state(cell: EvidenceText, begin: int, links: Sequence[Link]) -> Set[int]:
    """The ends of the links between bare members of which the last says what is true of all of them.

    "Undangan, notula, foto belum ada" and "SK Tim dan SOP belum ada"; of two behind a comma alone it is the last's.
    """
    shared: set[int] = set()
    starts = [begin, *(link.end for link in links)]
    closing = [link.kind == "and" or len(cell.low[link.start : link.end].split()) > 1 for link in links]
    for last, (link, closes) in enumerate(zip(links, closing, strict=True), 1):
        if not (link.is_member and link.kind in _JOINS and says_at_end(cell, link.end, link.stop)):
            continue
        first = last
        while first and _is_bare_name(cell, starts[first - 1], links[first - 1]) and closes >= closing[first - 1]:
            first -= 1  # "SK Tim dan SOP, foto belum ada": "dan" closes a list
        while first < last and not cell.member_at(starts[first]):
            first += 1
        of_all = any(word in cell.low[link.end : link.stop] for word in state_words()["all"])
        if last - first > 1 or of_all or closes or link.kind == "plus":
            shared.update(starts[first + 1 : last + 1])
    return shared


_JOINS = {"comma", "and", "plus"}


def _is_bare_name(cell: EvidenceText, start: int, link: Link) -> bool:
    """Tell a member before a link that is named and no more: without number or day, and says nothing of itself."""
    end = link.start
    return (
        link.kind in _JOINS
        and not cell.claimed.overlaps(start, end)
        and state_of(cell, start, end) is None
        and not _told().search(cell.low, start, end)
        and not says(cell, start, end)
    )


@cache
def _told() -> re.Pattern[str]:
    words = state_words()
    return re.compile(rf"(?<![a-z])(?:{alternation((*words['no'], *words['but'], *words['is']))})(?![a-z])")
