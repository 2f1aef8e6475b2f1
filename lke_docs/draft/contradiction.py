"""What in a filled draft speaks against itself, its facts or the calendar: the last look before its marks come off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lke_docs import wording
from lke_docs.draft.honesty import Dates, GapState, judge_dates
from lke_docs.draft.package import W, paragraph_text, read_text_parts
from lke_docs.kept import shipped
from lke_docs.moment import parse_moment
from lke_docs.patterns import alternation, pattern_file, word_lists

if TYPE_CHECKING:
    from lxml.etree import _Element

    from lke_docs.model import DocDate, Entry

_LISTS = ("number", "activity", "dated", "stamped", "held", "late")
_PLACE = re.compile(r"(?:^|\t|\s{2,}|\d\s+)([^\W\d_][^\d,;:]{1,40}),\s*$")
_SHORT = 60  # letters of a line that only dates the letter


class Contradiction(NamedTuple):
    """One thing that cannot be so: part, paragraph (from 1), its text. `is_day_off`: it may be so, if people say so."""

    part: str
    paragraph: int
    text: str
    reason: str
    is_day_off: bool = False


class _Line(NamedTuple):
    """A paragraph with what was read in it; `label`: the cells before it in its row of a table."""

    part: str
    paragraph: int
    text: str
    label: str
    entry: Entry

    def says(self, reason: str, *, is_day_off: bool = False) -> Contradiction:
        return Contradiction(self.part, self.paragraph, self.text.strip(), reason, is_day_off)

    def begins(self, name: str) -> re.Match[str] | None:
        """Whether the line, or its label, begins with one of these words."""
        return _words(name).match(f"{self.label} {self.text}".strip())


class _Dated(NamedTuple):
    line: _Line
    day: date


def contradictions(
    data: bytes, note: Mapping[str, Any], *, made: date | None, done: date, is_beforehand: bool
) -> list[Contradiction]:
    """All that speaks against the document of a draft. `note`: what its `.sumber.json` says, empty without one."""
    lines = list(_lines(data))
    own, meeting = _own_dates(lines), _meetings(lines)
    wrong = [*_by_rules(lines), *_number(lines, own), *_several(own), *_future(lines, done)]
    first = (own[0] if own else None, meeting[0] if meeting else None)
    wrong += _against_facts(lines, *first, note, made=made, done=done, is_beforehand=is_beforehand)
    for dated in [*own, *meeting]:
        dates = Dates(meeting=dated.day) if dated in meeting else Dates(document=dated.day)
        for warning in judge_dates(dates, state=GapState.PLANNED, made=dated.day).warnings:
            wrong.append(dated.line.says(warning.rstrip("."), is_day_off=True))
    return list(dict.fromkeys(wrong))


@shipped
def _words(name: str) -> re.Pattern[str]:
    lists = pattern_file("naskah.toml").read(word_lists(*_LISTS))
    return re.compile(rf"(?i)\b(?:{alternation(lists[name])})\b")


def _lines(data: bytes) -> Iterator[_Line]:
    from lke_docs.extract import extract
    from lke_docs.model import AnswerKind, Entry, Place, Row

    for part, root in read_text_parts(data):
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            if (text := paragraph_text(paragraph)).strip():
                row = Row(f"{part}:{number}", "", "", AnswerKind.NONE, text, Place(line=number))
                yield _Line(part, number, text, _label(paragraph), Entry(row, extract(text)))


def _label(paragraph: _Element) -> str:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return ""
    before = reversed(list(cell.itersiblings(f"{W}tc", preceding=True)))
    texts = [" ".join(paragraph_text(node) for node in neighbour.iter(f"{W}p")) for neighbour in before]
    return " ".join(text.strip() for text in texts if text.strip(" :"))


def _by_rules(lines: Sequence[_Line]) -> Iterator[Contradiction]:
    """The rules of the audit that need nothing but a text: days that are none, weekdays, numbers with a date."""
    from lke_docs.check.rule import Dossier
    from lke_docs.check.rules.nom004_month_disagrees import month_disagrees
    from lke_docs.check.rules.tgl003_impossible_date import impossible_date
    from lke_docs.check.rules.tgl008_wrong_weekday import wrong_weekday
    from lke_docs.model import Sheet, Window
    from lke_docs.patterns import vocabulary
    from lke_docs.series.horizon import Horizon

    never = Horizon(Window(date.min, date.min, "", is_known=False), date.min, 0)
    home = {line.entry.code: line for line in lines}
    dossier = Dossier(Sheet("", "", "docx", ()), tuple(line.entry for line in lines), never, vocabulary())
    for rule in (impossible_date, wrong_weekday, month_disagrees):
        for hit in rule.check(dossier):
            if hit.entry:
                yield home[hit.entry.code].says(hit.message)


def _full_dates(line: _Line) -> Iterator[tuple[DocDate, date]]:
    for written in line.entry.evidence.dates:
        if written.full:
            yield written, written.full


def _own_dates(lines: Sequence[_Line]) -> list[_Dated]:
    """Where the letter is dated: “Kota, 7 Juni 2021”, “pada tanggal …”, else a row “Tanggal : …”."""
    signed, labelled = [], []
    for line in lines:
        for written, day in _full_dates(line):
            before, is_short = line.text[: written.start], len(line.text) <= _SHORT
            if line.text[written.end :].strip(" ."):
                continue
            is_placed = written.weekday is None and _PLACE.search(before) is not None
            if (is_placed and (is_short or line.begins("number"))) or (is_short and line.begins("stamped")):
                signed.append(_Dated(line, day))
            elif is_short and line.begins("dated") and not line.begins("activity"):
                labelled.append(_Dated(line, day))
    return signed or labelled[:1]


def _meetings(lines: Sequence[_Line]) -> list[_Dated]:
    meetings = [_Dated(line, day) for line in lines if line.begins("activity") for _, day in _full_dates(line)]
    return meetings[:1]


def _number(lines: Sequence[_Line], own: Sequence[_Dated]) -> Iterator[Contradiction]:
    """Month and year in the letter's own number against its own date."""
    from lke_docs.extract.bind import moment_of, month_of, year_of
    from lke_docs.model import ReferenceKind

    for line in lines:
        letters = [it for it in line.entry.evidence.references if it.kind is ReferenceKind.LETTER]
        if not letters or not own or not line.begins("number") or len(line.text[: letters[0].start]) > _SHORT // 3:
            continue
        month, year, stamp = month_of(letters[0]), year_of(letters[0]), moment_of(letters[0])
        if (month and month != own[0].day.month) or (year and year != own[0].day.year):
            inside = wording.period(stamp) if stamp else str(year)
            day = wording.day(own[0].day)
            yield line.says(f"nomor memuat {inside}, tetapi naskah bertanggal {day} ({own[0].line.text.strip()})")
        return


