"""KAT001."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from lke_docs.check.person import is_in_name
from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.extract.span import Taken, places
from lke_docs.kept import shipped
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import alternation, formal_terms, time_words
from lke_docs.text import is_one_edit
from lke_docs.wording import listed

_WORD = re.compile(r"[^\W\d_]{6,40}")
_LEAST = 7  # letters of a term whose neighbours are taken for typing errors
_LABEL = re.compile(r"([^\W\d_]{4,10})[\s:.]{0,4}\Z")


@rule(
    "KAT001",
    "kemungkinan salah ketik istilah",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Perbaiki ejaannya jika memang salah ketik.",
    applies=on_evidence,
)
def typing_error(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Istilah resmi yang berbeda satu huruf dari ejaannya (Kejaksaaan, Pencanganan), dan salah ketik yang
    sering (yangmana, assesment). Daftarnya ada dalam patterns/istilah.toml. Nama orang, nama aplikasi, kata
    umum, dan kata yang ditulis demikian oleh formulirnya sendiri tidak diperiksa.

    ## Mengapa
    Salah ketik tidak mengubah nilai, tetapi menyulitkan pencarian dokumen.

    ## Contoh
    Buruk: `Dokumentasi Pencanganan Zona Integritas tanggal 5 Maret 2021`
    Baik: `Dokumentasi Pencanangan Zona Integritas tanggal 5 Maret 2021`

    ## Cara memperbaiki
    Perbaiki ejaannya, juga pada dokumen asli jika salah di sana.

    ## Dasar
    Ejaan istilah resmi.
    """
    asked = " ".join(" ".join(entry.row.question.casefold() for entry in dossier.entries).split())
    for entry in dossier.entries:
        text = entry.evidence.text
        told = {*_words(entry), *_phrases(entry)}
        copied = {it for it in told if " ".join(text[it[0] : it[1]].casefold().split()) in asked}  # the form writes so
        typos = sorted({*(it for it in told - copied if not is_in_name(text, it[0], it[1])), *_labels(entry)})
        if typos:
            said = dict.fromkeys(
                "“{}” mungkin maksudnya “{}”".format(*_apart(text[s:e], meant)) for s, e, meant in typos
            )
            yield Hit(
                entry,
                f"{listed(list(said))}.",
                key=tuple(sorted({" ".join(text[s:e].casefold().split()) for s, e, _ in typos})),
                marks=tuple(Mark(entry, start, end) for start, end, _ in typos),
            )


def _apart(written: str, meant: str) -> tuple[str, str]:
    """Both without the bracket that they share: "Informasi Publik (PPID" is told as "Informasi Publik"."""
    (bare, _, tail), (other, _, same) = written.rpartition(" ("), meant.rpartition(" (")
    return (bare, other) if bare and tail == same and ")" not in tail else (written, meant)


def _words(entry: Entry) -> Iterator[tuple[int, int, str]]:
    numbers = Taken(places(entry.evidence.references))
    for match in _WORD.finditer(entry.evidence.text):
        meant = meant_by(match[0].casefold())
        if meant and not numbers.overlaps(match.start(), match.start() + 1):
            yield *match.span(), _cased(meant, match[0])


@lru_cache(maxsize=8192)
def meant_by(word: str) -> str:
    """The one formal term that a word is a typing error of; "" where there is none or it is not clear."""
    if len(word) < _LEAST - 1 or word in formal_terms().kept or word in formal_terms().variants:
        return ""
    known = _by_shortened()
    if word in known.get(word, ()):  # a term itself
        return ""
    like = {term for key in _shortened(word) for term in known.get(key, ())}
    near = [term for term in like if is_one_edit(word, term)]
    return near[0] if len(near) == 1 else ""


@shipped
def _by_shortened() -> Mapping[str, tuple[str, ...]]:
    """Terms by what is left of them without one letter: two words that are one edit apart share such a rest."""
    known: dict[str, tuple[str, ...]] = {}
    for term in formal_terms().terms:
        if len(term) >= _LEAST:
            for key in _shortened(term):
                known[key] = (*known.get(key, ()), term)
    return known


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _cased(meant: str, written: str) -> str:
    if written.isupper():
        return meant.upper()
    return meant.capitalize() if written[0].isupper() else meant


def _phrases(entry: Entry) -> Iterator[tuple[int, int, str]]:
    for match in _variants().finditer(entry.evidence.text):
        key = " ".join(match[0].casefold().split())
        yield *match.span(), formal_terms().variants[key]


@cache
def _variants() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternation(formal_terms().variants)})(?![\w-])", re.IGNORECASE)


def _labels(entry: Entry) -> Iterator[tuple[int, int, str]]:
    """The label before a date: "tangga 16 Februari 2021"."""
    words = time_words()
    right = words.date_labels[:3]
    for date in entry.evidence.dates:
        match = _LABEL.search(entry.evidence.text, max(0, date.start - 14), date.start)
        label = match[1].casefold() if match else ""
        if match and label in words.date_labels and label not in right:
            yield *match.span(1), "tanggal"
