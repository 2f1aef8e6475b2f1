"""How sure a find of a page is, and what a reader of pictures may have meant: O for 0, l for 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from lke_docs.extract import extract
from lke_docs.files.model import Page, PageKind, Seen
from lke_docs.files.row import TextRow
from lke_docs.model import Confidence, DocDate, Reference
from lke_docs.patterns import number_grammar

_FAIR = 0.85  # of an engine's line: below it letters and figures are often wrong
_READINGS = 32
_DIGITS = str.maketrans("OoQlI|", "000111")
_ROMAN = str.maketrans("l1|", "III")
_LIKE_DIGITS = re.compile(r"(?=\D*\d)[\dOoQlI|]+")
_LIKE_ROMAN = re.compile(r"(?=.*[l1|])[IVXl1|]{1,4}")
_PARTS = re.compile(r"([/.\-–\s]+)")
_NEAR_MONTH = re.compile(
    r"(?<![A-Za-z\d])(?:[\dOoQlI|]{1,2}(?=\s?[A-Za-z]{3,9}[\s.]{0,3}[\dOoQlI|]{4})|[12][\dOoQlI|]{3})(?!\d)"
)


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
    found = next((one for one in extract(text).references if begin - 1 <= one.start <= begin + 2), None)
    if not picture or (found and found.confidence == "tinggi" and found.pattern != "peraturan"):
        return found
    raw = _run(text, begin)
    readings = {reading for reading in islice(_readings(raw), _READINGS) if reading != raw and _is_known(reading)}
    if len(readings) != 1 or _is_known("".join(raw.split())):
        return found
    label = text[:begin]
    meant = next(iter(extract(label + readings.pop()).references), None)
    return meant._replace(start=begin, end=begin + len(raw), raw=raw, confidence="sedang") if meant else found


def _run(text: str, begin: int) -> str:
    match = re.compile(r"\S+(?:\s?[/-]\s?\S+)*(?:\s?[Tt][Aa][Hh][Uu][Nn]\s?\S{4})?").match(text, begin)
    return match.group().rstrip(".,;") if match else ""


def _readings(raw: str) -> Iterator[str]:
    """What a run may be where figures and Roman months were taken for letters."""
    options = []
    for part in _PARTS.split(raw):
        readings = [part]
        if _LIKE_DIGITS.fullmatch(part):
            readings = [part.translate(_DIGITS)]
        elif _LIKE_ROMAN.fullmatch(part):
            readings.append(part.translate(_ROMAN))
        elif re.fullmatch(r"[Oo][1-9]?|[lI|]", part):
            readings.append(part.translate(_DIGITS))
        options.append(readings)
    return ("".join(parts) for parts in product(*options))


def _is_known(number: str) -> bool:
    """An agency's own grammar reads it."""
    bare = "".join(number.split())
    return any(one.confidence == "tinggi" and one.regex.fullmatch(bare) for one in number_grammar().patterns)


def read_date(text: str, begin: int, *, picture: bool, reach: int = 24) -> DocDate | None:
    """The date that stands behind an offset of a text, before anything else but a weekday."""
    rest = text[begin:]
    for meant in dict.fromkeys((rest, _NEAR_MONTH.sub(lambda one: one.group().translate(_DIGITS), rest))):
        if found := next((one for one in extract(meant).dates if one.start <= reach), None):
            start, end = begin + found.start, begin + found.end
            return found._replace(start=start, end=end, raw=text[start:end])
        if not picture:
            break
    return None
