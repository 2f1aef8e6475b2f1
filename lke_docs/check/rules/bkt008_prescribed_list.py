"""BKT008."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.form import is_prescribed
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import quoted

_EXAMPLES = 3


def _on_prescribed(_: Dossier, entry: Entry) -> Skip | None:
    return None if is_prescribed(entry) else NOT_APPLICABLE


@rule(
    "BKT008",
    "daftar yang diminta, bukan bukti",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Ganti daftar itu dengan dokumen yang ada: jenis, nomor, tanggal, dan perihalnya.",
    applies=_on_prescribed,
)
def prescribed_list(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian yang hanya memuat daftar dokumen yang diminta formulir, misalnya “SK Tim Kerja (jika ada)”,
    “Keterangan: …”, atau “Jika realisasi 100 % : a”. Dilaporkan sekali untuk seluruh lembar, jika sedikitnya
    lima isian dan seperlima lembar memuat kata-kata formulir. Aturan lain tidak memeriksa daftar itu, dan
    hurufnya tidak dapat dinilai.

    ## Mengapa
    Daftar permintaan mengatakan apa yang harus ada, bukan apa yang ada.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja (jika ada)
    A.1.1.B | A | Notula rapat pemilihan anggota (jika ada)
    A.1.2.A | YA | Dokumen rencana kerja (jika tidak ada, beri penjelasan)
    A.1.3.B | A | Undangan, daftar hadir, notula (apabila rapat)
    A.1.4.B | A | SK agen perubahan (jika ada)
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja
    A.1.1.B | A | Notula rapat pemilihan anggota menurut tata cara tertulis tanggal 8 Januari 2021
    A.1.2.A | YA | Rencana kerja tanggal 18 Januari 2021
    A.1.3.B | A | Notula rapat monev dipimpin Kepala tanggal 5 April 2021; Notula rapat monev tanggal 5 Juli 2021
    A.1.4.B | B | SK Nomor KEP-9/B.2/02/2021 tanggal 3 Februari 2021 tentang Agen Perubahan
    ```

    ## Cara memperbaiki
    Tulis di setiap isian dokumen yang benar-benar ada. Hapus yang tidak ada.

    ## Dasar
    Kebiasaan pemeriksaan: hanya dokumen yang disebut yang dinilai.
    """
    filled = [entry for entry in dossier.entries if entry.row.evidence.strip()]
    prescribed = [entry for entry in filled if is_prescribed(entry)]
    if prescribed:
        yield _hit(prescribed, len(filled))


def _hit(prescribed: Sequence[Entry], filled: int) -> Hit:
    examples = prescribed[:_EXAMPLES]
    told = ", ".join(f"{quoted(entry.row.evidence.splitlines()[0])} ({entry.code})" for entry in examples)
    return Hit(
        None,
        f"{len(prescribed)} dari {filled} isian berisi daftar yang diminta, bukan bukti yang ada, misalnya {told}.",
        key=("daftar",),
        marks=tuple(Mark(entry, 0, len(entry.row.evidence)) for entry in examples),
        related=tuple(entry.code for entry in prescribed),
    )
