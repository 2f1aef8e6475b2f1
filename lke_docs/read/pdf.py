"""PDF -> grids or lines: ruled tables first, then columns without rules, then plain lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lke_docs.model import Place, SourceText
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits, over
from lke_docs.read.column import Header, lines_of
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.layout import find_layout
from lke_docs.read.mark import as_code, as_mark, split_code, split_marks
from lke_docs.read.pdf_fallback import found_by_pdfplumber
from lke_docs.read.pdf_grid import ruled
from lke_docs.read.pdf_page import Box, OpenPage, open_document, open_page
from lke_docs.read.pdf_strip import Pages, beside, by_year
from lke_docs.read.pdf_text import Line, banded, plain_lines
from lke_docs.read.pdf_watermark import take_off
from lke_docs.read.pdf_wrap import PageCell, glue
from lke_docs.read.vocabulary import plain, spelt

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdfium2 import PdfDocument

    Closer = Callable[[], None]

_FEW_RULES = 8  # a frame or an underlined title is no table
_NEAR = 4.0  # points: columns of two pages that begin closer than this are one


def read_pdf(data: bytes, limits: Limits) -> Document:
    """Read all pages. A page without text is said in a notice: it was not checked."""
    document = open_document(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise over(limits, "pages", f"berkas PDF berisi {count} halaman")
        if not count:
            raise BrokenFileError("berkas PDF tidak punya halaman yang dapat dibaca.")
        notices = list(_active(data))
        grids, outside, empty = _by_rules(document, count, limits, notices)
        if empty:
            notices.append(_without_text(empty, count))
        if len(empty) == count:
            return Document("pdf", notices=tuple(notices))
        if any(find_layout(lines_of(grid)) for grid in grids):
            return Document("pdf", grids, tuple(outside), tuple(notices))
        return _by_white(document, data, count, notices)
    finally:
        document.close()


def _active(data: bytes) -> Iterable[SourceText]:
    if b"/JavaScript" in data or b"/JS" in data:
        yield SourceText("Berkas memuat skrip; skrip tidak dijalankan.", Place())
    if b"/EmbeddedFile" in data:
        yield SourceText("Berkas memuat lampiran; isinya tidak dibaca.", Place())


def _without_text(pages: Sequence[int], count: int) -> SourceText:
    shown = ", ".join(map(str, pages[:10])) + (" …" if len(pages) > 10 else "")
    return SourceText(
        f"{len(pages)} dari {count} halaman tidak memuat teks (halaman {shown}), mungkin hasil pindai: "
        "belum diperiksa. Jalankan OCR dahulu agar isinya terbaca.",
        Place(page=pages[0]),
    )


def _say_watermark(sheet: OpenPage, notices: list[SourceText]) -> None:
    """Say once what is stamped across the pages."""
    said = f"Tanda air “{sheet.watermark[:40]}” tidak dibaca."
    if sheet.watermark and all(notice.text != said for notice in notices):
        notices.append(SourceText(said, Place(page=sheet.number)))


def _by_rules(
    document: PdfDocument, count: int, limits: Limits, notices: list[SourceText]
) -> tuple[tuple[Grid, ...], list[SourceText], list[int]]:
    """Read ruled tables page by page: a grid for each year, the lines outside them, and the pages without text."""
    pages: list[tuple[int, list[PageCell]]] = []
    outside: list[SourceText] = []
    framed: dict[int, list[SourceText]] = {}  # the lines of pages with one column: a frame, or a strip of a table
    empty: list[int] = []
    chars = cells = 0
    for number in range(1, count + 1):
        sheet, close = _open(document, number)
        try:
            _say_watermark(sheet, notices)
            chars += sheet.source.count_chars()
            if chars > limits.text_chars:
                raise over(limits, "text_chars", f"isi berkas lebih dari {limits.text_chars} huruf")
            if not sheet.runs:
                empty.append(number)
                continue
            pieces, loose = ruled(sheet)
            pieces = _linked(pieces, sheet)
            if len({piece.box.left for piece in pieces}) == 1 and not _is_rest(pieces, pages):
                framed[number] = list(_lines(sheet))
            pages.append((number, pieces))
            cells += len(pieces)
            if cells > limits.cells:
                raise over(limits, "cells", f"lebih dari {limits.cells} sel")
            sheet.runs = loose
            outside += _lines(sheet, max((piece.box.right for piece in pieces), default=0.0))
        finally:
            close()
    joined = beside(pages)
    if joined is pages:
        known = set(outside)
        outside += [line for lines in framed.values() for line in lines if line not in known]
        joined = [(number, [] if number in framed else pieces) for number, pieces in pages]
    parts = [(above, part) for above, part in by_year(joined, outside) if any(pieces for _, pieces in part)]
    grids = [_grid(part)._replace(name=f"Tabel {n}", lines_above=above) for n, (above, part) in enumerate(parts, 1)]
    return tuple(grids) if len(grids) > 1 else tuple(grid._replace(name="Tabel") for grid in grids), outside, empty


def _is_rest(pieces: Sequence[PageCell], pages: Pages) -> bool:
    """Tell a page with one column, that of a cell which the page before it cut, from a frame or another table."""
    box = pieces[0].box
    before = {(piece.box.left, piece.box.right) for _, above in pages[-1:] for piece in above}
    return any(abs(left - box.left) < _NEAR and abs(right - box.right) < _NEAR for left, right in before)


def _lines(sheet: OpenPage, edge: float = 0.0) -> Iterator[SourceText]:
    return (_source(page, line) for page, line in plain_lines([sheet], edge=edge))


def _open(document: PdfDocument, number: int) -> tuple[OpenPage, Closer]:
    """Open one page; the second value closes it."""
    import pypdfium2 as pdfium

    try:
        page = document[number - 1]
        sheet = open_page(page, number)
        if mark := take_off(sheet):
            sheet.source.close()
            sheet = open_page(page, number)
            sheet.watermark = mark
    except pdfium.PdfiumError as error:
        raise BrokenFileError(f"halaman {number} dari berkas PDF rusak.") from error

    def close() -> None:
        sheet.source.close()
        page.close()

    return sheet, close


def _by_white(document: PdfDocument, data: bytes, count: int, notices: list[SourceText]) -> Document:
    """Read pages whose rules told nothing: as columns where they have titles, else as lines."""
    sheets: list[OpenPage] = []
    closers = []
    try:
        for number in range(1, count + 1):
            sheet, close = _open(document, number)
            closers.append(close)
            sheets.append(sheet)
        lines = tuple(_source(page, line) for page, line in plain_lines(sheets))
        for pages in _guesses(sheets, data, count):
            grid = _grid(pages)
            if find_layout(lines_of(grid)):
                return Document("pdf", (grid,), _labels(lines), tuple(notices))
        return Document("pdf", (), lines, tuple(notices))
    finally:
        for close in closers:
            close()


def _guesses(sheets: Sequence[OpenPage], data: bytes, count: int) -> Iterator[Pages]:
    """Tables by the white between columns, then, where there are lines after all, by another library."""
    pages = banded(sheets)
    if pages is not None:
        yield [(sheet.number, _linked(pieces, sheet)) for sheet, pieces in zip(sheets, pages, strict=True)]
    if any(sheet.strokes > _FEW_RULES for sheet in sheets):
        yield found_by_pdfplumber(data, count)


def _linked(pieces: list[PageCell], sheet: OpenPage) -> list[PageCell]:
    """The cells of a page with the targets of the links that lie on their lines."""
    if not sheet.links:
        return pieces
    return [
        piece._replace(
            link="\n".join(
                dict.fromkeys(to for at, to in sheet.links if any(_covers(at, line.box) for line in piece.lines))
            )
        )
        for piece in pieces
    ]


def _covers(link: Box, line: Box) -> bool:
    """Tell whether a link lies on a line of text: half of the line's height, and any of its width."""
    return link.top <= line.middle <= link.bottom and min(link.right, line.right) - max(link.left, line.left) > 1


