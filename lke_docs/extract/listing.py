"""One grammar of lists: where the next member begins behind a comma, "dan", a plus, a dash, a stop or a column.

A list is told by its members, not by its marks: what follows a link is a member where it begins as evidence does
(`Cell.member_at`). Parentheses are never looked into.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import islice, pairwise

from lke_docs.extract.cell import EvidenceText, introducing_words
from lke_docs.extract.governed import is_governed
from lke_docs.extract.kind import is_note
from lke_docs.extract.mention import ARTEFACT, CLOSE, Word
from lke_docs.extract.said_of_all import share_state
from lke_docs.extract.sentence import is_one_title
from lke_docs.extract.span import before, within
from lke_docs.extract.tail import BARS, Link, is_acronym, is_another, is_time, names_two, own, shares_tail, title_end
from lke_docs.patterns import alternation, vocabulary
from lke_docs.tuples import NamedTuple

COORDINATED = re.compile(
    r"\s{0,4}(?:\)\s{0,4})?(?:,\s{0,4}(?:dan|serta)|,|dan(?:/atau)?|&|serta|atau|/|\+|\(|\))\s{0,4}(?:dokumen\s{1,4})?"
)
_OWNED = re.compile(rf"(?:\s\w{{3,20}})?{COORDINATED.pattern}")
_AND = r"(?:(?:dan(?:/ ?atau)?|serta|atau|&)\s{1,40})?"
_LINK = re.compile(  # the first character of each finds it quickly; what stands before is asked last
    rf"""(?x) , \s{{0,60}} {_AND} # "A, B", "A, B, dan C"
    | \+ \s{{0,40}}                                              # "Undangan+absensi"
    | - (?:(?<=\s-)(?=[\sa-z])\s{{0,40}} | \s{{1,40}}) | – (?=[\sa-z])\s{{0,40}}  # "Undangan - daftar hadir", "SK–SOP"
    | / (?<=\s/) /? \s{{1,40}} | \| (?<=\s\|) \s{{1,40}} | \t \s{{0,40}} # the cells of a flat table
    | dan\s (?<=[\s\x00]dan\s) \s{{0,39}} | serta\s (?<=[\s\x00]serta\s) \s{{0,39}} | & (?<=\s&) \s{{1,40}}
    | \. \s{{1,40}} (?:(?:dan|serta)\s{{1,4}}(?:juga\s{{1,4}})?)?  # "SOP Umpan Balik. Dan SOP Pengaduan"
    """
)
JOINING = (  # words that end no piece and begin none
    r"dan|di|ke|dari|tentang|ttg|nomor|no|tanggal|tgl|untuk|dengan|pada|oleh|serta|atau|yang|perihal|hal|bulan|dalam"
    r"|atas|kepada|bagi|sebagai|sesuai|terhadap|terkait|antara|menuju|melalui|lewat"
)
GOES_ON = re.compile(
    rf"(?i)(?:{JOINING}|tahun|s\.?d|sampai|dll|dst|dsb|(?:ber|di|me|ter)[a-z]{{4,20}})(?![a-z])|[^\w#\"“]"
    r"|https?:|www\."
)
_KINDS = {",": "comma", "+": "plus", "-": "dash", "–": "dash", "/": "slash", "|": "bar", "\t": "tab", ".": "stop"}
_COLUMN = re.compile(r"(?<!\s)[ \xa0]{4,}(?:[-–•*]\s{1,4})?")
_FLAT_TABLE = 12  # blanks: more than a justified line ever has between two words
_LONGEST_MEMBER = 400  # characters
_NAME = 6  # words
_SAYING = {"belum", "tidak", "sudah", "telah", "akan", "ada"}  # "..., belum ada inovasi"
_LONGEST_HEAD = 60
_LONGEST_TITLE = 200
_LONGEST_LIST = 24  # names in a row, within a title


def list_starts(cell: EvidenceText, sure: Iterable[int]) -> Iterator[int]:
    """Yield where the members of lists begin between cuts that are sure."""
    starts = [hit.start for hit in cell.words.types]
    if cell.words.artefacts:
        starts = sorted([*starts, *(hit.start for hit in cell.words.artefacts)])
    has_columns = "    " in cell.low
    joins_all = "+" in cell.low or has_columns  # these join what is no member, too
    for begin, stop in pairwise(sorted({0, len(cell.low), *sure})) if starts else ():
        last = stop if joins_all else starts[bisect_left(starts, stop) - 1]
        matches = _matches(cell.open, begin, last, stop, columns=has_columns) if begin < last <= stop else ()
        if not matches:
            continue
        links = _links(cell, matches, begin, stop)
        if any(link.is_member or link.kind in ("column", "plus") for link in links):
            lead = _BLANKS.match(cell.low, begin)
            if not is_note(cell.low, lead.end() if lead else begin, stop):
                yield from _members(cell, begin, stop, links)


def _matches(low: str, begin: int, last: int, stop: int, *, columns: bool) -> Sequence[re.Match[str]]:
    """What may be a link between sure cuts, if any stands before the last member."""
    if columns:
        matches = (*_LINK.finditer(low, begin, stop), *_COLUMN.finditer(low, begin, stop))
        return sorted(matches, key=lambda match: match.start())
    first = _LINK.search(low, begin, last)
    return list(_LINK.finditer(low, first.start(), stop)) if first else ()


_BLANKS = re.compile(rf"[\s\-–•*]{{0,40}}(?:[(\[]?\w{{1,2}}{CLOSE}\s{{1,8}})?")
_CLOSED_WORD = re.compile(r"(?:\w[a-z]{3}|[A-Z]{2}(?<![IVX]{2})|[a-z] [A-Z]{1,2}|\d{4}|\)|\sada)$")  # not "Lap. X"


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
        # "a": of dan, serta, juga
        if first == "." and not (_CLOSED_WORD.search(cell.text, max(0, start - 4), start) or "a" in low[start:after]):
            continue
        if first == "-" and low[end:start].split()[-1:] == low[after : after + _LONGEST_HEAD].split()[:1]:
            continue  # "Foto - foto kegiatan": a plural
        end = after
        spans.append((start, end, "column" if first in " \xa0" else _KINDS.get(first, "and")))
    stops = [*[span[0] for span in spans[1:]], stop]
    return [Link(*span, last, _is_member(cell, *span[:2], stop)) for span, last in zip(spans, stops, strict=False)]


def _is_member(cell: EvidenceText, start: int, end: int, stop: int) -> bool:
    """Tell whether evidence begins behind a link; an activity ("sosialisasi") only behind what is closed."""
    if hit := cell.member_at(end):
        return hit.start < stop
    return start in cell.ends and any(hit.start == end for hit in within(cell.words.types, end, end + 40))


def _members(cell: EvidenceText, begin: int, stop: int, links: Sequence[Link]) -> Iterator[int]:
    """Yield the members between two sure cuts."""
    if first := _introduced(cell, begin, stop, links):
        cell.introduces = True
        yield first
        begin, links = first, [link for link in links if link.start > first]
    bars = [link.is_member for link in links if link.kind in BARS]
    together = {
        kind
        for kind in {link.kind for link in links} & {"dash", "stop"}
        if cell.member_at(begin) and all(link.is_member for link in links if link.kind == kind)
    }
    shared = shares_tail(cell, begin, stop, links)
    shared = shared or is_one_title(cell, begin, stop, [link[:2] for link in links if link.kind != "plus"])
    is_row = len(within(cell.dates, begin, stop)) == 1 and any(is_time(cell, link) for link in links)
    is_row = is_row or names_two(cell, begin, links) or (shared and bool(bars))
    together |= BARS if 2 * sum(bars) >= len(bars) and not is_row else set()
    listed = _are_listed(cell, begin, links)
    reading = _Reading(cell, links, shared, _are_short(cell, links), listed, _are_chained(cell, links), together)
    stated = share_state(cell, begin, links) if cell.may_say_state else ()
    count, title = 0, begin
    for index, link in enumerate(links):
        if not index or links[index - 1].end == begin:
            title = title_end(cell, begin, links[index : index + _LONGEST_LIST])
        if link.start >= title and link.end not in stated and reading.cuts(index, begin, count):
            yield link.end
            begin = link.end
            count += 1


def _introduced(cell: EvidenceText, begin: int, stop: int, links: Sequence[Link]) -> int | None:
    """Where a list begins behind what names no paper: "Agar diunggah bukti berupa undangan, notula", "K2: register"."""
    match = _HEAD.match(cell.open, begin, stop) if ":" in cell.open else None
    if match is None or match[1].split()[-1] in vocabulary().labels:
        may_introduce = any(map(cell.flat.__contains__, introducing_words()))
        match = _introducing().search(cell.open, begin, stop) if may_introduce else None
    if match is None or within(cell.named, begin, match.end() - 1):
        return None
    behind = [link for link in links if link.start > match.end()]
    members = sum(link.is_member for link in behind) + (cell.member_at(match.end()) is not None)
    return match.end() if members > 1 or _are_listed(cell, match.end(), behind) else None


_HEAD = re.compile(r"((?:[^\s:;,\x00]{1,24}\s{1,4}){0,5}[^\s:;,\x00]{1,24})\s?:\s{1,4}")


@cache
def _introducing() -> re.Pattern[str]:
    words = alternation(introducing_words())
    return re.compile(rf"(?<![a-z])(?:{words})(?:\s?[,:])?\s{{1,4}}")


_AT = re.compile(r"(?<![a-z])(?:di|pada|melalui|lewat)\s[^,;]*$")
_DEED = re.compile(r"(?<![a-z])(?:[a-z]{3,}(?:kasi|uasi|isasi|oring|isis|isa)|pe[a-z]{3,}an)$")
_DONE = re.compile(r"(?<![a-z])(?:pem|pen|per|pel|ke)[a-z]{3,}an(?![a-z])|\d")  # "pengawasan", not "2021"


@cache
def _words(name: str) -> re.Pattern[str]:
    """One list of words of [list] in patterns/jenis_dokumen.toml."""
    return re.compile(rf"(?<![a-z])(?:{alternation(vocabulary().listing[name])})(?![a-z])")


class _Reading(NamedTuple):
    """The members of one list, as they are gone through."""

    cell: EvidenceText
    links: Sequence[Link]
    shared: bool  # one tail
    short: bool  # all of them
    listed: bool  # enough of them begin as evidence does
    chained: bool  # by "dan" alone, each a paper with words of its own
    together: Set[str]  # links that join documents only, here: dashes, sentences, the cells of a flat table

    def cuts(self, index: int, begin: int, count: int) -> bool:
        """Tell whether a member is a document of its own; `begin`: of the one before, `count`: of members so far."""
        link, low = self.links[index], self.cell.low
        if link.kind == "stop" and is_note(low, link.end, len(low)):
            return True  # "..., dan laporan akhir. Maks. dua tahun terakhir"
        if link.kind in BARS:
            return link.kind in self.together
        if link.kind == "column" and link.end - link.start >= _FLAT_TABLE:
            # "7. Peraturan              Menteri"
            is_justified = len(_BLANKS.sub("", low[begin : link.start], 1).split()) < 2
            return self.cell.text[link.end].isupper() and not is_justified and not self.cell.is_letter
        if link.kind == "and" and not link.is_member and count > 1:  # "PBD, RKS, RKT dan RKAS berbasis rapor"
            ahead = self.cell.text[link.end : link.stop].partition(" ")[0]
            return not self.shared and is_acronym(self.cell.text[begin : link.start]) and is_acronym(ahead)
        if self.shared or (not link.is_member and link.kind not in ("comma", "plus")):
            return False
        if not link.is_member:
            is_apart = self.is_unknown_member(link, begin, count)
        elif link.kind in ("comma", "plus"):
            is_apart = not self.is_title(link, begin, count)
        elif link.kind == "and":
            is_apart = self.is_of_meeting(link, begin) or self.goes_on(link, begin, count)
        else:  # "Rapat rutin digelar. Dan notula"
            goes_on = link.kind == "stop" and bool(low[link.start : link.end].strip(". \n\t\xa0"))
            is_apart = goes_on or link.kind in self.together
        return is_apart and not self.is_example(link, begin)

    def is_unknown_member(self, link: Link, begin: int, count: int) -> bool:
        """Tell what a comma or a plus begins where no word of the vocabulary says so."""
        low, first = self.cell.low, self.cell.member_at(begin)
        if "," in self.cell.open[begin : link.start] and " " in low[link.start : link.end].strip():
            return False  # "SOP Pemrosesan, Penyimpanan, dan Penghapusan Data": one row
        if link.kind == "plus":  # joins documents only: "Laporan insiden + register", not "H+7"
            return low[link.start].isspace() and first is not None
        is_brief = self.short or is_acronym(self.cell.text[link.end : link.stop])
        if is_brief and (count > 0 or (first is not None and first.end == link.start)):
            return True
        return self.listed and self.is_name(link, begin, count)

    def is_example(self, link: Link, begin: int) -> bool:
        """Tell "banner" in "Dokumentasi publikasi, seperti: spanduk, banner": both of them are that one.

        No example is what a plus joins, or what a comma joins with a day or number of its own: "Register memuat 12
        risiko, notula tgl 30 April 2024".
        """
        is_own = link.kind == "comma" and self.cell.has_own_number(link.end, link.stop)
        if link.kind == "plus" or is_own:
            return False
        floor = max(begin, link.start - _LONGEST_MEMBER)
        return _words("examples").search(self.cell.open, floor, link.start) is not None

    def is_title(self, link: Link, begin: int, count: int) -> bool:
        """Tell "Laporan reviu Renstra, IKU": the document before is governed, and so is what is listed with it."""
        cell = self.cell
        hit = cell.member_at(link.end)
        kind = vocabulary().types.get(hit.slug) if hit else None
        is_listed = count > 0 or cell.member_at(begin) is not None or self.has_name(begin)
        if kind is None and (not is_listed or self.in_topic(begin, link.start)):
            return True  # "Telah tersedia pembatas, kotak saran", "tentang Kedudukan, Susunan Organisasi"
        if hit and not count and self.names_kinds(begin):
            return True
        if hit and self.listed and own(cell.open, hit.end, link.stop):
            return False  # "SK tim reviu IKU, PK Kantor, LHE": words of its own
        if (kind and kind.left_by_meetings) or cell.has_own_number(link.end, link.stop):
            return False
        is_named = hit is not None and hit.start == link.end and cell.low[hit.start : hit.end] not in vocabulary().lead
        is_thing = kind is None or kind.role == "activity"  # "dipublikasikan pada website, media sosial"
        governed = self.governed(link, begin, cell.members if is_thing else cell.named) if is_named else None
        if hit is None or governed is None:
            return False
        owner = cell.low[governed.end : link.start].split()  # "Dokumentasi penyusunan Renja Satker, PK, dan RKA"
        return not owner or (len(owner) < 2 and (is_thing or self.listed) and not own(cell.open, hit.end, link.stop))

    def names_kinds(self, begin: int) -> bool:
        """Tell "SK tentang Format Surat, Laporan, dan Notula": bare kinds of papers in a title, that of no meeting."""
        cell, end = self.cell, self.links[0].start
        first, near = cell.paper_at(begin), next(before(cell.named, end), None)
        if first is None or near is None or near.end != end or vocabulary().types[first.slug].left_by_meetings:
            return False
        hits = [(cell.paper_at(link.end), link.stop) for link in self.links]
        is_inside = self.in_topic(begin, near.start) or is_governed(cell.low, begin, near.start)
        return is_inside and all(hit is None or hit.end >= stop - 1 for hit, stop in hits)

    def has_name(self, begin: int) -> bool:
        """Tell "Peta Kompetensi, Data Pelatihan, Bukti Pemanfaatan": a list whose first is named in a few words."""
        end = self.links[0].start
        words = self.cell.low[begin:end].split() if end - begin < _LONGEST_TITLE else ()
        return self.listed and 0 < len(words) <= _NAME and words[0] not in _SAYING

    def in_topic(self, begin: int, end: int) -> bool:
        """Tell whether a title goes on up to here."""
        topic = next(before(self.cell.words.topics, end), None)
        return topic is not None and topic.start > begin and end not in self.cell.ends

    def governed(self, link: Link, begin: int, named: Sequence[Word]) -> Word | None:
        """The last of what is named before a link, where it is governed or stands in a list that is."""
        cell, earlier = self.cell, link.start
        last: Word | None = None
        for hit in islice(before(named, link.start), _LONGEST_LIST):
            if hit.start <= begin or (last and not _OWNED.fullmatch(cell.low, hit.end, earlier)):
                return None
            last, earlier = last or hit, hit.start
            if is_governed(cell.low, begin, earlier):
                return last
        return None

    def is_name(self, link: Link, begin: int, count: int) -> bool:
        """Tell "label aset" in "KIB, label aset, BA pemeriksaan": a few words, as against what goes on or says."""
        cell, start = self.cell, link.end
        words = own(cell.low, start, link.stop).split()
        if not (count or cell.member_at(begin) or self.has_name(begin)):
            return False
        if not 0 < len(words) <= _NAME or not _SAYING.isdisjoint(words):
            return False
        if GOES_ON.match(cell.low, start) or _words("examples").match(cell.low, start) or cell.open[start] == "\x00":
            return False  # the last: "Rekap Maret, April, Mei"
        if _AT.search(cell.low, max(begin, start - _LONGEST_HEAD), link.start):
            return False  # "ditayangkan di web, instagram"
        if self.in_topic(begin, link.start) or (len(words) == 1 and words[0].isalpha() and _DONE.match(words[0])):
            return False  # "notula pembinaan, pengawasan"
        return not words[0][0].isdigit()

    def is_pair(self, link: Link, begin: int, count: int, hit: Word) -> bool:
        """Tell a name of a few words that none knows beside a document in capitals with words of its own."""
        if count or hit.slug is ARTEFACT:
            return count > 0
        words = self.cell.text[begin : link.start].split()
        is_name = 1 < len(words) <= _NAME - 2 and words[0][0].isupper() and not _DONE.match(words[0].lower())
        return is_name and self.cell.text[link.end].isupper() and bool(own(self.cell.low, hit.end, link.stop))

    def is_of_meeting(self, link: Link, begin: int) -> bool:
        """Tell "... dari hasil survei dan Notula rapat": a paper of a meeting, in capitals behind small letters."""
        hit, text = self.cell.paper_at(link.end), self.cell.text
        if hit is None or not (text[link.end].isupper() and vocabulary().types[hit.slug].left_by_meetings):
            return False
        if self.in_topic(begin, link.start) and self.cell.has_own_number(link.end, link.stop):
            return True  # "SK tentang Tim dan Notula rapat 3 Mei 2023"
        return "".join(text[max(begin, link.start - _LONGEST_HEAD) : link.start].split()[-1:])[:1].islower()

    def goes_on(self, link: Link, begin: int, count: int) -> bool:
        """Tell what "dan" begins: a document with words of its own beside one that has them too."""
        cell = self.cell
        first, hit = cell.member_at(begin), cell.member_at(link.end)
        if first is None or hit is None:
            return hit is not None and not self.in_topic(begin, link.start) and self.is_pair(link, begin, count, hit)
        near = next((word for word in islice(before(cell.named, link.start), 1) if word.start > begin), None)
        last = self.governed(link, begin, cell.named) if near else None
        is_same = hit.slug in (first.slug, last.slug if last else "")
        deeds = (_DEED.search(cell.low, max(0, end - _LONGEST_HEAD), end) for end in (link.start, hit.end))
        if hit.slug is ARTEFACT and all(deeds):
            return False  # "identifikasi dan analisis risiko": both are done
        is_pair = near and near.end == link.start and near.slug == hit.slug  # "Laporan data SPAK dan SPKP": its topic
        if is_pair or is_one_title(cell, begin, link.stop, [(link.start, link.end)], hit):
            return False  # "Notula Reviu Standar Pelayanan dan SOP tanggal 31 Mei 2024": one day
        if last and (hit.slug == last.slug or link.start not in cell.ends):
            return False  # "SK Sanksi sesuai Permenkumham No. 20 Tahun 2017 dan Permenkumham No. 23 Tahun 2015"
        if self.chained:
            return True  # "SOP A dan SOP B dan SK C": three
        words = len(cell.low[first.end : min(link.start, first.end + _LONGEST_MEMBER)].split())
        is_bare = not own(cell.low, hit.end, link.stop)
        is_numbered = cell.references and within(cell.references, link.end, link.stop)
        if is_numbered and within(cell.references, begin, link.start):
            return not (is_same and cell.low.startswith("serta", link.start + 1))
        topic = next(before(cell.words.topics, link.start), None)
        if topic and topic.start > begin and link.start not in cell.ends:
            is_lower = cell.text[link.end].islower() and cell.text[topic.end : link.start].strip()[:1].isupper()
            is_lower = is_lower or bool(within(cell.words.topics, hit.end, hit.end + 12))  # "dan SOP tentang"
            return not is_bare and hit.slug is not ARTEFACT and (hit.slug == first.slug or is_lower)
        if hit.slug is ARTEFACT and not count and link.start not in cell.ends:
            word = cell.low[hit.start : hit.end]  # "dokumen X dan dokumen Y", "Monitoring X dan Form Y"
            is_lead = word in vocabulary().lead and cell.text[link.end].isupper()
            return words > 0 and (is_lead or word == cell.low[first.start : first.end])
        is_lead = cell.low[first.start : first.end] in vocabulary().lead
        is_paper = first.slug is not ARTEFACT or is_lead or (hit.slug is not ARTEFACT and near is None)
        if words > 0 and is_paper and not is_same and is_another(cell, link, first, hit):
            return True  # "Laporan Pelaksanaan Monev dan SOP Pelayanan"; one: "Undangan rapat dan daftar hadir X"
        is_tight = "&" in cell.low[link.start : link.end]  # "Dokumen IKU dan Renstra": two of them
        shares = is_tight and not (words or is_bare) and link is not self.links[-1]  # "SK, Undangan & Notula A, Foto"
        return words > 2 or (count > 0 and not shares) or (is_bare and not is_tight) or link.start in cell.ends


def _are_short(cell: EvidenceText, links: Sequence[Link]) -> bool:
    """Tell "Sertifikat, laporan kegiatan, karya ilmiah": names of two words at most, none of what is done."""
    for link in links:
        if link.kind != "comma":
            return False
        name = cell.low[link.end : link.stop].strip(" .")
        if len(name.split()) > 2 or (not link.is_member and _DONE.search(name)):
            return False
    return True


def _are_listed(cell: EvidenceText, begin: int, links: Sequence[Link]) -> bool:
    """Tell a list of three or more between commas, a third of which at least begin as evidence does."""
    commas = [link.is_member for link in links if link.kind == "comma"]
    return len(commas) > 1 and 3 * (sum(commas) + (cell.member_at(begin) is not None)) >= len(commas)


def _are_chained(cell: EvidenceText, links: Sequence[Link]) -> bool:
    """Tell "SOP Paspor dan SOP Visa serta SK Tim": more than two papers, each in capitals with words of its own."""
    for link in links:
        hit = cell.paper_at(link.end)
        if link.kind != "and" or hit is None or not cell.text[link.end].isupper():
            return False
        if not own(cell.low, hit.end, link.stop):
            return False
    return len(links) > 1
