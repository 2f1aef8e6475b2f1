"""What goes on with the paper before it: "Laporan SKM TW I tanggal 27 Maret; TW II tanggal 26 Juni"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.offer import OTHER
from lke_docs.extract.span import mask, places
from lke_docs.model import EvidenceItem, ItemKind
from lke_docs.patterns import time_words, vocabulary

_WORD = re.compile(r"[^\W\d_]+")


def continued(items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    """The pieces of a cell; one that says no more than when is of the kind and the subject of the last that is named.

    A bare name without a time ("undangan, absen: 31 Januari") is not that last one.

    Not so behind a decree or a number, for each of those is named by itself, nor to date what has no time of its own.
    """
    if not any(map(_is_time, items[1:])):
        return list(items)
    told: list[EvidenceItem] = []
    paper: EvidenceItem | None = None
    for item in items:
        is_under = paper is not None and paper.kind is ItemKind.HEADING  # "- tanggal 28 Maret 2024", no letter's frame
        is_led = is_under or (paper is not None and (_says_when(paper) or item.cut == "daftar") and is_bare(item))
        if paper and is_led and _is_time(item):
            kinds = paper.document_types or item.document_types
            item = item._replace(kind=ItemKind.DOCUMENT, document_types=kinds, subject=paper.subject)
            paper = paper if is_under else item
        elif item.subject or _says_when(item) or item.kind is ItemKind.HEADING or not _is_named(item):
            is_told = item.subject or _is_named(item) or item.kind is ItemKind.HEADING
            paper = item if is_told and not (item.references or _decides(item)) else None
        told.append(item)
    return told


def _is_named(item: EvidenceItem) -> bool:
    return item.document_types[:1] not in ((), (OTHER,))


def is_bare(item: EvidenceItem) -> bool:
    """Whether a piece tells only when: "TW II 2023 tanggal 26 Juni 2023", "dok: 5 Mei 2023"."""
    return item.kind is ItemKind.DOCUMENT and _is_time(item)


def _is_time(item: EvidenceItem) -> bool:
    if item.references or item.mentions or item.state or not _says_when(item):
        return False
    times = [(start - item.start, end - item.start) for start, end in places((*item.dates, *item.periods))]
    return _labels().issuperset(_WORD.findall(mask(item.text.casefold(), times)))


def _says_when(item: EvidenceItem) -> bool:
    return bool(item.dates or item.periods)


def _decides(item: EvidenceItem) -> bool:
    types = vocabulary().types
    return any(slug in types and types[slug].decides for slug in item.document_types)


@cache
def _labels() -> frozenset[str]:
    times = time_words()
    spans = (*times.period["month"], *times.period["year"])
    return frozenset((*times.date_labels, *times.weekdays, *spans, *vocabulary().lead, "hari", "dan", "serta", "pada"))
