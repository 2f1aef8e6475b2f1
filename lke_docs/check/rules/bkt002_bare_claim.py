"""BKT002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.model import Confidence, Consequence, ItemKind, Level
from lke_docs.wording import quoted


@rule(
    "BKT002",
    "pernyataan tanpa dokumen",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Sebut dokumen yang menunjukkannya: jenis, nomor atau tanggal, dan perihal.",
    consequence=Consequence.NOT_SHOWN,
)
def bare_claim(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Butir yang hanya menyatakan sesuatu telah dilakukan (“Telah dilakukan …”) tanpa menyebut dokumennya.
    Jika seluruh isi indikator demikian, temuannya perlu diperbaiki; jika ada dokumen di sampingnya,
    disarankan.

    ## Mengapa
    Pernyataan bukan bukti. Pemeriksa meminta dokumen yang menunjukkannya.

    ## Contoh
    Buruk: `Telah dilakukan senam pagi secara rutin; Telah dilakukan kerja bakti di lingkungan kantor`
    Baik: `Laporan dan dokumentasi kerja bakti tanggal 9 April 2021`

    ## Cara memperbaiki
    Ganti setiap pernyataan dengan dokumennya: laporan, notula, daftar hadir, atau foto bertanggal. Untuk
    sarana, foto dan catatan inventaris sudah cukup.

    ## Dasar
    Kebiasaan pemeriksaan: setiap jawaban dibuktikan dengan dokumen.
    """
    for entry in dossier.entries:
        items = [item for item in entry.evidence.items if item.is_offered or item.kind is ItemKind.LINK]
        claims = [item for item in items if item.kind is ItemKind.CLAIM]
        if not claims:
            continue
        only = len(claims) == len(items)
        start = "Seluruh isian hanya" if only else f"{len(claims)} dari {len(items)} butir hanya"
        yield Hit(
            entry,
            f"{start} berupa pernyataan tanpa dokumen, misalnya {quoted(claims[0].text)}.",
            key=("seluruh" if only else "sebagian",),
            marks=tuple(Mark(entry, item.start, item.end) for item in claims),
            level=None if only else Level.SARAN,
        )
