"""Colours of a terminal, or none."""

from __future__ import annotations

from typing import NamedTuple

from lke_docs.model import Level

_LEVELS = {Level.WAJIB: "1;31", Level.PERLU: "33", Level.SARAN: "36"}


class Style(NamedTuple):
    """Wraps text in colour codes where `color` is set."""

    color: bool

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def strong(self, text: str) -> str:
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        return self._paint("2", text)

    def level(self, level: Level, text: str) -> str:
        return self._paint(_LEVELS[level], text)
