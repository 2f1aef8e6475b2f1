"""Portfolio report -> XLSX for landscape A4: the ranking, its reasons one a line, pairs, and the sample to take along.

Whatever stands in a sheet stays text in it. Excel has so many lines and people read fewer: what is left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lke_docs.office.cell_address import column_name
from lke_docs.office.stable import saved_workbook
from lke_docs.portfolio.calibration import Calibration, Proportion
from lke_docs.portfolio.portfolio_report import PortfolioReport
from lke_docs.portfolio.ranking import KINDS
from lke_docs.report.workbook_page import fill
from lke_docs.wording import figure

MOST = 20_000  # lines of one worksheet
_PRINTED = 14  # columns of the ranking that paper has room for: to the share that is shown
Line = Sequence[str | float]

_UNIT = ("No.", "Unit", "Angka urutan", *(kind.said.capitalize() for kind in KINDS))
_POINTS = ("Diklaim", "Tampak", "Tidak dapat dinilai", "Tidak tampak", "Tampak dari 100", "Lazimnya")
_ABOUT = (
    "Wajib",
    "Perlu",
    "Saran",
    "Pasangan",
    "Bersama unit",
    "Jenis",
    "Instansi",
    "Bentuk",
    "Tahun",
    "Keadaan",
    "Berkas",
)
_REASON = ("No.", "Unit", "Alasan", "Poin", "Bobot", "Angka", "Indikator", "Bersama unit")
_PAIR = ("Unit", "Unit", "Sama, dari 100", "Sidik yang sama", "Yang sama", "Indikator", "Berkas", "Berkas")
_SAMPLE = ("Unit", "Strata", "Urutan", "Mewakili", "Indikator", "Berkas", "Kunjungan", "Bertahan", "Catatan")
_CARRIED = ("Unit", "Tahun lama", "Tahun baru", "Dibawa, dari 100", "Butir sama", "Nomor dan tanggal diganti", "Butir",
            "Isian sama", "Isian", "Indikator yang isiannya sama", "Nomor lama", "Berkas")  # fmt: skip
_RULE = ("Aturan", "Bentuk", "Temuan", "Dikesampingkan", "Diterima, dari 100", "Putusan", "Huruf tampak sama, dari 100",
         "Baris", "Diturunkan, dari 100", "Baris", "Diturunkan di baris lain", "Baris", "Tanpa penerima")  # fmt: skip
_LETTERS = ("Bentuk", "Huruf tampak sama, dari 100", "Baris", "Lebih tinggi", "Lebih rendah", "Kappa",
            "Huruf unit sama, dari 100", "Baris")  # fmt: skip
_ASSESSOR = ("Penilai", "Diturunkan", "Huruf", "Diharapkan", "Selisih (simpangan)")
_UNLIKE = ("Indikator", "Unit", "Unit", "Huruf unit", "Huruf penilai", "Huruf penilai", "Penilai", "Penilai")


def render(report: PortfolioReport) -> bytes:
    """Return the workbook. Equal reports give equal bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    first: Any = book.active
    first.title = "Ringkasan"
    fill(first, list(_summary(report)), (48, 100), is_table=False)
    for (cell,) in first.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)  # a number beside its name
    widths = (6, 38, 10, *([11] * 11), *([9] * 4), 40, 20, 30, *([10] * 3), 40)
    _table(book, "Urutan", (*_UNIT, *_POINTS, *_ABOUT), list(_units(report)), widths, len(report.order))
    _table(book, "Alasan", _REASON, list(_reasons(report)), (6, 38, 32, 9, 8, 9, 60, 60), report.facts.doubts)
    _table(book, "Pasangan", _PAIR, list(_pairs(report)), (36, 36, 10, 10, 20, 50, 30, 30), report.facts.pairs)
    _table(book, "Sampel", _SAMPLE, list(_sample(report)), (38, 36, 9, 10, 40, 30, 14, 14, 40))
    _more(book, report)
    return saved_workbook(book)


def _table(
    book: Any, title: str, head: Sequence[str], lines: Sequence[Line], widths: Sequence[float], whole: int = 0
) -> None:
    """A worksheet of these lines; `whole`: how many there are, where only the first were asked for."""
    page = book.create_sheet(title)
    shown = list(lines[:MOST])
    if (whole or len(lines)) > MOST:
        shown.append(("", f"{(whole or len(lines)) - MOST} baris berikutnya ada dalam bentuk JSON."))
    fill(page, [head, *shown], widths)
    if head[0] == "No.":
        page.freeze_panes = "C2"  # the unit's name stays beside its figures
        page.print_area = f"A1:{column_name(min(len(head), _PRINTED) - 1)}{len(shown) + 1}"
    page.auto_filter.ref = f"A1:{column_name(len(head) - 1)}{len(shown) + 1}"


