"""What an engine misread in pictures: words of dates, and codes of numbers as digital documents spell them.

An engine takes I for L or 1 and loses points, so that "W.67.IMI.IMI.8" becomes "W.67.IML.IML8", and no grammar tells
that the agency has no code IML. The numbers of the office's digital documents do. Only what looks alike is changed, a
figure never into another figure: a number is read better, and no number is made of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from lke_docs.extract.spelled import ROMAN_MONTH
from lke_docs.files.certainty import TO_ROMAN, is_picture
from lke_docs.files.identify import identify
from lke_docs.files.misread import mended_words
from lke_docs.files.model import EvidenceFile, Page, TextLine
from lke_docs.model import Confidence

_ENOUGH = 3  # digital documents with a code: one alone may be misspelled itself
_FEW = 0.1  # months in figures to months in Roman ones, as of other offices' letters in the folder
_SHORTEST = 3  # letters and figures of a code
_ALIKE = ("I1l|L!", "0OQ", "5S", "8B", "2Z")
_BETWEEN = r"\s?[.,]?\s?"
_PARTS = re.compile(r"[/\-–]|\s(?i:tahun)\s|\s+")
_ROMAN = re.compile(rf"/(?:{ROMAN_MONTH.upper()})/(?:19|20)\d\d")
_ARABIC = re.compile(r"/\d{1,2}/(?:19|20)\d\d")
_LIKE_ROMAN = re.compile(r"(?<=/)(?=[VX]?[1l|])[IVX1l|]{1,4}(?=/(?:19|20)\d\d)")

Spelling = Callable[[str], Iterator[tuple[int, int, str]]]


def respelled(files: Sequence[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """The files, those that were read from pictures recognised again where a code in them was misspelled."""
    spell = _spelling(files)
    return tuple(_respelled(file, spell) for file in files)


def _respelled(file: EvidenceFile, spell: Spelling) -> EvidenceFile:
    pages = tuple(_page(page, spell) if is_picture(page) else page for page in file.raw.pages)
    return file if pages == file.raw.pages else identify(file.raw._replace(pages=pages))


def _page(page: Page, spell: Spelling) -> Page:
    return page._replace(lines=tuple(_line(line, spell) for line in page.lines))


def _line(line: TextLine, spell: Spelling) -> TextLine:
    """A line with its codes spelled anew; what was doubted in it keeps its place."""
    for find in (mended_words, spell):
        for start, end, right in sorted(set(find(line.text)), reverse=True):
            grown = len(right) - (end - start)
            doubts = tuple((a + grown * (a >= end), b + grown * (b >= end)) for a, b in line.doubts)
            line = line._replace(text=line.text[:start] + right + line.text[end:], doubts=doubts)
    return line


def _spelling(files: Sequence[EvidenceFile]) -> Spelling:
    """What finds the misspelled codes of a text, from the numbers of digital documents."""
    numbers = {
        part.number.normalized
        for file in files
        for part in file.parts
        if part.number and part.number_seen and part.number_seen.confidence is Confidence.TINGGI
    }
    held = Counter(code for number in numbers for code in set(_PARTS.split(number)) if _is_code(code))
    codes = {code for code, count in held.items() if count >= _ENOUGH}
    wanted = [(code, _pattern(code)) for code in sorted(codes, key=lambda it: (-len(it), it))]
    roman, arabic = (sum(map(bool, map(month.search, numbers))) for month in (_ROMAN, _ARABIC))
    has_roman = roman >= _ENOUGH and arabic <= _FEW * roman

    def spell(text: str) -> Iterator[tuple[int, int, str]]:
        taken = [match.span() for code in codes for match in re.finditer(re.escape(code), text)]
        for code, pattern in wanted:
            for match in pattern.finditer(text):
                is_free = all(match.end() <= start or end <= match.start() for start, end in taken)
                if is_free and match[0].casefold() != code.casefold():  # "URUSAN UMUM" is no "…/Umum/2022" misread
                    taken.append(match.span())
                    yield *match.span(), code
        for match in _LIKE_ROMAN.finditer(text) if has_roman else ():
            yield *match.span(), match.group().translate(TO_ROMAN)

    return spell


def _is_code(part: str) -> bool:
    return sum(map(str.isalnum, part)) >= _SHORTEST and any(map(str.isalpha, part))


def _pattern(code: str) -> re.Pattern[str]:
    """A code with characters that look alike in the place of its own, its points lost or read as commas."""
    parts = []
    for char in code:
        alike = next((it for it in _ALIKE if char.upper() in it), char)
        parts.append(f"[{re.escape(alike.lower() + alike.upper())}]" if char.isalnum() else _BETWEEN)
    return re.compile(rf"(?<![A-Za-z0-9]){''.join(parts)}(?![A-Za-z0-9])")
