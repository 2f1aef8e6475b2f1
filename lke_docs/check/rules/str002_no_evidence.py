"""STR002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.letter import shows_something
from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.gap import Consequence
from lke_docs.model import AnswerKind, Confidence, Entry, Level
from lke_docs.wording import quoted


def _on_answers(_: Dossier, entry: Entry) -> Skip | None:
    return None if makes_claim(entry) else NOT_APPLICABLE


@rule(
    "STR002",
    "jawaban tanpa bukti dukung",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Isi bukti dukung, atau ubah jawaban sesuai keadaan.",
    applies=_on_answers,
    consequence=Consequence.NOT_SHOWN,
)
def no_evidence(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Setiap indikator yang dijawab YA atau dengan huruf mempunyai bukti dukung. “-”, “xxx”, “menyusul”, atau dokumen
    yang semuanya “menyusul” bukan bukti dukung. Jawaban TIDAK, huruf terendah, jumlah, dan hasil tidak diperiksa.

    ## Mengapa
    Jawaban tanpa bukti dukung tidak dapat diterima pemeriksa.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | Keputusan Kepala Balai Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021
    A.1.1.B | A | -
    ```
    Baik:
    ```
    A.1.1.A | YA | Keputusan Kepala Balai Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021
    A.1.1.B | A | Notula rapat pemilihan anggota tim tanggal 8 Januari 2021
    ```

    ## Cara memperbaiki
    Sebut dokumen yang menunjukkan jawaban itu: jenis, nomor, tanggal, dan perihalnya. Jika dokumennya
    tidak ada, ubah jawabannya.

    ## Dasar
    Kebiasaan pemeriksaan: setiap jawaban dibuktikan. Tanggung jawab jawaban ada pada unit kerja.
    """
    claims = [entry for entry in dossier.entries if makes_claim(entry)]
    empty = [entry for entry in claims if not shows_something(entry) and not _is_lowest(dossier, entry)]
    if not claims and any(entry.row.answer.strip() for entry in dossier.entries):
        return  # numbers and Tidak alone ask for nothing
    if len(empty) == len(claims):
        yield _unfilled(len(claims), len(dossier.entries))
        return
    for entry in empty:
        text = entry.row.evidence
        said = f"bukti dukungnya hanya berisi {quoted(text)}" if text.strip() else "bukti dukungnya kosong"
        marks = (Mark(entry, 0, len(text)),) if text.strip() else ()
        yield Hit(entry, f"Dijawab “{entry.row.answer}”, tetapi {said}.", marks=marks)


def makes_claim(entry: Entry) -> bool:
    """Tell whether the answer claims something that evidence must show."""
    kind, answer = entry.row.answer_kind, entry.row.answer.strip().casefold()
    return kind is AnswerKind.LETTER or (kind is AnswerKind.YES_NO and answer == "ya")


def _is_lowest(dossier: Dossier, entry: Entry) -> bool:
    """The lowest letter says that there is nothing yet; nothing need show that."""
    return dossier.form is not None and dossier.form.is_lowest(entry)


def _unfilled(answers: int, rows: int) -> Hit:
    if answers:
        said, remedy = f"{answers} indikator dijawab, tidak satu pun disertai bukti dukung", "bukti dukung"
    else:
        said, remedy = f"dari {rows} indikator tidak satu pun dijawab", "jawaban dan bukti dukung"
    remedy = f"Isi {remedy} setiap indikator, lalu periksa lagi."
    return Hit(None, f"Lembar belum diisi: {said}.", key=("lembar",), remedy=remedy)
