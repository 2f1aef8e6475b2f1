"""NOM009."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.model import Confidence, Level, ReferenceKind
from lke_docs.patterns import phrases
from lke_docs.wording import listed

_INSERTED = re.compile(r"\d{1,5}[a-z]", re.IGNORECASE)


@rule(
    "NOM009",
    "nomor sisipan",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Siapkan buku agenda yang menunjukkan mengapa nomor disisipkan, dan sebut dalam isian.",
    applies=on_references,
)
def inserted_serial(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nomor urut yang diikuti huruf, misalnya 355a: nomor yang disisipkan di antara dua nomor lain. Ini
    catatan, bukan kesalahan.

    ## Mengapa
    Nomor sisipan diambil setelah nomor berikutnya dipakai. Pemeriksa dapat bertanya kapan naskahnya dibuat.

    ## Contoh
    Buruk: `Surat Perintah Nomor Print-355a/B.2/Cp.1/05/2021 tanggal 6 Mei 2021`
    Baik: `Surat Perintah Nomor Print-355/B.2/Cp.1/05/2021 tanggal 6 Mei 2021`

    ## Cara memperbaiki
    Tidak ada yang perlu diubah jika nomornya benar. Siapkan buku agendanya dan sebut di samping
    naskahnya.

    ## Dasar
    Kebiasaan pemeriksaan; tata naskah dinas memberikan nomor berurutan.
    """
    for entry in dossier.entries:
        inserted = {
            reference.normalized: reference
            for reference in reversed(entry.evidence.references)
            if reference.kind is ReferenceKind.LETTER and _INSERTED.fullmatch(reference.fields.get("serial", ""))
        }
        if inserted and not phrases("reason", "agenda").search(entry.evidence.text):
            numbers = sorted(inserted.values(), key=lambda reference: reference.start)
            yield Hit(
                entry,
                f"Nomor {listed([reference.normalized for reference in numbers])} memakai huruf sisipan.",
                key=tuple(reference.normalized.casefold() for reference in numbers),
                marks=tuple(Mark.of(entry, reference) for reference in numbers),
            )