def _several(own: Sequence[_Dated]) -> Iterator[Contradiction]:
    for dated in own[1:]:
        if dated.day != own[0].day:
            yield dated.line.says(f"tanggal naskah di sini berbeda dari {wording.day(own[0].day)} di tempat lain")


def _future(lines: Sequence[_Line], done: date) -> Iterator[Contradiction]:
    """“telah dilaksanakan pada 9 September” before the ninth of September."""
    for line in lines:
        if _words("held").search(line.text):
            for _, day in _full_dates(line):
                if day > done:
                    yield line.says(f"disebut sudah terjadi, padahal {wording.day(day)} belum tiba")


def _against_facts(
    lines: Sequence[_Line],
    own: _Dated | None,
    meeting: _Dated | None,
    note: Mapping[str, Any],
    *,
    made: date | None,
    done: date,
    is_beforehand: bool,
) -> Iterator[Contradiction]:
    """The days of the letter against each other, the day of the draft, its period and what was said of the event."""
    if meeting and not is_beforehand and meeting.day > done:
        yield meeting.line.says(f"kegiatan {wording.day(meeting.day)} belum terjadi, jadi belum dapat dicatat")
    if meeting and is_beforehand and meeting.day < done:
        yield meeting.line.says(f"kegiatan {wording.day(meeting.day)} sudah lewat; undangannya tidak dapat disusulkan")
    day = made or done
    said = str(note.get("state", ""))
    state = GapState.HELD if meeting and meeting.day <= day else GapState.PLANNED
    if is_beforehand or said in set(GapState):
        state = GapState.PLANNED if is_beforehand else GapState(said)
    late = any(_words("late").search(line.text) for line in lines)
    period = parse_moment(str(note.get("held_within", "")))
    dates = Dates(meeting.day if meeting else None, own.day if own else None, period, day.year, late)
    for reason in judge_dates(dates, state=state, made=day, is_beforehand=is_beforehand).refusals:
        dated = meeting if reason.startswith("Kegiatan") else own
        if dated and (made or dated is meeting):
            yield dated.line.says(reason.rstrip("."))
