"""Grids -> Sheet: the tables of a workbook, document or page, read as one submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePath

from lke_docs.errors import InputError
from lke_docs.model import AnswerKind, Heading, Place, Row, Sheet, SheetYear, SourceText
from lke_docs.read.answer_kind import answer_kind
from lke_docs.read.block import as_one_table
from lke_docs.read.cell_label import with_label_columns
from lke_docs.read.coding import Coded, assign, choose
from lke_docs.read.column import Header, Line, lines_of, role_of, without_numbers
from lke_docs.read.content import is_question
from lke_docs.read.entry import PlacedText, ReadRow, entries_of, is_rest, mark_unread, without_signature
from lke_docs.read.frame import with_frame
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.identity import identity_of, year_of
from lke_docs.read.layout import find_layout
from lke_docs.read.link import links_in, readable
from lke_docs.read.neighbour import tables_in
from lke_docs.read.notice import of_texts
from lke_docs.read.other_year import DatedSheet, other_worksheets, version_of
from lke_docs.read.owner import in_sheet_of, left_name, reviewer_of
from lke_docs.read.page_line import without_pages
from lke_docs.read.question import is_known
from lke_docs.read.unread import (
    Other,
    guessed_columns,
    hidden_columns,
    is_other,
    named_other,
    odd_cells,
    unread_answers,
    unread_columns,
    unread_grids,
    unread_pointers,
    valued_answers,
)
from lke_docs.read.vocabulary import words
from lke_docs.text import clean_name
from lke_docs.tuples import NamedTuple


class Table(NamedTuple):
    """A grid by its rows, with its titles and columns where they are those of an LKE; `pages`: their heads and feet."""

    grid: Grid
    lines: Mapping[int, Line]
    header: Header | None
    pages: tuple[Cell, ...] = ()


@dataclass(slots=True)
class _Read:
    """The year that the sheet states, and what the tables have given so far."""

    year: SheetYear | None
    notices: list[SourceText] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    loose: list[SourceText] = field(default_factory=list)
    header: list[SourceText] = field(default_factory=list)
    titles: list[SourceText] = field(default_factory=list)  # of columns without a role; and what stands below
    clashes: list[tuple[str, SourceText, SourceText]] = field(default_factory=list)
    carried: list[tuple[str, Coded]] = field(default_factory=list)  # evidence on headings, by what took it
    others: list[Other] = field(default_factory=list)

    def sheet(self, named: Mapping[str, str], *, source: str, sha256: str, format: str) -> Sheet:
        """What was read, as a sheet; `named` says whose it is. Each notice stands once."""
        return Sheet(
            source=clean_name(source),
            sha256=sha256,
            format=format,
            rows=tuple(self.rows.values()),
            headings=tuple(self.headings),
            header=(*self.header, *self.titles),  # what stands round the tables
            unplaced=tuple(self.loose),
            clashes=tuple(self.clashes),
            notices=tuple({notice.text: notice for notice in reversed(self.notices)}.values())[::-1],
            agency=named.get("agency", ""),
            unit=named.get("unit", ""),
            proposal=named.get("proposal", ""),
            application=named.get("application", ""),
            year=self.year,
        )


def tables_of(document: Document, source: str) -> tuple[Table, ...]:
    """The grids of a document, each looked at once; `source` is the name of its file."""
    tables = []
    last: Header | None = None
    wholes = map(without_pages, map(with_label_columns, map(without_numbers, as_one_table(document.grids))))
    parts = ((part, pages * (number == 0)) for whole, pages in wholes for number, part in enumerate(tables_in(whole)))
    for grid, pages in parts:
        lines = lines_of(grid)
        header = find_layout(lines, (grid.name, PurePath(source).stem))
        if (header is None or not header.titles) and last is not None and _goes_on(lines, last):
            header = last._replace(first=0, last=-1)
        last = header or last
        tables.append(Table(grid, lines, header, pages))
    return tuple(tables)


def _goes_on(lines: Mapping[int, Line], header: Header) -> bool:
    """Tell a table without titles that goes on with the one before it, as each area does in a Word file."""
    asked = header.where("question")
    columns = {column for line in lines.values() for column in line}
    is_as_wide = bool(columns) and max(columns) < header.columns[-1].end and len(columns) > 1
    return is_as_wide and any(
        column.start in line and is_question(line[column.start].text) for line in lines.values() for column in asked
    )


def read_tables(document: Document, tables: Sequence[Table], *, source: str, sha256: str) -> Sheet:
    """Read all tables. Raises InputError where none is one of an LKE."""
    shown, document = _of_one_year([table for table in tables if not table.grid.hidden], document, source)
    year = year_of(document.lines, [(table.grid, table.header) for table in shown or tables])
    read = _Read(year, list(document.notices))
    _take(shown, read)
    hidden = [table for table in tables if table.grid.hidden]
    what = "tidak dibaca" if read.rows else "tetap dibaca karena LKE hanya ada di sana"
    if not read.rows:
        _take(hidden, read)
    read.notices += [_hidden(table.grid, what) for table in hidden]
    if not read.rows:
        raise _refused(read.others, source)
    _say_carried(read)
    read.notices += [other.as_notice() for other in read.others]
    read.notices += unread_grids([table.grid for table in shown if table.header is None])
    pairs = [(t.grid, t.header) for t in shown or hidden]
    read.notices += unread_answers(tuple(read.rows.values()), [(grid, header) for grid, header in pairs if header])
    named = identity_of(pairs, document.lines)
    frame = [
        *read.header,
        *document.lines,
        *(SourceText(c.text, c.place) for g, h in pairs if not h for c in g.cells[:6]),
    ]
    read.titles += document.lines
    sheet = read.sheet(named, source=source, sha256=sha256, format=document.format)
    return with_frame(sheet, frame, [grid.name for grid, header in pairs if header])


def _of_one_year(tables: Sequence[Table], document: Document, source: str) -> tuple[list[Table], Document]:
    """The tables without those of another year or unit; these are told, and the lines above them stand last."""
    asking = [(table, table.header) for table in tables if table.header]
    ends = [0, *(table.grid.lines_above for table, _ in asking)]
    frame = (SourceText(c.text, c.place) for grid in document.grids if grid.is_frame for c in grid.cells)
    whole = document.lines or tuple(frame)  # the lines of a page stand in a frame
    above = [whole[start:end] for start, end in pairwise(ends)]
    dated = [DatedSheet(t.grid, h, bool(reviewer_of(t.grid.name)), a) for (t, h), a in zip(asking, above, strict=True)]
    past, said = other_worksheets(dated, PurePath(source).stem)
    theirs = {line for index in past for line in above[index]}
    lines = tuple(sorted(whole, key=theirs.__contains__)) if past else document.lines
    document = document._replace(lines=lines, notices=(*document.notices, *past.values(), *said))
    return [table for table in tables if not any(table is asking[index][0] for index in past)], document


def read_uncoded(lines: Sequence[SourceText], *, source: str, sha256: str, format: str) -> Sheet | None:
    """Read lines without codes by their questions; None where too few are known."""
    from lke_docs.read.uncoded import pasted

    page = pasted(lines)
    year = year_of(page.page, ())
    coded = _coded(page.entries(), year)
    if again := [index for index, item in enumerate(coded) if _asks_again(item)]:
        coded = _coded(page.without(again).entries(), year)
    if sum(item.kind == "row" for item in coded) < words().threshold["rows"]:
        return None
    is_coded = any(item.entry.code for item in coded)
    read = _Read(year, header=list(page.page))
    _place(coded, Grid("", ()), read)
    _say_carried(read)
    named = identity_of((), page.page)
    aside = [line for item in coded for line in item.entry.aside.text.split("\n") if line]
    read.notices += of_texts("Yang menurut sebutannya bukan bukti dukung", aside)
    if not is_coded:
        read.notices.insert(0, SourceText(_BY_WORDS, next(iter(read.rows.values())).place))
    sheet = read.sheet(named, source=source, sha256=sha256, format=format)
    return with_frame(sheet, page.page, ())


def _coded(entries: Sequence[ReadRow], year: SheetYear | None) -> list[Coded]:
    return assign(entries, choose(entries, year))


def _asks_again(item: Coded) -> bool:
    """Tell words of a question that another line asks: "Laporan evaluasi penanganan benturan kepentingan"."""
    return item.kind != "row" and not item.entry.answer.text and is_known(item.entry.question)


_BY_WORDS = "Lembar tidak memuat kode indikator; barisnya dikenali dari kata-kata pertanyaannya."


def _refused(others: Sequence[Other], source: str) -> InputError:
    if others:
        return InputError(
            source, others[0].reason(), remedy="Berikan lembar kerja evaluasi Zona Integritas yang diisi unit."
        )
    return InputError(
        source,
        "tidak ditemukan tabel LKE: judul kolom seperti “Penilaian”, “Jawaban” dan “Bukti Dukung” tidak "
        "ada, atau pertanyaannya tidak dikenal.",
        remedy="Pastikan berkas ini lembar kerja evaluasi Zona Integritas, bukan dokumen lain.",
    )


def _hidden(grid: Grid, what: str) -> SourceText:
    return SourceText(f"Lembar tersembunyi “{grid.name}” {what}.", Place(sheet=grid.name))


def _take(tables: Iterable[Table], reading: _Read) -> None:
    groups: list[tuple[Table, Header, str, list[ReadRow]]] = []
    for table in sorted(tables, key=_turn):
        if table.header is not None:
            header, reviewer = in_sheet_of(table.header, reviewer_of(table.grid.name))
            lines, below = without_signature(table.lines, header)
            reading.titles += [SourceText(cell.text, cell.place) for cell in (*table.pages, *below)]
            entries = list(entries_of(lines, header))
            if groups and groups[-1][-1] and entries and is_rest(entries[0], header, groups[-1][1]):
                groups[-1][-1][-1].go_on(entries.pop(0))
            groups.append((table, header, reviewer, entries))
    questions = choose([entry for *_, entries in groups for entry in entries], reading.year)
    for table, header, reviewer, entries in groups:
        mark_unread(entries, table.grid, header)
        coded = assign(entries, questions)
        other = named_other(table.grid, table.lines, coded)
        if is_other(other):
            reading.others.append(other)
            continue
        reading.header += [SourceText(c.text, c.place) for c in table.grid.cells if c.row < header.first]
        reading.titles += [SourceText(c.text, c.place) for c in table.grid.cells if _is_unknown_title(c, header)]
        reading.notices += [*unread_columns(table.grid, header), *odd_cells(table.grid, header)]
        reading.notices += [
            *guessed_columns(table.grid, header),
            *hidden_columns(table.grid, header),
            *valued_answers(entries, header),
            *unread_pointers(entries),
        ]
        _place(coded, table.grid, reading, _owner(reviewer, coded, table.grid, header, reading))


def _turn(table: Table) -> tuple[bool, int, int]:
    """The unit's own tables come first, and of those the last version."""
    version, number = version_of(table.grid.name)
    return bool(reviewer_of(table.grid.name)), -version, -number


