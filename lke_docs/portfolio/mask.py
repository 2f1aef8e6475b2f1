"""Evidence without what a copyist changes: names of the own office, numbers, dates.

"SK Kepala Kejari Sukamaju Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja" becomes
"sk kepala @ nomor # tanggal # tentang tim kerja", and so does that of any other office.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b

from lke_docs.extract.span import mask as blotted
from lke_docs.extract.span import places
from lke_docs.model import EvidenceItem
from lke_docs.patterns import rule_words, time_words
from lke_docs.patterns.office import office_name

NAME, NUMBER = "@", "#"
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[@#]")
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 3  # letters of a word that may be anything: "Kab. Uji"
_CAPITAL = re.compile(r"\b[A-Z]\w*")  # of names, whoever has them; what begins a sentence goes with them
_RUN = 5  # words
_KEPT = 512  # runs of a text; two texts that are nearly one have nearly the same least ones

Mask = Callable[[EvidenceItem], str]


def mask_of(unit: str, agency: str = "") -> Mask:
    """What masks the pieces of a unit's sheet."""
    names = own_names(unit, agency)

    def masked(item: EvidenceItem) -> str:
        spans = places((*item.references, *item.dates, *item.periods))
        inside = [(start - item.start, end - item.start) for start, end in spans]
        return masked_words(names.sub(f" {NAME} ", blotted(item.text, inside, NUMBER)))

    return masked


def masked_words(text: str) -> str:
    """A text in lower-case words, its figures, months and days of the week one sign, however many in a row."""
    times = time_words()
    words: list[str] = []
    for token in _TOKEN.findall(text.casefold()):
        is_time = token.isdecimal() or token in times.months or token in times.weekdays
        word = NUMBER if is_time else token
        if word not in (NAME, NUMBER) or not words or words[-1] != word:
            words.append(word)
    return " ".join(words)


def own_names(unit: str, agency: str = "") -> re.Pattern[str]:
    """The names of an office as they stand in its texts: whole, spelled out, and the words that are its alone.

    "KEJARI BANTAENG": "Kejari Bantaeng", "Kejaksaan Negeri Bantaeng" and "Bantaeng".
    """
    office = rule_words().office
    common = office["kind"] | office["plain"] | office["higher"]
    whole = [name.split() for name in (unit, office_name(unit)[0], agency) if name.strip()]
    alone = [[word] for word in _WORD.findall(unit) if len(word) > _FEW and word.casefold() not in common]
    names = {r"\W{1,3}".join(map(re.escape, words)) for words in whole + alone}
    longest_first = sorted(names, key=lambda it: (-len(it), it))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)" if names else r"(?!)", re.IGNORECASE)


def least_runs(text: str) -> list[int]:
    """The least 64-bit hashes of the runs of words of a text, without names, numbers and times, in order."""
    words = masked_words(_CAPITAL.sub(NAME, text)).split()
    runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    return sorted(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)[:_KEPT]
