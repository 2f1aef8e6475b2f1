"""TGL001."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.paper import Among, Paper, about, is_of_numbers, naming, of_persons, papers
from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.check.rules.nom010_other_unit import is_of_other_unit
from lke_docs.claim import claim_vocabulary
from lke_docs.extract.bind import moment_of
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Level, Reference
from lke_docs.moment import Moment, Unit
from lke_docs.patterns import rule_words
from lke_docs.patterns.blank import open_places
from lke_docs.series.filing import deciding_types
from lke_docs.series.sameness import canonical, is_same_number, number_place
from lke_docs.wording import period, quoted


@rule(
    "TGL001",
    "keputusan atau perintah tanpa tanggal",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Tulis tanggal penetapan seperti pada naskah asli.",
    applies=naming("numbered"),
    consequence=Consequence.CANNOT_TELL,
)
def no_date(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Surat keputusan dan surat perintah yang dijadikan bukti dukung disebut dengan tanggalnya. Nota dinas,
    surat tugas, surat edaran, dan berita acara hanya disarankan bertanggal. Jika naskah yang sama disebut
    dengan tanggal pada indikator lain, tidak ada temuan.

    ## Mengapa
    Dari tanggal, pemeriksa tahu apakah naskah berlaku dalam masa penilaian dan ditetapkan sebelum
    kegiatannya dilaksanakan.

    ## Contoh
    Buruk: `Surat Keputusan Kepala Balai Nomor KEP-10/B.2/Cr.1/03/2021 tentang Pegawai Teladan`
    Baik: `Surat Keputusan Nomor KEP-10/B.2/Cr.1/03/2021 tanggal 4 Maret 2021 tentang Pegawai Teladan`

    ## Cara memperbaiki
    Salin tanggal dari naskah asli. Jika naskah belum bertanggal, naskah itu belum selesai; jangan
    menambahkan tanggal mundur.

    ## Dasar
    Tata naskah dinas: naskah dinas arahan diberi nomor dan tanggal.
    """
    deciding = deciding_types()
    named = list(papers(dossier, deciding | rule_words().paper["numbered"]))
    dated = _Dated(dossier, [paper for paper in named if paper.dates])
    rows: dict[int, bool] = {}  # each row once: a cell may name thousands of decrees
    for paper in (paper for paper in named if not paper.dates and paper not in dated):
        decides = paper.mention.slug in deciding and not _needs_no_day(dossier, paper, rows)
        number = next(iter(paper.references), None)
        month = _month(number) if number else None
        hint = f" Menurut nomornya: {period(month)}." if month else ""
        yield Hit(
            paper.entry,
            f"{paper.doc_type.title} disebut tanpa tanggal: {quoted(paper.item.text)}.{hint}",
            key=(number.normalized.casefold() if number else canonical(paper.subject), paper.mention.slug),
            marks=(Mark.of(paper.entry, paper.item),),
            level=None if decides else Level.SARAN,
            confidence=None if decides else Confidence.SEDANG,
            gap=Gap(GapKind.DATE, (paper.mention.slug,), paper.subject, (month,) if month else ()),
        )


def _needs_no_day(dossier: Dossier, paper: Paper, rows: dict[int, bool]) -> bool:
    """Several decrees, one that counts, one that is to be filled in first, or to be replaced by the unit's own."""
    entry = paper.entry
    if id(entry) not in rows:
        rows[id(entry)] = is_of_numbers(dossier, entry) or is_of_other_unit(dossier, entry)
    return rows[id(entry)] or _are_many(paper) or of_persons(paper) or any(open_places(paper.item.text))


class _Dated:
    """The papers that stand with their date somewhere in the sheet."""

    def __init__(self, dossier: Dossier, papers: Sequence[Paper]) -> None:
        self.types, self.unit = dossier.vocabulary, dossier.sheet.unit
        self.subjects = Among(about(paper, self.unit) for paper in papers)
        self.numbers: dict[tuple[str, ...], dict[str, Reference]] = {}
        for paper in papers:
            for number in paper.references:
                self.numbers.setdefault(number_place(number), {})[number.normalized] = number

    def __contains__(self, paper: Paper) -> bool:
        if not paper.references:
            return about(paper, self.unit) in self.subjects
        number = paper.references[0]
        others = self.numbers.get(number_place(number), {}).values()
        return any(is_same_number(number, other, self.types) for other in others)


def _are_many(paper: Paper) -> bool:
    """ "SK Pegawai Teladan tiap triwulan Tahun 2023": several decrees of a year, each with its own day."""
    often = [terms for times, terms in claim_vocabulary().frequencies if 1 < times <= Unit.YEAR]
    return any(it.has_year for it in paper.item.periods) and any(terms.find(paper.item.text) for terms in often)


def _month(reference: Reference) -> Moment | None:
    """The month that a number bears, with its year."""
    stamp = moment_of(reference)
    return stamp if stamp and stamp.has_year and stamp.unit is Unit.MONTH else None
