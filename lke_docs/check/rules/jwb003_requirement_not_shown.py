"""JWB003."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.denial import denials_of
from lke_docs.check.letter import ON_TIME, judged, marks_of, shows_something
from lke_docs.check.rule import Act, Dossier, Hit, on_letter, rule
from lke_docs.claim import NO_INNOVATION, ClaimKind, Judgement, Verdict, claim_vocabulary
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Entry, Level

_PARTLY = "sebagian"
_FOLLOW_UP = "tindak_lanjut"
_SAID = {_PARTLY: "Yang disyaratkan jawaban baru tampak sebagian"}


@rule(
    "JWB003",
    "syarat jawaban tidak tampak",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen yang menunjukkan syarat itu, atau pilih huruf yang tidak mensyaratkannya.",
    applies=on_letter,
    consequence=Consequence.STEP_DOWN,
)
def requirement_not_shown(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Apa yang disyaratkan huruf jawaban menurut instrumen disebut dalam bukti dukung: inovasi yang bernama,
    keterlibatan pimpinan, tindak lanjut, analisis beban kerja, dan seterusnya. Yang mungkin termuat dalam
    dokumen yang disebut tidak dilaporkan.

    ## Mengapa
    Huruf jawaban baru berlaku jika semua syaratnya terbukti. Syarat yang tidak tampak menurunkan nilainya.

    ## Contoh
    Buruk:
    ```
    A.1.4.B | Apakah sudah ditetapkan agen perubahan? | A | SK Nomor KEP-12/B.2/02/2021 tanggal 3 Februari 2021 tentang Agen Perubahan
    ```
    Baik:
    ```
    A.1.4.B | Apakah sudah ditetapkan agen perubahan? | A | SK Nomor KEP-12/B.2/02/2021 tanggal 3 Februari 2021 tentang Agen Perubahan; Laporan Kegiatan Agen Perubahan Semester I Tahun 2021
    ```

    ## Cara memperbaiki
    Tambahkan dokumennya jika ada. Jika syarat itu tidak terpenuhi, huruf jawabannya satu tingkat lebih rendah.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """  # noqa: E501 - a cell is one line
    open_rows = {it.follow_up.code for it in dossier.unanswered() if not (it.answers or it.replies)}
    for entry, judgements in judged(dossier, ClaimKind.REQUIREMENT):
        missing = _missing(dossier, entry, judgements)
        told = {_FOLLOW_UP} if entry.code in open_rows else set[str]()  # a rule of its own names the rounds
        for act, same in _by_act([it for it in missing if it.claim.value not in told]).items():
            reasons = "; ".join(dict.fromkeys(it.reason.removeprefix("tidak tampak: ") for it in same))
            yield Hit(
                entry,
                f"Syarat jawaban {entry.row.answer.strip()} belum tampak dalam bukti: {reasons}.",
                key=tuple(sorted(it.claim.value for it in same)),
                marks=marks_of(dossier, entry, same),
                gap=Gap(GapKind.REQUIREMENT, subject=reasons),
                act=Act(act, _SAID.get(act, f"Jawaban mensyaratkan {act}; itu belum tampak")) if act else None,
            )


def _missing(dossier: Dossier, entry: Entry, judgements: list[Judgement]) -> list[Judgement]:
    """What no other rule tells: neither of a cell with nothing in it, nor of an innovation that it denies."""
    missing = [it for it in judgements if it.verdict is Verdict.NOT_SHOWN and it.claim.value != ON_TIME]
    if not missing or not shows_something(entry):
        return []
    told = any(it.reason == NO_INNOVATION or it.claim.value == _FOLLOW_UP for it in missing)
    denied = (told and denials_of(dossier, entry)) or None
    if denied is None:
        return missing
    text, needs = entry.evidence.text, claim_vocabulary().needs
    planned = any(terms.find(text, it.start, it.end) for it in denied[1] for terms in needs[_FOLLOW_UP].need)
    said = {NO_INNOVATION, _FOLLOW_UP} if planned else {NO_INNOVATION}
    return [it for it in missing if it.reason not in said and it.claim.value not in said]


def _by_act(missing: list[Judgement]) -> dict[str, list[Judgement]]:
    """What is missing by what is to be done for it: what is there in part is to be completed."""
    needs, acts = claim_vocabulary().needs, dict[str, list[Judgement]]()
    for judgement in missing:
        need = needs.get(judgement.claim.value)
        partly = _PARTLY if judgement.quotes else ""
        acts.setdefault((need.act if need else "") or partly, []).append(judgement)
    return acts