def _owner(reviewer: str, coded: Sequence[Coded], grid: Grid, header: Header, reading: _Read) -> str:
    """Who answered in a worksheet that repeats the rows of those before it; "" where it goes on with them."""
    rows = [item for item in coded if item.kind == "row"]
    repeated = [(item, known) for item in rows if (known := reading.rows.get(item.code))]
    if any(column.reviewer for column in header.columns):  # of the unit's cells, the evaluator's beside them
        is_copy = all(" ".join(item.entry.answer.text.split()) in (known.answer, "0", "") for item, known in repeated)
        return "" if is_copy else reviewer
    return reviewer or (left_name(header, grid.name) if len(repeated) * 2 >= len(rows) > 0 else "")


def _is_unknown_title(cell: Cell, header: Header) -> bool:
    stands_alone = not any(cell.column <= column.start < cell.column + cell.columns for column in header.columns)
    return header.first <= cell.row <= header.last and (stands_alone or not role_of(cell.text)[0])


def _place(coded: Iterable[Coded], grid: Grid, reading: _Read, reviewer: str = "") -> None:
    waiting: list[Coded] = []  # headings with evidence, for the indicator below them
    for item in coded:
        if item.kind == "row":
            if waiting and not item.is_count:
                for heading in waiting:
                    item.entry.evidence = heading.entry.evidence.before(item.entry.evidence)
                    reading.carried.append((item.code, heading))
                waiting = []
            _place_row(item, reviewer, grid, reading)
        elif item.kind == "twin" and not reviewer:
            reading.rows[f"{item.code} {item.entry.place}"] = _row(item)
        elif item.kind == "heading":
            _heading(item, reviewer, reading)
            if item.entry.evidence.text and not reviewer:
                waiting.append(item)
        else:
            reading.loose += _loose(item.entry)
    for item in waiting:
        reading.loose += _loose(item.entry)


