"""Frozen values of an instrument: what a sheet asks, what each letter claims, what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from lke_docs.instrument.written import written_choice
from lke_docs.tuples import NamedTuple

#: Answer types whose value is computed from numbers instead of a letter.
COMPUTED = frozenset({"count", "percent", "index"})


class Compute(StrEnum):
    """How a value comes from numbers: the formulas of the instrument files, by name."""

    NONE = ""
    INDEX = "index"
    SHARE = "share"  # a part of a whole
    SHARE_FULL_AT_ZERO = "share_full_at_zero"  # to be done, being done, done; full where nothing was to be done
    RATIO = "ratio"  # so many for each, and more is no fault: changes for each agent of change
    DECREASE = "decrease"


class Rubric(StrEnum):
    """By which regulation letters are read. The files read as `FORM` does; `OLDER` where they hold its wording."""

    OLDER = "52/2014"
    FORM = "90/2021"


class Area(NamedTuple):
    """An area and its weight in points. `part`: pengungkit, pemenuhan, reform or hasil."""

    code: str
    name: str
    weight: float
    part: str


class SubArea(NamedTuple):
    """A sub-area and its weight in points; its score is the mean of its indicators times this."""

    code: str
    name: str
    weight: float


_Part = TypeVar("_Part", Area, SubArea)


class InputField(NamedTuple):
    """A number that a computed indicator needs. `code` is the row that holds it, where there is one."""

    slug: str
    label: str
    code: str = ""


class Quirk(NamedTuple):
    """A peculiarity to know. `code` names an indicator, sub-area or area, or `*` for the whole sheet."""

    code: str
    note: str


class Certainty(NamedTuple):
    """How sure a fact of the file is. `status`: seen, inferred, low or unverified."""

    fact: str
    status: str
    basis: str


class Option(NamedTuple):
    """One answer: what its letter claims, and its value between 0 and 1."""

    letter: str
    value: float
    criterion: str
    coverage: str | None = None
    cadence: str | None = None
    requires: tuple[str, ...] = ()
    gap_percent: tuple[float, float] | None = None
    achieved_percent_min: float | None = None
    achieved_percent_max: float | None = None
    maturity: int | None = None


class Threshold(NamedTuple):
    """Minima for a predicate, in points; None where the regulation sets none. See `confidence`."""

    predicate: str
    regulation: str
    confidence: str
    source: str
    total: float
    pengungkit: float | None = None
    area_percent: float | None = None
    bersih: float | None = None
    ipak: float | None = None
    ipak_index: float | None = None
    tlhp: float | None = None
    kinerja: float | None = None
    pelayanan: float | None = None
    ipkp_index: float | None = None
    prerequisite: str = ""


class OlderReading(NamedTuple):
    """How PermenPANRB 52/2014 words the options of an indicator, where its claims or its type differ."""

    answer: str
    options: Mapping[str, Option]
    scale: Mapping[str, float]


class Indicator(NamedTuple):
    """One question of the instrument."""

    code: str
    label: str
    answer: str
    weight: float
    keywords: tuple[str, ...]
    expects: tuple[str, ...]
    scale: Mapping[str, float]
    by_letter: Mapping[str, Option]
    aliases: Mapping[str, str]
    inputs: tuple[InputField, ...] = ()
    compute: Compute = Compute.NONE
    formula: str = ""
    consistency: str = ""
    note: str = ""
    rubric: str = ""
    rubric_confidence: str = ""
    maps_to: str = ""
    maps_relation: str = ""
    older: OlderReading | None = None
    also: tuple[tuple[str, ...], ...] = ()

    @property
    def wordings(self) -> tuple[tuple[str, ...], ...]:
        """Keywords of the question, and those of the other wordings it was printed with."""
        return (self.keywords, *self.also)

    @property
    def is_computed(self) -> bool:
        """Its value comes from numbers, not from a letter."""
        return self.answer in COMPUTED

    @property
    def letters(self) -> tuple[str, ...]:
        """Possible answers, best first; empty for a computed indicator."""
        return tuple(self.by_letter)

    def letter_of(self, answer: str) -> str | None:
        """The option that an answer as written names, or None: "a." is A, "Ya" is YA, aliases count."""
        bare = answer.strip().strip(".,;()").upper()
        written = self.aliases.get(bare) or written_choice(answer).choice.upper() or bare
        return written if written in self.by_letter else None

    def option(self, letter: str) -> Option | None:
        """The option with this letter."""
        return self.by_letter.get(letter)

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, best first."""
        return tuple(self.by_letter.values())