def _labels(lines: Sequence[SourceText]) -> tuple[SourceText, ...]:
    """Lines that may say whose sheet it is; the rest of them is in the grid."""
    return tuple(line for line in lines[:20] if line.text.count(":") == 1 and len(line.text) < 150)


def _source(page: int, line: Line) -> SourceText:
    return SourceText(line.text, Place(page=page, box=_rounded(line.box)))


def _rounded(box: Box) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(value, 1) for value in box)
    return left, top, right, bottom


def _grid(pages: Pages) -> Grid:
    """One grid over all pages: columns by where they begin, rows that a page end cut made whole."""
    starts = _starts(piece.box.left for _, pieces in pages for piece in pieces)
    cells: list[Cell] = []
    breaks: set[int] = set()
    row = 0
    for number, pieces in pages:
        breaks.add(row)
        last = -1
        for piece in pieces:
            if piece.row != last and last >= 0:
                row += 1
            last = piece.row
            cells.append(_cell(row, piece, piece.page or number, starts))
        row += 1 if pieces else 0
    return _whole(Grid("Tabel", tuple(cells)), breaks)


def _starts(lefts: Iterable[float]) -> list[float]:
    starts: list[float] = []
    for left in sorted(lefts):
        if not starts or left - starts[-1] > _NEAR:
            starts.append(left)
    return starts


