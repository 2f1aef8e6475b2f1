"""Whose document it is: the lines of its letterhead, or the office that its title names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.files.certainty import is_picture
from lke_docs.files.labelled import MARKS, number_label
from lke_docs.files.text_row import TextRow
from lke_docs.patterns import alternation, vocabulary
from lke_docs.patterns.paper_frame import begins, begins_glued, holds, paper_frame

_TOP = 14  # rows in which a letterhead begins
_LINES = 6  # of one
_POSTAL = re.compile(r"\d{5}")


def is_office(row: TextRow) -> bool:
    """A line of a letterhead that names an office, in capitals."""
    if not row.is_capital or is_address(row):
        return False
    low = row.low.strip(MARKS)
    lost = is_picture(row.page) and begins_glued("head.office").match(low) is not None
    return lost or begins("head.office").match(low) is not None


def is_address(row: TextRow) -> bool:
    low = row.low.strip(MARKS)
    return begins("head.address").match(low) is not None or _POSTAL.search(low) is not None


def office_of(rows: Sequence[TextRow]) -> str:
    """The lines of a letterhead: those in capitals that stand together, one of which names an office."""
    block: list[TextRow] = []
    for row in [*rows[:_TOP], None]:
        if row and row.is_capital and not is_address(row) and not number_label(row.low) and not _is_mark(row):
            block.append(row)
            continue
        if any(map(is_office, block)) and not any(_is_gazette(line) for line in block):
            return ", ".join(_shown(line) for line in block[:_LINES])
        block = []
    return ""


def _shown(row: TextRow) -> str:
    """A name, without what stands in another column."""
    name = row.pieces[0].text if row.page.lines and len(row.pieces) > 1 else row.text
    return " ".join(name.split()).strip(MARKS)


def _is_mark(row: TextRow) -> bool:
    return row.low.strip(MARKS) in paper_frame().lists["head.before"]


def _is_gazette(row: TextRow) -> bool:
    return begins("head.gazette").match(row.low.strip(MARKS)) is not None


def office_in(title: str, name_end: int) -> str:
    """ "KEPUTUSAN KEPALA KEJAKSAAN NEGERI CONTOH": what stands behind the officer; `name_end` ends the type's name."""
    low = title.lower()
    held = [match for match in holds("head.holder").finditer(low[:name_end]) if match.end() == name_end]
    start = held[0].start() if held else name_end  # "PERATURAN BUPATI CONTOH"
    while (match := _officer().match(low, start)) and not begins("head.holder").match(low, match.start("officer")):
        start = match.end()
    if start <= name_end and not begins("head.office", "head.holder").match(low[start:].lstrip()):
        return ""
    rest = _TAIL.split(title[start:], maxsplit=1)[0]
    return rest.strip(MARKS)


_TAIL = re.compile(r"(?i)\s(?:nomor|no\.|tentang)(?![a-z])")


@cache
def _officer() -> re.Pattern[str]:
    return re.compile(rf"\s{{0,4}}(?P<officer>{alternation(vocabulary().officer)})(?![a-z])")


def names_officer(low: str) -> bool:
    """ "KEPALA DINAS KESEHATAN,": who decides."""
    low = low.strip(MARKS)
    return _officer().match(low) is not None or begins("head.holder").match(low) is not None
