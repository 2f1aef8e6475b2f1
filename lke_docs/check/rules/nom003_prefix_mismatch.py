"""NOM003."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.model import Binding, Confidence, Entry, EvidenceItem, Level, Reference, ReferenceKind, TypeMention
from lke_docs.patterns import Vocabulary
from lke_docs.wording import quoted


@rule(
    "NOM003",
    "awalan nomor tidak sesuai jenis naskah",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Cocokkan dengan naskah asli, lalu perbaiki sebutan jenisnya atau nomornya.",
    applies=on_references,
    contradicts=True,
)
def prefix_mismatch(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jenis naskah yang disebut tepat sebelum nomor sesuai dengan awalan nomornya: keputusan berawalan
    KEP atau SK, perintah berawalan Print atau Sprint.

    ## Mengapa
    Keputusan menetapkan, perintah menugaskan. Jika jenisnya salah disebut, naskah yang ditunjukkan
    bukan naskah yang dimaksud.

    ## Contoh
    Buruk: `SK Pengelola Layanan Nomor: Print-246/P.9.17/Cp.1/03/2021 tanggal 29 Maret 2021`
    Baik: `Surat Perintah Pengelola Layanan Nomor: Print-246/P.9.17/Cp.1/03/2021 tanggal 29 Maret 2021`

    ## Cara memperbaiki
    Lihat judul naskah asli. Sebut jenis yang tertulis di sana, dan salin nomornya.

    ## Dasar
    Tata naskah dinas: awalan nomor menunjukkan jenis naskah. Awalan setiap jenis ada pada daftar jenis
    dokumen (`patterns/jenis_dokumen.toml`).
    """
    for entry in dossier.entries:
        for item in entry.evidence.items:
            for binding in item.bindings:
                mention = _named_before(item, binding)
                if mention and (hit := _mismatch(dossier.vocabulary, entry, mention, binding.reference)):
                    yield hit


def _mismatch(types: Vocabulary, entry: Entry, mention: TypeMention, reference: Reference) -> Hit | None:
    """The hit where the prefix of a number is that of another type than the one named."""
    prefix = reference.fields.get("prefix", "")
    actual = types.by_prefix(prefix) if prefix and reference.kind is ReferenceKind.LETTER else None
    named = types.types[mention.slug]
    if actual is None or actual.slug == mention.slug or not named.prefixes:
        return None
    sure = named.decides and actual.decides
    return Hit(
        entry,
        _message(mention.raw, prefix, actual.title, sure),
        key=(reference.normalized.casefold(), mention.slug),
        marks=(Mark.of(entry, mention), Mark.of(entry, reference)),
        level=None if sure else Level.SARAN,
        confidence=None if sure else Confidence.RENDAH,
    )


def _named_before(item: EvidenceItem, binding: Binding) -> TypeMention | None:
    """The type named last before the number, where it is what the item offers."""
    before = [m for m in item.mentions if m.end <= binding.reference.start]
    return before[-1] if before and before[-1].offered and before[-1].slug == binding.document_type else None


def _message(named: str, prefix: str, actual: str, sure: bool) -> str:
    if sure:
        return f"Disebut {quoted(named)}, tetapi nomornya berawalan {quoted(prefix)} ({actual})."
    return f"Disebut {quoted(named)}, padahal awalan {quoted(prefix)} biasanya untuk {actual}. Apakah benar?"
