"""Describe one piece of a cell: what it offers, what it is about, what was found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from lke_docs.extract.mention import SUBJECT, Hit, lead_regex
from lke_docs.extract.piece import Found, Piece
from lke_docs.extract.span import Taken, before, within
from lke_docs.model import DocDate, EvidenceItem, Period, Reference, TypeMention
from lke_docs.patterns import alternation, vocabulary

OTHER = "lainnya"
_LETTERS = {"nota_dinas", "surat_edaran", OTHER}
_CARRIES = {"nota_dinas", "sk", "surat_perintah", "surat_tugas", "surat_edaran"}  # "Laporan Nota Dinas Kepala ..."
_COORDINATED = re.compile(r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|serta|/|\+|\(|\))\s{0,4}(?:dokumen\s{1,4})?")
_LIST_LINK = re.compile(r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|serta)\s{1,4}(?:dokumen\s{1,4})?")
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
    kind = "heading" if heading else _kind(body, low, start, named, head, bool(references))
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
    return bool(_COORDINATED.fullmatch(gap)) or (hit.slug in _CARRIES and not gap.strip())


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


# --- what kind of piece it is ---------------------------------------------------------------------------

_NOTE = re.compile(
    r"(?i)(?:note|catatan|cat|keterangan|ket|n\.?b|to ?do|petunjuk|instruksi)[^:;.\n]{0,30}[:.]|contoh\s?:|pic\s?:"
    r"|(?:jika|apabila|mohon|harap|upload|unggah|revisi)\s|(?:tidak|belum) ada[\W]*$|jawaban [a-e](?![a-z])"
    r"|[(*\s]{0,4}\)?\s?(?:wajib|isi|isikan|lihat|coret|sda|s\.d\.a|idem|sama dengan|sama seperti)(?![a-z])"
    r"|(?:nip|hp|telp|telepon|no\.? ?hp)\W{1,4}[\d(]|bukti (?:ada|terlampir|dukung ada)(?![a-z])"
)
_DEED = re.compile(
    r"(?<![a-z])(?<!yang )(?<!yg )(?:(?:telah|sudah|sedang|selalu|senantiasa)\s{1,4}[a-z]|dapat (?:di|me)"
    r"|(?:tidak|belum) (?:ada|ter|per|di)"
    r"|(?:dilakukan|dilaksanakan|diberikan|diterapkan|disediakan|terdapat|tersedia|tercapai|adanya)(?![a-z]))"
)
_PLACEHOLDER = re.compile(
    r"(?i)[\W_xX.…]*|dst\.?|dll\.?|n/?a|nihil|tbd|contoh|lorem ipsum.*|isi di ?sini.*|\[.*\]|<.*>"
)
_TEMPLATE = re.compile(r"(?<![A-Za-z])(?:NMR|BLN|THN|TGL)(?![A-Za-z])(?=/|$)|/(?:NMR|BLN|THN)(?![A-Za-z])")
_URL = re.compile(
    r"(?i)(?:https?://|www\.)\S+|\S+\.(?:go|co|ac|or)\.id(?:/\S*)?|(?:bit\.ly|s\.id|tinyurl\.com|drive\.google\.com)/\S*"
)
_EMPTY_FILE = re.compile(r"(?i)[\w\-/\\.]*[/\\]\s*\.\w{3,4}")


def _kind(body: str, low: str, start: int, named: Sequence[Hit], head: int, numbered: bool) -> str:
    if _is_note(low, start, start + len(body)):
        return "note"
    if head:
        types = vocabulary().types
        if named[0].start == start or types[named[0].slug].role == "document":
            return "document"
    if not numbered and low.startswith(_claim_openers(), start):
        return "claim"
    if len(body) <= 80 and (_PLACEHOLDER.fullmatch(body) or _EMPTY_FILE.fullmatch(body) or _TEMPLATE.search(body)):
        return "placeholder"
    if low.endswith("menyusul", start, start + len(body)) or (not named and _frame().match(low, start)):
        return "note"
    if not head and not numbered and _DEED.search(low, start, start + len(body)):
        return "claim"
    return "link" if "." in body and _URL.fullmatch(body) else "document"


def _is_note(low: str, start: int, end: int) -> bool:
    return low.startswith(vocabulary().note, start) and _NOTE.match(low, start, end) is not None


@cache
def _claim_openers() -> tuple[str, ...]:
    return tuple(f"{word} " for word in vocabulary().claim)


@cache
def _frame() -> re.Pattern[str]:
    """Lines of a letter's frame ("Bogor, 4 Januari 2021", "Hari : Senin") that name no evidence."""
    return re.compile(rf"(?:{alternation(vocabulary().frame)})(?![a-z])|[a-z]{{3,20}},\s{{1,4}}\d{{1,2}}\s?[a-z]")


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
        if mention.offered and (end < 0 or _COORDINATED.fullmatch(low[end : mention.start])):
            end = mention.end
    return end


