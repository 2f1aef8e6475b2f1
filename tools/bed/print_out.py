"""Pages to PDF, blocks to Word, pictures to PDF: always the same bytes for the same document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lke_docs.office.stable import fix_times, saved_workbook
from tools.bed.paper import (
    Block,
    Center,
    Fields,
    Gap,
    Grid,
    Items,
    Kop,
    Mark,
    NewPage,
    Para,
    Photos,
    Sheet,
    Sign,
    Style,
    plain,
)


def _canvas(paper: tuple[float, float], made: date, *, password: str = "") -> tuple[Any, io.BytesIO]:
    from reportlab.lib.utils import TimeStamp
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=paper, invariant=1, pageCompression=1, encrypt=password or None)
    canvas.setProducer("Pencetak Contoh 1.0")
    stamp = TimeStamp(1)
    stamp.YMDhms = (made.year, made.month, made.day, 9, 30, 0)
    canvas._doc._timeStamp = stamp
    return canvas, stream


def as_pdf(sheets: Sequence[Sheet], style: Style, made: date, *, hand: bool = False, password: str = "") -> bytes:
    """The pages with their text; with `hand`, what a pen writes is left out."""
    canvas, stream = _canvas(style.paper, made, password=password)
    height = style.paper[1]
    for sheet in sheets:
        for x, y, wide, high, image in sheet.images:
            canvas.drawImage(_image(image), x, height - y - high, wide, high)
        for x0, y0, x1, y1, thick in sheet.rules:
            canvas.setLineWidth(thick)
            canvas.line(x0, height - y0, x1, height - y1)
        for mark in sheet.mark:
            canvas.saveState()
            canvas.translate(style.paper[0] / 2, height / 2)
            canvas.rotate(45)
            canvas.setFillGray(0.8)
            canvas.setFont("Helvetica-Bold", 90)
            canvas.drawCentredString(0, 0, mark)
            canvas.restoreState()
        for run in sheet.runs:
            if not (hand and run.hand):
                canvas.setFont(run.font, run.size)
                canvas.drawString(run.x, height - run.y, run.text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _image(data: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(data))


def pictures_pdf(pages: Sequence[bytes], style: Style, made: date, layers: Sequence[Sheet] = ()) -> bytes:
    """A scan: a picture fills each page; `layers` is what the scanner took the words for, invisible under it."""
    canvas, stream = _canvas(style.paper, made)
    wide, high = style.paper
    for number, picture in enumerate(pages):
        for run in layers[number].runs if layers else ():
            text = canvas.beginText(run.x, high - run.y)
            text.setTextRenderMode(3)
            text.setFont(run.font, run.size)
            text.textOut(run.text)
            canvas.drawText(text)
        canvas.drawImage(_image(picture), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def as_docx(blocks: Sequence[Block], style: Style, made: date) -> bytes:
    """The document in Word, as an officer types it: tabs for labels, a table where there is one."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = {"Helvetica": "Arial"}.get(style.font, "Times New Roman"), Pt(style.size)
    normal.paragraph_format.space_after = Pt(3)
    for block in blocks:
        _WORD[type(block)](document, block, style)
    properties = document.core_properties
    properties.created = properties.modified = datetime(made.year, made.month, made.day, 9, 30)
    properties.author = ""
    stream = io.BytesIO()
    document.save(stream)
    return fix_times(stream.getvalue())


def _centred(document: Any, text: str, *, bold: bool = True) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = 1
    paragraph.add_run(plain(text)).bold = bold


def _word_kop(document: Any, block: Kop, style: Style) -> None:
    for line in block.lines:
        _centred(document, line)
    _centred(document, block.address, bold=False)


def _word_fields(document: Any, block: Fields, style: Style) -> None:
    if block.right:
        document.add_paragraph(plain(block.right)).alignment = 2
    for label, value in block.rows:
        document.add_paragraph(f"{label}\t{style.colon.strip()} {plain(value)}")


def _word_items(document: Any, block: Items, style: Style) -> None:
    for number, (mark, text) in enumerate(block.rows):
        lead = f"{block.label}\t: " if block.label and number == 0 else "\t" if block.label else ""
        document.add_paragraph(f"{lead}{mark}\t{plain(text)}")


def _word_grid(document: Any, block: Grid, style: Style) -> None:
    table = document.add_table(rows=0, cols=len(block.widths))
    table.style = "Table Grid"
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)


def _word_sign(document: Any, block: Sign, style: Style) -> None:
    document.add_paragraph("")
    for line in block.lines:
        document.add_paragraph(f"\t\t\t\t\t\t{plain(line)}")
    if block.left:
        document.add_paragraph(block.left[0])
    for _ in range(3):
        document.add_paragraph("")
    document.add_paragraph(f"{block.left[1] if block.left else ''}\t\t\t\t\t\t{block.name}")
    if block.nip:
        document.add_paragraph(f"\t\t\t\t\t\tNIP {block.nip}")


def _word_photos(document: Any, block: Photos, style: Style) -> None:
    from docx.shared import Mm

    for image in block.images:
        document.add_picture(io.BytesIO(image), width=Mm(120))


def _word_para(document: Any, block: Para, style: Style) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(plain(block.text)).bold = block.bold
    if block.right:
        paragraph.alignment = 2


def _word_mark(document: Any, block: Mark, style: Style) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = 1
    paragraph.add_run(block.text).bold = True


_WORD: dict[type, Any] = {
    Kop: _word_kop,
    Center: lambda document, block, style: _centred(document, block.text, bold=block.bold),
    Para: _word_para,
    Fields: _word_fields,
    Items: _word_items,
    Grid: _word_grid,
    Sign: _word_sign,
    Photos: _word_photos,
    Gap: lambda document, block, style: document.add_paragraph(""),
    NewPage: lambda document, block, style: document.add_page_break(),
    Mark: _word_mark,
}


def as_workbook(title: str, rows: Sequence[Sequence[str | int]], made: date, head: Sequence[str] = ()) -> bytes:
    """A list as offices keep them: titles above, a header, lines."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.title = title[:28]
    for line in head:
        page.append([line])
    page.append([])
    for row in rows:
        page.append(list(row))
    for letter, wide in zip("ABCDEF", (6, 40, 30, 20, 20, 20), strict=True):
        page.column_dimensions[letter].width = wide
    return saved_workbook(book, made)
