"""CSV -> one grid. The separator is the one under which a row holds the titles of an LKE."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits, over
from lke_docs.read.content import is_question
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.mark import as_code, as_mark, split_marks
from lke_docs.read.markup import is_rule, unmarked_cell, with_pipes
from lke_docs.read.notice import of_texts
from lke_docs.read.question import is_name
from lke_docs.read.vocabulary import names_paper

_SEPARATORS = ";,\t|"
_LOOK = 40  # lines in which the titles are sought
# a line of several fields as one field, not the end of a cell of several lines
_QUOTED = re.compile(r'^"((?=[^"\r\n])[^"]*+(?:""[^"]*+)*)"\r?$', re.MULTILINE)


def without_quotes(text: str) -> str:
    """The text of a table whose lines an editor with another separator took for one field each, and put in quotes."""
    whole = [match for match in _QUOTED.finditer(text) if any(match[1].count(mark) > 1 for mark in _SEPARATORS)]
    if len(whole) < 2:
        return text
    return _QUOTED.sub(lambda match: match[1].replace('""', '"'), text)


def separator_of(text: str) -> str | None:
    """Return the separator of a table of answers; None where the text is no such table."""
    from lke_docs.read.column import find_header, lines_of
    from lke_docs.read.layout import find_layout
    from lke_docs.read.sideways import lies_across

    for separator in _SEPARATORS:
        if separator not in text:
            continue
        sample = "\n".join(text.splitlines()[:_LOOK])
        try:
            rows = list(csv.reader(io.StringIO(sample), delimiter=separator))
        except csv.Error:
            continue
        if _is_page(rows):
            continue
        grid = Grid("", tuple(_cells(rows)))
        table = lines_of(grid)
        if find_header(table) or lies_across(table):
            return separator
        layout = find_layout(table)
        if layout is not None and layout.where("answer"):
            return separator
    return None


def _is_page(rows: list[list[str]]) -> bool:
    """Tell the lines of a page, of which answers and titles alone hold separators: all its questions end theirs."""
    asking = [row for row in rows if any(map(is_question, row))]
    return bool(asking) and all(is_question(row[-1]) and all(map(as_mark, row[:-1])) for row in asking)


def read_csv(data: bytes, limits: Limits) -> Document:
    """Read a table in UTF-8, UTF-16 or Windows-1252."""
    text = with_pipes(without_quotes(_decode(data)))
    separator = separator_of(text[:100_000])
    if separator is None:
        raise BrokenFileError("judul kolom LKE tidak ditemukan di berkas CSV.")
    csv.field_size_limit(limits.cell_chars)
    rows = []
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            count += len(row)
            if count > limits.cells:
                raise over(limits, "cells", f"lebih dari {limits.cells} sel")
            rows.append(row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise over(limits, "cell_chars", f"sebuah sel lebih dari {limits.cell_chars} huruf") from error
        raise BrokenFileError("susunan CSV rusak.") from error
    rows = with_broken_cells(rows)
    struck: list[str] = []
    cells = _cells(rows)
    if separator == "|" and (rules := {at for at, row in enumerate(rows) if is_rule(row)}):
        cells = [_bare(cell, struck) for cell in cells if cell.row not in rules]
    return Document(
        "csv",
        (Grid("CSV", tuple(cell for cell in cells if cell.text)),),
        (),
        tuple(of_texts("Teks yang dicoret", struck)),
    )


def with_broken_cells(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with the lines of a cell that its program pasted as lines of the table put back into it.

    Such a line begins no row, and it and the line above it have together no more cells than a row. Each row keeps its
    number; a line that was put back leaves a blank one.
    """
    width, end = _width(rows), max((at for at, row in enumerate(rows) if _leads(row)), default=0)
    whole: list[list[str]] = []
    last: list[str] = []
    for at, row in enumerate(rows):
        whole.append(list(row))
        if not any(map(str.strip, row)):
            continue
        # below the last question stands who signs, too
        if _goes_on(last, row, width) and (at < end or names_paper(row[0])):
            while len(row) == 1 and not last[-1].strip():
                last.pop()  # what is blank right of a cell with text is no part of it
            last[-1] += f"\n{row[0]}"
            last += row[1:]
            whole[-1] = []
        else:
            last = whole[-1]
    return whole


def _width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells the row of titles has; 0 where there is none."""
    from lke_docs.read.column import find_header, lines_of

    header = find_header(lines_of(Grid("", tuple(_cells(rows[:_LOOK])))))
    return len(rows[header.last]) if header else 0


def _goes_on(above: Sequence[str], row: Sequence[str], width: int) -> bool:
    """Tell the next line of a cell: it begins no row, and the one above is led by a mark or a question, or whole."""
    is_row = _leads(above) or len(above) == width
    filled = len(above) if len(row) > 1 else len("\t".join(above).rstrip("\t").split("\t"))
    return 1 < len(row) + filled - 1 <= width and filled > 1 and is_row and not _leads(row) and bool(row[0])


def _leads(row: Sequence[str]) -> bool:
    """Tell a row of the form by what it begins with."""
    first = row[0].strip() if row else ""
    bare = split_marks(first)[1]
    is_mark = len(row) > 1 and (first.isdecimal() or bool(as_mark(first) or as_code(first)))
    return is_mark or is_question(first) or is_name(bare)


def _bare(cell: Cell, struck: list[str]) -> Cell:
    """A cell of Markdown without its signs; what is struck through in it is added to `struck`."""
    text, link, gone = unmarked_cell(cell.text)
    struck += gone
    return cell._replace(text=text, link=link)


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _cells(rows: Sequence[Sequence[str]]) -> list[Cell]:
    return [
        Cell(row, column, text.replace("\r\n", "\n"))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text.strip()
    ]
