"""How sure a find of a page is, and what a reader of pictures may have meant: O for 0, l for 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from lke_docs.extract import extract
from lke_docs.extract.number import normalize
from lke_docs.files.model import Page, PageKind, Seen
from lke_docs.files.text_row import TextRow
from lke_docs.model import Confidence, DocDate, Reference
from lke_docs.patterns import alternation, number_grammar, time_words

_FAIR = 0.85  # of an engine's line: below it letters and figures are often wrong
_READINGS = 32
_DIGITS = str.maketrans("OoQlI|", "000111")
TO_ROMAN = str.maketrans("l1|", "III")
_LIKE_DIGITS = re.compile(r"(?=\D*\d)[\dOoQlI|]+")
_LIKE_ROMAN = re.compile(r"(?=.*[l1|])(?=.*[IVXl|])[IVXl1|]{1,4}")
_PARTS = re.compile(r"([/.\-–\s]+|(?i:tahun))")
_UNSURE = re.compile(
    r"\d[OoQlI|]|[OoQlI|]\d|[/.-][OolI|](?=[/.-])|(?<![A-Za-z])[IVX]{0,3}[l1|][IVXl1|]{0,3}(?![A-Za-z\d])"
)
_RUN = re.compile(r"\S+(?:\s?[/-]\s?\S+)*(?:\s?[Tt][Aa][Hh][Uu][Nn]\s?\S{4})?")


def is_picture(page: Page) -> bool:
    """The text was read from a picture."""
    return page.kind in (PageKind.SCAN, PageKind.LAYER) or bool(page.engine)


def seen(row: TextRow, start: int, end: int, *, fits: bool = True) -> Seen:
    """Where a find of a row stands and how sure it is; `fits`: a grammar reads it whole. Figures are meant."""
    page, piece = row.page, row.piece_at(start)
    line = piece.line
    confidence, why = Confidence.TINGGI, ""
    if is_picture(page):
        confidence, why = Confidence.SEDANG, "dibaca dari pindaian"
        begin = line.text.find(piece.text) + start - piece.start
        if any(first < begin + end - start and begin < last for first, last in line.doubts):
            confidence, why = Confidence.RENDAH, "tulisan tangan?"
        elif page.kind is PageKind.LAYER and not page.engine:
            confidence, why = Confidence.RENDAH, "dari lapisan teks pemindai"
        elif not page.trusts_numbers:
            confidence, why = Confidence.RENDAH, "pembaca pindaian tidak andal untuk angka"
        elif line.confidence < _FAIR or not fits:
            confidence, why = Confidence.RENDAH, "pindaian kurang jelas"
    return Seen(page.number, line.box, row.text, confidence, why)


def read_number(text: str, begin: int, *, picture: bool) -> Reference | None:
    """The number that begins at an offset of a text, behind its label."""
    reference = next((it for it in extract(text).references if begin - 1 <= it.start <= begin + 2), None)
    raw = _run(text, begin)
    if not picture or not _UNSURE.search(raw):
        return reference
    readings = {reading for reading in islice(_readings(raw), _READINGS) if reading != raw and _is_known(reading)}
    if len(readings) != 1:
        return reference
    if reference and not reference.suggestion and _is_known(raw):  # "0l2" may be the agency's: said, not decided
        return reference._replace(confidence="rendah", suggestion=normalize(readings.pop()))
    meant = next(iter(extract(text[:begin] + readings.pop()).references), None)
    return meant._replace(start=begin, end=begin + len(raw), raw=raw, confidence="sedang") if meant else reference


def _run(text: str, begin: int) -> str:
    match = _RUN.match(text, begin)
    return match.group().rstrip(".,;") if match else ""


def _readings(raw: str) -> Iterator[str]:
    """What a run may be where figures and Roman months were taken for letters."""
    options = []
    for part in _PARTS.split(raw):
        readings = [part]
        if _LIKE_DIGITS.fullmatch(part):
            readings = [part.translate(_DIGITS)]
        if _LIKE_ROMAN.fullmatch(part):
            readings.append(part.translate(TO_ROMAN))
        elif re.fullmatch(r"[Oo][1-9]?|[lI|]", part):
            readings.append(part.translate(_DIGITS))
        options.append(readings)
    return ("".join(parts) for parts in product(*options))


def _is_known(number: str) -> bool:
    """An agency's own grammar reads it."""
    bare = normalize(number)
    return any(it.confidence == "tinggi" and it.regex.fullmatch(bare) for it in number_grammar().patterns)


def read_date(text: str, begin: int, *, picture: bool, reach: int = 24) -> DocDate | None:
    """The date that stands behind an offset of a text, before anything else but a weekday."""
    rest = text[begin:]
    places: Sequence[int] = range(begin, len(text) + 1)
    if picture:
        rest, places = parted(_near_month().sub(lambda match: match.group().translate(_DIGITS), rest), begin)
    date = next((date for date in extract(rest).dates if date.start <= reach), None)
    if date is None:
        return None
    start, end = places[date.start], places[date.end - 1] + 1
    return date._replace(start=start, end=end, raw=text[start:end])


@cache
def _near_month() -> re.Pattern[str]:
    """A day before the name of a month, and a year, some figures of which were read as letters."""
    day = r"(?:(?=[OoQlI|]?\d)[\dOoQlI|]{1,2}?|[lI|]{1,2}(?=\s))"
    months = alternation(time_words().months)
    return re.compile(rf"(?<![A-Za-z\d]){day}(?=\s?(?i:{months})[\s.]{{0,3}}[12])|(?<!\d)[12][\dOoQlI|]{{3}}(?!\d)")


def parted(text: str, begin: int = 0) -> tuple[str, Sequence[int]]:
    """Blanks where letters and figures touch, as in "Senin,3Mei2018", and the place of each character."""
    shown, places = "", []
    for at, char in enumerate(text):
        before = text[max(0, at - 2) : at]
        touches = (before[-1:].isalpha() and char.isdigit()) or (before[-1:].isdigit() and char.isalpha())
        is_begun = char.isdigit() and before[:1].isalpha()  # "Selasa.4 Oktober"; "M.8" is a code
        if touches or (is_begun and (before[1:] == "," or (before[1:] == "." and text[at - 4 : at - 1].isalpha()))):
            shown += " "
            places.append(begin + at)
        shown += char
        places.append(begin + at)
    return shown, (*places, begin + len(text))
