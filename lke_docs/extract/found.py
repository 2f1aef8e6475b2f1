"""What was found in a whole cell, before it is split into pieces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lke_docs.extract.mention import Words, lead_regex
from lke_docs.extract.span import Spanned, Taken
from lke_docs.model import DocDate, Period, Reference
from lke_docs.patterns import vocabulary


@dataclass(eq=False)
class Found:
    """Words of the vocabulary, numbers, dates and periods of one cell, each in order."""

    words: Words
    references: tuple[Reference, ...]
    dates: tuple[DocDate, ...]
    periods: tuple[Period, ...]
    is_letter: bool = False  # labels of a letterhead stand in the cell

    @cached_property
    def claimed(self) -> Taken:
        """The spans that nothing may cut."""
        found: list[Spanned] = [*self.references, *self.dates, *self.periods]
        return Taken((one.start, one.end) for one in found)

    @cached_property
    def ends(self) -> frozenset[int]:
        """Where a number, a date or a period ends: there a document may."""
        return frozenset(one.end for group in (self.references, self.dates, self.periods) for one in group)

    @cached_property
    def papers(self) -> frozenset[int]:
        """Where the name of a paper begins, as against an activity or the prefix of a number."""
        kinds = vocabulary().types
        numbers = Taken((one.start, one.end) for one in self.references)
        papers = [hit for hit in self.words.types if kinds[hit.slug].role == "document"]
        return frozenset(hit.start for hit in papers if not numbers.overlaps(hit.start, hit.end))

    def begins_paper(self, text: str, position: int) -> bool:
        """Tell whether the name of a paper stands at a position, or behind blanks or a lead word there."""
        near = text[position : position + 120]
        lead = lead_regex().match(near.lower())
        first = position + len(near) - len(near.lstrip())
        return first in self.papers or (lead is not None and position + lead.end() in self.papers)
