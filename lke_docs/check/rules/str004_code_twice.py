"""STR004."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, on_every_row, rule
from lke_docs.model import Confidence, Entry, Level
from lke_docs.series.sameness import canonical
from lke_docs.wording import listed


@rule(
    "STR004",
    "kode indikator dipakai dua kali",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Tetapkan satu baris untuk indikator itu dan hapus atau perbaiki kode yang lain.",
    applies=on_every_row,
)
def code_twice(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Setiap kode indikator muncul satu kali dalam lembar.

    ## Mengapa
    Jika satu kode mempunyai dua jawaban, tidak jelas mana yang dinilai.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | Keputusan Kepala Balai Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021
    A.1.1.A | TIDAK | Notula rapat tanggal 8 Januari 2021
    ```
    Baik:
    ```
    A.1.1.A | YA | Keputusan Kepala Balai Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021
    A.1.1.B | A | Notula rapat tanggal 8 Januari 2021 tentang seleksi anggota tim menurut tata cara pemilihan
    ```

    ## Cara memperbaiki
    Bandingkan kedua baris. Gabungkan isinya jika memang satu indikator, atau perbaiki kode yang keliru.

    ## Dasar
    Susunan lembar kerja evaluasi: satu kode untuk satu indikator.
    """
    rows: dict[str, list[Entry]] = {}
    for entry in dossier.entries:
        rows.setdefault(entry.code, []).append(entry)
    for code, twins in rows.items():
        if len(twins) < 2:
            continue
        alike = len({(canonical(e.row.answer), canonical(e.row.evidence)) for e in twins}) == 1
        said = "Isinya sama; mungkin tercetak dua kali." if alike else "Jawaban atau buktinya berbeda."
        yield Hit(
            twins[1],
            f"Kode {code} dipakai {len(twins)} kali: {listed([str(e.row.place) for e in twins])}. {said}",
            key=("sama" if alike else "beda",),
            level=Level.SARAN if alike else None,
        )
