"""A cell of evidence with what was found in it, before it is split into pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from lke_docs.extract.kind import is_letter
from lke_docs.extract.mention import BOX, Word, Words, lead_regex
from lke_docs.extract.prefilter import may_hold
from lke_docs.extract.span import Taken, brackets, first_from, mask, places
from lke_docs.model import DocDate, Period, Reference
from lke_docs.patterns import vocabulary

_BLANKS = 60  # before a name, on the line of its mark
_TICKED = re.compile(r"[☑☒✓✔√]|\[ ?[xX] ?\]|\( [xX] \)|□[^\n]{1,200}■|■[^\n]{1,200}□")
_A_BOX = rf"(?:{BOX}|[☐⬜□☑☒✓✔√✅✗✘❌■])\s*"
_BOX_FIRST, _BOX_LAST = re.compile(rf"\s*{_A_BOX}"), re.compile(rf"{_A_BOX}\Z")


@cache
def _listed() -> frozenset[str]:
    """The types whose names may begin a member of a list."""
    return frozenset(kind.slug for kind in vocabulary().types.values() if kind.listed)


@cache
def introducing_words() -> tuple[str, ...]:
    """Words behind which evidence begins: "berupa", "dibuktikan dengan"."""
    return vocabulary().listing["introduces"] + vocabulary().listing["shows"]


class lazy:  # noqa: N801 - reads as a property does
    """A property that is worked out when first asked for; without the lock of functools.cached_property."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work, self.__doc__ = work, work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, cell: Any, owner: type) -> Any:
        value = cell.__dict__[self.name] = self.work(cell)
        return value


class EvidenceText:
    """A text, the same in lower case, and its words of the vocabulary, numbers, dates and periods, each in order."""

    def __init__(
        self,
        text: str,
        low: str,
        words: Words,
        references: tuple[Reference, ...],
        dates: tuple[DocDate, ...],
        periods: tuple[Period, ...],
    ) -> None:
        self.text, self.low, self.words = text, low, words
        self.references, self.dates, self.periods = references, dates, periods
        self.looked: dict[int, tuple[Word | None, Word | None]] = {}
        self.papers: dict[int, Word]
        self.introduces = False  # a list in the midst of a sentence: its cutter says so
        self.finds = places((*references, *dates, *periods))
        # the names of papers by where they begin, as against activities and the prefixes of numbers
        papers = self.papers = {}
        listed = _listed()
        numbers = Taken(places(references)) if references else None
        for hit in words.types:
            if hit.slug in listed and not (numbers and numbers.overlaps(hit.start, hit.end)):
                papers[hit.start] = hit
        # what evidence is made of beside papers ("papan pengumuman"), by where it begins
        self.artefacts = {hit.start: hit for hit in words.artefacts} if words.artefacts else {}
        self.last = max((*self.papers, *self.artefacts, -1))  # where the last of both begins

    @lazy
    def is_letter(self) -> bool:
        """Whether labels of a letterhead stand in the cell."""
        return is_letter(self.text)

    @lazy
    def is_ticked(self) -> bool:
        """Whether the cell has a ticked box."""
        return _TICKED.search(self.text) is not None

    @lazy
    def has_boxes_behind(self) -> bool:
        """Whether the cell is a line whose boxes stand behind the names: "SK Tim ☑ Notula ☐"."""
        text = self.text.rstrip()
        return "\n" not in text and _BOX_LAST.search(text, len(text) - 5) is not None and not _BOX_FIRST.match(text)

    @lazy
    def may_say_state(self) -> bool:
        """Whether a word of a state ("belum", "menyusul") or an empty box may stand in the cell."""
        return may_hold("state", self.low) or ("akan" in self.low and may_hold("akan", self.low))

    @lazy
    def claimed(self) -> Taken:
        """The spans that nothing may cut."""
        return Taken(self.finds)

    @lazy
    def bracketed(self) -> Sequence[tuple[int, int]]:
        """The insides of parentheses; a lone one reaches to the end of its entry."""
        return brackets(self.text)

    @lazy
    def closed(self) -> Taken:
        """The insides of parentheses, which nothing may cut."""
        return Taken(self.bracketed)

    @lazy
    def open(self) -> str:
        """The text in lower case, with zeros for what nothing may cut."""
        shut = [*self.bracketed, *self.finds]
        return mask(self.low, shut) if shut else self.low

    @lazy
    def flat(self) -> str:
        """The text in lower case on one line, its places kept."""
        return self.low.replace("\n", " ")

    @lazy
    def ends(self) -> Mapping[int, int]:
        """Where a number, a date or a period ends, with its start: there a document may end too."""
        return {end: start for start, end in self.finds}

    @lazy
    def named(self) -> Sequence[Word]:
        """The names of papers, in order."""
        return list(self.papers.values())

    @lazy
    def members(self) -> Sequence[Word]:
        """Papers, activities and artefacts, in order."""
        return sorted((*self.words.types, *self.words.artefacts))

    def paper_at(self, position: int) -> Word | None:
        """The name of a paper that begins at a position, or behind blanks, a mark or a lead word there."""
        return (self.looked.get(position) or self._look(position))[0]

    def member_at(self, position: int) -> Word | None:
        """The same, of a paper or an artefact."""
        paper, artefact = self.looked.get(position) or self._look(position)
        return paper or artefact

    def _look(self, position: int) -> tuple[Word | None, Word | None]:
        """The paper and the artefact there; asked again and again, so each place is looked at once."""
        low, begin = self.low, position
        stop = min(len(low), position + _BLANKS)
        while begin < stop and low[begin].isspace():
            begin += 1
        paper, artefact = self.papers.get(begin), self.artefacts.get(begin)
        if paper is None and begin < self.last and (lead := lead_regex().match(low, begin)):
            paper, artefact = self.papers.get(lead.end()), artefact or self.artefacts.get(lead.end())
        self.looked[position] = paper, artefact
        return paper, artefact

    def has_own_number(self, start: int, end: int) -> bool:
        """Tell whether what begins at `start` closes with a number, a date or a period of its own before `end`."""
        groups = (self.references, self.dates, self.periods)
        return any((near := first_from(group, start)) and near.end <= end for group in groups)
