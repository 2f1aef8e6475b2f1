"""The head of a document: what it is called, its kind, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from lke_docs.extract.mention import find_words
from lke_docs.files.certainty import is_picture
from lke_docs.files.labelled import MARKS, label, number_label, value_after
from lke_docs.files.letterhead import is_office, names_officer, office_in, office_of
from lke_docs.files.text_row import TextRow
from lke_docs.patterns import alternation, vocabulary
from lke_docs.patterns.paper_frame import begins, begins_glued, paper_frame
from lke_docs.tuples import NamedTuple

_LONGEST = 45  # rows of a head
_LONG = 6  # letters of a name that is known without the blank behind it
_TITLE = 8  # rows of a title, or of a subject
_SECTION = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s{1,6}[A-Z]")  # "A. Peserta", "I. PENDAHULUAN", "1. Rujukan"
_OTHER = "lainnya"
_PROCEDURE = "sop"
_TABLE = "matriks"


class PaperTitle(NamedTuple):
    """The title that a row begins: the kind that it names, and where that name ends in the row's text."""

    slug: str = ""
    end: int = 0


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
    head = rows[:end]
    at = next((at for at, row in enumerate(head) if title_slug(row)), None)
    if at is None or is_letter(head[:at]):  # "Hal : Undangan Rapat", and below it "Rencana Kinerja"
        return _untitled(head)
    named = title_of_row(rows[at])
    stop = _title_end(rows, at, end, decides=names_officer(rows[at].low[named.end :]))
    title = _joined(rows[at:stop])
    around = [*rows[:at], *rows[stop:end]]
    about = _about(rows, stop, end)
    office = office_of(rows[:at]) or office_in(title, named.end) or ("" if about else office_of(rows[stop:end]))
    subject = about or _labelled_subject(around) or _labelled_subject(rows[end : end + 12])
    subject = subject or title[named.end :].strip(MARKS) or _deed(rows[stop:])
    return PageHead(end, at, stop, title, named.slug, office, subject)


def _untitled(head: Sequence[TextRow]) -> PageHead:
    """A head without a title: a letter, or the table over a procedure."""
    frame = [at for at, row in enumerate(head) if any(label(piece.text, "head.procedure") for piece in row.pieces)]
    subject, office = _labelled_subject(head) or _about(head, 0, len(head)), office_of(head)
    if len(frame) < 3:
        lists = (at for at, row in enumerate(head) if row.is_capital and begins("head.table").match(row.low))
        if (at := next(lists, None)) is None:
            return PageHead(len(head), office=office, subject=subject)
        title = _joined([head[at]])
        return PageHead(len(head), at, at + 1, title, _TABLE, office, subject or title)
    above = [row for row in head[: frame[0]] if row.is_capital and not is_office(row)]
    return PageHead(len(head), slug=_PROCEDURE, title=_joined(above), office=office, subject=subject or _joined(above))


def is_letter(rows: Sequence[TextRow]) -> bool:
    """Tell a letter by the labels of its head: a number, and two more of "Sifat", "Lampiran", "Hal"."""
    labels = {match.group() for row in rows for piece in row.pieces if (match := label(piece.text, "label.letter"))}
    return len(labels) > 1 or bool(labels and any(number_label(row.low) for row in rows))


def title_slug(row: TextRow) -> str:
    """The kind of document whose title a row is; "" where it is none."""
    return title_of_row(row).slug


def title_of_row(row: TextRow) -> PaperTitle:
    """The title that a row is, if it is one: in capitals, or short with every word in a capital."""
    text = row.text.strip(MARKS)
    if len(text) > 160 or len(row.pieces) > 2 or not text[:1].isupper():
        return PaperTitle()
    low = text.lower()
    match = _before().match(low)
    start = match.end() if match else 0
    ahead, colon, _ = row.low.partition(":")
    if any(begins("annex.begins").match(low, at) for at in (0, start)) or (colon and not _numbered().search(ahead)):
        return PaperTitle()
    title = _named(low, start) if start else PaperTitle()
    title = title if title.slug else _named(low, 0)
    title = _glued(low) if not title.slug and is_picture(row.page) else title
    if title.slug and (row.is_capital or len(low) == title.end or _is_short_title(text)):
        return title
    return PaperTitle()


def _named(low: str, start: int) -> PaperTitle:
    """The kind of document that a line names at its head."""
    if other := begins("head.other").match(low, start):
        return PaperTitle(_OTHER, other.end())
    head = low[start:]  # capitals tell what stands behind a name; here the first word counts alone
    first = next(iter(find_words(head, head).types), None)
    if first is None or first.start or vocabulary().types[first.slug].role != "document":
        return PaperTitle()
    name = head[: first.end]
    if len(name) < 4 and name not in paper_frame().lists["head.short"]:
        return PaperTitle()
    return PaperTitle(first.slug, start + first.end)


def _glued(low: str) -> PaperTitle:
    """ "BERITAACARARAPAT", "KEPUTUSANKEPALA": the kind that a line names at its head, its blanks lost."""
    slugs, regex = _squeezed()
    match = regex.match(low)
    return PaperTitle(slugs["".join(match.group().split())], match.end()) if match else PaperTitle()


