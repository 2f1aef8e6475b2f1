"""Find the header of a table by what it says, and what each column holds and whose it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise

from lke_docs.read.content import is_answer, is_question
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.vocabulary import SheetWords, evened, names_paper, plain, words
from lke_docs.tuples import NamedTuple

DEEPEST = 4  # rows of titles
SPARE = "spare"  # role of a column whose answers stand where the one beside it is blank
_LOOK = 60  # filled rows of a table in which its header is sought
LONGEST_TITLE = 80
_COUNTED = re.compile(r"[(\[]?(?:(\d{1,2})|([a-z]))[)\].]?(?:\s?=.{1,40})?", re.IGNORECASE)  # "3", "(c)", "7 = 5 x 6"
_CLOSE = 84.0  # of 100: "Jawabn Unit" is still "Jawaban Unit"
_CLOSE_WORD = 70.0  # the same, of each of its words

Line = Mapping[int, Cell]  # one row of a grid: column -> cell


class Column(NamedTuple):
    """One column, or some beside each other. `reviewer` is "" where it is the unit's.

    `documents`: share of its cells that name documents. `is_beyond`: it stands right of an evaluator's answers.
    """

    start: int
    end: int  # first column that is no longer part
    role: str
    reviewer: str = ""
    title: str = ""
    documents: float = 0.0
    is_beyond: bool = False


class Header(NamedTuple):
    """Where a header stands (`first` and `last` row) and its columns from left to right."""

    first: int
    last: int
    columns: tuple[Column, ...]
    titles: frozenset[str]

    def where(self, role: str, reviewer: str | None = "") -> tuple[Column, ...]:
        """Columns of a role; of the unit unless a reviewer is named, of anyone where None."""
        return tuple(c for c in self.columns if c.role == role and (reviewer is None or c.reviewer == reviewer))


def lines_of(grid: Grid) -> dict[int, dict[int, Cell]]:
    """The rows of a grid that hold anything, in order."""
    table: dict[int, dict[int, Cell]] = {}
    for cell in grid.cells:
        table.setdefault(cell.row, {})[cell.column] = cell
    return dict(sorted(table.items()))


def without_numbers(grid: Grid) -> Grid:
    """The grid without the rows that only number its columns, as forms print below their titles."""
    lines = lines_of(grid)
    left = min((min(line) for line in lines.values() if len(line) > 2), default=0)
    numbers = {row for row, line in lines.items() if min(line) <= left + 1 and _counts([line[c] for c in sorted(line)])}
    return grid._replace(cells=tuple(cell for cell in grid.cells if cell.row not in numbers)) if numbers else grid


def _counts(cells: Sequence[Cell]) -> bool:
    """Tell 1, 2, 3 or (a), (b), (c) from left to right; a hidden column or a merged one may leave one out."""
    matches = [_COUNTED.fullmatch(cell.text.strip()) for cell in cells]
    if len(cells) < 3 or not all(matches):
        return False
    order = [int(match[1]) if match[1] else ord(match[2].casefold()) - ord("a") + 1 for match in matches if match]
    is_of_kind = len({bool(match[1]) for match in matches if match}) == 1
    return is_of_kind and order[0] == 1 and all(after > before for before, after in pairwise(order))


def find_header(table: Mapping[int, Line]) -> Header | None:
    """Return the header, of one row or more without a question between; None where the table is no LKE."""
    for asks, run in groupby(list(table)[:_LOOK], lambda n: any(is_question(cell.text) for cell in table[n].values())):
        if not asks and (header := _header_in(table, list(run))):
            return header
    return None


def _header_in(table: Mapping[int, Line], numbers: Sequence[int]) -> Header | None:
    """The header among rows that follow each other and ask nothing."""
    for position in range(len(numbers)):
        rows = numbers[position : position + _depth([table[n] for n in numbers[position:]])]
        for depth in dict.fromkeys((len(rows), 1)):
            if is_header(titles_of([table[n] for n in rows[:depth]])):
                return Header(rows[0], rows[depth - 1], (), frozenset())
    return None


def _depth(lines: Sequence[Line]) -> int:
    """How many of these rows are titles where the first one is: one below wide ones, down to what columns are called.

    "Penilaian Mandiri" over "Tahun 2023", "Tahun 2024", and those over "Jawaban", "Data Dukung".
    """
    lines = lines[:DEEPEST]
    if len(lines) < 2:
        return 1
    if _is_second(lines[0], lines[1]):
        return 1 + _depth(lines[1:])
    wide = [cell for cell in lines[0].values() if _names(cell, lines[1:]) and not _is_of_sheet(cell, lines[1])]
    are_within = bool(wide) and all(any(_lies_over(cell, column) for cell in wide) for column in lines[1])
    below = _depth(lines[1:]) if are_within else 1
    return 1 + below if below > 1 else 1


def _is_second(upper: Line, lower: Line) -> bool:
    """Tell whether `lower` holds the titles below the wide ones of `upper`."""
    over = [cell for cell in upper.values() if not _is_of_sheet(cell, lower)]
    under = [
        column
        for column, cell in lower.items()
        if any(_lies_over(wide, column) for wide in over)
        and (role_of(cell.text)[0] or is_answer(cell.text))  # "Ya", "Tidak" to be ticked below "Jawaban"
    ]
    wide = [cell for cell in over if _names(cell, [lower])]
    # "Dokumen", "Tautan", "Tanggal Unggah" below "Bukti Dukung", and nothing else in their row
    is_alone = len(lower) > 1 and all(any(_lies_over(w, c) for w in wide) for c in lower)
    return bool(wide) and (len(under) >= 2 or (bool(under) and is_alone))


def _names(cell: Cell, below: Sequence[Line]) -> bool:
    """Tell a wide title that says whose the columns below it are; "Penilaian" over marks and questions does not."""
    titles = (title for line in below for column, title in line.items() if _lies_over(cell, column))
    return cell.columns > 1 and (not _is_question(cell.text) or any(role_of(it.text)[0] == "answer" for it in titles))


def _lies_over(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.columns


def _is_of_sheet(cell: Cell, lower: Line) -> bool:
    """Tell the title of the whole sheet, merged over the questions as well: it names nobody's columns."""
    return cell.columns > 1 and any(_lies_over(cell, at) and _is_question(below.text) for at, below in lower.items())


