"""The numbers of a computed question: complaints to settle, being settled, settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from lke_docs.form.match import MatchedBy, RowMatch, input_of
from lke_docs.form.number import parse_number, written_number
from lke_docs.instrument import Compute, Indicator, InputField
from lke_docs.model import Entry
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"\w+")
_NAMED = 0.6  # share of their words by which a row names a number of the form


class CountFault(StrEnum):
    """Why the numbers of a question cannot all be right."""

    NEGATIVE = "negative"
    SUM = "sum"  # to be done is not being done and done together
    PART = "part"  # the part is more than the whole


class Count(NamedTuple):
    """One number of a computed question, and the row that gives it; `value` is None until it is filled in."""

    indicator: Indicator
    slug: str
    value: float | None
    entry: Entry


class Counts(NamedTuple):
    """The numbers of one computed question, by slug, and the rows that hold them, in order of the sheet."""

    indicator: Indicator
    numbers: Mapping[str, float]
    rows: tuple[Entry, ...]

    @property
    def is_complete(self) -> bool:
        return len(self.numbers) == len(self.indicator.inputs)

    @property
    def is_of_work(self) -> bool:
        """To be done = being done + done."""
        return self.is_complete and len(self.numbers) == 3 and self.indicator.compute is Compute.SHARE_FULL_AT_ZERO

    @property
    def values(self) -> list[float]:
        """The numbers that are there, in the order of the form."""
        return [self.numbers[given.slug] for given in self.indicator.inputs if given.slug in self.numbers]

    @property
    def fault(self) -> CountFault | None:
        """What is wrong with them together; None while some are missing."""
        if not self.is_complete:
            return None
        values = self.values
        if any(value < 0 for value in values):
            return CountFault.NEGATIVE
        if self.is_of_work and values[0] != values[1] + values[2]:
            return CountFault.SUM
        whole = values[0] + values[1] if self.indicator.compute is Compute.DECREASE else values[0]  # of both years
        is_part = self.indicator.compute in (Compute.SHARE, Compute.DECREASE)
        return CountFault.PART if is_part and values[-1] > whole else None


def read_counts(matches: Sequence[RowMatch], entries: Sequence[Entry]) -> tuple[Count, ...]:
    """Read the numbers of rows with a code below a computed question, else of the rows right below it.

    A number may stand in the column of answers or in that of evidence.
    """
    counts: list[Count] = []
    labelled = _by_label(matches)
    for position, match in enumerate(matches):
        indicator = match.indicator
        if indicator is None or not indicator.inputs:
            continue
        if match.how is MatchedBy.NUMBER:
            given = labelled.get(id(match.row)) or _by_number(match, indicator, labelled)
            number = parse_number(written_number(match.row))
            if given:
                counts.append(Count(indicator, given.slug, number.value if number else None, entries[position]))
            continue
        below = list(_below(matches, entries, position + 1))
        if len(below) == len(indicator.inputs):
            pairs = zip(indicator.inputs, below, strict=True)
            counts += [Count(indicator, given.slug, value, entry) for given, (value, entry) in pairs]
    return tuple(counts)


def _by_label(matches: Sequence[RowMatch]) -> Mapping[int, InputField]:
    """The rows that name a number of their question, where details of it stand between them.

    Below "Jumlah wajib LHKPN" stand "Kepala satuan kerja" and "Lainnya", and "Jumlah yang sudah lapor" comes last.
    """
    rows: dict[str, list[RowMatch]] = {}
    for match in matches:
        if match.indicator and match.how is MatchedBy.NUMBER:
            rows.setdefault(match.indicator.code, []).append(match)
    labelled: dict[int, InputField] = {}
    for group in rows.values():
        inputs = group[0].indicator.inputs if group[0].indicator else ()
        if len(group) <= len(inputs):
            continue
        best = {given: max(group, key=partial(_named, label=given.label)) for given in inputs}
        if all(_named(match, given.label) >= _NAMED for given, match in best.items()):
            labelled |= {id(match.row): given for given, match in best.items()}
    return labelled


def _by_number(match: RowMatch, indicator: Indicator, labelled: Mapping[int, InputField]) -> InputField | None:
    given = input_of(match.row.code, indicator)
    return None if given in labelled.values() else given


def _named(match: RowMatch, label: str) -> float:
    asked, words = (set(_WORD.findall(text.casefold())) for text in (match.row.question, label))
    return len(asked & words) / max(1, len(asked | words))


def _below(matches: Sequence[RowMatch], entries: Sequence[Entry], start: int) -> Iterator[tuple[float, Entry]]:
    """The numbers in the unmatched rows from a position on, up to the next question."""
    for position in range(start, len(matches)):
        if matches[position].indicator is not None:
            return
        number = parse_number(entries[position].row.answer)
        if number is not None:
            yield number.value, entries[position]


def group_counts(counts: Sequence[Count]) -> Mapping[str, Counts]:
    """Gather the numbers that are filled in by the code of their question, in order of the sheet."""
    groups: dict[str, Counts] = {}
    for count in counts:
        if count.value is None:
            continue
        old = groups.get(count.indicator.code, Counts(count.indicator, {}, ()))
        numbers = {**old.numbers, count.slug: count.value}
        groups[count.indicator.code] = Counts(count.indicator, numbers, (*old.rows, count.entry))
    return MappingProxyType(groups)
