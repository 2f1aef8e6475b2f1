"""Labels before answer and evidence, and lines that belong to the page: "Jawaban: A", "Halaman 2 dari 9"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from lke_docs.patterns import page_words
from lke_docs.read.mark import split_marks
from lke_docs.read.vocabulary import names_paper, plain, words
from lke_docs.tuples import NamedTuple

_LABEL = re.compile(r"([^:=]{2,60})[:=](.*)", re.DOTALL)
_LETTERS, _DIGITS = str.maketrans("10", "lo"), str.maketrans("lio", "110")  # as recognised pages mistake them
_LONGEST_NUMBER = 40
_LONGEST_LABEL = 60
_LABELS = ("answer", "evidence", "note", "link")
_COLUMNS = ("serial", "question", "code", "weight", "options", "criteria", "score", "required", *_LABELS)
_ASIDE = ("aside", "advice")


class Labelled(NamedTuple):
    """A line behind its label: role of the label ("" for none), whose it is ("" the unit's), the text behind it."""

    role: str
    reviewer: str
    text: str


@lru_cache(maxsize=1024)
def labelled(line: str) -> Labelled:
    """Take the label off a line: "Jawaban: A", "Bukti Dukung Unit = SK Tim", "Jawaban A", "Bukti Dukung"."""
    match = _LABEL.fullmatch(line)
    label, text = (match[1], match[2].strip()) if match else (line, "")
    role, reviewer = _label(label) if len(label) <= 60 else ("", "")
    if role and (match or role != "link"):  # "Tautan" alone is what is left of a link
        return Labelled(role, reviewer, text)
    first, _, text = line.partition(" ")
    is_answer = _label(first)[0] == "answer" and plain(text) in {*words().content["answers"], *"abcde"}
    return Labelled("answer", "", text) if is_answer else Labelled("", "", line)


def without_label(line: str, role: str) -> str:
    """A line without the label of this role before it: "Indikator : a. Unit kerja telah ..." of a question."""
    match = _LABEL.match(line[:_LONGEST_LABEL])
    is_label = match is not None and _terms().get(plain(match[1])) == role
    return line[match.start(2) :].strip() if match and is_label else line


def is_aside(line: str) -> bool:
    """Tell a line behind the label of what is no evidence: "Kendala: ..."; not one that may name a paper as well."""
    match = _LABEL.fullmatch(split_marks(line)[1])
    label = plain(match[1]) if match else ""
    return bool(label) and any(label in words().role[role] for role in _ASIDE) and not names_paper(label)


@cache
def _terms() -> dict[str, str]:
    """Each title of a column, plain, with its role; a word that only points to evidence is a label of it."""
    pointers = dict.fromkeys(words().content["pointer"], "link")
    return pointers | {term: role for role, terms in words().role.items() for term in terms if role in _COLUMNS}


def _label(text: str) -> tuple[str, str]:
    """Role and reviewer of a title that is a label and, behind it, at most its owner; ("", "") for another text."""
    tokens = plain(text).split()
    for count in range(min(4, len(tokens)), 0, -1):
        role = _terms().get(" ".join(tokens[:count]), "")
        if role in _LABELS:
            owner = tokens[count:]
            reviewers = set(words().reviewer).intersection(owner)
            if not owner or reviewers or " ".join(owner) in words().unit:
                return role, " ".join(text.split()[count:]).strip("() ") if reviewers else ""
    return "", ""


@cache
def _answer_label() -> re.Pattern[str]:
    known = "|".join(r"\s".join(map(re.escape, term.split())) for term in words().role["answer"])
    return re.compile(rf"\s(?=(?:{known})\b[^:=]{{0,30}}(?:[:=]|$))", re.IGNORECASE)


def label_at(line: str) -> Iterator[int]:
    """Where a label of the answer may begin within a line: "... telah dibentuk Jawaban: A"."""
    return (match.end() for match in _answer_label().finditer(line))


def is_page_number(line: str) -> bool:
    """Tell the number of a page, misread ones too: "Halaman 2 dari 9", "Ha1aman l dari 8"."""
    if len(line) > _LONGEST_NUMBER:
        return False
    begin, *tokens = plain(line).split() or [""]
    marks = page_words()["page"]
    if begin not in marks["begins"] and begin.translate(_LETTERS) not in marks["begins"]:
        return False
    numbers = [token.translate(_DIGITS) for token in tokens if token not in marks["between"]]
    return bool(numbers) and all(number.isdecimal() for number in numbers)


def is_of_page(line: str) -> bool:
    """Tell the number of a page, and the titles of all columns printed in one line."""
    if is_page_number(line):
        return True
    roles = set()
    for role in _titles(plain(line).split()):
        if not role:
            return False
        roles.add(role)
    return len(roles) >= 2 and not roles.isdisjoint({"question", "answer", "evidence"})


@cache
def _owners() -> frozenset[str]:
    """Words that say whose a column is."""
    return frozenset((*words().reviewer, *" ".join(words().unit).split()))


def _titles(tokens: Sequence[str]) -> Iterator[str]:
    """Roles of the titles that follow one another, "" for what is none; owners are passed over."""
    at = 0
    while at < len(tokens):
        ends = (end for end in range(min(len(tokens), at + 5), at, -1) if " ".join(tokens[at:end]) in _terms())
        end = next(ends, 0)
        if end or tokens[at] not in _owners():
            yield _terms()[" ".join(tokens[at:end])] if end else ""
        at = end or at + 1