@cache
def _officer() -> re.Pattern[str]:
    """Who signed a decree is not what it is about."""
    return re.compile(rf"(?:{alternation(vocabulary().officer)})(?![a-z])")


# --- documents without a separator, lists of documents --------------------------------------------------

_CLAIM_AFTER_COLON = re.compile(r":\s{1,4}(?=(?:telah|sudah)\s)")


def glued_starts(text: str, low: str, found: Found) -> set[int]:
    """Return where a new document begins without a separator: its type, in capitals, right behind the date
    or number that closes the one before ("... tanggal 06 Mei 2021 Surat Perintah ..."); and where a claim
    follows a claim behind a colon ("... di ruang PTSP: Telah dibuat ...").
    """
    starts: set[int] = set()
    types = found.words.types
    if len(types) > 1:
        ends = {ref.end for ref in found.references} | {date.end for date in found.dates}
        for earlier, hit in pairwise(types):
            if not text[hit.start].isupper():
                continue
            gap, joined = _gap_before(low, hit.start)
            joined = joined or ("," in low[gap : hit.start] and earlier.slug in _PAPERS)
            if gap in ends or (joined and _is_listed(low, found, earlier, hit)):
                starts.add(hit.start)
    if ":" in low:
        starts |= {m.end() for m in _CLAIM_AFTER_COLON.finditer(low) if _opens_with_claim(low, m.start())}
    return starts


def _gap_before(low: str, position: int) -> tuple[int, bool]:
    """Walk back over blanks, commas, full stops and one "dan": where the gap begins, and whether "dan" is in it."""
    start = _skip_back(low, position)
    if start == position or not low.endswith(("dan", "serta"), 0, start):
        return start, False
    return _skip_back(low, start - (3 if low[start - 1] == "n" else 5)), True


def _skip_back(low: str, position: int) -> int:
    while position and low[position - 1] in " \n\t,.&":
        position -= 1
    return position


def _is_listed(low: str, found: Found, earlier: Hit, hit: Hit) -> bool:
    """Tell "Notula rapat X dan Foto kegiatan": each type has words of its own, and no title runs on."""
    between = low[earlier.end : hit.start]
    if hit.slug not in _PAPERS or _COORDINATED.fullmatch(between):
        return False
    if low.rfind("(", 0, hit.start) > low.rfind(")", 0, hit.start):
        return False
    number = next(iter(within(found.references, hit.end, hit.end + 80)), None)
    if number and number.start - hit.end <= 12:
        return True
    titled = any(earlier.end <= topic.start < hit.start for topic in found.words.topics)
    return not titled and ";" not in between and "\n" not in between and "(" not in between


_PAPERS = {"notula", "daftar_hadir", "undangan", "dokumentasi", "laporan", "berita_acara", "tangkapan_layar"} | _CARRIES


def _opens_with_claim(low: str, colon: int) -> bool:
    begin = max(low.rfind(";", 0, colon), low.rfind("\n", 0, colon)) + 1
    return low[begin:colon].lstrip().startswith(("telah ", "sudah "))


def divide(low: str, piece: Piece, types: Sequence[Hit]) -> Sequence[Piece]:
    """Split "Dokumen Renja, IKU, Perjanjian Kinerja dan Renstra": a list whose every member is the bare name
    of a type. With anything behind the last name ("Notula dan dokumentasi Rapat X") it is one item.
    """
    end = piece.end
    last = next(before(types, end), None) if len(types) > 1 and not piece.heading else None
    if last is None or last.end != end or _is_note(low, piece.start, end):
        return (piece,)
    named = within(types, piece.start, end)
    lead = lead_regex().match(low, piece.start, end)
    gaps = [low[a.end : b.start] for a, b in pairwise(named)]
    begins_bare = named[0].start in (piece.start, lead.end() if lead else piece.start)
    if not gaps or not begins_bare or not all(_LIST_LINK.fullmatch(gap) for gap in gaps):
        return (piece,)
    parts = []
    begin = piece.start
    for hit, gap in zip(named, [*gaps, ""], strict=True):
        parts.append(Piece(begin, hit.end, piece.glued and begin == piece.start))
        begin = hit.end + len(gap)
    return parts
