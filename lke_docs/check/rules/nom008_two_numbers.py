"""NOM008."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lke_docs.check.reason import says
from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.extract.bind import year_of
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, EvidenceItem, Level, Reference, ReferenceKind
from lke_docs.patterns import title_of
from lke_docs.series.sameness import code_order, is_same_number, is_same_subject, number_place, numbered_words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import day, listed, quoted

_SAYS_ENOUGH = 3  # words: "SK Tim" with two numbers are two decrees


@rule(
    "NOM008",
    "satu naskah dengan dua nomor atau dua tanggal",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Cocokkan dengan naskah asli, lalu tulis nomor dan tanggal yang sama di setiap indikator.",
    applies=on_references,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def two_numbers(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nomor yang sama ditulis dengan dua tanggal yang berbeda; atau naskah dengan jenis, tahun, dan perihal
    yang sama ditulis dengan dua nomor (hanya ditanyakan, sebab naskah dapat diperbarui).

    ## Mengapa
    Satu naskah mempunyai satu nomor dan satu tanggal. Yang lain salah salin.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Nomor KEP-1/B.2/02/2021 tanggal 3 Februari 2021 tentang Tim Kerja Zona Integritas
    A.1.1.B | A | SK Nomor KEP-1/B.2/02/2021 tanggal 13 Februari 2021 tentang Tim Kerja Zona Integritas
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Nomor KEP-1/B.2/02/2021 tanggal 3 Februari 2021 tentang Tim Kerja Zona Integritas
    A.1.1.B | A | SK Nomor KEP-1/B.2/02/2021 tanggal 3 Februari 2021 tentang Tim Kerja Zona Integritas
    ```

    ## Cara memperbaiki
    Lihat naskah aslinya. Jika memang ada naskah pengganti, sebut keduanya dan katakan mana yang berlaku.

    ## Dasar
    Tata naskah dinas: nomor dan tanggal diberikan satu kali.
    """
    uses = sorted(_uses(dossier), key=lambda use: (code_order(use.entry.code), use.reference.start))
    yield from _two_dates(uses, dossier)
    yield from _two_numbers(uses)


class _Use(NamedTuple):
    entry: Entry
    item: EvidenceItem
    reference: Reference
    on: date | None
    document_type: str
    words: tuple[str, ...]

    @property
    def mark(self) -> Mark:
        return Mark.of(self.entry, self.item)


def _uses(dossier: Dossier) -> Iterator[_Use]:
    for entry in dossier.entries:
        for item in entry.evidence.items:
            for binding in item.bindings:
                if binding.reference.kind is ReferenceKind.LETTER and binding.reference.confidence != "rendah":
                    on = binding.date.full if binding.date else None
                    words = numbered_words(binding, item, unit=dossier.sheet.unit)
                    yield _Use(entry, item, binding.reference, on, binding.document_type or "", words)


def _two_dates(uses: Sequence[_Use], dossier: Dossier) -> Iterator[Hit]:
    places: dict[tuple[str, ...], list[_Use]] = {}
    for use in uses:
        if use.on and len(number_place(use.reference)) > 1:
            places.setdefault(number_place(use.reference), []).append(use)
    for same in places.values():
        first = same[0]
        others = [
            use
            for use in same[1:]
            if use.on != first.on
            and _is_one(first, use)
            and is_same_number(first.reference, use.reference, dossier.vocabulary)
        ]
        if others and first.on:
            days = dict.fromkeys([first.on, *(use.on for use in others if use.on)])
            yield Hit(
                first.entry,
                f"Nomor {first.reference.normalized} ditulis dengan tanggal {listed([day(on) for on in days])}.",
                key=("tanggal", first.reference.normalized.casefold()),
                marks=(first.mark, *(use.mark for use in others)),
                related=_related(first, others),
            )


def _is_one(use: _Use, other: _Use) -> bool:
    """Whether their subjects may be of one paper; two papers under one number are told by a rule of their own."""
    return not use.words or not other.words or is_same_subject(use.words, other.words)


def _two_numbers(uses: Sequence[_Use]) -> Iterator[Hit]:
    titles: dict[tuple[object, ...], list[_Use]] = {}
    for use in uses:
        words = frozenset(use.words)
        if len(words) >= _SAYS_ENOUGH and use.document_type:
            titles.setdefault((use.document_type, words, year_of(use.reference)), []).append(use)
    for same in titles.values():
        first = same[0]
        others = [u for u in same[1:] if number_place(u.reference) != number_place(first.reference)]
        if any(says(use.entry, use.item, "instead") for use in same):
            continue
        if others:
            numbers = dict.fromkeys([first.reference.normalized, *(u.reference.normalized for u in others)])
            yield Hit(
                first.entry,
                f"{title_of(first.document_type)} {quoted(first.item.subject or '', 60)} ditulis dengan nomor "
                f"{listed(list(numbers))}. Apakah naskahnya satu?",
                key=("nomor", *sorted(number.casefold() for number in numbers)),
                marks=(first.mark, *(use.mark for use in others)),
                related=_related(first, others),
                level=Level.SARAN,
                confidence=Confidence.RENDAH,
            )


def _related(first: _Use, others: Sequence[_Use]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(u.entry.code for u in others if u.entry.code != first.entry.code))
