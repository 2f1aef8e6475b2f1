"""TGL006."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lke_docs.check.paper import is_issued_on
from lke_docs.check.rule import Dossier, Hit, Mark, on_dates, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Level
from lke_docs.patterns import rule_words
from lke_docs.wording import day, quoted

_NEAR = timedelta(days=31)


@rule(
    "TGL006",
    "tanggal sesudah hari pemeriksaan",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan dengan dokumen asli dan perbaiki tanggalnya.",
    applies=on_dates,
    needs_window=True,
    consequence=Consequence.NOT_SHOWN,
    contradicts=True,
)
def future_date(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tidak ada dokumen yang bertanggal sesudah hari pemeriksaan. Rencana, jadwal, dan undangan boleh
    menyebut hari yang akan datang. Jika hari pemeriksaan tidak diberikan dengan `--as-of`, dipakai hari
    pengisian yang tertulis pada lembar; tanpa itu hari terakhir masa penilaian, keyakinan temuan menjadi
    sedang, dan tanggal dalam bulan sesudahnya hanya ditanyakan: lembar biasa diisi sesudah masanya berakhir.

    ## Mengapa
    Dokumen yang belum terjadi tidak dapat menjadi bukti.

    ## Contoh
    Buruk: `Notula rapat monitoring dan evaluasi tanggal 3 Mei 2031`
    Baik: `Notula rapat monitoring dan evaluasi tanggal 3 Mei 2021`

    ## Cara memperbaiki
    Biasanya tahunnya salah ketik. Salin tanggal dari dokumen asli.

    ## Dasar
    Kalender, dan hari pemeriksaan yang disebut pada laporan.
    """
    ahead = rule_words().paper["ahead"] | rule_words().paper["timeless"]
    assumed, until = dossier.as_of == dossier.window.end, dossier.as_of.timetuple()[:3]
    for entry in dossier.entries:
        for item in entry.evidence.items:
            looks_ahead = not ahead.isdisjoint(item.document_types)
            for date in item.dates:
                if looks_ahead and not is_issued_on(item, date):
                    continue
                if not date.valid or not date.year or not date.month or (date.year, date.month, date.day or 1) <= until:
                    continue
                is_near = assumed and date.full is not None and date.full - dossier.as_of <= _NEAR
                yield Hit(
                    entry,
                    f"Tanggal {quoted(date.raw)} sesudah hari pemeriksaan ({day(dossier.as_of)}).",
                    key=(date.value or "", *sorted(item.document_types)),
                    marks=(Mark.of(entry, date),),
                    level=Level.SARAN if is_near else None,
                    confidence=Confidence.SEDANG if assumed else None,
                )
