"""The head of a unit by name, as its title and closing lines tell it, and other heads that its cells name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lke_docs.model import Entry, SourceText
from lke_docs.patterns import alternation, phrases, rule_words

_WORD = re.compile(r"[^\W\d_]+")
_DEGREES = re.compile(r",.*|\(.*")
_FEW = 3  # letters up to which a word may be a title or an initial


def head_of(lines: Iterable[SourceText]) -> str:
    """The name behind "Kepala Rutan :", or below "Kepala Puskesmas Sukmajatra,"; "" where none is told."""
    above = ""
    for line in lines:
        text = line.text.strip()
        if told := _told().match(text):
            return _DEGREES.sub("", told[1].split("|")[0]).strip()
        if above and len(_names(text)) > 1 and len(text) <= 60:
            return _DEGREES.sub("", text).strip()
        above = text if text.endswith(",") and _title().match(text) else ""
    return ""


def other_heads(entry: Entry, head: str, unit: str) -> Iterator[tuple[int, int, str]]:
    """Where a cell names the head of the unit with a name that shares no word with that of the head."""
    known = frozenset(_names(head))
    office = rule_words().office
    ours = office["kind"] | office["plain"] | frozenset(_WORD.findall(unit.casefold()))
    for match in _titled().finditer(entry.evidence.text) if known else ():
        words = match["name"].split()
        titled = next((at for at, word in enumerate(words) if _is_title(word)), None)
        led = (
            next((at for at, word in enumerate(words) if word.casefold() not in ours), 0) if titled is None else titled
        )
        names = _names(" ".join(words[led:]))
        between = [*_WORD.findall(match["office"].casefold()), *_WORD.findall(" ".join(words[:led]).casefold())]
        before = _WORD.findall(entry.evidence.text[max(0, match.start() - 20) : match.start()].casefold())
        is_part = any(phrases("unit", "part").match(word) for word in (*words, *between))
        if is_part or not ours.issuperset(between) or len(names) < 2 or known.intersection(names):
            continue
        if not (before and before[-1] in phrases("unit", "not_head").words):
            yield (*match.span(), " ".join(words[led:]))


def _is_title(word: str) -> bool:
    return word.casefold() in phrases("person", "title").words


def _names(text: str) -> list[str]:
    """The words of a name that tell one person from another."""
    bare = re.sub(rf"(?i)(?<!\w)(?:{_titles()})(?!\w)", " ", _DEGREES.sub("", text))
    return [word for word in _WORD.findall(bare.casefold()) if len(word) > _FEW]


@cache
def _titles() -> str:
    return alternation(phrases("person", "title").words)


@cache
def _heads() -> str:
    return alternation((*phrases("unit", "head").words, *phrases("unit", "short_head").words))


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:nama\s)?(?:{_heads()})(?!\w)(?!\s(?:{alternation(phrases('unit', 'part').words)}))")


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"{_title().pattern}[^:|\n]{{0,60}}:\s*([^\n]{{4,120}})")


@cache
def _titled() -> re.Pattern[str]:
    """A head, the words of an office, and a name with a title before it or a degree behind it."""
    degrees = alternation(phrases("person", "degree").words)
    name = r"[A-Z][\w'’]+(?:\s[A-Z][\w'’.]*){0,4}"
    return re.compile(
        rf"(?<!\w)(?i:{_heads()})(?P<office>(?:\s[A-Z]\w*){{0,7}}?)[\s,(:]{{1,2}}"
        rf"(?P<name>(?:(?i:{_titles()})\s?){{1,4}}{name}|{name}(?=,\s?(?i:{degrees})(?!\w)))"
    )
