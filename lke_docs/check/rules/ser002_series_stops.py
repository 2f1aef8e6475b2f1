"""SER002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.cadence import Monthly, monthly_series
from lke_docs.check.rule import Dossier, Hit, Mark, on_time, rule
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Confidence, Level
from lke_docs.moment import Moment
from lke_docs.wording import day, period, periods, quoted


@rule(
    "SER002",
    "rangkaian berhenti sebelum akhir masa penilaian",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Jika dokumen bulan berikutnya sudah ada, tambahkan.",
    applies=on_time,
    needs_window=True,
)
def series_stops(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Rangkaian dokumen bulanan (sedikitnya tiga bulan, jenis dan perihal sama) berlanjut sampai akhir masa
    penilaian. Bulan yang baru saja berakhir (kurang dari 14 hari, dapat diatur dalam lke.toml) tidak diminta,
    karena dokumennya mungkin belum selesai. Jika huruf jawaban sendiri menyatakan frekuensinya, bulan yang
    kurang dilaporkan SER004. Ini pertanyaan, bukan tuduhan.

    ## Mengapa
    Rangkaian yang berhenti di tengah masa penilaian menimbulkan pertanyaan: apakah kegiatannya berhenti, atau
    lembarnya belum diperbarui?

    ## Contoh
    Buruk: `Notula Evaluasi SOP Bulan Januari 2021; Notula Evaluasi SOP Bulan Februari 2021; Notula Evaluasi SOP Bulan Maret 2021`
    Baik: `Notula Evaluasi SOP Bulan Mei 2021; Notula Evaluasi SOP Bulan Juni 2021; Notula Evaluasi SOP Bulan Juli 2021`

    ## Cara memperbaiki
    Tambahkan dokumen bulan-bulan berikutnya jika ada. Jika kegiatannya memang berhenti, tulis
    bulan-bulan yang tidak dilaksanakan dan sebabnya.

    ## Dasar
    Kebiasaan pemeriksaan; tidak ada peraturan yang menetapkan jumlahnya.
    """  # noqa: E501 - a cell is one line
    for series in monthly_series(dossier):
        if series.open_end:
            yield _hit(series, dossier)


def _hit(monthly: Monthly, dossier: Dossier) -> Hit:
    series = monthly.series
    newest = series.occurrences[-1]
    last, code = Moment.at(newest.last), newest.entry.code
    return Hit(
        newest.entry,
        f"Rangkaian {quoted(series.title)} berhenti pada {period(last)}{monthly.assumed}, sedangkan masa penilaian "
        f"sampai {day(dossier.window.end)}. Apakah sudah ada dokumen {periods(monthly.open_end)}?",
        key=(*series.key, last.value),
        marks=tuple(Mark.of(o.entry, o.item) for o in series.occurrences if o.last == newest.last),
        related=tuple(other for other in series.codes if other != code),
        gap=Gap(GapKind.MONTH, series.types, series.title, monthly.open_end),
    )
