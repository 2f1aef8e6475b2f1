"""BKT011."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.rule import Dossier, Hit, Mark, on_every_row, rule
from lke_docs.check.web_address import addresses_of
from lke_docs.model import Confidence, Level
from lke_docs.series.sameness import code_order
from lke_docs.wording import and_more, listed, quoted

_MOST = 6  # codes that a message lists


@rule(
    "BKT011",
    "tautan yang sama pada beberapa indikator",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Beri setiap indikator tautan ke dokumen atau foldernya sendiri.",
    applies=on_every_row,
)
def same_link(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tautan yang sama (tanpa melihat cara membukanya) pada lebih dari satu indikator. Satu temuan untuk setiap
    tautan.

    ## Mengapa
    Pemeriksa membuka tautan dari pertanyaannya. Tautan yang sama tidak mengatakan dokumen mana yang menjawab
    pertanyaan yang mana.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja https://contoh.go.id/berkas/12
    A.1.2.A | YA | Rencana kerja https://contoh.go.id/berkas/12?usp=sharing
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja https://contoh.go.id/berkas/12
    A.1.2.A | YA | Rencana kerja https://contoh.go.id/berkas/13
    ```

    ## Cara memperbaiki
    Susun folder menurut kode indikator, lalu salin tautan masing-masing.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai terhadap pertanyaannya.
    """
    holders: dict[str, dict[str, Mark]] = {}
    for entry in sorted(dossier.entries, key=lambda entry: code_order(entry.code)):
        for address, place in addresses_of(entry).items():
            holders.setdefault(address, {}).setdefault(entry.code, Mark(entry, *place))
    for address, rows in holders.items():
        if len(rows) > 1:
            yield _hit(address, tuple(rows), tuple(rows.values()))


def _hit(address: str, codes: Sequence[str], marks: Sequence[Mark]) -> Hit:
    return Hit(
        marks[0].entry,
        f"Tautan {quoted(address, 60)} dipakai pada {listed(codes[:_MOST])}{and_more(len(codes), _MOST)}.",
        key=(address,),
        marks=tuple(mark for mark in marks if mark.end),
        related=tuple(codes[1:]),
    )
