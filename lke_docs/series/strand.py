"""Which dated documents belong together: of one kind, on one matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import ceil

from lke_docs.model import EvidenceItem
from lke_docs.series.filing import main_type
from lke_docs.series.occurrence import Occurrence
from lke_docs.series.sameness import ABBREVIATED, initials_of, likeness, subject_words
from lke_docs.tuples import NamedTuple

_ROUNDING = 1e-9  # 0.6 of five words is three


class Matter(NamedTuple):
    """What a document is filed under: its type and the words of its subject. `step` only where it parts series."""

    document_type: str
    words: tuple[str, ...]
    step: int = 0

    @property
    def kind(self) -> tuple[str, int]:
        """What two documents of one series have wholly in common."""
        return self.document_type, self.step


class Strand(NamedTuple):
    """Occurrences that belong together, before their order is looked at. `subject` is that of the first."""

    matter: Matter
    subject: str
    occurrences: list[Occurrence]


def matter_of(item: EvidenceItem, *, unit: str = "", step: int = 0) -> Matter:
    """The type and subject of an item; `unit`, the office of the sheet, is no part of a subject."""
    return Matter(main_type(item), subject_words(item.subject, unit=unit), step)


def join(strands: Iterable[Strand], *, least: float) -> list[Strand]:
    """Join each strand to the first one before it of its kind whose words are as like as `least`.

    Only strands that share a telling word are compared: the cost grows with their number, not its square.
    """
    new = list(strands)
    if len(new) < 2:  # most rows: one document
        return new
    blocks = Blocks((strand.matter.words for strand in new), partial(_shared, least))
    joined: list[Strand] = []
    for strand in new:
        home = next((i for i in blocks.near(strand.matter) if _is_same(joined[i], strand, least)), None)
        if home is None:
            blocks.add(strand.matter, len(joined))
            joined.append(strand)
        else:
            joined[home].occurrences.extend(strand.occurrences)
    return joined


def _is_same(old: Strand, new: Strand, least: float) -> bool:
    words, other = old.matter.words, new.matter.words
    return words == other or likeness(words, other) >= least


def _shared(least: float, size: int, other: int) -> int:
    """How many words two sets of these sizes share, at least, where they are alike."""
    return ceil(least / (1 + least) * (size + other) - _ROUNDING)


class Blocks:
    """Matters by the words without which no other is like them.

    Two sets of given sizes that are alike share so many words (`shared`) that the rest of neither could hold them all:
    it is enough to look at the rarest words of each, as many as that leaves (prefix filtering), and at words that are
    written out on one side ("ppid"). `subjects`: the words of all that are added.
    """

    def __init__(self, subjects: Iterable[Sequence[str]], shared: Callable[[int, int], int]) -> None:
        self._counts = Counter(word for words in subjects for word in set(words))
        self._shared = shared
        # By kind, then by number of words: at which place of its words, the rarest first, one has a word.
        self._words: dict[tuple[str, int], dict[int, dict[tuple[int, str], list[int]]]] = {}
        self._initials: dict[tuple[tuple[str, int], str], list[int]] = {}
        self._short: dict[tuple[tuple[str, int], str], list[int]] = {}

    def near(self, matter: Matter) -> list[int]:
        """Positions of the matters that may be like this one, in order."""
        kind, positions = matter.kind, set[int]()
        ranked = self._ranked(matter.words)
        for size, places in self._words.get(kind, {}).items():
            shared = max(1, self._shared(size, len(ranked)))
            for word in ranked[: len(ranked) - shared + 1]:
                for place in range(size - shared + 1):
                    positions.update(places.get((place, word), ()))
        for word in _short(matter.words):
            positions.update(self._initials.get((kind, word), ()))
        for piece in _pieces(matter.words):
            positions.update(self._short.get((kind, piece), ()))
        return sorted(positions)

    def add(self, matter: Matter, position: int) -> None:
        ranked = self._ranked(matter.words)
        places = self._words.setdefault(matter.kind, {}).setdefault(len(ranked), {})
        for place, word in enumerate(ranked):
            places.setdefault((place, word), []).append(position)
        for index, keys in ((self._initials, _pieces(matter.words)), (self._short, _short(matter.words))):
            for key in keys:
                index.setdefault((matter.kind, key), []).append(position)

    def _ranked(self, words: Sequence[str]) -> list[str]:
        """The words, the rarest first; "" for a subject without any."""
        return sorted(set(words), key=lambda word: (self._counts[word], word)) or [""]


def _short(words: Sequence[str]) -> Iterator[str]:
    """Words that may be initials of others."""
    return (word for word in set(words) if len(word) in ABBREVIATED)


def _pieces(words: Sequence[str]) -> set[str]:
    """What may stand for some of these words: their initials, and parts of them."""
    letters = initials_of(words)
    return {letters[i : i + size] for size in ABBREVIATED for i in range(len(letters) - size + 1)}
