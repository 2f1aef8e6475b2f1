"""SER005."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.rule import Act, Dossier, Hit, Mark, on_periods, rule
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import AnswerKind, Confidence, Entry, Level
from lke_docs.moment import Moment
from lke_docs.patterns import rule_words
from lke_docs.series import PeriodGap, period_gaps
from lke_docs.series.sameness import canonical
from lke_docs.wording import listed, period


@rule(
    "SER005",
    "triwulan atau semester terlewat",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan dokumen periode yang terlewat, atau jelaskan mengapa tidak ada.",
    applies=on_periods,
    needs_window=True,
    consequence=Consequence.STEP_DOWN,
)
def period_missing(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jika bukti dukung menyebut dokumen triwulanan atau semesteran, triwulan atau semester sesudahnya juga
    ada, selama sudah lewat dalam masa penilaian (yang berakhir kurang dari 14 hari lalu belum ditunggu; dapat
    diatur dalam lke.toml). Periode sebelum dokumen pertama tidak dituntut. Dokumen tahunan, laporan dengan
    rentang bulan, dan laporan bulanan menutup periode di dalamnya. Jawaban Ya tidak menuntut rangkaian.
    Jika bukan kegiatan berulang yang diminta atau disebut, hanya disarankan. Pemantauan triwulan yang tidak
    ditindaklanjuti dilaporkan SER003, tidak diulang di sini.

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
    unanswered = {it.follow_up.code: it.months for it in dossier.unanswered()}
    for entry in dossier.entries:
        if _asks_no_series(entry, dossier):
            continue
        for gap in period_gaps(entry, dossier.horizon):
            # a quarter whose monitoring was not followed up is told by the rule on follow-up
            told = {month.in_unit(gap.unit) for month in unanswered.get(entry.code, ())}
            missing = [moment for moment in gap.missing if moment not in told]
            if missing:
                yield _hit(entry, gap, missing, is_asked=_asks_rounds(entry, gap, dossier))


def _asks_no_series(entry: Entry, dossier: Dossier) -> bool:
    """Ya is true of one document, unless its own words ask for more."""
    option = dossier.form.choice(entry).option if dossier.form else None
    return option is not None and entry.row.answer_kind is AnswerKind.YES_NO and not option.cadence


def _asks_rounds(entry: Entry, gap: PeriodGap, dossier: Dossier) -> bool:
    """Whether what is done again and again is asked or told; the survey of a quarter may serve a review once."""
    option = dossier.form.choice(entry).option if dossier.form else None
    told = canonical(" ".join((entry.row.question, *(o.item.text for o in gap.occurrences)))).split()
    return bool(option and option.cadence) or not {*rule_words().monitoring, "berkala"}.isdisjoint(told)


def _hit(entry: Entry, gap: PeriodGap, missing: Sequence[Moment], *, is_asked: bool) -> Hit:
    assumed = " (tahun tidak ditulis; dianggap masa penilaian)" if gap.has_assumed_year else ""
    values = tuple(moment.value for moment in missing)
    absent = listed([period(it) for it in missing])
    return Hit(
        entry,
        f"Bukti dukung menyebut {listed([period(it) for it in gap.there])}{assumed}, tetapi tidak ada dokumen "
        f"{absent} yang sudah lewat.",
        key=values,
        marks=tuple({o.item.start: Mark.of(entry, o.item) for o in gap.occurrences}.values()),
        gap=Gap(GapKind.QUARTER, gap.types, periods=tuple(missing)),
        level=None if is_asked else Level.SARAN,
        act=Act(" ".join(values), f"Dokumen {absent}, yang sudah lewat, tidak ada"),
    )
