"""BER008."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.model import Confidence, Level
from lke_docs.wording import quoted


@rule(
    "BER008",
    "berkas bukti masih berupa draf",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Ganti dengan dokumen yang sudah selesai dan ditandatangani.",
    applies=on_claims,
)
def draft_as_evidence(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas yang cocok dengan isian, tetapi masih bertanda draf atau konsep, atau masih berisi isian terbuka
    seperti “[ISI: …]”.

    ## Mengapa
    Draf bukan dokumen resmi; penilai menolaknya.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: DRAF / KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Selesaikan dokumennya: isi yang terbuka, minta tanda tangan, lalu ganti berkasnya.

    ## Dasar
    Tata naskah dinas: naskah sah setelah ditandatangani pejabat yang berwenang.
    """  # noqa: E501 - the lines of a file stand in one
    for it in carried(dossier, unsure=True):
        if it.part.is_draft:
            said = f"Berkas {it.where} untuk {quoted(it.match.text, 60)} masih berupa draf atau berisi isian terbuka."
            yield Hit(it.entry, said, key=(it.file.path,), marks=(it.mark,))
