"""Report -> XLSX that people work through: a line for each finding, prints on landscape A4 in one page's width.

What they write into the columns "Penanggung jawab" to "Catatan" is matched by the finding's fingerprint, which stands
in a hidden column, and comes back with the next run (`audit --worklist FILE`); nothing from a sheet is a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from lke_docs.model import Confidence, FindingState, Level
from lke_docs.office.cell_address import column_name
from lke_docs.office.stable import date_workbook
from lke_docs.report import View
from lke_docs.report.model import Listed, Report
from lke_docs.report.month_grid import InMonth, month_grid
from lke_docs.report.summary import by_area, by_rule, checked, counted, thresholds
from lke_docs.text import clean
from lke_docs.value import NamedTuple
from lke_docs.wording import day, month
from lke_docs.workspace.work import SHEET, SIDIK, TITLES, Work

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (9, 7, 36, 9, 6, 25, 28, 12, 10, 9, 16, 10, 9, 18)
_LINE = 12.5  # points of one printed line
_MOST = 400.0  # Excel shows no row above 409
_LONGEST = 32_000
_NO_DAY = date(1980, 1, 1)
_LEVELS = {level: rank for rank, level in enumerate(Level)}
_FILLS = {"wajib": "FADBD8", "perlu": "FCE8C8", "saran": "E1F0F5", "pertanyaan": "EAE4F6"}
_CHANGES = {"new": "baru", "open": "masih terbuka", "returned": "muncul kembali"}
_DONE = ("belum", "sedang dikerjakan", "selesai", "tidak dikerjakan")
_SAID = {InMonth.THERE: "ada", InMonth.MISSING: "TIDAK", InMonth.LATER: "·", InMonth.NOTHING: ""}


class _Line(NamedTuple):
    """One line of the list, in the order of its titles."""

    cells: tuple[str | float, ...]
    level: str


def render(report: Report, _: View) -> bytes:
    """Return the workbook. Equal reports give equal bytes."""
    from openpyxl import Workbook

    book = Workbook()
    first: Any = book.active
    first.title = "Ringkasan"
    _summary(first, report)
    _list(book.create_sheet(SHEET), list(_lines(report)))
    if grid := month_grid(report):
        heads = [f"{month(m.month)[:3]} {m.year}" for m in grid.months]
        rows = [(f"{r.title} ({', '.join(r.codes)})", *(_SAID[cell] for cell in r.months)) for r in grid.rows]
        page = book.create_sheet("Bulan")
        _fill(page, [("Rangkaian", *heads), *rows], (44, *(8 for _ in heads)))
    stream = io.BytesIO()
    book.save(stream)
    return date_workbook(stream.getvalue(), _NO_DAY)


# --- the list -------------------------------------------------------------------------------------------


def _lines(report: Report) -> Iterator[_Line]:
    """Findings that stand, the most costly first; below them those set aside, and what people noted on others."""
    answers = {row.code: row.answer for row in reversed(report.audit.sheet.rows)}
    order = {row.code: place for place, row in enumerate(report.audit.sheet.rows)}

    def weight(it: Listed) -> tuple[object, ...]:
        found = it.finding
        late = (found.state is not FindingState.OPEN, found.confidence is Confidence.RENDAH)
        return (
            *late,
            found.level is not Level.WAJIB,
            -found.points,
            order.get(found.indicator, -1),
            _LEVELS[found.level],
        )

    for it in sorted(report.singles, key=weight):
        work = report.work.get(it.finding.fingerprint, Work())
        yield _line(it, work, answers.get(it.finding.indicator, ""))
    for work in report.closed:
        cells = (
            work.indicator,
            "",
            work.message,
            work.level,
            "",
            "",
            "",
            *work.own,
            work.state,
            work.id,
            work.fingerprint,
        )
        yield _Line(cells, "")


def _line(it: Listed, work: Work, answer: str) -> _Line:
    found = it.finding
    level = "pertanyaan" if found.confidence is Confidence.RENDAH else found.level.value
    is_open = found.state is FindingState.OPEN
    remedy = found.remedy + (f" Draf: {', '.join(it.drafts)}." if it.drafts else "")
    also = f" (juga {', '.join(found.related)})" if found.related else ""
    quotes = "\n".join(dict.fromkeys(span.quote.strip() for span in found.spans if span.indicator == found.indicator))
    state = _CHANGES.get(it.change, "") if is_open else "dikesampingkan"
    points: float | str = round(found.points, 2) if found.points else ""
    told = (found.indicator or "lembar", answer, found.message + also, level, points, quotes[:300], remedy)
    return _Line((*told, *work.own, state, f"{found.rule} {it.id}", found.fingerprint), level if is_open else "")


def _list(page: Worksheet, lines: Sequence[_Line]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    _fill(page, [TITLES, *(line.cells for line in lines)], _WIDTHS)
    for number, line in enumerate(lines, 2):
        if line.level:
            page.cell(number, 4).fill = PatternFill("solid", fgColor=_FILLS[line.level])
    last = max(len(lines) + 1, 2)
    page.auto_filter.ref = f"A1:{column_name(len(TITLES) - 1)}{last}"
    page.column_dimensions[column_name(TITLES.index(SIDIK))].hidden = True
    done = DataValidation(type="list", formula1=f'"{",".join(_DONE)}"', allow_blank=True, showErrorMessage=False)
    page.add_data_validation(done)
    done.add(f"{column_name(TITLES.index('Selesai'))}2:{column_name(TITLES.index('Selesai'))}{last}")


# --- summary --------------------------------------------------------------------------------------------


def _summary(page: Worksheet, report: Report) -> None:
    sheet, window = report.audit.sheet, report.audit.window
    sure, asked, noted = counted(report)
    told = [f"{count} {level}" for level, count in sure.items()]
    told += [f"{asked.total()} pertanyaan"] if asked else []
    told += [f"{noted} dikesampingkan"] if noted else []
    rows: list[tuple[str | float, ...]] = [
        ("Pemeriksaan LKE", sheet.unit),
        ("Instansi", sheet.agency),
        ("Usulan", sheet.proposal),
        ("Berkas", sheet.source),
        ("Bentuk LKE", report.form),
        ("Masa penilaian", f"{day(window.start)} s.d. {day(window.end)}" if window.is_known else window.origin),
        ("Terbaca", f"{report.reach.rows} indikator, {report.reach.with_evidence} berisi bukti dukung"),
        ("Temuan", ", ".join(told) or "tidak ada temuan"),
        ("Diperiksa", checked(report.audit)),
        ("Versi", report.versions_said),
        ("", ""),
    ]
    rows += list(_points(report))
    rows += [("", ""), ("Aturan", "Nama", "Jumlah")]
    rows += [(code, name, count) for code, (name, count) in by_rule(report).items()]
    _fill(page, rows, (30, 60, 12, 12, 16, 14), is_table=False)


def _points(report: Report) -> Iterator[tuple[str | float, ...]]:
    score = report.score
    if score is None:
        return
    yield ("Area", "", "Diklaim", "Tampak", "Tak dapat dinilai", "Tidak tampak")
    for code, name, (_, *points) in by_area(score):
        yield code, name, *(round(it, 2) for it in points)
    yield from thresholds(score)


# --- how it looks ---------------------------------------------------------------------------------------


def _fill(page: Any, rows: Sequence[Sequence[str | float]], widths: Sequence[float], *, is_table: bool = True) -> None:
    """Write rows: wrapped, high enough for their text, ruled; text stays text, "=1+1" too."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="BFBFBF")
    style: Mapping[str, Any] = {
        "wrap": Alignment(wrap_text=True, vertical="top"),
        "border": Border(left=thin, right=thin, top=thin, bottom=thin),
        "plain": Font(name="Arial", size=9),
        "bold": Font(name="Arial", size=9, bold=True),
        "title": Font(name="Arial", size=9, bold=True, color="FFFFFF"),
        "head": PatternFill("solid", fgColor="1F3A5F"),
    }
    for column, width in enumerate(widths):
        page.column_dimensions[column_name(column)].width = width
    for number, row in enumerate(rows, 1):
        is_head = number == 1 and is_table
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            if isinstance(value, str):
                cell.value = clean(value)[:_LONGEST] or None
                if cell.value is not None:
                    cell.data_type = "s"
                    cell.quotePrefix = cell.value[0] in "=+-@"
            else:
                cell.value, cell.number_format = value, "General" if isinstance(value, int) else "0.00"
            cell.alignment = style["wrap"]
            cell.font = Font(
                size=9, bold=is_head or (column == 1 and not is_table), color="FFFFFF" if is_head else None
            )
            if is_table:
                cell.border = style["border"]
            if is_head:
                cell.fill = style["head"]
        page.row_dimensions[number].height = _height(row, widths)
    _for_paper(page, is_table=is_table)


def _height(row: Sequence[str | float], widths: Sequence[float]) -> float:
    """Points that the longest cell of a row takes, wrapped at its width."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        room = max(width * 1.05, 1)  # characters of size 9 in a column that is measured in those of size 11
        lines = max(lines, sum(max(1, ceil(len(line) / room)) for line in str(value).split("\n")))
    return min(lines * _LINE + 3, _MOST)


def _for_paper(page: Any, *, is_table: bool) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.oddFooter.center.text = "&A, halaman &P dari &N"
    if is_table:
        page.freeze_panes = "B2"
        page.print_title_rows = "1:1"
