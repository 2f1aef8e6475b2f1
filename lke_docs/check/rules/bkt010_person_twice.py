"""BKT010."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lke_docs.check.person import persons
from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import quoted


@rule(
    "BKT010",
    "orang yang sama disebut dua kali",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Cocokkan daftar nama dengan naskahnya, lalu hapus yang berulang.",
    applies=on_evidence,
    contradicts=True,
)
def person_twice(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nama orang (dikenal dari gelarnya) yang berulang dalam satu daftar. Di antara kedua penyebutan tidak ada
    nomor, tanggal, atau dokumen lain. Alat ini hanya bertanya.

    ## Mengapa
    Daftar anggota atau agen perubahan dengan nama berulang membuat jumlahnya keliru.

    ## Contoh
    Buruk: `Daftar agen perubahan: 1. Sari Melati, S.H. 2. Bagus Utomo, S.E. 3. Sari Melati, S.H.`
    Baik: `Daftar agen perubahan: 1. Sari Melati, S.H. 2. Bagus Utomo, S.E. 3. Rina Wulan, S.Kom`

    ## Cara memperbaiki
    Buka lampiran naskahnya. Dua orang dapat bernama sama; jika demikian, biarkan dan beri catatan.

    ## Dasar
    Kebiasaan pemeriksaan: jumlah orang dihitung dari daftarnya.
    """
    for entry in dossier.entries:
        first: dict[str, tuple[int, int]] = {}
        places = _beginnings(entry)
        for person in persons(entry.evidence.text):
            name = " ".join(person.text.casefold().split())
            start, end = first.setdefault(name, (person.start, person.end))
            if start != person.start and not _is_parted(places, end, person.start):
                yield Hit(
                    entry,
                    f"{quoted(person.text)} disebut dua kali dalam satu daftar. Apakah orang yang sama?",
                    key=(name,),
                    marks=(Mark(entry, start, end), Mark(entry, person.start, person.end)),
                )
                break


def _beginnings(entry: Entry) -> list[int]:
    """Where documents begin, as their types, numbers and dates tell."""
    evidence = entry.evidence
    places = [it.start for group in (evidence.references, evidence.dates) for it in group]
    return sorted([*places, *(mention.start for item in evidence.items for mention in item.mentions)])


def _is_parted(places: Sequence[int], start: int, end: int) -> bool:
    """Whether another document begins between two places."""
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end
