"""NOM005."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, EvidenceItem, Level, Reference, ReferenceKind
from lke_docs.patterns import rule_words, title_of
from lke_docs.series.sameness import (
    canonical,
    code_order,
    is_same_number,
    number_place,
    numbered_words,
    overlap,
    subject_words,
)
from lke_docs.tuples import NamedTuple
from lke_docs.wording import listed, quoted

_SAME = 0.6  # from this share of common words on, two subjects are taken for one
_FAR = 0.3  # below it, they are surely two
_MANY_NAMES = 3  # that share no word: hardly one decree any more
_FEW_WORDS = 2  # words that two sentences on one matter have in common at least


class _Use(NamedTuple):
    """One place where a number is used, and for what."""

    entry: Entry
    item: EvidenceItem
    reference: Reference
    document_type: str
    subject: str | None
    on: date | None
    words: tuple[str, ...]

    @property
    def paper(self) -> tuple[object, ...]:
        """What tells one document from another under the same number."""
        return self.document_type, self.on or self.words


@rule(
    "NOM005",
    "satu nomor untuk dua naskah",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan dengan naskah asli: perbaiki nomornya, atau samakan sebutannya jika naskahnya satu.",
    applies=on_references,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def shared_number(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Satu nomor tidak dipakai untuk dua naskah yang berbeda perihalnya. Nomor dibandingkan tanpa melihat
    spasi dan huruf besar; bagian yang tidak ditulis pada salah satunya (misalnya kode klasifikasi) bukan
    perbedaan. Naskah yang sama boleh disebut berkali-kali, juga dengan judul yang dipendekkan; nomor dan
    tanggal yang sama adalah satu naskah: sebutan yang jauh berbeda disarankan disamakan, dan tiga sebutan
    yang tidak punya satu kata pun yang sama perlu dijelaskan. Peraturan tidak diperiksa.

    ## Mengapa
    Satu nomor hanya milik satu naskah. Nomor yang sama pada dua naskah berarti salah salin, atau salah
    satu naskahnya tidak ada.

    ## Contoh
    Buruk:
    ```
    A.2.3.A | A | Surat Perintah Nomor Print-246/P.9.17/03/2021 tentang Pejabat Pengelola Informasi
    A.6.1.A | A | Surat Perintah Nomor Print-246/P.9.17/Cp.1/03/2021 tentang Petugas Layanan Terpadu
    ```
    Baik:
    ```
    A.2.3.A | A | Surat Perintah Nomor Print-246/P.9.17/03/2021 tentang Pejabat Pengelola Informasi
    A.6.1.A | A | Surat Perintah Nomor Print-251/P.9.17/Cp.1/03/2021 tentang Petugas Layanan Terpadu
    ```

    ## Cara memperbaiki
    Ambil kedua naskah asli. Perbaiki nomor yang salah salin. Jika ternyata naskahnya satu, sebut dengan
    jenis dan perihal yang sama pada kedua indikator.

    ## Dasar
    Tata naskah dinas: nomor urut diberikan satu kali dalam satu buku agenda.
    """
    places: dict[tuple[str, ...], list[_Use]] = {}
    for use in _uses(dossier):
        places.setdefault(number_place(use.reference), []).append(use)
    for uses in places.values():
        if len(uses) > 1:
            yield from _conflict(uses, dossier)


def _uses(dossier: Dossier) -> Iterator[_Use]:
    for entry in dossier.entries:
        for item in entry.evidence.items:
            for binding in item.bindings:
                if binding.reference.kind is not ReferenceKind.LETTER:
                    continue
                words = numbered_words(binding, item, unit=dossier.sheet.unit)
                if words and binding.reference.confidence != "rendah":
                    on = binding.date.full if binding.date else None
                    slug = binding.document_type or ""
                    yield _Use(entry, item, binding.reference, slug, binding.subject, on, words)


