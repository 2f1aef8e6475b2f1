"""NOM006."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.extract.bind import year_of
from lke_docs.model import Confidence, Entry, Level, Reference, ReferenceKind
from lke_docs.series.sameness import register
from lke_docs.tuples import NamedTuple
from lke_docs.wording import day

_ENOUGH = 5  # numbers that show one book for all classes


@rule(
    "NOM006",
    "nomor urut tidak sejalan dengan tanggal",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Cocokkan nomor dan tanggal dengan buku agenda.",
    applies=on_references,
)
def serial_order(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dalam satu buku agenda (awalan, kode satuan kerja, kode klasifikasi, dan tahun yang sama), naskah dengan
    nomor urut lebih besar tidak bertanggal lebih awal. Klasifikasi yang berlainan dibandingkan juga jika nomornya
    jelas dari satu buku: sedikitnya lima, tidak ada yang berulang, dan selain satu semuanya berurutan. Nomor tanpa tanggal lengkap tidak dibandingkan. Alat
    ini hanya bertanya: satu unit dapat memakai beberapa buku.

    ## Mengapa
    Nomor urut yang mundur dapat berarti salah salin, atau nomor yang diambil di belakang hari.

    ## Contoh
    Buruk: `SK Nomor KEP-12/B.2/Cr.1/03/2021 tanggal 22 Maret 2021; SK Nomor KEP-15/B.2/Cr.1/03/2021 tanggal 8 Maret 2021`
    Baik: `SK Nomor KEP-12/B.2/Cr.1/03/2021 tanggal 8 Maret 2021; SK Nomor KEP-15/B.2/Cr.1/03/2021 tanggal 22 Maret 2021`

    ## Cara memperbaiki
    Lihat buku agenda. Jika keduanya benar, tidak ada yang perlu diubah.

    ## Dasar
    Tata naskah dinas: nomor diberikan berurutan menurut tanggal.
    """  # noqa: E501 - a cell is one line
    told: set[tuple[str, str]] = set()
    for uses in (*_registers(dossier, by_class=True), *_joined(dossier)):
        for use, other in _turned(uses):
            pair = (use.reference.normalized, other.reference.normalized)
            if pair not in told:
                told.add(pair)
                yield Hit(
                    other.entry,
                    f"Nomor {other.reference.normalized} bertanggal {day(other.on)}, lebih awal daripada "
                    f"{use.reference.normalized} ({day(use.on)}). Apakah dari buku agenda yang sama?",
                    key=(use.reference.normalized.casefold(), other.reference.normalized.casefold()),
                    marks=tuple(Mark.of(u.entry, u.reference) for u in (other, use)),
                    related=tuple(dict.fromkeys(c for c in (use.entry.code,) if c != other.entry.code)),
                )


def _turned(uses: Mapping[tuple[int, date], _Use]) -> list[tuple[_Use, _Use]]:
    """Neighbours of a book of which the larger serial is the earlier one."""
    ordered = sorted(uses.values(), key=lambda use: (use.serial, use.on))
    return [(use, other) for use, other in pairwise(ordered) if use.serial < other.serial and use.on > other.on]


def _joined(dossier: Dossier) -> Iterator[Mapping[tuple[int, date], _Use]]:
    """Books over all classes: where no serial is used twice and all dates but one follow, there is one book."""
    for uses in _registers(dossier, by_class=False):
        classes = {use.reference.fields.get("subject_code", "").casefold() for use in uses.values()}
        is_single = len({use.serial for use in uses.values()}) == len(uses)
        if len(classes) > 1 and len(uses) >= _ENOUGH and is_single and len(_turned(uses)) == 1:
            yield uses


def _registers(dossier: Dossier, *, by_class: bool) -> Iterable[Mapping[tuple[int, date], _Use]]:
    """The numbers of each book, one for each serial and day."""
    registers: dict[tuple[str, ...], dict[tuple[int, date], _Use]] = {}
    for use in _uses(dossier):
        fields = use.reference.fields
        key = (
            register(use.reference, dossier.vocabulary),
            fields.get("office", "").casefold(),
            fields.get("subject_code", "").casefold() if by_class else "",
            str(year_of(use.reference)),
        )
        registers.setdefault(key, {}).setdefault((use.serial, use.on), use)
    return registers.values()


class _Use(NamedTuple):
    entry: Entry
    reference: Reference
    serial: int
    on: date


def _uses(dossier: Dossier) -> Iterator[_Use]:
    for entry in dossier.entries:
        for item in entry.evidence.items:
            for binding in item.bindings:
                on = binding.date.full if binding.date else None
                digits = re.match(r"\d{1,6}", binding.reference.fields.get("serial", ""))
                sure = binding.reference.kind is ReferenceKind.LETTER and binding.reference.confidence != "rendah"
                placed = sure and digits and binding.reference.fields.get("office")
                if placed and digits and on and on.year == year_of(binding.reference):
                    yield _Use(entry, binding.reference, int(digits[0]), on)
