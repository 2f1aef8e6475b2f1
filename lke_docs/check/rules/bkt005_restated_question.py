"""BKT005."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.model import Confidence, Consequence, Entry, EvidenceItem, ItemKind, Level
from lke_docs.patterns import rule_words, vocabulary
from lke_docs.series.sameness import canonical, subject_words
from lke_docs.wording import quoted

_FEW = 3  # words: a name so short cannot help repeating the question
_MOST = 0.8  # share of an item's words that stand in the question


@rule(
    "BKT005",
    "bukti hanya mengulang pertanyaan",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen atau kegiatannya: apa, kapan, dan nomor atau tanggalnya.",
    applies=on_evidence,
    consequence=Consequence.NOT_SHOWN,
)
def restated_question(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian tanpa nomor, tanggal, dan periode yang hampir seluruh katanya diambil dari pertanyaan atau dari
    kriteria huruf jawaban. Jika ada bukti lain di sampingnya, hanya disarankan.

    ## Mengapa
    Mengulang pertanyaan tidak menunjukkan apa pun.

    ## Contoh
    Buruk:
    ```
    A.1.4.A | Apakah pimpinan berperan sebagai role model dalam pelaksanaan Pembangunan WBK/WBBM? | YA | Pimpinan telah berperan sebagai role model dalam pelaksanaan pembangunan WBK/WBBM
    ```
    Baik:
    ```
    A.1.4.A | Apakah pimpinan berperan sebagai role model dalam pelaksanaan Pembangunan WBK/WBBM? | YA | Foto Kepala Balai memimpin apel disiplin tanggal 8 Maret 2021
    ```

    ## Cara memperbaiki
    Ganti dengan dokumen yang menunjukkan kejadiannya.

    ## Dasar
    Kebiasaan pemeriksaan: setiap jawaban dibuktikan dengan dokumen.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        items = [item for item in entry.evidence.items if item.is_offered or item.kind is ItemKind.LINK]
        sources = _sources(dossier, entry)
        same = [item for item in items if _repeats(item, sources)]
        if same:
            only = len(same) == len(items)
            yield Hit(
                entry,
                f"{quoted(same[0].text)} hanya mengulang pertanyaan; dokumen, tanggal, atau kegiatannya tidak disebut.",
                key=tuple(canonical(item.text) for item in same),
                marks=tuple(Mark(entry, item.start, item.end) for item in same),
                level=None if only else Level.SARAN,
            )


def _sources(dossier: Dossier, entry: Entry) -> list[frozenset[str]]:
    """The words of the question and of the criteria of its options."""
    indicator = dossier.form.indicator(entry) if dossier.form else None
    texts = [entry.row.question, *(option.criterion for option in (indicator.options if indicator else ()))]
    return [frozenset(_words(text)) for text in texts]


def _repeats(item: EvidenceItem, sources: Sequence[frozenset[str]]) -> bool:
    if item.references or item.dates or item.periods:
        return False
    text = item.text
    for mention in reversed(item.mentions):
        text = text[: mention.start - item.start] + text[mention.end - item.start :]
    words = _words(text)
    if len(words) <= _FEW:
        return False
    return any(sum(word in source for word in words) >= _MOST * len(words) for source in sources)


def _words(text: str) -> tuple[str, ...]:
    opening = _opening()
    return tuple(word for word in subject_words(text) if word not in opening)


@cache
def _opening() -> frozenset[str]:
    return frozenset(" ".join(vocabulary().claim).split()) | rule_words().paper["issued"]
