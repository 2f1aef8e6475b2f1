"""BER002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import DOUBT, Carried, carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.files.fit import plain_number
from lke_docs.model import Confidence, Level, Reference, ReferenceKind
from lke_docs.wording import quoted


@rule(
    "BER002",
    "nomor di berkas berbeda dari nomor di lembar",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Samakan nomor di lembar dengan nomor di dokumennya.",
    applies=on_claims,
)
def number_differs(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nomor yang tertulis di lembar dan nomor pada berkas yang cocok menurut tanggal, hal, dan foldernya. Nomor yang
    dibaca dari pindaian atau tulisan tangan ditanyakan saja.

    ## Mengapa
    Nomor yang berbeda membuat penilai ragu apakah berkas itu dokumen yang dimaksud.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 21/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan Tim Kerja / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 21/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 21/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan Tim Kerja / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Buka berkasnya, lalu salin nomornya ke lembar; bila berkasnya yang salah, ganti berkasnya.

    ## Dasar
    Kebiasaan pemeriksaan: nomor naskah adalah tanda pengenal dokumen.
    """  # noqa: E501 - the lines of a file stand in one
    for it in carried(dossier, unsure=True):
        numbers = _numbers(it)
        theirs = it.part.number
        known = {plain_number(reference) for reference in numbers}
        partly = any(reason.said.startswith("nomor sama") for reason in it.match.reasons)
        if theirs is not None and numbers and not partly and plain_number(theirs) not in known:
            yield _hit(it, numbers[0], theirs)


def _numbers(it: Carried) -> list[Reference]:
    """The unit's own numbers in the claim."""
    references = (ref for item in it.entry.evidence.items for ref in item.references)
    return [
        ref
        for ref in references
        if it.match.start <= ref.start and ref.end <= it.match.end and ref.kind is ReferenceKind.LETTER
    ]


def _hit(it: Carried, reference: Reference, theirs: Reference) -> Hit:
    said = f"Lembar menyebut nomor {quoted(reference.raw)}, di berkas {it.where} tertulis {quoted(theirs.raw)}"
    return it.hit(said, key=(reference.normalized, theirs.normalized), doubt="" if it.is_sure else DOUBT)
