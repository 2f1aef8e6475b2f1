"""BER003."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lke_docs.check.carried import DOUBT, Carried, carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.files.fit import meeting_papers
from lke_docs.files.model import Part
from lke_docs.model import Confidence, Level
from lke_docs.patterns import vocabulary
from lke_docs.wording import day, listed


@rule(
    "BER003",
    "tanggal di berkas berbeda dari tanggal di lembar",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Samakan tanggal di lembar dengan tanggal di dokumennya.",
    applies=on_claims,
)
def date_differs(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tanggal lengkap yang tertulis di lembar dan tanggal pada berkas yang cocok menurut nomor, hal, dan foldernya.
    Tanggal yang dibaca dari pindaian atau tulisan tangan ditanyakan saja.

    ## Mengapa
    Tanggal yang berbeda membuat penilai ragu apakah berkas itu dokumen yang dimaksud.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 21/KPTS/II/2021 tanggal 26 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 21/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan Tim Kerja / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 21/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 21/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan Tim Kerja / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Buka berkasnya, lalu salin tanggalnya ke lembar; bila berkasnya yang salah, ganti berkasnya.

    ## Dasar
    Kebiasaan pemeriksaan: nomor dan tanggal bersama-sama menunjuk satu dokumen.
    """  # noqa: E501 - the lines of a file stand in one
    for it in carried(dossier, unsure=True):
        dates = (date for item in it.entry.evidence.items for date in item.dates)
        own = [date.full for date in dates if it.match.start <= date.start < it.match.end and date.full]
        days = own or _shared(it)
        dated = (it.part.date, it.part.event, *(date for date, _ in it.part.others))
        theirs = [date.full for date in dated if date is not None and date.full]
        if days and theirs and len(it.match.files) == 1 and not set(days) & set(theirs) and not _is_undated(it.part):
            yield _hit(it, days, theirs[0], is_sure=it.is_sure and bool(own))


def _shared(it: Carried) -> list[date]:
    """The day that a paper of a meeting shares with those beside it: "Undangan dan daftar hadir rapat 7 Januari"."""
    of_meeting = not meeting_papers().isdisjoint(it.part.document_types[:1])
    return [date.full for date in it.match.days if date.full] if of_meeting else []


def _is_undated(part: Part) -> bool:
    """A letter whose own day does not show: that of its meeting is no other one."""
    return part.date is None and not vocabulary().carried_by_letter.isdisjoint(part.document_types[:1])


def _hit(it: Carried, days: Sequence[date], theirs: date, *, is_sure: bool) -> Hit:
    said = f"Lembar menyebut tanggal {listed([day(on) for on in days])}, di berkas {it.where} {day(theirs)}"
    number = it.part.number.normalized if it.part.number else it.file.path
    return it.hit(said, key=(number, days[0].isoformat()), doubt="" if is_sure else DOUBT)
