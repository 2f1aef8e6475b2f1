"""Labels in a document ("Nomor :", "Hal :") and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lke_docs.files.text_row import RowPiece, TextRow
from lke_docs.patterns import alternation
from lke_docs.patterns.paper_frame import begins, paper_frame

MARKS = " \t:;.,-–—_*|•\"“”'()"
_OWN = ("label.subject", "label.letter", "label.event", "label.number")
_AHEAD = 25  # characters in which a number shows a figure: "No. Uraian Kegiatan" is the head of a table
_LIKE_NUMBER = re.compile(r"\d|[.…_]{3}|/|\$")
_DATED = re.compile(r",\s{0,12}\d{1,2}\s?[A-Za-z]{3,9}\s?(?:19|20)\d\d\W*$")  # "Cimahi, 25 Mei 2024"
_LETTER = 6.0  # points, of a letter as it is usually printed
_LINE = 100  # characters of a line that only goes on with a subject


def label(text: str, name: str) -> re.Match[str] | None:
    """A label at the head of a piece: with a colon behind it, or alone."""
    low = text.lower()
    match = begins(name).match(low)
    if match is None:
        return None
    rest = low[match.end() :].lstrip(" .")
    return match if not rest or rest[0] in ":;=" else None


def number_label(low: str) -> re.Match[str] | None:
    """The label of a document's own number at the head of a line, with what may stand behind it."""
    match = _number_label().match(low)
    if match is None or _not_number().match(low, match.end()):
        return None
    rest = low[match.end() : match.end() + _AHEAD]
    return match if not rest or ":" in match.group() or _LIKE_NUMBER.search(rest) else None


@cache
def _number_label() -> re.Pattern[str]:
    lists = paper_frame().lists
    either, of = alternation(lists["label.number"]), alternation(lists["label.number_of"])
    whole = r"(?:(?![a-z])|(?<=nomor)(?=[a-z]{1,6}[-–.]?\d))"  # "NOMORKEP-12/...", as a scan may be read
    behind = rf"(?:\s{{0,4}}(?:{of})(?![a-z]))?\s{{0,20}}[:;.]{{0,2}}\s{{0,20}}"
    return re.compile(rf"\s{{0,8}}(?:{either}){whole}\.?{behind}")


@cache
def _not_number() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(paper_frame().lists['label.not_number'])})(?![a-z])")


def value_after(rows: Sequence[TextRow], at: int, number: int, end: int) -> str:
    """What stands behind a label: the rest of its piece, the next piece, and the lines that go on with it."""
    row = rows[at]
    piece = row.pieces[number]
    value, used = piece.text[end:].strip(MARKS), number
    while not value and used + 1 < len(row.pieces):
        used += 1
        value = row.pieces[used].text.strip(MARKS)
    if not value and used == number:
        at, value = _below(rows, at, has_colon=":" in piece.text)
    return " ".join([value, *_more(rows, at, row.pieces[used], value)]).strip(" :;.,") if value else ""


def _below(rows: Sequence[TextRow], at: int, *, has_colon: bool) -> tuple[int, str]:
    """A value in the lines below its label, behind a colon: tables whose cells came one by one."""
    for below in range(at + 1, min(at + 3, len(rows))):
        text = rows[below].text.strip()
        if not has_colon and not text.startswith(":"):
            break
        if value := text.strip(MARKS):
            return (below, value) if has_colon is False or text.startswith(":") or below == at + 2 else (at, "")
        has_colon = True
    return at, ""


def _more(rows: Sequence[TextRow], at: int, piece: RowPiece, value: str) -> Iterator[str]:
    """Lines below a value that begin where it does; else those between it and the addressee."""
    below: list[TextRow] = []
    for row in rows[at + 1 : at + 4]:
        if row.page is not rows[at].page or _is_own(row):
            break
        below.append(row)
    box = piece.line.box
    if box is not None and below and below[0].pieces[0].line.box:
        start = max(box[0] + 8, box[2] - _LETTER * len(value) - 40)
        aligned = [row for row in below if (first := row.pieces[0].line.box) and start <= first[0] <= box[2]]
        if aligned and aligned[0] is below[0]:
            yield from (row.pieces[0].text.strip(MARKS) for row in aligned)
            return
    around = [*rows[max(0, at - 3) : at + 1], *rows[at + 1 + len(below) : at + 2 + len(below)]]
    addressed = any(begins("label.receiver").match(it.text.lower()) for row in around for it in row.pieces)
    if addressed and all(len(row.text) <= _LINE for row in below):
        yield from (row.pieces[0].text.strip(MARKS) for row in below)


def _is_own(row: TextRow) -> bool:
    """A line that begins something of its own: a label, the addressee, the body."""
    if begins("head.body").match(row.low) or begins("label.receiver").match(row.low) or _DATED.search(row.text):
        return True
    return ":" in row.text[:30] or any(label(row.pieces[0].text, name) for name in _OWN)
