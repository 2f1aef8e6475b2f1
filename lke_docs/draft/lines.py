"""The lines of a letter, with what was read in them: its number, its own days, the day of its event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lke_docs.draft.package import W, paragraph_text, read_text_parts
from lke_docs.kept import shipped
from lke_docs.moment import Range, Unit
from lke_docs.patterns import alternation, pattern_file, word_lists
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

    from lke_docs.model import DocDate, Entry

_JOINING = 2  # words between two days of one event: "dan Senin"
SHORT = 60  # letters of a line that only dates or numbers the letter
_LISTS = (
    "number",
    "hour",
    "zone",
    "effective",
    "on_behalf",
    "acting",
    "finished",
    "activity",
    "dated",
    "stamped",
    "held",
    "late",
    "unasked",
    "basis",
    "annex",
    "period",
    "gathering",
    "took_place",
    "signer",
)
_PLACE = re.compile(r"(?:^|\t|\s{2,}|\d\s+)([^\W\d_][^\d,;:]{1,40}),\s*$")


class PaperLine(NamedTuple):
    """A paragraph with what was read in it; `label`: the cells before it in its row of a table, `head`: the first of
    its column."""

    part: str
    paragraph: int
    text: str
    label: str
    head: str
    entry: Entry

    def begins(self, name: str) -> re.Match[str] | None:
        """Whether the line, or its label, begins with one of these words."""
        return line_words(name).match(f"{self.label} {self.text}".strip())

    @property
    def full_dates(self) -> list[tuple[DocDate, date]]:
        return [(written, written.full) for written in self.entry.evidence.dates if written.full]

    @property
    def days(self) -> list[WrittenDays]:
        """Its days and ranges of days, in order."""
        dates, periods = self.entry.evidence.dates, self.entry.evidence.periods
        ranges = [it for it in periods if isinstance(it.when, Range) and it.when.start.unit is Unit.DAY]
        days = [WrittenDays(it.start, it.end, *it.when.days) for it in ranges if it.when and it.when.days]
        return sorted([*days, *(WrittenDays(it.start, it.end, it.full, it.full) for it in dates if it.full)])


class WrittenDays(NamedTuple):
    """Where a line names a day, or the first and last of several."""

    start: int
    end: int
    first: date
    last: date


class DatedLine(NamedTuple):
    """A line and the day that it gives; `last`: of an event of several days the last one."""

    line: PaperLine
    day: date
    last: date


@shipped
def line_words(name: str) -> re.Pattern[str]:
    """One of the lists of patterns/naskah.toml."""
    lists = pattern_file("naskah.toml").read(word_lists(*_LISTS))
    return re.compile(rf"(?i)\b(?:{alternation(lists[name])})\b")


def lines_of(data: bytes) -> list[PaperLine]:
    """The lines with text of a package, in order."""
    return list(_lines(data))


def _lines(data: bytes) -> Iterator[PaperLine]:
    from lke_docs.extract import extract
    from lke_docs.model import AnswerKind, Entry, Place, Row

    for part, root in read_text_parts(data):
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            if (text := paragraph_text(paragraph)).strip():
                row = Row(f"{part}:{number}", "", "", AnswerKind.NONE, text, Place(line=number))
                yield PaperLine(part, number, text, *_beside(paragraph), Entry(row, extract(text)))


def _beside(paragraph: _Element) -> tuple[str, str]:
    """Label and head of a paragraph in a table."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return "", ""
    before = list(cell.itersiblings(f"{W}tc", preceding=True))
    texts = [_cell_text(neighbour) for neighbour in reversed(before)]
    heads = next(cell.iterancestors(f"{W}tbl")).findall(f"{W}tr[1]/{W}tc")
    head = _cell_text(heads[len(before)]) if len(before) < len(heads) else ""
    return " ".join(text for text in texts if text.strip(" :")), head


def _cell_text(cell: _Element) -> str:
    return " ".join(paragraph_text(node) for node in cell.iter(f"{W}p")).strip()


def own_dates(lines: Sequence[PaperLine]) -> list[DatedLine]:
    """Where the letter is dated: “Kota, 7 Juni 2021”, “pada tanggal …”, else a row “Tanggal : …”."""
    signed, labelled = [], []
    for line in lines:
        for written, day in line.full_dates:
            before, is_short = line.text[: written.start], len(line.text) <= SHORT
            if line.text[written.end :].strip(" ."):
                continue
            is_placed = written.weekday is None and _PLACE.search(before) is not None
            if (is_placed and (is_short or line.begins("number"))) or (is_short and line.begins("stamped")):
                signed.append(DatedLine(line, day, day))
            elif is_short and line.begins("dated") and not (line.begins("activity") or line.begins("effective")):
                labelled.append(DatedLine(line, day, day))
    return signed or labelled[:1]


def meetings(lines: Sequence[PaperLine]) -> list[DatedLine]:
    """The days of the event, where a line tells them: "2 s.d. 3 Juni 2021", "Rabu, 2 Juni dan Senin, 7 Juni 2021"."""
    line = next((line for line in lines if line.begins("activity") and line.days), None)
    if line is None:
        return []
    first, *others = line.days
    end, last = first.end, first.last
    for other in others:
        if len(re.findall(r"\w+", line.text[end : other.start])) > _JOINING or "(" in line.text[end : other.start]:
            break
        end, last = other.end, max(last, other.last)
    return [DatedLine(line, first.first, last)]