def _conflict(uses: Sequence[_Use], dossier: Dossier) -> Iterator[Hit]:
    """Yield one hit for all the documents that share a number."""
    different: dict[tuple[str, ...], _Use] = {}
    for use in sorted(uses, key=lambda u: (code_order(u.entry.code), canonical(u.item.text))):
        key = (use.document_type, use.reference.normalized.casefold(), *sorted(set(use.words)))
        different.setdefault(key, use)
    clashing: dict[object, _Use] = {}
    renamed: dict[object, _Use] = {}  # one number and one day: one document, whatever it is called
    surest, nearest = 1.0, 0.0
    for use, other in combinations(list(different.values())[:50], 2):
        shared = overlap(use.words, other.words)
        if shared >= _SAME or not is_same_number(use.reference, other.reference, dossier.vocabulary):
            continue
        if _may_be_cited(use, other, unit=dossier.sheet.unit):
            continue
        if use.on is None or use.on != other.on or use.document_type != other.document_type:
            clashing |= {it.paper: it for it in (other, use) if it.paper not in clashing}
            surest = min(surest, shared if use.document_type == other.document_type else 0.0)
        else:
            renamed |= {it.words: it for it in (use, other)}
            nearest = max(nearest, shared)
    if clashing:
        yield _hit(sorted(clashing.values(), key=lambda use: code_order(use.entry.code)), surest)
    elif renamed and nearest < _FAR and _says_enough(uses := list(renamed.values()), some=True):
        is_one = nearest > 0 or len(uses) < _MANY_NAMES
        yield _hit(uses, surest)._replace(
            message=f"Satu nomor dan tanggal disebut dengan {len(uses)} nama: {_named(uses)}. Apakah naskahnya satu?",
            level=Level.SARAN if is_one else Level.PERLU,
            confidence=Confidence.SEDANG,
            consequence=Consequence.NOTHING if is_one else None,
        )


def _may_be_cited(use: _Use, other: _Use, *, unit: str) -> bool:
    """A sentence on the same matter may cite the other's paper: "Sesuai SK No. 19/I/2024 agen kami 4 orang"."""
    if (use.subject and other.subject) or (use.on and other.on) or use.document_type != other.document_type:
        return False
    number = {*use.reference.normalized.casefold().split(), *subject_words(use.reference.normalized, unit=unit)}
    told = (set(subject_words(it.item.text, unit=unit)) for it in (use, other))
    own, theirs = (words - number - rule_words().generic for words in told)
    return len(own & theirs) >= _FEW_WORDS


def _hit(uses: Sequence[_Use], shared: float) -> Hit:
    fullest = max((use.reference for use in uses), key=lambda r: (len(r.fields), r.normalized))
    codes = [use.entry.code for use in uses]
    return Hit(
        uses[0].entry,
        f"Nomor {fullest.normalized} dipakai untuk {len(uses)} naskah: {_named(uses, fullest.normalized)}.",
        key=(fullest.normalized.casefold(),),
        marks=tuple(Mark.of(use.entry, use.reference) for use in uses),
        related=tuple(dict.fromkeys(code for code in codes if code != codes[0])),
        confidence=None if shared < _FAR and _says_enough(uses) else Confidence.SEDANG,
    )


def _named(uses: Sequence[_Use], told: str = "") -> str:
    """Each document with its place, and its number as it stands there where that is not the one that is `told`."""
    return listed(
        [
            f"{title_of(use.document_type)} {quoted(use.subject or use.item.text, 60)} ({_place(use, told)})"
            for use in uses
        ]
    )


def _place(use: _Use, told: str) -> str:
    """ "A.2.3.A, tertulis “Print- 246 /P.4.17/03/2021”"."""
    same = not told or use.reference.normalized.casefold() == told.casefold()
    return use.entry.code if same else f"{use.entry.code}, tertulis {quoted(use.reference.raw)}"


def _says_enough(uses: Sequence[_Use], *, some: bool = False) -> bool:
    """Tell whether numbers and subjects (`some`: one of these) are full enough to be sure of the difference."""
    full = [len(set(use.words)) > 1 for use in uses]
    return (any(full) if some else all(full)) and all(len(number_place(use.reference)) > 1 for use in uses)
