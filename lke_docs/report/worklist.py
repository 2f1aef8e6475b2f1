"""Report -> XLSX that people work through: a line for each finding, prints on landscape A4 in one page's width.

What they write into the columns "Penanggung jawab" to "Catatan" is matched by the finding's fingerprint, which stands
in a hidden column, and comes back with the next run (`audit --worklist FILE`); nothing from a sheet is a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lke_docs.model import Confidence, FindingState, Level
from lke_docs.office.cell_address import column_name
from lke_docs.office.stable import saved_workbook
from lke_docs.report import View
from lke_docs.report.folder_told import FolderTold, folder_told, marks_of, opened_first, where, why
from lke_docs.report.model import Listed, Report
from lke_docs.report.month_grid import InMonth, month_grid
from lke_docs.report.summary import MEANINGS, by_area, by_rule, checked, counts_said, thresholds
from lke_docs.report.workbook_page import fill
from lke_docs.tuples import NamedTuple
from lke_docs.wording import day, month
from lke_docs.workspace.work import CLAIM_TITLES, DONE, FOLDER, MENDED, SHEET, SIDIK, TITLES, Work

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (9, 7, 36, 9, 6, 25, 28, 12, 10, 9, 16, 10, 9, 18)
_CLAIM_WIDTHS = (9, 36, 11, 44, 32, 26, 16, 10, 9, 18)
_LEVELS = {level: rank for rank, level in enumerate(Level)}
_FILLS = {"wajib": "FADBD8", "perlu": "FCE8C8", "saran": "E1F0F5", "pertanyaan": "EAE4F6"}
_CHANGES = {"new": "baru", "open": "masih terbuka", "returned": "muncul kembali"}
_QUOTE = 300
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
    folder = folder_told(report)
    _summary(first, report, folder)
    _list(book.create_sheet(SHEET), list(_lines(report)))
    if folder:
        _claims(book.create_sheet(FOLDER), folder, report)
    if grid := month_grid(report):
        heads = [f"{month(m.month)[:3]} {m.year}" for m in grid.months]
        rows = [(f"{r.title} ({', '.join(r.codes)})", *(_SAID[cell] for cell in r.months)) for r in grid.rows]
        page = book.create_sheet("Bulan")
        fill(page, [("Rangkaian", *heads), *rows], (44, *(8 for _ in heads)))
    return saved_workbook(book)


# --- the list -------------------------------------------------------------------------------------------


def in_order(report: Report) -> list[Listed]:
    """The findings that stand, the mandatory first, then the most costly; below them those set aside."""
    order = {row.code: place for place, row in enumerate(report.audit.sheet.rows)}

    def weight(listed: Listed) -> tuple[object, ...]:
        finding = listed.finding
        late = (finding.state is not FindingState.OPEN, finding.confidence is Confidence.RENDAH)
        return (
            *late,
            finding.level is not Level.WAJIB,
            -finding.points,
            order.get(finding.indicator, -1),
            _LEVELS[finding.level],
        )

    return sorted(report.singles, key=weight)


def _lines(report: Report) -> Iterator[_Line]:
    """The findings in order; below them people's own lines, what is mended."""
    answers = {row.code: row.answer for row in reversed(report.audit.sheet.rows)}
    for listed in in_order(report):
        work = report.work.get(listed.finding.fingerprint, Work())
        yield _line(listed, work, answers.get(listed.finding.indicator, ""))
    for work in report.closed:
        yield _Line(work.cells, "")


def _line(listed: Listed, work: Work, answer: str) -> _Line:
    finding = listed.finding
    level = "pertanyaan" if finding.confidence is Confidence.RENDAH else finding.level.value
    is_open = finding.state is FindingState.OPEN
    remedy = finding.remedy + (f" Draf: {', '.join(listed.drafts)}." if listed.drafts else "")
    also = f" (juga {', '.join(finding.related)})" if finding.related else ""
    quotes = "\n".join(
        dict.fromkeys(span.quote.strip() for span in finding.spans if span.indicator == finding.indicator)
    )
    news = _CHANGES.get(listed.change) or (_CHANGES["returned"] if work.of("Keadaan") == MENDED else "")
    state = news if is_open else "dikesampingkan"
    points: float | str = round(finding.points, 2) if finding.points else ""
    told = (finding.indicator or "lembar", answer, finding.message + also, level, points, quotes[:_QUOTE], remedy)
    return _Line(
        (*told, *work.own, state, f"{finding.rule} {listed.id}", finding.fingerprint), level if is_open else ""
    )


