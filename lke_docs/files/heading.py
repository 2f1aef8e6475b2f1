"""The head of a document: whose it is, what it is called, its kind, its number and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lke_docs.extract.mention import find_words
from lke_docs.files.row import RowPiece, TextRow
from lke_docs.patterns import alternation, vocabulary
from lke_docs.patterns.paper_frame import begins, paper_frame

_LONGEST = 45  # rows of a head
_MARKS = " \t:;.,-–—_*|•\"“”'()"
_LABEL_END = re.compile(r"\s{0,8}[:;.]?\s{0,8}")
_OTHER = "lainnya"


class PageHead(NamedTuple):
    """What the head of a document says. `end`: the row at which its body begins."""

    end: int
    title_at: int | None = None
    title_end: int = 0
    title: str = ""
    slug: str = ""
    office: str = ""
    subject: str = ""


def read_heading(rows: Sequence[TextRow]) -> PageHead:
    """Read the head of a document from the rows of its first page."""
    end = _head_end(rows)
    found = next(((at, slug) for at in range(end) if (slug := title_slug(rows[at]))), None)
    if found is None:
        return PageHead(end, office=_office(rows[:end]), subject=_labelled_subject(rows[:end]))
    at, slug = found
    stop = _title_end(rows, at, end)
    title = _joined(rows[at:stop])
    about = _about(rows, stop, end)
    office = _office(rows[:at]) or _office_in(title) or _office(rows[stop:end])
    subject = about or _labelled_subject([*rows[:at], *rows[stop:end]]) or _labelled_subject(rows[end : end + 12])
    return PageHead(end, at, stop, title, slug, office, subject or _title_subject(title))


def is_letter(rows: Sequence[TextRow]) -> bool:
    """Tell a letter by the labels of its head: a number, and two more of "Sifat", "Lampiran", "Hal"."""
    labels = {match.group() for row in rows for piece in row.pieces if (match := label(piece.text, "label.letter"))}
    return len(labels) > 1 or bool(labels and any(number_label(row.low) for row in rows))


def title_slug(row: TextRow) -> str:
    """The kind of document whose title a row is; "" where it is none."""
    text = row.text.strip(_MARKS)
    if len(text) > 160 or len(row.pieces) > 2 or not text[:1].isupper():
        return ""
    low = _before().sub("", text.lower())
    if begins("annex.begins").match(low) or (begins("label.subject").match(low) and ":" in row.text):
        return ""
    if begins("head.other").match(low):
        slug, name = _OTHER, ""
    else:
        hits = find_words(low).types
        if not hits or hits[0].start or vocabulary().types[hits[0].slug].role != "document":
            return ""
        slug, name = hits[0].slug, low[: hits[0].end]
        if len(name) < 4 and name not in paper_frame().lists["head.short"]:
            return ""
    if row.is_capital or low == name or _is_short_title(text, low):
        return slug
    return ""


def _is_short_title(text: str, low: str) -> bool:
    """ "Notula Rapat Evaluasi SOP": words with capitals and no sentence."""
    words = [word for word in text.split() if len(word) > 3]
    return len(text) <= 70 and not re.search(r"[:;,.]\s|[.;,]$", text) and all(map(str.isupper, (w[0] for w in words)))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{alternation(paper_frame().lists['head.before'])})(?![a-z])[\s:]{{1,6}}){{1,2}}")


# --- where it ends -------------------------------------------------------------------------------------------


def _head_end(rows: Sequence[TextRow]) -> int:
    """The row at which the body begins."""
    body = begins("head.body")
    for at, row in enumerate(rows[:_LONGEST]):
        if body.match(row.low.lstrip(_MARKS)) and at:
            return at
    return min(len(rows), _LONGEST)


def _title_end(rows: Sequence[TextRow], at: int, end: int) -> int:
    """A title goes on over lines in capitals, up to a label, "tentang", or the name of an office."""
    stop = at + 1
    while stop < min(end, at + 8):
        row, low = rows[stop], rows[stop].low.strip(_MARKS)
        ends = number_label(row.low) or begins("head.about").match(low) or ":" in row.text or is_office(row)
        if ends or not (row.is_capital and rows[at].is_capital) or len(row.pieces) > 2:
            break
        stop += 1
    return stop


def _joined(rows: Sequence[TextRow]) -> str:
    return " ".join(" ".join(row.text.split()) for row in rows).strip(_MARKS)


# --- the office ----------------------------------------------------------------------------------------------


def is_office(row: TextRow) -> bool:
    """A line of a letterhead that names an office, in capitals."""
    text = row.low.strip(_MARKS)
    return row.is_capital and begins("head.office").match(text) is not None and not is_address(row)


def is_address(row: TextRow) -> bool:
    return begins("head.address").match(row.low.strip(_MARKS)) is not None


def _office(rows: Sequence[TextRow]) -> str:
    """The lines of the letterhead: the first that names an office, and those in capitals that follow it."""
    first = next((at for at, row in enumerate(rows[:12]) if is_office(row)), None)
    if first is None:
        return ""
    named = []
    for row in rows[first : first + 6]:
        if not row.is_capital or is_address(row) or number_label(row.low) or title_slug(row):
            break
        named.append(" ".join(row.text.split()).strip(_MARKS))
    return ", ".join(named)


def _office_in(title: str) -> str:
    """ "KEPUTUSAN KEPALA KEJAKSAAN NEGERI CONTOH": the office behind its officer."""
    low = title.lower()
    found = [match for match in re.finditer(r"\w+", low) if begins("head.office").match(low, match.start())]
    return title[found[0].start() :].partition(" NOMOR")[0].strip(_MARKS) if found else ""


# --- what it is about ----------------------------------------------------------------------------------------


def _about(rows: Sequence[TextRow], stop: int, end: int) -> str:
    """What follows "TENTANG", over lines in capitals, up to the line that names who decides."""
    about = begins("head.about")
    for at in range(max(stop - 1, 0), min(end, stop + 8)):
        match = about.match(rows[at].low.strip(_MARKS))
        if match is None:
            continue
        lines = [rows[at].text.strip(_MARKS)[match.end() :].strip(_MARKS)]
        for row in rows[at + 1 : min(end, at + 8)]:
            low = row.low.strip(_MARKS)
            ends = number_label(row.low) or (row.text.rstrip().endswith(",") and _names_officer(low))
            if ends or (not row.is_capital and lines[-1].isupper()):
                break
            lines.append(" ".join(row.text.split()).strip(_MARKS))
        return " ".join(filter(None, lines))
    return ""


def _names_officer(low: str) -> bool:
    return _officer().match(low) is not None


@cache
def _officer() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(vocabulary().officer)})(?![a-z])")


def _labelled_subject(rows: Sequence[TextRow]) -> str:
    """What stands behind "Hal", "Judul" or "Acara", the first of the labels in their order, with its further lines."""
    found: dict[str, str] = {}
    for at, row in enumerate(rows):
        for number, piece in enumerate(row.pieces):
            if match := label(piece.text, "label.subject"):
                value = value_after(rows, at, number, match.end())
                found.setdefault(" ".join(match.group().split()), value)
    return next((found[word] for word in paper_frame().lists["label.subject"] if found.get(word)), "")


def _title_subject(title: str) -> str:
    """What a title says behind the name of its kind: "LAPORAN MONITORING BULAN MARET 2024"."""
    low = title.lower()
    hits = find_words(_before().sub("", low)).types
    if not hits or hits[0].start:
        return ""
    cut = len(low) - len(_before().sub("", low)) + hits[0].end
    return title[cut:].strip(_MARKS)


# --- labels --------------------------------------------------------------------------------------------------


def label(text: str, name: str) -> re.Match[str] | None:
    """A label at the head of a piece: with a colon behind it, or alone."""
    low = text.lower()
    match = begins(name).match(low)
    if match is None:
        return None
    rest = low[match.end() :].lstrip(" .")
    return match if not rest or rest[0] in ":;=" else None


def value_after(rows: Sequence[TextRow], at: int, number: int, end: int) -> str:
    """What stands behind a label: the rest of its piece, the next piece, and the lines that go on with it."""
    row = rows[at]
    piece = row.pieces[number]
    value, used = piece.text[end:].strip(_MARKS), number
    while not value and used + 1 < len(row.pieces):
        used += 1
        value = row.pieces[used].text.strip(_MARKS)
    if not value and used == number and at + 1 < len(rows) and rows[at + 1].text.lstrip()[:1] == ":":
        at, value = at + 1, rows[at + 1].text.strip(_MARKS)
    return " ".join([value, *_more(rows, at, row.pieces[used], value)]).strip(_MARKS) if value else ""


def _more(rows: Sequence[TextRow], at: int, piece: RowPiece, value: str) -> Iterator[str]:
    """Lines below a value that begin where it does; without boxes, those between it and the addressee."""
    below = rows[at + 1 : at + 4]
    ends = [number for number, row in enumerate(below) if row.page is not rows[at].page or _is_own(row)]
    below = below[: ends[0]] if ends else below
    box = piece.line.box
    if box is None:
        if ends and any(begins("label.receiver").match(one.low) for one in rows[at + 1 + ends[0] : at + 2 + ends[0]]):
            yield from (row.text.strip(_MARKS) for row in below)
        return
    left = max(box[0] + 8, box[2] - 6.0 * len(value) - 40)
    for row in below:
        first = row.pieces[0]
        if first.line.box is None or not left <= first.line.box[0] <= box[2]:
            return
        yield first.text.strip(_MARKS)


def _is_own(row: TextRow) -> bool:
    """A line that begins something of its own: a label, the addressee, the body."""
    if begins("head.body").match(row.low) or begins("label.receiver").match(row.low):
        return True
    names = [f"label.{name}" for name in ("subject", "letter", "event", "number")]
    return ":" in row.text[:30] or any(label(row.pieces[0].text, name) for name in names)


def number_label(low: str) -> re.Match[str] | None:
    """The label of a document's own number at the head of a line, with what may stand behind it."""
    match = _number_label().match(low)
    return match if match and not _not_number().match(low, match.end()) else None


@cache
def _number_label() -> re.Pattern[str]:
    lists = paper_frame().lists
    either, of = alternation(lists["label.number"]), alternation(lists["label.number_of"])
    return re.compile(
        rf"\s{{0,8}}(?:{either})(?![a-z])\.?(?:\s{{0,4}}(?:{of})(?![a-z]))?\s{{0,20}}[:;.]{{0,2}}\s{{0,20}}"
    )


@cache
def _not_number() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(paper_frame().lists['label.not_number'])})(?![a-z])")
