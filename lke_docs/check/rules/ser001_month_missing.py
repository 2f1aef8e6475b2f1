"""SER001."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.cadence import Monthly, monthly_series
from lke_docs.check.rule import Dossier, Hit, Mark, on_time, rule
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Confidence, Level
from lke_docs.wording import listed, period, quoted


@rule(
    "SER001",
    "bulan yang hilang dalam rangkaian",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan dokumen bulan itu jika ada, atau tulis bahwa kegiatannya tidak dilakukan, dan mengapa.",
    applies=on_time,
    needs_window=True,
)
def month_missing(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dokumen bulanan dengan jenis dan perihal yang sama dirangkai menurut bulannya, juga jika disebut pada
    beberapa indikator. Temuan muncul jika sedikitnya ada tiga bulan, kebanyakan berurutan, dan di antaranya
    ada bulan yang tidak disebut. Bulan tanpa tahun dianggap dari tahun masa penilaian, hanya untuk urutan.
    Jika huruf jawaban sendiri menyatakan frekuensinya, bulan yang kurang dilaporkan SER004.

    ## Mengapa
    Kegiatan yang dinyatakan bulanan dibuktikan dengan dokumen setiap bulan.

    ## Contoh
    Buruk: `Notula Evaluasi SOP Bulan Februari 2021; Notula Evaluasi SOP Bulan Maret 2021; Notula Evaluasi SOP Bulan Mei 2021`
    Baik: `Notula Evaluasi SOP Bulan Februari 2021; Notula Evaluasi SOP Bulan Maret 2021; Notula Evaluasi SOP Bulan April 2021`

    ## Cara memperbaiki
    Cari dokumen bulan yang hilang dan sebutkan. Jika kegiatannya tidak dilakukan pada bulan itu, katakan
    demikian. Notula tidak boleh dibuat untuk rapat yang tidak diadakan.

    ## Dasar
    Kebiasaan pemeriksaan; tidak ada peraturan yang menetapkan jumlahnya.
    """  # noqa: E501 - a cell is one line
    for series in monthly_series(dossier):
        if series.missing:
            yield _hit(series, dossier)


def _hit(monthly: Monthly, dossier: Dossier) -> Hit:
    series = monthly.series
    return Hit(
        dossier.by_code[series.codes[0]],
        f"Rangkaian {quoted(series.title)} memuat {listed([period(month) for month in series.months])}, "
        f"tetapi tidak memuat {listed([period(month) for month in monthly.missing])}{monthly.assumed}.",
        key=(*series.key, *(month.value for month in monthly.missing)),
        marks=tuple(Mark.of(o.entry, o.item) for o in series.occurrences),
        related=series.codes[1:],
        gap=Gap(GapKind.MONTH, series.types, series.title, monthly.missing),
    )
