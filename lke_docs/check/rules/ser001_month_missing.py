"""SER001."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, on_time, rule
from lke_docs.check.series import Series, find_series
from lke_docs.check.wording import span
from lke_docs.model import Confidence, Gap, GapKind, Level
from lke_docs.patterns import title_of
from lke_docs.wording import listed, quoted


@rule(
    "SER001",
    "bulan yang hilang dalam rangkaian",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan dokumen bulan itu jika ada, atau jelaskan mengapa kegiatannya tidak dilakukan.",
    applies=on_time,
    needs_window=True,
)
def month_missing(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dokumen bulanan dengan jenis dan perihal yang sama dirangkai menurut bulannya, juga jika disebut pada
    beberapa indikator. Temuan muncul jika sedikitnya ada tiga bulan, kebanyakan berurutan, dan di antaranya
    ada bulan yang tidak disebut. Bulan tanpa tahun dianggap dari tahun masa penilaian, hanya untuk urutan.

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
    for series in find_series(dossier):
        if series.step == 1 and series.missing:
            yield _hit(series, dossier)


def _hit(series: Series, dossier: Dossier) -> Hit:
    missing, codes = [span(month) for month in series.missing], series.codes
    assumed = " (tahun tidak ditulis; dianggap tahun masa penilaian)" if series.has_assumed_year else ""
    title = " ".join(f"{title_of(series.document_type)} {series.subject}".split())
    return Hit(
        dossier.by_code[codes[0]],
        f"Rangkaian {quoted(title)} memuat {listed([span(m) for m in series.months])}, "
        f"tetapi tidak memuat {listed(missing)}{assumed}.",
        key=(*series.key, *series.missing),
        marks=tuple(o.mark for o in series.occurrences),
        related=codes[1:],
        gap=Gap(GapKind.MONTH, series.types, title, series.missing),
    )
