"""Documents in one cell without a separator, and lists of them: where the next one begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from lke_docs.extract.found import Found
from lke_docs.extract.kind import is_note
from lke_docs.extract.mention import SUBJECT, Hit, lead_regex
from lke_docs.extract.piece import Piece
from lke_docs.extract.span import before, first_from, within
from lke_docs.model import DocDate, Reference
from lke_docs.patterns import vocabulary

LEFT_BY_MEETINGS = {"undangan", "daftar_hadir", "notula", "dokumentasi"}
COORDINATED = re.compile(r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|serta|/|\+|\(|\))\s{0,4}(?:dokumen\s{1,4})?")
_LIST_LINK = re.compile(r"\s{0,4}(?:,\s{0,4}(?:dan|serta)|,|dan|&|\+|serta)\s{1,4}(?:dokumen\s{1,4})?")
_CLAIM_AFTER_COLON = re.compile(r":\s{1,4}(?=(?:telah|sudah)\s)")


def glued_starts(text: str, low: str, found: Found) -> set[int]:
    """Return where a new document begins without a semicolon or a new line.

    Its type stands, in capitals, right behind the date, number or period that closes the one before
    ("... tanggal 06 Mei 2021 Surat Perintah ..."), behind a comma or "dan" in a list of papers with words of
    their own, or behind a column of blanks; a claim follows a claim behind a colon ("... di ruang PTSP: Telah ...").
    """
    starts: set[int] = set()
    listing = _Listing(text, low, found, starts)
    earlier: Hit | None = None  # the paper named before
    doubtful: list[int] = []  # of a title, or papers of their own: it depends on what follows
    for hit in found.words.types:
        named, earlier = earlier, hit if _can_be_listed(hit) else earlier
        if hit.start and low[hit.start - 1] in _GAP and low[hit.start - 2 : hit.start] != "; ":
            begin = _behind_lead(low, hit.start)
            gap, link = _gap_before(low, begin)
            begins = gap > 0 and listing.begins(named, hit, begin, gap, link)
            may_begin = link == "," and named and _can_be_listed(hit) and _OWN_WORDS.match(low, hit.end)
            if not (begins or may_begin) or _in_parentheses(low, begin):
                continue
            if doubtful and _has_ended(low, doubtful[-1], begin):
                doubtful.clear()
            if begins:
                starts.update((begin, *(doubtful if link in (",", "dan") else ())))
                doubtful.clear()
            else:
                doubtful.append(begin)
    if ":" in low:
        starts |= {m.end() for m in _CLAIM_AFTER_COLON.finditer(low) if _opens_with_claim(low, m.start())}
    return starts


_GAP = " \n\t\xa0,.&+"
_NEVER_TOPIC = {*LEFT_BY_MEETINGS, "tangkapan_layar", "berita_acara"}  # of a decree or a letter
_ATTACHED = re.compile(r"(?:^|[;\n])\s{0,4}lampiran[^;\n]{0,150}$")  # "Lampiran 1 Surat Nomor ... Daftar Undangan"
_COLUMN = re.compile(r"[^\s:][ \xa0]{4,}$|[^\s:][ \xa0]*\t\s*$")


def _gap_before(low: str, position: int) -> tuple[int, str]:
    """Walk back over blanks, commas, full stops and one "dan": where the gap begins, and what links there.

    The link is "dan" (also "serta", "&"), ",", "+" or "column" (a run of blanks); "" where there is none.
    """
    start = _skip_back(low, position)
    gap = low[start:position]
    if start and low.endswith(("dan", "serta"), 0, start) and start < position:
        before_word = start - (3 if low[start - 1] == "n" else 5)
        return _skip_back(low, before_word), "dan"
    if "&" in gap:
        return start, "dan"
    if "," in gap:
        return start, ","
    if "+" in gap:
        return start, "+"
    return start, "column" if start and _COLUMN.search(low, start - 1, position) else ""


def _behind_lead(low: str, position: int) -> int:
    """Where an item begins whose type has a lead word before it ("dok. foto", "Rekap presensi")."""
    words = low[max(0, position - 20) : position].replace(",", " ").split()
    if words and words[-1] in vocabulary().lead:
        return low.rindex(words[-1], 0, position)
    return position


def _skip_back(low: str, position: int) -> int:
    while position and low[position - 1] in _GAP:
        position -= 1
    return position


# "SOP pengaduan", as against the bare "SOP" of a title ("Tim Penyusun SOP, IKU dan Renja")
_OWN_WORDS = re.compile(r"\s{1,3}(?!(?:dan|serta|atau)(?![a-z]))[a-z]{3,}")
_LONGEST_TITLE = 300  # characters
_WITHIN_ITEM = re.compile(r"[^,;\n]{0,60}")
_GOVERNS = re.compile(  # what stands behind one of these is no document of its own
    r"(?:atas|perubahan|pencabutan|lampiran|dalam|dari|dengan|pada|sesuai|berdasarkan|terhadap|dan|jo|untuk|oleh"
    r"|tentang|ttg|mengenai|perihal|hal|terkait|penyusunan|pembuatan|penyampaian|pelaksanaan|hasil|tindak lanjut"
    r"|evaluasi|melalui|lewat|[:(/])[\s.]{0,3}$"
)


class _Listing(NamedTuple):
    """A cell in which documents stand one behind the other; `starts` are those found so far."""

    text: str
    low: str
    found: Found
    starts: AbstractSet[int]

    def begins(self, earlier: Hit | None, hit: Hit, begin: int, gap: int, link: str) -> bool:
        """Tell whether a document begins at `begin`, with a lead word or its type; `gap` is where the last one ends."""
        if link == "+":
            link = "," if gap in self.found.ends else "dan"
        if link == "column" or (link and self.goes_on(earlier, hit, link)):
            return True
        if link == "," and begin < hit.start and self.text[begin].isupper():
            return earlier is not None  # "..., Dokumen SOP Pengumpulan Data"
        if link == "dan" or not self.text[begin].isupper():
            return False
        if gap in self.found.ends:
            return self.text[begin - 1] != "_" and not _ATTACHED.search(self.low, max(0, begin - 160), begin)
        return earlier is not None and begin == hit.start and self.begins_afresh(earlier, hit)

    def goes_on(self, earlier: Hit | None, hit: Hit, link: str) -> bool:
        """Tell "Notula rapat X, foto kegiatan": each paper has words of its own, and no title runs on."""
        low, found = self.low, self.found
        if not _can_be_listed(hit):
            return False
        begin = earlier.end if earlier else max(low.rfind(";", 0, hit.start), low.rfind("\n", 0, hit.start)) + 1
        if _has_ended(low, begin, hit.start):
            return False
        number = next(iter(within(found.references, hit.end, hit.end + 80)), None)
        if number and (number.start - hit.end <= 12 or earlier is None):
            return earlier is not None or link == ","
        if link == "," and hit.slug in _NEVER_TOPIC and self.has_own_date(hit):
            return True
        if earlier is None:
            return False
        if COORDINATED.fullmatch(low, begin, hit.start) and (link != "," or earlier.start not in self.starts):
            return False
        if within(found.words.topics, earlier.end, hit.start):
            return link == "," and hit.slug in _NEVER_TOPIC and self.text[hit.start].isupper()
        if link == ",":
            return True
        return (self.text[hit.start].isupper() and not self.in_title(hit.start)) or earlier.start in self.starts

    def in_title(self, position: int) -> bool:
        """Tell "tentang Penyampaian Laporan Instansi dan Laporan Harta": a title goes on to here."""
        topic = next(before(self.found.words.topics, position), None)
        if topic is None or topic.slug != SUBJECT or position - topic.end > _LONGEST_TITLE:
            return False
        found = (*within(self.found.dates, topic.end, position), *within(self.found.references, topic.end, position))
        is_whole = self.starts.isdisjoint(range(topic.end, position))
        return is_whole and not found and not _has_ended(self.low, topic.end, position)

    def has_own_date(self, hit: Hit) -> bool:
        """Tell "notula lokmin 8-2-2024": a date stands behind before anything else begins."""
        date = first_from(self.found.dates, hit.end)
        return date is not None and _WITHIN_ITEM.fullmatch(self.low, hit.end, date.start) is not None

    def begins_afresh(self, earlier: Hit, hit: Hit) -> bool:
        """Tell "SK Nomor 1 ... tentang Satgas SK Nomor 2 ...": behind one number, a type in capitals with its own."""
        low, references = self.low, self.found.references
        if not references or vocabulary().types[hit.slug].role != "document":
            return False
        if _has_ended(low, earlier.end, hit.start) or _GOVERNS.search(low, max(0, hit.start - 24), hit.start):
            return False
        if hit.slug == "peraturan" and within(self.found.words.topics, earlier.end, hit.start):
            return False  # "Nota Dinas Nomor 1 hal Internalisasi Permenpan RB Nomor 5 ..."
        own: Reference | DocDate | None = next(iter(within(references, hit.end, hit.end + 120)), None)
        number = next(iter(within(references, earlier.end, hit.start)), None)
        if own is None and number and within(self.found.dates, earlier.end, hit.start):
            own = next(iter(within(self.found.dates, hit.end, hit.end + 60)), None)
        if number is None or own is None:
            return False
        return not within(self.found.words.types, hit.end, own.start)


def _has_ended(low: str, start: int, end: int) -> bool:
    """Tell whether a semicolon or a new line stands between, where a list ends."""
    return low.find(";", start, end) >= 0 or low.find("\n", start, end) >= 0


def _can_be_listed(hit: Hit) -> bool:
    """Papers, and what hangs on a wall; not activities, which are named within titles."""
    return hit.slug == "banner" or vocabulary().types[hit.slug].role == "document"


def _in_parentheses(low: str, position: int) -> bool:
    floor = max(0, position - 400)
    if low.rfind("(", floor, position) > low.rfind(")", floor, position):
        return True
    is_open = low.count("(", floor, position) > low.count(")", floor, position)
    return is_open and low.find(")", position, position + 400) >= 0


def _opens_with_claim(low: str, colon: int) -> bool:
    begin = max(low.rfind(";", 0, colon), low.rfind("\n", 0, colon)) + 1
    return low[begin:colon].lstrip().startswith(("telah ", "sudah "))


def divide(low: str, piece: Piece, types: Sequence[Hit]) -> Sequence[Piece]:
    """Split "Dokumen Renja, IKU, Perjanjian Kinerja dan Renstra": a list whose every member is the bare name
    of a type. With anything behind the last name ("Notula dan dokumentasi Rapat X") it is one item. What a
    meeting leaves is divided behind other words too: "Laporan kegiatan X, undangan, daftar hadir".
    """
    end = piece.end
    last = next(before(types, end), None) if len(types) > 1 and not piece.heading else None
    if last is None or last.end != end or is_note(low, piece.start, end):
        return (piece,)
    named = within(types, piece.start, end)
    lead = lead_regex().match(low, piece.start, end)
    gaps = [low[a.end : b.start] for a, b in pairwise(named)]
    begins_bare = named[0].start in (piece.start, lead.end() if lead else piece.start)
    links = [_LIST_LINK.fullmatch(gap) is not None for gap in gaps]
    parts = []
    begin = piece.start
    if not gaps or not begins_bare or not all(links):
        count = _meeting_papers(named, links)
        first = named[len(named) - count].start if count else 0
        comma = _COMMA_BEFORE.search(low, piece.start, first)
        if count < 2 or not comma:
            return (piece,)
        parts.append(Piece(begin, comma.start(), piece.glued))
        begin, named, gaps = first, named[-count:], gaps[1 - count :]
    for hit, gap in zip(named, [*gaps, ""], strict=True):
        parts.append(Piece(begin, hit.end, piece.glued and begin == piece.start))
        begin = hit.end + len(gap)
    return parts


_COMMA_BEFORE = re.compile(r"\s{0,4},\s{1,4}$")


def _meeting_papers(named: Sequence[Hit], links: Sequence[bool]) -> int:
    """Count the papers of a meeting that stand linked at the end."""
    count = 0
    for hit, linked in zip(reversed(named), [*reversed(links), False], strict=True):
        if hit.slug not in LEFT_BY_MEETINGS:
            break
        count += 1
        if not linked:
            break
    return count
