"""Frozen values that travel between the parts. Imports only values of time and gaps.

Offsets count characters of the text they were found in; `text[start:end] == raw`, always.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from lke_docs.gap import Consequence, Gap
from lke_docs.moment import Moment, Unit, When
from lke_docs.tuples import NamedTuple


class Place(NamedTuple):
    """Where something stands in its file: a line, a cell, or a box on a page (points, top left origin)."""

    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        parts = (("sel", self.cell), ("halaman", self.page), ("baris", self.line))
        named = [f"lembar “{self.sheet}”"] if self.sheet else []
        return " ".join([*named, *(f"{word} {value}" for word, value in parts if value)]) or "tempat tidak diketahui"

    def as_json(self) -> dict[str, object]:
        return {key: value for key, value in self._asdict().items() if value is not None}


class ReferenceKind(StrEnum):
    """Whose number it is: an institution's own document, or a law, rule or circular that governs it."""

    LETTER = "letter"
    REGULATION = "regulation"


class ItemKind(StrEnum):
    """What a piece of an evidence cell is. Only documents and claims are offered as evidence by themselves."""

    DOCUMENT = "document"
    CLAIM = "claim"  # "telah dilakukan sosialisasi"
    NOTE = "note"
    PLACEHOLDER = "placeholder"
    LINK = "link"
    HEADING = "heading"


_OFFERED = (ItemKind.DOCUMENT, ItemKind.CLAIM)


class Reference(NamedTuple):
    """The number of a letter, decree or regulation.

    `normalized`: white space removed, en dash to hyphen, case and typing errors kept.
    `fields`: prefix, serial, office, subject_code, month (two digits), year; only those present.
    `suggestion`: what was probably meant where scanning damaged the text; never used in its place.
    """

    start: int
    end: int
    raw: str
    normalized: str
    kind: ReferenceKind
    pattern: str
    fields: Mapping[str, str]
    confidence: str = "tinggi"
    suggestion: str | None = None


class DocDate(NamedTuple):
    """A date with the precision it was written with; a part that is not written is None."""

    start: int
    end: int
    raw: str
    year: int | None
    month: int | None
    day: int | None
    valid: bool = True
    suggestion: date | None = None  # the day that was probably meant
    weekday: int | None = None  # as written before the date, Monday 0
    pattern: str = ""  # the record of patterns/waktu.toml that found it

    @property
    def when(self) -> Moment | None:
        """The day, month or year it stands for; None when impossible."""
        if not self.valid:
            return None
        if self.month is None:
            return Moment.of_year(self.year) if self.year is not None else None
        return Moment(self.year, self.month, self.day, Unit.MONTH if self.day is None else Unit.DAY)

    @property
    def value(self) -> str | None:
        """`YYYY-MM-DD`, `YYYY-MM`, `--MM-DD`, `--MM` or `YYYY`; None when impossible."""
        when = self.when
        return when.value if when is not None else None

    @property
    def full(self) -> date | None:
        """The calendar day, where day, month and year are all written and possible."""
        if not self.valid or self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


class Period(NamedTuple):
    """A month, quarter, semester, year or a range of them. `when` is None where no such period exists."""

    start: int
    end: int
    raw: str
    kind: str  # month | quarter | semester | year | range
    when: When | None
    pattern: str = ""  # the record of patterns/waktu.toml that found it

    @property
    def value(self) -> str | None:
        """`2021-03`, `--Q1`, `2021-01/2021-06`; None when broken."""
        return self.when.value if self.when is not None else None

    @property
    def has_year(self) -> bool:
        return self.when is not None and self.when.has_year


class TypeMention(NamedTuple):
    """A document type named in the text. `offered` is False where it is only the topic ("SK tentang SOP").

    `cited`: it stands with a number of its own, wherever that is ("dilaksanakan berdasarkan SK Nomor 12/...").
    """

    start: int
    end: int
    raw: str
    slug: str
    offered: bool = True
    cited: bool = False


class Binding(NamedTuple):
    """What belongs to one reference, and why it was bound ("bulan dan tahun sama", "jarak")."""

    reference: Reference
    date: DocDate | None
    period: Period | None
    document_type: str | None
    subject: str | None
    reason: str


class PieceState(StrEnum):
    """What a piece says of its own document: it is not there, will come, or is not settled."""

    ABSENT = "absent"
    PLANNED = "planned"
    DRAFT = "draft"


class EvidenceItem(NamedTuple):
    """One piece of an evidence cell, with what was found in it. Offsets are those of the whole cell."""

    start: int
    end: int
    text: str
    kind: ItemKind
    references: tuple[Reference, ...]
    dates: tuple[DocDate, ...]
    periods: tuple[Period, ...]
    mentions: tuple[TypeMention, ...]
    document_types: tuple[str, ...]
    subject: str | None
    bindings: tuple[Binding, ...]
    glued: bool = False  # begins a new document without a separator before it
    state: PieceState | None = None  # of a document that is not there
    cut: str = ""  # the cutter that began it, by its id in patterns/butir.toml; "" at the head of the cell

    @property
    def is_offered(self) -> bool:
        """A document or a claim: what the unit gives as evidence, not what stands around it."""
        return self.kind in _OFFERED


class Evidence(NamedTuple):
    """All that one evidence text holds."""

    text: str
    items: tuple[EvidenceItem, ...]
    references: tuple[Reference, ...]
    dates: tuple[DocDate, ...]
    periods: tuple[Period, ...]
    document_types: tuple[str, ...]


