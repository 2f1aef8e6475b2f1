"""What a rule across units is, and what it is given. The table of them is `lke_docs.portfolio.unit_rules`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.alike import Likeness
from lke_docs.portfolio.passage import Passage
from lke_docs.tuples import NamedTuple
from lke_docs.wording import listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# Rules on what two units have in common beside their text, and what it is.
IN_COMMON = {"PTF002": "nomor", "PTF003": "berkas", "PTF004": "foto", "PTF005": "notula"}
_TOLD = 3  # numbers or files that a message names


class CopiedPair(NamedTuple):
    """Two units whose evidence is one text, with its passages."""

    likeness: Likeness
    passages: Sequence[Passage]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators of both sheets that hold a passage, in the order of the first."""
        return tuple(dict.fromkeys(code for it in self.passages for code in (it.code_a, it.code_b)))


class Crowd(NamedTuple):
    """All that a rule across units may look at: the tables, the pairs that were found, the names of units."""

    db: Connection
    pairs: Sequence[CopiedPair]
    names: Mapping[str, str]


class UnitHit(NamedTuple):
    """What a check yields of one unit, and of the other it has something in common with.

    `key` names the fault by meaning, such as a number: its fingerprint is made of it and of both units.
    """

    unit: str
    message: str
    other: str = ""
    key: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


UnitCheck = Callable[[Crowd], Iterator[UnitHit]]


class UnitRule(NamedTuple):
    """One rule across units: what it is called, how much it weighs, how it is found."""

    code: str
    name: str
    level: Level
    confidence: Confidence
    remedy: str
    check: UnitCheck

    @property
    def documentation(self) -> str:
        """The Indonesian text that the terminal and the rule page print. Markdown."""
        return inspect.cleandoc(self.check.__doc__ or "")


def unit_rule(
    code: str, name: str, *, level: Level, confidence: Confidence, remedy: str
) -> Callable[[UnitCheck], UnitRule]:
    """Make a `UnitRule` of a check function. Does not register it: see `unit_rules.UNIT_RULES`."""
    return lambda check: UnitRule(code, name, level, confidence, remedy, check)


def few_of(texts: Sequence[str], noun: str) -> str:
    """The first of many, and how many more there are: "a, b, c, dan 4 berkas lain"."""
    rest = [f"{len(texts) - _TOLD} {noun} lain"] if len(texts) > _TOLD else []
    return listed([*texts[:_TOLD], *rest])
