"""JWB001."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Skip, rule, unknown_question
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import listed, quoted


def _on_answers(dossier: Dossier, entry: Entry) -> Skip | None:
    return unknown_question(dossier, entry) if entry.row.answer.strip() else NOT_APPLICABLE


@rule(
    "JWB001",
    "jawaban di luar pilihan",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Pilih salah satu jawaban yang disediakan instrumen.",
    applies=_on_answers,
)
def unknown_letter(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jawaban setiap indikator adalah salah satu pilihan dalam instrumen. Indikator yang dihitung dari angka
    tidak diperiksa. Jika lembar sebuah instansi memakai huruf untuk indikator Ya/Tidak dan artinya dikenal,
    alat ini hanya bertanya.

    ## Mengapa
    Jawaban di luar pilihan tidak mempunyai nilai.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | Apakah unit kerja telah membentuk tim untuk pembangunan Zona Integritas? | B | SK Tim Kerja
    ```
    Baik:
    ```
    A.1.1.A | Apakah unit kerja telah membentuk tim untuk pembangunan Zona Integritas? | YA | SK Tim Kerja
    ```

    ## Cara memperbaiki
    Lihat pilihan jawaban pada formulir, lalu pilih yang sesuai dengan keadaan.

    ## Dasar
    Pilihan jawaban dalam instrumen.
    """
    for entry in dossier.entries:
        indicator = dossier.form.indicator(entry) if dossier.form else None
        written = entry.row.answer.strip()
        if indicator is None or indicator.is_computed or not written or not indicator.letters:
            continue
        options = listed(list(indicator.letters))
        chosen = dossier.form.choice(entry) if dossier.form else None
        if chosen is None or chosen.option is None:
            said = f"Jawaban {quoted(written, 30)} bukan salah satu dari {options}."
            yield Hit(entry, said, key=(written.casefold(),))
        elif chosen.is_alias:
            yield _alias(entry, written, chosen.letter, options)


def _alias(entry: Entry, written: str, letter: str, options: str) -> Hit:
    return Hit(
        entry,
        f"Jawaban {written} dibaca sebagai {letter}, sebab instrumen menyediakan {options}. Apakah benar?",
        key=(written.casefold(),),
        level=Level.SARAN,
        confidence=Confidence.RENDAH,
    )
