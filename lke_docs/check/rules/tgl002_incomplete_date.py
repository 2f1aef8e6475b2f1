"""TGL002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_dates, rule
from lke_docs.model import Confidence, DocDate, EvidenceItem, Level
from lke_docs.patterns import phrases
from lke_docs.wording import listed, quoted


@rule(
    "TGL002",
    "tanggal tidak lengkap",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Lengkapi tanggal, bulan, dan tahunnya dari dokumen asli.",
    applies=on_dates,
)
def incomplete_date(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Sesudah kata “tanggal” tertulis tanggal, bulan, dan tahun. Tanggal tanpa hari (“tanggal Februari 2021”)
    atau tanpa tahun (“16 Februari”) adalah temuan. Tanggal peraturan tidak diperiksa.

    ## Mengapa
    Tanggal yang tidak lengkap tidak dapat dicocokkan dengan dokumennya.

    ## Contoh
    Buruk: `Dokumen Rencana Tindak Agen Perubahan tanggal Februari 2021`
    Baik: `Dokumen Rencana Tindak Agen Perubahan tanggal 26 Februari 2021`

    ## Cara memperbaiki
    Salin tanggal lengkap dari dokumen asli. Jika dokumen hanya berbulan, tulis “Bulan Februari 2021”.

    ## Dasar
    Kebiasaan pemeriksaan: dokumen dikenali dari tanggal lengkapnya.
    """
    for entry in dossier.entries:
        for item in entry.evidence.items:
            if "peraturan" in item.document_types:
                continue
            for date in item.dates:
                lacking = _lacking(date)
                if lacking and not _is_deadline(item, date):
                    yield Hit(
                        entry,
                        f"Tanggal {quoted(date.raw)} ditulis tanpa {listed(lacking)}.",
                        key=(date.value or date.raw, *sorted(item.document_types)),
                        marks=(Mark.of(entry, date),),
                    )


def _is_deadline(item: EvidenceItem, date: DocDate) -> bool:
    """ "(batas 31 Januari)" dates no document."""
    before = item.text[: date.start - item.start]
    return any(not before[match.end() :].strip(" :") for match in phrases("deadline", "words").finditer(before))


def _lacking(date: DocDate) -> list[str]:
    parts = {"hari": date.day, "bulan": date.month, "tahun": date.year}
    return [name for name, value in parts.items() if value is None] if date.valid else []
