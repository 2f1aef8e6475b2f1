"""JWB001."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Skip, rule, unknown_question
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import listed, quoted

_YES_NO = ("YA", "TIDAK")
_LETTERS = frozenset("ABCDE")
_SEVERAL = 3  # rows that show a habit of the application


def _on_answers(dossier: Dossier, entry: Entry) -> Skip | None:
    return unknown_question(dossier, entry) if entry.row.answer.strip() else NOT_APPLICABLE


@rule(
    "JWB001",
    "jawaban di luar pilihan",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Pilih salah satu jawaban yang disediakan formulir.",
    applies=_on_answers,
)
def unknown_letter(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jawaban setiap indikator adalah salah satu pilihan dalam instrumen. Indikator yang dihitung dari angka
    tidak diperiksa. Jika lembar sebuah instansi memakai huruf untuk indikator Ya/Tidak dan artinya dikenal,
    alat ini hanya bertanya; demikian pula jika semua pertanyaan Ya/Tidak dijawab dengan huruf. Huruf di depan
    bunyi pilihannya (“a. Seluruh SOP”) dibaca.

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
    printed = _printed_letters(dossier)
    if printed:
        yield _one_for_all(printed)
    for entry in dossier.entries:
        if entry not in printed:
            yield from _unknown(dossier, entry)


def _unknown(dossier: Dossier, entry: Entry) -> Iterator[Hit]:
    indicator = dossier.form.indicator(entry) if dossier.form else None
    written = entry.row.answer.strip()
    if indicator is None or indicator.is_computed or not written or not indicator.letters:
        return
    options = listed(list(indicator.letters))
    chosen = dossier.form.choice(entry) if dossier.form else None
    if chosen is None or chosen.option is None:
        said = f"Jawaban {quoted(written, 30)} bukan salah satu dari {options}."
        yield Hit(entry, said, key=(written.casefold(),))
    elif chosen.is_alias:
        yield _alias(entry, written, chosen.letter, options)


def _printed_letters(dossier: Dossier) -> list[Entry]:
    """The questions of Ya and Tidak, where all of a sheet are answered with letters: its application prints them so."""
    form = dossier.form
    homes = form.homes.values() if form else ()
    asked = [e for e in homes if form and (it := form.indicator(e)) and it.letters == _YES_NO and e.row.answer.strip()]
    lettered = [entry for entry in asked if entry.row.answer.strip().strip(".()").upper() in _LETTERS]
    return lettered if len(lettered) == len(asked) >= _SEVERAL else []


def _one_for_all(entries: Sequence[Entry]) -> Hit:
    first = entries[0]
    return Hit(
        first,
        f"{len(entries)} pertanyaan Ya/Tidak dijawab dengan huruf, misalnya {first.row.answer.strip()}. Apakah "
        "aplikasi instansi mencetaknya demikian, dan apa artinya?",
        key=("huruf",),
        related=tuple(entry.code for entry in entries[1:]),
        level=Level.SARAN,
        confidence=Confidence.RENDAH,
    )


def _alias(entry: Entry, written: str, letter: str, options: str) -> Hit:
    return Hit(
        entry,
        f"Jawaban {written} dibaca sebagai {letter}, sebab formulir menyediakan {options}. Apakah benar?",
        key=(written.casefold(),),
        level=Level.SARAN,
        confidence=Confidence.RENDAH,
    )
