"""BER012."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import Carried, carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.model import Confidence, Level

_NEAR = 4  # bits of 64 in which pictures differ that are one, saved again
_PLAIN = 8  # bits set, or not set, in the hash of a picture without content


@rule(
    "BER012",
    "foto yang sama untuk dua kegiatan",
    level=Level.PERLU,
    confidence=Confidence.RENDAH,
    remedy="Ganti dengan foto kegiatan yang bersangkutan.",
    applies=on_claims,
)
def same_photo(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Foto yang sama, atau nyaris sama setelah diperkecil atau disimpan ulang, di dua berkas yang membuktikan
    indikator yang berbeda.

    ## Mengapa
    Satu foto tidak dapat menjadi dokumentasi dua kegiatan.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | Foto rapat tim kerja
    A.1.2.A | YA | Foto sosialisasi rencana kerja
    @ A.1.1.A/foto rapat tim kerja.jpg: a1b2c3d4e5f60718
    @ A.1.2.A/foto sosialisasi rencana kerja.jpg: a1b2c3d4e5f60718
    ```
    Baik:
    ```
    A.1.1.A | YA | Foto rapat tim kerja
    A.1.2.A | YA | Foto sosialisasi rencana kerja
    @ A.1.1.A/foto rapat tim kerja.jpg: a1b2c3d4e5f60718
    @ A.1.2.A/foto sosialisasi rencana kerja.jpg: 5e4d3c2b1a09f8e7
    ```

    ## Cara memperbaiki
    Pastikan foto mana untuk kegiatan mana; foto kegiatan lain dikeluarkan.

    ## Dasar
    Kebiasaan pemeriksaan: dokumentasi membuktikan kegiatannya sendiri.
    """
    seen: list[tuple[int, Carried]] = []
    told: set[frozenset[str]] = set()
    for it, bits in ((claim, bits) for claim in carried(dossier, unsure=True) for bits in _photos(claim)):
        for other in (other for others, other in seen if (bits ^ others).bit_count() <= _NEAR):
            pair = frozenset((it.file.path, other.file.path))
            if len(pair) > 1 and _is_other_event(it, other) and pair not in told:
                yield _hit(it, other)
            told.add(pair)
        seen.append((bits, it))


def _photos(it: Carried) -> Iterator[int]:
    """The hashes of the pictures of a part that show something: no blank page, no logo."""
    for picture in it.file.raw.pictures:
        bits = int(picture.alike or "0", 16)
        if _PLAIN <= bits.bit_count() <= 64 - _PLAIN and it.part.first_page <= picture.page <= it.part.last_page:
            yield bits


def _is_other_event(it: Carried, other: Carried) -> bool:
    """Two claims, each with a file of its own."""
    return (it.entry.code, it.match.start) != (other.entry.code, other.match.start)


def _hit(it: Carried, other: Carried) -> Hit:
    return Hit(
        it.entry,
        f"Foto di {it.where} tampak sama dengan foto di {other.where}. Apakah untuk dua kegiatan?",
        key=tuple(sorted((it.file.path, other.file.path))),
        marks=(it.mark, other.mark),
        related=(other.entry.code,) if other.entry.code != it.entry.code else (),
    )