def _cell(row: int, piece: PageCell, page: int, starts: Sequence[float]) -> Cell:
    first = bisect_right(starts, piece.box.left + 0.01) - 1
    last = bisect_right(starts, piece.box.right - _NEAR) - 1
    text, parts = "", []
    for line in piece.lines:
        text += line.before
        parts.append((len(text), Place(page=page, box=_rounded(line.box))))
        text += line.text
    return Cell(row, first, text, None, 1, max(1, last - first + 1), tuple(parts), piece.link)


def _whole(grid: Grid, breaks: set[int]) -> Grid:
    """Join the first row of a page to the row above it where it only goes on with it."""
    table = lines_of(grid)
    header = find_layout(table)
    if header is None:
        return grid
    rows: list[dict[int, Cell]] = []
    is_top = False
    for number, line in table.items():
        is_top = is_top or number in breaks
        line = _below_titles(line, header) if number > header.last else line
        if not line:
            continue
        if is_top and number > header.last and rows and not _begins(line, header):
            for column, cell in line.items():
                above = rows[-1].get(column)
                rows[-1][column] = _joined(above, cell) if above else cell._replace(row=rows[-1][min(rows[-1])].row)
        else:
            rows.append(dict(line))
        is_top = False
    return Grid(grid.name, tuple(cell for line in rows for _, cell in sorted(line.items())))


def _below_titles(line: dict[int, Cell], header: Header) -> dict[int, Cell]:
    """A row without the titles where a page prints them again in each cell, with a line below or without."""
    if len(line) < 2:
        return line
    left: dict[int, Cell] = {}
    for column, cell in line.items():
        said = f"{plain(cell.text)} "
        title = max((it for it in header.titles if it and said.startswith(f"{it} ")), key=len, default="")
        match = re.match(rf"\W*{spelt(title)}(?!\w)\s*", cell.text, re.IGNORECASE) if title else None
        if match is None:
            return line
        if match.end() < len(cell.text):
            left[column] = cell.part(match.end(), len(cell.text))
    return left


def _begins(line: dict[int, Cell], header: Header) -> bool:
    """Tell whether a row has a mark, a code or an answer of its own."""
    for column in header.columns:
        for number, cell in line.items():
            if not column.start <= number < column.end:
                continue
            text = cell.text.strip()
            if column.role == "answer" and not column.reviewer:
                return True
            if column.role == "code" and as_code(text):
                return True
            if column.role in ("question", "serial") and (as_mark(text) or split_marks(text)[0] or split_code(text)[1]):
                return True
    return False


def _joined(above: Cell, below: Cell) -> Cell:
    text = glue(above.text, below.text)
    shift = len(text) - len(below.text)
    parts = above.parts + tuple((offset + shift, place) for offset, place in below.parts)
    return above._replace(text=text, traced=parts, link="\n".join(filter(None, (above.link, below.link))))
