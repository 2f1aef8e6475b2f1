"""What is to be drafted for one gap, as a value; and what a gap becomes in each state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from lke_docs.draft.facts import Facts
from lke_docs.draft.honesty import GapState
from lke_docs.draft.values import Value
from lke_docs.model import Finding


class GapKind(StrEnum):
    """What kind of document closes a gap; the value is part of the folder's name."""

    MEETING = "rapat"
    MONTHLY = "laporan_bulanan"
    QUARTERLY = "laporan_triwulan"
    FOLLOW_UP = "tindak_lanjut"
    FOLLOW_UP_MEETING = "rapat_tindak_lanjut"
    LETTER = "naskah"
    BUNDLE = "kelengkapan"
    COUNTS = "perbaikan_jumlah"

    @property
    def is_event(self) -> bool:
        """Whether the gap is about something that takes place, so that "held" needs its date and a record."""
        return self not in (GapKind.LETTER, GapKind.COUNTS)


MEETING_PACKAGE = ("undangan", "daftar_hadir", "notula")
GAP_NOTE = ("surat_keterangan",)
_PLANNED = {
    GapKind.MEETING: MEETING_PACKAGE,
    GapKind.MONTHLY: ("laporan_monev_bulanan",),
    GapKind.QUARTERLY: ("laporan_monev_triwulan",),
    GapKind.FOLLOW_UP: ("laporan_tindak_lanjut",),
    GapKind.FOLLOW_UP_MEETING: (*MEETING_PACKAGE, "laporan_tindak_lanjut"),
    GapKind.BUNDLE: ("nota_dinas",),
    GapKind.COUNTS: ("nota_dinas",),
}
# An invitation and an attendance list cannot be made after the meeting.
_HELD = {
    **_PLANNED,
    GapKind.MEETING: ("notula",),
    GapKind.FOLLOW_UP_MEETING: ("notula", "laporan_tindak_lanjut"),
}

_AFTERWARDS = {"notula": "notula", "laporan": "laporan_kegiatan"}


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """The drafts for one gap. `period`: a value of the contract or empty; `problem`: the finding's text."""

    indicator: str
    rule: str
    fingerprint: str
    kind: GapKind
    subject: str
    period: str
    problem: str
    state: GapState
    is_past: bool
    templates: tuple[str, ...]
    values: Mapping[str, Value]  # field, or "template.field" where one template differs
    facts: Facts = field(default_factory=Facts)
    number: int = 1  # of several requests that would have the same folder

    @property
    def folder(self) -> str:
        """Name of the folder: indicator, period, what it is. Safe on Windows."""
        parts = [self.indicator, self.period.lstrip("-").replace("/", "_"), self.kind.value]
        if self.number > 1:
            parts.append(str(self.number))
        return re.sub(r"[^A-Za-z0-9._-]", "-", "_".join(part for part in parts if part)).strip(".")


def templates_for(kind: GapKind, state: GapState, letter: str = "", missing: Sequence[str] = ()) -> tuple[str, ...]:
    """Which documents a gap becomes.

    `letter` names the template of an undated letter; `missing` the parts of a bundle, of which only a
    notula and a report can honestly be written after the event.
    """
    if state is GapState.NOT_HELD and kind is not GapKind.COUNTS:
        return GAP_NOTE
    if kind is GapKind.LETTER:
        return (letter,)
    if kind is GapKind.BUNDLE and state is GapState.HELD:
        return (*_HELD[kind], *(_AFTERWARDS[part] for part in _AFTERWARDS if part in missing))
    return (_HELD if state is GapState.HELD else _PLANNED)[kind]


Gap = TypeVar("Gap", DraftRequest, Finding)


def select(gaps: Iterable[Gap], *, only: str | None, but: str | None) -> list[Gap]:
    """Requests or findings of the rules or indicators in `only` (empty: all) and not in `but`; codes by comma."""

    def has(gap: Gap, codes: tuple[str, ...]) -> bool:
        return gap.rule.startswith(codes) or gap.indicator.upper().startswith(codes)

    wanted, unwanted = _codes(only), _codes(but)
    return [gap for gap in gaps if (not wanted or has(gap, wanted)) and not has(gap, unwanted)]


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (text or "").split(",") if code.strip())
