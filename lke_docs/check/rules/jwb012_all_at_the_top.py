"""JWB012."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.form import Form
from lke_docs.model import Confidence, Level

_LETTERS = 5  # answers, at least, that make a habit
_NUMBERS = 3


@rule(
    "JWB012",
    "semua jawaban tertinggi dengan angka satu",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Periksa apakah lembar ini isian sebenarnya, bukan contoh pengisian.",
    applies=on_no_row,
)
def all_at_the_top(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Lembar yang seluruh hurufnya tertinggi dan seluruh angkanya satu. Ditanyakan sekali untuk seluruh lembar.

    ## Mengapa
    Angka 1/1/1 adalah contoh pengisian pada banyak formulir.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja
    A.1.2.A | YA | Rencana kerja
    A.1.3.B | A | Notula monev
    A.3.3.D | A | Matriks diklat
    A.5.3.C | A | Laporan monev pengaduan
    A.5.3.B.1 | Jumlah pengaduan masyarakat yang harus ditindaklanjuti | 1 |
    A.5.3.B.2 | Jumlah pengaduan masyarakat yang sedang diproses | 1 |
    A.5.3.B.3 | Jumlah pengaduan masyarakat yang selesai ditindaklanjuti | 1 |
    ```
    Baik:
    ```
    A.1.3.B | B | Notula monev
    A.5.3.B.1 | Jumlah pengaduan masyarakat yang harus ditindaklanjuti | 5 |
    ```

    ## Cara memperbaiki
    Isi angka dari register unit sendiri, dan pilih huruf menurut bukti yang ada.

    ## Dasar
    Isi lembar itu sendiri.
    """
    if form := dossier.form:
        yield from _hit(form)


def _hit(form: Form) -> Iterator[Hit]:
    chosen = [option for entry in form.homes.values() if (option := form.choice(entry).option)]
    numbers = [value for group in form.counts.values() for value in group.values]
    is_top = len(chosen) >= _LETTERS and all(option.value >= 1 for option in chosen)
    if is_top and len(numbers) >= _NUMBERS and set(numbers) == {1.0}:
        yield Hit(
            None,
            f"Seluruh {len(chosen)} huruf adalah yang tertinggi, dan seluruh {len(numbers)} angka adalah 1. Apakah ini "
            "contoh pengisian?",
            key=("contoh",),
        )
