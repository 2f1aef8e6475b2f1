"""TGL010."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.letter import ON_TIME, judged, marks_of
from lke_docs.check.rule import Dossier, Hit, on_letter, rule
from lke_docs.claim import ClaimKind, Verdict
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Level


@rule(
    "TGL010",
    "tanggal laporan tidak sesuai dengan tepat waktu",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Cocokkan tanggal laporan dengan naskah asli dan dengan tahun yang dilaporkan.",
    applies=on_letter,
    needs_window=True,
    consequence=Consequence.STEP_DOWN,
)
def report_not_on_time(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Laporan kinerja yang dijawab tepat waktu bertanggal, tidak sebelum tahun yang dilaporkan berakhir, dan
    tidak sesudah triwulan pertama tahun berikutnya. Batas itu uji alat ini; instansi dapat menetapkan lain.
    Jika isian sendiri menyebut batas waktu, hari penyampaiannya dibandingkan dengan batas itu.

    ## Mengapa
    Laporan setahun yang bertanggal sebelum tahunnya berakhir tidak mungkin memuat hasil setahun.

    ## Contoh
    Buruk:
    ```
    A.4.2.E | Apakah laporan kinerja telah disusun tepat waktu? | YA | Laporan Kinerja Tahun 2020 tanggal 14 Desember 2020
    ```
    Baik:
    ```
    A.4.2.E | Apakah laporan kinerja telah disusun tepat waktu? | YA | Laporan Kinerja Tahun 2020 tanggal 14 Januari 2021
    ```

    ## Cara memperbaiki
    Salin tanggal dari laporan yang sudah ditandatangani. Jika laporan memang terlambat, ubah jawabannya.

    ## Dasar
    Pertanyaan indikator itu sendiri; kebiasaan penyampaian laporan kinerja pada awal tahun.
    """  # noqa: E501 - a cell is one line
    for entry, judgements in judged(dossier, ClaimKind.REQUIREMENT):
        late = [it for it in judgements if it.claim.value == ON_TIME and it.is_missing]
        if late:
            sure = any(it.verdict is Verdict.CONTRADICTED for it in late)
            yield Hit(
                entry,
                f"Jawaban {entry.row.answer.strip()} berarti tepat waktu, tetapi {late[0].reason.replace(': ', ' ')}.",
                key=(late[0].verdict.value,),
                marks=marks_of(dossier, entry, late),
                level=None if sure or late[0].quotes else Level.SARAN,
            )
