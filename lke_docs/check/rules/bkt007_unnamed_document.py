"""BKT007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.rule import Act, Dossier, Hit, Mark, on_evidence, on_letter, rule
from lke_docs.claim import claim_vocabulary
from lke_docs.claim.bundle import Bundle, own_words
from lke_docs.claim.ground import ELSEWHERE, only_points
from lke_docs.model import Confidence, EvidenceItem, ItemKind, Level
from lke_docs.patterns import rule_words, title_of
from lke_docs.series.filing import main_type
from lke_docs.series.sameness import canonical, item_key
from lke_docs.wording import quoted

_WORD = re.compile(r"\w+")
_POINTS = Act("menunjuk", "Isian hanya menunjuk ke tempat lain, tanpa menyebut dokumennya,")


@rule(
    "BKT007",
    "dokumen tanpa nama kegiatan",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan perihalnya: notula rapat apa, laporan tentang apa.",
    applies=on_evidence,
)
def unnamed_document(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Notula, laporan, berita acara, undangan, daftar hadir, dan dokumentasi disebut dengan perihalnya.
    “Notula Monev” atau “Dokumentasi kegiatan” tidak mengatakan tentang apa. Isian yang hanya menunjuk ke tempat
    lain (“terlampir”, tautan) dilaporkan bersama.

    ## Mengapa
    Dokumen tanpa perihal tidak dapat dicari, dan tidak jelas menjawab pertanyaan yang mana.

    ## Contoh
    Buruk: `Notula Monev tanggal 28 April 2021`
    Baik: `Notula Monev penempatan pegawai baru tanggal 28 April 2021`

    ## Cara memperbaiki
    Salin judul atau perihal dari dokumennya.

    ## Dasar
    Kebiasaan pemeriksaan: dokumen disebut sehingga dapat ditemukan.
    """
    for entry in dossier.entries:
        bundle = Bundle(entry)
        unnamed = [it for it in entry.evidence.items if _is_unnamed(it) and not bundle.names(it)]
        if unnamed:
            yield Hit(
                entry,
                f"{title_of(main_type(unnamed[0]))} disebut tanpa perihal: {quoted(unnamed[0].text)}.",
                key=tuple(sorted({item_key(item) for item in unnamed})) or (canonical(unnamed[0].text),),
                marks=tuple(Mark.of(entry, item) for item in unnamed),
            )
    yield from _pointers(dossier)


def _pointers(dossier: Dossier) -> Iterator[Hit]:
    """Cells that only point elsewhere: what they hold was not read, and nobody can look for it by its name."""
    for entry in dossier.entries:
        if dossier.judge is None or on_letter(dossier, entry) or dossier.judge.ground(entry).claim is not ELSEWHERE:
            continue
        option = dossier.form.choice(entry).option if dossier.form else None
        if option and option.value > 0 and only_points(entry, claim_vocabulary()):
            yield Hit(
                entry,
                f"Isian hanya menunjuk ke tempat lain: {quoted(entry.evidence.text.strip(), 60)}.",
                key=("menunjuk",),
                marks=(Mark(entry, 0, len(entry.evidence.text)),),
                remedy="Sebut dokumennya: jenis, perihal, nomor atau tanggal; tautan cukup di sampingnya.",
                act=_POINTS,
            )


def _is_unnamed(item: EvidenceItem) -> bool:
    """A paper of an activity, offered alone, of which nothing is said but time and words that fit any."""
    words = rule_words()
    if item.kind is not ItemKind.DOCUMENT or item.references or main_type(item) not in words.paper["of_activity"]:
        return False
    if any(word in words.paper["yearly_words"] for word in _WORD.findall(item.text.casefold())):
        return False  # "Laporan Kinerja Tahun 2021" is its name
    return not own_words(item)
