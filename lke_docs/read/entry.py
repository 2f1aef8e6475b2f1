"""Rows of a table, taken apart by their columns but not yet given a code."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lke_docs.model import Place
from lke_docs.office.cell_address import cell_name
from lke_docs.read.column import SPARE, Column, Header, Line, role_of
from lke_docs.read.content import chosen_option, is_answer, is_sample, is_tick, is_unset, is_unticked
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.link import is_blank, is_pointer, is_shown_word, with_target
from lke_docs.read.mark import ListMark, as_code, as_mark, split_code, split_marks
from lke_docs.read.question import are_one_question, is_computed, is_known, is_rest_of_text
from lke_docs.read.row_label import RowLabel, label_of, labels_of
from lke_docs.read.vocabulary import names_paper, plain, words

_EVIDENCE = ("note", "evidence", "link")
_DEEPEST_MERGE = 30  # rows that one merged cell is followed down


@dataclass(slots=True)
class PlacedText:
    """Text gathered from cells, with the place of each piece."""

    text: str = ""
    segments: list[tuple[int, Place]] = field(default_factory=list)

    def add(self, cell: Cell) -> None:
        """Append a cell on a line of its own; leading blanks go, inner ones stay."""
        lead = len(cell.text) - len(cell.text.lstrip())
        body = cell.text.strip()
        if not body:
            return
        start = len(self.text) + 1 if self.text else 0
        self.text += f"\n{body}" if self.text else body
        self.segments += [(start + max(0, offset - lead), place) for offset, place in cell.parts]

    def before(self, other: PlacedText, between: str = "\n") -> PlacedText:
        """This text and, on a line of its own, the other; a piece that both hold stands once."""
        places = {place for _, place in self.segments}
        if other.segments and all(place in places for _, place in other.segments):
            return self
        if not self.text or not other.text:
            return self if self.text else other
        shift = len(self.text) + len(between)
        return PlacedText(
            f"{self.text}{between}{other.text}", self.segments + [(at + shift, place) for at, place in other.segments]
        )


@dataclass(slots=True)
class ReadRow:
    """One row: what the form prints (marks, question, options) and what people wrote."""

    row: int
    place: Place
    marks: list[ListMark]
    question: str
    indent: int
    code: str = ""
    options: str = ""
    answer: PlacedText = field(default_factory=PlacedText)
    evidence: PlacedText = field(default_factory=PlacedText)
    required: PlacedText = field(default_factory=PlacedText)
    links: list[str] = field(default_factory=list)
    pointers: list[Cell] = field(default_factory=list)  # words for a link whose target is not there
    beyond: PlacedText = field(default_factory=PlacedText)  # links behind the evaluators' columns
    aside: PlacedText = field(default_factory=PlacedText)  # what a pasted text says besides: "Kendala: ..."
    reviews: dict[str, tuple[PlacedText, PlacedText]] = field(default_factory=dict)
    worth: str = ""  # the number as written, where the answer was read from its value
    unread: list[Place] = field(default_factory=list)  # cells of its answer or evidence that could not be read

    @property
    def is_filled(self) -> bool:
        return bool(self.answer.text or self.evidence.text)

    def go_on(self, rest: ReadRow) -> None:
        """Take the evidence of a row that only goes on with this one."""
        from lke_docs.read.pdf_wrap import glue

        above, below = self.evidence.text, rest.evidence.text
        self.evidence = self.evidence.before(rest.evidence, glue(above, below)[len(above) :].removesuffix(below))
        self.links += rest.links


def entries_of(table: Mapping[int, Line], header: Header) -> Iterator[ReadRow]:
    """Yield the rows below the header; a row that only goes on with the one above is joined to it."""
    marked = _mark_columns(table, header)
    last: ReadRow | None = None
    first: Line = {}  # of the rows that make the last one
    labels = labels_of(table, header)
    below: list[RowLabel] = []
    for number, line in table.items():
        if number <= header.last or _repeats(line, header) or _is_sample(line, header):
            continue
        below = label_of(line, header, labels, below)
        if last is not None and below:
            for label in below:
                _fill_below(last, label)
            continue
        entry = _entry(number, line, header, marked)
        if last is not None and (more := _goes_on(last, entry, first, line, header)) is not None:
            _fill(last, more, header)
            continue
        _fill(entry, {**line, **_merged_from_above(table, number, header, entry)}, header)
        if last is not None:
            yield last
        last, first = entry, line
    if last is not None:
        yield last


def _goes_on(above: ReadRow, entry: ReadRow, first: Line, line: Line, header: Header) -> Line | None:
    """What a row adds to the one above it, whose first line is given; None where it is a row of its own."""
    if not entry.marks and not entry.question and not entry.code:
        return line
    answers = (*header.where("answer"), *header.where("tick"))
    boxes = {cell.column: cell for cell in _cells(line, answers)}
    ticked = {column for column, cell in boxes.items() if is_tick(cell.text) and not cell.text.strip().isdecimal()}
    if (option := _option(entry)) and all(c in ticked or is_unticked(it.text) for c, it in boxes.items()):
        return {
            c: it._replace(text=option) if c in ticked else it
            for c, it in line.items()
            if c in ticked or c not in boxes
        }
    if _is_cut(above, entry, line, header):
        above.question = f"{above.question} {entry.question}"
        return line
    # the same question once more, for a document more, as a table has it whose merged cells were filled down
    more = {c: it for c, it in line.items() if c not in first or (it.text, it.link) != (first[c].text, first[c].link)}
    is_asked = entry.question == above.question and bool(entry.code or is_known(entry.question))
    is_again = is_asked and entry.code in ("", above.code) and entry.marks in ([], above.marks)
    return more if is_again and not _cells(more, answers) else None


def _option(entry: ReadRow) -> str:
    """The letter, or Ya, of an option of the question above that has a row of its own: "a. Jika seluruh ..."."""
    if not entry.question or entry.code or is_computed(entry.question):
        return ""
    return chosen_option(f"{entry.marks[-1].text}. {entry.question}" if entry.marks else entry.question).capitalize()


def _is_cut(above: ReadRow, entry: ReadRow, line: Line, header: Header) -> bool:
    """Tell a row that only goes on with the question above it, as one typed line by line does."""
    is_answered = bool(_cells(line, header.where("answer")))
    if entry.marks or entry.code or not above.question or (above.answer.text and is_answered):
        return False
    if are_one_question(above.question, entry.question):
        return True
    # "... tujuan pembangunan" | "WBK/WBBM": the question is known without its end
    is_led = bool((above.marks or above.code) and above.answer.text) and not is_computed(above.question)
    is_paper = names_paper(entry.question.partition(" ")[0]) and not entry.question[0].islower()
    return is_led and not (is_answered or is_paper or _is_number(entry)) and is_rest_of_text(entry.question)


def is_rest(first: ReadRow, header: Header, before: Header) -> bool:
    """Tell a first row that only goes on with the last one of the table before, as each page has a table of its own."""
    is_next = header.last < 0 or (header.titles == before.titles and first.evidence.text[:1].islower())
    is_own = first.question or first.marks or first.code or first.answer.text
    return is_next and not is_own and bool(first.evidence.text)


def mark_unread(entries: Sequence[ReadRow], grid: Grid, header: Header) -> None:
    """Tell rows which of their cells could not be read: what is not known to be blank is no blank."""
    titles = {cell.column: cell.text for cell in grid.cells if header.first <= cell.row <= header.last}
    for row, column in grid.unread:
        known = next((it for it in header.columns if it.start <= column < it.end), None)
        # a column of which nothing at all could be read has a title only
        role, reviewer = (known.role, known.reviewer) if known else role_of(titles.get(column, ""))
        above = bisect_right(entries, row, key=lambda entry: entry.row) - 1
        if row > header.last and above >= 0 and reviewer in ("", "-") and role in ("answer", *_EVIDENCE):
            entries[above].unread.append(Place(sheet=grid.name, cell=cell_name(row, column)))


def without_signature(table: Mapping[int, Line], header: Header) -> tuple[dict[int, Line], list[Cell]]:
    """The rows of a table, and the cells below it behind a blank row: place and date, who signs, a note."""
    subject = header.where("question", None) + header.where("code", None)
    last = max((number for number, line in table.items() if _cells(line, subject)), default=0)
    cut = next((n for n in table if n > last and n - 1 not in table and n > header.last), None)
    if cut is None:
        return dict(table), []
    below = [cell for number, line in table.items() if number >= cut for _, cell in sorted(line.items())]
    if any(names_paper(cell.text) for cell in below):
        return dict(table), []  # evidence that goes on behind a blank row
    return {number: line for number, line in table.items() if number < cut}, below


def _repeats(line: Line, header: Header) -> bool:
    """Tell whether a row prints the header again, as each page of a table may."""
    titles = [plain(cell.text) for cell in line.values()]
    same = sum(title in header.titles for title in titles)
    return same >= 2 and same == len(titles)


def _is_sample(line: Line, header: Header) -> bool:
    """Tell a row that is marked as a sample left of its question."""
    lead = max((column.start for column in header.where("question")), default=0)
    return any(column < lead and is_sample(cell.text) for column, cell in line.items())


def _mark_columns(table: Mapping[int, Line], header: Header) -> tuple[Column, ...]:
    """Columns in which marks stand: the question's, and a column "No" that holds more than plain numbers."""
    serial = []
    for column in header.columns:
        if column.role not in ("serial", ""):
            continue
        texts = [
            cell.text
            for number, line in table.items()
            if number > header.last
            for cell in line.values()
            if column.start <= cell.column < column.end
        ]
        marks = [mark for mark in map(as_mark, texts) if mark is not None]
        if len(marks) * 2 >= len(texts) and any(mark.depth != 2 for mark in marks):
            serial.append(column)
    return (*serial, *header.where("question", None))


