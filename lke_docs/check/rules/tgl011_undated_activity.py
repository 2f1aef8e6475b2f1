"""TGL011."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Act, Dossier, Hit, Mark, on_evidence, rule
from lke_docs.claim.bundle import Bundle, is_dated
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Entry, EvidenceItem, ItemKind, Level
from lke_docs.patterns import asked_documents, phrases, rule_words, vocabulary
from lke_docs.series.sameness import canonical, item_key
from lke_docs.wording import quoted

_ACT = Act("tanggal", "Dokumen kegiatan disebut tanpa tanggal atau periode")
_HEAD = 24  # characters before the name of a paper that still make it the head of the item


@rule(
    "TGL011",
    "dokumen kegiatan tanpa tanggal",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan tanggal atau periode setiap dokumen seperti pada aslinya.",
    applies=on_evidence,
    consequence=Consequence.CANNOT_TELL,
)
def undated_activity(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Notula, laporan, berita acara, dokumentasi, tangkapan layar, dan sosialisasi disebut dengan tanggal atau
    periodenya. Jika tidak satu pun bukti pada indikator itu bertanggal, sedikitnya separuhnya dokumen
    kegiatan, dan notula, laporan, atau berita acara di antaranya, temuannya perlu diperbaiki; selain itu disarankan. Dokumen perencanaan tanpa tahun juga hanya disarankan.

    ## Mengapa
    Tanpa tanggal, pemeriksa tidak tahu apakah kegiatannya dalam masa penilaian.

    ## Contoh
    Buruk: `Tangkapan layar aplikasi kepegawaian; Dokumentasi sosialisasi aplikasi kepegawaian`
    Baik: `Tangkapan layar aplikasi kepegawaian tanggal 5 Juli 2021; Dokumentasi sosialisasi aplikasi kepegawaian bulan Juni 2021`

    ## Cara memperbaiki
    Lihat dokumen atau fotonya. Jika tanggalnya tidak diketahui, jangan mengira-ngira; cari dokumen lain.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai dalam masa penilaian.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        items = [item for item in entry.evidence.items if item.is_offered or item.kind is ItemKind.LINK]
        papers = [item for item in items if item.kind is ItemKind.DOCUMENT]
        bundle = Bundle(entry)
        undated = [item for item in papers if not is_dated(item) and not bundle.dates(item)]
        active = [item for item in undated if _is_activity(item) and not _is_index(item)]
        wholly = len(undated) == len(papers) and not any(is_dated(item) for item in items)
        shown = active or ([item for item in undated if _is_plan(item)] if wholly else [])
        if shown:
            yield _hit(
                entry,
                shown,
                level=Level.PERLU if wholly and 2 * len(active) >= len(items) and _tells(active) else Level.SARAN,
            )


def _hit(entry: Entry, items: list[EvidenceItem], *, level: Level) -> Hit:
    more = f" dan {len(items) - 1} butir lain" if len(items) > 1 else ""
    return Hit(
        entry,
        f"Disebut tanpa tanggal atau periode: {quoted(items[0].text)}{more}.",
        key=tuple(sorted({item_key(item) or canonical(item.text) for item in items})),
        marks=tuple(Mark.of(entry, item) for item in items),
        level=level,
        act=_ACT if level is Level.PERLU else None,
        gap=Gap(GapKind.ACTIVITY_DATE, items[0].document_types, items[0].text),
    )


def _is_index(item: EvidenceItem) -> bool:
    """ "IPAK 3,81" is what a survey found, no paper."""
    name = phrases("counts", "index").match(item.text)
    return name is not None and not any(map(str.isalpha, item.text[name.end() :]))


def _is_activity(item: EvidenceItem) -> bool:
    """The paper of an activity stands at the head of the item, not somewhere in a sentence."""
    words = rule_words().paper
    first = next((mention for mention in item.mentions if mention.offered), None)
    if first is None or first.start - item.start > _HEAD:
        return False
    if first.slug not in words["of_activity"] and first.slug not in words["of_moment"]:
        return False
    # "Hasil monitoring PK dipakai sebagai bahan pembagian jasa" tells of a use
    used = phrases("sentence", "used").search(item.text)
    return not used or phrases("sentence", "enclosed").search(item.text) is not None


def _tells(items: list[EvidenceItem]) -> bool:
    """Minutes, reports and records tell of an activity on a day; a photo or a screenshot only accompanies."""
    telling = rule_words().paper["of_activity"] - rule_words().paper["accompanying"]
    return any(not telling.isdisjoint(item.document_types) for item in items)


def _is_plan(item: EvidenceItem) -> bool:
    """A paper for one year: a plan, or one with a name of its own; not a thing such as a banner or a system.

    "Dokumen IKU dan Renstra" is one for its IKU, and "Dokumen TNA" for what its question asks for.
    """
    lasting = rule_words().paper["lasting"] | rule_words().paper["strategic"]
    known = (slug for slug in item.document_types if slug in vocabulary().types and slug not in lasting)
    if item.mentions and any(vocabulary().types[slug].role == "document" for slug in known):
        return True
    return any(asked.evidence.search(item.text) for asked in asked_documents() if not asked.types)
