"""BER006."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import folder_of
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.model import Confidence, Level
from lke_docs.wording import and_more, listed

_MOST = 6  # files that a message lists


@rule(
    "BER006",
    "berkas bukti tidak terbaca",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Buka berkasnya; bila rusak atau terkunci, simpan ulang. Untuk pindaian, pasang mesin OCR: lke-docs doctor.",
    applies=on_no_row,
)
def unread_files(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas di folder bukti yang isinya tidak dapat dibaca, dengan alasannya. Yang tidak terbaca tidak pernah
    dianggap tidak ada.

    ## Mengapa
    Penilai juga tidak dapat membuka berkas yang rusak atau terkunci.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021; Notula rapat tim kerja tanggal 1 Maret 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ! A.1.1.A/notula.pdf: berkas dikunci dengan sandi
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021; Notula rapat tim kerja tanggal 1 Maret 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.1.A/notula.pdf: NOTULA / Rapat Tim Kerja / Hari/Tanggal : Senin, 1 Maret 2021
    ```

    ## Cara memperbaiki
    Buka setiap berkas yang disebut, perbaiki atau ganti.

    ## Dasar
    Kebiasaan pemeriksaan: berkas yang tidak terbuka tidak dinilai.
    """  # noqa: E501 - the lines of a file stand in one
    reasons: dict[str, list[str]] = {}
    for file in folder_of(dossier).files:
        if not file.raw.is_read:
            reasons.setdefault(file.raw.reason or "isinya tidak terbaca", []).append(file.path)
    for reason, paths in sorted(reasons.items()):
        told = f"{listed(paths[:_MOST])}{and_more(len(paths), _MOST)}"
        said = f"{len(paths)} berkas tidak diperiksa ({reason.rstrip('.')}): {told}."
        yield Hit(None, said, key=(reason,))
