"""NOM010."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import phrases, rule_words
from lke_docs.wording import quoted

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(
    r"(?:\s{1,3}(?:[A-Z][\w.]*|[IVX]+))+"
)  # "Padang Suralaya", "Karantina Pertanian Kelas II Tebing Rawa"


@rule(
    "NOM010",
    "naskah dari unit lain",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Ganti dengan naskah unit sendiri, atau jelaskan mengapa naskah itu berlaku bagi unit ini.",
    consequence=Consequence.CANNOT_TELL,
    applies=on_evidence,
)
def other_unit(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Keputusan atau surat yang menyebut pimpinan unit lain yang sejenis (“SK Direktur RSUD …” dengan nama
    lain). Instansi induk dan unit di atasnya tidak ditanyakan.

    ## Mengapa
    Naskah unit lain biasanya tertinggal dari isian yang disalin.

    ## Contoh
    Buruk: `SK Kepala Kejari Sumberjaya Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja`
    Baik: `SK Kepala Kejari Sukamaju Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja`

    ## Cara memperbaiki
    Buka naskahnya. Jika memang naskah unit lain, cari naskah unit sendiri.

    ## Dasar
    Kebiasaan pemeriksaan: bukti berasal dari unit yang diusulkan.
    """
    unit = frozenset(_WORD.findall(dossier.sheet.unit.casefold()))
    if not unit:
        return
    for entry in dossier.entries:
        for start, end in _others(entry, unit):
            name = entry.evidence.text[start:end]
            yield Hit(
                entry,
                f"Isian menyebut naskah {quoted(name)}, sedangkan lembar ini dari {dossier.sheet.unit.strip()}. "
                "Apakah naskah itu dari unit lain?",
                key=(" ".join(name.casefold().split()),),
                marks=(Mark(entry, start, end),),
            )
            break


def _others(entry: Entry, unit: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The names of heads of units of the same kind with another name of their own."""
    text, office = entry.evidence.text, rule_words().office
    common = office["kind"] | office["plain"]
    for head in phrases("unit", "head").finditer(text):
        name = _NAME.match(text, head.end())
        words = _WORD.findall(name[0].casefold()) if name else []
        words = words[: next((i for i, word in enumerate(words) if word in office["label"]), len(words))]
        alike = office["kind"] & unit & set(words)
        own = [word for word in words if word not in common]
        is_theirs = bool((unit - common).intersection(words)) or bool(office["higher"].intersection(words) - unit)
        if name and alike and own and not is_theirs:
            yield head.start(), text.casefold().index(own[-1], name.start()) + len(own[-1])
