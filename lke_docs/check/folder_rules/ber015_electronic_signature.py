"""BER015."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lke_docs.check.carried import Carried, carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.files.model import Signature
from lke_docs.model import Confidence, Level
from lke_docs.wording import day

_SOON = 7  # days between the date of a document and its signature that nobody asks about


@rule(
    "BER015",
    "tanda tangan elektronik tidak sejalan dengan dokumennya",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Minta berkas aslinya kepada penanda tangan; berkas bertanda tangan elektronik jangan diubah.",
    applies=on_claims,
)
def electronic_signature(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas PDF bertanda tangan elektronik: apakah isinya masih seperti waktu ditandatangani, dan apakah hari
    penandatanganan jauh dari tanggal dokumennya. Diperiksa tanpa jaringan.

    ## Mengapa
    Tanda tangan elektronik yang rusak tidak mengesahkan apa pun.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    # A.1.1.A/sk.pdf: Budi Contoh | 2021-02-16 | rusak
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    # A.1.1.A/sk.pdf: Budi Contoh | 2021-02-16 | utuh
    ```

    ## Cara memperbaiki
    Unduh ulang berkasnya dari aplikasi persuratan tempat ia ditandatangani.

    ## Dasar
    UU 11/2008 dan perubahannya: tanda tangan elektronik sah bila perubahan sesudahnya dapat diketahui.
    """  # noqa: E501 - the lines of a file stand in one
    told = set()
    for it in carried(dossier):
        for signature in it.file.raw.signatures:
            if (it.file.path, signature) not in told:
                told.add((it.file.path, signature))
                yield from _judged(it, signature)


def _judged(it: Carried, signature: Signature) -> Iterator[Hit]:
    who = f"Tanda tangan elektronik {signature.signer or 'tanpa nama'} pada berkas {it.where}"
    if signature.holds is False:
        said = f"{who} tidak lagi cocok dengan isinya: berkasnya diubah sesudah ditandatangani."
        yield Hit(it.entry, said, key=(it.file.path, "rusak"), marks=(it.mark,))
        return
    dated = it.part.date.full if it.part.date else None
    signed = date.fromisoformat(signature.signed) if signature.signed else None
    if dated and signed and abs((signed - dated).days) > _SOON:
        said = f"{who} dibubuhkan {day(signed)}, tanggal dokumennya {day(dated)}. Apakah dibuat belakangan?"
        yield Hit(it.entry, said, key=(it.file.path, "waktu"), marks=(it.mark,), confidence=Confidence.RENDAH)
