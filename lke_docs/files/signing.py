"""The foot of a document, and what shows that it is not finished: marks of a draft, open places, nothing filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.files.certainty import is_picture
from lke_docs.files.labelled import label
from lke_docs.files.text_row import TextRow
from lke_docs.patterns.blank import open_places, template_labels
from lke_docs.patterns.paper_frame import begins, holds, noticed, paper_frame

_SERVICE = re.compile(
    r"(?<!\d)\d{8}\s?\d{6}\s?\d\s?\d{3}(?!\d)"
)  # its label may be misread: "NlP 19000101 190001 1 001"
_LISTED = re.compile(r"(?:^|\s)\d{1,2}[.)]\s{1,6}[A-Z]")  # "1. Ani Contoh, NIP ..."
_LARGE = 40.0  # points
_BARE = 5  # rows of an attendance list without a name
_MAYBE = re.compile(r"[\[{<«‹$#%_…]|\.\.|[xX]{2}|/\s*/|-\s{2,}/|:\s*/|NMR|BLN|THN")  # without these no place is open
_COUNTED = re.compile(r"\d{1,3}[.)]?\s{0,8}(?P<name>\S.*)?$")
_FOOT = 30  # rows of a foot
_NAME = re.compile(r"\(?(?:[A-Z][\w'’.]*[\s,.]{0,3}){2,8}\)?$")
_FILLED = re.compile(r"[^\W_]{2,}|\d")
_ANY = re.compile(r"[^\W_]")
_READ = re.compile(r"[^\W\d_]{2,}|\d[.,]?\d")  # a lone letter or figure may be a line of the table


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
            if begins("signer.marks").fullmatch(low.strip(" ()/:")) or low in tags:
                return True
            if _numbered(row, low) and not _is_named_in_text(foot, at):
                return True
            is_title = begins("signer.titles").match(low) and low.rstrip().endswith((",", ":"))
            if is_title and _named(foot[at + 1 : at + 8]) and not _decides(foot[at + 1]):
                return True
    return False


def _decides(below: TextRow) -> bool:
    """Who stands over "Menimbang" decides, and signs at the end."""
    return begins("head.body").match(below.low.lstrip()) is not None


def _is_named_in_text(rows: Sequence[TextRow], at: int) -> bool:
    """A service number in a list, or under "Nama :": whom an order names, not who signs it."""
    above = rows[max(0, at - 2) : at]
    told = any(label(piece.text, "signer.identity") for row in above for piece in row.pieces)
    return told or _LISTED.search(rows[at].text) is not None


def _numbered(row: TextRow, low: str) -> bool:
    """ "Jaksa Madya NIP 1900...": a service number, or the place for it, outside a table."""
    if _SERVICE.search(low) and not row.is_table:
        return True
    match = holds("signer.numbers").search(low)
    return match is not None and not row.is_table and not re.search(r"[a-z]{2}", low[match.end() :])


def _named(rows: Sequence[TextRow]) -> bool:
    """A name stands below: two words or more, each with a capital."""
    return any(_NAME.match(piece.text) and not re.search(r"\d", piece.text) for row in rows for piece in row.pieces)


def is_draft(rows: Sequence[TextRow], head: Sequence[TextRow], foot: Sequence[TextRow]) -> bool:
    """Tell a draft by its mark, written over a page or at its edges, or by places left open."""
    marks, notices = paper_frame().lists["draft.marks"], holds("draft.own", "draft.notices")
    if any(noticed().search(row.low) or (_is_over(row) and begins("draft.marks").match(row.low)) for row in rows):
        return True
    for row in (*head, *foot):
        if any(piece.text.lower().strip(" ()[]*-–") in marks for piece in row.pieces) or notices.search(row.low):
            return True
    labels = {name for name in template_labels() if " " in name}
    if sum(row.text.partition(":")[2].strip() in labels for row in rows) > 1:
        return True  # a draft of ours, of which only the brackets were taken away
    everywhere = paper_frame().lists["draft.blanks"]
    texts = "\n".join(row.text for row in head), "\n".join(row.text for row in foot)
    return any(place.blank.id in everywhere for text in texts if _MAYBE.search(text) for place in open_places(text))


def _is_over(row: TextRow) -> bool:
    """Letters larger than any line of text, as of a mark behind the text: what stands over them is read with them."""
    box = row.pieces[0].line.box
    return box is not None and box[3] - box[1] > _LARGE and row.text[:4].isupper()


def is_empty(rows: Sequence[TextRow]) -> bool:
    """Tell a paper in which nothing is filled in: labels with nothing behind them, numbers without a name."""
    if any(begins("head.form").match(row.low) for row in rows):
        return False  # a blank paper is what it is meant to be
    if _is_bare_list(rows):
        return True
    filled = bare = 0
    for at, row in enumerate(rows):
        name, colon, value = row.text.partition(":")
        if colon and 2 < len(name) < 40 and not re.search(r"\d", name):
            if _FILLED.search(value.replace("x", "").replace("X", "")):
                filled += 1
            elif not _goes_on(rows, at):
                bare += 1
    return bare >= 3 and filled <= bare // 4


def _is_bare_list(rows: Sequence[TextRow]) -> bool:
    """Numbers with nothing beside them; on a picture, where a hand's names are read somehow, nothing between them."""
    counts = {at: match["name"] or "" for at, row in enumerate(rows) if (match := _COUNTED.match(row.text))}
    if len(counts) < _BARE:
        return False
    if not is_picture(rows[0].page):
        return not any(map(_ANY.search, counts.values()))
    return not any(_READ.search(counts.get(at, rows[at].text)) for at in range(min(counts), max(counts) + 1))


def _goes_on(rows: Sequence[TextRow], at: int) -> bool:
    """ "mengundang Saudara pada:", "Tembusan:" and "1. Arsip" below it: what is said stands in the next lines."""
    below = _COUNTED.match(rows[at + 1].text) if at + 1 < len(rows) else None
    return rows[at].text[:1].islower() or bool(below and below["name"] and _ANY.search(below["name"]))
