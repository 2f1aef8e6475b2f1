"""Prints of a sheet as PDF: with and without rules, centred, turned, as plain lines."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from lke_docs.model import Sheet
from tools.write_formats import TITLES, head, page_rows

Style = Sequence[tuple[Any, ...]]
GRID: Style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
BELOW: Style = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)]
_WIDTHS = (250, 70, 40, 400)
_TEXT = Path(__file__).resolve().parents[2] / "samples" / "kejari_bantaeng_2021.txt"


def _paragraph(text: str) -> Any:
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 8, 10
    return Paragraph(html.escape(text) or "&nbsp;", style)


def _built(story: Sequence[Any], size: tuple[float, float]) -> bytes:
    rl_config.invariant = 1
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=size, leftMargin=30, rightMargin=30).build(list(story))
    return stream.getvalue()


def table(sheet: Sheet, style: Style, *, is_centred: bool = False, widths: Sequence[int] = _WIDTHS) -> bytes:
    rows = [[_paragraph(title) for title in TITLES]]
    rows += [[_paragraph(text) for text in line] for line in page_rows(sheet)]
    valign = ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if is_centred else "TOP")
    body = Table(rows, colWidths=widths, repeatRows=1)
    body.setStyle(TableStyle([*style, valign]))
    return _built([*(_paragraph(f"{a} : {b}") for a, b in head(sheet)), body], landscape(A4))


def below_each_other(titled: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Tables with a line above each, that of its title."""
    story: list[Any] = []
    for title, rows in titled.items():
        body = Table([[_paragraph(text) for text in row] for row in rows], colWidths=(350, 60, 360), repeatRows=1)
        body.setStyle(TableStyle(GRID))
        story += [_paragraph(title), body]
    return _built(story, landscape(A4))


def lines(_: Sheet) -> bytes:
    return _built([_paragraph(line) for line in _TEXT.read_text(encoding="utf-8").split("\n")], A4)


def turned(data: bytes, angle: int, *, is_content: bool) -> bytes:
    """The pages turned; with `is_content` what is on them too, so that they are shown upright."""
    document = pdfium.PdfDocument(data)
    for page in document:
        width, height = page.get_size()
        if is_content:
            matrix = {90: (0, 1, -1, 0, height, 0), 270: (0, -1, 1, 0, 0, width)}[angle]
            raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(*matrix), None)
            page.set_mediabox(0, 0, height, width)
            page.set_cropbox(0, 0, height, width)
        page.set_rotation(angle)
        page.gen_content()
        page.close()
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def cut_by_a_page(_: Sheet, *, is_open: bool = False, is_last: bool = False, is_titled: bool = False) -> bytes:
    """Three rows drawn by hand; the end of page 1 cuts the second in its question and evidence.

    `is_open`: no line where the page ends and begins. `is_last`: the rest of its evidence stands alone on page 2.
    `is_titled`: no line below the titles of page 2.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 200), invariant=1)
    pages = [CUT[0], [[[], *CUT[1][1][1:]]]] if is_last else [CUT[0], [*CUT[1]]]
    if is_titled:
        pages[1][:2] = [[[*title, *cell] for title, cell in zip(*pages[1][:2], strict=True)]]
    for number, rows in enumerate(pages):
        heights = [12 * max(len(cell) for cell in row) + 6 for row in rows]
        top = 190.0
        for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
            is_cut = is_open and (bool(number) if at == 0 else not number and at == len(rows) - 1)
            for left, right, cell in zip(_XS, _XS[1:], row, strict=False):
                canvas.lines([(x, top, x, top - height) for x in (left, right)])
                levels = [top] * (not (is_cut and number)) + [top - height] * (not (is_cut and not number))
                canvas.lines([(left, level, right, level) for level in levels])
                for line, text in enumerate(cell):
                    canvas.setFont("Helvetica", 9)
                    canvas.drawString(left + 3, top - 11 - 12 * line, text)
            top -= height
        canvas.drawString(280, 4, f"Halaman {number + 1}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def letter_by_letter(lines: Sequence[str]) -> bytes:
    """Lines of which each letter is drawn alone, and no blank, as office programs print scaled tables."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(842, 595))
    canvas.setFont("Helvetica", 8)
    for number, line in enumerate(lines):
        for at, letter in enumerate(line):
            if letter != " ":
                canvas.drawString(40 + stringWidth(line[:at], "Helvetica", 8), 560 - 12 * number, letter)
    canvas.save()
    return data.getvalue()


