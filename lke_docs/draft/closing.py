"""Which templates close which gap: what `closes` of a template's TOML says, and the choice by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from lke_docs.draft.honesty import GapState
from lke_docs.gap import Gap, GapKind
from lke_docs.patterns import vocabulary
from lke_docs.records import TEXT, TEXTS, Record, may, need

LAST = 9  # the rank of a template that names none


class Closing(NamedTuple):
    """One kind of gap that a template closes.

    `among`: only where one of these document types is missing; `but`: not where one of these is.
    """

    kind: GapKind
    among: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    states: frozenset[GapState] = frozenset({GapState.PLANNED, GapState.HELD})

    def fits(self, gap: Gap, state: GapState) -> bool:
        """Whether a gap in this state is closed."""
        if gap.kind is not self.kind or state not in self.states or self.but.intersection(gap.missing):
            return False
        return not self.among or bool(self.among.intersection(gap.missing))


class Closer(Protocol):
    """A template, as far as the choice looks at it."""

    @property
    def name(self) -> str: ...
    @property
    def rank(self) -> int: ...
    @property
    def is_beforehand(self) -> bool: ...
    @property
    def closes(self) -> tuple[Closing, ...] | None: ...


def closers(gap: Gap, state: GapState, templates: Iterable[Closer]) -> tuple[str, ...]:
    """Names of the templates that close a gap in this state, in the order in which they belong together."""
    return tuple(template.name for template in _closers(gap, state, templates))


def is_meeting(gap: Gap, templates: Iterable[Closer]) -> bool:
    """Whether people meet to close the gap: some of its documents are made beforehand."""
    return any(template.is_beforehand for template in _closers(gap, GapState.PLANNED, templates))


def _closers(gap: Gap, state: GapState, templates: Iterable[Closer]) -> list[Closer]:
    found = [t for t in templates if any(closing.fits(gap, state) for closing in t.closes or ())]
    return sorted(found, key=lambda template: (template.rank, template.name))


def read_closing(record: Record, *, is_beforehand: bool) -> Closing:
    """Read one table of `closes`. Where it names no state: what is planned and, unless it is made beforehand,
    what took place."""
    types = vocabulary().types
    raw = record.read(
        {
            "kesenjangan": need(TEXT, [kind.value for kind in GapKind]),
            "dokumen": may(TEXTS, types),
            "kecuali": may(TEXTS, types),
            "keadaan": may(TEXTS, [state.value for state in GapState]),
        }
    )
    states = {GapState.PLANNED} if is_beforehand else {GapState.PLANNED, GapState.HELD}
    if "keadaan" in raw:
        states = {GapState(state) for state in raw["keadaan"]}
    among, but = (frozenset(raw.get(key, ())) for key in ("dokumen", "kecuali"))
    return Closing(GapKind(raw["kesenjangan"]), among, but, frozenset(states))
