"""The foot of a document, and what shows that it is not finished: marks of a draft, open places, nothing filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.files.text_row import TextRow
from lke_docs.patterns.blank import open_places
from lke_docs.patterns.paper_frame import begins, holds, paper_frame

_FOOT = 30  # rows of a foot
_NAME = re.compile(r"\(?(?:[A-Z][\w'’.]*[\s,.]{0,3}){2,8}\)?$")
_FILLED = re.compile(r"[^\W_]{2,}|\d")


def is_signed(rows: Sequence[TextRow]) -> bool:
    """Tell whether somebody signs: a service number, "ttd", an electronic signature, or a name under a title."""
    for row in rows:
        if holds("signer.electronic").search(row.low):
            return True
    foot = rows[-_FOOT:]
    tags = paper_frame().lists["signer.tags"]
    for at, row in enumerate(foot):
        for piece in row.pieces:
            low = piece.text.lower()
            if begins("signer.marks").fullmatch(low.strip(" ()/:")) or low in tags or _numbered(row, low):
                return True
            if (
                begins("signer.titles").match(low)
                and low.rstrip().endswith((",", ":"))
                and _named(foot[at + 1 : at + 8])
            ):
                return True
    return False


def _numbered(row: TextRow, low: str) -> bool:
    """ "Jaksa Madya NIP 1900...": a service number, or the place for it, outside a table."""
    match = holds("signer.numbers").search(low)
    return match is not None and not row.is_table and not re.search(r"[a-z]", low[match.end() :])


def _named(rows: Sequence[TextRow]) -> bool:
    """A name stands below: two words or more, each with a capital."""
    return any(_NAME.match(piece.text) and not re.search(r"\d", piece.text) for row in rows for piece in row.pieces)


def is_draft(head: Sequence[TextRow], foot: Sequence[TextRow]) -> bool:
    """Tell a draft by its mark, or by places left open."""
    marks, notices = paper_frame().lists["draft.marks"], holds("draft.notices")
    for row in (*head, *foot):
        if any(piece.text.lower().strip(" ()[]*-–") in marks for piece in row.pieces) or notices.search(row.low):
            return True
    everywhere = paper_frame().lists["draft.blanks"]
    texts = "\n".join(row.text for row in head), "\n".join(row.text for row in foot)
    return any(place.blank.id in everywhere for text in texts for place in open_places(text))


def is_empty(rows: Sequence[TextRow]) -> bool:
    """Tell a form of which nothing is filled in: labels with a colon, and nothing behind them."""
    filled = bare = 0
    for row in rows:
        name, colon, value = row.text.partition(":")
        if colon and 2 < len(name) < 40 and not re.search(r"\d", name):
            if _FILLED.search(value.replace("x", "").replace("X", "")):
                filled += 1
            else:
                bare += 1
    return bare >= 3 and filled <= bare // 4