def _is_question(title: str) -> bool:
    return role_of(title)[0] == "question"


def titles_of(rows: Sequence[Line]) -> dict[int, str]:
    """Title of each column; wide ones above it stand behind its own in brackets, from the top: "Jawaban (Unit)"."""
    titles: dict[int, str] = {}
    single: dict[int, str] = {}
    wide: list[Cell] = []
    for number, line in enumerate(rows):
        for column, cell in line.items():
            over = [above.text for above in wide if _lies_over(above, column)]
            before = single.get(column, "")
            text = evened(cell.text)
            own = f"{before} {text}".strip()
            titles[column] = f"{text} ({' '.join([*over, before]).strip()})" if over else own
            if cell.columns == 1:
                single[column] = own
        wide += [cell for cell in line.values() if _names(cell, rows[number + 1 :])]
    return titles


def is_header(titles: Mapping[int, str]) -> bool:
    roles = {role_of(title)[0] for title in titles.values()}
    has_subject = bool(roles & {"question", "code"})
    return has_subject and bool(roles & {"answer", "evidence", "note", "link", "score"}) and _enough(roles)


def _enough(roles: set[str]) -> bool:
    """A summary ("Area Perubahan, Bobot, Nilai") is no sheet of answers."""
    return bool(roles & {"answer", "evidence", "link"}) or {"score", "note"} <= roles


