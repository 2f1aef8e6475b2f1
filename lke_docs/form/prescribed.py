"""Cells that hold what the ministry asks for instead of what the unit has: "1. SK Tim Kerja (jika ada)", "2. Undangan".

Such lists are copied into the evidence column with the form. Where many cells of a sheet hold one, by the form's own
words or, beside some of those, by bare names of documents in most cells, its lines are blanked before the text is
read, so that no rule takes "SK" of the list for a decree without a number. What a unit wrote below the list, with a
date, a number or words of its own, stays and is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lke_docs.extract.span import mask
from lke_docs.model import Entry, Evidence, ReferenceKind, Row
from lke_docs.patterns import phrases

_LEAST_SHARE = 0.2  # of the cells with evidence that must show the form's own words
_LEAST_CELLS = 5
_BARE_SHARE = 0.45  # of cells that only name kinds of documents, from which on few words of the form will do
_ACTIVE = re.compile(r"(?i)(?<!\w)me(?:m|n|ny|ng|l|r|w|y)[a-z]{4,}(?!\w)")
_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]\s")
_ARROW = re.compile(r"\s*(?:->|=>|→)")
_GRADE = re.compile(r":\s*[a-e]\b\s*(?:$|,)", re.IGNORECASE)  # "Jika realisasi 100 % : a"
_COUNT = re.compile(r"\d\s*(?:%|dari\s+\d)|\b(?:jml|jumlah)\b.*\d", re.IGNORECASE)
_HOLE = re.compile(r"\[[^\]\n]+\]|<<")  # "[isi nama inovasi]": told as what is left over
_ANSWER = re.compile(r"(?:[:=→]|[-=]+>)\s*")  # "Inovasi (jika ada) : tdk ada", "B06: belum dilaksanakan"
_LETTER = re.compile(r"(?i)(?<!\w)(?:[a-e]|ya|tidak)\s*\Z")  # "C = belum": the form's key, no answer
_BELOW = re.compile(r"\s*(?:[-–*•>]|(?:isian|jawaban|diisi)\b[^:\n]{0,20}:)\s*", re.IGNORECASE)  # "- Target 10 buah"
ASKED_ONLY = "isian berisi daftar yang diminta, bukan bukti"
_REMARK = re.compile(r"(?i)[\s(*]*(?:keterangan|ket)\b[ .]*:\s*\S")


def own_texts(entries: Sequence[Entry]) -> Mapping[int, str]:
    """The evidence of the rows of a prescribed sheet by `id` of the row, with the lines of its lists blanked.

    Empty where the sheet holds no prescribed lists. Offsets stay those of the whole cell.
    """
    cells = [entry for entry in entries if entry.row.evidence.strip()]
    telling = sum(_is_telling(entry.row) for entry in cells)
    if telling < _LEAST_CELLS:
        return {}
    if telling < _LEAST_SHARE * len(cells) and sum(map(_is_bare, cells)) < _BARE_SHARE * len(cells):
        return {}
    texts = {}
    for entry in cells:
        text = mask(entry.row.evidence, _asked(entry), " ")
        if text != entry.row.evidence:
            texts[id(entry.row)] = text
    return texts


def is_prescribed(entry: Entry) -> bool:
    """Whether a cell holds nothing but what the form asks for: whether there is evidence cannot be told."""
    return bool(entry.row.evidence.strip()) and not entry.evidence.text.strip()


def _is_bare(entry: Entry) -> bool:
    """A cell that names kinds of documents, and neither when nor under which number."""
    evidence = entry.evidence
    is_pinned = evidence.dates or evidence.periods or evidence.references
    return bool(evidence.document_types) and not is_pinned


def _is_telling(row: Row) -> bool:
    if row.required.strip() and row.evidence.split() == row.required.split():
        return True
    return any(_is_of_form(line[0]) for line in _LINE.finditer(row.evidence))


def _is_of_form(line: str) -> bool:
    """The words of the form itself."""
    head = line[match.end() :] if (match := _MARKER.match(line)) else line.lstrip(" (-")
    asks = phrases("prescribed", "opening").match(head) or phrases("prescribed", "inside").search(line)
    return bool(asks or _GRADE.search(line))


def _asked(entry: Entry) -> Iterator[tuple[int, int]]:
    """The lines of a cell that only name what is asked for."""
    listed = remarked = False
    text = entry.row.evidence
    if text.split() == entry.row.required.split():
        yield 0, len(text)
        return
    for match in _LINE.finditer(text):
        line, (start, end) = match[0], match.span()
        numbered, of_form = bool(_MARKER.match(line)), _is_of_form(line)
        bare = not _is_concrete(entry.evidence, start, end)
        own = phrases("prescribed", "own").search(line) or _ARROW.match(line) or _HOLE.search(line)
        timed = _names_time(entry.evidence, start, end)
        # what follows a numbered list, or the form's remark with a dash, is the unit's answer to it
        below = (listed and not numbered) or (remarked and bool(_BELOW.match(line)))
        of_form = of_form and not _is_answered(line)
        below = below or (not of_form and _is_story(line))
        if bare and (of_form or not (own or timed or below or _COUNT.search(line))):
            yield start, end
        listed, remarked = listed or numbered, remarked or bool(_REMARK.match(line))


def _is_concrete(evidence: Evidence, start: int, end: int) -> bool:
    """A line that names a number of a letter, or a day."""
    letters = (reference for reference in evidence.references if reference.kind is ReferenceKind.LETTER)
    days = (date for date in evidence.dates if date.day is not None)
    return any(start <= place.start < end for group in (letters, days) for place in group)


def _is_story(line: str) -> bool:
    """A sentence of what is done: "Layanan kunjungan memakai SDP"; a form asks for papers that "memuat" something."""
    verbs = {match[0].casefold() for match in _ACTIVE.finditer(line)}
    return bool(verbs - set(phrases("sentence", "no_verb").words) - set(phrases("prescribed", "verb").words))


def _is_answered(line: str) -> bool:
    """Behind what the form asks for stands the unit's own word."""
    answers = (answer for answer in _ANSWER.finditer(line) if not _LETTER.search(line, 0, answer.start()))
    return any(phrases("prescribed", "own").match(line[answer.end() :]) for answer in answers)


def _names_time(evidence: Evidence, start: int, end: int) -> bool:
    begins = [it.start for it in evidence.periods] + [it.start for it in evidence.dates]
    return any(start <= begin < end for begin in begins)
