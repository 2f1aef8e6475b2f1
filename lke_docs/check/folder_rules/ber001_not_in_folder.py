"""BER001."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import matches, on_claims
from lke_docs.check.rule import Act, Dossier, Hit, Mark, rule
from lke_docs.files.model import MatchState
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Level
from lke_docs.series.sameness import canonical
from lke_docs.wording import quoted

_ACT = Act("folder", "Dokumen yang disebut tidak ditemukan di folder bukti")


@rule(
    "BER001",
    "dokumen yang disebut tidak ada di folder bukti",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Masukkan berkasnya ke folder bukti, atau perbaiki isian bila dokumennya tidak ada.",
    applies=on_claims,
    consequence=Consequence.CANNOT_TELL,
)
def not_in_folder(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dokumen yang disebut dalam isian, tetapi tidak ada berkasnya di folder bukti. Dokumen yang mungkin termasuk
    berkas yang tidak terbaca tidak dihitung; yang hanya ditunjuk dengan tautan juga tidak.

    ## Mengapa
    Penilai membuka foldernya. Dokumen yang disebut tetapi tidak ada dianggap tidak ada.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/foto.pdf: FOTO KEGIATAN / Apel pagi 1 Maret 2021
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan Tim Kerja / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Salin berkasnya ke folder indikatornya. Bila dokumennya memang belum ada, ubah jawaban dan isiannya.

    ## Dasar
    Kebiasaan pemeriksaan: bukti yang dinilai adalah berkas yang dilampirkan, bukan sebutannya.
    """  # noqa: E501 - the lines of a file stand in one
    for entry, match in matches(dossier, MatchState.MISSING):
        yield Hit(
            entry,
            f"{quoted(match.text, 100)} tidak ditemukan di folder bukti.",
            key=(canonical(match.text),),
            marks=(Mark(entry, match.start, match.end),),
            act=_ACT,
        )
