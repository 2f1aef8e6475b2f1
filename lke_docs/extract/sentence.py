"""Tell a sentence over documents ("Monev dilakukan tiap triwulan"), and a title that goes on behind a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.kind import is_note
from lke_docs.extract.mention import Word
from lke_docs.extract.span import Spanned, within
from lke_docs.model import EvidenceItem
from lke_docs.patterns import alternation, state_words, vocabulary

_ACTIVE = r"me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,16}"
_PASSIVE = r"di[a-z]{4,16}"


def says(cell: EvidenceText, start: int, end: int) -> bool:
    """Whether a piece says that something is or was done, denies nothing and is no note.

    The title of a paper may tell what is in it ("Notula rapat membahas SOP"): there an active verb makes no sentence,
    but for one that a full stop closes.
    """
    if is_note(cell.low, start, end) or _denied().search(cell.low, start, end):
        return False
    if cell.member_at(start) is None and cell.low[start:end].partition(" ")[0] in vocabulary().listing["all"]:
        return True
    is_closed = cell.member_at(start) is None or cell.text.startswith(".", end)
    said = _relative().search(cell.open, start, end)
    return _verb(active=is_closed).search(cell.open, start, said.start() if said else end) is not None


def names_paper(item: EvidenceItem) -> bool:
    """Whether a sentence names a paper with its time or number right behind the title, no deed between them.

    "... telah diterapkan menurut Laporan Penegakan Disiplin tanggal 18 Juli 2023"; a title that begins with
    "Dokumen" may be of any kind.
    """
    finds: tuple[Spanned, ...] = (*item.references, *item.dates, *item.periods)
    starts = sorted(it.start for it in finds)
    ends = [mention.end for mention in item.mentions if mention.offered]
    ends += [item.start + match.end() for match in _titled().finditer(item.text)]
    titles = ((end, next((start for start in starts if start >= end), None)) for end in ends)
    breaks = (_TITLE_END, _verb(active=False))
    texts = (item.text[end - item.start : near - item.start].lower() for end, near in titles if near)
    return any(not any(it.search(title) for it in breaks) for title in texts)


def is_one_title(
    cell: EvidenceText, begin: int, stop: int, links: Sequence[tuple[int, int]], hit: Word | None = None
) -> bool:
    """Whether what links join is the title of one paper, with its one day at the end.

    No member names a paper ("Laporan Aturan Disiplin, Kode Etik, dan Kode Perilaku tanggal ..."), but for `hit`,
    which has no words of its own.
    """
    first = cell.paper_at(begin)
    if first is None or not links or len(cell.low[first.end : links[0][0]].split()) < _TITLE:
        return False
    if hit is None and any(cell.paper_at(end) for _, end in links):
        return False
    if hit and (hit.slug in _of_meetings() or not _BARE.match(cell.low, hit.end)):
        return False
    last = links[-1][1]
    return (
        cell.has_own_number(last, stop)
        and not any(begin <= start < last for start, _ in cell.finds)
        and not within(cell.references, last, stop)
    )


_TITLE_END = re.compile(r"[;:)\n]|[.,]\s")
_TITLE = 2  # words beside the name of the paper
_BARE = re.compile(r"\s+(?:tanggal|tgl|tertanggal|pada|di|atas)(?![a-z])")


@cache
def _titled() -> re.Pattern[str]:
    """ "... dalam Dokumen Penilaian Risiko"."""
    return re.compile(rf"(?<=[a-z]\s)(?:{alternation(word.capitalize() for word in vocabulary().lead)})(?=\s[A-Z])")


@cache
def _of_meetings() -> frozenset[str]:
    return frozenset(kind.slug for kind in vocabulary().types.values() if kind.left_by_meetings)


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternation((*state_words()['no'], 'tanpa'))})(?![a-z])")


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing['relative'])})(?![a-z])")


@cache
def _verb(*, active: bool) -> re.Pattern[str]:
    listing = vocabulary().listing
    verbs = "|".join((alternation(listing["says"]), _PASSIVE, *([_ACTIVE] if active else ())))
    return re.compile(rf"(?<![\w-])(?!(?:{alternation(listing['no_verb'])})(?![a-z]))(?:{verbs})(?![\w-])")
