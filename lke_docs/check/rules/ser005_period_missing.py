"""SER005."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from lke_docs.check.rule import Dossier, Hit, on_periods, rule
from lke_docs.check.series import Occurrence, main_type, occurrences
from lke_docs.check.wording import span
from lke_docs.model import Confidence, Entry, Gap, GapKind, Level
from lke_docs.patterns import rule_words
from lke_docs.wording import listed

_DUE = timedelta(days=31)  # a report on a period is not yet awaited so soon after its end
_LETTER = {3: "Q", 6: "S"}


@rule(
    "SER005",
    "triwulan atau semester terlewat",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan dokumen periode yang terlewat, atau jelaskan mengapa tidak ada.",
    applies=on_periods,
    needs_window=True,
)
def period_missing(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jika bukti dukung menyebut dokumen triwulanan atau semesteran, triwulan atau semester sesudahnya juga
    ada, selama sudah lewat lebih dari sebulan dalam masa penilaian. Periode sebelum dokumen pertama tidak
    dituntut. Dokumen tahunan, laporan dengan rentang bulan, dan laporan bulanan menutup periode di
    dalamnya.

    ## Mengapa
    Pemantauan yang dilaporkan per triwulan diharapkan ada untuk setiap triwulan yang sudah lewat.

    ## Contoh
    Buruk: `Laporan Monitoring Pengaduan Triwulan I Tahun 2021`
    Baik: `Laporan Monitoring Pengaduan Triwulan I Tahun 2021; Laporan Monitoring Pengaduan Triwulan II Tahun 2021`

    ## Cara memperbaiki
    Sebut dokumen triwulan atau semester berikutnya jika ada.

    ## Dasar
    Kebiasaan pemeriksaan; tidak ada peraturan yang menetapkan jumlahnya.
    """
    for entry in dossier.entries:
        for missed in gaps(entry, dossier):
            there = listed([span(value) for value in missed.there])
            assumed = " (tahun tidak ditulis; dianggap masa penilaian)" if missed.assumed else ""
            yield Hit(
                entry,
                f"Bukti dukung menyebut {there}{assumed}, tetapi tidak ada dokumen "
                f"{listed([span(value) for value in missed.missing])} yang sudah lewat.",
                key=missed.missing,
                marks=tuple({(o.start, o.end): o.mark for o in missed.occurrences}.values()),
                gap=Gap(GapKind.QUARTER, missed.types, periods=missed.missing),
            )


class Missed(NamedTuple):
    """Quarters or semesters that are there and those that are missing, as values of periods."""

    there: tuple[str, ...]
    missing: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    types: tuple[str, ...]  # of the first document: the others follow it

    @property
    def assumed(self) -> bool:
        return any(o.assumed_year for o in self.occurrences)


def gaps(entry: Entry, dossier: Dossier) -> list[Missed]:
    """Find what a row that reports by quarter or semester leaves out."""
    planning = rule_words().paper["planning"] | rule_words().paper["timeless"]
    found = [
        one
        for item in entry.evidence.items
        if item.is_offered and main_type(item) not in planning
        for one in occurrences(item, entry, dossier.window)
    ]
    covered = {month for o in found for month in range(o.month - o.step + 1, o.month + 1)}
    result = []
    for step, letter in _LETTER.items():
        mine = [o for o in found if o.step == step]
        if not mine:
            continue
        first = min(o.month for o in mine)
        missing = [m for m in _over(first, step, dossier) if m not in covered]
        if missing:
            there = dict.fromkeys(_value(m, step, letter) for m in sorted({o.month for o in mine}))
            values = tuple(_value(m, step, letter) for m in missing)
            result.append(Missed(tuple(there), values, tuple(mine), _types(mine[0], entry)))
    return result


def _types(occurrence: Occurrence, entry: Entry) -> tuple[str, ...]:
    return next(item.document_types for item in entry.evidence.items if item.start == occurrence.start)


def _value(month: int, step: int, letter: str) -> str:
    year, number = divmod(month, 12)
    return f"{year:04d}-{letter}{number // step + 1}"


def _over(first: int, step: int, dossier: Dossier) -> Iterator[int]:
    """The last months of the units after the first that ended long enough ago, and lie in the window."""
    limit = min(dossier.window.end, dossier.as_of) - _DUE
    begin = date(dossier.window.start.year, dossier.window.start.month, 1)
    for month in range(first + step, first + 25, step):
        year, number = divmod(month + 1, 12)
        last = date(year, number + 1, 1) - timedelta(days=1)
        if last > limit:
            return
        if last >= begin:
            yield month
