"""Which templates close which gap: what `closes` of a template's TOML says, and the choice by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from lke_docs.draft.honesty import GapState
from lke_docs.gap import Gap, GapKind
from lke_docs.kept import shipped
from lke_docs.model import Finding
from lke_docs.patterns import vocabulary
from lke_docs.records import FLAG, TEXT, TEXTS, Record, may, need, shipped_record
from lke_docs.resources import data_dir
from lke_docs.tuples import NamedTuple

LAST = 9  # the rank of a template that names none


class Closing(NamedTuple):
    """One kind of gap that a template closes.

    `among`: only where one of these document types is missing, or the gap is about one of the titles `named`; `but`:
    not where one of these types is. `is_last`: only where nothing else closes it.
    """

    kind: GapKind
    among: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    states: frozenset[GapState] = frozenset({GapState.PLANNED, GapState.NOT_MADE, GapState.HELD})
    named: tuple[str, ...] = ()
    is_last: bool = False

    def fits(self, gap: Gap, state: GapState) -> bool:
        """Whether a gap in this state is closed."""
        if gap.kind is not self.kind or state not in self.states or self.but.intersection(gap.missing):
            return False
        return not (self.among or self.named) or self.is_of_type(gap) or _is_named(self.named, gap.subject)

    def is_of_type(self, gap: Gap) -> bool:
        """Whether one of its document types is missing."""
        return not self.among.isdisjoint(gap.missing)


def _is_named(titles: tuple[str, ...], subject: str) -> bool:
    return bool(titles) and _whole_titles(titles).search(subject) is not None


@cache
def _whole_titles(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, titles))})(?!\w)", re.IGNORECASE)


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


class ShippedCloser(NamedTuple):
    """What a report needs to know of a shipped template: no more is read of it."""

    name: str
    rank: int
    is_beforehand: bool
    closes: tuple[Closing, ...] | None


@shipped
def shipped_closers() -> list[ShippedCloser]:
    """The templates of the program, in order of the alphabet."""
    templates = []
    for path in sorted((data_dir("templates") / "docx").glob("*.docx")):
        record = shipped_record(path.with_suffix(".toml"), path.stem)
        table = record.table
        templates.append(ShippedCloser(path.stem, table.get("urutan", LAST), is_beforehand(record), closings(record)))
    return templates


def closers(gap: Gap, state: GapState, templates: Iterable[Closer]) -> tuple[str, ...]:
    """Names of the templates that close a gap in this state, in the order in which they belong together."""
    return tuple(template.name for template in _closers(gap, state, templates))


def titled(gap: Gap, finding: Finding) -> Gap:
    """A series that the rule does not name is known by what the finding quotes of it."""
    quote = next((span.quote for span in finding.spans if span.quote.strip()), "")
    return gap._replace(subject=gap.subject or quote) if gap.kind in (GapKind.MONTH, GapKind.QUARTER) else gap


def is_meeting(gap: Gap, templates: Iterable[Closer]) -> bool:
    """Whether people meet to close the gap: some of its documents are made beforehand."""
    return any(template.is_beforehand for template in _closers(gap, GapState.PLANNED, templates))


def _closers(gap: Gap, state: GapState, templates: Iterable[Closer]) -> list[Closer]:
    fitting = [
        (t, ways)
        for t in templates
        if (ways := [way for way in t.closes or () if way.kind is gap.kind and way.fits(gap, state)])
    ]
    fitting = [(t, ways) for t, ways in fitting if any(not way.is_last for way in ways)] or fitting
    if any(way.is_of_type(gap) for _, ways in fitting for way in ways):  # "SOP surat keterangan" is an SOP
        fitting = [(t, ways) for t, ways in fitting if not all(way.named and not way.is_of_type(gap) for way in ways)]
    return sorted((t for t, _ in fitting), key=lambda template: (template.rank, template.name))


def is_beforehand(record: Record) -> bool:
    """Whether the paper of a template is made before the activity."""
    return bool(record.table.get("sebelum_kegiatan", False))


def closings(record: Record) -> tuple[Closing, ...] | None:
    """What a template says that it closes; None where it says nothing."""
    if "closes" not in record.table:
        return None
    return tuple(read_closing(closing, is_beforehand=is_beforehand(record)) for closing in record.each("closes"))


def read_closing(record: Record, *, is_beforehand: bool) -> Closing:
    """Read one table of `closes`. Where it names no state: what is planned and, unless it is made beforehand,
    what took place."""
    types = vocabulary().types
    raw = record.read(
        {
            "kesenjangan": need(TEXT, [kind.value for kind in GapKind]),
            "dokumen": may(TEXTS, types),
            "kecuali": may(TEXTS, types),
            "tentang": may(TEXTS),
            "cadangan": may(FLAG),
            "keadaan": may(TEXTS, [state.value for state in GapState]),
        }
    )
    states = {GapState.PLANNED} if is_beforehand else {GapState.PLANNED, GapState.HELD}
    if "keadaan" in raw:
        states = {GapState(state) for state in raw["keadaan"]}
    states |= {GapState.NOT_MADE} if GapState.PLANNED in states else set()
    among, but = (frozenset(raw.get(key, ())) for key in ("dokumen", "kecuali"))
    named, is_last = raw.get("tentang", ()), raw.get("cadangan", False)
    return Closing(GapKind(raw["kesenjangan"]), among, but, frozenset(states), named, is_last)
