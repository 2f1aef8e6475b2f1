"""Grids -> Sheet: the tables of a workbook, document or page, read as one submission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lke_docs.errors import InputError
from lke_docs.model import AnswerKind, Heading, Place, Row, Sheet, SourceText
from lke_docs.read.coding import Coded, assign, choose
from lke_docs.read.column import Header, find_header, lines_of, role_of
from lke_docs.read.entry import Entry, entries_of
from lke_docs.read.grid import Document, Grid
from lke_docs.read.identity import identity_of
from lke_docs.read.txt import answer_kind


@dataclass(slots=True)
class _Read:
    """What the tables have given so far."""

    rows: dict[str, Row] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    loose: list[SourceText] = field(default_factory=list)
    header: list[SourceText] = field(default_factory=list)
    notices: list[SourceText] = field(default_factory=list)
    clashes: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def has_table(document: Document) -> bool:
    """Tell whether any table of the document is one of an LKE."""
    return any(find_header(lines_of(grid)) for grid in document.grids)


def read_tables(document: Document, *, source: str, sha256: str) -> Sheet:
    """Read all tables. Raises InputError where none is one of an LKE."""
    found = _Read(notices=list(document.notices))
    shown = [grid for grid in document.grids if not grid.hidden]
    hidden = [grid for grid in document.grids if grid.hidden]
    _take(shown, found)
    if not found.rows:
        _take(hidden, found)
        found.notices += [_hidden(grid, "tetap dibaca karena LKE hanya ada di sana") for grid in hidden]
    else:
        found.notices += [_hidden(grid, "tidak dibaca") for grid in hidden]
    if not found.rows:
        raise InputError(
            source,
            "tidak ditemukan tabel LKE: judul kolom seperti “Penilaian”, “Jawaban” dan “Bukti Dukung” tidak "
            "ada, atau pertanyaannya tidak dikenal.",
            remedy="Pastikan berkas ini lembar kerja evaluasi Zona Integritas, bukan dokumen lain.",
        )
    _say_clashes(found)
    named = identity_of(shown or hidden, document.lines)
    return Sheet(
        source=source,
        sha256=sha256,
        format=document.format,
        rows=tuple(found.rows.values()),
        headings=tuple(found.headings),
        header=(*found.header, *document.lines),  # what stands round the tables
        unplaced=tuple(found.loose),
        notices=tuple(found.notices),
        agency=named.get("agency", ""),
        unit=named.get("unit", ""),
        proposal=named.get("proposal", ""),
        application=named.get("application", ""),
    )


def _hidden(grid: Grid, what: str) -> SourceText:
    return SourceText(f"Lembar tersembunyi “{grid.name}” {what}.", Place(sheet=grid.name))


def _take(grids: Iterable[Grid], found: _Read) -> None:
    groups = list(_groups(grids))
    questions = choose([entry for _, _, entries in groups for entry in entries])
    for grid, header, entries in groups:
        reviewer = reviewer_of(grid.name)
        found.header += _above(grid, header)
        found.notices += _unread(grid, header)
        for item in assign(entries, questions):
            if item.kind == "row":
                _place_row(item, reviewer, grid, found)
            elif item.kind == "heading":
                _heading(item, reviewer, found)
            else:
                found.loose += _loose(item.entry)


def _groups(grids: Iterable[Grid]) -> Iterable[tuple[Grid, Header, list[Entry]]]:
    for grid in grids:
        table = lines_of(grid)
        header = find_header(table)
        if header is not None:
            yield grid, header, list(entries_of(grid, table, header))


def reviewer_of(name: str) -> str:
    """The reviewer a worksheet's name names ("TPI Unit"); "" where it is the unit's own."""
    _, owner = role_of(f"Jawaban {name}") if len(name) < 60 else ("", "")
    return "" if owner == "-" else owner


def _above(grid: Grid, header: Header) -> list[SourceText]:
    return [SourceText(cell.text, cell.place) for cell in grid.cells if cell.row < header.first]


def _unread(grid: Grid, header: Header) -> list[SourceText]:
    """Say which filled columns have a title that nobody knows: they are not read, and not silently so."""
    notices = []
    for column in header.columns:
        if column.role:
            continue
        cells = [cell for cell in grid.cells if column.start <= cell.column < column.end]
        titles = [cell for cell in cells if header.first <= cell.row <= header.last]
        filled = sum(cell.row > header.last for cell in cells)
        if titles and filled:
            said = f"Kolom “{titles[-1].text}” tidak dikenal; {filled} sel di dalamnya tidak dibaca."
            notices.append(SourceText(said, titles[-1].place))
    return notices


def _heading(item: Coded, reviewer: str, found: _Read) -> None:
    if not item.code:
        found.header += _loose(item.entry)
    elif item.entry.question and not reviewer:
        heading = Heading(item.code, item.entry.question, item.entry.place)
        if not any(h.code == heading.code and h.title == heading.title for h in found.headings):
            found.headings.append(heading)


def _loose(entry: Entry) -> list[SourceText]:
    pieces = [SourceText(entry.question, entry.place)] if entry.question else []
    for text in (entry.answer, entry.evidence):
        if text.text:
            pieces.append(SourceText(text.text, text.segments[0][1]))
    return pieces


def _place_row(item: Coded, reviewer: str, grid: Grid, found: _Read) -> None:
    row = _row(item)
    known = found.rows.get(item.code)
    if reviewer:
        review = (reviewer, row.answer, row.evidence)
        row = replace(row, answer="", answer_kind=AnswerKind.NONE, evidence="", segments=(), answer_place=None,
                      reviews=(review,) if row.answer or row.evidence else ())  # fmt: skip
    if known is None:
        found.rows[item.code] = row
    elif not (known.answer or known.evidence):
        found.rows[item.code] = replace(row, reviews=known.reviews + row.reviews)
    else:
        found.rows[item.code] = replace(known, reviews=known.reviews + row.reviews)
        if (row.answer, row.evidence) not in (("", ""), (known.answer, known.evidence)):
            found.clashes.setdefault((known.place.sheet or "", grid.name), []).append(item.code)
            found.loose += _loose(item.entry)


def _say_clashes(found: _Read) -> None:
    for (used, other), codes in found.clashes.items():
        shown = ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
        found.notices.append(
            SourceText(
                f"{len(codes)} indikator diisi berbeda di lembar “{used}” dan “{other}” ({shown}); "
                f"yang dipakai lembar “{used}”.",
                Place(sheet=other),
            )
        )


def _row(item: Coded) -> Row:
    entry = item.entry
    answer = " ".join(entry.answer.text.split())
    reviews = tuple(
        (name, " ".join(given.text.split()), note.text)
        for name, (given, note) in entry.reviews.items()
        if given.text or note.text
    )
    return Row(
        code=item.code,
        question=entry.question,
        answer=answer,
        answer_kind=answer_kind(answer),
        evidence=entry.evidence.text,
        place=entry.place,
        segments=tuple(entry.evidence.segments),
        answer_place=entry.answer.segments[0][1] if entry.answer.segments else None,
        reviews=reviews,
        required=entry.required.text,
    )
