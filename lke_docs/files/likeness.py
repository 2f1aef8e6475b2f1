"""Files whose words are one another's, after taking away what many files share.

Sister letters and monthly minutes are made from one template, and honestly so: of their masked runs of words 43 to 91
in 100 are alike. A copy shares nearly all of what is its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from lke_docs.files.model import EvidenceFile
from lke_docs.patterns import time_words

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_RUN = 3  # words
_LEAST = 20  # runs of its own that a file has before it can be called a copy
_SAME = 0.92  # of the runs of the shorter one
_MANY = 8  # files; what more of them share is their template
_SHARE = 0.05  # of all files, the same
_MOST_PAIRS = 20  # files with one run that are held against each other
_TOLD = 8  # words that differ


class Twin(NamedTuple):
    """Two files alike; `differs`: the words of the second where they are not those of the first."""

    first: str
    second: str
    differs: str


def twins(files: Sequence[EvidenceFile]) -> list[Twin]:
    """The pairs of files whose own words are the same but for times and numbers; one text twice is no pair."""
    texts = [
        (file, _words(" ".join(page.text for page in file.raw.pages)))
        for file in files
        if file.raw.is_read and file.raw.format in ("pdf", "docx")
    ]
    runs = [frozenset(_runs(words)) for _, words in texts]
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
    found = []
    for (one, two), number in sorted(shared.items()):
        (first, mine), (second, theirs) = texts[one], texts[two]
        least = min(len(own[one]), len(own[two]))
        if least < _LEAST or number < _SAME * least or first.raw.text_sha256 == second.raw.text_sha256:
            continue
        found.append(Twin(first.path, second.path, _difference(mine, theirs)))
    return found


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _masked(word: str) -> str:
    """Numbers, months and weekdays are what a copy changes."""
    times = time_words()
    return "#" if word.isdecimal() or word in times.months or word in times.weekdays else word


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    masked = [_masked(word) for word in words]
    plain = [word for word, before in zip(masked, ["", *masked], strict=False) if not (word == "#" == before)]
    return [tuple(plain[at : at + _RUN]) for at in range(len(plain) - _RUN + 1)]


def _difference(mine: Sequence[str], theirs: Sequence[str]) -> str:
    """The first words that were changed."""
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [" ".join(theirs[low:high]) for kind, _, _, low, high in steps if kind != "equal" and low < high]
    return ", ".join(dict.fromkeys(changed[:_TOLD]))
