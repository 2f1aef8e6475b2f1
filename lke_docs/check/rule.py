"""What a rule is, and what it is given. The table of rules is `lke_docs.check.RULES`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from lke_docs.check.follow_up import Unanswered
from lke_docs.claim import Judge
from lke_docs.extract.span import Spanned
from lke_docs.form import ASKED_ONLY, Counts, Form, is_prescribed
from lke_docs.gap import Consequence, Gap
from lke_docs.model import Confidence, Entry, Level, Sheet, State, Window
from lke_docs.office import allowance
from lke_docs.patterns import Vocabulary
from lke_docs.series import Horizon, Series
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lke_docs.claim import Judgement
    from lke_docs.files.model import Folder


class Dossier(NamedTuple):
    """All that a rule may look at: no clock, no files, no settings elsewhere.

    `instrument` is the id of the form, which is part of every fingerprint. `form` is the sheet read as that
    form and `judge` judges its letters; None where the form was not recognised. `unit_code`: the unit's own
    office code in numbers, where it was told.
    """

    sheet: Sheet
    entries: tuple[Entry, ...]
    horizon: Horizon
    vocabulary: Vocabulary
    instrument: str = ""
    by_code: Mapping[str, Entry] = MappingProxyType({})
    form: Form | None = None
    judge: Judge | None = None
    unit_code: str = ""
    series: Callable[[], tuple[Series, ...]] = tuple  # of the sheet, with those that go over several rows
    told: Callable[[], tuple[Counts, ...]] = tuple  # the numbers of computed questions that cells tell themselves
    unanswered: Callable[[], tuple[Unanswered, ...]] = tuple  # rounds of monitoring without a follow-up
    unreached: Callable[[], tuple[tuple[Entry, Judgement], ...]] = tuple  # rows below the frequency of their letter
    folder: Folder | None = None  # the files of evidence, where they were given

    @property
    def window(self) -> Window:
        return self.horizon.window

    @property
    def as_of(self) -> date:
        return self.horizon.as_of


class Mark(NamedTuple):
    """A piece of an entry's evidence to quote: offsets in the whole cell."""

    entry: Entry
    start: int
    end: int

    @classmethod
    def of(cls, entry: Entry, piece: Spanned) -> Mark:
        """The whole of a piece that was found in an entry: an item, a number, a date."""
        return cls(entry, piece.start, piece.end)


class Act(NamedTuple):
    """What is to be done, where the same may be asked on many rows: hits of one rule with one act are one finding.

    `said`: the beginning of that finding's message, which goes on "pada 7 indikator".
    """

    slug: str
    said: str


class Hit(NamedTuple):
    """What a check yields.

    `entry` is None where the finding concerns the sheet as a whole. `key` names the fault by meaning (a
    normalised number, a series and a month), never by position: the fingerprint is made of it.
    `remedy`, `level`, `confidence` and `consequence` replace the rule's own where this case differs. `gap`: what
    is missing, where a document can close it. `act`: what is to be done, where other rows may ask the same.
    """

    entry: Entry | None
    message: str
    key: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    related: tuple[str, ...] = ()
    remedy: str | None = None
    level: Level | None = None
    confidence: Confidence | None = None
    gap: Gap | None = None
    consequence: Consequence | None = None
    act: Act | None = None


class Skip(NamedTuple):
    """Why a rule does not run on a row: `not_applicable`, or `not_checked` with a reason."""

    state: State
    reason: str = ""


Check = Callable[[Dossier], Iterator[Hit]]
Applies = Callable[[Dossier, Entry], Skip | None]

NOT_APPLICABLE = Skip(State.NOT_APPLICABLE)
NO_WINDOW = Skip(State.NOT_CHECKED, "masa penilaian tidak diketahui; berikan dengan --window")
NO_FORM = Skip(State.NOT_CHECKED, "instrumen tidak dikenali")
ONLY_ASKED = Skip(State.NOT_CHECKED, ASKED_ONLY)
SPENT = Skip(State.NOT_CHECKED, allowance.SPENT)
NO_QUESTION = Skip(State.NOT_CHECKED, "pertanyaannya tidak dikenali dalam instrumen")


def on_evidence(_: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that have evidence."""
    if not entry.row.evidence:
        return NOT_APPLICABLE
    return ONLY_ASKED if is_prescribed(entry) else None


def on_every_row(_: Dossier, __: Entry) -> Skip | None:
    """The rule runs on each row."""
    return None


def on_no_row(_: Dossier, __: Entry) -> Skip | None:
    """The rule concerns the sheet as a whole."""
    return NOT_APPLICABLE


def on_question(dossier: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows with evidence whose question the form knows."""
    return on_evidence(dossier, entry) or unknown_question(dossier, entry)


def on_letter(dossier: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that answer a question of the form with a letter, and give evidence."""
    if not entry.row.is_choice:
        return NOT_APPLICABLE
    return on_question(dossier, entry)


def unknown_question(dossier: Dossier, entry: Entry) -> Skip | None:
    """What was not recognised is not checked, and said to be."""
    if dossier.form is None:
        return NO_FORM
    if dossier.form.indicator(entry):
        return None
    return NOT_APPLICABLE if dossier.form.is_number(entry) else NO_QUESTION


def on_references(_: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that name a number."""
    return None if entry.evidence.references else NOT_APPLICABLE


def on_dates(_: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that name a date."""
    return None if entry.evidence.dates else NOT_APPLICABLE


def on_periods(_: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that name a period."""
    return None if entry.evidence.periods else NOT_APPLICABLE


def on_time(dossier: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that name a date or a period."""
    return on_dates(dossier, entry) and on_periods(dossier, entry)


class Rule(NamedTuple):
    """One rule: what it is called, how much it weighs, on which rows it runs, how, and what it means for the letter."""

    code: str
    name: str
    level: Level
    confidence: Confidence
    remedy: str
    check: Check
    applies: Applies
    needs_window: bool = False  # rests where the assessment window is not known
    consequence: Consequence = Consequence.NOTHING
    contradicts: bool = False  # finds two things of a sheet which cannot both be so; else something that lacks

    @property
    def documentation(self) -> str:
        """The Indonesian text that the terminal, the rule page and the report print. Markdown."""
        return inspect.cleandoc(self.check.__doc__ or "")


def rule(
    code: str,
    name: str,
    *,
    level: Level,
    confidence: Confidence,
    remedy: str,
    applies: Applies = on_evidence,
    needs_window: bool = False,
    consequence: Consequence = Consequence.NOTHING,
    contradicts: bool = False,
) -> Callable[[Check], Rule]:
    """Make a `Rule` of a check function. Does not register it: see `check.RULES`."""
    return lambda check: Rule(
        code, name, level, confidence, remedy, check, applies, needs_window, consequence, contradicts
    )
