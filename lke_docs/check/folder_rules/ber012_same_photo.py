"""BER012."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from lke_docs.check.carried import Carried, carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.model import Confidence, Level
from lke_docs.tuples import NamedTuple
from lke_docs.wording import listed

_NEAR = 4  # bits of 64 in which pictures differ that are one, saved again
_WORD = re.compile(r"[^\W\d_]{3,}")  # less is a speck that an engine read
_SAME_WORDS = 60.0  # of 100: a smaller picture is read worse
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
    Foto yang sama, atau nyaris sama setelah diperkecil atau disimpan ulang, di berkas-berkas untuk kegiatan yang
    berbeda. Satu temuan untuk setiap foto. Gambar halaman yang tidak terbaca tidak
    dibandingkan.

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
    for group in _groups(dossier):
        files = {it.file.path: it for it in group}
        if len(files) > 1 and len({(it.entry.code, it.match.start) for it in group}) > 1:
            yield _hit(list(files.values()))


def _groups(dossier: Dossier) -> list[list[Carried]]:
    """The claims by the photo that they are carried by."""
    groups: list[tuple[_Photo, list[Carried]]] = []
    for it in carried(dossier, unsure=True):
        for photo in _photos(it):
            same = next((group for other, group in groups if photo.is_like(other)), None)
            if same is None:
                groups.append((photo, same := []))
            same.append(it)
    return [group for _, group in groups]


class _Photo(NamedTuple):
    """The hash of a picture and the words that were read in it: white pages of other words have one hash."""

    bits: int
    words: str

    def is_like(self, other: _Photo) -> bool:
        return (self.bits ^ other.bits).bit_count() <= _NEAR and ratio(self.words, other.words) >= _SAME_WORDS


def _photos(it: Carried) -> Iterator[_Photo]:
    """The pictures of a part that show something: no blank page, no logo, no page that is still to be read."""
    raw = it.file.raw
    pages = {page.number: page for page in raw.pages if raw.format == "gambar"}
    for picture in raw.pictures:
        bits, page = int(picture.alike or "0", 16), pages.get(picture.page)
        is_within = it.part.first_page <= picture.page <= it.part.last_page
        if _PLAIN <= bits.bit_count() <= 64 - _PLAIN and is_within and not (page and page.is_unread):
            yield _Photo(bits, " ".join(_WORD.findall(page.text)) if page else "")


def _hit(same: Sequence[Carried]) -> Hit:
    last = same[-1]
    return Hit(
        last.entry,
        f"Foto di {listed([it.where for it in same])} tampak sama. Apakah untuk kegiatan yang berbeda?",
        key=tuple(sorted(it.file.path for it in same)),
        marks=tuple(it.mark for it in reversed(same)),
        related=tuple({it.entry.code: None for it in same if it.entry.code != last.entry.code}),
    )
