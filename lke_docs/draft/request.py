"""What is to be drafted for one gap, as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

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
    GapKind.DATE: "naskah",
    GapKind.ACTIVITY_DATE: "naskah",
    GapKind.REQUIREMENT: "kelengkapan",
    GapKind.COUNTS: "perbaikan_jumlah",
}
_NO_EVENT = (GapKind.DATE, GapKind.ACTIVITY_DATE, GapKind.REQUIREMENT, GapKind.COUNTS)


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

    @property
    def period_value(self) -> str:
        """The period as files hold it; empty where the gap has none."""
        return self.period.value if self.period else ""

    @property
    def is_event(self) -> bool:
        """Whether the gap is about something that takes place, so that "held" needs its date and a record."""
        return self.gap.kind not in _NO_EVENT

    @property
    def closed_by(self) -> str:
        """What closes the gap, for people: a meeting, a monthly report."""
        if not self.is_meeting:
            return _FOLDERS[self.gap.kind]
        return "rapat_tindak_lanjut" if self.gap.kind is GapKind.FOLLOW_UP else "rapat"

    @property
    def folder(self) -> str:
        """Name of the folder: indicator, period, what it is. Safe on Windows."""
        parts = [self.indicator, self.period_value.lstrip("-").replace("/", "_"), self.closed_by]
        if self.number > 1:
            parts.append(str(self.number))
        return re.sub(r"[^A-Za-z0-9._-]", "-", "_".join(part for part in parts if part)).strip(".")


Chosen = TypeVar("Chosen", DraftRequest, Finding)


def select(gaps: Iterable[Chosen], *, only: str | None, but: str | None) -> list[Chosen]:
    """Requests or findings of the rules or indicators in `only` (empty: all) and not in `but`; codes by comma."""

    def has(gap: Chosen, codes: tuple[str, ...]) -> bool:
        return gap.rule.startswith(codes) or gap.indicator.upper().startswith(codes)

    wanted, unwanted = _codes(only), _codes(but)
    return [gap for gap in gaps if (not wanted or has(gap, wanted)) and not has(gap, unwanted)]


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (text or "").split(",") if code.strip())
