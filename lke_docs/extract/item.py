"""Describe one piece of a cell: what it offers, what it is about, what was found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.kind import kind_of
from lke_docs.extract.listing import COORDINATED
from lke_docs.extract.mention import SUBJECT, Hit, lead_regex
from lke_docs.extract.piece import Found, Piece
from lke_docs.extract.span import Taken, within
from lke_docs.model import DocDate, EvidenceItem, Period, Reference, TypeMention
from lke_docs.patterns import alternation, vocabulary

OTHER = "lainnya"
_LETTERS = {"nota_dinas", "surat_edaran", OTHER}
_CARRIES = {"nota_dinas", "sk", "surat_perintah", "surat_tugas", "surat_edaran"}  # "Laporan Nota Dinas Kepala ..."
_LETTER_HEAD = re.compile(r"(?:lampiran\s+)?(?:surat(?![a-z])|nomor\s*:|no\.?\s*:)")
_HAL = re.compile(r"(?:perihal|hal)\s{0,4}:?\s{0,4}$")


def describe(text: str, low: str, piece: Piece, found: Found, *, alone: bool) -> EvidenceItem:
    """Return the piece as an item with everything found inside it; `alone`: it is the only one of its cell."""
    start, end, glued, heading = piece
    (types, all_topics, _), references, dates, periods = found
    named, topics = tuple(types), tuple(all_topics)
    if not alone:
        named = within(types, start, end) if types else ()
        topics = within(topics, start, end) if topics else ()
        references = within(references, start, end) if references else ()
        dates = within(dates, start, end) if dates else ()
        periods = within(periods, start, end) if periods else ()
    if references:
        numbers = Taken((ref.start, ref.end) for ref in references)
        named = tuple([hit for hit in named if not numbers.overlaps(hit.start, hit.end)])
    body = text[start:end]
    head = _head(low, start, end, named) if named else 0
    kind = "heading" if heading else kind_of(body, low, start, named, head, bool(references))
    mentions: tuple[TypeMention, ...] = ()
    if named:
        mentions = _mentions(text, low, start, named, topics, head, references[0].start if references else end)
    subject = None
    if topics or mentions:
        subject = _subject(text, low, start, end, mentions, topics, (*references, *dates, *periods))
    slugs = _types(mentions, references, kind, body)
    return EvidenceItem(start, end, body, kind, references, dates, periods, mentions, slugs, subject, (), glued)


# --- what an item offers ------------------------------------------------------------------------------


def _head(low: str, start: int, end: int, named: Sequence[Hit]) -> int:
    """Count the types that make the head of an item: the one it begins with and those joined to it."""
    if named[0].start != start:
        lead = lead_regex().match(low, start, end)
        if named[0].start > (lead.end() if lead else start):
            return 0
    count = 1
    while count < len(named) and _joins(low[named[count - 1].end : named[count].start], named[count]):
        count += 1
    return count


def _joins(gap: str, hit: Hit) -> bool:
    return bool(COORDINATED.fullmatch(gap)) or (hit.slug in _CARRIES and not gap.strip())


def _mentions(
    text: str,
    low: str,
    start: int,
    named: Sequence[Hit],
    topics: Sequence[Hit],
    head: int,
    first_number: int,
) -> tuple[TypeMention, ...]:
    """Tell the types an item offers from those that are only its topic.

    Where an item has a head ("Notula dan dokumentasi ...") the head alone is offered, but activities count
    beside pictures of them; without a head every type before the topic counts.
    """
    if len(named) == head == 1:
        first, last, slug = named[0]
        return (TypeMention(first, last, text[first:last], slug),)
    types = vocabulary().types
    limit = topics[0].start if topics else len(text)
    activity = head > 0 and all(types[h.slug].role == "activity" or h.slug == "dokumentasi" for h in named[:head])
    letter = (
        any(hit.slug in _LETTERS for hit in named[:head])
        or _LETTER_HEAD.match(low, start) is not None
        or first_number == start
    )
    mentions = []
    for index, hit in enumerate(named):
        if head:
            offered = index < head or (activity and types[hit.slug].role == "activity" and hit.start < limit)
        else:
            offered = hit.start < min(limit, first_number)
        if not offered and letter and hit.slug in vocabulary().carried_by_letter:
            offered = _HAL.search(low, max(start, hit.start - 16), hit.start) is not None
        mentions.append(TypeMention(hit.start, hit.end, text[hit.start : hit.end], hit.slug, offered))
    return tuple(mentions)


def _types(mentions: Sequence[TypeMention], references: Sequence[Reference], kind: str, body: str) -> tuple[str, ...]:
    if len(mentions) == 1 and mentions[0].offered and kind not in _SILENT:
        return (mentions[0].slug,)
    if kind in _SILENT:
        return ()
    slugs = list(dict.fromkeys([m.slug for m in mentions if m.offered]))
    if len(slugs) > 1 and OTHER in slugs:
        slugs.remove(OTHER)
    if slugs or kind == "heading":
        return tuple(slugs)
    if references and (guessed := _from_number(references)):
        return (guessed,)
    return (OTHER,) if _LETTER.search(body) else ()


_SILENT = {"note", "placeholder", "link"}
_LETTER = re.compile(r"[^\W\d_]")


def _from_number(references: Sequence[Reference]) -> str | None:
    """Name the type that a number's own prefix tells."""
    words = vocabulary()
    for reference in references:
        if reference.kind == "regulation":
            return "peraturan"
        for part in ("prefix", "kpts"):
            prefix = reference.fields.get(part)
            if prefix and (found := words.by_prefix(prefix)):
                return found.slug
        if reference.pattern == "kemenkumham-keputusan" and "year" in reference.fields:
            return "sk"
    return None


# --- what it is about -----------------------------------------------------------------------------------

_SUBJECT_END = re.compile(
    r"(?<![a-z])(?:tanggal|tertanggal|tgl|nomor|no|bulan|bln|periode|tahun|th|thn|per|tw)(?![a-z])\.?\s{0,4}:?\s{0,4}$"
)
_LABELS_ONLY = re.compile(
    r"[\s,.:;()\-–]*(?:(?:nomor|no|tanggal|tertanggal|tgl|tangga|bulan|bln|periode|tahun|th|thn|per|tw|dan)[\s,.:;()\-–]*){0,3}"
)


def _subject(
    text: str,
    low: str,
    start: int,
    end: int,
    mentions: Sequence[TypeMention],
    topics: Sequence[Hit],
    inner: Sequence[Reference | DocDate | Period],
) -> str | None:
    """What a document is about: after "tentang" or "perihal", else after the words of its type."""
    titled = next((hit.end for hit in topics if hit.slug is SUBJECT), -1) if topics else -1
    begin = titled if titled >= 0 else _end_of_types(low, mentions)
    if begin < 0:
        return None
    stop = end
    for one in sorted(inner) if len(inner) > 1 else inner:
        if one.start < begin:
            continue
        if not _LABELS_ONLY.fullmatch(low, begin, one.start):
            stop = one.start
            break
        begin = one.end  # a number or date straight behind the type: "SK No. 1/… tanggal … tentang …"
    if stop != end and (cut := _SUBJECT_END.search(low, max(begin, stop - 40), stop)):
        stop = cut.start()
    subject = " ".join(text[begin:stop].split()).strip(" ,.;:-–(")
    if subject.count(")") > subject.count("("):
        subject = subject.removesuffix(")").rstrip(" ,.;:-–(")
    if not subject or subject[0].isdigit() or not _LETTER.search(subject):
        return None
    return None if titled < 0 and _officer().match(subject.lower()) else subject


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
