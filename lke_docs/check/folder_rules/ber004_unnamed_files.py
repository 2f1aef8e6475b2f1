"""BER004."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import folder_of
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.files.fit import SEEN
from lke_docs.files.model import EvidenceFile, Folder
from lke_docs.model import Confidence, Level
from lke_docs.wording import and_more, listed

_MOST = 40  # files that a message lists


@rule(
    "BER004",
    "berkas yang tidak disebut di lembar",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Sebutkan berkasnya pada indikator yang dibuktikannya, atau keluarkan dari folder.",
    applies=on_no_row,
)
def unnamed_files(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas terbaca di folder bukti yang tidak dicocokkan dengan satu pun isian. Satu temuan untuk seluruh
    folder.

    ## Mengapa
    Bukti yang tidak disebut tidak ditemukan penilai; berkas yang tidak berhubungan memperlambat pemeriksaan.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.1.A/st.pdf: SURAT TUGAS / Nomor 7/ST/III/2021 / Menugaskan pegawai mengikuti pelatihan / Sukamaju, 3 Maret 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021; Surat Tugas Nomor 7/ST/III/2021 tanggal 3 Maret 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.1.A/st.pdf: SURAT TUGAS / Nomor 7/ST/III/2021 / Menugaskan pegawai mengikuti pelatihan / Sukamaju, 3 Maret 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Periksa daftarnya: sebutkan yang memang bukti, pindahkan yang bukan.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai terhadap pertanyaannya.
    """  # noqa: E501 - the lines of a file stand in one
    folder = folder_of(dossier)
    left = _left(folder)
    if left and folder.matches:
        told = f"{listed(left[:_MOST])}{and_more(len(left), _MOST)}"
        said = f"{len(left)} berkas di folder bukti tidak disebut di lembar: {told}."
        yield Hit(None, said, key=("folder",))


def _left(folder: Folder) -> list[str]:
    """The files that were read and that no claim means, or may mean; an archive is no document, a copy no other one."""
    named = {
        rival.path
        for match in folder.matches
        for rival in (*match.files, *(it for it in match.rivals if it.score >= SEEN))
    }
    read = [file for file in folder.files if file.raw.is_read and not file.raw.is_opened]
    told = {same for file in read if file.path in named for same in _content(file)}
    return [file.path for file in read if file.path not in named and told.isdisjoint(_content(file))]


def _content(file: EvidenceFile) -> set[str]:
    """Its bytes and its text, by their hashes: of the same ones BER005 tells."""
    return {file.raw.sha256, file.raw.text_sha256} - {""}
