"""The days that a document gives itself: when it was made, when its meeting was, what its annex repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lke_docs.extract import extract
from lke_docs.files.certainty import is_picture, parted, read_date, seen
from lke_docs.files.labelled import label, number_label
from lke_docs.files.model import Seen
from lke_docs.files.text_row import TextRow
from lke_docs.model import DocDate, Period
from lke_docs.patterns import alternation, time_words
from lke_docs.patterns.paper_frame import begins, begins_glued, holds, paper_frame
from lke_docs.tuples import NamedTuple

_NEAR_END = 12  # rows over the end in which "pada tanggal" is no part of a sentence
_FAR = 80  # letters of a place and its day
_FOOT = 40  # rows over the end of a document in which it is dated


class ToldDay(NamedTuple):
    """A day with how it is told: judul, kepala, ditetapkan, kaki, pembuka (patterns/berkas.toml, [[order]])."""

    how: str
    date: DocDate
    seen: Seen


class Meeting(NamedTuple):
    """The day of a meeting, or the days of one that lasted longer."""

    date: DocDate | None = None
    period: Period | None = None


def told_days(rows: Sequence[TextRow], head: int, end: int) -> list[ToldDay]:
    """The days of making that rows tell; `head` ends the head, `end` the document before its annex."""
    days = [*_in_head(rows[:head])]
    for at in range(end):
        row = rows[at]
        match = begins("day.set").match(row.low.lstrip()) or _glued_set(row)
        if match and (at >= end - _NEAR_END or not _is_loose(rows, at, row.low.lstrip())):
            days += _told("ditetapkan", rows, at, row, len(row.low) - len(row.low.lstrip()) + match.end())
        for piece in row.pieces[1:]:
            if match := begins("day.set").match(piece.text.lower()):
                days += _told("ditetapkan", rows, at, row, piece.start + match.end())
        opens = begins_glued if is_picture(row.page) else begins
        if head <= at < head + 3 and (match := opens("day.opening").match(row.low.lstrip())):
            days += _opening(rows, at, match.end())
        if at >= max(head, end - _FOOT):
            days += _placed("kaki", row)
    return days


def _glued_set(row: TextRow) -> re.Match[str] | None:
    """ "DitetapkandiSukamaju,padatanggal3Mei2018" in a picture; "melapor pada tanggal" tells of no making."""
    match = holds("day.set").search(row.low.lstrip()) if is_picture(row.page) else None
    is_told = match and (begins_glued("day.place").match(row.low.lstrip()) or not begins("day.loose").match(match[0]))
    return match if is_told else None


def _is_loose(rows: Sequence[TextRow], at: int, low: str) -> bool:
    """ "pada tanggal 9 September 2022;" in a sentence: no line above says where it was set."""
    above = rows[max(0, at - 2) : at]
    placed = any(begins("day.place").match(piece.text.lower()) for row in above for piece in row.pieces)
    return begins("day.loose").match(low) is not None and not placed


def chosen(days: Sequence[ToldDay], slug: str) -> ToldDay | None:
    """The day of a document of this kind: at the head the first counts, at the foot the last."""
    orders = paper_frame().orders
    for how in orders.get(slug, orders[""]):
        told = [day for day in days if day.how == how]
        if told:
            return told[-1 if how in ("ditetapkan", "kaki") else 0]
    return None


def _in_head(rows: Sequence[TextRow]) -> Iterator[ToldDay]:
    order = paper_frame().lists["label.dated"]
    labelled: list[tuple[int, ToldDay]] = []
    for at, row in enumerate(rows):
        near = rows[max(0, at - 2) : at + 1]
        yield from _placed("kepala", row, is_numbered=any(number_label(neighbour.low) for neighbour in near))
        for piece in row.pieces:
            if match := label(piece.text, "label.dated"):
                rank = order.index(match.group()) if match.group() in order else len(order)
                labelled += [(rank, told) for told in _told("judul", rows, at, row, piece.start + match.end())]
    yield from (told for _, told in sorted(labelled, key=lambda pair: pair[0]))


def _told(how: str, rows: Sequence[TextRow], at: int, row: TextRow, start: int) -> Iterator[ToldDay]:
    """The date behind a label; where nothing follows, that of the line below."""
    reach = 40 if how == "ditetapkan" else 24
    picture = is_picture(row.page)
    date = read_date(row.text, start, picture=picture, reach=reach)
    if date and not (how == "ditetapkan" and _IN_SENTENCE.match(row.text, date.end)):
        yield ToldDay(how, date, seen(row, date.start, date.end))
    elif not re.search(r"\w", row.text[start:]) and at + 1 < len(rows) and rows[at + 1].text.lstrip()[:1] == ":":
        yield from _told(how, rows, at + 1, rows[at + 1], 1)
    elif how == "ditetapkan" and (below := _date_below(rows, at)):
        yield below
    elif how == "ditetapkan" and (month := _without_day(row.text, start)):
        yield ToldDay(how, month, seen(row, month.start, month.end))


_IN_SENTENCE = re.compile(r"\s{0,3}(?:;|,?\s?[a-z]{2})")


def _date_below(rows: Sequence[TextRow], at: int) -> ToldDay | None:
    """ "Pada tanggal : 8 Rabiul Akhir 1438 H", and the day of our calendar on a line of its own."""
    for row in rows[at + 1 : at + 4]:
        named = begins("label.dated").match(row.low)
        if not named and not row.text[:1].isdigit():
            continue
        if date := read_date(row.text, named.end() if named else 0, picture=is_picture(row.page), reach=4):
            return ToldDay("ditetapkan", date, seen(row, date.start, date.end))
    return None


def _placed(how: str, row: TextRow, *, is_numbered: bool = False) -> Iterator[ToldDay]:
    """ "Medan, 2 Juni 2024": a place and a day that stand alone; beside a number the day alone will do."""
    for begin, text in _alone(how, row):
        start = match.end() if (match := _place(how, row, text)) else 0
        if match or (how == "kepala" and text[:1].isdigit() and is_numbered):
            date = read_date(text, start, picture=is_picture(row.page), reach=1)
            date = date or (_without_day(text, start) if match else None)
            if date and not re.search(r"[a-z]{3}|;", text[date.end :]):
                shifted = date._replace(start=begin + date.start, end=begin + date.end)
                yield ToldDay(how, shifted, seen(row, shifted.start, shifted.end))


def _alone(how: str, row: TextRow) -> Iterator[tuple[int, str]]:
    """What may stand alone in a row: its pieces; in a head also what follows a number over white that no tab parts."""
    for piece in row.pieces:
        yield piece.start, piece.text
        label_ = number_label(piece.text.lower()) if how == "kepala" else None
        for gap in _WORD.finditer(piece.text, max(label_.end(), len(piece.text) - _FAR)) if label_ else ():
            yield piece.start + gap.end(), piece.text[gap.end() :]


_WORD = re.compile(r"(?<=\S)\s+(?=[A-Z][a-z]|[A-Z]{3})")  # before a name
_NAME = r"[A-Z][\w.'’()-]{1,20}"
_PLACE = re.compile(
    rf"(?P<first>{_NAME}?)(?:[ ](?:{_NAME}?|di|dan)){{0,4}}\s?[,.]\s{{0,12}}(?:(?i:tanggal|tgl)\.?\s{{0,4}})?"
    r"(?=[\dOlI|.…_\s]{0,30}\s?[A-Za-z\d])"
    rf"|(?P<bare>{_NAME})(?:[ ]{_NAME})?\s(?=\d)"  # the comma forgotten
)


def _place(how: str, row: TextRow, text: str) -> re.Match[str] | None:
    """The place before a day; a weekday is none, and neither is a cell of a table."""
    match = _PLACE.match(text) if not row.is_table else None
    if match is None or (match["bare"] and how != "kaki"):
        return None
    first = (match["first"] or match["bare"]).lower().rstrip(".,")
    return None if first in time_words().weekdays or begins("label.event").match(first) else match


def _without_day(text: str, start: int) -> DocDate | None:
    """ "Medan,     Juni 2024": the day was left open, or is written by hand."""
    match = _month().match(text.lower(), start)
    if match is None:
        return None
    month, year = time_words().months[match["month"]], int(match["year"])
    begin, end = match.start("month"), match.end()
    return DocDate(begin, end, text[begin:end], year, month, None, pattern="tanpa-hari")


@cache
def _month() -> re.Pattern[str]:
    months = alternation(time_words().months)
    return re.compile(rf"[\s.…_:-]{{0,40}}(?P<month>{months})\s{{0,4}}(?P<year>20\d\d)(?!\d)")


def _opening(rows: Sequence[TextRow], at: int, start: int) -> Iterator[ToldDay]:
    """ "Pada hari ini Senin tanggal dua belas bulan Februari tahun dua ribu dua puluh empat", over lines."""
    text = rows[at].text
    for row in rows[at + 1 : at + 4]:
        text += f" {row.text}"
    picture = is_picture(rows[at].page)
    if date := read_date(text, start, picture=picture, reach=120):
        yield ToldDay("pembuka", date, seen(rows[at], start, len(rows[at].text))._replace(raw=text))


def meeting_of(rows: Sequence[TextRow]) -> Meeting:
    """The day of the meeting, by "Hari/Tanggal" and the like."""
    for at, row in enumerate(rows):
        for number, piece in enumerate(row.pieces):
            match = begins("label.event").match(piece.text.lower())
            if match is None:
                continue
            text = " ".join(it.text for it in row.pieces[number:])
            if at + 1 < len(rows) and rows[at + 1].text.lstrip()[:1] == ":" and ":" not in text:
                text += f" {rows[at + 1].text}"
            evidence = extract(parted(text)[0] if is_picture(row.page) else text)
            if evidence.dates and evidence.dates[0].day:
                return Meeting(evidence.dates[0])
            if days := [period for period in evidence.periods if period.kind == "range"]:
                return Meeting(period=days[0])
    return Meeting()


def also_told(rows: Sequence[TextRow], annex: Sequence[TextRow]) -> Iterator[ToldDay]:
    """Other days that a document gives itself: of revision, and what its annex repeats."""
    for at, row in enumerate(rows):
        for piece in row.pieces:
            if match := label(piece.text, "label.also"):
                yield from _told("judul", rows, at, row, piece.start + match.end())
    for at, row in enumerate(annex):
        for piece in row.pieces:
            if match := begins("label.dated").match(piece.text.lower()):
                yield from _told("lampiran", annex, at, row, piece.start + match.end())
