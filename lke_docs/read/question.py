"""Which indicator a question text belongs to: the instruments' keywords against the words of the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lke_docs.instrument import Instrument, instrument_ids, load_instrument
from lke_docs.read.vocabulary import plain

_TYPO = 88.0  # of 100: "dtindaklanjuti" is still "ditindaklanjuti"


@dataclass(frozen=True, slots=True)
class Questions:
    """Codes of one instrument with their keywords (plain); `inputs` counts the numbers below an item."""

    id: str
    keywords: Mapping[str, tuple[str, ...]]
    inputs: Mapping[str, int]
    has_roman: bool  # codes hold "ii", as those of 2021 do

    def fit(self, question: str, code: str) -> float:
        """Share of the indicator's keywords that the question holds, misspelt ones too, from 0 to 1."""
        return _share(plain(question), self.keywords.get(code, ()), _fuzzy)

    def best(self, question: str, *, is_exact: bool = False) -> tuple[str, float]:
        """The indicator that fits best and its share; ("", 0.0) where two fit equally well.

        Misspelt keywords count only where no indicator fits word for word, and never with `is_exact`.
        """
        text = plain(question)
        scores = {code: _share(text, keywords, _never) for code, keywords in self.keywords.items()}
        if not is_exact and max(scores.values(), default=0.0) < 1:
            scores = {code: _share(text, keywords, _fuzzy) for code, keywords in self.keywords.items()}
        top = max(scores.values(), default=0.0)
        leaders = [code for code, share in scores.items() if share == top]
        if top and len(leaders) > 1:  # the one that asks for more words has proved more
            longest = max(map(self.size, leaders))
            leaders = [code for code in leaders if self.size(code) == longest]
        return (leaders[0], top) if top and len(leaders) == 1 else ("", 0.0)

    def size(self, code: str) -> int:
        """Letters in all keywords of an indicator."""
        return sum(map(len, self.keywords.get(code, ())))


Find = Callable[[str, str], bool]


def _never(keyword: str, text: str) -> bool:
    return False


@lru_cache(maxsize=50_000)
def _fuzzy(keyword: str, text: str) -> bool:
    from rapidfuzz import fuzz

    return len(text) >= len(keyword) and fuzz.partial_ratio(keyword, text, score_cutoff=_TYPO) > 0


def _share(text: str, keywords: tuple[str, ...], find: Find) -> float:
    """Keywords weigh by their length: "sop" alone says little."""
    whole = sum(map(len, keywords))
    hits = sum(len(word) for word in keywords if word in text or (len(word) > 7 and find(word, text)))
    return hits / whole if whole else 0.0


@cache
def instruments() -> tuple[Questions, ...]:
    """All instruments that come with the program, by id."""
    return tuple(map(_questions, map(load_instrument, instrument_ids())))


def _questions(instrument: Instrument) -> Questions:
    indicators = instrument.indicators
    return Questions(
        id=instrument.id,
        keywords={code: tuple(map(plain, item.keywords)) for code, item in indicators.items()},
        inputs={code: len(item.inputs) for code, item in indicators.items()},
        has_roman=any(".ii" in code for code in indicators),
    )