def _heading(item: Coded, reviewer: str, reading: _Read) -> None:
    if not item.code:
        reading.header += [SourceText(item.entry.question, item.entry.place)] if item.entry.question else []
    elif item.entry.question and not reviewer:
        heading = Heading(item.code, item.entry.question, item.entry.place)
        if not any(h.code == heading.code and h.title == heading.title for h in reading.headings):
            reading.headings.append(heading)


def _loose(entry: ReadRow) -> list[SourceText]:
    pieces = [SourceText(entry.question, entry.place)] if entry.question else []
    reviews = [text for pair in entry.reviews.values() for text in pair]
    for text in (entry.answer, entry.evidence, entry.beyond, *reviews):
        if text.text:
            pieces.append(SourceText(text.text, text.segments[0][1]))
    return pieces


def _place_row(item: Coded, reviewer: str, grid: Grid, reading: _Read) -> None:
    row = _row(item)
    known = reading.rows.get(item.code)
    if reviewer:
        row = row._replace(
            answer="", answer_kind=AnswerKind.NONE, evidence="", segments=(), links=(), answer_place=None, unread="",
            reviews=_reviews(reviewer, row, known),
        )  # fmt: skip
    if known is None:
        reading.rows[item.code] = row
    elif not (known.answer or known.evidence):
        reading.rows[item.code] = row._replace(reviews=known.reviews + row.reviews)
    else:
        reading.rows[item.code] = _joined(known, row)
        clashes = list(_clashes(known, row))
        reading.clashes += clashes
        reading.loose += [left for _, _, left in clashes]


