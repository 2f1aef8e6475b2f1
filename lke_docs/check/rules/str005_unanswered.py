"""STR005."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lke_docs.check.rule import NO_FORM, NOT_APPLICABLE, Dossier, Hit, Skip, rule
from lke_docs.instrument import Indicator
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import listed

_FEW = 4  # codes that are told one by one


def _on_questions(dossier: Dossier, entry: Entry) -> Skip | None:
    if dossier.form is None:
        return NO_FORM
    return None if dossier.form.indicator(entry) else NOT_APPLICABLE


@rule(
    "STR005",
    "pernyataan belum dijawab",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Isi jawaban setiap pernyataan; pernyataan tanpa jawaban bernilai nol.",
    applies=_on_questions,
)
def unanswered(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Pernyataan formulir yang jawabannya kosong. Dilaporkan sekali untuk seluruh lembar, menurut komponennya,
    dengan pernyataan yang buktinya sudah ada tetapi jawabannya belum. Komponen yang kosong seluruhnya disebut.

    ## Mengapa
    Pernyataan tanpa jawaban tidak mendapat nilai, berapa pun buktinya.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja
    A.1.1.B | | Notula rapat pemilihan anggota tim tanggal 8 Januari 2021
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja
    A.1.1.B | A | Notula rapat pemilihan anggota tim tanggal 8 Januari 2021
    ```

    ## Cara memperbaiki
    Jawab setiap pernyataan sesuai keadaan. Jika tidak ada, jawab dengan huruf terendah.

    ## Dasar
    Rumus nilai dalam instrumen: nilai dihitung dari jawaban.
    """
    asked = [entry for entry in dossier.entries if dossier.form and dossier.form.indicator(entry)]
    empty = [entry for entry in asked if not _is_answered(dossier, entry)]
    if not empty or len(empty) == len(asked):
        return  # a sheet without any answer is told by another rule
    told = [entry.code for entry in empty] if len(empty) <= _FEW else _by_group(empty, asked)
    filled = [entry.code for entry in empty if entry.row.evidence.strip()]
    also = f" Buktinya sudah diisi pada {listed(filled)}." if filled else ""
    yield Hit(
        None,
        f"{len(empty)} dari {len(asked)} pernyataan belum dijawab: {listed(told)}.{also}",
        key=("lembar",),
        related=tuple(entry.code for entry in empty),
    )


def _by_group(empty: Sequence[Entry], asked: Sequence[Entry]) -> list[str]:
    groups = Counter(_group(entry.code) for entry in empty)
    whole = Counter(_group(entry.code) for entry in asked)
    return [f"seluruh {code} ({n})" if whole[code] == n and n > 1 else f"{code} ({n})" for code, n in groups.items()]


def _is_answered(dossier: Dossier, entry: Entry) -> bool:
    indicator = dossier.form.indicator(entry) if dossier.form else None
    if dossier.form is None or indicator is None or entry.row.answer.strip():
        return True
    counts = dossier.form.counts.get(indicator.code)
    if len(indicator.inputs) > 1 and not _has_rows(dossier, indicator):
        return True  # where its numbers are to stand, the sheet has no row
    return bool(counts and counts.numbers)


def _has_rows(dossier: Dossier, indicator: Indicator) -> bool:
    form = dossier.form
    counted = (form.count_of(entry) for entry in dossier.entries) if form else iter(())
    return any(count is not None and count.indicator.code == indicator.code for count in counted)


def _group(code: str) -> str:
    """The component or area of a code: its first three parts, fewer where it has no more."""
    return ".".join(code.split(".")[:-1][:3])
