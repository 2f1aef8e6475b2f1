"""BKT009."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.model import Confidence, Level
from lke_docs.patterns import Stray, stray_documents
from lke_docs.wording import quoted


@rule(
    "BKT009",
    "dokumen tidak menjawab pertanyaan",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen yang menjawab pertanyaannya, atau jelaskan hubungannya.",
    applies=on_evidence,
)
def stray_document(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dokumen yang sering dicantumkan pada pertanyaan yang tidak dijawabnya: aplikasi absensi untuk pengukuran
    kinerja, IKPA untuk akuntabilitas, Satyalancana untuk penghargaan berdasarkan kinerja, dan sebagainya.
    Alat ini hanya bertanya, dan diam jika dokumen yang tepat disebut di sampingnya.

    ## Mengapa
    Pemeriksa menilai apakah dokumen menjawab pertanyaan, bukan hanya apakah ada dokumen.

    ## Contoh
    Buruk:
    ```
    A.2.2.A | Apakah sistem pengukuran kinerja unit sudah menggunakan teknologi informasi? | B | Tangkapan layar absensi online tanggal 5 Juli 2021
    ```
    Baik:
    ```
    A.2.2.A | Apakah sistem pengukuran kinerja unit sudah menggunakan teknologi informasi? | B | Tangkapan layar e-Kinerja tanggal 5 Juli 2021
    ```

    ## Cara memperbaiki
    Cari dokumen yang menunjukkan hal yang ditanyakan.

    ## Dasar
    Kebiasaan pemeriksaan; daftarnya ada dalam `patterns/topik.toml`.
    """  # noqa: E501 - a cell is one line
    strays = _in_the_sheet(dossier)
    for entry in dossier.entries:
        option = dossier.form.choice(entry).option if dossier.form else None
        for stray in strays:
            if stray.above and (option is None or option.value <= stray.above):
                continue
            named = stray.words.search(entry.evidence.text)
            if named and stray.question.search(entry.row.question) and not stray.fine.search(entry.evidence.text):
                yield Hit(
                    entry,
                    f"{quoted(named[0])} {stray.reason}. Apakah menjawab pertanyaan ini?",
                    key=(stray.reason,),
                    marks=(Mark(entry, *named.span()),),
                )


def _in_the_sheet(dossier: Dossier) -> list[Stray]:
    """The documents whose words begin somewhere in the sheet: few of them."""
    whole = "\n".join(entry.evidence.text for entry in dossier.entries)
    return [stray for stray in stray_documents() if stray.words.may_stand_in(whole)]
