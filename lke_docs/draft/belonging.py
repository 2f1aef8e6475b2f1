"""Which gap of this run is meant by what people wrote in an earlier one: an answer, a workbook of facts, a draft.

A gap is known by its indicator, its period and its document. The rule that tells it may be another one tomorrow:
a month that no document follows lies between two others once a later one is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from lke_docs import wording
from lke_docs.moment import When
from lke_docs.tuples import NamedTuple


class GapName(NamedTuple):
    """What a gap is known by from run to run. Where people write it, all but the indicator may be left out."""

    indicator: str
    period: When | None = None
    rule: str = ""
    document: str = ""

    def __str__(self) -> str:
        period = wording.period(self.period) if self.period else ""
        return ", ".join(filter(None, (self.indicator, period, self.document)))


class Said(Protocol):
    """What somebody wrote about a gap."""

    @property
    def name(self) -> GapName: ...


Told = TypeVar("Told", bound=Said)


class GapNames:
    """The gaps of one run."""

    def __init__(self, names: Iterable[GapName]) -> None:
        self._documents: dict[tuple[str, When | None], set[str]] = {}
        self._all = tuple(names)
        for name in self._all:
            self._documents.setdefault((name.indicator, name.period), set()).add(same_words(name.document))

    def means(self, said: GapName, gap: GapName) -> bool:
        """Whether what was `said` is about this gap: of a period by its document, whatever rule told it; else by its
        rule, unless the document that it names is that of another gap."""
        if said.indicator != gap.indicator or said.period not in (None, gap.period):
            return False
        document, asked = same_words(said.document), same_words(gap.document)
        if document and document == asked and said.period is not None:
            return True
        others = self._documents.get((gap.indicator, gap.period), set()) - {asked}
        return said.rule in ("", gap.rule) and not (document and asked and document in others)

    def answer(self, gap: GapName, said: Iterable[Told]) -> Told | None:
        """The first that was said of this gap."""
        return next((it for it in said if self.means(it.name, gap)), None)

    def unmet(self, said: Sequence[Told]) -> list[Told]:
        """What was said of no gap of this run."""
        return [it for it in said if not any(self.means(it.name, gap) for gap in self._all)]


def same_words(text: str) -> str:
    """A text as it is compared: whatever its blanks and capitals."""
    return " ".join(text.split()).casefold()
