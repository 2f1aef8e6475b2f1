"""Colours of a terminal, or none."""

from __future__ import annotations

import re

from lke_docs.model import Level
from lke_docs.text import visible
from lke_docs.tuples import NamedTuple

_OURS = re.compile("(\x1b\\[[0-9;]{1,4}m)")
_LEVELS = {Level.WAJIB: "1;31", Level.PERLU: "33", Level.SARAN: "36"}


class Style(NamedTuple):
    """Wraps text in colour codes where `color` is set."""

    color: bool

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def only_ours(self, line: str) -> str:
        """A line as a terminal may take it: no codes but these."""
        pieces = _OURS.split(line) if self.color else [line]
        return "".join(piece if number % 2 else visible(piece) for number, piece in enumerate(pieces))

    def strong(self, text: str) -> str:
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        return self._paint("2", text)

    def level(self, level: Level, text: str) -> str:
        return self._paint(_LEVELS[level], text)