def _list(page: Worksheet, lines: Sequence[_Line]) -> None:
    _work_page(page, TITLES, lines, _WIDTHS)


def _claims(page: Worksheet, folder: FolderTold, report: Report) -> None:
    """A line for each document that the sheet names: what is missing and what is doubtful first."""
    marks = {(it.indicator, it.start, it.end): mark for mark, it in marks_of(report.folder).items()}
    lines = []
    for group in folder.groups:
        for match in group.claims:
            mark = marks[match.indicator, match.start, match.end]
            own = report.work.get(mark, Work()).own
            told = (match.indicator, match.text[:_QUOTE], group.short, where(match, "\n"), why(match), group.remedy)
            lines.append(_Line((*told, *own, mark), group.level))
    _work_page(page, CLAIM_TITLES, lines, _CLAIM_WIDTHS)


def _work_page(page: Worksheet, titles: Sequence[str], lines: Sequence[_Line], widths: Sequence[float]) -> None:
    """Lines with columns that people fill in; the one that says how urgent it is is coloured by its level."""
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    fill(page, [titles, *(line.cells for line in lines)], widths)
    for number, line in enumerate(lines, 2):
        if line.level:
            page.cell(number, 4 if titles is TITLES else 3).fill = PatternFill("solid", fgColor=_FILLS[line.level])
    last = max(len(lines) + 1, 2)
    page.auto_filter.ref = f"A1:{column_name(len(titles) - 1)}{last}"
    page.column_dimensions[column_name(titles.index(SIDIK))].hidden = True
    done = DataValidation(type="list", formula1=f'"{",".join(DONE)}"', allow_blank=True, showErrorMessage=False)
    page.add_data_validation(done)
    done.add(f"{column_name(titles.index('Selesai'))}2:{column_name(titles.index('Selesai'))}{last}")


# --- summary --------------------------------------------------------------------------------------------


def _summary(page: Worksheet, report: Report, folder: FolderTold | None) -> None:
    sheet, window = report.audit.sheet, report.audit.window
    rows: list[tuple[str | float, ...]] = [
        ("Pemeriksaan LKE", sheet.unit),
        ("Instansi", sheet.agency),
        ("Usulan", sheet.proposal),
        ("Berkas", sheet.source),
        ("Bentuk LKE", report.form_on_paper),
        ("Masa penilaian", f"{day(window.start)} s.d. {day(window.end)}" if window.is_known else window.origin),
        ("Terbaca", f"{report.reach.rows} indikator, {report.reach.with_evidence} berisi bukti dukung"),
        *((("Folder bukti", f"{folder.read}. {folder.states}"),) if folder else ()),
        ("Temuan", counts_said(report)),
        *((f"Arti {level}", meaning) for level, meaning in MEANINGS.items()),
        ("Diperiksa", checked(report.audit)),
        ("Versi", report.versions_said),
        ("", ""),
    ]
    rows += [*([("Dibuka lebih dahulu", it) for it in opened_first(folder)] if folder else []), *_points(report)]
    rows += [("", ""), ("Aturan", "Nama", "Jumlah")]
    rows += [(code, name, count) for code, (name, count) in by_rule(report).items()]
    fill(page, rows, (30, 60, 12, 12, 16, 14), is_table=False)


def _points(report: Report) -> Iterator[tuple[str | float, ...]]:
    score = report.score
    if score is None:
        return
    yield ("Area", "", "Diklaim", "Tampak", "Tak dapat dinilai", "Tidak tampak")
    for code, name, (_, *points) in by_area(score):
        yield code, name, *([round(it, 2) for it in points] if points else ("belum terisi",))
    yield from thresholds(score)
