"""BKT010."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import alternation, phrases
from lke_docs.wording import quoted


@rule(
    "BKT010",
    "orang yang sama disebut dua kali",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Cocokkan daftar nama dengan naskahnya, lalu hapus yang berulang.",
    applies=on_evidence,
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
    Buka lampiran naskahnya. Dua orang dapat bernama sama; jika demikian, sebut jabatannya.

    ## Dasar
    Kebiasaan pemeriksaan: jumlah orang dihitung dari daftarnya.
    """
    for entry in dossier.entries:
        first: dict[str, tuple[int, int]] = {}
        for match in _person().finditer(entry.evidence.text):
            name = " ".join(match["name"].casefold().split())
            start, end = first.setdefault(name, match.span("name"))
            if start != match.start("name") and not _is_parted(entry, end, match.start("name")):
                yield Hit(
                    entry,
                    f"{quoted(match['name'])} disebut dua kali dalam satu daftar. Apakah orang yang sama?",
                    key=(name,),
                    marks=(Mark(entry, start, end), Mark(entry, *match.span("name"))),
                )
                break


def _is_parted(entry: Entry, start: int, end: int) -> bool:
    """Whether another document begins between two places."""
    evidence = entry.evidence
    places = [one.start for group in (evidence.references, evidence.dates) for one in group]
    places += [mention.start for item in evidence.items for mention in item.mentions]
    return any(start <= place < end for place in places)


@cache
def _person() -> re.Pattern[str]:
    degrees, titles = (alternation(phrases("person", key).words) for key in ("degree", "title"))
    name = r"(?P<name>[A-Z][a-z'’]{1,20}(?:\s[A-Z][a-z'’.]{0,20}){0,3})"
    return re.compile(rf"(?:(?<!\w)(?i:{titles})\s?)?(?<!\w){name},?\s?(?i:{degrees})(?!\w)")
