"""Files whose words are one another's, after taking away what many files share.

Sister letters and monthly minutes are made from one template, and honestly so: of their masked runs of words 43 to 91
in 100 are alike. A copy shares nearly all of what is its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from rapidfuzz.fuzz import ratio

from lke_docs.files.model import EvidenceFile, Twin
from lke_docs.patterns import rule_words, time_words
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_RUN = 3  # words
_LEAST = 20  # runs of its own that a file has before it can be called a copy
_NEARLY = 0.6  # of the runs of the shorter one: from here on two are held against each other word by word
_CHANGED = 0.05  # of the words of the shorter one
_MISREAD = 75.0  # of 100: words parted, joined or misread
_MANY = 8  # files; what more of them share is their template
_SHARE = 0.05  # of all files, the same
_MOST_PAIRS = 20  # files with one run that are held against each other
_TOLD = 8  # words that differ
_ROMAN = frozenset({"ii", "iii", "iv"})

Run = tuple[str, ...]


class _Text(NamedTuple):
    """The words of a file as written, and with "#" for what a copy changes."""

    file: EvidenceFile
    words: list[str]
    masked: list[str]


def twins(files: Sequence[EvidenceFile]) -> list[Twin]:
    """The pairs of files whose words are the same but for times, numbers and names; equal bytes are no pair."""
    texts = [
        _text(file)
        for file in files
        if file.raw.is_read and file.raw.format in ("pdf", "docx") and records_an_event(file)
    ]
    pairs = []
    for first, second in _pairs(texts):
        text, other = texts[first], texts[second]
        if text.file.raw.text_sha256 == other.file.raw.text_sha256:
            continue
        if _changed(text, other) <= _CHANGED * min(len(text.words), len(other.words)):
            pairs.append(Twin(text.file.path, other.file.path, _difference(text.words, other.words)))
    return pairs


def _pairs(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Those that share much of what is their own, after taking away what many files share."""
    runs = [frozenset(_runs(text.masked)) for text in texts]
    count = Counter(run for own in runs for run in own)
    many = max(_MANY, int(_SHARE * len(texts)))
    own = [frozenset(run for run in of_file if count[run] <= many) for of_file in runs]
    holders = defaultdict(list)
    for index, of_file in enumerate(own):
        for run in of_file:
            holders[run].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        shared.update(combinations(held[:_MOST_PAIRS], 2))
    for (first, second), number in sorted(shared.items()):
        least = min(len(own[first]), len(own[second]))
        if least >= _LEAST and number >= _NEARLY * least:
            yield first, second


def records_an_event(file: EvidenceFile) -> bool:
    """What tells of something that was: invitations and assignments are alike, and honestly so."""
    kinds = rule_words().paper["of_activity"] - rule_words().paper["accompanying"]
    return any(part.document_types[:1] and part.document_types[0] in kinds for part in file.parts)


def _text(file: EvidenceFile) -> _Text:
    words = _WORD.findall(" ".join(page.text for page in file.raw.pages))
    return _Text(file, words, [_masked(word.casefold()) for word in words])


def _masked(word: str) -> str:
    """Numbers, months, weekdays and quarters are what a copy changes."""
    times = time_words()
    is_time = word.isdecimal() or word in _ROMAN or word in times.months or word in times.weekdays
    return "#" if is_time else word


def _runs(masked: Sequence[str]) -> list[Run]:
    plain = [word for word, before in zip(masked, ["", *masked], strict=False) if not (word == "#" == before)]
    return [tuple(plain[at : at + _RUN]) for at in range(len(plain) - _RUN + 1)]


def _changed(text: _Text, other: _Text) -> int:
    """How many words differ that are no name, no time and no misreading."""
    count = 0
    for kind, low, high, first, last in _steps(text.masked, other.masked):
        if kind != "equal":
            sides = text.words[low:high], other.words[first:last]
            count += 0 if _is_misread(*sides) else max(sum(map(_may_not_change, side)) for side in sides)
    return count


def _may_not_change(word: str) -> bool:
    return word[0].islower() and _masked(word) != "#"


def _is_misread(words: Sequence[str], others: Sequence[str]) -> bool:
    text, other = ("".join(side).casefold() for side in (words, others))
    return not (text + other).isdecimal() and ratio(text, other) >= _MISREAD


def _difference(words: Sequence[str], others: Sequence[str]) -> str:
    """The first words that were changed."""
    low = [[word.casefold() for word in side] for side in (words, others)]
    changed = [
        " ".join(low[1][first:last])
        for kind, begin, end, first, last in _steps(*low)
        if kind != "equal" and first < last and not _is_misread(low[0][begin:end], low[1][first:last])
    ]
    return ", ".join(dict.fromkeys(changed[:_TOLD]))


def _steps(words: Sequence[str], others: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
