"""BER010."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.extract.bind import month_of, year_of
from lke_docs.files.model import Part
from lke_docs.model import Confidence, Level
from lke_docs.wording import day, month


@rule(
    "BER010",
    "tanggal di dalam berkas tidak sejalan",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Periksa dokumen aslinya; perbaiki yang salah tulis dengan cara yang sah.",
    applies=on_claims,
)
def own_dates_disagree(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tanggal yang disebut satu dokumen tentang dirinya sendiri: bulan dan tahun dalam nomornya, tanggal
    penetapan, dan tanggal pada lampirannya.

    ## Mengapa
    Tanggal yang bertentangan dalam satu dokumen menimbulkan pertanyaan kapan dokumen itu dibuat.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/V/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/V/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Bandingkan dengan buku agenda surat; bila salah tulis, terbitkan ralat. Jangan mengganti tanggal.

    ## Dasar
    Tata naskah dinas: nomor dan tanggal diberikan pada waktu penandatanganan.
    """  # noqa: E501 - the lines of a file stand in one
    told = set()
    for it in carried(dossier, unsure=True):
        for said in _contradictions(it.part):
            if (it.file.path, said) not in told:
                told.add((it.file.path, said))
                doubt = "" if it.confidence is Confidence.TINGGI else "; mungkin terbaca keliru."
                yield it.hit(f"Dalam berkas {it.where}: {said}", key=(it.file.path, said), doubt=doubt)


def _contradictions(part: Part) -> Iterator[str]:
    """What a document says of its own time that cannot all be so."""
    date = part.date.full if part.date else None
    if date is None:
        return
    if part.number is not None:
        numbered, year = month_of(part.number), year_of(part.number)
        if numbered and numbered != date.month:
            yield f"nomornya dari bulan {month(numbered)}, tanggalnya {day(date)}"
        elif year and year != date.year:
            yield f"nomornya dari tahun {year}, tanggalnya {day(date)}"
    if "sop" in part.document_types:
        return  # it is made, revised, approved and in force on days of their own
    for other, seen in part.others:
        if other.full and other.full != date:
            yield f"tanggalnya {day(date)}, di halaman {seen.page} {day(other.full)}"