def table_in_a_form(_: Sheet) -> bytes:
    """Lines and text inside an object that is moved when drawn, as some printers do."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 200), invariant=1)
    canvas.beginForm("tabel")
    canvas.setFont("Helvetica", 9)
    for number, row in enumerate((_HEAD, *(row for _, *rows in CUT[:1] for row in rows))):
        for left, right, cell in zip(_XS, _XS[1:], row, strict=False):
            canvas.rect(left, 30 - 30 * number, right - left, 30)
            for line, text in enumerate(cell):
                canvas.drawString(left + 3, 48 - 30 * number - 12 * line, text)
    canvas.endForm()
    canvas.translate(0, 100)
    canvas.doForm("tabel")
    canvas.save()
    return stream.getvalue()


def dotted(_: Sheet) -> bytes:
    """A grid of short strokes, its columns so narrow that no white is left between their texts."""
    codes = [f"A.1.2.{letter}" for letter in "ABC"]
    rows = [
        _HEAD,
        *([["a. Apakah unit kerja telah membentuk tim?"], [code], ["YA"], ["SK Tim"]] for code in codes),
    ]
    widths = [max(stringWidth(text, "Helvetica", 9) for row in rows for text in row[column]) for column in range(4)]
    xs = [20.0]
    for width in widths:
        xs.append(xs[-1] + width + 0.6)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 200), invariant=1)
    canvas.setLineWidth(0.5)
    for number, row in enumerate(rows):
        top = 190 - 30 * number
        canvas.setFont("Helvetica", 9)
        for left, cell in zip(xs, row, strict=False):
            for line, text in enumerate(cell):
                canvas.drawString(left + 0.3, top - 12 - 12 * line, text)
        for x in xs:
            for y in range(0, 30, 3):
                canvas.line(x, top - y, x, top - y - 1)
        for level in (top, top - 30):
            for step in range(int(xs[0]), int(xs[-1]), 3):
                canvas.line(step, level, step + 1, level)
    canvas.save()
    return stream.getvalue()


_XS = (20, 220, 290, 330, 580)
_HEAD = [[title] for title in TITLES]
CUT = (
    [
        _HEAD,
        [
            ["a. Apakah unit kerja telah membentuk tim?"],
            ["A.1.1.A"],
            ["YA"],
            ["SK Tim Kerja Nomor KEP-", "01/X/2021"],
        ],
        [["b. Apakah penentuan anggota Tim"], ["A.1.1.B"], ["A"], ["Notula rapat tanggal 3 Maret 2021;"]],
    ],
    [
        _HEAD,
        [["dipilih melalui prosedur yang jelas?"], [], [], ["Daftar hadir rapat tanggal 3", "Maret 2021"]],
        [["a. Apakah terdapat dokumen rencana kerja?"], ["A.1.2.A"], ["YA"], ["Rencana Kerja 2021"]],
    ],
)

PRINTS: Mapping[str, Callable[[Sheet], bytes]] = {
    "ruled": lambda sheet: table(sheet, GRID),
    "ruled_centred": lambda sheet: table(sheet, GRID, is_centred=True),
    "narrow_codes": lambda sheet: table(sheet, GRID, widths=(250, 38, 40, 400)),  # a code takes two lines
    "level_rules": lambda sheet: table(sheet, BELOW),
    "white": lambda sheet: table(sheet, ()),
    "lines": lines,
    "turned_90": lambda sheet: turned(table(sheet, GRID), 90, is_content=True),
    "turned_270": lambda sheet: turned(table(sheet, GRID), 270, is_content=True),
    "lying": lambda sheet: turned(table(sheet, GRID), 90, is_content=False),
    "on_its_head": lambda sheet: turned(table(sheet, GRID), 180, is_content=False),
}
