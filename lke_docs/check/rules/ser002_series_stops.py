"""SER002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, on_time, rule
from lke_docs.check.series import Series, find_series, name
from lke_docs.check.wording import months, span
from lke_docs.model import Confidence, Gap, GapKind, Level
from lke_docs.patterns import title_of
from lke_docs.wording import day, quoted


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
    Rangkaian dokumen bulanan (sedikitnya tiga bulan, jenis dan perihal sama) berlanjut sampai bulan sebelum
    bulan terakhir masa penilaian. Bulan terakhir sendiri tidak diminta, karena dokumennya mungkin belum
    selesai. Ini pertanyaan, bukan tuduhan.

    ## Mengapa
    Rangkaian yang berhenti di tengah masa penilaian menimbulkan pertanyaan: apakah kegiatannya berhenti, atau
    lembarnya belum diperbarui?

    ## Contoh
    Buruk: `Notula Evaluasi SOP Bulan Januari 2021; Notula Evaluasi SOP Bulan Februari 2021; Notula Evaluasi SOP Bulan Maret 2021`
    Baik: `Notula Evaluasi SOP Bulan Mei 2021; Notula Evaluasi SOP Bulan Juni 2021; Notula Evaluasi SOP Bulan Juli 2021`

    ## Cara memperbaiki
    Tambahkan dokumen bulan-bulan berikutnya jika ada. Jika kegiatannya memang berhenti, jelaskan.

    ## Dasar
    Kebiasaan pemeriksaan; tidak ada peraturan yang menetapkan jumlahnya.
    """  # noqa: E501 - a cell is one line
    for series in find_series(dossier):
        if series.step == 1 and series.open_end:
            yield _hit(series, dossier)


def _hit(series: Series, dossier: Dossier) -> Hit:
    newest = series.occurrences[-1]
    last, code = name(newest.month), newest.entry.code
    assumed = " (tahun tidak ditulis; dianggap tahun masa penilaian)" if series.has_assumed_year else ""
    title = " ".join(f"{title_of(series.document_type)} {series.subject}".split())
    return Hit(
        newest.entry,
        f"Rangkaian {quoted(title)} berhenti pada {span(last)}{assumed}, sedangkan masa penilaian sampai "
        f"{day(dossier.window.end)}. Apakah sudah ada dokumen {months(series.open_end)}?",
        key=(*series.key, last),
        marks=tuple(o.mark for o in series.occurrences if name(o.month) == last),
        related=tuple(other for other in series.codes if other != code),
        gap=Gap(GapKind.MONTH, series.types, title, series.open_end),
    )
