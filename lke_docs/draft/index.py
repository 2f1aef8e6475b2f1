"""The index of drafts as a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from lke_docs.office.stable import saved_workbook

_COLUMNS = (
    ("indikator", "Indikator", 12),
    ("periode", "Periode", 18),
    ("dokumen", "Dokumen", 45),
    ("masalah", "Masalah", 60),
    ("alasan", "Alasan", 40),
    ("keadaan", "Keadaan", 20),
    ("berkas", "Berkas", 60),
    ("terbuka", "Isian terbuka", 14),
    ("catatan", "Keterangan", 30),
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def index_workbook(rows: Sequence[Mapping[str, str]], *, source: str, made: date) -> bytes:
    """One sheet, a row for each draft; text is never a formula; equal bytes for equal rows."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Daftar draf"
    sheet.append([title for _, title, _ in _COLUMNS])
    for number, row in enumerate(rows, 2):
        for column, (name, _, _) in enumerate(_COLUMNS, 1):
            text = _ILLEGAL.sub("", row[name])
            cell = sheet.cell(number, column, value=int(text) if name == "terbuka" else text)
            if name != "terbuka":
                cell.data_type = "s"  # a text that begins with "=" stays text
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, (_, _, width) in zip("ABCDEFGHI", _COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.print_title_rows = "landscape", "1:1"
    book.properties.title, book.properties.creator = f"Daftar draf dari {source}", "lke-docs"
    return saved_workbook(book, made)
