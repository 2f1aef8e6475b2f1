"""NOM010."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import phrases, rule_words
from lke_docs.wording import quoted

_WORD = re.compile(r"[^\W\d_]+")
# "Padang Suralaya", "Karantina Pertanian Kelas II Tebing Rawa": on one line, for the next may begin a document
_NAME = re.compile(r"(?:[ \t\xa0]{1,3}(?:[A-Z]\w{0,3}\.|[A-Z]\w*))+")


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
    lain). Nama unit lain yang sejenis di tempat lain dalam isian hanya disarankan diperiksa, kecuali yang
    dikunjungi atau disurati. Instansi induk dan unit di atasnya tidak ditanyakan.

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
        else:
            yield from _named_outright(dossier, entry, unit)


def _named_outright(dossier: Dossier, entry: Entry, unit: frozenset[str]) -> Iterator[Hit]:
    """An office of the same kind with another name, not one that was visited or written to."""
    text, common = entry.evidence.text, rule_words().office["kind"] | rule_words().office["plain"]
    for kind in _kinds(dossier.sheet.unit):
        for match in kind.finditer(text):
            before = _WORD.findall(text[max(0, match.start() - 30) : match.start()].casefold())
            name = _NAME.match(text, match.end())
            words = _own_name(name[0]) if name else []
            is_ours = bool((unit - common).intersection(words)) or bool(
                rule_words().office["higher"].intersection(words)
            )
            own = [word for word in words if word not in common]
            if not name or not own or is_ours or (before and before[-1] in rule_words().unit_apart):
                continue
            end = text.casefold().index(own[-1], name.start()) + len(own[-1])
            yield Hit(
                entry,
                f"Isian menyebut {quoted(text[match.start() : end])}, sedangkan lembar ini dari "
                f"{dossier.sheet.unit.strip()}. Apakah tertinggal dari isian unit lain?",
                key=(" ".join(text[match.start() : end].casefold().split()),),
                marks=(Mark(entry, match.start(), end),),
                level=Level.SARAN,
                consequence=Consequence.NOTHING,
            )
            return


@lru_cache(maxsize=8)
def _kinds(unit: str) -> tuple[re.Pattern[str], ...]:
    """How the kind of a unit may be written before a name: "Pengadilan Negeri", "PN"."""
    office, short = rule_words().office, rule_words().office_short
    words = _WORD.findall(unit.casefold())
    length = next((at for at, word in enumerate(words) if word not in office["kind"] | office["plain"]), len(words))
    kind = " ".join(words[:length])
    kind = short.get(kind, kind)
    if not office["kind"].intersection(kind.split()):
        return ()
    spellings = [kind, *(name for name, whole in short.items() if whole == kind)]
    return tuple(
        re.compile(rf"(?<!\w){re.escape(name.upper())}(?!\w)|(?<!\w){re.escape(name.title())}(?!\w)")
        for name in spellings
    )


def _own_name(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return words[: next((i for i, word in enumerate(words) if word in rule_words().office["label"]), len(words))]


def _others(entry: Entry, unit: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The names of heads of units of the same kind with another name of their own."""
    text, office = entry.evidence.text, rule_words().office
    common = office["kind"] | office["plain"]
    for head in phrases("unit", "head").finditer(text):
        name = _NAME.match(text, head.end())
        words = _own_name(name[0]) if name else []
        alike = office["kind"] & unit & set(words)
        own = [word for word in words if word not in common]
        is_theirs = bool((unit - common).intersection(words)) or bool(office["higher"].intersection(words) - unit)
        if name and alike and own and not is_theirs:
            yield head.start(), text.casefold().index(own[-1], name.start()) + len(own[-1])
