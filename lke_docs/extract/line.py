"""Lines of a cell: which begin a piece, and which only go on because a width has broken the line before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from lke_docs.extract.cell import EvidenceText
from lke_docs.extract.governed import governed_regex
from lke_docs.extract.kind import is_note, label_line
from lke_docs.extract.listing import GOES_ON, JOINING
from lke_docs.extract.mention import BOX, CLOSE, RANGE, SIGNS
from lke_docs.extract.span import before, first_from, within
from lke_docs.patterns import FILE_ENDING, alternation, time_words, vocabulary
from lke_docs.patterns.office import office_kind

MARKER = (
    rf"(?:[(\[]?(?:{RANGE}\d{{1,2}} ?|[a-zA-Z]|[ivxIVX]{{1,4}})(?:\.\d{{1,2}}){{0,2}}{CLOSE}|#\d{{1,2}}[.)]?"
    r"|\d{1,2}[-,](?=\s[A-Z]|\s*$)"
    rf"|[-–—‣·*»>→{SIGNS}]|{BOX}|[ov](?=\s{{1,8}}[A-Z])|[DORW]:)"  # "D: SK Tim", "W: ...": how an assessor looks
)
TIGHT = (  # "1.Laporan" and "1.laporan", but "N.B." is no mark
    rf"(?:[(\[]?(?:{RANGE}\d{{1,2}}|[a-z]){CLOSE}(?=[A-Z(])"
    r"|[IVX]{1,4}\.(?=[A-Z][A-Za-z])|\d{1,2} ?[.)](?=[a-z]{4})"
    rf"|[*{SIGNS}](?=\w)|-(?=[A-Za-z]{{2}}))"
)
# "2  SK Tim ZI", "2 | SK Tim", "2 | 12/SK/2024": the row of a table
ROW = (
    r"(?:\d{1,2}(?: ?\|)?|(?:[a-zA-Z]|[IVX]{1,4})(?=\t))(?:\t|[ \xa0]{2}|(?<=\|))"
    r"[ \t\xa0]{0,40}(?=[A-Z]|\d{1,5}/[A-Z])"
)
_LINE_MARKER = re.compile(rf"[ \t\xa0]{{0,80}}'?({MARKER}[ \t\xa0]{{1,40}}|{TIGHT}|{ROW})")
END = " \t\n\r\xa0;,."


def line_starts(cell: EvidenceText) -> Iterator[int]:
    """Yield the starts of lines that begin a piece, as against lines that a width has broken.

    Where most lines do, none by a mark, so do those between them that may.
    """
    breaks = list(_breaks(cell))
    sure = sum(begins for _, begins, _ in breaks)
    is_list = sure > 1 and 2 * sure >= len(breaks) and not any(map(_LINE_MARKER.match, cell.text.split("\n")))
    yield from (start for start, begins, may in breaks if (may if is_list else begins))


def _breaks(cell: EvidenceText) -> Iterator[tuple[int, bool, bool]]:
    """Yield where lines begin, and whether a piece begins there, surely or maybe."""
    text = cell.text
    lines = text.split("\n")
    width = _width(cell, lines)
    heads = _line_heads(lines, cell)
    # where most lines begin with a type, a line that begins so begins a document
    listed = (filled := sum(map(bool, map(str.strip, lines)))) > 1 and len(heads) >= 0.6 * filled
    is_lower = all(line.lstrip()[:1].islower() for line in lines if line.strip())
    offset, begin, line, opening = 0, 0, "", ""
    is_source = not lines[0].startswith(_DEEP)
    titled = _TITLE_WORD.search(text) is not None
    for after in lines:
        first = offset + len(after) - len(after.lstrip())
        start, offset = offset, offset + len(after) + 1
        if not after.strip():
            continue
        opening = opening or _first_words(line)
        is_head = first in heads and text[first].isupper()
        if (
            line
            and not _continues(line, after, titled)
            and not (is_source and after.startswith(_DEEP) and not (is_head or _LINE_MARKER.match(after.lstrip())))
            and not _is_inside(cell, start)
            and not _tells_more(cell, begin, line, first, offset - 1)
        ):
            closed = begin + len(line.rstrip(END)) in cell.ends
            likely = listed or closed or (not text[first].islower() and (opening == _first_words(after) or width < 55))
            is_marked = _LINE_MARKER.match(after) is not None and not cell.claimed.overlaps(first, first + 1)
            begins = (
                (start > begin + len(line) + 1 and not _OPEN_END.search(line.rstrip()))
                or (is_marked or is_head_row(line) or is_head_row(after))
                or _begins_sure(cell, first, start)
                or _begins_likely(opening, line, after, closed=closed, narrow=width < 55)
                or _ends(line, after, width, first in heads and likely, is_lower)
            )
            opening = "" if begins else opening
            may = (is_lower or text[first].isupper()) and _ends(line, after, 0, True, is_lower)
            yield start, begins, begins or may
        line, begin = after, start


def _is_inside(cell: EvidenceText, start: int) -> bool:
    """Tell a line that begins inside a number, a date, parentheses or the name of a paper ("Notulen\nRapat")."""
    if cell.claimed.overlaps(start - 1, start) or cell.closed.overlaps(start - 1, start):
        return True
    names = (next(before(hits, start), None) for hits in (cell.words.types, cell.words.artefacts) if hits)
    return any(name.end > start for name in names if name)


def is_head_row(line: str) -> bool:
    """Tell the names of the columns of a flat table: "Dokumen | Perihal | Nomor | Tanggal"."""
    cells = [named for cell in re.split(r"[|\t]", line) if (named := cell.strip(" .").lower())]
    is_wide = len(cells) + cells.count("no") > _COLUMNS
    return is_wide and {*cells}.issubset((*vocabulary().labels, *vocabulary().listing["columns"]))


_COLUMNS = 2  # fewer are no table, but for "No | Dokumen"


def _width(cell: EvidenceText, lines: Sequence[str]) -> int:
    """How wide a cell is; 0 for a narrow column broken anywhere: pieces have marks, or full lines list papers."""
    filled = [line.strip() for line in lines if line.strip()]
    width = max(map(len, filled), default=0)
    if width >= _COLUMN:
        return width
    marked = [_LINE_MARKER.match(line) is not None for line in filled]
    if sum(marked) > 1 and marked[0]:
        return 0
    is_list = len(filled) > 2 and any(cell.low.endswith((", ", " dan "), 0, start) for start in cell.papers)
    is_full = is_list and all(len(line) + len(after.split()[0]) >= width for line, after in pairwise(filled))
    return 0 if is_full else width


_COLUMN = 40  # characters
_DEEP = (24 * " ", "\t\t\t")  # before a line that the source of a web page has broken
_TITLE_WORD = re.compile(r"(?m)^[ \t]*TENTANG(?![A-Za-z])")
_LONGEST_TITLE = 300  # characters
_NUMBER_LINE = re.compile(r"\s*(?P<office>(?:[A-Z][\w.]*\s){0,3})(?i:nomor|no)(?:\s{0,8}[.:]|\s\d)")


def _continues(line: str, after: str, titled: bool) -> bool:
    """Tell the lines of a title ("KEPUTUSAN DIREKTUR", "NOMOR : ...", "TENTANG", ...) and those of a letterhead."""
    if titled and (_TITLE_WORD.match(after) or line.strip() == "TENTANG" or (line.isupper() and after.isupper())):
        return True
    if (label := label_line().match(line)) and (other := label_line().match(after)):
        return label["label"].lower() != other["label"].lower()
    return False


def _tells_more(cell: EvidenceText, begin: int, line: str, first: int, end: int) -> bool:
    """Tell the line of a number, a day or a period of the paper above, not one of a list of them.

    So are its office above such a line, and the rest of an office with its number ("SK Ketua Mahkamah\nAgung Nomor 1").
    """
    if line.rstrip().endswith(":"):
        return False
    after = cell.text[first:end]
    if bare_line().match(cell.open, first):
        groups = (cell.references, cell.dates, cell.periods)
        is_list = any(within(group, begin, first) and within(group, first, end) for group in groups)
        is_number = any(it.start == first for it in within(cell.references, first, end))
        return not (is_list or is_number or bare_line().match(cell.open))
    paper = cell.paper_at(begin)
    if paper and bare_line().match(cell.open, end + 1) and office_kind(after):
        return True
    match = _NUMBER_LINE.match(after)
    if match is None or _NUMBER_LINE.match(line) or within(cell.references, begin, begin + len(line)):
        return False
    is_issuer = paper is not None and not vocabulary().types[paper.slug].left_by_meetings
    return not match["office"] or (is_issuer and cell.member_at(first) is None)


@cache
def bare_line() -> re.Pattern[str]:
    """A line that holds nothing but numbers, days and periods, with their labels; \\x00: what was found."""
    times = time_words()
    spans = (*times.period["month"], *times.period["year"])
    labels = alternation((*times.date_labels, *times.weekdays, *spans, "hari", "nomor", "no"))
    return re.compile(rf"[ \t\xa0]*(?:(?:(?:{labels})[ .:,/]{{0,4}}){{0,3}}\x00++[ \t\xa0.,;]*){{1,3}}(?:\n|$)")


def _begins_sure(cell: EvidenceText, first: int, start: int) -> bool:
    """Tell a line that begins with a number, or in capitals with a document that nothing before governs."""
    number = first_from(cell.references, first)
    is_number = number is not None and number.start == first
    if not is_number and not (cell.text[first].isupper() and cell.paper_at(first)):
        return False
    topic = next(before(cell.words.topics, first), None)
    if not is_number and topic and topic.start > first - _LONGEST_TITLE:
        return False  # "tentang Tim Penyusunan dan Pembahasan\nStandar Operasional Prosedur": a title goes on
    line = cell.low[max(0, start - 40) : start].rstrip()
    return not _OPEN_END.search(line) and not governed_regex().search(line) and not line.endswith(",")


def _begins_likely(opening: str, line: str, after: str, *, closed: bool, narrow: bool) -> bool:
    """Tell a line behind a date or number that ends one, and one that begins as the line before does."""
    line, after = line.rstrip(), after.lstrip()
    if _OPEN_END.search(line) or GOES_ON.match(after):
        return False
    if (closed or line.endswith(")")) and (narrow or after[:1].isupper()):
        return True
    word = after.split()[0]
    return len(word) >= 5 and word[0].isupper() and word.casefold() == opening.partition(" ")[0]


def _line_heads(lines: Sequence[str], cell: EvidenceText) -> set[int]:
    """Return where a line begins with the name of a paper, or with a lead word and one ("Lampiran SK")."""
    heads, offset = set(), 0
    for line in lines:
        if line.strip() and cell.member_at(offset):
            heads.add(offset + len(line) - len(line.lstrip()))
        offset += len(line) + 1
    return heads


def _first_words(line: str) -> str:
    return " ".join(line.split()[:2]).casefold()


_FILE_END = re.compile(rf"(?i)[\w)\]]{FILE_ENDING}[\s;,.)]*$")
_OPEN_END = re.compile(  # "tiap bulan" is how often, and ends
    rf"(?i)(?:^|\s)(?!(?:(?<=tiap )|(?<=per ))bulan)(?:{JOINING}|kepala)\.?$"
    r"|(?:^|\s)(?:nomor|no|tanggal|tgl)\.?\s?:$|[,/&(\-–]$"
)


def _ends(line: str, after: str, width: int, begins_document: bool, is_lower: bool) -> bool:
    """Tell whether a line ends its piece: the next begins afresh and no width broke this one.

    A line that a width broke is so long that the next line's first word would not have fitted; `width` 0: of a column
    in which each piece has a mark.
    """
    line, after = line.strip(), after.lstrip()
    if after[:1] in "(,;/" or _OPEN_END.search(line) or (after[:1].isdigit() and line.lower().endswith(" tahun")):
        return False
    if begins_document or _FILE_END.search(line) or is_note(after.lower(), 0, len(after)):
        return True
    if after[:1].islower() and not is_lower:
        return False
    if line.endswith((";", ".")):
        return True
    if not width:
        return False
    return not (width >= _COLUMN and len(line) + 1 + len(after.split()[0]) > 0.9 * width)
