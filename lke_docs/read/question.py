"""Which indicator a question text belongs to: the instruments' keywords against the words of the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from lke_docs.instrument import Instrument, instrument_ids, load_instrument
from lke_docs.kept import shipped
from lke_docs.read.mark import as_mark
from lke_docs.read.vocabulary import plain, words

_WEIGHT = re.compile(r"\(\s*\d{1,3}(?:[.,]\d{1,2})?\s*%?\s*\)\s*$")  # "Tim Kerja (1)"
_NAMED = 86.0  # of 100: "SISTEM MANAJEMEN SDM APARATUR" against "Penataan Sistem Manajemen SDM"
_WHOLE = 0.75  # of the keywords of a question, from which two halves of it are one
_TYPO = 88.0  # of 100: "dtindaklanjuti" is still "ditindaklanjuti"


@dataclass(frozen=True, slots=True)
class Questions:
    """Codes of one instrument with their keywords (plain); `inputs` counts the numbers below an item."""

    id: str
    keywords: Mapping[str, tuple[tuple[str, ...], ...]]  # of each wording
    inputs: Mapping[str, int]
    letters: Mapping[str, Mapping[str, float]]  # possible answers and their values; none where it is computed
    names: Mapping[str, str]  # code of an area or sub-area -> its name
    has_roman: bool  # codes hold "ii", as those of 2021 do
    since: int  # the year from which it is valid

    def fit(self, question: str, code: str) -> float:
        """Share of the indicator's keywords that the question holds, misspelt ones too, from 0 to 1."""
        return _share(_in_full(question), self.keywords.get(code, ()), _fuzzy)

    def best(self, question: str, *, is_exact: bool = False, within: str = "") -> tuple[str, float]:
        """The indicator that fits best and its share; ("", 0.0) where two fit equally well.

        Misspelt keywords count only where no indicator fits word for word, and never with `is_exact`.
        `within` names the area or sub-area below which it must be.
        """
        text = _in_full(question)
        known = self.keywords
        if within:
            known = {code: its for code, its in known.items() if f"{code}.".startswith(f"{within}.")}
        scores = {code: _share(text, wordings, _never) for code, wordings in known.items()}
        if not is_exact and max(scores.values(), default=0.0) < 1:
            scores = {code: _share(text, wordings, _fuzzy) for code, wordings in known.items()}
        top = max(scores.values(), default=0.0)
        leaders = [code for code, share in scores.items() if share == top]
        if top and len(leaders) > 1:  # the one that asks for more words has proved more
            longest = max(map(self.size, leaders))
            leaders = [code for code in leaders if self.size(code) == longest]
        return (leaders[0], top) if top and len(leaders) == 1 else ("", 0.0)

    def known(self, code: str) -> str:
        """The code of the form that a written one means, of an indicator or what lies above or below it; "" for none.

        "A.1.1.a" is A.1.1.A; some offices write the area before its aspect: "A.1.I.i.a" is A.I.1.i.a.
        """
        if code in self.keywords or not code:
            return code
        first, area, aspect, *below = f"{code}..".split(".")
        swapped = ".".join([first, aspect, area, *below]).strip(".")
        for written in (code, swapped):
            low = f"{written}.".casefold()
            for own in self.keywords:
                if f"{own}.".casefold().startswith(low):
                    return own[: len(written)]
                if low.startswith(f"{own}.".casefold()):
                    return own + written[len(own) :]
        return ""

    def size(self, code: str) -> int:
        """Letters in all keywords of an indicator, in its own wording."""
        return sum(map(len, self.keywords.get(code, ((),))[0]))

    def heading(self, text: str, within: str) -> str:
        """The area or sub-area that a heading names, the nearest below `within` first; "" for another text."""
        return _heading(self.id, plain(_WEIGHT.sub("", text)), within)


@lru_cache(maxsize=20_000)
def _in_full(question: str) -> str:
    """A question, plain, and behind it what its short words stand for: "monev ZI" is known by either."""
    text = plain(question)
    short = words().short
    spelled = [short.get(word, word) for word in text.split()]
    full = " ".join(spelled)
    return text if full == text else f"{text} {full}"


Find = Callable[[str, str], bool]


def _never(keyword: str, text: str) -> bool:
    return False


@lru_cache(maxsize=50_000)
def _fuzzy(keyword: str, text: str) -> bool:
    from rapidfuzz import fuzz

    return len(text) >= len(keyword) and fuzz.partial_ratio(keyword, text, score_cutoff=_TYPO) > 0


def _share(text: str, wordings: tuple[tuple[str, ...], ...], find: Find) -> float:
    """The share of the wording that fits best."""
    return max([_share_of(text, keywords, find) for keywords in wordings], default=0.0)


def _share_of(text: str, keywords: tuple[str, ...], find: Find) -> float:
    """Keywords weigh by their length: "sop" alone says little."""
    whole = hits = 0
    for word in keywords:  # no generators: asked some 30,000 times a sheet without codes
        whole += len(word)
        if word in text or (len(word) > 7 and find(word, text)):
            hits += len(word)
    return hits / whole if whole else 0.0


