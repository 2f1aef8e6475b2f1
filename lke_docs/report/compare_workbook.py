"""Two runs side by side -> XLSX for landscape A4: points first, then findings, then cells with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lke_docs.office.stable import saved_workbook
from lke_docs.report.side_by_side import CellPart, SideBySide, day_said
from lke_docs.report.workbook_page import LONGEST, fill
from lke_docs.text import clean

_FINDINGS = ("Keadaan", "Indikator", "Tingkat", "Temuan", "Aturan", "Sidik")


def compare_workbook(both: SideBySide) -> bytes:
    """Return the workbook. Equal comparisons give equal bytes."""
    from openpyxl import Workbook

    book = Workbook()
    first: Any = book.active
    first.title = "Ringkasan"
    fill(first, list(_summary(both)), (34, 60, 30), is_table=False)
    rows = [
        (
            group.said,
            finding.indicator or "lembar",
            finding.level_said,
            finding.message,
            finding.rule,
            finding.fingerprint,
        )
        for group in both.groups
        for finding in group.findings
    ]
    page = book.create_sheet("Temuan")
    fill(page, [_FINDINGS, *rows], (26, 10, 9, 90, 10, 20))
    page.auto_filter.ref = f"A1:F{len(rows) + 1}"
    _cells(book.create_sheet("Isian serupa" if both.is_of_two_units else "Isian berubah"), both)
    return saved_workbook(book)


def _names(both: SideBySide) -> tuple[str, str]:
    """What the two sides are called."""
    return ("Yang pertama", "Yang kedua") if both.is_of_two_units else ("Sebelum", "Sesudah")


def _summary(both: SideBySide) -> Iterator[tuple[str | float, ...]]:
    comparison, units = both.comparison, both.is_of_two_units
    yield ("Dua unit berdampingan" if units else "Apa yang berubah",)
    if units:
        yield "", "Yang diperlihatkan ialah apa yang sama pada kedua lembar, bukan apa yang berubah."
    runs = [run for run in (comparison.old, comparison.new) if run]
    for name, run in zip(_names(both), runs, strict=False):
        yield name, f"{run.source}, tanggal acuan {day_said(run.as_of)}"
        yield "", f"aturan {run.versions[0] or 'tidak diketahui'}, bentuk {run.versions[1] or 'tidak diketahui'}"
    yield ("",)
    if both.points:
        yield "Poin", *_names(both)
    for said, old, new in both.points:
        yield f"Poin {said}", *(round(it, 2) for it in (old, new))
    yield ("",)
    for group in both.groups:
        yield group.said, len(group.findings)
    yield "isian sama persis" if units else "isian tetap", len(both.same)
    if units and both.same:
        yield "", ", ".join(both.same)
    yield "isian serupa" if units else "isian berubah", len(both.pairs)


def _cells(page: Any, both: SideBySide) -> None:
    head = ["Indikator", *(f"{what} {name.lower()}" for name in _names(both) for what in ("Jawaban", "Bukti"))]
    rows = [(it.code, it.answers[0], it.texts[0], it.answers[1], it.texts[1]) for it in both.pairs]
    fill(page, [head, *rows], (11, 10, 62, 10, 62))
    for number, pair in enumerate(both.pairs, 2):
        for column, pieces in ((3, pair.old), (5, pair.new)):
            _mark(page.cell(number, column), pieces, _style(column, is_shared=both.is_of_two_units))


def _style(column: int, *, is_shared: bool) -> dict[str, Any]:
    """Taken out is struck, put in underlined, shared bold: also where a printer knows no colours."""
    if is_shared:
        return {"b": True, "color": "7A5400"}
    return {"strike": True, "color": "A40E26"} if column == 3 else {"u": "single", "b": True, "color": "116236"}


def _mark(cell: Any, pieces: Sequence[CellPart], style: dict[str, Any]) -> None:
    """Give a cell its text with the marks; it stays text."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    if not any(it.is_marked for it in pieces) or sum(len(it.text) for it in pieces) > LONGEST:
        return
    plain, marked = InlineFont(rFont="Arial", sz=9), InlineFont(rFont="Arial", sz=9, **style)
    blocks = [TextBlock(marked if it.is_marked else plain, text) for it in pieces if (text := clean(it.text))]
    cell.value = CellRichText(*blocks)