@cache
def role_of(title: str) -> tuple[str, str]:
    """Role of a column and the reviewer it names: "" none named, "-" the unit itself."""
    if len(title) > LONGEST_TITLE:
        return "", ""
    title, vocabulary = evened(title), words()
    head, *matter = _reply().split(title, maxsplit=1)
    if matter and role_of(matter[0])[1].strip("-"):
        role, owner = role_of(head)
        return role, owner or "-"
    bare, owner = _without_owner(title, vocabulary)
    lower = plain(title.partition(" (")[0])  # "Bukti Dukung" below the wide "Isian Unit Kerja"
    exact = next((role for role, terms in vocabulary.role.items() if lower and lower in terms), "")
    role = exact or _role(bare, vocabulary)
    if not exact and not owner and role in ("", "evidence", "note", "link"):
        said = lower.split()
        begins = (*vocabulary.earlier, *vocabulary.first)
        begins += (*vocabulary.content["about"], *vocabulary.role["aside"]) if role else ()
        is_aside = said[:1] and (said[0] in begins or not vocabulary.lacking.isdisjoint(said))
        role = "aside" if is_aside else "required" if not vocabulary.needed.isdisjoint(said) else role
        role = role or _of_paper(said)
    return role, owner


@cache
def _reply() -> re.Pattern[str]:
    """What stands before that to which a title replies: "Tanggapan Satker atas Catatan TPI"; not "... oleh TPI"."""
    return re.compile(rf"\W(?:{'|'.join(words().reply)})\s(?!.*\boleh\b)", re.IGNORECASE)


def _of_paper(said: Sequence[str]) -> str:
    """The role that a title of the number or the day of a document gives: "No. Surat", "Tanggal Dokumen", "Tgl"."""
    if not said or not all(map(names_paper, said[1:])):
        return ""
    return "note" if said[0] in words().content["dates"] else "serial" if said[0] in words().role["serial"] else ""


def _without_owner(title: str, vocabulary: SheetWords) -> tuple[str, str]:
    text = plain(title)
    tokens = text.split()
    for position, token in enumerate(tokens):
        for name in vocabulary.reviewer:
            parts = name.split()
            if tokens[position : position + len(parts)] == parts and position + len(parts) <= len(tokens):
                rest = tokens[:position] or tokens[position + len(parts) :]
                return " ".join(rest), name_from(title, token)
    for name in sorted(vocabulary.unit, key=len, reverse=True):
        if text.endswith(f" {name}"):
            return text[: -len(name) - 1], "-"
    return text, ""


def name_from(title: str, token: str) -> str:
    """The reviewer's name from its first word on: "Catatan (TPI Unit)" gives "TPI Unit"."""
    match = re.search(rf"(?<!\w){re.escape(token)}", title, re.IGNORECASE)
    name = re.sub(r"[()\[\]:]", " ", title[match.start() :] if match else token).split()
    role = _role_words()
    while len(name) > 1 and plain(name[-1]) in role:  # "Inspektorat Wilayah III" over "Jawaban"
        name.pop()
    said = " ".join(name)
    return words().reviewer.get(plain(said), said)  # "catatan_tpi" is TPI's


@cache
def _role_words() -> frozenset[str]:
    """The words that are a whole title of a column of answers or remarks."""
    role = words().role
    titles = (plain(term) for name in ("answer", "note", "evidence", "link", "score") for term in role[name])
    return frozenset(title for title in titles if title and " " not in title)


def _role(text: str, vocabulary: SheetWords) -> str:
    from rapidfuzz import fuzz

    best, role = 0.0, ""
    tokens = set(text.split())
    for name, terms in vocabulary.role.items():
        for term in terms:
            score = fuzz.ratio(text, term, score_cutoff=_CLOSE)
            if score and any(fuzz.ratio(*pair) < _CLOSE_WORD for pair in zip(text.split(), term.split(), strict=False)):
                score = 0.0  # "Dokumen yang Dilampirkan" is not "Dokumen yang Diperlukan"
            if not score and len(tokens) > 1 and set(term.split()) <= tokens and len(term) > 3:
                score = 40 + len(term)  # the longest term whose words all stand in the title
            if score > best:
                best, role = score, name
    return role
