"""TGL003."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_dates, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Level
from lke_docs.wording import day, quoted


@rule(
    "TGL003",
    "tanggal tidak ada dalam kalender",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan dengan dokumen asli dan perbaiki tanggalnya.",
    applies=on_dates,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def impossible_date(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Setiap tanggal ada dalam kalender: tidak ada 31 Juni, 30 Februari, bulan ketiga belas, atau tahun yang
    salah tulis seperti 20221.

    ## Mengapa
    Tanggal yang mustahil membuat dokumennya diragukan.

    ## Contoh
    Buruk: `Notula rapat monitoring dan evaluasi tanggal 31 Juni 2021`
    Baik: `Notula rapat monitoring dan evaluasi tanggal 30 Juni 2021`

    ## Cara memperbaiki
    Lihat dokumen asli. Dugaan pada temuan hanya bantuan; yang benar adalah yang tertulis pada dokumen.

    ## Dasar
    Kalender.
    """
    for entry in dossier.entries:
        for date in entry.evidence.dates:
            if date.valid:
                continue
            guess = f" Apakah maksudnya {day(date.suggestion)}?" if date.suggestion else ""
            yield Hit(
                entry,
                f"Tanggal {quoted(date.raw)} tidak ada dalam kalender.{guess}",
                key=("".join(date.raw.casefold().split()),),
                marks=(Mark.of(entry, date),),
            )
