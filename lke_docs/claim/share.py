"""How much of a whole a text says was done: "19 dari 23", "dari 52 kegiatan terlaksana 40", "3/4 selesai"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.patterns import alternation
from lke_docs.tuples import NamedTuple
from lke_docs.wording import number_in_words

_FIGURE = r"(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|persen\b)"
_YEAR = r"(?P<year>20\d\d)(?!\d)"
_SHARE_THEN_YEAR = re.compile(rf"(?i){_FIGURE}\s?\(?(?:(?:pada|di|untuk|tahun|thn)\s){{0,2}}{_YEAR}")
_SHARE = re.compile(rf"(?i){_FIGURE}")
_YEAR_THEN_SHARE = re.compile(
    rf"(?i)(?:\b(?:capaian|realisasi|tahun|thn)\s)*{_YEAR}\)?\s?[:=]?\s?"
    rf"(?:(?:sebesar|mencapai|adalah|yaitu|tercapai|rata-rata|realisasinya|capaiannya)\s)*{_FIGURE}"
)
_PART_FIRST = 6  # groups of an expression in which the part stands before the whole
_NEAR = 40  # characters behind a share in which a word turns its meaning
_WORD = 28  # characters behind it in which the word for "done" may end
_OTHERS = re.compile(r"(?i)\b(?:dan|sedangkan|tetapi|tapi|namun|sisa\w*|lain\w*|sudah|telah|selesai)\b")
_CLAUSE = re.compile(r"[^.;,()\n]*")


class Share(NamedTuple):
    """A part of a whole, by its offsets in a text; `whole` is more than nothing and not less than `part`."""

    start: int
    end: int
    part: int
    whole: int


def shares(text: str, vocabulary: ClaimVocabulary) -> Iterator[Share]:
    """Yield the shares of a text in order; not those of what failed: "dari 34 terdapat 11 yang belum sesuai"."""
    done, negation, off = (vocabulary.terms[it] for it in ("share.done", "coverage.negation", "coverage.off"))
    for start, end, first, second, is_part_first in sorted(
        (*_in_figures(text, vocabulary), *_in_words(text, vocabulary))
    ):
        part, whole = (first, second) if is_part_first else (second, first)
        clause = _CLAUSE.match(text, end)
        until = clause.end() if clause else end
        if part == second and part != first and negation.find(text, start, until):
            continue
        missed = off.find(text, end, min(until, end + _NEAR)) if part == first else ()
        if missed and not _OTHERS.search(text, end, missed[0][0]):
            part = whole - part  # "3 dari 10 target tidak terkait"
        if whole > 0 and part <= whole:
            told = done.find(text, end, min(until, end + _WORD))
            yield Share(start, told[0][1] if told else end, part, whole)


class _Pair(NamedTuple):
    """Two numbers of a text, by offsets, in their order; whether the part comes first."""

    start: int
    end: int
    first: int
    second: int
    is_part_first: bool = True


def _in_figures(text: str, vocabulary: ClaimVocabulary) -> Iterator[_Pair]:
    terms = vocabulary.terms
    for match in _written(terms["share.done"].words, terms["share.linking"].words).finditer(text):
        first, second = (int(number) for number in match.groups() if number)
        yield _Pair(*match.span(), first, second, (match.lastindex or 0) <= _PART_FIRST)


def _in_words(text: str, vocabulary: ClaimVocabulary) -> Iterator[_Pair]:
    """ "lima dari enam seksi", and at the head of a clause all of them: "ketiga rekomendasi telah dilaksanakan"."""
    terms, numbers = vocabulary.terms, _numbers()
    verbs = (*terms["share.done"].words, *terms["share.linking"].words)
    for match in _worded(verbs, terms["coverage.negation"].words).finditer(text):
        first, second = (numbers[" ".join((word or match["all"]).casefold().split())] for word in match.group(1, 2))
        yield _Pair(*match.span(), first, second)


def yearly_shares(text: str, own: int | None = None) -> dict[int, tuple[float, tuple[int, int]]]:
    """Percentages of a text by the year they are told of, with their places.

    `own`: of the paper, whose year the first has where it stands alone: "LKjIP 2023: 104,2%, tahun 2022 101,7%".
    """
    first = _SHARE.search(text) if own else None
    for expression in (_SHARE_THEN_YEAR, _YEAR_THEN_SHARE):
        matches = expression.finditer(text)
        told = {int(m["year"]): (float(m["share"].replace(",", ".")), m.span()) for m in matches}
        if own and first and own not in told and all(first.end() <= start for _, (start, _) in told.values()):
            told[own] = (float(first["share"].replace(",", ".")), first.span())
        if len(told) > 1:
            return told
    return {}


@cache
def _numbers() -> Mapping[str, int]:
    return {number_in_words(number): number for number in range(1, 21)}


@cache
def _worded(verbs: tuple[str, ...], negation: tuple[str, ...]) -> re.Pattern[str]:
    word, did, stop = map(alternation, (tuple(_numbers()), verbs, (*verbs, *negation)))
    head = r"(?:(?<![^\n])|(?<=[,;:(]\s)|(?<=[;:(])|(?<=\.\s))"
    return re.compile(
        rf"(?i)(?<![\w-])(?<!salah\s)({word})\s+(?:dari|dr)\s+({word})(?![\w-])"
        rf"|{head}ke(?P<all>{word})(?:\s+(?!(?:{stop})\b)[a-z]+,?){{1,5}}?(?:\s+(?:(?:{did})\b|(?:di|ter)[a-z]+))+"
    )


@cache
def _written(done: tuple[str, ...], linking: tuple[str, ...]) -> re.Pattern[str]:
    did, linked = alternation(done), alternation((*done, *linking))
    counted = r"(\d{1,4})(?:\s+(?:[a-z]{2,20})){1,6}?"
    behind = rf"(\d{{1,4}})(?=\s+(?:(?:{alternation(linking)})\s+)?(?:{did}|(?:di|ter|ber)[a-z]{{3,20}})(?!\w))"
    return re.compile(
        r"(?i)(?<![\w.,/-])(?:(\d{1,4})\s+(?:dari|dr)\s+(\d{1,4})(?![.,/-]?\d)"
        rf"|(\d{{1,3}})/(\d{{1,3}})(?=\s+(?:{did})(?!\w))"
        r"|([1-9]\d{0,3})/(\5)(?=\s+(?!tentang|perihal|hal\b)[a-z]{3})"  # "12/12 tugas utama": all
        rf"|(?:(?:dari|dr)\s{counted},?\s+(?:(?:{linked})\s+){{1,2}}"  # "dari 18 target prioritas, sebanyak 11"
        rf"(\d{{1,4}})"
        rf"|(?:dari|dr)\s(\d{{1,4}})(?:\s+[a-z/-]{{3,25}}){{1,4}}?,\s+{behind}"  # "dari 11 kebijakan, 8 sudah dinilai"
        rf"|{counted}\s*[,:]\s+(?:(?:{alternation(linking)})\s+)?(?:{did})\s+(\d{{1,4}})"
        rf"|{counted},\s+(\d{{1,4}})(?=\s+(?:(?:{alternation(linking)})\s+)?(?:{did})(?!\w)))"  # "6 temuan, 4 selesai"
        r"(?![\w.,/%-]|\s+%|\s+persen|\s+(?:kali|x)\b))"
    )