@lru_cache(maxsize=4096)
def _heading(form: str, name: str, within: str) -> str:
    from rapidfuzz import fuzz

    parts = next(questions.names for questions in instruments() if questions.id == form)
    best, most = "", _NAMED
    for code, own in parts.items():
        score = fuzz.ratio(name, own, score_cutoff=_NAMED) if name else 0.0
        if len(own) > 8 and own in name:
            score = 100.0
        score += 10.0 * len(_shared(code, within)) / 16 if score else 0.0  # the same name may stand in two parts
        if score > most:
            best, most = code, score
    return best


def _shared(code: str, other: str) -> list[str]:
    """Parts that two codes begin with alike."""
    both = []
    for part, other_part in zip(code.split("."), other.split("."), strict=False):
        if part != other_part:
            break
        both.append(part)
    return both


@shipped
def instruments() -> tuple[Questions, ...]:
    """All instruments that come with the program, by id."""
    return tuple(map(_questions, map(load_instrument, instrument_ids())))


def _questions(instrument: Instrument) -> Questions:
    indicators = instrument.indicators
    return Questions(
        id=instrument.id,
        keywords={
            code: tuple(tuple(map(plain, keywords)) for keywords in item.wordings) for code, item in indicators.items()
        },
        inputs={code: len(item.inputs) for code, item in indicators.items()},
        letters={code: {it.letter: it.value for it in item.options} for code, item in indicators.items()},
        names={
            **{area.code: plain(area.name) for area in instrument.areas},
            **{part.code: plain(part.name) for part in instrument.sub_areas},
        },
        has_roman=any(".ii" in code for code in indicators),
        since=instrument.valid_from.year,
    )


@lru_cache(maxsize=20_000)
def is_known(question: str) -> bool:
    """Tell whether a text holds all keywords of an indicator of any form."""
    return any(True for _ in _asked(question))


def is_total(text: str) -> bool:
    """Tell "Jumlah" or "Total", and behind it at most what a part of a form is called: no number that is asked for."""
    said = plain(_WEIGHT.sub("", text))
    begins = [term for term in words().count_totals if f"{said} ".startswith(f"{term} ")]
    if not begins:
        return False
    name = _without_intro(said.removeprefix(max(begins, key=len)).split())
    return not name or is_name(name)


def is_name(text: str) -> bool:
    """Tell what an area, a sub-area or another part of any form is called."""
    from rapidfuzz import fuzz

    said = plain(text)
    return said in _names() or any(fuzz.ratio(said, own, score_cutoff=_NAMED) for own in _names())


@cache
def _names() -> frozenset[str]:
    return frozenset((*words().content["parts"], *(it for form in instruments() for it in form.names.values())))


def are_one_question(first: str, second: str) -> bool:
    """Tell two texts that ask together what neither does, or what one does where a small letter goes on."""
    goes_on = second[:1].islower() or second.startswith("(")
    is_heading = is_name(first) or (is_name(second) and not goes_on)  # "... melakukan" | "pembangunan Zona Integritas"
    if (is_known(first) and (is_known(second) or not goes_on)) or is_heading:
        return False
    joined, *alone = (
        max(questions.best(text)[1] for questions in instruments()) for text in (f"{first} {second}", first, second)
    )
    return joined >= _WHOLE and (joined > max(alone) or (goes_on and joined == max(alone)))


def is_rest_of_text(text: str) -> bool:
    """Tell a text that asks nothing itself and names no part of a form, as one in small letters never does."""
    is_part = is_name(text) or any(questions.heading(text, "") for questions in instruments())
    if is_total(text) or (is_part and not text[:1].islower()):
        return False
    return max(questions.best(text)[1] for questions in instruments()) < _WHOLE


def _without_intro(tokens: Sequence[str]) -> str:
    """A name without "Area Perubahan", "Komponen" and the number before it."""
    intro = {word for term in words().content["intro"] for word in term.split()}
    start = next((at for at, it in enumerate(tokens) if it not in intro and not as_mark(it.upper())), len(tokens))
    return " ".join(tokens[start:])


def has_counts(question: str) -> bool:
    """Tell whether a text asks what the form counts in numbers below it."""
    return any(questions.inputs[code] for questions, code in _asked(question))


@lru_cache(maxsize=20_000)
def begins_question(text: str) -> bool:
    """Tell whether a text begins with a keyword of an indicator: "SOP mengacu", not "SOP" alone."""
    low = plain(text)
    return any(
        " " in word and low.startswith(word)
        for questions in instruments()
        for wordings in questions.keywords.values()
        for keywords in wordings
        for word in keywords
    )


def is_computed(question: str) -> bool:
    """Tell whether a text asks for a share that the form computes: its answer is a number."""
    return any(not questions.letters[code] for questions, code in _asked(question))


def _asked(question: str) -> Iterator[tuple[Questions, str]]:
    """The indicators whose keywords a text holds."""
    text = _in_full(question)
    for questions in instruments():
        for code, wordings in questions.keywords.items():
            if any(bool(keywords) and all(word in text for word in keywords) for keywords in wordings):
                yield questions, code
