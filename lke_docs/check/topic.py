"""How near a text is to each question of a form: words and pieces of words, weighed by how rare they are.

Plain Python: the form is small, and no library is worth its import here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from lke_docs.patterns import rule_words
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}")
_GRAM = 4


class Index(NamedTuple):
    """Questions by code: in which each feature stands and how often, and their lengths; `rare`: weights of features."""

    rare: Mapping[str, float]
    holders: Mapping[str, Sequence[tuple[str, float]]]
    lengths: Mapping[str, float]


def build_index(texts: Mapping[str, str]) -> Index:
    """Index the questions of a form; those of the forms used last are kept."""
    return _index(tuple(texts.items()))


@lru_cache(maxsize=4)
def _index(items: tuple[tuple[str, str], ...]) -> Index:
    texts = dict(items)
    counted = {code: Counter(features(text)) for code, text in texts.items()}
    spread: Counter[str] = Counter()
    for counts in counted.values():
        spread.update(counts.keys())
    of_number = [math.log((1 + len(texts)) / (1 + n)) + 1 for n in range(len(texts) + 1)]
    rare = {feature: of_number[n] for feature, n in spread.items()}
    lengths: dict[str, float] = {}
    holders: dict[str, list[tuple[str, float]]] = {feature: [] for feature in rare}
    for code, counts in counted.items():
        square = 0.0
        for feature, n in counts.items():
            often = _often(n)
            square += (often * rare[feature]) ** 2
            holders[feature].append((code, often))
        lengths[code] = math.sqrt(square)
    return Index(rare, holders, lengths)


def nearness(index: Index, text: str) -> dict[str, float]:
    """How near a text is to each question that shares a feature with it, 0 to 1."""
    counts = Counter(features(text))
    length = _length(counts, index.rare, max(index.rare.values(), default=1.0))
    shared: dict[str, float] = {}
    for feature, n in counts.items():
        if holders := index.holders.get(feature):
            weight = _often(n) * index.rare[feature] ** 2
            for code, often in holders:
                shared[code] = shared.get(code, 0.0) + weight * often
    return {code: weight / (length * index.lengths[code]) for code, weight in shared.items()}


@lru_cache(maxsize=256)
def _often(count: int) -> float:
    return 1 + math.log(count)


def _length(counts: Mapping[str, int], rare: Mapping[str, float], unknown: float) -> float:
    """Length of a text as a vector; features that no question has say nothing of any, but lengthen the text."""
    return math.sqrt(sum([(_often(n) * rare.get(f, unknown)) ** 2 for f, n in counts.items()]))


def features(text: str) -> list[str]:
    """The words of a text that carry meaning, and their pieces of four letters ("kuran" finds "pengukuran")."""
    dropped = _dropped()
    words = []
    for word in _WORD.findall(text.casefold()):
        if word not in dropped:
            words.append(word)
            words += _pieces(word)
    return words


@lru_cache(maxsize=512)
def _pieces(word: str) -> tuple[str, ...]:
    marked = f"<{word}>"
    return tuple(["~" + marked[start : start + _GRAM] for start in range(len(marked) - _GRAM + 1)])


@cache
def _dropped() -> frozenset[str]:
    words = rule_words()
    return words.empty | words.generic
