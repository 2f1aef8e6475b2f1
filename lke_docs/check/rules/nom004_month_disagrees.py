"""NOM004."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.extract.bind import moment_of, month_of, year_of
from lke_docs.gap import Consequence
from lke_docs.model import Binding, Confidence, DocDate, EvidenceItem, Level, Reference, ReferenceKind, TypeMention
from lke_docs.patterns import rule_words
from lke_docs.series.filing import deciding_types
from lke_docs.tuples import NamedTuple
from lke_docs.wording import period, quoted


@rule(
    "NOM004",
    "bulan atau tahun pada nomor berbeda dari tanggalnya",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan nomor dan tanggal dengan naskah asli, lalu perbaiki yang keliru.",
    applies=on_references,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def month_disagrees(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Bulan dan tahun di dalam nomor naskah sama dengan tanggal yang ditulis untuk naskah itu. Jika di antara
    nomor dan tanggal ada judul yang panjang, keyakinannya sedang, karena tanggal itu mungkin tanggal
    kegiatan.

    ## Mengapa
    Nomor diberikan pada hari naskah ditetapkan. Perbedaan berarti salah ketik, atau naskah diberi tanggal
    mundur.

    ## Contoh
    Buruk: `Keputusan Kepala Balai Nomor KEP-12/B.2/Cp.1/03/2021 tanggal 16 Februari 2021`
    Baik: `Keputusan Kepala Balai Nomor KEP-12/B.2/Cp.1/02/2021 tanggal 16 Februari 2021`

    ## Cara memperbaiki
    Lihat naskah asli. Jika salah ketik pada lembar, perbaiki. Jika pada naskahnya sendiri berbeda,
    jelaskan kepada pemeriksa; jangan mengubah naskah yang sudah ditandatangani.

    ## Dasar
    Tata naskah dinas: bulan dan tahun pada nomor adalah bulan dan tahun penetapan.
    """
    for entry in dossier.entries:
        for item in entry.evidence.items:
            for binding in item.bindings:
                fault = _fault(binding, item, entry.evidence.text)
                if fault is None:
                    continue
                reference, date = binding.reference, fault.date
                yield Hit(
                    entry,
                    f"Nomor {quoted(reference.raw)} memuat {fault.inside}, tetapi tanggalnya {quoted(date.raw)}.",
                    key=(reference.normalized.casefold(), date.value or ""),
                    marks=(Mark.of(entry, reference), Mark.of(entry, date)),
                    confidence=fault.confidence,
                )


class _Fault(NamedTuple):
    inside: str
    date: DocDate
    confidence: Confidence | None


def _fault(binding: Binding, item: EvidenceItem, text: str) -> _Fault | None:
    reference, date = binding.reference, binding.date
    if date is None or not date.valid or reference.confidence == "rendah":
        return None
    own = binding.document_type in deciding_types() | rule_words().paper["numbered"]
    if reference.kind is not ReferenceKind.LETTER and not own:
        return None  # "Perpres Nomor 37 Tahun 2012, 16 April 2024": explained that day
    if rule_words().paper["planning_words"].intersection(re.findall(r"[a-z]+", reference.normalized.casefold())):
        return None  # a budget (DIPA) bears the year that it is for
    month, year = month_of(reference), year_of(reference)
    other_year = bool(year and date.year and year != date.year)
    other_month = bool(month and date.month and month != date.month)
    if not (other_year or other_month):
        return None
    belongs = _belongs(reference, date, item, text)
    if belongs is None:
        return None
    weak = reference.confidence != "tinggi"
    stamp = moment_of(reference)
    inside = period(stamp) if stamp else ""
    return _Fault(inside if not month else f"bulan {inside}", date, Confidence.SEDANG if weak else belongs)


def _belongs(reference: Reference, date: DocDate, item: EvidenceItem, text: str) -> Confidence | None:
    """How surely the date is the document's own; None where it may well be another's."""
    first, second = sorted([(reference.start, reference.end), (date.start, date.end)])
    between = text[first[1] : second[0]]
    if len(re.findall(r"\w+", between)) <= 2:  # "..., tanggal", "tertanggal", "Nomor :"
        return Confidence.TINGGI
    named: list[Reference | DocDate | TypeMention] = [*item.references, *item.dates, *item.mentions]
    is_alone = not any(first[1] <= other.start < second[0] for other in named)
    return Confidence.SEDANG if date.start > reference.start and is_alone else None
