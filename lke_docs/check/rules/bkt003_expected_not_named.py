"""BKT003."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import AskedDocument, asked_documents, phrases, rule_words
from lke_docs.series.sameness import code_order
from lke_docs.wording import listed, quoted

_MOST = 12


@rule(
    "BKT003",
    "dokumen yang diharapkan tidak disebut",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen yang ditanyakan dan tanggalnya; jika belum ada, pertimbangkan kembali jawabannya.",
    applies=on_evidence,
)
def expected_not_named(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dokumen yang disebut dalam pertanyaan sendiri (peta proses bisnis, peta jabatan, analisis beban kerja,
    perjanjian kinerja, dan lain-lain) juga disebut dalam bukti dukung. Syarat huruf jawaban yang sudah
    dilaporkan JWB003 tidak diulang. Selain itu, rapat biasanya dibuktikan dengan satu berkas: undangan,
    daftar hadir, notula, dan foto; rapat yang hanya menyebut notula disarankan dilengkapi.

    ## Mengapa
    Pemeriksa mencari dokumen yang ditanyakan. Dokumen lain tidak menjawab pertanyaannya.

    ## Contoh
    Buruk:
    ```
    A.2.1.A | Apakah SOP mengacu pada peta proses bisnis instansi? | B | Buku SOP Pelayanan Tamu tanggal 4 Maret 2021
    ```
    Baik:
    ```
    A.2.1.A | Apakah SOP mengacu pada peta proses bisnis instansi? | B | Buku SOP Pelayanan Tamu dan Peta Proses Bisnis tanggal 4 Maret 2021
    ```

    ## Cara memperbaiki
    Cantumkan dokumen yang ditanyakan, dengan tanggal atau nomornya. Untuk rapat, cantumkan seluruh berkasnya.

    ## Dasar
    Pertanyaan indikator itu sendiri; kebiasaan pemeriksaan untuk berkas rapat.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        if not entry.evidence.text.strip() or not entry.row.is_choice or _says_no(entry, dossier):
            continue
        absent = [asked for asked in asked_documents() if _is_absent(asked, entry, dossier)]
        if absent:
            named = listed([asked.title for asked in absent])
            yield Hit(
                entry,
                f"Pertanyaan menyebut {named}, tetapi bukti dukung tidak menyebutnya.",
                key=tuple(asked.title.casefold() for asked in absent),
                gap=Gap(GapKind.DOCUMENT, _types(absent), absent[0].title),
            )
    yield from _lone_minutes(dossier)


def _types(absent: Sequence[AskedDocument]) -> tuple[str, ...]:
    return tuple(sorted({slug for asked in absent for slug in asked.types}))


def _says_no(entry: Entry, dossier: Dossier) -> bool:
    is_lowest = dossier.form is not None and dossier.form.is_lowest(entry)
    return is_lowest or entry.row.answer.strip().casefold() == "tidak"


def _is_absent(asked: AskedDocument, entry: Entry, dossier: Dossier) -> bool:
    if not asked.types.isdisjoint(entry.evidence.document_types):
        return False
    if not asked.question.search(entry.row.question) or asked.evidence.search(entry.evidence.text):
        return False
    return asked.requirement.isdisjoint(_required(entry, dossier))


def _required(entry: Entry, dossier: Dossier) -> set[str]:
    """What the letter requires, so that another rule reports it."""
    option = dossier.form.choice(entry).option if dossier.form else None
    return set(option.requires) if option else set()


def _named(entry: Entry) -> set[str]:
    """The kinds of papers that a cell offers, or says beside them to be there: "(undangan dan daftar hadir ada)"."""
    items = [item for item in entry.evidence.items if not phrases("denial", "negation").search(item.text)]
    return {mention.slug for item in items for mention in item.mentions}.union(entry.evidence.document_types)


def _lone_minutes(dossier: Dossier) -> Iterator[Hit]:
    """One hit for the sheet: a habit of the unit, not forty faults."""
    bundle = rule_words().paper["bundle"]
    alone = [
        entry
        for entry in sorted(dossier.entries, key=lambda e: code_order(e.code))
        if "notula" in entry.evidence.document_types and bundle.isdisjoint(_named(entry))
    ]
    if not alone:
        return
    first = alone[0]
    marks = [
        Mark.of(entry, item)
        for entry in alone[:_MOST]
        for item in entry.evidence.items
        if "notula" in item.document_types
    ]
    example = first.row.evidence[marks[0].start : marks[0].end]
    yield Hit(
        first,
        f"Rapat pada {len(alone)} indikator disebut dengan notula saja, misalnya {quoted(example, 60)}; undangan dan "
        "daftar hadirnya tidak disebut.",
        key=("berkas rapat",),
        marks=tuple(marks[:_MOST]),
        related=tuple(dict.fromkeys(e.code for e in alone if e.code != first.code)),
        level=Level.SARAN,
        remedy="Lengkapi notula dengan undangan, daftar hadir, dan foto rapat yang sama.",
        gap=Gap(GapKind.BUNDLE, tuple(slug for slug in dossier.vocabulary.types if slug in bundle)),
    )
