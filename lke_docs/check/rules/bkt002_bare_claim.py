"""BKT002."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.restated import repeats, sources_of
from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.check.rules.bkt006_left_over import on_own_disk
from lke_docs.check.web_address import addresses_of
from lke_docs.claim import claim_vocabulary
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, EvidenceItem, ItemKind, Level
from lke_docs.patterns import phrases, vocabulary
from lke_docs.wording import quoted

_WORD = re.compile(r"\w+")
_ACTIVE = re.compile(r"(?<![\w-])me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,16}(?![\w-])", re.IGNORECASE)


@rule(
    "BKT002",
    "pernyataan tanpa dokumen",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Sebut dokumen yang menunjukkannya: jenis, nomor atau tanggal, dan perihal.",
    consequence=Consequence.NOT_SHOWN,
)
def bare_claim(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Butir yang hanya menyatakan sesuatu telah dilakukan (“Telah dilakukan …”, “Kami rutin mengadakan …”) tanpa
    menyebut satu dokumen pun, di dalam kurung sekalipun. Jika seluruh isi indikator demikian, temuannya perlu
    diperbaiki; jika ada dokumen atau tautan di sampingnya, disarankan. Huruf terendah dan baris jumlah tidak
    menuntut dokumen.

    ## Mengapa
    Pernyataan bukan bukti. Pemeriksa meminta dokumen yang menunjukkannya.

    ## Contoh
    Buruk: `Telah dilakukan senam pagi secara rutin; Telah dilakukan kerja bakti di lingkungan kantor`
    Baik: `Laporan dan dokumentasi kerja bakti tanggal 9 April 2021`

    ## Cara memperbaiki
    Ganti setiap pernyataan dengan dokumennya: laporan, notula, daftar hadir, atau foto bertanggal. Untuk
    sarana, foto dan catatan inventaris sudah cukup.

    ## Dasar
    Kebiasaan pemeriksaan: setiap jawaban dibuktikan dengan dokumen.
    """
    for entry in dossier.entries:
        items = [item for item in entry.evidence.items if item.is_offered or item.kind is ItemKind.LINK]
        claims = [item for item in items if _tells(item) and not _names_paper(item) and not on_own_disk(item.text)]
        if not claims or _claims_nothing(dossier, entry):
            continue
        only, linked = len(claims) == len(items), bool(addresses_of(entry))
        start = "Seluruh isian hanya" if only else f"{len(claims)} dari {len(items)} butir hanya"
        yield Hit(
            entry,
            f"{start} berupa pernyataan tanpa dokumen, misalnya {quoted(claims[0].text)}.",
            key=("seluruh" if only else "sebagian",),
            marks=tuple(Mark.of(entry, item) for item in claims),
            level=None if only and not linked else Level.SARAN,
            consequence=Consequence.CANNOT_TELL if linked else None,
        )


def _tells(item: EvidenceItem) -> bool:
    """A claim, also of a word ("lengkap"), or a sentence with an active verb: "Kami rutin mengadakan apel pagi"."""
    if item.kind is not ItemKind.DOCUMENT:
        return item.kind is ItemKind.CLAIM
    if item.mentions or item.dates or item.periods:
        return False
    if set(_WORD.findall(item.text.casefold())).issubset(phrases("sentence", "bare").words):
        return True
    if not phrases("sentence", "subject").match(item.text):
        return False
    verbs = (match[0].casefold() for match in _ACTIVE.finditer(item.text))
    return any(verb not in phrases("sentence", "no_verb").words for verb in verbs)


def _names_paper(item: EvidenceItem) -> bool:
    """A sentence may name its papers wherever it likes: "... tanggal 9 Oktober 2021 (laporan, notula)".

    "Seluruh SOP" is what was dealt with, and no paper of it.
    """
    types, wholes = vocabulary().types, claim_vocabulary().terms["coverage.all"].words
    papers = any(
        types[mention.slug].role == "document"
        and not item.text[: mention.start - item.start].casefold().rstrip().endswith(wholes)
        for mention in item.mentions
        if mention.slug in types
    )
    return papers or bool(item.references) or phrases("sentence", "kept").search(item.text) is not None


def _claims_nothing(dossier: Dossier, entry: Entry) -> bool:
    """The lowest letter and the numbers of a computed question need no document; what is copied is told elsewhere."""
    form = dossier.form
    if form is None:
        return False
    indicator = form.indicator(entry)
    if form.is_number(entry) or (indicator is not None and indicator.is_computed):
        return True
    if phrases("denial", "negation").search(entry.evidence.text):
        return True  # "belum terintegrasi" claims nothing
    sources = sources_of(dossier, entry)
    copied = all(repeats(item, sources) for item in entry.evidence.items if item.is_offered)
    return copied or form.is_lowest(entry)
