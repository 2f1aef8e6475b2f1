"""TGL001."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.paper import Paper, deciding_types, naming, papers
from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.check.sameness import canonical, is_same_number, is_same_subject, subject_words
from lke_docs.check.wording import quoted, span
from lke_docs.extract.bind import month_of, year_of
from lke_docs.model import Confidence, Level, Reference
from lke_docs.patterns import rule_words


@rule(
    "TGL001",
    "keputusan atau perintah tanpa tanggal",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Tulis tanggal penetapan seperti pada naskah asli.",
    applies=naming("numbered"),
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
    deciding = deciding_types(dossier)
    found = list(papers(dossier, deciding | rule_words().paper["numbered"]))
    dated = [paper for paper in found if paper.dates]
    for paper in found:
        if paper.dates or _is_known(paper, dated, dossier):
            continue
        decides = paper.mention.slug in deciding
        number = next(iter(paper.references), None)
        month = _month(number) if number else ""
        hint = f" Menurut nomornya: {span(month)}." if month else ""
        yield Hit(
            paper.entry,
            f"{paper.doc_type.title} disebut tanpa tanggal: {quoted(paper.item.text)}.{hint}",
            key=(number.normalized.casefold() if number else canonical(paper.subject), paper.mention.slug),
            marks=(Mark(paper.entry, paper.item.start, paper.item.end),),
            level=None if decides else Level.SARAN,
            confidence=None if decides else Confidence.SEDANG,
            subject=paper.subject,
            periods=(month,) if month else (),
        )


def _month(reference: Reference) -> str:
    month, year = month_of(reference), year_of(reference)
    return f"{year:04d}-{month:02d}" if month and year else ""


def _is_known(paper: Paper, dated: Sequence[Paper], dossier: Dossier) -> bool:
    """Tell whether the same paper stands with its date elsewhere in the sheet."""
    words = subject_words(paper.item.subject, unit=dossier.sheet.unit)
    for other in dated:
        if paper.references and other.references:
            if is_same_number(paper.references[0], other.references[0], dossier.vocabulary):
                return True
        elif other.mention.slug == paper.mention.slug and is_same_subject(
            words, subject_words(other.item.subject, unit=dossier.sheet.unit)
        ):
            return True
    return False
