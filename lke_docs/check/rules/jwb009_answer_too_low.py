"""JWB009."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.letter import marks_of
from lke_docs.check.rule import Dossier, Hit, Mark, on_letter, rule
from lke_docs.claim import ClaimKind, Judgement, Verdict
from lke_docs.instrument import Indicator, Option
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import phrases
from lke_docs.wording import decimal, quoted

_HALF = 50.0  # percent
_FOLLOW_UP = "tindak_lanjut"
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|persen\b)")
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
    pegawai” dengan huruf untuk sebagian besar. Huruf yang menuntut syarat lain lagi tidak diusulkan. Begitu
    pula “telah selesai” di bawah huruf terendah.

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
            yield from (*_done_after_all(dossier, entry, indicator, own), *_higher(dossier, entry, indicator, own))


def _higher(dossier: Dossier, entry: Entry, indicator: Indicator, own: Option) -> Iterator[Hit]:
    share = _share(entry) if own.coverage == "few" else None
    least = (Verdict.SHOWN, Verdict.CANNOT_TELL) if share else (Verdict.SHOWN,)
    if dossier.judge is None or dossier.judge.ground(entry).verdict not in least:
        return
    asked = {(it.claim.kind, it.claim.value) for it in dossier.judge.option(own, entry)}
    for option in indicator.options:
        if option.value <= own.value:
            return
        judged = dossier.judge.option(option, entry)
        more = {(it.claim.kind, it.claim.value) for it in judged if it.claim.kind not in _MEASURED}
        is_wide = not any(it.claim.value in ("part", "few") for it in judged)  # any document shows a part
        if judged and is_wide and more <= asked and all(_is_met(it, share) for it in judged):
            points = (option.value - own.value) * indicator.weight
            yield Hit(
                entry,
                f"Isi tampak memenuhi huruf {option.letter} (“{option.criterion}”), padahal dijawab {own.letter}; "
                f"selisihnya {decimal(points)} poin. Apakah jawabannya terlalu rendah?",
                key=(option.letter,),
                marks=marks_of(dossier, entry, list(judged)),
            )
            return


def _is_met(judged: Judgement, share: float | None) -> bool:
    is_most = judged.claim.kind is ClaimKind.COVERAGE and judged.claim.value == "most"
    return judged.verdict is Verdict.SHOWN or bool(share and share > _HALF and is_most)


def _share(entry: Entry) -> float | None:
    """The one percentage of a cell that denies nothing: "Jabatan 30, yang sudah disederhanakan 24 (80%)"."""
    text = entry.evidence.text
    told = {float(match[1].replace(",", ".")) for match in _PERCENT.finditer(text)}
    return told.pop() if len(told) == 1 and not phrases("denial", "negation").search(text) else None


def _done_after_all(dossier: Dossier, entry: Entry, indicator: Indicator, own: Option) -> Iterator[Hit]:
    """The lowest letter of a follow-up, where the cell tells that it was done: "Dua-duanya telah selesai"."""
    text = entry.evidence.text
    done = phrases("denial", "done").search(text) if own.coverage == "none" and own.value <= 0 else None
    asks = any(_FOLLOW_UP in option.requires for option in indicator.options)
    if done and asks and not phrases("denial", "negation").search(text[done.end() :]):
        yield Hit(
            entry,
            f"Isian menyebut {quoted(done[0])}, padahal jawaban {own.letter} berarti “{own.criterion}”. Apakah "
            "jawabannya terlalu rendah?",
            key=("selesai", own.letter),
            marks=(Mark(entry, *done.span()),),
        )
