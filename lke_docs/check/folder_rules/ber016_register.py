"""BER016."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.fuzz import token_sort_ratio

from lke_docs.check.carried import folder_of
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.files.fit import plain_number
from lke_docs.files.model import EvidenceFile, Part
from lke_docs.model import Confidence, Level, ReferenceKind

_SAME_MATTER = 75.0  # of 100: subjects of one document, also where a scan got letters wrong


@rule(
    "BER016",
    "nomor yang sama pada dua dokumen di folder",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Periksa buku agenda; satu nomor hanya untuk satu dokumen.",
    applies=on_no_row,
)
def register(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nomor yang sama pada dua berkas dengan tanggal atau hal yang berbeda.

    ## Mengapa
    Satu nomor pada dua dokumen berarti salah satunya tidak terdaftar.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.2.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / AGEN PERUBAHAN / Menetapkan AGEN PERUBAHAN / Ditetapkan di Sukamaju / pada tanggal 23 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.2.A | YA | SK Agen Perubahan Nomor 13/KPTS/II/2021 tanggal 23 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.2.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 13/KPTS/II/2021 / TENTANG / AGEN PERUBAHAN / Menetapkan AGEN PERUBAHAN / Ditetapkan di Sukamaju / pada tanggal 23 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Cocokkan dengan buku agenda surat keluar, lalu perbaiki dengan cara yang sah.

    ## Dasar
    Tata naskah dinas: nomor naskah diberikan berurutan dan tidak dipakai ulang.
    """  # noqa: E501 - the lines of a file stand in one
    for number, held in _holders(dossier).items():
        first, other = held[0]
        for file, part in held[1:]:
            if file.raw.text_sha256 != first.raw.text_sha256 and _differs(part, other):
                said = f"Nomor {other.number.raw if other.number else number} ada pada {first.path} dan {file.path}"
                doubt = part.has_doubtful_number or other.has_doubtful_number
                said += ", dokumen yang berbeda" + ("; mungkin terbaca keliru." if doubt else ".")
                yield Hit(None, said, key=(number, file.path), confidence=Confidence.RENDAH if doubt else None)
                break


def _holders(dossier: Dossier) -> dict[str, list[tuple[EvidenceFile, Part]]]:
    """The documents of each number of the unit's own."""
    holders: dict[str, list[tuple[EvidenceFile, Part]]] = {}
    for file in folder_of(dossier).files:
        for part in file.parts:
            if part.number is not None and part.number_seen and part.number.kind is ReferenceKind.LETTER:
                holders.setdefault(plain_number(part.number), []).append((file, part))
    return holders


def _differs(part: Part, other: Part) -> bool:
    """Two documents, not one in two copies: another day, or another matter."""
    days = [it.date.full for it in (part, other) if it.date and it.date.full]
    if len(days) == 2 and days[0] != days[1]:
        return True
    matter, theirs = (it.subject.casefold() for it in (part, other))
    return bool(matter and theirs) and token_sort_ratio(matter, theirs) < _SAME_MATTER
