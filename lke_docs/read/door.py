"""Files other than plain text: told by content, taken apart in a process of their own, read as one sheet."""

from __future__ import annotations

from hashlib import sha256

from lke_docs.errors import InputError
from lke_docs.model import Sheet, SourceText
from lke_docs.office.limits import Limits
from lke_docs.read.detect import detect
from lke_docs.read.grid import Document
from lke_docs.read.portalrb import with_master
from lke_docs.read.sandbox import take_apart


def read_other(data: bytes, source: str, limits: Limits) -> Sheet:
    """Read a file of any format. Raises InputError."""
    format = detect(data, source)
    if format == "txt":
        from lke_docs.read.txt import read_txt

        return read_txt(data, source)
    whole = with_master(data, source) if format == "portalrb" else data
    return interpret(take_apart(whole, format, source, limits), data, source)


def interpret(document: Document, data: bytes, source: str) -> Sheet:
    """Make the sheet of a document: from its tables, else from its lines as a printed page."""
    from lke_docs.read.sideways import upright
    from lke_docs.read.table import read_tables, tables_of
    from lke_docs.read.txt import read_lines
    from lke_docs.read.unread import without_errors

    digest = sha256(data).hexdigest()
    document = upright(without_errors(document), source)
    tables = tables_of(document, source)
    if any(table.header is not None for table in tables):
        return _with_struck(read_tables(document, tables, source=source, sha256=digest))
    lines = document.lines or tuple(_lines_of(document))
    if not any(line.text.strip() for line in lines):
        raise InputError(
            source,
            "tidak ada teks yang dapat dibaca; mungkin hasil pindai (gambar), jadi isinya belum diperiksa.",
            remedy="Jalankan OCR dahulu, atau berikan berkas aslinya (XLSX, DOCX atau PDF berteks).",
        )
    sheet = read_lines(lines, source=source, sha256=digest, format=document.format)
    return _with_struck(sheet._replace(notices=(*sheet.notices, *document.notices)))


def _with_struck(sheet: Sheet) -> Sheet:
    """The sheet with a notice of what the markup of an editor strikes through or hides in its evidence."""
    from lke_docs.extract.plain import struck
    from lke_docs.read.notice import unseen_notice

    unseen = [text for row in sheet.rows for text in struck(row.evidence)]
    return sheet._replace(notices=(*sheet.notices, *unseen_notice(unseen)))


def _lines_of(document: Document) -> list[SourceText]:
    """Cells of tables that are no LKE by their titles, as lines: codes may still tell what they are."""
    return [
        SourceText(text, cell.place) for grid in document.grids for cell in grid.cells for text in cell.text.split("\n")
    ]
