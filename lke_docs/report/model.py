"""Frozen values that every renderer takes: one audit in the order in which people read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lke_docs.model import Audit, Confidence, Finding, FindingState, Level, Row
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lke_docs.check import Dossier
    from lke_docs.files.model import Folder
    from lke_docs.instrument import Instrument
    from lke_docs.score import Score
    from lke_docs.workspace.compare import Changed, Comparison
    from lke_docs.workspace.work import Work


_OPEN, _UNSURE = FindingState.OPEN, Confidence.RENDAH  # looked up once: every line of every page asks for them
_SAID = {level: level.value for level in Level}


class Reach(NamedTuple):
    """What was read and what was not. `resting`: why checks did not run: how many rules, on how many rows."""

    rows: int
    with_evidence: int
    unplaced: int
    resting: tuple[tuple[str, int, int], ...]
    notices: int  # what the reading has told of the file, such as cells that were not read

    @property
    def is_whole(self) -> bool:
        return not (self.unplaced or self.resting or self.notices)


class Listed(NamedTuple):
    """A finding in a list: its short id, what became of it since the run before (""), drafts that close it.

    `head` is the short id of the finding that gathers it with others.
    """

    finding: Finding
    id: str
    change: str = ""
    drafts: tuple[str, ...] = ()
    head: str = ""

    @property
    def level_said(self) -> str:
        """The level as people read it: one of low confidence is a question, one set aside no level at all."""
        if self.finding.state is not _OPEN:
            return "dikesampingkan"
        return "pertanyaan" if self.finding.confidence is _UNSURE else _SAID[self.finding.level]


class Stake(NamedTuple):
    """Points of one question: claimed = shown + cannot_tell + not_shown, of `weight`."""

    weight: float
    claimed: float
    shown: float
    cannot_tell: float
    not_shown: float

    @property
    def lost(self) -> float:
        return self.claimed - self.shown


class Task(NamedTuple):
    """One thing to do: where, for how many points, why, how. `first` is the finding that tells it, where one does.

    `more`: how many other findings stand on these indicators.
    """

    indicators: tuple[str, ...]
    points: float
    problem: str
    remedy: str
    first: Listed | None = None
    drafts: tuple[str, ...] = ()
    more: int = 0


class Habit(NamedTuple):
    """Like findings as one: what is done in many places, or concerns the sheet as a whole."""

    rule: str
    name: str
    level: Level
    remedy: str
    listed: tuple[Listed, ...]
    indicators: tuple[str, ...]

    @property
    def times(self) -> int:
        """How often, each row counted."""
        return sum(len(it.finding.singles) for it in self.listed)


class Marked(NamedTuple):
    """A marked piece of a cell; `letter` names the line of its card that it belongs to."""

    start: int
    end: int
    letter: str


class CardLine(NamedTuple):
    """One finding of a cell. Where it is told in full elsewhere, `home` names that indicator; one of a whole sheet is
    told on the first card that it touches."""

    letter: str
    listed: Listed
    home: str = ""


class Card(NamedTuple):
    """One indicator: what is asked, what is answered and means, its evidence with marks, its findings.

    `reasons` say, letter by letter, what the score lacks; `carried` are the letter that the evidence shows and the best
    that nothing rules out ("": none).
    """

    row: Row
    area: str
    option: str
    stake: Stake | None
    reasons: tuple[str, ...]
    marks: tuple[Marked, ...]
    lines: tuple[CardLine, ...]
    carried: tuple[str, str] = ("", "")


class Report(NamedTuple):
    """An audit as people read it: read, points, what to do first, the sheet as a whole, cards, rules.

    `listed` are the findings in the order of the audit, like ones gathered; `singles` each on its own row; `past`
    those that only the run before had. `work`: what people noted on findings, by fingerprint; `closed`: on others.
    `left_out`: how many known findings are not shown where only new ones were asked for; `unseen`: how many others
    the choice of rules, indicators and levels leaves out.
    """

    audit: Audit
    listed: tuple[Listed, ...]
    singles: tuple[Listed, ...]
    reach: Reach
    tasks: tuple[Task, ...]
    habits: tuple[Habit, ...]
    cards: tuple[Card, ...]
    areas: Mapping[str, str]
    form: str = ""
    settings: str = ""
    as_of_given: bool = False
    score: Score | None = None
    instrument: Instrument | None = None
    dossier: Dossier | None = None
    comparison: Comparison | None = None
    past: tuple[Changed, ...] = ()
    work: Mapping[str, Work] = MappingProxyType({})
    closed: tuple[Work, ...] = ()
    left_out: int | None = None
    unseen: int = 0

    @property
    def folder(self) -> Folder | None:
        """The folder of evidence; None where none was given."""
        return self.dossier.folder if self.dossier else None

    def card_of(self, code: str) -> Card | None:
        """The card of an indicator; None where the sheet has none."""
        return next((it for it in self.cards if it.row.code == code), None)

    def beside(self, code: str) -> tuple[str, str]:
        """The codes of the cards before and behind that of an indicator; "" where there is none."""
        codes = ["", *(it.row.code for it in self.cards), ""]
        at = codes.index(code, 1)
        return codes[at - 1], codes[at + 1]

    @property
    def form_on_paper(self) -> str:
        """The form without the option that changes it: a page or a workbook is no terminal."""
        return self.form.replace("; ubah dengan --instrument", "")

    @property
    def versions(self) -> tuple[str, str]:
        """Those of the rules and of the form; "" where the form is not known."""
        from lke_docs.check.edition import form_version, rules_version

        return rules_version(), form_version(self.instrument)

    @property
    def versions_said(self) -> str:
        """ "aturan 0.1.0-3f9c2a17, bentuk LKE zi-2019-5247ab01"."""
        return ", ".join(f"{name} {it}" for name, it in zip(("aturan", "bentuk LKE"), self.versions, strict=True) if it)
