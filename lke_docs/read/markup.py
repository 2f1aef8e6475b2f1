"""Signs that people type round words to set them off, in Markdown and in messengers: no part of what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.model import SourceText

_BOLD = re.compile(r"(?<![\w*_])([*_]{1,3})(?=[^\s*_])(.{1,2000}?)(?<=[^\s*_])\1(?![\w*_])")  # "*Bukti:* SK Tim"
_STRUCK = re.compile(r"(?<![\w~])(~{1,2})(?=[^\s~])(.{1,2000}?)(?<=[^\s~])\1(?![\w~])")
_HEADING = re.compile(r"#{1,6}\s+")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(<?((?:https?://|www\.)[^\s()<>]{1,2000})>?\)")
_RULE = re.compile(r"\s*(?::?-{2,}:?|:-:?|-:)\s*")
_SIGNS = frozenset("*_~#")
_ESCAPED, _PIPE = "\\|", "\ue000"  # which no file holds


def unmarked(text: str) -> tuple[str, list[str]]:
    """A line without its signs, and the words that are struck through."""
    if _SIGNS.isdisjoint(text):
        return text, []
    struck = [match[2] for match in _STRUCK.finditer(text)]
    if struck:
        text = _STRUCK.sub("", text).strip()
    return _HEADING.sub("", _BOLD.sub(r"\2", _BOLD.sub(r"\2", text)), count=text.startswith("#")), struck


def unmarked_lines(lines: Sequence[SourceText]) -> tuple[list[SourceText], list[str]]:
    """The lines without signs, and the words that are struck through in them."""
    both = [unmarked(line.text) for line in lines]
    kept = [line._replace(text=text) for line, (text, _) in zip(lines, both, strict=True)]
    return kept, [said for _, struck in both for said in struck]


def with_pipes(text: str) -> str:
    """A table of Markdown in which each "|" that is left parts two cells."""
    return text.replace(_ESCAPED, _PIPE)


def is_rule(row: Sequence[str]) -> bool:
    """Tell the line between titles and rows: "|---|:-:|"."""
    cells = [cell for cell in row if cell.strip()]
    return len(cells) > 1 and all(map(_RULE.fullmatch, cells))


def unmarked_cell(text: str) -> tuple[str, str, list[str]]:
    """Text of a cell of Markdown, the targets of its links (a line each), and the words struck through."""
    broken = _BREAK.sub("\n", text.replace(_PIPE, "|").strip())
    bare, struck = unmarked(_LINK.sub(r"\1", broken))
    return bare, "\n".join(target for _, target in _LINK.findall(broken)), struck
