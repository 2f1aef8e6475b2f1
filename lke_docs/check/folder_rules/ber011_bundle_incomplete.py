"""BER011."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.check.carried import folder_of, matches
from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.files.model import Match, MatchState
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import rule_words, title_of
from lke_docs.wording import listed


@rule(
    "BER011",
    "berkas rapat tidak lengkap",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan undangan, daftar hadir, notula, atau foto yang belum ada.",
    applies=on_evidence,
)
def bundle_incomplete(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Berkas gabungan satu rapat (undangan, daftar hadir, notula, foto) yang salah satu bagiannya tidak tampak,
    padahal isian menyebut bagian itu.

    ## Mengapa
    Rapat dibuktikan oleh berkas yang lengkap; salah satunya saja dianggap kurang.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | Undangan, daftar hadir dan notula rapat tanggal 1 Maret 2021
    A.1.1.A/rapat.pdf: UNDANGAN / Nomor 3/UND/III/2021 / Hal : Undangan rapat / Hari/Tanggal : Senin, 1 Maret 2021 // NOTULA / Rapat tim / Hari/Tanggal : Senin, 1 Maret 2021 / Pembahasan : rencana kerja
    ```
    Baik:
    ```
    A.1.1.A | YA | Undangan, daftar hadir dan notula rapat tanggal 1 Maret 2021
    A.1.1.A/rapat.pdf: UNDANGAN / Nomor 3/UND/III/2021 / Hal : Undangan rapat / Hari/Tanggal : Senin, 1 Maret 2021 // DAFTAR HADIR / Hari/Tanggal : Senin, 1 Maret 2021 / 1 Budi / 2 Ani // NOTULA / Rapat tim / Hari/Tanggal : Senin, 1 Maret 2021 / Pembahasan : rencana kerja
    ```

    ## Cara memperbaiki
    Lengkapi berkasnya dengan dokumen yang memang ada.

    ## Dasar
    Kebiasaan pemeriksaan: rapat dibuktikan undangan, daftar hadir, notula, dan foto.
    """  # noqa: E501 - the lines of a file stand in one
    files = folder_of(dossier).by_path
    absent: dict[str, list[Match]] = {}
    for entry, match in matches(dossier, MatchState.MISSING, MatchState.UNSURE, MatchState.NOT_CHECKED):
        absent.setdefault(entry.code, []).append(match)
    told = set()
    for entry, match in matches(dossier, MatchState.FOUND):
        for rival in match.files:
            there = {slug for part in files[rival.path].parts for slug in part.document_types}
            lacking = [(it, slug) for it in absent.get(entry.code, ()) for slug in _papers(entry, it) - there]
            is_told = len(files[rival.path].parts) > 1 and not files[rival.path].raw.unread
            if is_told and lacking and (entry.code, rival.path) not in told:
                told.add((entry.code, rival.path))
                yield _hit(entry, rival.path, (match, *(it for it, _ in lacking)), [slug for _, slug in lacking])


def _papers(entry: Entry, match: Match) -> frozenset[str]:
    """The papers of a meeting that a claim names."""
    paper = rule_words().paper
    types = {slug for item in entry.evidence.items if item.start == match.start for slug in item.document_types}
    return (paper["of_meeting"] | paper["accompanying"]) & types


def _hit(entry: Entry, path: str, quotes: Sequence[Match], slugs: Sequence[str]) -> Hit:
    asked = listed([title_of(slug) for slug in slugs])
    said = f"Berkas gabungan {path} tidak memuat {asked} yang disebut isian."
    return Hit(entry, said, key=(path, asked), marks=tuple(Mark(entry, it.start, it.end) for it in quotes))
