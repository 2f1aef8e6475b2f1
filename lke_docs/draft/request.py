"""What is to be drafted for one gap, as a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lke_docs.draft.belonging import GapName
from lke_docs.draft.facts import Facts
from lke_docs.draft.honesty import GapState
from lke_docs.draft.values import Value
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Finding
from lke_docs.moment import When

# The last part of the folder's name.
_FOLDERS = {
    GapKind.MONTH: "laporan_bulanan",
    GapKind.QUARTER: "laporan_triwulan",
    GapKind.FOLLOW_UP: "tindak_lanjut",
    GapKind.DOCUMENT: "kelengkapan",
    GapKind.BUNDLE: "kelengkapan",
    GapKind.NUMBER: "naskah",
    GapKind.DATE: "naskah",
    GapKind.ACTIVITY_DATE: "naskah",
    GapKind.REQUIREMENT: "kelengkapan",
    GapKind.COUNTS: "perbaikan_jumlah",
}
PAPERS = frozenset(
    {GapKind.NUMBER, GapKind.DATE, GapKind.ACTIVITY_DATE, GapKind.DOCUMENT, GapKind.BUNDLE, GapKind.REQUIREMENT}
)  # what the gap is about is a paper, which may well exist
_EVENTS = frozenset({GapKind.MONTH, GapKind.QUARTER, GapKind.FOLLOW_UP, GapKind.BUNDLE})
_ASKED = (GapState.EXISTS, GapState.HELD, GapState.NOT_MADE, GapState.PLANNED, GapState.NOT_HELD)
_REASONS = {
    GapState.UNASKED: "Naskahnya mungkin sudah ada: ditanyakan lebih dulu sebelum dibuat yang baru.",
    GapState.EXISTS: "Dinyatakan ada: salinan dan keterangannya diminta untuk melengkapi LKE.",
    GapState.NOT_MADE: "Dinyatakan belum dibuat: ini bentuk naskahnya.",
    GapState.HELD: "Dinyatakan sudah dilaksanakan dengan catatannya: ini mencatat yang terjadi.",
    GapState.NOT_HELD: "Dinyatakan tidak dilaksanakan: keterangan ini mengatakannya apa adanya.",
}


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """The drafts for one gap and one of its periods.

    `problem`: the finding's text, to be quoted and never read.
    """

    indicator: str
    rule: str
    fingerprint: str
    gap: Gap
    is_meeting: bool
    subject: str
    period: When | None
    problem: str
    state: GapState
    is_past: bool
    templates: tuple[str, ...]
    values: Mapping[str, Value]  # field, or "template.field" where one template differs
    facts: Facts = field(default_factory=Facts)
    number: int = 1  # of several requests that would have the same folder
    choices: tuple[tuple[GapState, tuple[str, ...]], ...] = ()  # what each answer leads to
    members: tuple[DraftRequest, ...] = ()  # the requests that this one serves together
    place: str = ""  # what the folder of several is named by: a month, an area
    kept: str = ""  # the folder of an earlier run, where people have typed into the drafts of these gaps

    @property
    def name(self) -> GapName:
        return GapName(self.indicator, self.period, self.rule, self.subject)

    @property
    def period_value(self) -> str:
        """The period as files hold it; empty where the gap has none."""
        return self.period.value if self.period else ""

    @property
    def is_event(self) -> bool:
        """Whether the gap is about something that takes place, so that "held" needs its date and a record."""
        return self.gap.kind in _EVENTS

    @property
    def served(self) -> tuple[DraftRequest, ...]:
        """The requests for one gap each that these drafts serve."""
        return self.members or (self,)

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(member.indicator for member in self.served))

    @property
    def reason(self) -> str:
        """Why these drafts, in one sentence for the index."""
        if self.gap.kind is GapKind.COUNTS:
            return "Jumlah pada LKE tidak cocok: bagian yang mencatatnya diminta mencocokkan."
        if self.state in _REASONS:
            return _REASONS[self.state]
        if self.gap.kind is GapKind.FOLLOW_UP:
            return "Hasil pemantauan belum ditindaklanjuti: laporan ini mencatat tindak lanjutnya."
        if not self.is_meeting:
            return "Laporan periode ini tidak ada pada LKE: laporan ini menutupnya."
        meets = "rapat ini menutupnya" if not self.members else f"satu rapat melayani {len(self.members)} kesenjangan"
        return f"Rapat periode ini tidak ada pada LKE: {meets}."

    @property
    def closed_by(self) -> str:
        """What closes the gap, for people: a meeting, a monthly report."""
        if self.templates == ("nota_dinas",) and self.gap.kind is not GapKind.COUNTS:
            return "kelengkapan"
        return "rapat" if self.is_meeting else _FOLDERS[self.gap.kind]

    @property
    def answers(self) -> tuple[tuple[GapState, tuple[str, ...]], ...]:
        """What people may answer to whether it is there, with the drafts that each answer leads to."""
        return tuple((state, names) for state, names in self.choices if state in _ASKED and names)

    @property
    def folder(self) -> str:
        """Name of the folder: indicator, period, what it is. Safe on Windows."""
        if self.kept:
            return self.kept
        parts = [self.place] if self.place else [self.indicator, self.period_value.lstrip("-").replace("/", "_")]
        parts.append(self.closed_by)
        if self.number > 1:
            parts.append(str(self.number))
        return re.sub(r"[^A-Za-z0-9._-]", "-", "_".join(part for part in parts if part)).strip(".")


Chosen = TypeVar("Chosen", DraftRequest, Finding)


def select(gaps: Iterable[Chosen], takes: Callable[[DraftRequest | Finding], bool]) -> list[Chosen]:
    """Findings that are taken, and requests that serve one."""
    return [gap for gap in gaps if any(map(takes, gap.served if isinstance(gap, DraftRequest) else (gap,)))]