def _reviews(reviewer: str, row: Row, known: Row | None) -> tuple[tuple[str, str, str], ...]:
    """What an evaluator answered and wrote in a worksheet of its own; the unit's evidence is often repeated there."""
    text = row.evidence.removeprefix(known.evidence).strip() if known else row.evidence
    notes = [text, *(note for name, _, note in row.reviews if name == reviewer)]
    review = reviewer, row.answer, "\n".join(filter(None, notes))
    others = tuple(review for review in row.reviews if review[0] != reviewer)
    return ((review,) if any(review[1:]) else ()) + others


def _joined(known: Row, row: Row) -> Row:
    """One row of two worksheets: what the first leaves blank is the second's."""
    links = tuple(dict.fromkeys(known.links + row.links))
    known = known._replace(reviews=tuple(dict.fromkeys(known.reviews + row.reviews)), links=links)
    if row.evidence and not known.evidence:
        known = known._replace(evidence=row.evidence, segments=row.segments)
    if row.answer not in ("", "0") and not known.answer:
        known = known._replace(answer=row.answer, answer_kind=row.answer_kind, answer_place=row.answer_place)
    is_whole = known.answer and known.evidence and not (known.unread and row.unread)
    return known._replace(unread="" if is_whole else known.unread or row.unread)


def _said(text: str, links: frozenset[str]) -> list[str]:
    """The words of a cell without its links: one copy has them beside the evidence, another behind TPI's columns."""
    return [word for line in text.split("\n") if line not in links for word in line.split()]


def _clashes(known: Row, row: Row) -> Iterator[tuple[str, SourceText, SourceText]]:
    links = frozenset(known.links + row.links)
    given = "" if row.answer == "0" and known.answer_kind != AnswerKind.COUNT else row.answer  # of a lost formula
    for used, at, left, there in (
        (known.answer, known.answer_place or known.place, given, row.answer_place or row.place),
        (known.evidence, known.place_at(0), row.evidence, row.place_at(0)),
    ):
        if used and (said := _said(left, links)) and said != _said(used, links):
            yield row.code, SourceText(used, at), SourceText(left, there)


def _say_carried(reading: _Read) -> None:
    if not reading.carried:
        return
    said = [f"{item.entry.evidence.segments[0][1]} untuk {code}" for code, item in reading.carried]
    shown = "; ".join(said[:5]) + (" …" if len(said) > 5 else "")
    text = f"Bukti dukung yang ditulis pada baris judul dibaca sebagai bukti indikator di bawahnya: {shown}."
    reading.notices.append(SourceText(text, reading.carried[0][1].entry.evidence.segments[0][1]))


def _row(item: Coded) -> Row:
    entry = item.entry
    evidence: PlacedText = entry.evidence if entry.evidence.text else entry.beyond
    answer = " ".join(entry.answer.text.split())
    targets = " ".join(map(readable, entry.links))
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
        evidence=evidence.text,
        place=entry.place,
        segments=tuple(evidence.segments),
        answer_place=entry.answer.segments[0][1] if entry.answer.segments else None,
        reviews=reviews,
        required=entry.required.text,
        links=tuple(dict.fromkeys([*entry.links, *(link for link in links_in(evidence.text) if link not in targets)])),
        unread=f"{', '.join(map(str, entry.unread[:3]))} tidak terbaca" if entry.unread else "",
    )
