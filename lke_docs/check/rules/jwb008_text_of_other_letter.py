"""JWB008."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.restated import copied_option, named_option
from lke_docs.check.rule import Dossier, Hit, Mark, on_letter, rule
from lke_docs.gap import Consequence
from lke_docs.instrument import Option
from lke_docs.model import Confidence, Entry, EvidenceItem, Level
from lke_docs.wording import decimal, quoted


@rule(
    "JWB008",
    "isi berbunyi seperti huruf lain",
    level=Level.WAJIB,
    confidence=Confidence.SEDANG,
    remedy="Pilih huruf yang sesuai dengan isinya, atau perbaiki isiannya.",
    consequence=Consequence.STEP_DOWN,
    applies=on_letter,
    contradicts=True,
)
def text_of_other_letter(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian yang hampir kata demi kata sama dengan kriteria huruf lain pada pertanyaan itu, atau yang menyebut huruf
    lain itu sendiri (“isi sesuai pilihan B”). Jika huruf itu lebih
    rendah daripada jawabannya, temuannya wajib diperbaiki; jika lebih tinggi, hanya disarankan memeriksa
    apakah jawabannya terlalu rendah.

    ## Mengapa
    Pemeriksa menilai apa yang tertulis, bukan hurufnya.

    ## Contoh
    Buruk:
    ```
    A.3.3.D | Apakah pegawai mendapat kesempatan diklat? | A | Hanya sedikit pegawai mendapat kesempatan diklat
    ```
    Baik:
    ```
    A.3.3.D | Apakah pegawai mendapat kesempatan diklat? | A | Daftar peserta diklat seluruh pegawai tanggal 5 Juli 2021
    ```

    ## Cara memperbaiki
    Cari keadaan yang sebenarnya. Pilih huruf yang sesuai, lalu sebut dokumennya.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """
    for entry in dossier.entries:
        own = dossier.form.choice(entry).option if dossier.form and not on_letter(dossier, entry) else None
        if own is None:
            continue
        for item in entry.evidence.items:
            other = named_option(dossier, entry, item) or copied_option(dossier, entry, item)
            if other is None or other.letter == own.letter:
                continue
            yield _hit(entry, item, own, other, weight=_weight(dossier, entry))
            break


def _weight(dossier: Dossier, entry: Entry) -> float:
    indicator = dossier.form.indicator(entry) if dossier.form else None
    return indicator.weight if indicator else 0.0


def _hit(entry: Entry, item: EvidenceItem, own: Option, other: Option, *, weight: float) -> Hit:
    lower = other.value < own.value
    points = decimal((other.value - own.value) * weight)
    asks = "" if lower else f" Selisihnya {points} poin. Apakah jawabannya terlalu rendah?"
    return Hit(
        entry,
        f"{quoted(item.text)} berbunyi seperti huruf {other.letter} (“{other.criterion}”), "
        f"padahal dijawab {own.letter}.{asks}",
        key=(other.letter,),
        marks=(Mark.of(entry, item),),
        level=None if lower else Level.SARAN,
        consequence=None if lower else Consequence.NOTHING,
    )
