"""BER013."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.files.model import Reading
from lke_docs.model import Confidence, Level
from lke_docs.series.filing import deciding_types


@rule(
    "BER013",
    "keputusan tanpa tanda tangan atau tanggal",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Ganti dengan dokumen yang lengkap: bertanggal dan ditandatangani.",
    applies=on_claims,
)
def unsigned_decree(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Keputusan, surat tugas, surat perintah, dan berita acara yang cocok dengan isian dan terbaca, tetapi tanpa
    tanggal penetapan atau tanpa blok tanda tangan.

    ## Mengapa
    Keputusan yang tidak bertanggal atau tidak ditandatangani tidak berlaku.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Demikian keputusan ini
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Cari naskah aslinya, pindai seluruh halamannya, lalu ganti berkasnya.

    ## Dasar
    Tata naskah dinas: keputusan memuat tempat, tanggal, jabatan, dan tanda tangan pejabat.
    """  # noqa: E501 - the lines of a file stand in one
    told = set()
    for it in carried(dossier, unsure=True):
        is_decree = not deciding_types().isdisjoint(it.part.document_types[:1])
        if not is_decree or it.part.is_draft or not it.is_whole or it.file.path in told:
            continue
        undated = it.part.date is None or it.part.date.full is None
        unsigned = not it.part.has_signature_block
        lacks = [word for word, is_so in (("tanggal", undated), ("tanda tangan", unsigned)) if is_so]
        if lacks:
            told.add(it.file.path)
            doubt = "" if it.file.raw.read is Reading.TEXT else "; mungkin tidak terbaca dari pindaian."
            said = f"Pada berkas {it.where} tidak tampak {' dan '.join(lacks)}"
            yield it.hit(said, key=(it.file.path, *lacks), doubt=doubt)
