"""BER018."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import carried
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.model import Confidence, Level
from lke_docs.wording import and_more, listed

_MOST = 6  # codes that a message lists


@rule(
    "BER018",
    "satu berkas untuk beberapa indikator",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Bila memang menjawab semuanya, sebutkan halaman yang menjawab setiap indikator.",
    applies=on_no_row,
)
def shared_file(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas yang dicocokkan dengan isian lebih dari satu indikator. Ini catatan saja: satu keputusan dapat
    menjawab beberapa pertanyaan.

    ## Mengapa
    Penilai perlu tahu bagian mana yang menjawab pertanyaan yang mana.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.2.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.2.A | YA | Telah dilaksanakan
    ```

    ## Cara memperbaiki
    Sebutkan halaman atau bagiannya pada setiap indikator.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai terhadap pertanyaannya.
    """  # noqa: E501 - the lines of a file stand in one
    holders: dict[str, dict[str, None]] = {}
    for it in carried(dossier):
        holders.setdefault(it.file.path, {})[it.entry.code] = None
    for path, codes in holders.items():
        if len(codes) > 1:
            said = f"Berkas {path} membuktikan {listed(list(codes)[:_MOST])}{and_more(len(codes), _MOST)}."
            yield Hit(None, said, key=(path,), related=tuple(codes))
