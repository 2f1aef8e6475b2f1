"""One grammar of lists: where the next member begins behind a comma, "dan", a plus, a dash, a stop or a column.

A list is told by its members, not by its marks: what follows a link is a member where it begins as evidence does
(`Cell.member_at`). Parentheses are never looked into.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.kind import is_note
from lke_docs.extract.mention import ARTEFACT, Word
from lke_docs.extract.span import before, within
from lke_docs.patterns import alternation, vocabulary

COORDINATED = re.compile(
    r"\s{0,4}(?:\)\s{0,4})?(?:,\s{0,4}(?:dan|serta)|,|dan(?:/atau)?|&|serta|atau|/|\+|\(|\))\s{0,4}(?:dokumen\s{1,4})?"
)
_LINK = re.compile(  # the first character of each finds it quickly; what stands before is asked last
    r"""(?x) , \s{0,60} (?:(?:dan|serta|atau|ataupun|&)\s{1,40})? # "A, B", "A, B, dan C"
    | \+ \s{0,40}                                              # "Undangan+absensi"
    | - \s(?<=\s-\s) \s{0,39} | – \s(?<=\s–\s) \s{0,39}       # "Undangan - daftar hadir"
    | / (?<=\s/) /? \s{1,40} | \| (?<=\s\|) \s{1,40} | \t \s{0,40} # the cells of a flat table
    | dan\s (?<=\sdan\s) \s{0,39} | serta\s (?<=\sserta\s) \s{0,39} | & (?<=\s&) \s{1,40}
    | \. \s{1,40} (?:(?:dan|serta)\s{1,4})?                    # "SOP Umpan Balik. Dan SOP Pengaduan"
    """
)
_KINDS = {",": "comma", "+": "plus", "-": "dash", "–": "dash", "/": "bar", "|": "bar", "\t": "tab", ".": "stop"}
_COLUMN = re.compile(r"(?<!\s)[ \xa0]{4,}(?:[-–•*]\s{1,4})?")
_FLAT_TABLE = 12  # blanks: more than a justified line ever has between two words


_LONGEST_MEMBER = 400  # characters
_LONGEST_HEAD = 60
_LONGEST_LIST = 24  # names in a row, within a title


class Link(NamedTuple):
    """What stands between two members that may be, and the member that it opens, up to the next link."""

    start: int
    end: int
    kind: str
    stop: int
    is_member: bool  # begins as evidence does


def list_starts(cell: EvidenceText, sure: Mapping[int, str], *, marks_by: str) -> Iterator[int]:
    """Yield where the members of lists begin between cuts that are sure; `marks_by`: what cuts at counting marks."""
    starts = [hit.start for hit in cell.words.types]
    if cell.words.artefacts:
        starts = sorted([*starts, *(hit.start for hit in cell.words.artefacts)])
    joins_all = "+" in cell.low or "    " in cell.low  # these join what is no member, too
    for begin, stop in pairwise(sorted({0, len(cell.low), *sure})) if starts else ():
        last = stop if joins_all else starts[bisect_left(starts, stop) - 1]
        matches = _matches(cell.open, begin, last, stop) if begin < last <= stop else ()
        if not matches:
            continue
        links = _links(cell, matches, begin, stop)
        if any(link.is_member or link.kind in ("column", "plus") for link in links):
            lead = _BLANKS.match(cell.low, begin)
            if not is_note(cell.low, lead.end() if lead else begin, stop):
                yield from _members(cell, begin, stop, links, is_marked=sure.get(begin) == marks_by)


def _matches(low: str, begin: int, last: int, stop: int) -> Sequence[re.Match[str]]:
    """What may be a link between sure cuts, if any stands before the last member."""
    if "    " in low:
        matches = (*_LINK.finditer(low, begin, stop), *_COLUMN.finditer(low, begin, stop))
        return sorted(matches, key=lambda match: match.start())
    first = _LINK.search(low, begin, last)
    return list(_LINK.finditer(low, first.start(), stop)) if first else ()


_BLANKS = re.compile(r"[\s\-–•*]{0,40}(?:\(?\w{1,2}[.)]\s{1,8})?")
_CLOSED_WORD = re.compile(r"(?:[A-Za-z][a-z]{3}|[A-Z]{2}(?<![IVX]{2})|\d{4}|\))$")  # not "Lap. Januari", "II. Foto"


def _links(cell: EvidenceText, matches: Iterable[re.Match[str]], begin: int, stop: int) -> Sequence[Link]:
    low, end = cell.low, begin
    spans: list[tuple[int, int, str]] = []
    for match in matches:
        start, after = match.span()
        first = low[start]
        while start > begin and low[start - 1].isspace():
            start -= 1
        if start <= begin or start < end or after >= stop:
            continue
        if first == "." and not _CLOSED_WORD.search(cell.text, max(0, start - 4), start):
            continue
        end = after
        spans.append((start, end, "column" if first in " \xa0" else _KINDS.get(first, "and")))
    stops = [*[span[0] for span in spans[1:]], stop]
    return [Link(*span, last, _is_member(cell, *span[:2], stop)) for span, last in zip(spans, stops, strict=False)]


def _is_member(cell: EvidenceText, start: int, end: int, stop: int) -> bool:
    """Tell whether evidence begins behind a link; an activity ("sosialisasi") only behind what is closed."""
    if hit := cell.member_at(end):
        return hit.start < stop
    return start in cell.ends and any(hit.start == end for hit in within(cell.words.types, end, end + 40))


def _members(cell: EvidenceText, begin: int, stop: int, links: Sequence[Link], *, is_marked: bool) -> Iterator[int]:
    """Yield the members between two sure cuts."""
    bars = [link.is_member for link in links if link.kind in _BARS]
    together = {
        kind
        for kind in {link.kind for link in links} & {"dash", "stop"}
        if cell.member_at(begin) and all(link.is_member for link in links if link.kind == kind)
    }
    together |= _BARS if 2 * sum(bars) >= len(bars) else set()
    shared = (is_marked or len(links) == 1) and _shares_tail(cell, begin, stop, links)
    reading = _Reading(cell, links, shared, _are_short(cell, links), _are_chained(cell, links), together)
    count = 0
    for index, link in enumerate(links):
        if reading.cuts(index, begin, count):
            yield link.end
            begin = link.end
            count += 1


_BARS = {"bar", "tab"}
_DONE = re.compile(r"(?<![a-z])(?:pem|pen|per|pel|ke)[a-z]{3,}an(?![a-z])|\d")  # "pengawasan", not "2021"


@cache
def _words(name: str) -> re.Pattern[str]:
    """One list of words of [list] in patterns/jenis_dokumen.toml."""
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing[name])})(?![a-z])")


@cache
def governed_regex() -> re.Pattern[str]:
    """What stands behind one of these words is no document of its own."""
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing['governs'])})[\s.]{{0,3}}$")


@cache
def _last_words() -> tuple[str, ...]:
    """How the last word before may end; "" for any, where a stem stands in the list."""
    lasts = {word.rpartition(" ")[2] for word in vocabulary().listing["governs"]}
    return tuple("" if "*" in last else last for last in lasts)


def is_governed(low: str, floor: int, position: int) -> bool:
    """Tell whether one of these words stands right before a position, and not before `floor`."""
    floor = max(floor, position - 24)
    words = low[floor:position].replace(".", " ").split()
    return bool(words and words[-1].endswith(_last_words()) and governed_regex().search(low, floor, position))


class _Reading(NamedTuple):
    """The members of one list, as they are gone through."""

    cell: EvidenceText
    links: Sequence[Link]
    shared: bool  # one tail
    short: bool  # all of them
    chained: bool  # by "dan" alone, each a paper with words of its own
    together: Set[str]  # links that join documents only, here: dashes, sentences, the cells of a flat table

    def cuts(self, index: int, begin: int, count: int) -> bool:
        """Tell whether a member is a document of its own; `begin`: of the one before, `count`: of members so far."""
        link, low = self.links[index], self.cell.low
        if link.kind in _BARS:
            return link.kind in self.together
        if link.kind == "column" and link.end - link.start >= _FLAT_TABLE:
            # "7. Peraturan              Menteri"
            is_justified = len(_BLANKS.sub("", low[begin : link.start], 1).split()) < 2
            return self.cell.text[link.end].isupper() and not is_justified and not self.cell.is_letter
        if link.kind == "and" and not link.is_member and count > 1:  # "PBD, RKS, RKT dan RKAS berbasis rapor"
            ahead = self.cell.text[link.end : link.stop].partition(" ")[0]
            return not self.shared and _is_acronym(self.cell.text[begin : link.start]) and _is_acronym(ahead)
        if self.shared or (not link.is_member and link.kind not in ("comma", "plus")):
            return False
        if not link.is_member:
            if link.kind == "plus":  # joins documents only: "Laporan insiden + register", not "H+7"
                is_apart = low[link.start].isspace() and self.cell.member_at(begin) is not None
            else:
                is_apart = self.is_between(index, begin, count) or (
                    count > 0 and (self.short or _is_acronym(self.cell.text[link.end : link.stop]))
                )
        elif link.kind in ("comma", "plus"):
            is_apart = not self.is_title(link, begin, count)
        elif link.kind == "and":
            is_apart = self.goes_on(link, begin, count)
        else:
            is_apart = link.kind in self.together
        # "Dokumentasi publikasi, seperti: spanduk, banner": all of them are that one
        return is_apart and not _words("examples").search(low, max(begin, link.start - _LONGEST_MEMBER), link.start)

    def is_title(self, link: Link, begin: int, count: int) -> bool:
        """Tell "Laporan reviu Renstra, IKU": the document before is governed, and so is what is listed with it."""
        cell = self.cell
        hit = cell.member_at(link.end)
        kind = vocabulary().types.get(hit.slug) if hit else None
        is_listed = count > 0 or cell.member_at(begin) is not None or self.is_short_head(begin)
        if kind is None and (not is_listed or self.in_topic(begin, link.start)):
            return True  # "Telah tersedia pembatas, kotak saran", "tentang Kedudukan, Susunan Organisasi"
        if (kind and kind.left_by_meetings) or cell.has_own_number(link.end, link.stop):
            return False
        is_named = hit is not None and hit.start == link.end and cell.low[hit.start : hit.end] not in vocabulary().lead
        is_thing = kind is None or kind.role == "activity"  # "dipublikasikan pada website, media sosial"
        governed = self.governed(link, begin, cell.members if is_thing else cell.named) if is_named else None
        return governed is not None and governed.end == link.start

    def is_short_head(self, begin: int) -> bool:
        """Tell "Peta Kompetensi, Data Pelatihan, Bukti Pemanfaatan": few words in capitals before two members."""
        end = self.links[0].start
        words = self.cell.text[begin:end].split() if end - begin < _LONGEST_HEAD else ()
        members = sum(link.is_member and link.kind == "comma" for link in self.links[:_LONGEST_LIST])
        return members > 1 and 0 < len(words) < 5 and all(word[0].isupper() for word in words)

    def in_topic(self, begin: int, end: int) -> bool:
        """Tell whether a title goes on up to here."""
        topic = next(before(self.cell.words.topics, end), None)
        return topic is not None and topic.start > begin and end not in self.cell.ends

    def governed(self, link: Link, begin: int, named: Sequence[Word]) -> Word | None:
        """The last of what is named before a link, where it is governed or stands in a list that is."""
        cell, earlier = self.cell, link.start
        last: Word | None = None
        for hit in islice(before(named, link.start), _LONGEST_LIST):
            if hit.start <= begin or (last and not COORDINATED.fullmatch(cell.low, hit.end, earlier)):
                return None
            last, earlier = last or hit, hit.start
            if is_governed(cell.low, begin, earlier):
                return last
        return None

    def is_between(self, index: int, begin: int, count: int) -> bool:
        """Tell "Motto" in "Maklumat, Motto, Sasaran Mutu, Matriks": short members between two documents."""
        cell = self.cell
        if (not count and cell.member_at(begin) is None) or self.in_topic(begin, self.links[index].start):
            return False
        for link in self.links[index : index + _LONGEST_LIST]:
            start, stop = link.end, link.stop
            if link.is_member:
                return link.kind == "comma" or (link.kind == "and" and count > 0)
            if link.kind != "comma" or not 0 < len(cell.low[start:stop].split()) <= 3:
                return False
            if within(cell.words.topics, start, stop) or _words("examples").match(cell.low, start):
                return False
        return False

    def goes_on(self, link: Link, begin: int, count: int) -> bool:
        """Tell what "dan" begins: a document with words of its own beside one that has them too."""
        cell = self.cell
        first, hit = cell.member_at(begin), cell.member_at(link.end)
        if first is None or hit is None:
            return hit is not None and count > 0 and not self.in_topic(begin, link.start)
        near = next(before(cell.named, link.start), None)
        last = self.governed(link, begin, cell.named) if near and near.start > begin else None
        is_same = hit.slug in (first.slug, last.slug if last else "")
        if last and (hit.slug == last.slug or link.start not in cell.ends):
            return False  # "SK Sanksi sesuai Permenkumham No. 20 Tahun 2017 dan Permenkumham No. 23 Tahun 2015"
        if near and near.start > first.start and near.end == link.start and near.slug == hit.slug:
            return False  # "Laporan data SPAK dan SPKP": two of a kind, both of them its topic
        if self.chained:
            return True  # "SOP A dan SOP B dan SK C": three
        own = len(cell.low[first.end : min(link.start, first.end + _LONGEST_MEMBER)].split())
        is_bare = not cell.low[hit.end : link.stop].strip(" .;,\n")
        is_numbered = cell.references and within(cell.references, link.end, link.stop)
        if is_numbered and within(cell.references, begin, link.start):
            return not (is_same and cell.low.startswith("serta", link.start + 1))
        topic = next(before(cell.words.topics, link.start), None)
        if topic and topic.start > begin and link.start not in cell.ends:
            is_lower = cell.text[link.end].islower() and cell.text[topic.end : link.start].strip()[:1].isupper()
            return not is_bare and hit.slug is not ARTEFACT and (hit.slug == first.slug or is_lower)
        if hit.slug is ARTEFACT and not count and link.start not in cell.ends:
            word = cell.low[hit.start : hit.end]  # "dokumen X dan dokumen Y", "Monitoring X dan Form Y"
            is_lead = word in vocabulary().lead and cell.text[link.end].isupper() and cell.text[first.start].isupper()
            return own > 0 and (is_lead or word == cell.low[first.start : first.end])
        text = self.cell.text
        is_apart = own > 0 and not is_same and text[link.end].isupper() and text[first.start].isupper()
        is_paper = first.slug is not ARTEFACT or cell.low[first.start : first.end] in vocabulary().lead
        if is_apart and is_paper and hit.slug is not ARTEFACT and not cell.low[begin : first.start].strip():
            return True  # "Laporan Pelaksanaan Monev dan SOP Pelayanan"; one: "Undangan rapat dan daftar hadir X"
        joins_bare = is_bare and "&" not in cell.low[link.start : link.end]  # "Dokumen IKU dan Renstra": two of them
        return own > 2 or count > 0 or joins_bare or (own > 0 and link.start in cell.ends)


def _are_short(cell: EvidenceText, links: Sequence[Link]) -> bool:
    """Tell "Sertifikat, laporan kegiatan, karya ilmiah": names of two words at most, none of what is done."""
    for link in links:
        if link.kind != "comma":
            return False
        name = cell.low[link.end : link.stop].strip(" .")
        if len(name.split()) > 2 or (not link.is_member and _DONE.search(name)):
            return False
    return True


def _are_chained(cell: EvidenceText, links: Sequence[Link]) -> bool:
    """Tell "SOP Paspor dan SOP Visa serta SK Tim": more than two papers, each in capitals with words of its own."""
    for link in links:
        hit = cell.paper_at(link.end)
        if link.kind != "and" or hit is None or not cell.text[link.end].isupper():
            return False
        if not cell.low[hit.end : link.stop].strip(" .;,\n"):
            return False
    return len(links) > 1


def _is_acronym(text: str) -> bool:
    """Tell "TLHP" in "LHE AKIP, dokumen Hawasbid, TLHP": letters that stand for a document."""
    text = text.strip(" .")
    return len(text) > 2 and text.isalpha() and text.isupper()


def _shares_tail(cell: EvidenceText, begin: int, stop: int, links: Sequence[Link]) -> bool:
    """Tell "Notula dan daftar hadir Rapat X": bare names, the last with the words that all of them share.

    More than two are a list, whatever they share ("Undangan, notula, dan foto Rapat X"), but for an entry of a list
    that is numbered itself ("1. Undangan, notula dan foto Rapat X 2. Laporan X").
    """
    last = cell.low[links[-1].start : links[-1].end].strip()
    if not last.endswith(("dan", "serta", "&")) and (last != "+" or len(links) > 1):
        return False
    starts = [begin, *(link.end for link in links)]
    ends = [*(link.start for link in links), stop]
    for start, end in zip(starts, ends, strict=True):
        hit = cell.member_at(start)
        if hit is None or (not cell.low[hit.end : end].strip(" .;,\n")) == (end == stop):
            return False
    return True
