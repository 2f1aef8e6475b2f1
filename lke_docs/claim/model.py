"""What a letter claims, and what its test on the evidence answers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lke_docs.form import Form
from lke_docs.instrument import Instrument
from lke_docs.model import Entry
from lke_docs.moment import Moment
from lke_docs.series import Horizon, Occurrence
from lke_docs.tuples import NamedTuple


class ClaimKind(StrEnum):
    """What sort of thing a letter claims."""

    CADENCE = "cadence"
    COVERAGE = "coverage"
    REQUIREMENT = "requirement"
    GAP = "gap"
    ACHIEVED = "achieved"
    MATURITY = "maturity"
    EVIDENCE = "evidence"  # that there is any


class Verdict(StrEnum):
    """What the evidence says about one claim."""

    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot_tell"


class Claim(NamedTuple):
    """One thing that a letter claims."""

    kind: ClaimKind
    value: str
    low: float | None = None
    high: float | None = None


class Quote(NamedTuple):
    """A piece of a row's evidence: offsets in the whole cell."""

    code: str
    start: int
    end: int
    text: str


class Judgement(NamedTuple):
    """The answer of one test, why (Indonesian, for the user), and what it rests on.

    `missing`: the periods whose documents would settle it, where they are known, in which `series`.
    """

    claim: Claim
    verdict: Verdict
    reason: str
    quotes: tuple[Quote, ...] = ()
    missing: tuple[Moment, ...] = ()
    series: tuple[Occurrence, ...] = ()

    @property
    def is_missing(self) -> bool:
        """The letter cannot stand on this evidence."""
        return self.verdict in (Verdict.NOT_SHOWN, Verdict.CONTRADICTED)


class CadenceMeaning(NamedTuple):
    """What counts as "berkala". No regulation gives a number; these are ours and can be set."""

    min_documents: int
    max_step_months: int
    irregular_months: int
    grace_days: int

    def describe(self) -> str:
        return (
            f"uji alat ini, bukan peraturan: sedikitnya {self.min_documents} dokumen bertanggal dengan jarak "
            f"teratur paling lama {self.max_step_months} bulan, dan periode terakhir tidak terlewat "
            f"(yang berakhir kurang dari {self.grace_days} hari lalu belum ditunggu)"
        )


class Context(NamedTuple):
    """All that a test may look at beside the entry."""

    form: Form
    horizon: Horizon
    meaning: CadenceMeaning
    unit: str = ""  # its name, as the sheet gives it

    @property
    def instrument(self) -> Instrument:
        return self.form.instrument

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The row that answers each question, by its code."""
        return self.form.homes


def quote(entry: Entry, start: int, end: int) -> Quote:
    """Quote a piece of an entry's evidence."""
    return Quote(entry.code, start, end, entry.evidence.text[start:end])
