"""Frozen values of a score: what is claimed, what the evidence supports, and what to mend first."""

from __future__ import annotations

from lke_docs.claim import ConditionState, Judgement
from lke_docs.instrument import Certainty, Quirk
from lke_docs.tuples import NamedTuple


class Answer(NamedTuple):
    """The answer of one indicator. `value` is 0 to 1, None while open; `note` says how it was reached."""

    code: str
    written: str
    letter: str
    value: float | None
    note: str


class Step(NamedTuple):
    """A letter that the evidence does not carry, and what it lacks."""

    letter: str
    lacking: tuple[Judgement, ...]


class Support(NamedTuple):
    """How far the evidence carries an answer. Values are 0 to 1, None while the answer is open.

    `letter` is the best that nothing rules out, `steps` say what rules out those above it; `untold` is what
    cannot be told of it. `shown_letter` is the best that the evidence shows.
    """

    code: str
    letter: str
    value: float | None
    shown_letter: str
    shown_value: float | None
    steps: tuple[Step, ...] = ()
    untold: tuple[Judgement, ...] = ()
    note: str = ""


class PartScore(NamedTuple):
    """Points of a part of the form. `open`: the weight of what has no value yet; it counts nothing so far."""

    code: str
    name: str
    weight: float
    points: float
    open: float

    @property
    def best(self) -> float:
        """What the part comes to if all that is open turns out full."""
        return self.points + self.open


class Tally(NamedTuple):
    """One way of counting: by question (points by code), sub-area, area, part, and in total."""

    indicators: dict[str, PartScore]
    sub_areas: tuple[PartScore, ...]
    areas: tuple[PartScore, ...]
    parts: tuple[PartScore, ...]
    total: PartScore


class Criterion(NamedTuple):
    """One minimum of a threshold. `state`: met, not_met or open (hangs on what has no value yet, or cannot be told)."""

    name: str
    needed: float
    claimed: float
    claimed_state: str
    shown: float
    shown_state: str
    hanging: float  # points that hang on what cannot be told


class ThresholdResult(NamedTuple):
    """A predicate's minima against the score, with how sure the minima are."""

    predicate: str
    regulation: str
    confidence: str
    source: str
    prerequisite: str
    criteria: tuple[Criterion, ...]
    claimed_state: str
    shown_state: str


class Mend(NamedTuple):
    """What a gap costs: points that are not shown, effort (relative), and what is lacking for the claimed letter."""

    code: str
    points: float
    effort: int
    claimed: str
    shown: str
    lacking: tuple[Judgement, ...]

    @property
    def rank(self) -> float:
        return self.points / self.effort


class Score(NamedTuple):
    """The whole score of a sheet."""

    instrument: str
    title: str
    reading: str
    answers: tuple[Answer, ...]
    supports: tuple[Support, ...]
    claimed: Tally  # = shown + cannot_tell + not_shown, in every part
    shown: Tally
    cannot_tell: Tally
    not_shown: Tally
    thresholds: tuple[ThresholdResult, ...]
    mend: tuple[Mend, ...]
    notices: tuple[str, ...]
    quirks: tuple[Quirk, ...]
    certainties: tuple[Certainty, ...]
    conditions: tuple[ConditionState, ...]  # beside the points, each with what the sheet says of it
