"""BER017."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import matches, on_claims
from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.files.model import MatchState
from lke_docs.model import Confidence, Level
from lke_docs.wording import quoted


@rule(
    "BER017",
    "tautan bukti tidak menunjuk apa pun",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Salin alamat lengkap berkas atau foldernya, lalu coba buka dari komputer lain.",
    applies=on_claims,
)
def empty_link(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tautan dalam isian yang tidak lengkap alamatnya, sedangkan tidak ada dokumen lain yang disebut bersamanya.

    ## Mengapa
    Penilai tidak dapat membuka tautan yang kosong.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021; https://
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Buka berkasnya di penyimpanan, salin tautannya, dan pastikan izinnya untuk penilai.

    ## Dasar
    Kebiasaan pemeriksaan: bukti yang tidak dapat dibuka tidak dinilai.
    """  # noqa: E501 - the lines of a file stand in one
    for entry, match in matches(dossier, MatchState.EMPTY_LINK):
        said = f"Tautan {quoted(match.text, 60)} tidak menunjuk berkas apa pun."
        yield Hit(entry, said, key=(match.text,), marks=(Mark(entry, match.start, match.end),))