def _more(book: Any, report: PortfolioReport) -> None:
    """Worksheets that only some portfolios have: an earlier year, verdicts, and what a coordinator asked for."""
    told = report.calibration
    if report.carried:
        _table(book, "Dari tahun lalu", _CARRIED, list(_carried(report)), (38, *([10] * 8), 50, 50, 30))
    if told.letters or told.findings:
        _table(book, "Kalibrasi aturan", _RULE, list(_rules(told)), (10, 12, *([11] * 12)))
        _table(book, "Kalibrasi huruf", _LETTERS, list(_letters(told)), (14, *([11] * 8)))
    if told.assessors is not None:
        lines: list[Line] = [
            (it.assessor, it.lowered.hits, it.lowered.all, it.expected, it.apart) for it in told.assessors
        ]
        lines += [(name, "", "", "tidak dapat dibandingkan", "") for name in told.alone or ()]
        _table(book, "Penilai", _ASSESSOR, lines, (38, 12, 12, 12, 12))
        unlike = [(it.code, *it.units, it.answer, *it.letters, *it.assessors) for it in told.unlike or ()]
        _table(book, "Bukti sama huruf lain", _UNLIKE, unlike, (14, 36, 36, 8, 8, 8, 24, 24))


def _carried(report: PortfolioReport) -> Iterator[Line]:
    for unit in report.carried:
        counts = (unit.share, unit.same_pieces, unit.renewed_pieces, unit.pieces, len(unit.same_rows), unit.rows)
        yield unit.name, *unit.years, *counts, ", ".join(unit.same_rows), ", ".join(unit.numbers), unit.unit


def _rules(told: Calibration) -> Iterator[Line]:
    for line in told.rules:
        shares = (line.accepted, line.same, line.lowered, line.lowered_elsewhere)
        figures = [value for share in shares for value in _share(share)]
        nobody = "ya" if line.is_accepted_by_nobody else ""
        yield line.rule, line.instrument, line.findings, line.set_aside, *figures, nobody


def _letters(told: Calibration) -> Iterator[Line]:
    for line in told.agreements:
        kappa: str | float = "" if line.kappa is None else line.kappa
        yield line.instrument, *_share(line.same), line.higher, line.lower, kappa, *_share(line.own)


def _share(share: Proportion) -> Line:
    """A share in points of 100, with the number of verdicts that it comes from."""
    return ("" if share.percent is None else share.percent, share.all)


def _summary(report: PortfolioReport) -> Iterator[Line]:
    facts, sample = report.facts, report.sample
    yield ("Portofolio Lembar Kerja Evaluasi Zona Integritas",)
    for said, count in facts.states:
        yield f"Unit {said}", count
    for label, counts in (("Bentuk LKE", facts.instruments), ("Tahun", facts.years), ("Versi aturan", facts.rules)):
        for value, count in counts:
            yield f"{label} {value or 'tidak dikenali'}", count
    for level, count in zip(("wajib", "perlu", "saran"), facts.findings, strict=True):
        yield f"Temuan {level} (tiap baris dihitung)", count
    yield "Pasangan unit yang berbagi bukti", report.facts.uncompared or report.facts.pairs
    yield ("",)
    yield "Angka urutan", "jumlah poin yang diragukan kali bobot; setiap poin dihitung sekali, pada alasan pertama."
    for kind in KINDS:
        yield kind.said.capitalize(), f"{kind.meaning}; bobot {figure(kind.weight)}"
    yield ("",)
    yield "Sampel", f"{len(sample.units)} dari {sample.population} unit"
    yield "Ketelitian, ± dari 100", sample.reached
    yield "Keyakinan, dari 100", sample.confidence
    yield "Bibit acak", sample.seed
    for stratum in sample.strata:
        yield f"Strata: {stratum.said}", f"{stratum.drawn} dari {stratum.units} unit"
    for unit in report.unread:
        yield "Tidak terbaca", f"{unit.unit}: {unit.reason}"
    if report.calibration.unplaced:
        yield "Kalibrasi", report.calibration.unplaced_said


def _units(report: PortfolioReport) -> Iterator[Line]:
    names = {it.unit: it.name for it in report.order}
    for unit in report.units:
        own = {doubt.kind.id: doubt.points for doubt in unit.doubts}
        usual: str | float = unit.peers.shown if unit.peers else ""
        yield (
            *(unit.rank, unit.name, unit.value, *(own.get(kind.id, "") for kind in KINDS)),
            *(unit.claimed, unit.shown, unit.cannot_tell, unit.not_shown, round(unit.shown_share, 2), usual),
            *(*unit.levels, unit.pairs, ", ".join(names.get(it, it) for it in unit.partners), unit.kind, unit.agency),
            *(unit.instrument, unit.year or "", unit.state, unit.unit),
        )


def _reasons(report: PortfolioReport) -> Iterator[Line]:
    names = {it.unit: it.name for it in report.order}
    for unit in report.units:
        for doubt in unit.doubts:
            kind, together = doubt.kind, ", ".join(names.get(partner, partner) for partner in doubt.partners)
            codes = ", ".join(doubt.codes)
            yield unit.rank, unit.name, kind.said, doubt.points, kind.weight, round(doubt.value, 4), codes, together


def _pairs(report: PortfolioReport) -> Iterator[Line]:
    for pair in report.pairs:
        yield *pair.names, pair.overlap, pair.shared, ", ".join(pair.kinds), ", ".join(pair.codes), *pair.units


def _sample(report: PortfolioReport) -> Iterator[Line]:
    for unit in report.sample.units:
        yield unit.name, unit.stratum, unit.rank, unit.weight, ", ".join(unit.codes), unit.unit, "", "", ""