def _entry(number: int, line: Line, header: Header, marked: Sequence[Column]) -> ReadRow:
    marks: list[ListMark] = []
    words: list[str] = []
    subject = _cells(line, marked)
    for cell in subject:
        mark = as_mark(cell.text) if not words else None
        if mark is not None:
            marks.append(mark)
            continue
        before, text = split_marks(" ".join(cell.text.split())) if not words else ([], cell.text)
        marks += before
        words.append(" ".join(text.split()))
    question, code = split_code(" ".join(words))
    for cell in _cells(line, header.where("code", None)):
        if written := as_code(cell.text):
            code = written
        elif not question:
            question = cell.text.strip()
    options = " ".join(cell.text for cell in _cells(line, header.where("options", None)))
    first = (subject or list(line.values()))[0]
    # a list that lies deeper stands further right, with its mark or its text
    return ReadRow(number, first.place, marks, question, first.column, code, options)


def _merged_from_above(table: Mapping[int, Line], number: int, header: Header, entry: ReadRow) -> Line:
    """Cells of answer and evidence that reach down into this row: they speak for each row they cover.

    Evidence reaches over the numbers below an indicator without being theirs.
    """
    reaching: dict[int, Cell] = {}
    is_number = _is_number(entry)
    for column in header.columns:
        if is_number and column.role != "answer":
            continue
        if column.role != "answer" and column.role not in _EVIDENCE:
            continue
        for above in range(number - 1, max(header.last, number - _DEEPEST_MERGE), -1):
            cell = table.get(above, {}).get(column.start)
            if cell is not None:
                if above + cell.rows > number:
                    reaching[column.start] = cell
                break
    return reaching


