"""BER009."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.files.model import Reading
from lke_docs.model import Confidence, Level
from lke_docs.wording import quoted


@rule(
    "BER009",
    "berkas bukti berupa formulir kosong",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Ganti dengan dokumen yang sudah diisi.",
    applies=on_claims,
)
def empty_form(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas yang cocok dengan isian, tetapi hanya berisi judul dan label tanpa isi, atau nomor baris tanpa nama.
    Pindaian ditanyakan saja: mungkin diisi dengan tangan.

    ## Mengapa
    Formulir kosong tidak membuktikan apa pun.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | Notula rapat tim kerja
    A.1.1.A/notula.docx: NOTULA / Hari/Tanggal : / Waktu : / Tempat : / Pimpinan : / Peserta : / Acara : / Pembahasan : / Kesimpulan :
    ```
    Baik:
    ```
    A.1.1.A | YA | Notula rapat tim kerja
    A.1.1.A/notula.docx: NOTULA / Hari/Tanggal : Senin, 1 Maret 2021 / Waktu : 09.00 / Tempat : Aula / Pimpinan : Kepala / Peserta : 12 orang / Acara : rapat tim kerja / Pembahasan : rencana kerja / Kesimpulan : disetujui
    ```

    ## Cara memperbaiki
    Isi formulirnya menurut kejadian yang sebenarnya, atau hapus dari folder.

    ## Dasar
    Kebiasaan pemeriksaan: yang dinilai adalah isi dokumen.
    """  # noqa: E501 - the lines of a file stand in one
    for it in carried(dossier, unsure=True):
        if it.part.is_empty and not it.part.is_draft:
            doubt = "" if it.file.raw.read is Reading.TEXT else "; mungkin diisi dengan tangan, dan tidak terbaca."
            said = f"Berkas {it.where} untuk {quoted(it.match.text, 60)} berupa formulir yang belum diisi"
            yield it.hit(said, key=(it.file.path,), doubt=doubt)
