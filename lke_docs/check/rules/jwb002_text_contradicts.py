"""JWB002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.letter import ON_TIME, judged, marks_of
from lke_docs.check.rule import Dossier, Hit, on_letter, rule
from lke_docs.claim import ClaimKind, Verdict
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Level


@rule(
    "JWB002",
    "isi bukti bertentangan dengan jawaban",
    level=Level.WAJIB,
    confidence=Confidence.SEDANG,
    remedy="Samakan: perbaiki isian bukti jika keliru, atau pilih huruf yang sesuai dengan isinya.",
    applies=on_letter,
    consequence=Consequence.STEP_DOWN,
    contradicts=True,
)
def text_contradicts(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Kata cakupan (seluruh, sebagian besar, sebagian kecil), kata frekuensi (setiap bulan, minimal dua kali),
    dan persentase dalam bukti dukung tidak berlawanan dengan arti huruf jawaban menurut instrumen.

    ## Mengapa
    Jika isian sendiri berkata lain daripada hurufnya, pemeriksa memakai yang lebih rendah.

    ## Contoh
    Buruk:
    ```
    A.4.2.D | Apakah indikator kinerja telah SMART? | B | Sebagian kecil indikator kinerja dalam Dokumen IKU telah SMART
    ```
    Baik:
    ```
    A.4.2.D | Apakah indikator kinerja telah SMART? | B | Sebagian besar indikator kinerja dalam Dokumen IKU telah SMART
    ```

    ## Cara memperbaiki
    Periksa keadaan yang sebenarnya, lalu perbaiki yang keliru: isiannya atau hurufnya.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """
    for entry, judgements in judged(dossier, *ClaimKind):
        against = [it for it in judgements if it.verdict is Verdict.CONTRADICTED and it.claim.value != ON_TIME]
        if against:
            reasons = "; ".join(dict.fromkeys(it.reason for it in against))
            yield Hit(
                entry,
                f"Isi bukti tidak sesuai dengan jawaban {entry.row.answer.strip()}: {reasons}.",
                key=tuple(sorted(f"{it.claim.kind}:{it.claim.value}" for it in against)),
                marks=marks_of(dossier, entry, against),
            )
