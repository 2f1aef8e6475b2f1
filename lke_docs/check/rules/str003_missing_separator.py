"""STR003."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.model import Confidence, DocDate, EvidenceItem, Level, Reference
from lke_docs.series.sameness import item_key
from lke_docs.wording import quoted


@rule(
    "STR003",
    "dua dokumen tanpa tanda pemisah",
    level=Level.SARAN,
    confidence=Confidence.TINGGI,
    remedy="Tulis titik koma di antara kedua dokumen.",
)
def missing_separator(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dua dokumen dalam satu isian dipisahkan titik koma atau baris baru.

    ## Mengapa
    Tanpa pemisah, dua dokumen terbaca sebagai satu dan yang kedua mudah terlewat.

    ## Contoh
    Buruk:
    ```
    A.3.2.A | YA | Surat Perintah Nomor: Print-31/B.2/05/2021 tanggal 6 Mei 2021 Surat Perintah Nomor: Print-32/B.2/05/2021 tanggal 6 Mei 2021
    ```
    Baik:
    ```
    A.3.2.A | YA | Surat Perintah Nomor: Print-31/B.2/05/2021 tanggal 6 Mei 2021; Surat Perintah Nomor: Print-32/B.2/05/2021 tanggal 6 Mei 2021
    ```

    ## Cara memperbaiki
    Tulis titik koma sesudah dokumen pertama.

    ## Dasar
    Kebiasaan penulisan bukti dukung: satu butir untuk satu dokumen.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        for before, item in pairwise(entry.evidence.items):
            if item.glued and not entry.evidence.text[before.end : item.start].strip():
                start, end = _joint(entry.evidence.text, before, item)
                yield Hit(
                    entry,
                    f"Dua dokumen ditulis tanpa tanda pemisah: {quoted(entry.evidence.text[start:end])}.",
                    key=(item_key(item),),
                    marks=(Mark(entry, start, end),),
                )


def _joint(text: str, before: EvidenceItem, item: EvidenceItem) -> tuple[int, int]:
    """From the last date or number (or word) of one document to the first words of the next."""
    named: list[Reference | DocDate] = [*before.references, *before.dates]
    starts = [f.start for f in named if f.end >= before.end - 2]
    word = re.search(r"\S+$", text[before.start : before.end])
    start = max(starts, default=before.start + word.start() if word else before.start)
    head = next((m.end for m in item.mentions if m.start == item.start), 0)
    words = re.match(r"\S+(?:\s+\S+)?", item.text)
    return start, head or item.start + (words.end() if words else len(item.text))
