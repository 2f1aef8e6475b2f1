"""BER019."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.carried import folder_of
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.model import Confidence, Level
from lke_docs.patterns import time_words
from lke_docs.wording import listed

_LEAST = 3  # documents of one series that bear numbers one after the other
_HEAD = 4  # words of a subject that tell one series from another
_MOST_ABSENT = 2  # more that lack are no gap: the register counts other letters too


@rule(
    "BER019",
    "nomor urut terlewat dalam satu rangkaian berkas",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Periksa buku agenda: dokumen bernomor itu ada, batal, atau memang untuk surat lain.",
    applies=on_no_row,
)
def register_gap(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dokumen sejenis dengan hal yang sama yang bernomor urut, dengan satu atau dua nomor yang tidak ada di folder.

    ## Mengapa
    Nomor yang terlewat dalam rangkaian dapat berarti satu dokumen belum dilampirkan.

    ## Contoh
    Buruk:
    ```
    A.1.3.A | A | Berita acara pemeriksaan kas
    A.1.3.A/1.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-11/KPTS/I/2021
    A.1.3.A/2.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-12/KPTS/II/2021
    A.1.3.A/3.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-13/KPTS/III/2021
    A.1.3.A/5.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-15/KPTS/V/2021
    ```
    Baik:
    ```
    A.1.3.A | A | Berita acara pemeriksaan kas
    A.1.3.A/1.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-11/KPTS/I/2021
    A.1.3.A/2.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-12/KPTS/II/2021
    A.1.3.A/3.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-13/KPTS/III/2021
    A.1.3.A/4.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-14/KPTS/IV/2021
    A.1.3.A/5.pdf: BERITA ACARA / PEMERIKSAAN KAS / Nomor BA-15/KPTS/V/2021
    ```

    ## Cara memperbaiki
    Lampirkan dokumennya, atau catat pada lembar mengapa nomor itu tidak ada.

    ## Dasar
    Tata naskah dinas: nomor naskah diberikan berurutan.
    """
    for (slug, matter), serials in _series(dossier).items():
        absent = [str(number) for number in range(min(serials), max(serials)) if number not in serials]
        if len(serials) >= _LEAST and 0 < len(absent) <= _MOST_ABSENT:
            yield Hit(None, _said(matter, absent, tuple(serials.values())), key=(slug, matter, *absent))


def _said(matter: str, absent: Sequence[str], paths: Sequence[str]) -> str:
    among = f"{len(paths)} berkas “{matter}” (misalnya {listed(paths[:2])})"
    return f"Nomor urut {listed(absent)} tidak ada di antara {among}. Apakah belum dilampirkan?"


def _series(dossier: Dossier) -> dict[tuple[str, str], dict[int, str]]:
    """The files of one kind on one matter, by their serials; those of months or years are one series."""
    series: dict[tuple[str, str], dict[int, str]] = {}
    for file in folder_of(dossier).files:
        for part in file.parts:
            serial = part.number.fields.get("serial", "") if part.number and not part.has_doubtful_number else ""
            told = (part.subject or part.title).casefold().split()
            words = [word for word in told if word.isalpha() and word not in time_words().months][:_HEAD]
            if serial.isdecimal() and part.document_types and words:
                series.setdefault((part.document_types[0], " ".join(words)), {})[int(serial)] = file.path
    return series
