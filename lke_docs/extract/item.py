"""Describe one piece of a cell: what it offers, what it is about, what was found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lke_docs.extract.mention import TOPIC, Hit, lead_regex
from lke_docs.extract.piece import Piece
from lke_docs.model import DocDate, EvidenceItem, Period, Reference, TypeMention
from lke_docs.patterns import DocType, alternation, vocabulary

OTHER = "lainnya"
_LETTERS = {"nota_dinas", "surat_edaran", OTHER}
_COORDINATED = re.compile(r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|serta|/|\+|\(|\))\s{0,4}(?:dokumen\s{1,4})?|\s{1,4}")
_LIST_LINK = re.compile(r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|serta)\s{1,4}(?:dokumen\s{1,4})?")
_NOTE = re.compile(r"(?i)(?:note|catatan|cat|keterangan|ket|n\.?b|to ?do|petunjuk|instruksi)\s*[:.]|jika\s|apabila\s|\(?\s*wajib\s|\*+\s?wajib")
_PLACEHOLDER = re.compile(r"(?i)[\W_xX.…]*|(?:x{2,}\s*)+|-+|\.{2,}|dst\.?|dll\.?|n/?a|nihil|tbd|contoh|lorem ipsum.*|isi di ?sini.*|\[.*\]|<.*>")
_URL = re.compile(r"(?i)(?:https?://|www\.)\S+|\S+\.(?:go|co|ac|or)\.id(?:/\S*)?|(?:bit\.ly|s\.id|tinyurl\.com|drive\.google\.com)/\S*")
_LETTER_HEAD = re.compile(r"surat(?![a-z])")
_EMPTY_FILE = re.compile(r"(?i)[\w\-/\\.]*[/\\]\s*\.\w{3,4}")


def describe(
    text: str,
    low: str,
    piece: Piece,
    hits: Sequence[Hit],
    references: Sequence[Reference],
    dates: Sequence[DocDate],
    periods: Sequence[Period],
) -> EvidenceItem | None:
    """Return the piece as an item with everything found inside it."""
    start, end = piece.start, piece.end
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    own = tuple(ref for ref in references if start <= ref.start and ref.end <= end)
    body = text[start:end]
    kind = _kind(body, low[start:end], piece, inside)
    mentions = _mentions(text, low, start, end, inside, own)
    types = _types(mentions, own, kind, low[start:end])
    return EvidenceItem(
        start=start,
        end=end,
        text=body,
        kind=kind,
        references=own,
        dates=tuple(d for d in dates if start <= d.start and d.end <= end),
        periods=tuple(p for p in periods if start <= p.start and p.end <= end),
        mentions=mentions,
        document_types=types,
        subject=_subject(text, low, start, end, mentions, inside, (*own, *dates, *periods)),
        bindings=(),
        glued=piece.glued,
    )


def _kind(body: str, low: str, piece: Piece, hits: Sequence[Hit]) -> str:
    if piece.heading:
        return "heading"
    if _PLACEHOLDER.fullmatch(body) or _EMPTY_FILE.fullmatch(body):
        return "placeholder"
    if _URL.fullmatch(body):
        return "link"
    if _NOTE.match(body):
        return "note"
    if low.startswith(_claim_openers()):
        types = vocabulary().types
        named = any(hit.slug != TOPIC and types[hit.slug].role == "document" for hit in hits[:1])
        offers = lead_regex().match(low)
        at_head = bool(hits) and offers is not None and hits[0].start - piece.start <= offers.end()
        return "document" if named and at_head else "claim"
    return "document"


@cache
def _claim_openers() -> tuple[str, ...]:
    return tuple(f"{word} " for word in vocabulary().claim)


def _mentions(
    text: str, low: str, start: int, end: int, hits: Sequence[Hit], references: Sequence[Reference]
) -> tuple[TypeMention, ...]:
    """Tell the types an item offers from those that are only its topic.

    The head of an item is the type it begins with and those joined to it ("Notula dan dokumentasi ...").
    Without a head every type before the topic counts.
    """
    types = vocabulary().types
    named = [hit for hit in hits if hit.slug != TOPIC]
    named = [hit for hit in named if not any(ref.start <= hit.start < ref.end for ref in references)]
    topic = min((hit.start for hit in hits if hit.slug == TOPIC), default=end)
    lead = lead_regex().match(low, start, end)
    head_end = lead.end() if lead else start
    head: list[Hit] = []
    for hit in named:
        reach = low[head[-1].end : hit.start] if head else low[head_end : hit.start]
        if (head and _COORDINATED.fullmatch(reach)) or (not head and hit.start <= head_end) or (not head and not reach.strip()):
            head.append(hit)
            head_end = max(head_end, hit.end)
        else:
            break
    is_activity = bool(head) and all(types[hit.slug].role == "activity" or hit.slug == "dokumentasi" for hit in head)
    letter = _LETTER_HEAD.match(low, start) or any(hit.slug in _LETTERS for hit in head)
    mentions = []
    for hit in named:
        if head:
            offered = hit in head or (is_activity and types[hit.slug].role == "activity" and hit.start < topic)
        else:
            offered = hit.start < topic
        if not offered and letter and hit.slug in vocabulary().carried_by_letter:
            offered = bool(re.search(r"(?:perihal|hal)\s{0,4}:?\s{0,4}$", low[max(start, hit.start - 16) : hit.start]))
        mentions.append(TypeMention(hit.start, hit.end, text[hit.start : hit.end], hit.slug, offered))
    return tuple(mentions)


def _types(
    mentions: Sequence[TypeMention], references: Sequence[Reference], kind: str, low: str
) -> tuple[str, ...]:
    if kind in ("note", "placeholder", "link"):
        return ()
    slugs = list(dict.fromkeys(m.slug for m in mentions if m.offered))
    if len(slugs) > 1 and OTHER in slugs:
        slugs.remove(OTHER)
    if slugs or kind == "heading":
        return tuple(slugs)
    if guessed := _from_number(references):
        return (guessed,)
    return (OTHER,) if any(char.isalpha() for char in low) else ()


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
        if "kemenkumham-keputusan" == reference.pattern and reference.normalized.count(" Tahun "):
            return "sk"
    return None


# --- subject ------------------------------------------------------------------------------------------

_SUBJECT = re.compile(r"(?<![a-z])(?:tentang|perihal|mengenai|ttg|hal)(?![a-z])\s{0,4}:?\s{0,4}")
_SUBJECT_END = re.compile(r"(?<![a-z])(?:tanggal|tertanggal|tgl|nomor|no|bulan|periode|tahun)(?![a-z])\.?\s{0,4}:?\s{0,4}$")


def _subject(
    text: str,
    low: str,
    start: int,
    end: int,
    mentions: Sequence[TypeMention],
    hits: Sequence[Hit],
    found: Sequence[Reference | DocDate | Period],
) -> str | None:
    """What a document is about: after "tentang" or "perihal", else after the words of its type."""
    topic = _SUBJECT.search(low, start, end)
    if topic:
        begin = topic.end()
    else:
        offered = [m for m in mentions if m.offered]
        if not offered:
            return None
        begin = offered[0].end
        for mention in offered[1:]:
            if _COORDINATED.fullmatch(low[begin : mention.start]):
                begin = mention.end
    inner = [f for f in found if start <= f.start and f.end <= end]
    while True:  # a number or date straight behind the type is skipped: "SK No. 1/… tanggal … tentang …"
        ahead = next((f for f in inner if begin <= f.start and not _words_between(low[begin : f.start])), None)
        if ahead is None:
            break
        begin = ahead.end
    stop = min((f.start for f in inner if f.start >= begin), default=end)
    subject = text[begin:stop]
    if cut := _SUBJECT_END.search(low[begin:stop]):
        subject = subject[: cut.start()]
    subject = " ".join(subject.split()).strip(" ,.;:-–()")
    return subject or None


_GAP_WORDS = re.compile(r"[\s,.:;()\-–]*(?:(?:nomor|no|tanggal|tertanggal|tgl|tangga|bulan|periode|tahun|dan)[\s,.:;()\-–]*){0,3}")


def _words_between(gap: str) -> bool:
    return not _GAP_WORDS.fullmatch(gap)


# --- documents without a separator, lists of documents --------------------------------------------------


def glued_starts(
    text: str, low: str, hits: Sequence[Hit], references: Sequence[Reference], dates: Sequence[DocDate]
) -> list[int]:
    """Return where a new document begins without a separator: its type, in capitals, right behind the date
    or number that closes the one before ("... tanggal 06 Mei 2021 Surat Perintah ..."); and where a claim
    follows a claim behind a colon ("... di ruang PTSP: Telah dibuat ...").
    """
    starts = []
    if references and len(dates) + len(references) > 1:
        ends = {found.end for found in (*references, *dates)}
        for hit in hits:
            if hit.slug == TOPIC or not text[hit.start].isupper():
                continue
            before = hit.start - 1
            while before > 0 and text[before] in " \t\xa0,.":
                before -= 1
            if before + 1 in ends and before + 1 < hit.start:
                starts.append(hit.start)
    starts += [match.end() for match in _CLAIM_AFTER_COLON.finditer(low) if _opens_with_claim(low, match.start())]
    return starts


_CLAIM_AFTER_COLON = re.compile(r":\s{1,4}(?=(?:telah|sudah)\s)")


def _opens_with_claim(low: str, colon: int) -> bool:
    begin = max(low.rfind(";", 0, colon), low.rfind("\n", 0, colon)) + 1
    return low[begin:colon].lstrip().startswith(("telah ", "sudah "))


def divide(text: str, piece: Piece, hits: Sequence[Hit]) -> Iterator[Piece]:
    """Split "Dokumen Renja, IKU, Perjanjian Kinerja dan Renstra": a list whose every member is the bare name
    of a type. With anything behind the last name ("Notula dan dokumentasi Rapat X") it is one item.
    """
    named = [hit for hit in hits if hit.slug != TOPIC and piece.start <= hit.start and hit.end <= piece.end]
    if len(named) < 2 or named[-1].end != piece.end or piece.heading:
        yield piece
        return
    low = text.lower() if len(text.lower()) == len(text) else text
    lead = lead_regex().match(low, piece.start, piece.end)
    if named[0].start != (lead.end() if lead else piece.start) and named[0].start != piece.start:
        yield piece
        return
    gaps = [low[a.end : b.start] for a, b in zip(named, named[1:], strict=False)]
    if not all(_LIST_LINK.fullmatch(gap) for gap in gaps):
        yield piece
        return
    begin = piece.start
    for hit, gap in zip(named, [*gaps, ""], strict=True):
        yield Piece(begin, hit.end, piece.glued and begin == piece.start)
        begin = hit.end + len(gap)


@cache
def bare_names() -> re.Pattern[str]:
    """Matches text that is nothing but the name of a type."""
    names = [name for doc_type in vocabulary().types.values() for name in doc_type.names]
    return re.compile(rf"(?:{alternation(names)})")


def title_of(slug: str) -> str:
    """The Indonesian title of a type."""
    found: DocType | None = vocabulary().types.get(slug)
    return found.title if found else slug
