"""BER014."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lke_docs.check.carried import Carried, carried, folder_of, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.model import Confidence, Level
from lke_docs.patterns import folder_words
from lke_docs.wording import quoted

_HABIT = 3  # files with one letterhead: the unit's own
_SAME_WORD = 80.0
_LIKE = 60.0  # of 100: a name with a part left out, or misread


@rule(
    "BER014",
    "dokumen kantor lain",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Pastikan dokumen itu milik atau ditujukan kepada unit ini; bila bukan, keluarkan dari folder.",
    applies=on_claims,
)
def of_another_office(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Keputusan, surat tugas, notula, daftar hadir, SOP, atau laporan yang cocok dengan isian, tetapi kopnya menyebut kantor
    lain daripada kebanyakan berkas di folder dan daripada unit dalam lembar.

    ## Mengapa
    Dokumen kantor lain tidak membuktikan apa yang dilakukan unit ini.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.1.A/a.pdf: KEJAKSAAN NEGERI SUKAMAJU / SURAT TUGAS / Nomor 7/ST/III/2021 / Sukamaju, 3 Maret 2021
    A.1.2.A | YA | SK Agen Perubahan Nomor 9/SK/III/2021 tanggal 5 Maret 2021
    A.1.2.A/sk.pdf: PENGADILAN NEGERI TIRTAMARTA / KEPUTUSAN KETUA PENGADILAN NEGERI TIRTAMARTA / NOMOR 9/SK/III/2021 / TENTANG / AGEN PERUBAHAN / Menetapkan agen / Ditetapkan di Tirtamarta / pada tanggal 5 Maret 2021 / Ketua, / Ani Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    A.1.1.A/a.pdf: KEJAKSAAN NEGERI SUKAMAJU / SURAT TUGAS / Nomor 7/ST/III/2021 / Sukamaju, 3 Maret 2021
    A.1.2.A | YA | SK Agen Perubahan Nomor 9/SK/III/2021 tanggal 5 Maret 2021
    A.1.2.A/sk.pdf: KEJAKSAAN NEGERI SUKAMAJU / KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 9/SK/III/2021 / TENTANG / AGEN PERUBAHAN / Menetapkan agen / Ditetapkan di Sukamaju / pada tanggal 5 Maret 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Periksa kop dan penanda tangannya; ganti dengan dokumen unit sendiri.

    ## Dasar
    Kebiasaan pemeriksaan: yang dinilai adalah unit yang mengusulkan.
    """  # noqa: E501 - the lines of a file stand in one
    known = _own_names(dossier)
    told = set()
    for it in carried(dossier, unsure=True):
        own = it.part.office and not folder_words().own.isdisjoint(it.part.document_types[:1])
        if known and own and it.file.path not in told and not _is_one_of(it.part.office, known):
            told.add(it.file.path)
            yield Hit(it.entry, _said(it), key=(it.file.path,), marks=(it.mark,))


def _said(it: Carried) -> str:
    return f"Kop berkas {it.where} menyebut {quoted(it.part.office, 80)}. Apakah dokumen kantor lain?"


def _own_names(dossier: Dossier) -> list[str]:
    """What the unit is called: in its sheet, and on the letterhead of most of its files."""
    offices = Counter(part.office for file in folder_of(dossier).files for part in file.parts if part.office)
    own = [office for office, count in offices.most_common(1) if count >= _HABIT]
    return [name for name in (dossier.sheet.unit, dossier.sheet.agency, *own) if name.strip()]


def _is_one_of(office: str, names: Sequence[str]) -> bool:
    """Whether it is the unit, or one above it: like in its words, and without a place of its own."""
    from rapidfuzz.fuzz import token_set_ratio

    if all(token_set_ratio(office.casefold(), name.casefold()) < _LIKE for name in names):
        return False
    theirs, own = (re.findall(r"\w{4,}", text.casefold()) for text in (office, " ".join(names)))
    strange, absent = _without(theirs, own), _without(re.findall(r"\w{4,}", names[0].casefold()), theirs)
    return not (strange and absent)  # "Kepolisian Resor Purwasari" beside "Kepolisian Resor Bumiharjo"


def _without(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that are not among the others, however a scan spelled or joined them."""
    from rapidfuzz.fuzz import partial_ratio

    return [word for word in words if all(partial_ratio(word, other) < _SAME_WORD for other in others)]
