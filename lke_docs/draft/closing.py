"""Which templates close which gap: what `closes` of a template's TOML says, and the choice by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, Protocol, TypeVar

from lke_docs.draft.honesty import GapState
from lke_docs.errors import ConfigError
from lke_docs.model import Gap, GapKind

LAST = 9  # the rank of a template that names none
_KEYS = ("kesenjangan", "dokumen", "kecuali", "keadaan")


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


def read_closing(record: Mapping[str, Any], *, where: str, is_beforehand: bool) -> Closing:
    """Read one table of `closes`. Where it names no state: what is planned and, unless it is made beforehand,
    what took place."""
    if unknown := sorted(set(record) - set(_KEYS)):
        raise ConfigError(f"{where}: closes: kunci tidak dikenal: {', '.join(unknown)}{_near(unknown[0], _KEYS)}")
    kind = _member(GapKind, record.get("kesenjangan", ""), where=f"{where}: closes: kesenjangan")
    states = {GapState.PLANNED} if is_beforehand else {GapState.PLANNED, GapState.HELD}
    if "keadaan" in record:
        states = {_member(GapState, state, where=f"{where}: closes: keadaan") for state in record["keadaan"]}
    among, but = (frozenset(record.get(key, ())) for key in ("dokumen", "kecuali"))
    return Closing(kind, among, but, frozenset(states))


Kind = TypeVar("Kind", GapKind, GapState)


def _member(kinds: type[Kind], text: str, *, where: str) -> Kind:
    known = [kind.value for kind in kinds]
    if text not in known:
        near = _near(str(text), known)
        raise ConfigError(f"{where} “{text}” tidak dikenal; yang ada: {', '.join(known)}.{near}")
    return kinds(text)


def _near(text: str, known: Iterable[str]) -> str:
    near = get_close_matches(text, list(known), n=1)
    return f" Mungkin maksudnya: {near[0]}." if near else ""