class SourceText(NamedTuple):
    """Text as it stands in the file, with its place."""

    text: str
    place: Place


class SheetYear(NamedTuple):
    """The year that the frame of a sheet names, and where; `is_stated`: as the year of the assessment."""

    value: int
    origin: str
    is_stated: bool = False


class Heading(NamedTuple):
    """Title of an area or sub-area."""

    code: str
    title: str
    place: Place


class AnswerKind(StrEnum):
    """What was written as an answer: `hint` is any other words, such as those of the form itself."""

    LETTER = "letter"
    YES_NO = "yes_no"
    COUNT = "count"
    HINT = "hint"
    NONE = "none"


class Row(NamedTuple):
    """One indicator. `answer` as written.

    `segments` maps offsets of `evidence` to places, ascending. `required` is the form's own text, never evidence.
    `links`: targets of links that the unit gives. `unread`: what is there but could not be read; nothing is said then.
    """

    code: str
    question: str
    answer: str
    answer_kind: AnswerKind
    evidence: str
    place: Place
    segments: tuple[tuple[int, Place], ...] = ()
    answer_place: Place | None = None
    reviews: tuple[tuple[str, str, str], ...] = ()  # what evaluators wrote: name, answer, note
    required: str = ""
    links: tuple[str, ...] = ()
    unread: str = ""

    @property
    def is_choice(self) -> bool:
        """The answer is one of the letters of the form, Ya and Tidak among them."""
        return self.answer_kind in (AnswerKind.LETTER, AnswerKind.YES_NO)

    def place_at(self, offset: int) -> Place:
        """Place of a character of the evidence; the row's own where there is none."""
        index = bisect_right(self.segments, offset, key=lambda segment: segment[0]) - 1
        return self.segments[index][1] if index >= 0 else self.place


class Sheet(NamedTuple):
    """One submission, read but not judged. Nothing of the input is dropped: see `unplaced`."""

    source: str
    sha256: str
    format: str  # txt | html | xlsx | xls | ods | csv | docx | pdf | json
    rows: tuple[Row, ...]
    agency: str = ""
    unit: str = ""
    proposal: str = ""
    application: str = ""
    year: SheetYear | None = None
    headings: tuple[Heading, ...] = ()
    header: tuple[SourceText, ...] = ()
    footer: tuple[SourceText, ...] = ()
    unplaced: tuple[SourceText, ...] = ()
    clashes: tuple[tuple[str, SourceText, SourceText], ...] = ()  # code; what a worksheet says; what another, unplaced
    notices: tuple[SourceText, ...] = ()  # macros, tracked changes, formulas without value: said, not guessed


class Level(StrEnum):
    """How much it matters: must be mended, should be, may be."""

    WAJIB = "wajib"
    PERLU = "perlu"
    SARAN = "saran"


class Confidence(StrEnum):
    """How sure the tool is. `rendah` is worded as a question and never raises the exit code by default."""

    TINGGI = "tinggi"
    SEDANG = "sedang"
    RENDAH = "rendah"


class State(StrEnum):
    """Outcome of one rule on one row."""

    PASS = "pass"
    FINDING = "finding"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"
    SUPPRESSED = "suppressed"


class FindingState(StrEnum):
    """Whether a finding stands, or a person has set it aside with a reason."""

    OPEN = "open"
    SUPPRESSED = "suppressed"


class Window(NamedTuple):
    """The assessment window, both days included, and how it was found (for the user to read).

    `is_known` is False where the sheet names no year: the days then say nothing, and rules that need them rest.
    """

    start: date
    end: date
    origin: str
    is_known: bool = True


class Span(NamedTuple):
    """A quoted piece of a source. Offsets count characters of the row's evidence as read."""

    indicator: str
    place: Place
    start: int
    end: int
    quote: str


class Finding(NamedTuple):
    """What a rule reports. `fingerprint` is made of meaning and survives edits elsewhere in the sheet.
    `gap`: what a document would have to be to close it; None where none can. `points`: those of its indicator claimed
    and not shown, where it has a consequence. `members`: findings of single rows that it gathers, all with one act.
    """

    fingerprint: str
    rule: str
    name: str
    level: Level
    confidence: Confidence
    indicator: str
    message: str
    remedy: str
    spans: tuple[Span, ...] = ()
    related: tuple[str, ...] = ()
    state: FindingState = FindingState.OPEN
    gap: Gap | None = None
    consequence: Consequence = Consequence.NOTHING
    points: float = 0.0
    members: tuple[Finding, ...] = ()

    @property
    def singles(self) -> tuple[Finding, ...]:
        return self.members or (self,)


class CheckState(NamedTuple):
    """Outcome of one rule on one row, with the reason where it did not run."""

    rule: str
    indicator: str
    state: State
    reason: str = ""


class Entry(NamedTuple):
    """A row with what was found in its evidence."""

    row: Row
    evidence: Evidence

    @property
    def code(self) -> str:
        return self.row.code


class Audit(NamedTuple):
    """A checked sheet."""

    sheet: Sheet
    entries: tuple[Entry, ...]
    window: Window
    as_of: date
    findings: tuple[Finding, ...]
    states: tuple[CheckState, ...]
    defects: tuple[str, ...] = ()  # rules that failed on this sheet: their names and why
    instrument: str = ""  # the id of the form; "" where it was not recognised
