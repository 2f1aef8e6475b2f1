"""JWB011."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import NO_FORM, Dossier, Hit, Skip, rule
from lke_docs.claim import Verdict
from lke_docs.model import Confidence, Entry, Level


def _on_form(dossier: Dossier, _: Entry) -> Skip | None:
    return NO_FORM if dossier.form is None else None


@rule(
    "JWB011",
    "kewajiban belum seratus persen",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Selesaikan yang belum sebelum lembar diusulkan, atau perbaiki angkanya jika keliru.",
    applies=_on_form,
)
def duty_not_whole(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Kewajiban yang menjadi syarat pengusulan di samping nilai: LHKPN, laporan harta di luar LHKPN, dan tindak
    lanjut hasil pemeriksaan. Angkanya harus seratus persen.

    ## Mengapa
    Nilai boleh tinggi, tetapi unit yang kewajibannya belum seluruhnya dipenuhi tidak diusulkan.

    ## Contoh
    Buruk:
    ```
    B.1.B.1 | Jumlah temuan pemeriksaan internal dan eksternal | 5 |
    B.1.B.2 | Jumlah temuan yang sudah ditindaklanjuti | 4 |
    ```
    Baik:
    ```
    B.1.B.1 | Jumlah temuan pemeriksaan internal dan eksternal | 5 |
    B.1.B.2 | Jumlah temuan yang sudah ditindaklanjuti | 5 |
    ```

    ## Cara memperbaiki
    Cari siapa atau apa yang belum, lalu selesaikan. Jangan menulis angka yang belum benar.

    ## Dasar
    PermenPANRB 5/2024; daftarnya ada dalam `patterns/syarat.toml`.
    """
    if dossier.judge is None:
        return
    for state in dossier.judge.conditions:
        entry = dossier.by_code.get(state.codes[0]) if state.codes else None
        if entry is not None and state.verdict is Verdict.NOT_SHOWN:
            yield Hit(
                entry,
                f"{state.condition.title} adalah syarat menurut {state.condition.regulation}; "
                f"menurut lembar {state.says}.",
                key=(state.condition.id,),
                related=state.codes[1:],
            )
