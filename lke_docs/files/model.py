"""Frozen values of the evidence folder: a file as read, what it is, and which claims it carries.

A file goes up in three steps. `RawFile` is what its bytes say (pages, lines with boxes, pictures), no word of it
understood. `EvidenceFile` is what it is: its parts, each a document with number, date and subject. `Match` is which
claim of the sheet it carries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from lke_docs.model import Confidence, DocDate, Period, Reference
from lke_docs.tuples import NamedTuple

INSIDE = "!/"  # between an archive and its member, in a path
Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the top left of the page


class PageKind(StrEnum):
    """Where the text of a page comes from."""

    DIGITAL = "digital"
    SCAN = "pindaian"  # a picture of a page, no text
    LAYER = "lapisan pemindai"  # a picture of a page with a text that the scanner guessed: never trusted
    SPARSE = "sedikit teks"


class Grade(StrEnum):
    """How well the text of a page can be read."""

    GOOD = "baik"
    FAIR = "cukup"
    POOR = "buruk"


class Reading(StrEnum):
    """How a file was read; the values of `read` in JSON."""

    TEXT = "text"
    OCR = "ocr"
    LAYER = "layer"
    NONE = "none"


class TextLine(NamedTuple):
    """A line of a page. `confidence`: of the engine that read it, 0 to 1; 1 where the text is digital."""

    text: str
    box: Box | None = None
    confidence: float = 1.0
    doubts: tuple[tuple[int, int], ...] = ()  # spans of it that look unlike its line: "tulisan tangan?"


class Page(NamedTuple):
    """A page of a file; a workbook's page is a worksheet, a text's its only one. Sizes in points."""

    number: int
    kind: PageKind
    grade: Grade
    lines: tuple[TextLine, ...] = ()
    width: float = 0.0
    height: float = 0.0
    engine: str = ""  # what read it, with its version, where it was a picture
    trusts_numbers: bool = True  # False: what the engine reads as a number is never asserted
    turned: int = 0  # degrees clockwise that it was turned to be read; sizes and boxes are those of the turned page
    reason: str = ""  # why nothing, or not all of it, was read

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def is_unread(self) -> bool:
        """A picture that no engine has read, or letters without a sense: what stands on it is not known."""
        if self.engine:
            return bool(self.reason)
        is_picture = self.kind in (PageKind.SCAN, PageKind.LAYER)
        return is_picture or (self.grade is Grade.POOR and self.kind is PageKind.DIGITAL)


class Picture(NamedTuple):
    """A photo in a file. `alike`: its perceptual hash in hex; `taken`: the day of its EXIF, `YYYY-MM-DD` or ""."""

    page: int
    width: int
    height: int
    sha256: str
    alike: str
    taken: str = ""


class Signature(NamedTuple):
    """An electronic signature. `holds`: the bytes are those that were signed; None where that was not tested."""

    signer: str
    signed: str  # YYYY-MM-DD, or ""
    holds: bool | None = None


class RawFile(NamedTuple):
    """A file as read. `path` from the folder, with `/`; a member of an archive is `arsip.zip!/SK.pdf`.

    `reason` says why nothing, or not all, was read; `made` is the day in the file's own properties.
    """

    path: str
    sha256: str
    size: int
    format: str  # pdf | docx | xlsx | gambar | teks | tautan | arsip | lain
    read: Reading
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    text_sha256: str = ""  # of the text in small letters, white space evened
    pictures: tuple[Picture, ...] = ()
    signatures: tuple[Signature, ...] = ()
    links: tuple[str, ...] = ()
    made: str = ""  # YYYY-MM-DD, or ""
    reason: str = ""

    @property
    def is_read(self) -> bool:
        return self.read in (Reading.TEXT, Reading.OCR)

    @property
    def unread(self) -> tuple[int, ...]:
        """The pages of which nothing is known, by number; those that no reader opened are among them."""
        known = {page.number for page in self.pages if not page.is_unread}
        return tuple(number for number in range(1, self.page_count + 1) if number not in known)

    @property
    def is_opened(self) -> bool:
        """An archive whose members stand beside it: they are the documents, it is none."""
        return self.format == "arsip" and self.is_read


class Seen(NamedTuple):
    """Where something of a document stands in its file, and how sure its reading is."""

    page: int
    box: Box | None
    raw: str
    confidence: Confidence = Confidence.TINGGI
    why: str = ""  # "tulisan tangan?", "dibaca dari pindaian"; "" where sure

    @property
    def is_doubtful(self) -> bool:
        """Read from a picture, and not clearly: never asserted."""
        return self.confidence is Confidence.RENDAH


class Part(NamedTuple):
    """One document in a file; most files have one part, a bundle (undangan, daftar hadir, notula) several.

    `number` and `date` are those of the document itself, never a receiver's stamp; `others` are dates that it also
    gives of itself (head, annex, signature, the month in its number is not among them), `stamps` what receivers added.
    """

    first_page: int
    last_page: int
    document_types: tuple[str, ...] = ()  # slugs of patterns/jenis_dokumen.toml, the likeliest first
    title: str = ""
    number: Reference | None = None
    number_seen: Seen | None = None
    date: DocDate | None = None
    date_seen: Seen | None = None
    subject: str = ""
    office: str = ""
    periods: tuple[Period, ...] = ()  # that it covers, or of its event
    event: DocDate | None = None  # of minutes and invitations: the day of the meeting
    others: tuple[tuple[DocDate, Seen], ...] = ()
    stamps: tuple[str, ...] = ()
    has_signature_block: bool = False
    is_draft: bool = False  # a draft mark, or open fields
    is_empty: bool = False  # a blank paper, with nothing filled in
    head: str = ""  # the words of its head, for the comparison with a claim

    @property
    def has_doubtful_number(self) -> bool:
        return self.number_seen is not None and self.number_seen.is_doubtful


class EvidenceFile(NamedTuple):
    """A file with what it is."""

    raw: RawFile
    parts: tuple[Part, ...] = ()

    @property
    def path(self) -> str:
        return self.raw.path

    def is_draft(self, which: int) -> bool:
        """Whether a part of it is a draft; unread pages behind the last part are none."""
        return which < len(self.parts) and self.parts[which].is_draft


class MatchState(StrEnum):
    """Whether a claimed document is in the folder; the values of `state` in JSON."""

    FOUND = "cocok"
    UNSURE = "belum pasti"
    LINK = "tautan keluar"
    EMPTY_LINK = "tautan kosong"
    MISSING = "tidak ada"
    NOT_CHECKED = "tidak diperiksa"


class Rival(NamedTuple):
    """A file that might carry a claim, and how well it fits (0 to 1)."""

    path: str
    score: float
    part: int = 0  # which part of the file


class Reason(NamedTuple):
    """One piece of evidence for or against a file, as a step of a waterfall."""

    said: str  # "nomor sama", "tanggal lain: 16 Februari 2021, di berkas 17 Februari 2021"
    weight: float  # below 0: against
    kind: str  # kode | nomor | tanggal | masa | jenis | hal


class Match(NamedTuple):
    """A claim of the sheet, one item of an evidence cell, and the files that carry it.

    `files`: one for a named document, many for a series; empty unless `state` is `cocok`, or `belum pasti` (the best
    first, and then `rivals` says what else it could be). `start` and `end` count in the evidence of the row.
    """

    indicator: str
    start: int
    end: int
    text: str
    state: MatchState
    files: tuple[Rival, ...] = ()
    reasons: tuple[Reason, ...] = ()  # of the best file
    rivals: tuple[Rival, ...] = ()
    said: str = ""  # why it is not checked, or not sure
    days: tuple[DocDate, ...] = ()  # that it names, or shares with the papers beside it


class Twin(NamedTuple):
    """Two files whose words are the same but for times, numbers and names.

    `differs`: the words of the second where they are not those of the first, "" for one text.
    """

    first: str
    second: str
    differs: str


@dataclass(frozen=True)
class Folder:
    """An evidence folder held against a sheet."""

    path: str
    files: tuple[EvidenceFile, ...]
    matches: tuple[Match, ...] = ()
    notices: tuple[str, ...] = ()  # about the folder as a whole: no OCR engine, links not followed, files left out
    twins: Callable[[], tuple[Twin, ...]] = field(default=tuple, compare=False, repr=False)  # found when a rule asks

    @cached_property
    def by_path(self) -> Mapping[str, EvidenceFile]:
        return {file.path: file for file in self.files}

    @property
    def is_whole(self) -> bool:
        """All of it was read: every page of every file."""
        return all(file.raw.is_read and not file.raw.unread for file in self.files)

    @cached_property
    def by_indicator(self) -> Mapping[str, tuple[Match, ...]]:
        """The claims of each row that has any, in their order."""
        by_code: dict[str, list[Match]] = {}
        for match in self.matches:
            by_code.setdefault(match.indicator, []).append(match)
        return {code: tuple(matches) for code, matches in by_code.items()}
