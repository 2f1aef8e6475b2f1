"""NOM001."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lke_docs.check.paper import Among, Paper, about, is_of_numbers, naming, of_persons, papers
from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Confidence, Level
from lke_docs.patterns import rule_words
from lke_docs.series.filing import deciding_types
from lke_docs.series.sameness import canonical
from lke_docs.wording import quoted


@rule(
    "NOM001",
    "keputusan atau perintah tanpa nomor",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Tulis nomor naskah seperti pada aslinya.",
    applies=naming("numbered"),
)
def no_number(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Surat keputusan dan surat perintah yang dijadikan bukti dukung disebut dengan nomornya. Nota dinas,
    surat tugas, surat edaran, dan berita acara juga biasanya bernomor; untuk itu hanya disarankan.
    Rancangan dan kumpulan naskah tidak diperiksa. Jika naskah yang sama disebut lengkap pada indikator
    lain, tidak ada temuan. Naskah yang tanggalnya juga tidak ada dilaporkan TGL001; di sini hanya disarankan.

    ## Mengapa
    Tanpa nomor, naskah sulit dicocokkan dengan berkasnya, dan pemeriksa tidak tahu naskah mana yang dimaksud.

    ## Contoh
    Buruk: `Surat Keputusan Kepala Balai tentang Agen Perubahan tanggal 22 Februari 2021`
    Baik: `Surat Keputusan Nomor KEP-9/B.2/02/2021 tanggal 22 Februari 2021 tentang Agen Perubahan`

    ## Cara memperbaiki
    Salin nomor dari naskah asli. Jika naskah memang belum bernomor, mintakan nomor kepada pengelola surat;
    jangan membuat nomor sendiri.

    ## Dasar
    Tata naskah dinas: naskah dinas arahan diberi nomor dan tanggal.
    """
    deciding = deciding_types()
    named = list(papers(dossier, deciding | rule_words().paper["numbered"]))
    numbered = Among(about(paper, dossier.sheet.unit) for paper in named if paper.references)
    seen = _Told(dossier.sheet.unit)
    for paper in named:
        if paper.references or about(paper, dossier.sheet.unit) in numbered:
            continue
        decides = paper.mention.slug in deciding and not is_of_numbers(dossier, paper.entry)
        decides = not seen.is_again(paper) and decides and not of_persons(paper)
        yield Hit(
            paper.entry,
            f"{paper.doc_type.title} disebut tanpa nomor: {quoted(paper.item.text)}.",
            key=(paper.mention.slug, canonical(paper.subject)),
            marks=(Mark.of(paper.entry, paper.item),),
            level=None if decides and paper.dates else Level.SARAN,
            confidence=None if decides else Confidence.SEDANG,
            gap=Gap(GapKind.NUMBER, (paper.mention.slug,), paper.subject),
        )


class _Told:
    """Papers by type and day, to know one that is named again: "nama-nama dalam SK mutasi 3 Maret 2025"."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._words: dict[tuple[str, date], set[str]] = {}

    def is_again(self, paper: Paper) -> bool:
        slug, words = about(paper, self._unit)
        on = next((day for it in paper.dates if (day := it.full)), None)
        if on is None:
            return False
        again = (slug, on) in self._words
        known = self._words.setdefault((slug, on), set())
        again = again and not (words and known and known.isdisjoint(words))
        known.update(words)
        return again
