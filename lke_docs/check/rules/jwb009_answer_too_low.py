"""JWB009."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.letter import marks_of
from lke_docs.check.rule import Dossier, Hit, on_letter, rule
from lke_docs.claim import ClaimKind, Verdict
from lke_docs.instrument import Indicator, Option
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import decimal

_MEASURED = (ClaimKind.COVERAGE, ClaimKind.GAP, ClaimKind.ACHIEVED)  # what else a letter asks, the own one asks too


@rule(
    "JWB009",
    "jawaban lebih rendah daripada isinya",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Bacalah kriteria huruf yang lebih tinggi; jika memang tercapai, naikkan jawabannya.",
    applies=on_letter,
)
def answer_too_low(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian yang menyebut cakupan atau persentase huruf lebih tinggi daripada jawabannya, misalnya “58 dari 58
    pegawai” dengan huruf untuk sebagian besar. Huruf yang menuntut syarat lain lagi tidak diusulkan.

    ## Mengapa
    Unit kehilangan poin yang buktinya sudah ada.

    ## Contoh
    Buruk:
    ```
    A.3.3.D | Apakah pegawai mendapat kesempatan diklat? | B | Matriks keikutsertaan diklat 58 dari 58 pegawai tanggal 9 Juni 2021
    ```
    Baik:
    ```
    A.3.3.D | Apakah pegawai mendapat kesempatan diklat? | A | Matriks keikutsertaan diklat 58 dari 58 pegawai tanggal 9 Juni 2021
    ```

    ## Cara memperbaiki
    Cocokkan isinya dengan kriteria huruf yang lebih tinggi. Jangan menaikkan huruf yang dokumennya tidak ada.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        indicator = dossier.form.indicator(entry) if dossier.form and not on_letter(dossier, entry) else None
        own = dossier.form.choice(entry).option if dossier.form else None
        if indicator and own:
            yield from _higher(dossier, entry, indicator, own)


def _higher(dossier: Dossier, entry: Entry, indicator: Indicator, own: Option) -> Iterator[Hit]:
    if dossier.judge is None or dossier.judge.ground(entry).verdict is not Verdict.SHOWN:
        return
    asked = {(one.claim.kind, one.claim.value) for one in dossier.judge.option(own, entry)}
    for option in indicator.options:
        if option.value <= own.value:
            return
        judged = dossier.judge.option(option, entry)
        more = {(one.claim.kind, one.claim.value) for one in judged if one.claim.kind not in _MEASURED}
        is_wide = not any(one.claim.value in ("part", "few") for one in judged)  # any document shows a part
        if judged and is_wide and more <= asked and all(one.verdict is Verdict.SHOWN for one in judged):
            points = (option.value - own.value) * indicator.weight
            yield Hit(
                entry,
                f"Isi tampak memenuhi huruf {option.letter} (“{option.criterion}”), padahal dijawab {own.letter}; "
                f"selisihnya {decimal(points)} poin. Apakah jawabannya terlalu rendah?",
                key=(option.letter,),
                marks=marks_of(dossier, entry, list(judged)),
            )
            return
