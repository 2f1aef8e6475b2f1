"""Split an evidence cell into its pieces. Pieces and what lies between them give back the cell, whole.

The resolver: the cutters run in the order of their records, each on what those before it left
whole; what a cutter has cut stays cut, and each cut keeps the name of the first that made it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from lke_docs.extract.cell import EvidenceText, introducing_words
from lke_docs.extract.cut import MARKS, cutters, introduced
from lke_docs.extract.kind import is_note
from lke_docs.extract.line import END, MARKER, ROW, TIGHT, bare_line, is_head_row
from lke_docs.extract.mention import CLOSE, SIGNS, new
from lke_docs.extract.sentence import says
from lke_docs.extract.span import within
from lke_docs.extract.state import LEFT_OPEN
from lke_docs.model import Reference
from lke_docs.tuples import NamedTuple


class Piece(NamedTuple):
    """A piece of a cell, white space and end marks outside it, and the cutter that began it."""

    start: int
    end: int
    cut: str = ""
    heading: bool = False
    noted: bool = False  # it stands under "Catatan:" or "Contoh:"


def cut(cells: Sequence[EvidenceText]) -> list[dict[int, str]]:
    """Where a document, a claim or a note ends and the next begins, with the cutter that says so first.

    A cutter goes over all cells before the next does, as every stage of `extract_all`.
    """
    cuts: list[dict[int, str]] = [{} for _ in cells]
    for name, cuts_of, hint in cutters():
        for cell, known in zip(cells, cuts, strict=True):
            if hint in cell.text:
                for position in cuts_of(cell, known):
                    known.setdefault(position, name)
    return cuts


def pieces_of(cell: EvidenceText, cuts: Mapping[int, str]) -> list[Piece]:
    """The pieces between the cuts."""
    text = cell.text
    pieces = []
    for begin, stop in pairwise(_kept(text, cuts)):
        piece = _trim(text, begin, stop, cell.references, cuts.get(begin, ""))
        if piece:
            pieces.append(piece)
    if len(pieces) < 2:
        return pieces
    if any(map(str.isdigit, [text[piece.start] for piece in pieces])):
        pieces = _without_row_numbers(cell, pieces)
    has_headings = "\n" in text or MARKS in cuts.values() or ":" in [text[piece.end - 1] for piece in pieces[:-1]]
    return _mark_headings(cell, pieces) if has_headings or cell.introduces else pieces


def _kept(text: str, cuts: Mapping[int, str]) -> list[int]:
    """The cuts in order, without those that would leave a mark alone ("2.|SK Rektor")."""
    if not cuts and len(text) > _LONGEST_MARK:
        return [0, len(text)]
    kept = [0]
    for cut in sorted({*cuts, len(text)}):
        if cut - kept[-1] <= _LONGEST_MARK and _MARK_ALONE.fullmatch(text, kept[-1], cut):
            continue
        if cut > kept[-1]:
            kept.append(cut)
    return kept


_LONGEST_MARK = 12
_MARK_ALONE = re.compile(
    rf"\s{{0,4}}(?:{MARKER}\s{{0,4}}|(?:\d{{1,2}}[ \xa0]*\|?|[a-zA-Z]|[IVX]{{1,4}})[ \xa0]*(?:\t|(?<=\|))\s*)"
)
_JOINED = r"(?:(?:[Dd]an|[Ss]erta|[Aa]tau)\s{1,4}(?=\(?\w{1,2}[.)]|[A-Z]|\d{1,2}\s))?"  # "dan (2) data", "dan 6 Juni"
_QUOTED = rf"(?:[\"“'](?={MARKER}\s))?"  # "\"- Rencana": of a cell that is quoted whole
_LEADING = re.compile(rf"(?:[\s;,]|(?:\||//?)\s){{0,200}}{_JOINED}{_QUOTED}(?:{MARKER}\s{{1,40}}|{TIGHT}|{ROW}){{0,2}}")
_LINKS_LEFT = re.compile(r"(?i)(?:\s|(?<=[,\d)]))(?:(?:dan|serta)\sjuga|dan(?:/\s?atau)?|serta|beserta|atau)$")
_LINK_ENDS = ("dan", "rta", "tau", "uga")  # of these


def _trim(text: str, begin: int, stop: int, references: Sequence[Reference], cut: str) -> Piece | None:
    """Take white space, list marks and end marks off a piece; None where nothing is left."""
    start = begin + 1 if text[begin] == " " else begin
    if not text[start : start + 4].isalpha():
        lead = _LEADING.match(text, begin, stop)
        first = next(iter(within(references, begin, stop)), None) if references else None
        start = lead.end() if lead and not (first and first.start < lead.end()) else begin
        while start < stop and (text[start] in END or text[start].isspace()):
            start += 1
    end = _end(text, start, stop)
    edges = (text[start : start + 1], text[end - 1])
    if '"' in edges and text.count('"', start, end) == 1:  # of a cell that is quoted whole
        start += text[start] == '"'
        end = _end(text, start, end - 1) if text[end - 1] == '"' else end
    if end <= start or (end - start < 9 and _LINK_ALONE.fullmatch(text, start, end)):
        return None
    return new(Piece, (start, end, cut, False, False))


def _end(text: str, start: int, stop: int) -> int:
    """Where a piece ends before end marks and links."""
    end = stop
    while end > start and not (last := text[end - 1]).isalnum():
        if last in END or last.isspace():
            end -= 1
            may_link = stop < len(text) and text[end - 3 : end].lower() in _LINK_ENDS
            if may_link and (link := _LINKS_LEFT.search(text, max(start, end - 11), end)):
                end = link.start()
        elif last == "-" and text.endswith(LEFT_OPEN, start, end):
            break
        elif last in "✓✔√✅" or _LOOSE.match(text, end - 2):
            end -= 1
        elif last in ")]" and text[end - 2] in "✓✔√":
            end -= 3
        elif text.endswith((" |", " //", " /", " &", " -", " –"), start, end):
            end = text.rindex(" ", start, end)
        else:
            break
    return end


_LOOSE = re.compile(r"[^A-D]\+|[\s\S][-–](?!\s{0,9}$)")  # "SK Tim +", not "Sertifikat akreditasi B+"
_LINK_ALONE = re.compile(r"(?i)dan(?:/atau)?|serta|beserta|atau|[:|\s]+")  # "(3) SOP; dan (4) Sertifikat", "SK Tim;:"
_ROW_NUMBER = re.compile(r"(\d{1,2}) (?=[A-Z])")
_NUMBER_LEFT = re.compile(rf"(\d{{1,2}}) ?{CLOSE}?\s*$")


def _without_row_numbers(cell: EvidenceText, pieces: list[Piece]) -> list[Piece]:
    """Take the number of a row off ("1 SK Tim", "2 SK Agen") where the row before or behind tells it, or all do."""
    text, days = cell.text, {date.start for date in cell.dates}
    rows = [None if it.start in days else _ROW_NUMBER.match(text, it.start, it.end) for it in pieces]
    if len(pieces) > 2 and all(rows):
        return [piece._replace(start=row.end()) for row, piece in zip(rows, pieces, strict=True) if row]
    numbers = [int(row[1]) if row else _mark_before(text, piece) for row, piece in zip(rows, pieces, strict=True)]
    kept = []
    for index, (row, piece) in enumerate(zip(rows, pieces, strict=True)):
        before, behind = numbers[index - 1] if index else 0, numbers[index + 1] if index + 1 < len(pieces) else 0
        rises = 0 < before < numbers[index] or numbers[index] < behind
        kept.append(piece._replace(start=row.end()) if row and rises else piece)
    return kept


def _mark_before(text: str, piece: Piece) -> int:
    left = _NUMBER_LEFT.search(text, max(0, piece.start - 6), piece.start)
    return int(left[1]) if left else 0


def _mark_headings(cell: EvidenceText, pieces: Sequence[Piece]) -> list[Piece]:
    """A piece is the heading of a list where it ends in a colon, or names no paper and has bullets under it."""
    marked: list[Piece] = []
    end, noted = 0, False
    for piece, after in pairwise([*pieces, pieces[-1]]):
        is_last = piece is after
        opens = not is_last and _introduces(cell, piece)
        if (
            opens
            and is_note(cell.low, after.start, after.end)
            and not introduced().search(cell.low, piece.start, piece.end)
        ):
            piece, opens = piece._replace(end=piece.end - 1), False  # what notes alone follow is no heading
        opens = opens or (not is_last and _is_title(cell, end, piece, after))
        marked.append(piece._replace(heading=opens, noted=noted) if opens or noted else piece)
        noted = noted or (opens and is_note(cell.low, piece.start, piece.end))
        end = piece.end
    for index in range(len(marked) - 2, -1, -1):  # "Seluruh SOP diterapkan; inovasi memudahkan pegawai:"
        piece, after = marked[index : index + 2]
        is_same = after.heading and "\n" not in cell.text[piece.end : after.start] and not _has_own(cell, piece)
        marked[index] = piece._replace(heading=piece.heading or (is_same and says(cell, piece.start, piece.end)))
    return marked


def _introduces(cell: EvidenceText, piece: Piece) -> bool:
    """Tell "Bukti dukung:" and "Bukti dukung berupa" by their last word."""
    return cell.text[piece.end - 1] == ":" or cell.flat.endswith(introducing_words(), piece.start, piece.end)


def _has_own(cell: EvidenceText, piece: Piece) -> bool:
    """Tell a document with its own number or day."""
    return any(within(finds, piece.start, piece.end) for finds in (cell.references, cell.dates))


def _line_end(text: str, start: int) -> int:
    return end if (end := text.find("\n", start)) >= 0 else len(text)


_MARKED = re.compile(rf"\n[ \t\xa0]*(?:[A-Z]|[IVX]{{1,4}}|\d{{1,2}}|[a-z]){CLOSE}[ \t\xa0]+$")
_FIRST_BELOW = re.compile(rf"\n[ \t\xa0]*[(\[]?[1aAiI]{CLOSE}[ \t\xa0]*$")
_BULLETED = re.compile(rf"\n[ \t\xa0]*[-–—*»→{SIGNS}][ \t\xa0]*$")


def _is_title(cell: EvidenceText, end: int, piece: Piece, after: Piece) -> bool:
    """Tell "A. Tim Kerja" over "- SK ...", and "MANAJEMEN PERUBAHAN" over "A. Tim Kerja"."""
    text, papers = cell.text, cell.papers
    if after.cut == MARKS != piece.cut and end == 0 and "\n" not in text[piece.end : after.start]:
        return piece.end < 60 and cell.member_at(piece.start) is None  # "Peran aparat 1. Piagam 2. ..."
    below = text[piece.end : after.start]
    if "\n" not in below or below[0] == ";" or _has_own(cell, piece):
        return False
    line = text[after.start : _line_end(text, after.start)]
    if is_head_row(line) or is_head_row(text[piece.start : piece.end]):
        return True
    is_shown = cell.member_at(after.start) and cell.has_own_number(after.start, after.start + len(line))
    if is_shown and says(cell, piece.start, piece.end):
        return True  # "TNA sudah disusun" over "Dokumen TNA tanggal 5 Maret 2023"
    mark = "\n" + text[end : piece.start].rpartition("\n")[2]
    is_when = bare_line().match(cell.open, after.start) is not None  # "Notula monev" over "- tanggal 28 Maret 2024"
    if is_when and not _BULLETED.search(mark) and (_BULLETED.search(below) or _FIRST_BELOW.search(below)):
        return True
    if piece.end - piece.start > 120 or (end and "\n" not in text[end : piece.start]):
        return False  # the latter: "Laporan Bimtek dan Daftar Hadir" over "- Foto"
    body = text[piece.start : piece.end]
    if _BULLETED.search(below):
        is_apart = below.count("\n") > 1
        is_over = not _BULLETED.search(mark) and (piece.start not in papers or is_apart)
        return is_over or _MARKED.search(mark) is not None
    if mark.strip() and _FIRST_BELOW.search(below) and len(body) <= 60 and cell.paper_at(piece.start) is None:
        return True  # "A. Perencanaan" over "1) Renstra"
    if mark.strip() or piece.start in papers:
        return False
    return _FIRST_BELOW.search(below) is not None or (body.isupper() and _MARKED.search(below) is not None)
