"""NOM002."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.extract.bind import month_of
from lke_docs.gap import Consequence
from lke_docs.model import Binding, Confidence, Entry, EvidenceItem, Level, Reference, ReferenceKind
from lke_docs.series.sameness import register
from lke_docs.tuples import NamedTuple
from lke_docs.wording import listed, quoted

_PARTS = ("prefix", "subject_code")
_LEAST = 2  # other numbers of the sheet that must have a part before its absence is unusual


@rule(
    "NOM002",
    "bentuk nomor tidak lazim",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan dengan naskah asli dan tulis nomor lengkap tanpa spasi.",
    applies=on_references,
)
def unusual_number(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Nomor naskah ditulis utuh: tanpa spasi di dalamnya, dengan nomor urut, dengan bulan I sampai XII, dan
    dengan awalan serta kode klasifikasi jika kebanyakan nomor sejenis dalam lembar ini mempunyainya. Nomor
    yang rusak karena pemindaian juga disebut, dengan dugaan bentuk aslinya.

    ## Mengapa
    Nomor yang berbeda bentuk sulit dicari dan dapat dikira naskah lain.

    ## Contoh
    Buruk: `Surat Perintah Nomor Print- 246 /P.9.17/03/2021 tanggal 29 Maret 2021`
    Baik: `Surat Perintah Nomor Print-246/P.9.17/03/2021 tanggal 29 Maret 2021`

    ## Cara memperbaiki
    Salin nomor dari naskah asli. Jika pada aslinya memang demikian, biarkan dan beri catatan.

    ## Dasar
    Tata naskah dinas: nomor disusun menurut pola tetap di setiap instansi. Pola pembanding diambil dari
    nomor lain dalam lembar yang sama.
    """
    numbers = list(_numbers(dossier))
    customs = _customs(dossier, [binding for _, _, binding in numbers])
    for entry, item, binding in numbers:
        reference = binding.reference
        faults = list(_faults(dossier, item, binding, customs))
        if faults:
            grave = any(fault.level is Level.PERLU for fault in faults)
            asks = all(fault.confidence is Confidence.RENDAH for fault in faults)
            yield Hit(
                entry,
                f"Nomor {quoted(reference.raw)} {listed([fault.message for fault in faults])}.",
                key=(reference.normalized.casefold(), *(fault.key for fault in faults)),
                marks=(Mark.of(entry, reference),),
                level=Level.PERLU if grave else None,
                consequence=next((fault.consequence for fault in faults if fault.consequence), None),
                confidence=Confidence.RENDAH if asks else None,
            )


def _numbers(dossier: Dossier) -> Iterator[tuple[Entry, EvidenceItem, Binding]]:
    """The numbers of letters, with what they stand in."""
    for entry in dossier.entries:
        for item in entry.evidence.items:
            for binding in item.bindings:
                if binding.reference.kind is ReferenceKind.LETTER:
                    yield entry, item, binding


class _Fault(NamedTuple):
    key: str
    message: str
    level: Level | None = None
    confidence: Confidence | None = None
    consequence: Consequence | None = None


_Customs = Mapping[tuple[str, ...], tuple[int, int]]


def _custom(dossier: Dossier, binding: Binding, part: str) -> tuple[str, ...] | None:
    """Which numbers this one is compared with: those of one office, for the subject code of one register too."""
    reference, types = binding.reference, dossier.vocabulary
    named = types.types.get(binding.document_type or "")
    group = (part, reference.pattern, reference.fields.get("office", "").casefold())
    if part == "subject_code":
        return (*group, register(reference, types) or (binding.document_type or ""))
    return group if named and named.prefixes else None


def _customs(dossier: Dossier, bindings: Sequence[Binding]) -> _Customs:
    """How many different numbers of each group have the part, and how many lack it."""
    different = {binding.reference.normalized.casefold(): binding for binding in bindings}.values()
    has, lacks = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for binding in different:
        for part in _PARTS:
            if group := _custom(dossier, binding, part):
                (has if binding.reference.fields.get(part) else lacks)[group] += 1
    return {group: (has[group], lacks[group]) for group in has}


def _faults(dossier: Dossier, item: EvidenceItem, binding: Binding, customs: _Customs) -> Iterator[_Fault]:
    reference = binding.reference
    if reference.suggestion:
        guess = f"tampak rusak, mungkin maksudnya {quoted(reference.suggestion)}"
        yield _Fault("rusak", guess, confidence=Confidence.RENDAH)
    written = re.sub(r"(?i)\s*(?:tahun|thn\.?|th\.)\s*\d{4}$", "", reference.raw.strip())
    if " ".join(written.split()).replace("–", "-") not in reference.normalized:
        yield _Fault("spasi", "ditulis dengan spasi di dalamnya")
    if reference.fields.get("serial") == "":
        yield _Fault("urut", "belum berisi nomor urut", Level.PERLU)
    if (month := reference.fields.get("month")) and month_of(reference) is None:
        yield _Fault("bulan", f"memuat {quoted(month)} di tempat bulan", Level.PERLU, None, Consequence.CANNOT_TELL)
    for part in _PARTS:
        group = _custom(dossier, binding, part)
        has, lacks = customs.get(group, (0, 0)) if group else (0, 0)
        if reference.fields.get(part) or has < _LEAST or has <= lacks:
            continue
        compared = f"sedangkan {has} nomor sejenis dalam lembar ini mempunyainya"
        if part == "subject_code":
            yield _Fault(part, f"tidak memuat kode klasifikasi, {compared}")
        elif stray := _prefix_before(dossier, item, reference):
            yield _Fault(part, f"tidak berawalan ({quoted(stray)} ditulis sebelum kata “nomor”)")
        else:
            yield _Fault(part, f"tidak berawalan, {compared}")


def _prefix_before(dossier: Dossier, item: EvidenceItem, reference: Reference) -> str:
    """The prefix in "SK KEP No: 02/...", written before the label."""
    before = item.text[: reference.start - item.start]
    word = re.search(r"(?i)([a-z]{1,8})\s{1,8}(?:nomor|no)[\s.:]{0,8}$", before)
    if not word or not dossier.vocabulary.by_prefix(word[1]):
        return ""
    is_type = any(m.start <= item.start + word.start(1) < m.end for m in item.mentions)
    return "" if is_type else word[1]