@cache
def _squeezed() -> tuple[Mapping[str, str], re.Pattern[str]]:
    types = [kind for kind in vocabulary().types.values() if kind.role == "document"]
    names = {name: kind.slug for kind in types for name in kind.names if len(name) >= _LONG and "*" not in name}
    regex = f"(?:{alternation(names)})".replace(r"\s{1,40}", r"\s{0,4}")
    return {"".join(name.split()): slug for name, slug in names.items()}, re.compile(regex)


def _is_short_title(text: str) -> bool:
    """ "Notula Rapat Evaluasi SOP": words with capitals and no sentence."""
    words = [word for word in text.split() if len(word) > 3]
    return len(text) <= 70 and not re.search(r"[:;,.]\s|[.;,]$", text) and all(word[0].isupper() for word in words)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternation(paper_frame().lists['head.before'])})(?![a-z])[\s:]{{1,6}}){{1,2}}")


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternation(paper_frame().lists['label.number'])})(?![a-z])")


# --- where it ends -------------------------------------------------------------------------------------------


def _head_end(rows: Sequence[TextRow]) -> int:
    """The row at which the body begins: by its first words, or its first section; addressees are counted, too."""
    addressed = False
    for at, row in enumerate(rows[:_LONGEST]):
        low = row.low.lstrip(MARKS)
        body = begins("head.body").match(low) or (is_picture(row.page) and begins_glued("day.opening").match(low))
        if at and (body or (not addressed and _SECTION.match(row.text))):
            return at
        addressed = addressed or any(begins("label.receiver").match(piece.text.lower()) for piece in row.pieces)
    return min(len(rows), _LONGEST)


def _title_end(rows: Sequence[TextRow], at: int, end: int, *, decides: bool) -> int:
    """A title goes on over lines in capitals, up to a label, "tentang", or the name of an office.

    `decides`: it names who decides, and the office behind is his.
    """
    stop = at + 1
    while stop < min(end, at + _TITLE):
        row, low = rows[stop], rows[stop].low.strip(MARKS)
        ends = number_label(row.low) or begins("head.about").match(low) or ":" in row.text
        if not decides and (stop > at + 1 or not names_officer(row.low)):
            ends = ends or is_office(row)
        if ends or not (row.is_capital and rows[at].is_capital) or len(row.pieces) > 2:
            break
        stop += 1
    return stop


def _joined(rows: Sequence[TextRow]) -> str:
    return " ".join(" ".join(row.text.split()) for row in rows).strip(" \t:;.,_*|")


# --- what it is about ----------------------------------------------------------------------------------------


def _about(rows: Sequence[TextRow], stop: int, end: int) -> str:
    """What follows "TENTANG", over lines in capitals, up to the line that names who decides."""
    about = begins("head.about")
    for at in range(max(stop - 1, 0), min(end, stop + _TITLE)):
        match = about.match(rows[at].low.strip(MARKS))
        if match is None:
            continue
        numbered = any(number_label(row.low) for row in rows[stop:at])
        lines = [rows[at].text.strip(MARKS)[match.end() :].strip(" :")]
        for below in range(at + 1, min(end, at + 1 + _TITLE)):
            row = rows[below]
            decides = names_officer(row.low) and (row.text.rstrip().endswith(",") or below == end - 1)
            ends = (not numbered and number_label(row.low)) or (decides and any(lines))
            if ends or (not row.is_capital and lines[-1].isupper()):
                break
            lines.append(" ".join(row.text.split()))
        return " ".join(filter(None, lines)).strip(" :;.,")
    return ""


def _labelled_subject(rows: Sequence[TextRow]) -> str:
    """What stands behind "Hal", "Judul" or "Acara", the first of the labels in their order, with its further lines."""
    subjects: dict[str, str] = {}
    for at, row in enumerate(rows):
        for number, piece in enumerate(row.pieces):
            match = label(piece.text, "label.subject")
            if match and (not row.is_table or ":" in piece.text):
                subjects.setdefault(" ".join(match.group().split()), value_after(rows, at, number, match.end()))
    return next((subjects[word] for word in paper_frame().lists["label.subject"] if subjects.get(word)), "")


def _deed(rows: Sequence[TextRow]) -> str:
    """What an order tells to do ("Untuk : 1. Menghadiri ..."), or what a certificate is for."""
    for at, row in enumerate(rows[:_LONGEST]):
        if match := begins("label.deed").match(row.low):
            lines = [_COUNT.sub("", row.text[match.end() :].strip(MARKS))]
            lines += [" ".join(below.text.split()) for below in rows[at + 1 : at + 4]]
            ends = (end for end, line in enumerate(lines) if line[-1:] in ";.,")
            return " ".join(lines[: next(ends, 0) + 1]).strip(" :;.,")
    return ""


_COUNT = re.compile(r"^(?:1|a)\s?[.)]\s{0,6}")
