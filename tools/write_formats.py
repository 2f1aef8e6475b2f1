"""Write a sheet that was read from text as HTML, XLSX, DOCX and PDF: the same rows in five formats."""

from __future__ import annotations

import html
import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lke_docs.model import Sheet

TITLES = ("Area/ Indikator/ Pernyataan", "Metadata", "Nilai", "Bukti Dukung")
_STAMP = (2021, 8, 31, 0, 0, 0)


class Line(NamedTuple):
    """One row of the printed page."""

    title: str
    code: str
    answer: str = ""
    evidence: str = ""


def page_rows(sheet: Sheet) -> Iterator[Line]:
    """Headings and rows in the order in which they stand in the text, with their marks."""
    items: list[tuple[int, Line]] = []
    for heading in sheet.headings:
        items.append((heading.place.line or 0, Line(_marked(heading.title, heading.code), heading.code)))
    for row in sheet.rows:
        line = Line(_marked(row.question, row.code), row.code, row.answer, row.evidence)
        items.append((row.place.line or 0, line))
    return (line for _, line in sorted(items, key=lambda item: item[0]))


def _marked(title: str, code: str) -> str:
    last = code.rsplit(".", 1)[-1]
    mark = last.lower() if len(code.split(".")) > 3 else last
    return f"{mark}. {title}"


def head(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        ("Instansi", sheet.agency), ("Satuan/Unit Kerja", sheet.unit), ("Usulan", sheet.proposal),
        ("Aplikasi", sheet.application),
    ]  # fmt: skip


def as_html(sheet: Sheet) -> bytes:
    """The page as a browser saves it: one table, a script, entities, line breaks."""
    rows = [f"<tr>{''.join(f'<th>{html.escape(t)}</th>' for t in TITLES)}</tr>"]
    for line in page_rows(sheet):
        evidence = html.escape(line.evidence).replace("\n", "<br>")
        cells = [html.escape(line.title), line.code, html.escape(line.answer), evidence]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    lines = "".join(f"<p>{html.escape(label)} : {html.escape(value)}</p>\n" for label, value in head(sheet))
    body = "\n".join(rows)
    return (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>LKE</title>\n'
        "<script>var nilai = '<table>';</script></head><body>\n"
        f"{lines}<table border='1'>\n{body}\n</table>\n</body></html>\n"
    ).encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """One worksheet, header below the labels."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    page: Any = book.active
    page.title = "LKE"
    for label, value in head(sheet):
        page.append([label, value])
    page.append([])
    page.append(list(TITLES))
    for line in page_rows(sheet):
        page.append([line.title, line.code, line.answer, line.evidence])
    for column, width in zip("ABCD", (60, 12, 10, 90), strict=True):
        page.column_dimensions[column].width = width
    for row in page.iter_rows(min_row=6):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.value is not None:
                cell.data_type = "s"
    return _saved(book.save)


def as_docx(sheet: Sheet) -> bytes:
    """A Word table over the width of a landscape page; the header is repeated on each page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    document.styles["Normal"].font.size = Pt(9)
    for label, value in head(sheet):
        document.add_paragraph(f"{label} : {value}")
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, TITLES, strict=True):
        cell.text = title
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for line in page_rows(sheet):
        cells = table.add_row().cells
        for cell, text in zip(cells, (line.title, line.code, line.answer, line.evidence), strict=True):
            cell.text = text
    for row in table.rows:
        for cell, width in zip(row.cells, (85, 24, 20, 138), strict=True):
            cell.width = Mm(width)
    return _saved(document.save)


def as_pdf(document: bytes, suffix: str) -> bytes:
    """Print a document through LibreOffice; only at authoring time, the result is kept in samples/."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"lembar{suffix}"
        source.write_bytes(document)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (Path(folder) / "lembar.pdf").read_bytes()


def _saved(save: Callable[[Any], None]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return repacked(stream.getvalue())


def repacked(data: bytes) -> bytes:
    """The same archive with fixed times, so that two runs give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2021-08-31T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(entry.filename, _STAMP), body, zipfile.ZIP_DEFLATED)
    return target.getvalue()
