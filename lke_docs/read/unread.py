"""What was not read, said: columns and worksheets of another kind, and tables that are no LKE."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lke_docs.model import AnswerKind, Place, Row, SourceText
from lke_docs.office.cell_address import column_name
from lke_docs.read.coding import Coded
from lke_docs.read.column import SPARE, Column, Header, Line, role_of
from lke_docs.read.content import is_answer, is_sample, kind_of
from lke_docs.read.entry import ReadRow
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.label import labelled
from lke_docs.read.notice import MOST, beginning
from lke_docs.read.other_year import PAST
from lke_docs.read.question import is_known
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import and_more

_FEW = 3  # filled rows below which a table is not called another one by their share
_SHOWN = 40  # letters of an example
_READ = ("answer", "evidence", "note", "link")


def without_errors(document: Document) -> Document:
    """The document with cells that show the error of a formula ("#REF!") as cells that could not be read, and said."""
    grids, notices = [], list(document.notices)
    for grid in document.grids:
        lost = {(cell.row, cell.column): cell for cell in grid.cells if _ERROR.fullmatch(cell.text.strip())}
        cells = tuple(cell for cell in grid.cells if (cell.row, cell.column) not in lost)
        grids.append(grid._replace(cells=cells, unread=(*grid.unread, *lost)))
        if lost and not grid.hidden:
            shown = [f"{cell.place} “{cell.text.strip()}”" for cell in lost.values()]
            what = f"{len(lost)} sel berisi galat rumus, bukan nilainya, dan tidak terbaca"
            said = (
                f"{what}: {', '.join(shown[:MOST])}{and_more(len(lost), MOST)}. Perbaiki rumusnya, atau salin nilainya."
            )
            notices.append(SourceText(said, next(iter(lost.values())).place))
    return document._replace(grids=tuple(grids), notices=tuple(notices))


_ERROR = re.compile(r"#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|ERROR)!|#N/A|#NAME\?|Err:\d{3}")


class Other(NamedTuple):
    """A table that is no LKE: what it seems to be, and why it is thought so."""

    name: str
    kind: str
    filled: int
    asked: int
    titles: tuple[str, ...]
    place: Place

    def reason(self) -> str:
        """One Indonesian sentence: what was recognised instead."""
        seems = f"isinya tampaknya {self.kind}" if self.kind else "isinya tabel lain"
        titles = ", ".join(f"“{title}”" for title in self.titles)
        columns = f" berkolom {titles}" if titles else ""
        return (
            f"bukan LKE Zona Integritas: {seems}{columns}; hanya {self.asked} dari {self.filled} barisnya "
            "memuat pertanyaan LKE yang dikenal."
        )

    def as_notice(self) -> SourceText:
        return SourceText(f"Lembar “{self.name}” tidak dibaca, {self.reason()}", self.place)


def is_other(other: Other) -> bool:
    """Tell whether too few of the filled rows ask what an LKE asks: two hits may be chance."""
    bound = words().threshold["named" if other.kind else "form"]
    return other.filled >= _FEW and other.asked < bound * other.filled


def _share(coded: Sequence[Coded]) -> tuple[int, int]:
    """Filled rows that are no headings, and those that ask a known question, or bear its code or all its marks."""
    filled = [item for item in coded if item.entry.is_filled and not item.is_heading and not item.is_count]
    return len(filled), sum(
        item.kind == "row" and bool(item.entry.code or item.is_led or is_known(item.entry.question)) for item in filled
    )


def named_other(grid: Grid, lines: Mapping[int, Line], coded: Sequence[Coded]) -> Other:
    """Say what a table that is no LKE seems to be, by its name, its first rows and their titles."""
    first = [cell for line in list(lines.values())[:3] for cell in line.values()]
    text = f" {plain(grid.name)} {' '.join(plain(cell.text) for cell in first)} "
    hits = {kind: sum(f" {term} " in text for term in terms) for kind, terms in words().other.items()}
    kind = max(hits, key=lambda name: hits[name]) if hits else ""
    header = max(list(lines.values())[:5], key=len)
    titles = tuple(" ".join(cell.text.split())[:_SHOWN] for cell in header.values())[:6]
    filled, asked = _share(coded)
    place = first[0].place if first else Place(sheet=grid.name)
    return Other(grid.name, kind if hits.get(kind) else "", filled, asked, titles, place)


def unread_columns(grid: Grid, header: Header) -> list[SourceText]:
    """Say which filled columns have no role: they are not read, and not silently so."""
    notices = []
    for column in header.columns:
        if not (column.role in ("", "aside", "advice", PAST, SPARE) or _may_be_of_form(column)):
            continue
        cells = _said(grid, header, column.start)
        if column.role == SPARE:  # it stands in where nothing is answered
            answered = {cell.row for answer in header.where("answer") for cell in _cells(grid, header, answer.start)}
            cells = [cell for cell in cells if cell.row in answered]
        if not cells:
            continue
        name = _named(column)
        known = "tidak dikenal" if column.title else "tidak berjudul"
        known = "bukan bukti dukung" if column.role else known
        known = "berisi isian tahun lain atau isian awal" if column.role in (PAST, SPARE) else known
        known += " dan tersembunyi" if column.start in grid.hidden_columns else ""
        said = f"Kolom {name} {known}; {len(cells)} sel di dalamnya tidak dibaca, misalnya {_example(cells[0])}."
        notices.append(SourceText(said, cells[0].place))
    return notices


def _may_be_of_form(column: Column) -> bool:
    """Tell a column that is thought to say what the form asks for, by a title that only resembles such ones."""
    return column.role == "required" and plain(column.title) not in words().role["required"]


def odd_cells(grid: Grid, header: Header) -> list[SourceText]:
    """Say which cells stand where the form prints its own text and hold something else: a note under "Bobot"."""
    notices = []
    for column in header.columns:
        kinds = _OF_FORM.get(column.role)
        cells = _cells(grid, header, column.start) if kinds else []
        odd = [c for c in cells if not _fits(c, kinds or frozenset()) and plain(c.text) not in header.titles]
        if samples := [cell for cell in odd if is_sample(cell.text)]:
            said = f"Baris bertanda {_example(samples[0])} tidak dibaca."
            notices.append(SourceText(said, odd[0].place))
            odd = [cell for cell in odd if cell not in samples]
        if odd:
            name = _named(column)
            said = f"Kolom {name} memuat {len(odd)} sel lain yang tidak dibaca, misalnya {_example(odd[0])}."
            notices.append(SourceText(said, odd[0].place))
    return notices


def _fits(cell: Cell, kinds: frozenset[str]) -> bool:
    """Tell whether a cell holds what its column does; "ya, pengaduan masyarakat ditindaklanjuti" is a rubric too."""
    said = plain(cell.text)
    if kind_of(cell) in kinds or not said or any(said in terms for terms in words().role.values()):
        return True  # "Jawaban" below "Pilihan" is the rest of a title
    return "rubric" in kinds and is_answer(_GRADE.split(cell.text.strip(), maxsplit=1)[0])


_GRADE = re.compile(r"[,.)=:]")
_NUMBERS = frozenset({"number", "mark", "answer", "code", "options"})
_OF_FORM = {
    "serial": _NUMBERS, "weight": _NUMBERS, "score": _NUMBERS, "code": _NUMBERS, "options": _NUMBERS | {"rubric"},
    "criteria": _NUMBERS | {"rubric", "lettered"},
}  # fmt: skip


def guessed_columns(grid: Grid, header: Header) -> list[SourceText]:
    """Say which columns were read by what they hold, for their titles say nothing."""
    notices = []
    for column in header.columns:
        if column.role not in _READ or role_of(column.title)[0] in (*_READ, "score"):
            continue
        if not (cells := _said(grid, header, column.start)):
            continue
        name = _named(column)
        what = _AS[column.role] + (f" {column.reviewer}" if column.reviewer else "")
        notices.append(SourceText(f"Kolom {name} dibaca sebagai {what} menurut isinya.", cells[0].place))
    return notices


def hidden_columns(grid: Grid, header: Header) -> list[SourceText]:
    """Say which columns are read though they are hidden: whoever opens the file does not see what was found there."""
    columns = [
        (column, cells[0])
        for column in header.columns
        if column.start in grid.hidden_columns
        and column.role in _READ
        and (cells := _cells(grid, header, column.start))
    ]
    if not columns:
        return []
    said = ", ".join(f"{_named(column)} ({_AS[column.role]})" for column, _ in columns)
    return [SourceText(f"Kolom tersembunyi tetap dibaca: {said}.", columns[0][1].place)]


def unread_answers(rows: Sequence[Row], tables: Sequence[tuple[Grid, Header]]) -> list[SourceText]:
    """Say that almost no row has an answer, and what the column that should hold them holds: never lost in silence."""
    filled = [row for row in rows if row.answer or row.evidence]
    lost = [row for row in filled if row.answer_kind in (AnswerKind.NONE, AnswerKind.HINT)]
    if len(filled) < _FEW or 10 * len(lost) < 9 * len(filled):
        return []
    said = f"Jawaban (Ya, Tidak atau A–E) tidak terbaca pada {len(lost)} dari {len(filled)} indikator yang terisi"
    for grid, header in tables:
        for column in header.columns:
            cells = _cells(grid, header, column.start)
            if cells and not column.reviewer and role_of(column.title)[0] == "answer":
                held = f"kolom {_named(column)} berisi misalnya {_example(cells[0])}"
                return [SourceText(f"{said}; {held}.", cells[0].place)]
    return [SourceText(f"{said}.", lost[0].place)]


def valued_answers(entries: Sequence[ReadRow], header: Header) -> list[SourceText]:
    """Say that answers were read from the values of their options, and which."""
    valued = [entry for entry in entries if entry.worth]
    if not valued:
        return []
    named = ", ".join(map(_named, header.where("answer")))
    shown = "; ".join(sorted({f"{entry.worth} = {entry.answer.text}" for entry in valued}))
    said = f"Kolom {named} berisi nilai; {len(valued)} di antaranya dibaca sebagai pilihan yang bernilai itu: {shown}."
    return [SourceText(said, valued[0].answer.segments[0][1])]


def _named(column: Column) -> str:
    return f"“{column.title}”" if column.title else column_name(column.start)


_AS = {"answer": "jawaban", "evidence": "bukti dukung", "note": "catatan", "link": "tautan bukti dukung"}


def _cells(grid: Grid, header: Header, column: int) -> list[Cell]:
    return [cell for cell in grid.cells if cell.column == column and cell.row > header.last]


def _said(grid: Grid, header: Header, column: int) -> list[Cell]:
    """The cells of a column without the labels of those beside them."""
    return [cell for cell in _cells(grid, header, column) if not (it := labelled(cell.text)).role or it.text]


def _example(cell: Cell) -> str:
    text = " ".join(cell.text.split())
    return f"{beginning(text)} ({cell.place})"


def unread_grids(grids: Sequence[Grid]) -> list[SourceText]:
    """Say which worksheets or tables hold no questions of an LKE, in one sentence."""
    filled = [grid for grid in grids if grid.cells and not grid.is_frame]
    if not filled:
        return []
    said = [f"“{grid.name}” ({len(grid.cells)} sel, misalnya {_example(grid.cells[0])})" for grid in filled]
    shown = ", ".join(said[:3]) + and_more(len(said), 3)
    return [SourceText(f"Tidak dibaca karena tidak memuat pertanyaan LKE: {shown}.", filled[0].cells[0].place)]


def unread_pointers(entries: Sequence[ReadRow]) -> list[SourceText]:
    """Say which cells hold a word for a link, or the question again, without a target."""
    cells = [cell for entry in entries for cell in entry.pointers]
    if not cells:
        return []
    shown = "; ".join(f"{cell.place} “{cell.text.strip()[:30]}”" for cell in cells[:5])
    what = f"{len(cells)} sel hanya berisi kata pengganti tautan tanpa alamatnya, jadi bukan bukti"
    said = f"{what}: {shown}{and_more(len(cells), 5)}."
    return [SourceText(said, cells[0].place)]
