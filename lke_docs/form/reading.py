"""The reading itself: one frozen value for all that ask what a row means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lke_docs.form.choice import Choice, choose
from lke_docs.form.count import Count, Counts, group_counts, read_counts
from lke_docs.form.match import MatchedBy, RowMatch, match_rows, number_below
from lke_docs.instrument import Indicator, Instrument, Option
from lke_docs.model import Entry
from lke_docs.tuples import NamedTuple

_NO_CHOICE = Choice("", None)


class Form(NamedTuple):
    """A sheet read as one instrument. Rows are known by identity, for a code may stand twice.

    `matches` are in the order of the sheet. `homes` holds, by the code of a question, the row that answers
    it (the first one); `counts`, by the code of a computed question, its numbers.
    """

    instrument: Instrument
    matches: tuple[RowMatch, ...]
    homes: Mapping[str, Entry]
    counts: Mapping[str, Counts]
    questions: Mapping[int, Indicator]
    below: frozenset[int]
    chosen: Mapping[int, Choice]
    offered: Mapping[str, tuple[Option, ...]]
    counted: Mapping[int, Count]

    def indicator(self, entry: Entry) -> Indicator | None:
        """The question that a row answers; None where it is not clear, or where the row is a number below one."""
        return self.questions.get(id(entry.row))

    def is_number(self, entry: Entry) -> bool:
        """Whether a row stands below a computed question, to hold one of its numbers or a detail of them."""
        return id(entry.row) in self.below

    def count_of(self, entry: Entry) -> Count | None:
        """The number that a row is there to give for a computed question, filled in or not."""
        return self.counted.get(id(entry.row))

    def choice(self, entry: Entry) -> Choice:
        """What a row answers, as an option of its question."""
        return self.chosen.get(id(entry.row), _NO_CHOICE)

    def is_lowest(self, entry: Entry) -> bool:
        """Whether a row answers with the letter that claims nothing."""
        option = self.choice(entry).option
        return option is not None and option.value <= 0

    def options(self, entry: Entry) -> tuple[Option, ...]:
        """The options of the question that a row answers, best first."""
        indicator = self.indicator(entry)
        return self.offered[indicator.code] if indicator else ()


def read_form(entries: Sequence[Entry], instrument: Instrument) -> Form:
    """Match the rows to the questions of an instrument, and read the numbers of those that are computed."""
    matches = match_rows([entry.row for entry in entries], instrument)
    homes: dict[str, Entry] = {}
    for match, entry in zip(matches, entries, strict=True):
        if match.indicator and match.how is not MatchedBy.NUMBER:
            homes.setdefault(match.indicator.code, entry)
    counts = read_counts(matches, entries)
    counted = {id(count.entry.row): count for count in counts}
    matches = tuple(_with_number(match, counted.get(id(match.row))) for match in matches)
    numbers = frozenset(id(match.row) for match in matches if match.how is MatchedBy.NUMBER)
    asked = {id(match.row): match.indicator for match in matches if match.indicator and id(match.row) not in numbers}
    answers = {id(match.row): match.row.answer for match in matches}
    return Form(
        instrument=instrument,
        matches=matches,
        homes=MappingProxyType(homes),
        counts=group_counts(counts),
        questions=MappingProxyType(asked),
        below=numbers,
        chosen=MappingProxyType({row: choose(question, answers[row]) for row, question in asked.items()}),
        offered=MappingProxyType({code: instrument.indicators[code].options for code in homes}),
        counted=MappingProxyType(counted),
    )


def _with_number(match: RowMatch, count: Count | None) -> RowMatch:
    """A row right below a computed question that gives one of its numbers needs no code to be known."""
    return match if match.indicator or count is None else number_below(match.row, count.indicator)
