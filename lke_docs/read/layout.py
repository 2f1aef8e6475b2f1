"""Which rows of a grid are titles, and what each of its columns is: by content first, by title second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lke_docs.read.column import Column, Header, Line, find_header, role_of, titles_of
from lke_docs.read.content import (
    Shares,
    chosen_option,
    is_answer,
    is_evidence,
    is_question,
    is_tick,
    is_unticked,
    kind_of,
    role_by_content,
    shares_of,
)
from lke_docs.read.grid import Cell
from lke_docs.read.mark import as_mark, split_marks
from lke_docs.read.other_year import of_one_year
from lke_docs.read.owner import with_owners
from lke_docs.read.vocabulary import names_paper, plain, words
from lke_docs.tuples import NamedTuple

_LOOK = 60  # filled rows in which titles are sought
_LONGEST_WORD = 20  # letters of a title in a second line
_OF_UNIT = ("evidence", "note", "link")
_TEXTS = (*_OF_UNIT, "required")
_OF_FORM = ("required", "criteria", "options", "score", "serial", "weight", "code")
_OF_SHEET = ("answer", "options", "criteria", *_TEXTS)  # what a sheet of answers has beside its questions


class Title(NamedTuple):
    """A title over the columns from `start` to before `end`; blank ones follow up to `until`."""

    start: int
    end: int
    until: int
    text: str


class _Body(NamedTuple):
    """The rows below the titles, by column; `asking` are those that hold a known question in `lead`."""

    columns: Mapping[int, Sequence[Cell]]
    lead: int
    asking: frozenset[int]

    def cells(self, column: int) -> list[Cell]:
        """Cells of a column in rows that ask; all of them where there are too few."""
        cells = self.columns.get(column, ())
        asked = [cell for cell in cells if cell.row in self.asking]
        return asked if len(asked) >= words().threshold["cells"] else list(cells)


def find_layout(table: Mapping[int, Line], names: Sequence[str] = ()) -> Header | None:
    """Find the titles and the columns; None where the table is no LKE. `names`: of its worksheet and its file."""
    header = find_header(table)
    is_titled = header is not None
    if header is None:
        header = _untitled(table)
        if header is None:
            return None
    titles = tuple(_titles([table[n] for n in table if header.first <= n <= header.last]))
    told = {plain(title.text) for title in titles}
    body = _body(table, header.last)
    if _is_titled_below(table, header, body.lead):
        header = header._replace(last=header.last + 1)
        told.update(plain(cell.text) for cell in table[header.last].values())
        body = _body(table, header.last)
    roles = list(_columns(titles, body))
    if not is_titled and not any(column.role in _OF_SHEET for column in roles):
        return None  # a summary: "Nilai Survei Persepsi Korupsi", its weight and its score
    above = [cell.text for number in table if number < header.first for cell in table[number].values()]
    columns = with_owners(of_one_year(roles, above, names))
    return header._replace(columns=columns, titles=frozenset(told))


# --- where the titles stand ---------------------------------------------------------------------------


def _untitled(table: Mapping[int, Line]) -> Header | None:
    """Find the titles above the known questions of a table whose titles nobody knows, or which has none."""
    body = _body(table, -1)
    if len(body.asking) < words().threshold["rows"]:
        return None
    first = min(body.asking)
    above = [number for number in table if number < first]
    known = [number for number in above[-_LOOK:] if _titled(table[number]) >= 2]
    if known:
        last = known[0]
        while last + 1 in known:
            last += 1
        return Header(known[0], last, (), frozenset())
    while above and _is_form(table[above[-1]], body.lead):
        above.pop()
    # "*) lampirkan dokumen terbaru" may stand between the titles and the first question
    row = next((n for n in reversed(above) if len(table[n]) >= 2 and not _is_form(table[n], body.lead)), None)
    if row is not None and not _is_label(table[row]):
        return Header(row, row, (), frozenset())
    last = above[-1] if above else -1
    return Header(last + 1, last, (), frozenset())


def _is_titled_below(table: Mapping[int, Line], header: Header, lead: int) -> bool:
    """Tell a second line of titles, right of the questions: "SA" below "Hasil", "Berkas" below "Letak"; no answer, no
    number, no paper and no rest of a text.
    """
    above, below = table.get(header.last, {}), table.get(header.last + 1, {})
    over = {column for start, cell in above.items() for column in range(start, start + cell.columns)}
    texts = [cell.text.strip() for cell in below.values()]
    are_short = all(len(text) <= _LONGEST_WORD and not text[:1].islower() for text in texts)
    are_filled = any(is_answer(it) or names_paper(it) or any(map(str.isdigit, it)) for it in texts)
    return bool(texts) and are_short and not are_filled and over.issuperset(below) and min(below) > lead


def _titled(line: Line) -> int:
    return sum(bool(role_of(cell.text)[0]) for cell in line.values())


def _is_form(line: Line, lead: int) -> bool:
    """Tell a heading of the form: a mark, or a text that begins with one, at or left of the questions."""
    return any(cell.column <= lead and bool(as_mark(cell.text) or split_marks(cell.text)[0]) for cell in line.values())


def _is_label(line: Line) -> bool:
    """Tell "Unit Kerja | Balai Uji", or "Tahun :", from a row of titles."""
    first = min(line.values(), key=lambda cell: cell.column)
    return len(line) <= 3 and (":" in "".join(cell.text for cell in line.values()) or plain(first.text) in _labels())


def _labels() -> frozenset[str]:
    return frozenset(term for terms in words().label.values() for term in terms)


def _titles(rows: Sequence[Line]) -> Iterator[Title]:
    """Titles of columns from one or more rows: a wide one above names the owner of those below it."""
    ends = {column: column + cell.columns for line in rows for column, cell in line.items()}
    titles = titles_of(rows)
    ordered = [(column, (ends[column], titles[column])) for column in sorted(titles)]
    for index, (start, (end, text)) in enumerate(ordered):
        until = ordered[index + 1][0] if index + 1 < len(ordered) else end
        yield Title(start, max(start + 1, min(end, until)), until, text)


# --- what stands below them ---------------------------------------------------------------------------


def _body(table: Mapping[int, Line], last: int) -> _Body:
    columns: dict[int, list[Cell]] = {}
    for number, line in table.items():
        if number > last:
            for column, cell in line.items():
                columns.setdefault(column, []).append(cell)
    asking = {column: frozenset(c.row for c in cells if is_question(c.text)) for column, cells in columns.items()}
    linked = {column: sum(bool(cell.link) for cell in cells) for column, cells in columns.items()}
    lead = max(asking, key=lambda c: (len(asking[c]) - linked[c], -c), default=-1)
    return _Body(columns, lead, asking.get(lead, frozenset()))


def _columns(titles: Sequence[Title], body: _Body) -> Iterator[Column]:
    """Give each filled column its role."""
    shares = {column: shares_of(body.cells(column)) for column in sorted(body.columns)}
    answering = any(
        role_by_content(share) == "answer" and _role(titles, column) == "answer" for column, share in shares.items()
    )
    asked = any(_role(titles, column) == "question" for column in shares)
    for column, share in shares.items():
        title = _over(titles, column)
        told = _role(titles, column) == "evidence" and asked  # a narrative says the words of its question again
        is_ticked = title is not None and _is_ticked(title, body.cells(column), titles)
        role = "tick" if is_ticked else "answer" if _picks(column, body) else ""
        role = role or _decide(column, share, title, body, answering=answering, told=told)
        yield Column(column, column + 1, role, "", title.text if title and column < title.end else "", share.documents)


def _over(titles: Sequence[Title], column: int) -> Title | None:
    return next((title for title in titles if title.start <= column < title.until), None)


def _role(titles: Sequence[Title], column: int) -> str:
    title = _over(titles, column)
    return role_of(title.text)[0] if title else ""


def _decide(column: int, share: Shares, title: Title | None, body: _Body, *, answering: bool, told: bool) -> str:
    held = role_by_content(share)
    named = role_of(title.text)[0] if title else ""
    if column == body.lead and len(body.asking) >= words().threshold["rows"] and not told:
        return "question"
    is_own = held not in ("", "mark", "question") or (title is not None and not _goes_on(column, title.start, body))
    if title is not None and column >= title.end and is_own:
        named = ""  # a column without a title beside one that has one
    if not named and not held and column < body.lead and not _is_beside(column, body):
        return "question"  # "A." and "PENGUNGKIT" stand left of the questions, in rows of their own
    is_titled = title is not None and column < title.end
    if held == "mark" and named == "answer" and is_titled and _answers(column, body):
        return "answer"  # "a", "b." beside each question are letters, not marks
    if held == "mark" or (named == "question" and held in ("", "question")):
        return _of_form(column, held, named, share, body)
    if held == "answer":
        if named == "question" and _answers(column, body):
            named = ""  # letters beside the questions: "Jawaban hasil penilaian Kanwil"
        return _answer(named, answering=answering)
    if held:
        return "answer" if (held, named) == ("criteria", "answer") and not answering else _by_both(held, named)
    if named == "answer" and answering and share.share("answer") < words().threshold["document"]:
        return "evidence" if is_evidence(share) else "note"  # "Penanggung Jawab", "Jawaban Uraian"
    return _by_title(named, share, body.cells(column), is_right=column > body.lead)


def _by_title(named: str, share: Shares, cells: Sequence[Cell], *, is_right: bool) -> str:
    """The role of text by its title, if that says one; what a form prints right of its questions has no date yet, left
    of them an editor may have made one of "1.1".
    """
    bound = words().threshold
    if is_right and named in _OF_FORM and share.cells >= bound["cells"] and share.dated > bound["rubric"]:
        return "evidence"
    return named or _text(share, cells)


def _are_headings(cells: Sequence[Cell]) -> bool:
    """Tell the areas of the form, or its sub-areas, beside their questions: in each row, or merged down."""
    from lke_docs.read.question import instruments

    texts = {plain(split_marks(cell.text)[1]) for cell in cells}
    names = {name for questions in instruments() for name in questions.names.values()}
    return 2 * len(texts & names) > len(texts)


def _by_both(held: str, named: str) -> str:
    """The role where cells and title may disagree: rubric and options are what they are, links are evidence."""
    if held in ("criteria", "options"):
        return held
    if held == "link":
        return named if named in _OF_UNIT else "link"
    return named or held


def _goes_on(column: int, start: int, body: _Body) -> bool:
    """Tell whether a column without a title holds what has no room in the one to its left: never both filled."""
    rows = {cell.row for cell in body.columns.get(start, ())}
    cells = body.columns.get(column, ())
    both = sum(cell.row in rows for cell in cells if not as_mark(cell.text))
    return start < column and both * 5 <= len(cells)


def _is_ticked(title: Title, cells: Sequence[Cell], titles: Sequence[Title]) -> bool:
    """Tell a column "Ya", or "A", in which the answer is ticked; "No" is one beside "Yes", else it numbers."""
    said, *others = (plain(it.text.split(" (", 1)[0]) for it in (title, *titles))
    is_titled = is_answer(said) and (said not in words().role["serial"] or "yes" in others)
    return is_titled and all(is_tick(cell.text) or is_unticked(cell.text) for cell in cells)


def _picks(column: int, body: _Body) -> bool:
    """Tell a column of ticks, each beside an option that has a row of its own below its question."""
    rows = {cell.row for cell in body.columns[column] if is_tick(cell.text) and not cell.text.strip().isdecimal()}
    others = [cell for cell in body.columns[column] if cell.row not in rows]
    if column <= body.lead or len(rows) < words().threshold["cells"] or not all(is_unticked(it.text) for it in others):
        return False
    beside = sum(cell.row in rows and bool(chosen_option(cell.text)) for cell in body.columns[body.lead])
    return 2 * beside >= len(rows)


def _answers(column: int, body: _Body) -> bool:
    """Tell whether a column is filled beside at least half of the questions."""
    return column != body.lead and 2 * len({c.row for c in body.columns[column]} & body.asking) >= len(body.asking) > 0


def _is_beside(column: int, body: _Body) -> bool:
    """Tell whether a column has text in rows that ask something."""
    return any(cell.row in body.asking and kind_of(cell) != "mark" for cell in body.columns[column])


def _of_form(column: int, held: str, named: str, share: Shares, body: _Body) -> str:
    """Marks and headings beside the questions belong to them; text in the same rows as questions does not."""
    if len(body.asking) < words().threshold["rows"]:
        return named or ("serial" if held == "mark" else "")
    if held == "mark":
        return named if named in ("question", "serial") else ("question" if column < body.lead else "serial")
    beside = sum(cell.row in body.asking for cell in body.columns[column] if kind_of(cell) == "text")
    if beside * 2 > len(body.columns[column]) and not share.share("question"):
        return _text(share, body.cells(column)) if column > body.lead else named
    return named


def _answer(named: str, *, answering: bool) -> str:
    """A column of letters is one of answers, unless its title says otherwise and another one has them."""
    if named in ("", "answer", "score"):
        return "answer"
    return "answer" if named in (*_TEXTS, "options", "aside") and not answering else named


def _text(share: Shares, cells: Sequence[Cell]) -> str:
    """Text whose title, if it has one, nobody knows: evidence where it looks so, else not known."""
    if _are_headings(cells):
        return "heading"  # "MANAJEMEN PERUBAHAN" before each of its questions
    if share.cells < words().threshold["cells"]:
        return "evidence" if share.documents else ""
    return "evidence" if is_evidence(share) else ""
