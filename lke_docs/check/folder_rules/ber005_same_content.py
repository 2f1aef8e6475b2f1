"""BER005."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import folder_of
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.files.model import INSIDE, Folder
from lke_docs.model import Confidence, Level
from lke_docs.wording import listed

_LEAST_TEXT = 40  # letters: an empty page is like any other


@rule(
    "BER005",
    "isi yang sama dengan nama berkas berbeda",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Simpan satu berkas saja, lalu sebutkan berkas itu pada indikator yang memerlukannya.",
    applies=on_no_row,
)
def same_content(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas yang isinya sama persis, atau yang teksnya sama persis, dengan dua nama atau lebih. Satu temuan untuk
    setiap isi.

    ## Mengapa
    Dua nama untuk satu dokumen menyamarkan bahwa buktinya hanya satu.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.2.A/rencana.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Hapus salinannya setelah memastikan isinya; pastikan setiap indikator memakai dokumen yang menjawab
    pertanyaannya.

    ## Dasar
    Kebiasaan pemeriksaan: satu dokumen adalah satu bukti.
    """  # noqa: E501 - the lines of a file stand in one
    groups = _groups(folder_of(dossier))
    for same, paths in groups.items():
        if len(paths) > 1 and [path.rpartition(INSIDE)[0] for path in paths] not in groups.values():
            yield Hit(None, f"Isi {listed(paths)} sama.", key=(same,))


def _groups(folder: Folder) -> dict[str, list[str]]:
    """The files of one content: the same bytes, the same text, or one text in which a scan got letters wrong."""
    groups: dict[str, list[str]] = {}
    for file in folder.files:
        letters = sum(len(page.text) for page in file.raw.pages)
        is_told = file.raw.is_read and letters >= _LEAST_TEXT
        same = (file.raw.text_sha256 if is_told else "") or file.raw.sha256
        if file.raw.size and same:
            groups.setdefault(same, []).append(file.path)
    return groups | {f"{it.first} {it.second}": [it.first, it.second] for it in folder.twins() if not it.differs}