def _is_number(entry: ReadRow) -> bool:
    """Tell a number to be filled in: its options say so, it begins with "Jumlah", or it details one that does."""
    vocabulary = words()
    if plain(entry.options):
        return plain(entry.options) in vocabulary.count_options
    is_detail = bool(entry.marks) and all(mark.depth == 5 for mark in entry.marks) and not is_known(entry.question)
    return is_detail or plain(entry.question).startswith(vocabulary.count_begins)


def _cells(line: Line, columns: Sequence[Column]) -> list[Cell]:
    return [
        cell for number, cell in sorted(line.items()) if any(column.start <= number < column.end for column in columns)
    ]


def _fill(entry: ReadRow, line: Line, header: Header) -> None:
    for column in header.columns:
        for cell in _cells(line, (column,)):
            _fill_cell(entry, cell, column)
    for cell in reversed(_cells(line, header.where(SPARE))):
        if not entry.answer.text:
            _fill_cell(entry, cell, Column(0, 0, "answer"))


def _fill_cell(entry: ReadRow, cell: Cell, column: Column) -> None:
    if column.reviewer:
        answer, note = entry.reviews.setdefault(column.reviewer, (PlacedText(), PlacedText()))
        if column.role == "answer":
            answer.add(cell)
        elif column.role in _EVIDENCE:
            note.add(cell)
    elif column.role == "answer":
        _answer(entry, cell._replace(text=words().boxes.get(plain(cell.text), cell.text)))
    elif column.role == "tick":
        entry.answer.add(cell._replace(text=column.title.split(" (", 1)[0] if is_tick(cell.text) else ""))
    elif column.role in _EVIDENCE:
        _evidence(entry, cell, column)
    elif column.role == "required":
        entry.required.add(cell)


def _fill_below(entry: ReadRow, label: RowLabel) -> None:
    """Add the cells of a row below the indicator to what its label says they are."""
    column = Column(0, 0, label.role, label.reviewer)
    for cell in label.cells:
        _fill_cell(entry, cell, column)


def _answer(entry: ReadRow, cell: Cell) -> None:
    """An answer whose cell goes on with evidence, as merged ones of Word tables do, gives that away."""
    if is_unset(cell.text):
        return
    if option := chosen_option(cell.text):
        cell = cell._replace(text=option, traced=cell.parts[:1])
    first, _, rest = cell.text.strip().partition("\n")
    if not rest.strip() or not is_answer(first.strip()):
        entry.answer.add(cell)
        return
    at = cell.text.index(rest)
    entry.answer.add(cell._replace(text=first, traced=cell.parts[:1]))
    entry.evidence.add(cell.part(at, len(cell.text)))


def _evidence(entry: ReadRow, cell: Cell, column: Column) -> None:
    """Add a cell of evidence; where it carries a link, its target takes the place of "Lihat" and the like."""
    if is_blank(cell.text):
        return
    if cell.link:
        entry.links += cell.link.split("\n")
        cell = cell._replace(text=with_target(cell, entry.question), traced=cell.parts[:1])
    elif is_pointer(cell.text) or (column.role == "link" and is_shown_word(cell.text, entry.question)):
        entry.pointers.append(cell)
        return
    (entry.beyond if column.is_beyond and column.role == "link" else entry.evidence).add(cell)