class Instrument(NamedTuple):
    """A versioned sheet form. `reading` says which older wording was asked for ("" = as the file says)."""

    id: str
    title: str
    regulation: str
    valid_from: date
    valid_to: date | None
    max_total: float
    scales: Mapping[str, Mapping[str, float]]
    thresholds: tuple[Threshold, ...]
    areas: tuple[Area, ...]
    sub_areas: tuple[SubArea, ...]
    indicators: Mapping[str, Indicator]
    quirks: tuple[Quirk, ...]
    requirements: Mapping[str, str]
    certainties: tuple[Certainty, ...] = ()
    results: Mapping[str, str] = MappingProxyType({})
    source: str = ""
    reading: str = ""

    def is_valid_in(self, year: int) -> bool:
        """Tell whether the form is valid on some day of a year."""
        return self.valid_from.year <= year <= (self.valid_to.year if self.valid_to else year)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, however its letters are cased."""
        indicator = self.indicators.get(code)
        return indicator or self.indicators.get(_folded(self.indicators).get(code.strip(" .").casefold(), ""))

    def sub_area_of(self, code: str) -> SubArea | None:
        """The sub-area whose code equals this one or is its longest dotted prefix."""
        return _longest_prefix(self.sub_areas, code)

    def area_of(self, code: str) -> Area | None:
        """The area whose code equals this one or is its longest dotted prefix."""
        return _longest_prefix(self.areas, code)

    def by_sub_area(self) -> dict[str, tuple[Indicator, ...]]:
        """Indicators of each sub-area, in the order of the form."""
        groups: dict[str, list[Indicator]] = {part.code: [] for part in self.sub_areas}
        for indicator in self.indicators.values():
            code = indicator.code
            while code and code not in groups:  # the longest dotted prefix
                code = code.rpartition(".")[0]
            if code:
                groups[code].append(indicator)
        return {code: tuple(members) for code, members in groups.items()}

    def quirks_of(self, code: str) -> tuple[Quirk, ...]:
        """What to know about this indicator, its sub-area and its area; not the notes on the whole sheet."""
        return tuple(q for q in self.quirks if code == q.code or code.startswith(f"{q.code}."))

    def read_as(self, rubric: Rubric) -> Instrument:
        """The same form, its letters in the wording of a rubric where the file holds it."""
        if rubric is Rubric.FORM:
            return self
        indicators = {code: _older(indicator) for code, indicator in self.indicators.items()}
        return self._replace(indicators=MappingProxyType(indicators), reading=rubric)


def _folded(codes: Iterable[str]) -> dict[str, str]:
    return {code.casefold(): code for code in codes}


def _older(indicator: Indicator) -> Indicator:
    if indicator.older is None:
        return indicator
    answer, options, scale = indicator.older
    return indicator._replace(
        answer=answer,
        by_letter=options,
        scale=scale,
        inputs=() if answer not in COMPUTED else indicator.inputs,
        rubric=Rubric.OLDER,
        rubric_confidence="seen",
        older=None,
    )


def _longest_prefix(parts: Iterable[_Part], code: str) -> _Part | None:
    best: _Part | None = None
    for part in parts:
        fits = code == part.code or code.startswith(part.code + ".")
        if fits and (best is None or len(part.code) > len(best.code)):
            best = part
    return best
