"""The option of the form that an answer names."""

from __future__ import annotations

import re

from lke_docs.instrument import Indicator, Option
from lke_docs.tuples import NamedTuple

_FIRST = re.compile(r"\w+")


class Choice(NamedTuple):
    """An answer as written and the option it names; None where the form has no such option.

    `is_alias`: another letter was written ("B" under a question of Ya and Tidak), whose meaning is known.
    """

    written: str
    option: Option | None
    is_alias: bool = False

    @property
    def letter(self) -> str:
        """The letter of the option; "" without one."""
        return self.option.letter if self.option else ""


def choose(indicator: Indicator, answer: str) -> Choice:
    """Read an answer as one of the options of a question."""
    letter = indicator.letter_of(answer)
    if letter is None:
        return Choice(answer, None)
    printed = _FIRST.search(answer)
    return Choice(answer, indicator.option(letter), printed is None or printed[0].upper() != letter)
