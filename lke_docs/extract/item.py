"""Describe one piece of a cell: what it offers, what it is about, what was found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.cut import glued
from lke_docs.extract.date import weekday_before
from lke_docs.extract.kind import kind_of
from lke_docs.extract.listing import COORDINATED
from lke_docs.extract.mention import ARTEFACT, SUBJECT, Word, new
from lke_docs.extract.offer import behind_number, head_of, mentions_of, types_of
from lke_docs.extract.piece import Piece
from lke_docs.extract.sentence import names_paper
from lke_docs.extract.span import Taken, places
from lke_docs.extract.state import state_of
from lke_docs.model import DocDate, EvidenceItem, ItemKind, Period, Reference, TypeMention
from lke_docs.patterns import alternation, vocabulary


def describe(
    cell: EvidenceText,
    piece: Piece,
    named: Sequence[Word],
    topics: Sequence[Word],
    references: tuple[Reference, ...],
    dates: tuple[DocDate, ...],
    periods: tuple[Period, ...],
) -> EvidenceItem:
    """Return the piece as an item with everything found inside it."""
    start, end, cut, heading, noted = piece
    text, low = cell.text, cell.low
    if references:
        numbers = Taken(places(references))
        named = [hit for hit in named if not numbers.overlaps(hit.start, hit.end)]
    body = text[start:end]
    head = range(0)
    if named:
        head = head_of(low, behind_number(low, start, end, references, dates) if references else start, end, named)
    kind = ItemKind.HEADING if heading else ItemKind.NOTE
    state = state_of(cell, start, end) if cell.may_say_state else None
    if not heading and not noted and state is None:
        kind = kind_of(body, low, start, named, head, bool(references), letter=not named and cell.is_letter)
    mentions: tuple[TypeMention, ...] = ()
    if named:
        artefact = not head and kind is not ItemKind.CLAIM and _is_artefact(cell, start)
        mentions = mentions_of(text, low, start, end, named, topics, head, references, artefact=artefact)
        if state:
            mentions = tuple([mention._replace(offered=False) for mention in mentions])
    subject = None
    if topics or mentions:
        subject = _subject(text, low, end, mentions, topics, (*references, *dates, *periods))
    slugs = types_of(mentions, references, kind, start, body)
    is_glued = cut in glued()
    values = (start, end, body, kind, references, dates, periods, mentions, slugs, subject, (), is_glued, state, cut)
    item = new(EvidenceItem, values)
    is_paper = kind is ItemKind.CLAIM and (dates or periods) and names_paper(item)
    return item._replace(kind=ItemKind.DOCUMENT) if is_paper else item


def _is_artefact(cell: EvidenceText, start: int) -> bool:
    """Tell "Kertas kerja evaluasi SOP", whose types are its topic; "Dokumen" and the like say nothing of their own."""
    hit = cell.member_at(start)
    while hit and hit.slug is ARTEFACT and cell.low[hit.start : hit.end] in vocabulary().lead:
        hit = cell.artefacts.get(hit.end + 1)  # "Dokumen daftar pegawai"
    return hit is not None and hit.slug is ARTEFACT


# --- what it is about -----------------------------------------------------------------------------------

_LETTER = re.compile(r"[^\W\d_]")
_LABELS = ("nomor", "no", "tanggal", "tertanggal", "tgl", "bulan", "bln", "periode", "tahun", "th", "thn", "per", "tw")
_SUBJECT_END = re.compile(rf"(?<![a-z])(?:{'|'.join(_LABELS)})(?![a-z])\.?\s{{0,4}}:?\s{{0,4}}$")
_LABELS_ONLY = re.compile(rf"[\s,.:;()|\-–]*(?:(?:{'|'.join(_LABELS)}|tangga|dan)[\s,.:;()|\-–]*){{0,3}}")


def _subject(
    text: str,
    low: str,
    end: int,
    mentions: Sequence[TypeMention],
    topics: Sequence[Word],
    inner: Sequence[Reference | DocDate | Period],
) -> str | None:
    """What a document is about: after "tentang" or "perihal", else after the words of its type."""
    titled = next((hit.end for hit in topics if hit.slug is SUBJECT), -1) if topics else -1
    begin = titled if titled >= 0 else _end_of_types(low, mentions)
    if not 0 <= begin < end:
        return None
    stop = end
    for hit in sorted(inner) if len(inner) > 1 else inner:
        if hit.start < begin:
            continue
        if not _LABELS_ONLY.fullmatch(low, begin, hit.start):
            stop = _before_weekday(low, begin, hit)
            break
        begin = hit.end  # a number or date straight behind the type: "SK No. 1/… tanggal … tentang …"
    if stop != end and low[begin:stop].rstrip(" \n\t\xa0:.").endswith(_LABELS):
        cut = _SUBJECT_END.search(low, max(begin, stop - 24), stop)
        stop = cut.start() if cut else stop
    subject = " ".join(text[begin:stop].split()).strip(" ,.;:-–(|")
    if subject.endswith(")") and subject.count(")") > subject.count("("):
        subject = subject[:-1].rstrip(" ,.;:-–(")
    if not subject[:1].isalpha() and (subject[:1].isdigit() or not _LETTER.search(subject)):
        return None
    return None if titled < 0 and _officer().match(subject.lower()) else subject


def _before_weekday(low: str, begin: int, hit: Reference | DocDate | Period) -> int:
    """Where a date begins with its weekday: "daftar hadir, Jumat, 15 Maret 2024"."""
    is_named = isinstance(hit, DocDate) and hit.weekday is not None
    day = weekday_before().search(low, max(begin, hit.start - 30), hit.start) if is_named else None
    return day.start() if day else hit.start


def _end_of_types(low: str, mentions: Sequence[TypeMention]) -> int:
    """Where the words of the offered types end; -1 where none is offered."""
    end = -1
    for mention in mentions:
        if mention.offered and (end < 0 or COORDINATED.fullmatch(low[end : mention.start])):
            end = mention.end
    return end


@cache
def _officer() -> re.Pattern[str]:
    """Who signed a decree is not what it is about."""
    return re.compile(rf"(?:{alternation(vocabulary().officer)})(?![a-z])")
