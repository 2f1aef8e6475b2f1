"""CSV -> one grid. The separator is the one under which a row holds the titles of an LKE."""

from __future__ import annotations

import csv
import io
import re

from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits, over
from lke_docs.read.content import is_question
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.mark import as_mark
from lke_docs.read.markup import is_rule, unmarked_cell, with_pipes
from lke_docs.read.notice import of_texts

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


def _cells(rows: list[list[str]]) -> list[Cell]:
    return [
        Cell(row, column, text.replace("\r\n", "\n"))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text.strip()
    ]
