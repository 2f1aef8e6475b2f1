"""JWB003."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.letter import ON_TIME, judged, marks_of
from lke_docs.check.rule import Dossier, Hit, on_letter, rule
from lke_docs.claim import ClaimKind, Verdict
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Level


@rule(
    "JWB003",
    "syarat jawaban tidak tampak",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen yang menunjukkan syarat itu, atau pilih huruf yang tidak mensyaratkannya.",
    applies=on_letter,
    consequence=Consequence.STEP_DOWN,
)
def requirement_not_shown(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Apa yang disyaratkan huruf jawaban menurut instrumen disebut dalam bukti dukung: inovasi yang bernama,
    keterlibatan pimpinan, tindak lanjut, analisis beban kerja, dan seterusnya. Yang mungkin termuat dalam
    dokumen yang disebut tidak dilaporkan.

    ## Mengapa
    Huruf jawaban baru berlaku jika semua syaratnya terbukti. Syarat yang tidak tampak menurunkan nilainya.

    ## Contoh
    Buruk:
    ```
    A.1.4.B | Apakah sudah ditetapkan agen perubahan? | A | SK Nomor KEP-12/B.2/02/2021 tanggal 3 Februari 2021 tentang Agen Perubahan
    ```
    Baik:
    ```
    A.1.4.B | Apakah sudah ditetapkan agen perubahan? | A | SK Nomor KEP-12/B.2/02/2021 tanggal 3 Februari 2021 tentang Agen Perubahan; Laporan Kegiatan Agen Perubahan Semester I Tahun 2021
    ```

    ## Cara memperbaiki
    Tambahkan dokumennya jika ada. Jika syarat itu tidak terpenuhi, huruf jawabannya satu tingkat lebih rendah.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """  # noqa: E501 - a cell is one line
    for entry, found in judged(dossier, ClaimKind.REQUIREMENT):
        missing = [it for it in found if it.verdict is Verdict.NOT_SHOWN and it.claim.value != ON_TIME]
        if missing:
            reasons = "; ".join(dict.fromkeys(it.reason.removeprefix("tidak tampak: ") for it in missing))
            yield Hit(
                entry,
                f"Syarat jawaban {entry.row.answer.strip()} belum tampak dalam bukti: {reasons}.",
                key=tuple(sorted(it.claim.value for it in missing)),
                marks=marks_of(dossier, entry, missing),
                gap=Gap(GapKind.REQUIREMENT, subject=reasons),
            )
