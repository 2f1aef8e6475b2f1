"""TGL008."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_dates, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Level
from lke_docs.wording import day, weekday


@rule(
    "TGL008",
    "hari tidak sesuai dengan tanggal",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan hari dan tanggal dengan naskah asli.",
    applies=on_dates,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def wrong_weekday(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nama hari yang ditulis di depan tanggal sesuai dengan kalender.

    ## Mengapa
    Hari yang tidak sesuai berarti salah satunya keliru, dan menimbulkan pertanyaan kapan dokumen dibuat.

    ## Contoh
    Buruk: `Notula rapat pengawasan, Senin, 3 Maret 2021`
    Baik: `Notula rapat pengawasan, Rabu, 3 Maret 2021`

    ## Cara memperbaiki
    Lihat undangan atau daftar hadirnya, lalu perbaiki yang keliru.

    ## Dasar
    Kalender.
    """
    for entry in dossier.entries:
        for date in entry.evidence.dates:
            on = date.full
            if on and date.weekday is not None and date.weekday != on.weekday():
                yield Hit(
                    entry,
                    f"Ditulis hari {weekday(date.weekday)}, tetapi {day(on)} adalah hari {weekday(on.weekday())}.",
                    key=(on.isoformat(), str(date.weekday)),
                    marks=(Mark.of(entry, date),),
                )
