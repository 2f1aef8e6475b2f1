"""BKT005."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.restated import copied_option, repeats, sources_of
from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, EvidenceItem, ItemKind, Level
from lke_docs.patterns import phrases
from lke_docs.series.sameness import canonical
from lke_docs.wording import quoted


@rule(
    "BKT005",
    "bukti hanya mengulang pertanyaan",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen atau kegiatannya: apa, kapan, dan nomor atau tanggalnya.",
    applies=on_evidence,
    consequence=Consequence.NOT_SHOWN,
)
def restated_question(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian tanpa nomor, tanggal, dan periode yang hampir seluruh katanya diambil dari pertanyaan atau dari
    kriteria huruf jawaban. Jika ada bukti lain di sampingnya, hanya disarankan.

    ## Mengapa
    Mengulang pertanyaan tidak menunjukkan apa pun.

    ## Contoh
    Buruk:
    ```
    A.1.4.A | Apakah pimpinan berperan sebagai role model dalam pelaksanaan Pembangunan WBK/WBBM? | YA | Pimpinan telah berperan sebagai role model dalam pelaksanaan pembangunan WBK/WBBM
    ```
    Baik:
    ```
    A.1.4.A | Apakah pimpinan berperan sebagai role model dalam pelaksanaan Pembangunan WBK/WBBM? | YA | Foto Kepala Balai memimpin apel disiplin tanggal 8 Maret 2021
    ```

    ## Cara memperbaiki
    Ganti dengan dokumen yang menunjukkan kejadiannya.

    ## Dasar
    Kebiasaan pemeriksaan: setiap jawaban dibuktikan dengan dokumen.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        items = [
            item for item in entry.evidence.items if item.is_offered or item.kind in (ItemKind.LINK, ItemKind.NOTE)
        ]
        sources = sources_of(dossier, entry)
        same = [item for item in items if repeats(item, sources) and not _of_other_letter(dossier, entry, item)]
        if same and not _claims_none(dossier, entry):
            only = len(same) == len(items)
            yield Hit(
                entry,
                f"{quoted(same[0].text)} hanya mengulang pertanyaan; dokumen, tanggal, atau kegiatannya tidak disebut.",
                key=tuple(canonical(item.text) for item in same),
                marks=tuple(Mark.of(entry, item) for item in same),
                level=None if only else Level.SARAN,
            )


def _claims_none(dossier: Dossier, entry: Entry) -> bool:
    """ "Belum dilakukan pengukuran kinerja" under the lowest letter: nothing is claimed that a paper could show."""
    own = dossier.form.choice(entry).option if dossier.form else None
    return own is not None and own.value <= 0 and phrases("denial", "negation").search(entry.evidence.text) is not None


def _of_other_letter(dossier: Dossier, entry: Entry, item: EvidenceItem) -> bool:
    """A rule of its own says that."""
    own = dossier.form.choice(entry).option if dossier.form else None
    other = copied_option(dossier, entry, item)
    return own is not None and other is not None and other.letter != own.letter
