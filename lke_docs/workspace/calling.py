"""Which finding a person means: by the beginning of its fingerprint, or by its rule and indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Protocol, TypeVar

from lke_docs.errors import ConfigError
from lke_docs.records import nearest

WHOLE = re.compile("[0-9a-f]{16}")  # a whole fingerprint
_MOST, _SHORT = 5, 70  # findings that are listed; characters of what each says
_HOW = "Tulis misalnya 9dc3 (dari “NOM005 9dc3”), atau NOM005 A.2.3.A."


class Called(Protocol):
    """A finding, as far as it is called by something."""

    @property
    def fingerprint(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def members(self) -> object: ...


Found = TypeVar("Found", bound=Called)


def find(given: str, findings: Sequence[Found]) -> Found:
    """The one finding that is meant. Raises ConfigError where there is none or several, and lists the near ones."""
    words = given.split()
    if len(words) == 2:
        rule, indicator = (word.upper() for word in words)
        meant = [it for it in findings if it.rule == rule and it.indicator.upper() == indicator]
        meant = [it for it in meant if not it.members] or meant  # the row, not what gathers it with others
        near = [it for it in findings if it.rule == rule or it.indicator.upper() == indicator]
    else:
        name = given.strip().lower()
        meant = [it for it in findings if name and it.fingerprint.startswith(name)]
        near = [it for it in findings if name.upper() in (it.rule, it.indicator.upper())]
        near = near or [it for it in findings if it.fingerprint.startswith(name[:2] or "-")] or _nearest(name, findings)
    if len(meant) == 1:
        return meant[0]
    if meant:
        how = f"tulis tanda pengenalnya, lebih panjang bila perlu. {_listed(meant, is_told=True)}"
        raise ConfigError(f"“{given}” dapat berarti {len(meant)} temuan; {how}")
    how = f"Yang mirip: {_listed(near)}" if near else f"Yang ada: {_listed(findings)}" if findings else _HOW
    raise ConfigError(f"“{given}” bukan temuan yang dikenal. {how}")


def _nearest(name: str, findings: Sequence[Found]) -> list[Found]:
    """Those whose rule, indicator or as many letters of the fingerprint `name` is a slip of."""
    called = [(it, (it.rule, it.indicator.upper(), it.fingerprint[: len(name)].upper())) for it in findings]
    meant = nearest(name.upper(), {word for _, names in called for word in names})
    return [it for it, names in called if meant in names]


def _listed(findings: Sequence[Called], *, is_told: bool = False) -> str:
    """The first of them; `is_told`: each with what it says, where rule and indicator tell them not apart."""
    said = [f": {shorten(it.message, _SHORT, placeholder=' …')}" if is_told else "" for it in findings[:_MOST]]
    named = [
        f"{it.fingerprint[:8]} ({it.rule} {it.indicator or 'lembar'}{more})"
        for it, more in zip(findings, said, strict=False)
    ]
    more = len(findings) - _MOST
    return ", ".join(named) + (f", dan {more} lagi." if more > 0 else ".")
