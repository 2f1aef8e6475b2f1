"""The list marks that Word counts by itself: they are not in the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from lke_docs.office import xml
from lke_docs.tuples import NamedTuple
from lke_docs.wording import roman

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACEHOLDER = re.compile(r"%([1-9])")


class _Level(NamedTuple):
    format: str
    text: str
    start: int


class Numbering:
    """Counts the paragraphs of a document; ask for each paragraph once, in order."""

    def __init__(self, root: _Element | None) -> None:
        self._lists = _lists(root) if root is not None else {}
        self._counts: dict[str, list[int]] = {}

    def mark(self, paragraph: _Element) -> str:
        """The mark of a paragraph ("a.", "1.2"); "" where it is in no list."""
        properties = xml.child(paragraph, "pPr")
        numbered = xml.child(properties, "numPr") if properties is not None else None
        if numbered is None:
            return ""
        list_id, level = _value(numbered, "numId"), _value(numbered, "ilvl") or "0"
        if list_id not in self._lists or not level.isdigit():
            return ""
        depth = min(int(level), 8)
        levels = self._lists[list_id]
        counts = self._counts.setdefault(list_id, [])
        del counts[depth + 1 :]
        while len(counts) <= depth:
            start = levels.get(len(counts), _Level("decimal", "", 1)).start
            counts.append(start - 1 if len(counts) == depth else start)
        counts[depth] += 1
        return _shown(levels, depth, counts)


def _shown(levels: dict[int, _Level], depth: int, counts: list[int]) -> str:
    level = levels.get(depth)
    if level is None or level.format == "none":
        return ""
    if level.format == "bullet":
        return "-"
    return _PLACEHOLDER.sub(
        lambda match: _count(
            levels.get(int(match[1]) - 1, level).format,
            counts[int(match[1]) - 1] if int(match[1]) <= len(counts) else 1,
        ),
        level.text,
    )


def _lists(root: _Element) -> dict[str, dict[int, _Level]]:
    """Levels of each list, by its number."""
    abstract = {
        xml.attribute(item, "abstractNumId"): {
            _whole(xml.attribute(level, "ilvl"), 0): _level(level) for level in xml.children(item, "lvl")
        }
        for item in xml.children(root, "abstractNum")
    }
    return {
        xml.attribute(item, "numId"): abstract.get(_value(item, "abstractNumId"), {})
        for item in xml.children(root, "num")
    }


def _level(level: _Element) -> _Level:
    start = _value(level, "start")
    return _Level(_value(level, "numFmt"), _value(level, "lvlText"), _whole(start, 1))


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _value(element: _Element, name: str) -> str:
    child = xml.child(element, name)
    return xml.attribute(child, "val") if child is not None else ""


def _letters(number: int) -> str:
    repeat, index = divmod(number - 1, 26)
    return chr(97 + index) * (repeat + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
}


def _count(format: str, number: int) -> str:
    bounded = max(1, min(number, 300))
    return _FORMATS.get(format, str)(bounded)
