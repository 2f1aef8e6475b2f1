"""STR001."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.model import Confidence, Level, Place, Sheet, SourceText
from lke_docs.series.sameness import canonical
from lke_docs.wording import quoted

_LONG = 25  # letters of a text that may be evidence; marks and numbers change no judgement
_SHOWN = 5


@rule(
    "STR001",
    "baris tanpa tempat dalam lembar",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Periksa baris itu pada berkas asal. Jika termasuk bukti dukung, letakkan di bawah indikatornya.",
    applies=on_no_row,
)
def unplaced_line(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Setiap baris lembar termasuk kepala lembar, judul, indikator, jawaban, bukti dukung, atau kaki lembar.
    Baris yang tidak dapat ditempatkan disebut di sini; tidak ada baris yang dibuang diam-diam. Jika dua
    lembar kerja mengisi indikator yang sama dengan cara berbeda, disebut berapa dan lima yang pertama.

    ## Mengapa
    Baris yang terlepas dari indikatornya tidak dinilai. Mungkin di dalamnya ada bukti dukung.

    ## Contoh
    Buruk:
    ```
    ! Notula rapat tim kerja tanggal 3 Mei 2021
    A.1.1.A | A | Notula rapat tim kerja tanggal 1 April 2021
    ```
    Baik:
    ```
    A.1.1.A | A | Notula rapat tim kerja tanggal 1 April 2021; Notula rapat tim kerja tanggal 3 Mei 2021
    ```
    (Tanda `!` menandai baris tanpa indikator.)

    ## Cara memperbaiki
    Buka berkas asal pada baris yang disebut. Pindahkan isinya ke indikator yang benar, atau hapus jika
    hanya sisa cetakan.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dukung dinilai per indikator.
    """
    yield from _differing(dossier.sheet)
    for run in _runs(dossier.sheet):
        what = "isian lain di lembar itu" if run[0].place.sheet else "baris sesudahnya"
        more = f" dan {len(run) - 1} {what}" if len(run) > 1 else ""
        yield Hit(
            None,
            f"{_capital(str(run[0].place))}{more} tidak dapat ditempatkan pada indikator mana pun: "
            f"{quoted(run[0].text)}.",
            key=(canonical(run[0].text),),
            level=None if any(len(line.text) >= _LONG for line in run) else Level.SARAN,
        )


def _differing(sheet: Sheet) -> Iterator[Hit]:
    """Yield one hit for each pair of worksheets that disagree."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for code, used, left in sheet.clashes:
        said = f"{code} {_said(used)} dan {_said(left)}"
        pairs.setdefault((used.place.sheet or "", left.place.sheet or ""), []).append((code, said))
    for (first, second), clashes in pairs.items():
        shown = [said for _, said in clashes[:_SHOWN]] + ["…"] * (len(clashes) > _SHOWN)
        yield Hit(
            None,
            f"Lembar “{first}” dan “{second}” mengisi {len(dict(clashes))} indikator dengan cara berbeda; yang dinilai "
            f"lembar “{first}”: {'; '.join(shown)}.",
            key=(first, second),
            remedy="Samakan kedua lembar itu, atau hapus lembar yang tidak dipakai.",
        )


def _said(text: SourceText) -> str:
    return f"{quoted(text.text, _LONG)} ({text.place.cell or text.place})"


def _runs(sheet: Sheet) -> Iterator[list[SourceText]]:
    """Yield what stands in one worksheet or on one page, or in lines that follow each other, together."""
    differing = {left for _, _, left in sheet.clashes}
    lines = [line for line in sheet.unplaced if line not in differing]
    run = lines[:1]
    for before, after in pairwise(lines):
        if _are_near(before.place, after.place):
            run.append(after)
        else:
            yield run
            run = [after]
    if run:
        yield run


def _are_near(before: Place, after: Place) -> bool:
    if before.line and after.line:
        return after.line == before.line + 1
    both = (before.sheet, before.page)
    return any(both) and both == (after.sheet, after.page)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
