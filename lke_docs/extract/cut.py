"""The cutters: small functions `(cell, cuts so far) -> cuts`, in the one order in which they run.

A cut is where a piece begins. The sure ones come first (a semicolon, a line, a mark), the grammar of lists then
reads what lies between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.governed import is_governed
from lke_docs.extract.line import is_head_row, line_starts
from lke_docs.extract.listing import list_starts
from lke_docs.extract.mention import BOX, CLOSE, RANGE, SIGNS, Word
from lke_docs.extract.prefilter import may_hold
from lke_docs.extract.span import Taken, entry_start, within
from lke_docs.extract.spelled import ROMAN_MONTHS
from lke_docs.patterns import FILE_ENDING, alternation, cutter_records, vocabulary


class Cutter(NamedTuple):
    """One way in which a piece begins; it runs only where the text holds `hint`."""

    id: str
    cuts: Callable[[EvidenceText, Mapping[int, str]], Iterable[int]]
    hint: str


# --- semicolons, bullets, marks -------------------------------------------------------------------------

_NUMBER_OPEN = re.compile(r"omo?r\s?;")  # "Nomor ; PRINT-44", where it is meant as a colon
_ROUND = rf"{BOX}|\([vVxX]\)"  # beside "( )"
_OPTION = rf"(?i:ya|ada|(?:tidak|belum)(?: ada)?)\s{{0,4}}(?:{_ROUND}|[{SIGNS}\n;]|$)"  # "SK Tim: ☐ Ada ☑ Tidak ada"
_BULLET, _ROUND_BULLET = (
    re.compile(rf"(?<!\S)(?:{box}|[{SIGNS}])(?=[ \t\xa0]{{0,4}}(?!{_OPTION})[A-Za-z])") for box in (BOX, _ROUND)
)


@cache
def _label_ahead() -> re.Pattern[str]:
    """ "SK Nomor: 12/SK; Tanggal: 5 Maret; Tentang: ...": a row of labels is one document."""
    labels = alternation({*vocabulary().labels, *vocabulary().subject} - {"kepada", "dari"})
    return re.compile(rf"\s{{0,4}}(?:(?:{labels})\s?[:.]|(?:{alternation(vocabulary().subject)})\s)")


def _semicolons(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    low, end = cell.open, 0
    labelled, colons = ":" in low or "." in low, {match.end() for match in _NUMBER_OPEN.finditer(low)}
    while end := low.find(";", end) + 1:
        if end in colons:
            continue
        label = _label_ahead().match(cell.low, end) if labelled else None
        begins = cell.low.rfind("\n", 0, end) + 1  # each line of a list has its own row of labels
        if label is None or cell.low.find(label.group().strip(" :."), begins, end - 1) >= 0:
            labelled = False
            yield end


def _lines(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    return line_starts(cell)


_DASHED = re.compile(r"\s*'?[-–]\s(?P<lower>[a-z])?[^\n]*$")
_DASH_BETWEEN = re.compile(r"(?<=\s)[-–]\s(?=[A-Za-z])")
_TIGHT_DASH = re.compile(r"(?<![a-z])([a-z]++)-(?!\1(?![a-z]))(?=[a-z])")  # no plural: "SOP-SOP"
_DASH = re.compile(r"-\s(?:(?<=[:;,]-\s)|(?<=[:;,]\s-\s))(?=[A-Za-z])")


def _bullets(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    text = cell.text
    if not text.isascii() or "[" in text or "( " in text:
        bullet = _ROUND_BULLET if "( )" in text else _BULLET
        yield from (match.start() for match in bullet.finditer(text))
    if dashed := _DASHED.match(text):  # "– SOP – Laporan": lines that were joined, with marks
        for match in _DASH_BETWEEN.finditer(text):
            if not cell.closed.overlaps(*match.span()) and (dashed["lower"] or text[match.end()].isupper()):
                yield match.start()
    if text.count("-") > 1:
        starts = [match.start() - text[match.start() - 1].isspace() for match in _DASH.finditer(text)]
        starts = [start for start in starts if not cell.closed.overlaps(start, start + 1)]
        if not starts and len(cell.papers) >= _ROW and cell.paper_at(0):  # "SK-SOP-Laporan"
            starts = [it.end() - 1 for it in _TIGHT_DASH.finditer(cell.open) if it.end() in cell.papers]
        if len(starts) > 1:  # "antara lain:- rapat,- bimtek": lines that were joined
            yield from starts


_FILE_LINK = re.compile(rf"(?i){FILE_ENDING}\s?[,&+]\s?(?=\w)")


def _files(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    """ "Maklumat.jpg,Visi, Misi, dan Motto.jpg": a file name ends with its ending, whatever commas are in it."""
    return (match.end() for match in _FILE_LINK.finditer(cell.text) if not cell.closed.overlaps(*match.span()))


_MARK = re.compile(
    rf"(?<![^\s;,.:])(?P<open>[(#\[]?){RANGE}(?P<mark>\d{{1,2}}|[ivx]{{1,4}}|[IVX]{{1,4}}|[a-zA-Z])"
    rf"(?:{CLOSE}|(?<=#\d)|(?<=#\d\d))"
    r"(?=\s{1,3}(?!(?:[Dd]an|[Ss]erta)\s)[A-Za-z(\"“]|[A-Z(\"“])"
)


def _marks(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    """Yield the starts of "a) … b) …", "1. … 2. …" and "i. … ii. …": marks that count up, however they begin."""
    if not may_hold("marks", cell.low):
        return
    runs: list[list[_Mark]] = []
    floor = 0
    for match in _MARK.finditer(cell.text):
        if cell.claimed.overlaps(*match.span()):
            continue
        if match["mark"].isupper() and cell.text.endswith(", ", 0, match.start()):
            floor = len(runs)  # "1. Sari Melati, S.H. 2. ...": these are people
        values = _values(match["mark"])
        for run in reversed(
            runs[max(floor, len(runs) - _OPEN_RUNS) :]
        ):  # "1) SK F.MIPA 2) SK": what does not count on ends no run
            if follows := _follow(run[-1], (match, values)):
                run.append((match, follows))
                break
        else:
            runs.append([(match, values)])
    yield from (match.start() for run in runs if len(run) > 1 for match, _ in run)


_Mark = tuple[re.Match[str], dict[str, int]]
_OPEN_RUNS = 3  # that are looked at again


def _values(mark: str) -> dict[str, int]:
    """What a mark may count, by system: "i" is a letter and a Roman number."""
    if mark.isdigit():
        return {"1": int(mark)}
    lower = mark.islower()
    values = {"a" if lower else "A": ord(mark.lower()) - 96} if len(mark) == 1 else {}
    roman = ROMAN_MONTHS.get(mark.upper())
    return values | ({"i" if lower else "I": roman} if roman else {})


def _follow(mark: _Mark, other: _Mark) -> dict[str, int] | None:
    """The values of a mark that counts on from another of its shape, if it does: also "1. … ii. …"."""
    if mark[0]["open"] != other[0]["open"]:
        return None
    kept = {system: value for system, value in other[1].items() if mark[1].get(system) == value - 1}
    if mark[1].get("1") == other[1].get("i", 0) - 1 > 0:
        return {"i": other[1]["i"]}
    return kept or None


# --- lists on the line of their heading, claims ----------------------------------------------------------

_COLON = re.compile(r":(?=\s)")
_LONGEST_LINE = 2000  # characters in which the end of a line is looked for
_CLAIM_AFTER_COLON = re.compile(r":\s{1,4}(?=(?:telah|sudah)\s)")


@cache
def introduced() -> re.Pattern[str]:
    """A word with a colon that introduces a list ("yaitu:") or a note ("catatan:")."""
    words, head, note = (alternation(vocabulary().listing[name]) for name in ("introduces", "heads", "notes"))
    return re.compile(
        rf"(?<![a-z])(?:{words}|(?<![a-z,] )(?:{head})(?:\s(?:yang\s)?[a-z]{{3,16}})?|(?P<note>{note}))\s?:$"
    )


def _behind_introductions(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    low, end = cell.low, 0
    while end := low.find(":", end) + 1:
        match = introduced().search(low, max(0, end - 40), end)
        if match is None or cell.closed.overlaps(*match.span()) or within(cell.named, *match.span()):
            continue
        if match["note"]:
            yield match.start()
        elif cell.member_at(end):
            yield end


@cache
def _pointing() -> re.Pattern[str]:
    """What stands before evidence at the end of a sentence: "Hal itu dibuktikan dengan", and a colon."""
    return re.compile(rf"(?<![a-z])(?P<shows>{alternation(vocabulary().listing['shows'])})(?:\s?:)?\s+|:\s{{1,4}}")


def _behind_pointers(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    """ "TNA sudah disusun. Hal itu dibuktikan dengan Dokumen ...": a document behind a sentence, not behind another."""
    low = cell.low
    if not (":" in low or any(map(low.__contains__, vocabulary().listing["shows"]))):
        return
    for match in _pointing().finditer(cell.open):
        start, end = match.span()
        if cell.member_at(end) is None:
            continue
        entry = entry_start(low, start)
        begin = max(entry, low.rfind(". ", entry, start) + 1)
        ends = [stop for mark in "\n;" if (stop := low.find(mark, end)) > 0]
        is_own = cell.has_own_number(end, min(ends, default=len(low)))
        words = low[begin:start].split()
        if not (is_own or (match["shows"] and cell.text[end].isupper())) or (words and cell.member_at(begin)):
            continue
        if match["shows"] is None and (len(words) < _SENTENCE or words[-1] in vocabulary().labels):
            continue  # "Nomor: ...", "Bukti dukung: ..."
        if cell.paper_at(entry) and cell.has_own_number(entry, begin):
            yield begin
        cell.introduces = True
        yield end


_SENTENCE = 3  # words at least


def _behind_colons(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    """ "Laporan tahun 2021: Lap. Januari; Lap. Februari": a list begins on the line of its heading."""
    ordered = sorted(cuts)
    for colon in _COLON.finditer(cell.text) if ordered else ():
        stop = cell.text.find("\n", colon.end(), colon.end() + _LONGEST_LINE)
        first = bisect_right(ordered, colon.end())
        others = [cut for cut in ordered[first : first + 3] if stop < 0 or cut < stop]
        if any(cell.paper_at(cut) for cut in others) and cell.member_at(colon.end()):
            yield colon.end()


def _claims(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    """A claim follows a claim behind a colon ("... di ruang PTSP: Telah ...")."""
    low = cell.low
    for match in _CLAIM_AFTER_COLON.finditer(low):
        begin = entry_start(low, match.start())
        if low[begin : begin + 20].lstrip().startswith(("telah ", "sudah ")):
            yield match.end()


# --- no separator at all ---------------------------------------------------------------------------------

_GAP = " \n\t\xa0,.&+"
_JOINED = re.compile(r"(?<![a-z])(?:dan|serta|jo|atau)$")


def _glued(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    """A type in capitals right behind the date, number or period that closes the document before; rows of papers."""
    names = cell.papers
    if len(names) >= _ROW and any(hit.end + 1 in names for hit in names.values()):
        yield from _in_row(cell)
    if not cell.finds:
        return
    earlier: Word | None = None
    began, first = -1, min(cell.ends)
    for start, hit in cell.papers.items():
        named, earlier = earlier, hit
        if start <= first or cell.low[start - 1] not in _GAP:
            continue
        if cell.closed.overlaps(start, hit.end):
            continue
        begin = _behind_lead(cell.low, start)
        gap = begin
        while gap and cell.low[gap - 1] in _GAP:
            gap -= 1
        if not cell.text[begin].isupper():
            continue
        is_new = gap in cell.ends and not _is_attached(cell.low, begin) and not _opens(cell.low, cell.ends[gap])
        is_new = is_new or (named is not None and _begins_afresh(cell, named, hit))
        goes_on = began >= 0 and not cell.text[start : start + 2].isupper() and _in_line(cell, began, begin, named)
        if (is_new or goes_on) and not _JOINED.search(cell.low, gap - 6, gap):
            yield begin
            is_apart = "," in cell.low[gap:begin]  # where commas part papers, what follows one is its title
            began = began if not is_new else -1 if is_apart else begin


_ROW = 3  # names at least


def _in_row(cell: EvidenceText) -> Iterator[int]:
    """ "Undangan Daftar Hadir Notulen Foto": papers of a meeting with nothing between them."""
    row: list[Word] = []
    for hit in cell.named:
        if not row or hit.start != row[-1].end + 1 or cell.low[hit.start - 1] != " " or hit.slug == row[-1].slug:
            row = []
        row = [*row, hit] if vocabulary().types[hit.slug].left_by_meetings else []
        if len(row) < _ROW or is_governed(cell.low, 0, row[0].start) or cell.closed.overlaps(*row[0][:2]):
            continue
        yield from (member.start for member in row[1:])


def _opens(low: str, start: int) -> bool:
    """Tell "2025 Pengumuman": a year or number at the head of its line."""
    return not low[entry_start(low, start, max(0, start - 80)) : start].strip()


def _is_attached(low: str, begin: int) -> bool:
    """Tell the title of an attachment: "Lampiran 1 Surat Nomor ... Daftar Undangan"."""
    head = entry_start(low, begin, max(0, begin - 160))
    return low[head : head + 12].lstrip().startswith("lampiran") and begin - head < 160


def _in_line(cell: EvidenceText, began: int, begin: int, named: Word | None) -> bool:
    """Tell "... 2024 Foto pelayanan Banner standar": behind one glued document, capitals begin the next."""
    if cell.text.find(";", began, begin) >= 0 or cell.text.find("\n", began, begin) >= 0:
        return False
    if is_governed(cell.low, 0, begin):
        return False
    if _LOWER_WORD.search(cell.text, max(0, begin - 30), begin):
        return True
    papers = [cell.papers.get(begin), named] if named and named.end == begin - 1 else [cell.papers.get(begin)]
    return all(paper and vocabulary().types[paper.slug].left_by_meetings for paper in papers)  # "Absensi Foto kegiatan"


_LOWER_WORD = re.compile(r"(?<!\S)[a-z]{3,24} $")


def _behind_lead(low: str, position: int) -> int:
    """Where an item begins whose type has a lead word before it ("dok. foto", "Rekap presensi")."""
    words = low[max(0, position - 20) : position].replace(",", " ").split()
    if words and words[-1] in vocabulary().lead:
        return low.rindex(words[-1], 0, position)
    return position


def _begins_afresh(cell: EvidenceText, earlier: Word, hit: Word) -> bool:
    """Tell "SK Nomor 1 ... tentang Satgas SK Nomor 2 ...": behind one number, a type in capitals with its own."""
    low, references = cell.low, cell.references
    if not references:
        return False
    if low.find(";", earlier.end, hit.start) >= 0 or low.find("\n", earlier.end, hit.start) >= 0:
        return False
    if is_governed(low, 0, hit.start):
        return False
    if hit.slug == "peraturan" and within(cell.words.topics, earlier.end, hit.start):
        return False  # "Nota Dinas Nomor 1 hal Internalisasi Permenpan RB Nomor 5 ..."
    own = next(iter(within(references, hit.end, hit.end + 120)), None)
    has_number = bool(within(references, earlier.end, hit.start))
    return has_number and own is not None and not within(cell.words.types, hit.end, own.start)


def _lists(cell: EvidenceText, cuts: Mapping[int, str]) -> Iterator[int]:
    starts = list_starts(cell, cuts)
    if not ("\n" in cell.text and ("\t" in cell.text or "|" in cell.text)):
        return starts
    heads = Taken(row.span() for row in _ROW_OF_TABLE.finditer(cell.text) if is_head_row(row.group()))
    return (start for start in starts if not heads.overlaps(start - 1, start))


_ROW_OF_TABLE = re.compile(r"(?m)^[^\n|\t]*+[|\t][^\n]*")


MARKS = "tanda"
_CUTS: Mapping[str, Callable[[EvidenceText, Mapping[int, str]], Iterable[int]]] = {
    "titik-koma": _semicolons,
    "baris": _lines,
    MARKS: _marks,
    "butir": _bullets,
    "berkas": _files,
    "pengantar": _behind_introductions,
    "penunjuk": _behind_pointers,
    "tempel": _glued,
    "klaim": _claims,
    "daftar": _lists,
    "titik-dua": _behind_colons,
}


@cache
def cutters() -> tuple[Cutter, ...]:
    """The cutters in the order of their records in patterns/butir.toml."""
    return tuple(Cutter(record.id, _CUTS[record.id], record.hint) for record in cutter_records())


@cache
def glued() -> frozenset[str]:
    """The cutters that begin a piece where no separator stands."""
    return frozenset(record.id for record in cutter_records() if record.glued)
