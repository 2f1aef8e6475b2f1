"""BKT001."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.extract.continued import is_bare
from lke_docs.model import Confidence, Entry, EvidenceItem, Level
from lke_docs.patterns import rule_words
from lke_docs.series.sameness import code_order, item_key
from lke_docs.tuples import NamedTuple
from lke_docs.wording import listed, quoted

_SAYS_MUCH = 5  # words that two pieces do not share by chance
_SAYS_LITTLE = 3  # words: "Dokumen SKP" is rightly named under many questions


@rule(
    "BKT001",
    "bukti yang sama pada beberapa indikator",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut pada setiap indikator bagian dokumen yang menjawabnya, atau tambahkan bukti tersendiri.",
)
def same_evidence(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Butir bukti yang sama (tanpa melihat spasi, huruf besar, dan cara menulis tanggal) pada lebih dari satu
    indikator. Jika seluruh isi indikator dari subarea yang berlainan sama, temuannya perlu diperbaiki; jika
    hanya sebagian, hanya hampir sama, atau pertanyaannya bertetangga, disarankan. Butir yang sangat pendek,
    misalnya “Dokumen SKP”, tidak diperiksa sendiri-sendiri.

    ## Mengapa
    Satu dokumen boleh menjawab dua pertanyaan, tetapi pemeriksa ingin tahu bagian mana yang menjawab.
    Isian yang disalin sering tidak menjawab pertanyaan yang kedua.

    ## Contoh
    Buruk:
    ```
    A.2.1.A | A | Notula penghimpunan SOP setiap bidang tanggal 4 Maret 2021
    A.2.1.B | A | Notula penghimpunan SOP setiap bidang tgl 4 Maret 2021
    ```
    Baik:
    ```
    A.2.1.A | A | Notula penghimpunan SOP setiap bidang tanggal 4 Maret 2021
    A.2.1.B | A | Laporan penerapan SOP pelayanan tamu Triwulan I Tahun 2021
    ```

    ## Cara memperbaiki
    Bacalah pertanyaan setiap indikator, lalu tunjukkan halaman atau bagian yang menjawabnya.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai terhadap pertanyaannya.
    """
    cells = [_Cell(entry, _pieces(entry)) for entry in dossier.entries]
    cells = sorted((cell for cell in cells if cell.pieces), key=lambda cell: code_order(cell.entry.code))
    twins: dict[frozenset[str], list[_Cell]] = {}
    for cell in cells:
        twins.setdefault(frozenset(cell.pieces), []).append(cell)
    for keys, holders in twins.items():
        yield from _hit(keys, holders, whole=True)
    for some, sharers in _partly_alike([holders[0] for holders in twins.values()]):
        yield from _hit(some, sharers, whole=False)
    yield from _nearly_alike(cells)


class _Cell(NamedTuple):
    entry: Entry
    pieces: dict[str, EvidenceItem]


def _pieces(entry: Entry) -> dict[str, EvidenceItem]:
    return {item_key(item): item for item in entry.evidence.items if item.is_offered}


def _partly_alike(cells: Sequence[_Cell]) -> Iterator[tuple[Collection[str], Sequence[_Cell]]]:
    """Yield the telling pieces that the same rows share, with these rows; of rows wholly alike, the first."""
    shared: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        for key, item in cell.pieces.items():
            if _is_telling(key, item):
                shared.setdefault(key, []).append(index)
    groups: dict[tuple[int, ...], list[str]] = {}
    for key, holders in shared.items():
        groups.setdefault(tuple(holders), []).append(key)
    for indexes, keys in groups.items():
        yield keys, [cells[index] for index in indexes]


def _hit(keys: Collection[str], cells: Sequence[_Cell], *, whole: bool) -> Iterator[Hit]:
    """Yield a hit where several indicators hold these pieces and the pieces say enough."""
    codes = tuple(dict.fromkeys(cell.entry.code for cell in cells))
    first = cells[0]
    telling = [key for key in keys if _is_telling(key, first.pieces[key])]
    if len(codes) < 2 or not (telling or len(keys) > 1):
        return
    shown = sorted(telling or keys, key=lambda key: first.pieces[key].start)
    more = f" dan {len(shown) - 1} butir lain" if len(shown) > 1 else ""
    start = "Seluruh bukti dukung" if whole else "Sebagian bukti dukung"
    yield Hit(
        first.entry,
        f"{start} sama pada {listed(codes)}: {quoted(first.pieces[shown[0]].text)}{more}.",
        key=("seluruh" if whole else "sebagian", *codes[1:]),
        marks=tuple(Mark.of(cell.entry, cell.pieces[key]) for cell in cells for key in shown),
        related=codes[1:],
        level=None if whole and telling and not _are_neighbours(codes) else Level.SARAN,
    )


def _nearly_alike(cells: Sequence[_Cell]) -> Iterator[Hit]:
    """Pieces of several rows that have the same words, numbers and dates, but for their order and small words."""
    alike: dict[frozenset[str], dict[str, _Cell]] = {}
    for cell in cells:
        for key in cell.pieces:
            words = frozenset(key.split()) - rule_words().empty
            if len(words) >= _SAYS_MUCH:
                alike.setdefault(words, {}).setdefault(key, cell)
    for written in alike.values():
        codes = tuple(dict.fromkeys(cell.entry.code for cell in written.values()))
        if len(codes) > 1:
            first = next(iter(written))
            yield Hit(
                written[first].entry,
                f"Butir bukti yang hampir sama pada {listed(codes)}: {quoted(written[first].pieces[first].text)}.",
                key=("hampir", *codes[1:], first),
                marks=tuple(Mark.of(cell.entry, cell.pieces[key]) for key, cell in written.items()),
                related=codes[1:],
                level=Level.SARAN,
            )


def _are_neighbours(codes: Sequence[str]) -> bool:
    """Tell whether questions stand in one sub-area: one document often answers both, in different parts of it."""
    return len({code.rpartition(".")[0] for code in codes}) == 1


def _is_telling(key: str, item: EvidenceItem) -> bool:
    """Tell whether a piece names one certain document or deed, not merely a kind of paper."""
    return bool(item.references or (item.dates and not is_bare(item))) or len(key.split()) > _SAYS_LITTLE
