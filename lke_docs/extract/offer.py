"""What an item offers: the types of document it names as its own, as against those that are only its topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.extract.kind import shown_by_labels
from lke_docs.extract.listing import COORDINATED
from lke_docs.extract.mention import TOPIC, Word, lead_regex, new
from lke_docs.extract.span import before, first_from
from lke_docs.model import DocDate, ItemKind, Reference, ReferenceKind, TypeMention
from lke_docs.patterns import vocabulary

OTHER = "lainnya"
_LETTERS = {"nota_dinas", "surat_edaran", OTHER}
_CARRIES = {"nota_dinas", "sk", "surat_perintah", "surat_tugas", "surat_edaran"}  # "Laporan Nota Dinas Kepala ..."
_NUMBERED = {*_CARRIES, "undangan", "berita_acara", "peraturan", OTHER}
_SILENT = (ItemKind.NOTE, ItemKind.PLACEHOLDER, ItemKind.LINK)
_LETTER = re.compile(r"[^\W\d_]")
_PROSE = re.compile(  # a sentence from within a document, no paper by itself
    r"(?i)(?:untuk|pada|dalam|selama|dengan|guna|agar|karena|sehubungan|bahwa|adapun|namun|sehingga|oleh)\s"
)
_LETTER_HEAD = re.compile(r"(?m)^[ \t]*(?:lampiran\s+)?(?:surat(?![a-z])|nomor\s*:|no\.?\s*:)")
_LETTERHEAD = 2000  # characters, within which a letter says that it is one
_HAL = re.compile(r"(?:perihal|hal)\s{0,16}:?\s{0,4}$|(?:pengantar|penyampaian)\s{1,4}$")
_ITSELF = (" ini ", " ini,", " ini.", " tersebut")  # "biaya akibat keputusan ini dibebankan"
_ADDED = re.compile(r"\d\)?,?\s{1,3}(?:dan|serta|&)\s{1,3}$")  # "dalam SK Nomor 12/SK/2022 dan notula rapat"
_PASSING = ("di", "ke", "pada", "melalui", "lewat", "via", "oleh")
_IN_PASSING = re.compile(rf"(?<![a-z])(?:{'|'.join(_PASSING)})\s{{1,3}}$")
_SEEN_IN = re.compile(
    r"(?<![a-z])(?:(?:di|ter)(?:lihat|muat|baca|catat|cantum(?:kan)?|lampir(?:kan)?|tuang(?:kan)?|saji(?:kan)?|urai(?:kan)?)"
    r"|terekam|tergambar|terdapat|lampirkan|tampak|ada)\s\w{2,8}\s{1,3}$"
)

# --- the head of an item ------------------------------------------------------------------------------


def head_of(low: str, start: int, end: int, named: Sequence[Word]) -> range:
    """The types, by their index, that make the head of an item: the one it begins with and those joined to it.

    `start`: where the name of the item may stand (`behind_number`).
    """
    first = 0
    while named[first].start < start:
        first += 1
        if first == len(named):
            return range(0)
    if named[first].start != start:
        lead = lead_regex().match(low, start, end)
        if named[first].start > (lead.end() if lead else start):
            return range(0)
    last = first + 1
    while last < len(named) and _joins(low[named[last - 1].end : named[last].start], named[last]):
        last += 1
    return range(first, last)


def _joins(gap: str, hit: Word) -> bool:
    return bool(COORDINATED.fullmatch(gap)) or (hit.slug in _CARRIES and not gap.strip())


_LABEL_GAP = re.compile(r"[\s,|:;(\-–]{0,8}(?:(?:tanggal|tertanggal|tgl)\.?\s?:?\s?)?")


def behind_number(low: str, start: int, end: int, references: Sequence[Reference], dates: Sequence[DocDate]) -> int:
    """Where the name of an item may stand that begins with its number and date: "005/3014/2019 - Undangan ...".

    So does the title of an attachment: "Lampiran 1 Surat Nomor B-233/... Tanggal 16 September 2023 Daftar ...".
    """
    lead = lead_regex().match(low, start, end)
    is_attached = low.startswith("lampiran", start)
    if references[0].start > (lead.end() if lead else start) and not is_attached:
        return start
    begin = references[0].end
    date = first_from(dates, begin)
    if date and _LABEL_GAP.fullmatch(low, begin, date.start):
        begin = date.end
    gap = _LABEL_GAP.match(low, begin, end)
    return gap.end() if gap else begin


# --- offered, cited, or only the topic ------------------------------------------------------------------


def mentions_of(
    text: str,
    low: str,
    start: int,
    end: int,
    named: Sequence[Word],
    topics: Sequence[Word],
    head: range,
    references: Sequence[Reference],
    *,
    artefact: bool,
) -> tuple[TypeMention, ...]:
    """Tell the types an item offers from those that are only its topic; `artefact`: it begins with one.

    Where an item has a head ("Notula dan dokumentasi ...") it alone is offered, but activities count beside pictures
    of them; without a head every type before the topic counts, unless only a place or a means."""
    if len(named) == 1 and (head or not (artefact or topics or references)):
        first, last, slug = named[0]
        if head or not (_is_in_passing(low, start, first) or low.startswith(_ITSELF, last)):
            return (new(TypeMention, (first, last, text[first:last], slug, True, False)),)
    words, types = vocabulary(), vocabulary().types
    first_number = references[0].start if references else len(text)
    aim = _topic(low, named, topics)
    heads = named[head.start : head.stop]
    mentions: list[TypeMention] = []
    for index, hit in enumerate(named):
        first, last, slug = hit
        if head:
            offered = index in head or (types[slug].role == "activity" and first not in aim and _are_activities(heads))
        else:
            offered = not artefact and first not in aim and (first < first_number or _is_added(low, first))
            offered = offered and not _is_in_passing(low, start, first)
        if not offered and slug in words.carried_by_letter and _HAL.search(low, max(start, first - 32), first):
            offered = first_number == start or _begins_as_letter(low, start, min(end, start + _LETTERHEAD), heads)
        if not offered and types[slug].listed:
            offered = _is_in_bundle(low, start, hit) or _is_alternative(low, start, hit, aim, mentions)
        offered = offered and (index in head or not low.startswith(_ITSELF, last))
        cited = bool(references) and _is_cited(low, hit, references)
        mentions.append(new(TypeMention, (first, last, text[first:last], slug, offered, cited)))
    return tuple(mentions)


_MADE = re.compile(r"[^\W_],?\s{1,4}(?:dengan|(?<!yang )(?<!yg )di[a-z]{4,16})\s{1,4}$")


def _topic(low: str, named: Sequence[Word], topics: Sequence[Word]) -> range:
    """Where the topic stands: up to the end, or to the paper that was made or given for it.

    "Tim dibentuk dalam rangka pembangunan ZI dengan SK Kepala Kantor", never "terkait sinkronisasi IKU dengan Renstra".
    A comma ends any: "Sesuai hal di atas, dibuat berita acara".
    """
    if not topics:
        return range(0)
    start = topics[0].start
    papers = (hit.start for hit in named if hit.start > start and vocabulary().types[hit.slug].role == "document")
    paper = next(papers, start)
    near = next(before(topics, paper), None)
    floor = max(near.end + 1, paper - 24) if near else paper
    may_end = near and (near.slug is TOPIC or low.find(",", floor, paper) >= 0)
    is_made = may_end and _MADE.search(low, floor, paper)
    return range(start, paper if is_made else len(low))


def _is_added(low: str, position: int) -> bool:
    return _ADDED.search(low, max(0, position - 12), position) is not None


def _is_in_passing(low: str, start: int, position: int) -> bool:
    floor = max(start, position - 16)
    if not low[floor:position].rstrip().endswith(_PASSING) or not _IN_PASSING.search(low, floor, position):
        return False
    return _SEEN_IN.search(low, max(start, position - 32), position) is None


def _are_activities(heads: Sequence[Word]) -> bool:
    types = vocabulary().types
    return all(types[hit.slug].role == "activity" or hit.slug == "dokumentasi" for hit in heads)


def _begins_as_letter(low: str, start: int, end: int, heads: Sequence[Word]) -> bool:
    return any(hit.slug in _LETTERS for hit in heads) or _LETTER_HEAD.search(low, start, end) is not None


# "Laporan pendampingan (undangan, daftar hadir, notula)": what stands in the bundle is offered
_BUNDLE = re.compile(r"\(\s{0,3}(?:[a-z][a-z\s]{1,24}:\s?)?(?:[a-z][a-z\s/]{0,30}(?:,|dan|&)\s{0,3}){0,5}$")
_ENTRY_END = re.compile(r"\s{0,3}(?:,|dan(?![a-z])|&|\))")
_ALTERNATIVE = re.compile(
    r"(?:/\s?|\s(?:&|atau|berupa|dalam bentuk|(?:dilengkapi|disertai)(?: dengan)?|beserta|melampirkan)\s)$"
)


def _is_in_bundle(low: str, start: int, hit: Word) -> bool:
    """Tell an entry of a list in parentheses; "Prosedur (SOP)" is no list."""
    floor = max(start, hit.start - 80)
    before = _BUNDLE.search(low, floor, hit.start) if "(" in low[floor : hit.start] else None
    if before is None or vocabulary().types[hit.slug].left_by_meetings:
        return before is not None
    end = _ENTRY_END.match(low, hit.end)
    return end is not None and (before.group() != "(" or not end.group().endswith(")"))


def _is_alternative(low: str, start: int, hit: Word, topic: range, earlier: Sequence[TypeMention]) -> bool:
    """Tell "Sertifikat diklat/laporan diklat" and "komitmen berupa banner": offered where the paper before it is."""
    if hit.start in topic or _ALTERNATIVE.search(low, max(start, hit.start - 20), hit.start) is None:
        return False
    papers = (mention for mention in reversed(earlier) if vocabulary().types[mention.slug].role == "document")
    paper = next(papers, None)
    return paper is None or paper.offered


_OWN_NUMBER = re.compile(r"[^;:\d]{0,80}?(?<![a-z])(?:nomor|no)(?![a-z])[\s.:]{0,6}|[a-z\s]{0,16}")
_TITLE_BETWEEN = re.compile(r"(?<![a-z])(?:tentang|ttg|perihal|hal|tanggal|tgl|dan|serta)(?![a-z])")


def _is_cited(low: str, hit: Word, references: Sequence[Reference]) -> bool:
    """Tell a document that is named with its own number, wherever it stands: "berdasarkan SK Ketua Nomor 12/..."."""
    if hit.slug not in _NUMBERED:
        return False
    number = first_from(references, hit.end)
    if number is None or not _OWN_NUMBER.fullmatch(low, hit.end, number.start):
        return False
    return _TITLE_BETWEEN.search(low, hit.end, number.start) is None


def types_of(
    mentions: Sequence[TypeMention], references: Sequence[Reference], kind: ItemKind, start: int, body: str
) -> tuple[str, ...]:
    """Slugs of the types that an item offers or cites, else of the type that its number or its labels show."""
    if kind in _SILENT:
        return ()
    if len(mentions) == 1 and mentions[0].offered and not (references and references[0].start == start):
        return (mentions[0].slug,)
    slugs = list(dict.fromkeys([mention.slug for mention in mentions if mention.offered])) if mentions else []
    if len(slugs) > 1 and OTHER in slugs:
        slugs.remove(OTHER)
    if references and mentions:
        cited = [mention.slug for mention in mentions if mention.cited and mention.slug != OTHER]
        slugs = slugs + cited if mentions[0].offered else cited + slugs
    if references and references[0].start == start and (own := _by_prefix(references[0])) and own not in slugs:
        slugs.insert(0, own)
    if slugs or kind is ItemKind.HEADING:
        return tuple(dict.fromkeys(slugs))
    names = [mention.raw.lower() for mention in mentions if mention.cited]
    if names and "surat" not in names:  # "berdasarkan Surat Nomor KEP-01/...": what it is its prefix says
        return (OTHER,)  # "tertuang dalam surat telegram nomor: ST/77/...": named, so its prefix says nothing
    if references and (guessed := next(filter(None, map(_from_number, references)), None)):
        return (guessed,)
    if "\n" in body and (shown := shown_by_labels(body)):
        return (shown,)
    is_prose = kind is ItemKind.DOCUMENT and _PROSE.match(body) is not None
    return (OTHER,) if not is_prose and (body[0].isalpha() or _LETTER.search(body)) else ()


def _from_number(reference: Reference) -> str | None:
    """The type that a number tells by itself."""
    if reference.kind is ReferenceKind.REGULATION:
        return "peraturan"
    if reference.pattern == "kemenkumham-keputusan" and "year" in reference.fields:
        return "sk"
    return _by_prefix(reference)


def _by_prefix(reference: Reference) -> str | None:
    fields = reference.fields
    behind_serial = fields.get("office", "").partition("/")[0]  # "12/ST/BALAI/2021"
    for prefix in (fields.get("prefix"), fields.get("kpts"), behind_serial):
        if prefix and (kind := vocabulary().by_prefix(prefix)):
            return kind.slug
    return None
