"""How near a text is to each question of a form: words and pieces of words, weighed by how rare they are.

Plain Python: the form is small, and no library is worth its import here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lke_docs.patterns import rule_words

_WORD = re.compile(r"[^\W\d_]{2,}")
_GRAM = 4


class Index(NamedTuple):
    """Questions by code, as weights of features; `rare`: the weight of each feature."""

    rare: Mapping[str, float]
    holders: Mapping[str, tuple[tuple[str, float], ...]]
    codes: tuple[str, ...]


def build_index(texts: Mapping[str, str]) -> Index:
    """Index the questions of a form."""
    counted = {code: Counter(features(text)) for code, text in texts.items()}
    spread: Counter[str] = Counter()
    for counts in counted.values():
        spread.update(counts.keys())
    rare = {feature: math.log((1 + len(texts)) / (1 + n)) + 1 for feature, n in spread.items()}
    holders: dict[str, list[tuple[str, float]]] = {}
    for code, counts in counted.items():
        for feature, weight in _weighed(counts, rare).items():
            holders.setdefault(feature, []).append((code, weight))
    return Index(rare, {feature: tuple(found) for feature, found in holders.items()}, tuple(texts))


def nearness(index: Index, text: str) -> dict[str, float]:
    """How near a text is to each question that shares a feature with it, 0 to 1."""
    scores: dict[str, float] = {}
    for feature, weight in _weighed(Counter(features(text)), index.rare).items():
        for code, other in index.holders.get(feature, ()):
            scores[code] = scores.get(code, 0.0) + weight * other
    return scores


def features(text: str) -> Iterable[str]:
    """The words of a text that carry meaning, and their pieces of four letters ("kuran" finds "pengukuran")."""
    words = rule_words()
    dropped = words.empty | words.generic
    for word in _WORD.findall(text.casefold()):
        if word not in dropped:
            yield word
            marked = f"<{word}>"
            for start in range(len(marked) - _GRAM + 1):
                yield "~" + marked[start : start + _GRAM]


def _weighed(counts: Mapping[str, int], rare: Mapping[str, float]) -> dict[str, float]:
    """Weights of unit length; features that no question has say nothing of any, but lengthen the text."""
    highest = max(rare.values(), default=1.0)
    weights = {f: (1 + math.log(n)) * rare.get(f, highest) for f, n in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {f: weight / length for f, weight in weights.items()} if length else {}
