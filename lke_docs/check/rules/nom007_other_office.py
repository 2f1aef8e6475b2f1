"""NOM007."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_references, rule
from lke_docs.check.rules.nom010_other_unit import serves_us
from lke_docs.model import Confidence, Entry, Level, Reference, ReferenceKind
from lke_docs.patterns import kinds_and_office
from lke_docs.series.filing import deciding_types
from lke_docs.series.sameness import word_set
from lke_docs.text import is_one_edit

_ENOUGH = 3  # numbers that must carry a code before it counts as the unit's own
_SHARE = 0.6


@rule(
    "NOM007",
    "kode satuan kerja berbeda",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Cocokkan kode satuan kerja dalam nomor dengan naskah asli.",
    applies=on_references,
)
def other_office(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Kode satuan kerja dalam nomor naskah sama dengan kode unit ini: yang ditulis dalam lke.toml (`unit_code`),
    atau yang dipakai sebagian besar nomor dalam lembar. Kode yang hanya berbeda satu huruf atau angka
    kemungkinan salah ketik; kode lain hanya ditanyakan, dan hanya pada keputusan dan surat perintah.

    ## Mengapa
    Nomor dengan kode satuan kerja lain adalah naskah kantor lain, atau salah salin.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Nomor KEP-1/B.2.11/02/2021 tanggal 3 Februari 2021 tentang Tim Kerja
    A.1.4.B | A | SK Nomor KEP-2/B.2.11/02/2021 tanggal 4 Februari 2021 tentang Agen Perubahan
    A.2.3.A | A | SK Nomor KEP-3/B.2.11/02/2021 tanggal 5 Februari 2021 tentang PPID
    A.5.1.B | A | SK Nomor KEP-4/B.2.17/02/2021 tanggal 8 Februari 2021 tentang Unit Gratifikasi
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Nomor KEP-1/B.2.11/02/2021 tanggal 3 Februari 2021 tentang Tim Kerja
    A.1.4.B | A | SK Nomor KEP-2/B.2.11/02/2021 tanggal 4 Februari 2021 tentang Agen Perubahan
    A.2.3.A | A | SK Nomor KEP-3/B.2.11/02/2021 tanggal 5 Februari 2021 tentang PPID
    A.5.1.B | A | SK Nomor KEP-4/B.2.11/02/2021 tanggal 8 Februari 2021 tentang Unit Gratifikasi
    ```

    ## Cara memperbaiki
    Perbaiki kode yang salah salin. Naskah kantor lain boleh dijadikan bukti jika ditulis “berlaku bagi” unit ini.

    ## Dasar
    Tata naskah dinas: nomor memuat kode pejabat atau unit yang menetapkan.
    """
    offices = list(_offices(dossier))
    own = _own_code(offices, dossier.unit_code)
    for entry, reference, office, decides in offices:
        if not own or f"/{own}/" in f"/{office}/" or own.startswith((f"{office}.", f"{office}-")):
            continue  # the last: of the office above, "UN91" of "UN91.3"
        near = is_one_edit(office, own)
        if near or decides:
            yield _hit(entry, reference, own, near=near)


def _hit(entry: Entry, reference: Reference, own: str, *, near: bool) -> Hit:
    return Hit(
        entry,
        f"Nomor {reference.normalized} memuat kode satuan kerja {reference.fields['office']}, bukan {own.upper()}. "
        + ("Apakah salah ketik?" if near else "Apakah naskah ini dari kantor lain?"),
        key=(reference.normalized.casefold(),),
        marks=(Mark.of(entry, reference),),
    )


def _offices(dossier: Dossier) -> Iterator[tuple[Entry, Reference, str, bool]]:
    deciding, unit = deciding_types(), word_set(dossier.sheet.unit)
    for entry in dossier.entries:
        is_ours = serves_us(entry.evidence.text, unit)
        for item in entry.evidence.items:
            for binding in item.bindings:
                _, office = kinds_and_office(binding.reference.fields.get("office", ""))
                office = office.casefold().replace(",", ".")
                sure = binding.reference.kind is ReferenceKind.LETTER and binding.reference.confidence != "rendah"
                if office and sure:
                    yield entry, binding.reference, office, not is_ours and binding.document_type in deciding


def _own_code(numbers: list[tuple[Entry, Reference, str, bool]], given: str) -> str:
    if given:
        return given.casefold()
    uses = Counter(office for _, office in {(ref.normalized.casefold(), office) for _, ref, office, _ in numbers})
    code, most = max(uses.items(), key=lambda use: (use[1], use[0]), default=("", 0))
    return code if most >= _ENOUGH and most >= _SHARE * uses.total() else ""
