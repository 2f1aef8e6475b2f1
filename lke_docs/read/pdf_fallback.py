"""Tables as pdfplumber finds them: slower, for pages whose lines our own reader cannot place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lke_docs.office import allowance
from lke_docs.read.pdf_page import Box
from lke_docs.read.pdf_wrap import PageCell, PrintedLine, with_breaks

_MOST_PAGES = 60  # some 75 ms each
_PAGE_SECONDS = 3  # a damaged stream must not cost the whole file


def found_by_pdfplumber(data: bytes, count: int) -> list[tuple[int, list[PageCell]]]:
    """Cells of the tables on each page; none where the file has too many pages for this way, one that takes too long,
    or is damaged.

    pdfium mends more than pdfplumber does: what only the latter refuses is still read as lines.
    """
    if count > _MOST_PAGES:
        return []
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    pages = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number, page in enumerate(document.pages, 1):
                allowance.start(_PAGE_SECONDS)
                pages.append((number, with_breaks(list(_pieces(page)), is_ruled=True)))
                page.close()  # pdfplumber keeps each page's objects otherwise
    except (MalformedPDFException, PdfminerException, allowance.SpentError):
        return []
    finally:
        allowance.stop()
    return pages


def _pieces(page: Any) -> Iterator[PageCell]:
    row = -1
    for table in page.find_tables():
        for line in table.rows:
            row += 1
            for cell in line.cells:
                if cell is not None:
                    lines = tuple(_lines(page.crop(cell, strict=False)))
                    if lines:
                        yield PageCell(row, Box(*cell), lines)


def _lines(cell: Any) -> Iterator[PrintedLine]:
    for line in cell.extract_text_lines(return_chars=False):
        yield PrintedLine(line["text"], Box(line["x0"], line["top"], line["x1"], line["bottom"]))
