"""How near the words of a row are to the questions of a form."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import floor

from lke_docs.instrument.model import Indicator, Instrument
from lke_docs.tuples import NamedTuple

#: How alike a keyword and its piece of a question must be (0-100), for typing errors.
IS_LIKE = 90.0
_CERTAIN = 95.0
_HALF = 0.5
_MARGIN = 12.0  # how far the best question must be ahead of the second


def input_row(code: str, instrument: Instrument) -> Indicator | None:
    """The computed question that a row stands below, by its code; None for all others."""
    folded = code.strip(" .").casefold()
    for indicator in instrument.indicators.values():
        if indicator.inputs and folded.startswith(f"{indicator.code.casefold()}."):
            return indicator
    return None


def by_question(question: str, instrument: Instrument) -> Indicator | None:
    """The one indicator whose keywords the question carries, ahead of all others by a clear margin."""
    if not question.strip():
        return None
    asked = _asked(question)
    scored = sorted(
        (
            (_likeness(asked, it, least=_CERTAIN - _MARGIN), sum(map(len, it.keywords)), it)
            for it in instrument.indicators.values()
        ),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    best, length, indicator = scored[0]
    if best < _CERTAIN:
        return None
    # Keywords of one question may all stand inside a longer one: then the fuller set must be clearly fuller.
    rival, rival_length, _ = scored[1]
    clear = best - rival >= _MARGIN or length - rival_length >= _MARGIN
    return indicator if clear else None


def is_plainly(question: str, own: Indicator, instrument: Instrument) -> bool:
    """Half of its keywords stand there as they are and no other question has more, or it alone has any:
    then there is no need to look for typing errors."""
    text = _asked(question).text
    share = _literal_share(text, own)
    if share in (0, 1):
        return share == 1
    best = max((_literal_share(text, it) for it in instrument.indicators.values() if it is not own), default=0.0)
    return best < share or (best == share >= _HALF)


def likeness(question: str, indicator: Indicator) -> float:
    """How alike a question is to the wording of an indicator that it is most like, from 0 to 100."""
    return _likeness(_asked(question), indicator)


class _Asked(NamedTuple):
    """A question, folded, and its pairs of letters."""

    text: str
    pairs: frozenset[str]


class _Keyword(NamedTuple):
    """A keyword, folded, and its pairs of letters; a text that is like it holds `least` of them."""

    word: str
    pairs: frozenset[str]
    least: int

    def is_far(self, asked: _Asked) -> bool:
        """Whether a text lacks so many pairs of letters that no piece of it can be like the keyword."""
        return len(self.pairs & asked.pairs) < self.least and len(self.word) <= len(asked.text)


@lru_cache(maxsize=16)
def _asked(question: str) -> _Asked:
    text = re.sub(r"\s+", " ", question.casefold())
    return _Asked(text, _pairs(text))


@lru_cache(maxsize=4096)
def _keywords(keywords: tuple[str, ...]) -> tuple[_Keyword, ...]:
    return tuple(_keyword(keyword.casefold()) for keyword in keywords)


def _keyword(word: str) -> _Keyword:
    pairs = _pairs(word)
    edits = floor(len(word) * (100 - IS_LIKE) / 50)  # letters dropped or added; each spoils two pairs at most
    return _Keyword(word, pairs, len(pairs) - 2 * edits)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))


def _literal_share(text: str, indicator: Indicator) -> float:
    """Share of the letters of an indicator's keywords that stand in a text; `text` is folded."""
    return max(
        sum([len(it.word) for it in keywords if it.word in text]) / max(1, sum([len(it.word) for it in keywords]))
        for keywords in map(_keywords, indicator.wordings)
    )


def _likeness(asked: _Asked, indicator: Indicator, *, least: float = 0.0) -> float:
    """The likeness, or nought where it is below `least`: most questions are far from most others."""
    return max(_likeness_of(asked, _keywords(keywords), least) for keywords in indicator.wordings)


def _likeness_of(asked: _Asked, keywords: tuple[_Keyword, ...], least: float) -> float:
    """Mean over the keywords, weighed by length, of how alike each is to its best piece of the text."""
    weight = sum([len(it.word) for it in keywords])
    if least:
        far = sum([len(it.word) for it in keywords if it.word not in asked.text and it.is_far(asked)])
        if 100 * (weight - far) + IS_LIKE / 2 * far < least * weight:
            return 0.0
    total = 0.0
    for word, _, _ in keywords:
        score = 100.0 if word in asked.text else _partial(word, asked.text)
        total += (score if score >= IS_LIKE else score / 2) * len(word)
    return total / weight if weight else 0.0


def _partial(word: str, text: str) -> float:
    from rapidfuzz.fuzz import partial_ratio  # only where a keyword does not stand there as it is

    return partial_ratio(word, text)
