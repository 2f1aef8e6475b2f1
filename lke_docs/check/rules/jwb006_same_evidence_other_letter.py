"""JWB006."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from lke_docs.check.rule import Dossier, Hit, Mark, on_letter, rule
from lke_docs.instrument import Indicator
from lke_docs.model import Confidence, Entry, Level
from lke_docs.series.sameness import code_order, item_key
from lke_docs.wording import listed, quoted


@rule(
    "JWB006",
    "dokumen sama dengan jawaban berbeda",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Jelaskan apa yang membedakan kedua indikator, atau samakan jawabannya.",
    applies=on_letter,
    contradicts=True,
)
def same_evidence_other_letter(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dua indikator dengan pilihan jawaban yang sama dan bukti dukung yang seluruhnya sama, tetapi dengan huruf
    yang berbeda. Alat ini hanya bertanya: pertanyaannya memang dapat berbeda.

    ## Mengapa
    Dokumen yang sama biasanya menunjukkan keadaan yang sama.

    ## Contoh
    Buruk:
    ```
    A.6.2.A | Apakah telah dilakukan sosialisasi/pelatihan Budaya Pelayanan Prima? | A | Laporan Pelatihan Pelayanan Prima tanggal 9 April 2021
    A.6.2.D | Apakah telah terdapat sarana layanan terpadu/terintegrasi? | C | Laporan Pelatihan Pelayanan Prima tanggal 9 April 2021
    ```
    Baik:
    ```
    A.6.2.A | Apakah telah dilakukan sosialisasi/pelatihan Budaya Pelayanan Prima? | A | Laporan Pelatihan Pelayanan Prima tanggal 9 April 2021
    A.6.2.D | Apakah telah terdapat sarana layanan terpadu/terintegrasi? | C | Foto ruang pelayanan terpadu tanggal 3 Mei 2021
    ```

    ## Cara memperbaiki
    Baca kembali kriteria kedua indikator, lalu sebut bagian dokumen yang menjawab masing-masing.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai terhadap pertanyaannya.
    """  # noqa: E501 - a cell is one line
    for rows in _groups(dossier):
        for (entry, asked), (other, asks) in pairwise(rows):
            letters = asked.letter_of(entry.row.answer), asks.letter_of(other.row.answer)
            if letters[0] != letters[1] and entry.code != other.code:
                yield Hit(
                    entry,
                    f"Bukti {quoted(entry.evidence.items[0].text, 60)} sama pada {listed([entry.code, other.code])}, "
                    f"tetapi dijawab {letters[0]} dan {letters[1]}. Apa yang membedakannya?",
                    key=(other.code,),
                    marks=tuple(Mark.of(e, i) for e in (entry, other) for i in e.evidence.items[:1]),
                    related=(other.code,),
                )


def _groups(dossier: Dossier) -> Iterable[list[tuple[Entry, Indicator]]]:
    """The rows with the same choices and the same evidence, in order of their codes."""
    groups: dict[tuple[frozenset[str], tuple[str, ...]], list[tuple[Entry, Indicator]]] = {}
    for entry in sorted(dossier.entries, key=lambda e: code_order(e.code)):
        indicator = dossier.form.indicator(entry) if dossier.form else None
        keys = frozenset(item_key(item) for item in entry.evidence.items)
        if indicator and keys and indicator.letter_of(entry.row.answer):
            groups.setdefault((keys, indicator.letters), []).append((entry, indicator))
    return groups.values()
