"""How near the words of a row are to the questions of a form."""

from __future__ import annotations

import re

from lke_docs.instrument.model import Indicator, Instrument

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
    scored = sorted(
        ((likeness(question, it), sum(map(len, it.keywords)), it) for it in instrument.indicators.values()),
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
    text = re.sub(r"\s+", " ", question.casefold())
    share = _literal_share(text, own)
    if share in (0, 1):
        return share == 1
    best = max((_literal_share(text, it) for it in instrument.indicators.values() if it is not own), default=0.0)
    return best < share or (best == share >= _HALF)


def _literal_share(text: str, indicator: Indicator) -> float:
    """Share of the letters of an indicator's keywords that stand in a text; `text` is folded."""
    return max(
        sum(len(word) for word in keywords if word.casefold() in text) / max(1, sum(map(len, keywords)))
        for keywords in indicator.wordings
    )


def likeness(question: str, indicator: Indicator) -> float:
    """How alike a question is to the wording of an indicator that it is most like, from 0 to 100."""
    text = re.sub(r"\s+", " ", question.casefold())
    return max(_likeness_of(text, keywords) for keywords in indicator.wordings)


def _likeness_of(text: str, keywords: tuple[str, ...]) -> float:
    """Mean over the keywords, weighed by length, of how alike each is to its best piece of the text."""
    total = weight = 0.0
    for keyword in keywords:
        word = keyword.casefold()
        score = 100.0 if word in text else _partial(word, text)
        total += (score if score >= IS_LIKE else score / 2) * len(word)
        weight += len(word)
    return total / weight if weight else 0.0


def _partial(word: str, text: str) -> float:
    from rapidfuzz.fuzz import partial_ratio  # only where a keyword does not stand there as it is

    return partial_ratio(word, text)
