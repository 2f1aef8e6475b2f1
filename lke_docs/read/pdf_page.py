"""One page of a PDF: runs of text and ruled lines, in points from the top left corner."""

from __future__ import annotations

import ctypes
import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lke_docs.office.archive import BrokenFileError
from lke_docs.read.link import target_of
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_HYPHENS = {2: "-", 0xFFFE: "-"}  # how pdfium marks a hyphen at the end of a line
_THIN = 2.5  # points: a rectangle no thicker than this is a line
_SHORT = 4.0  # a line shorter than this rules nothing
_MOST_SEGMENTS = 2_000
_MOST_RULES = 20_000
_MOST_LINKS, _LONGEST_LINK = 5_000, 4_000  # of a page; bytes of one
_BROKEN = 4  # letters of a line on average: below it, pdfium took a page of few lines for one written downwards
_MOST_LETTERS = 5_000  # of such a page
_BLANK = 0.12  # of a letter's height: the white from which two letters belong to two words
_SMALL = 0.45  # of the height of most runs: full stops, commas, dashes and quotation marks are no higher
_REACH = 0.2  # of a line's height: so far above or below it they may lie


class Box(NamedTuple):
    """Left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def join(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left), min(self.top, other.top), max(self.right, other.right),
            max(self.bottom, other.bottom),
        )  # fmt: skip


class RuledLine(NamedTuple):
    """A ruled line: `at` is its x (vertical) or y (horizontal), from `start` to `end` along it."""

    is_vertical: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class OpenPage:
    """An open page, turned so that its text reads from left to right.

    `runs` are boxes of text, each inside one cell; `text` reads what lies in a box; `shown` turns a box to
    where it stands on the page as viewers show it.
    """

    number: int
    width: float
    height: float
    rotation: int  # by which the page is turned to be read
    view: int  # by which viewers turn it
    offset: tuple[float, float]
    runs: list[Box]
    rules: list[RuledLine]
    source: PdfTextPage
    links: tuple[tuple[Box, str], ...] = ()  # where a click leads, boxes as viewers show them
    strokes: int = 0  # straight pieces drawn, those too short to rule anything too
    watermark: str = ""  # what was stamped across the page; it is not among the runs
    letters: tuple[tuple[Box, str], ...] = ()  # from left to right, where pdfium breaks lines between letters

    def text(self, box: Box) -> str:
        """Text in a box of one line. The box is narrowed, for letters that only touch it are given too:
        more above, where the tails of the line before hang, than below, where full stops are low.
        """
        inner = box._replace(top=box.top + 0.2 * box.height, bottom=box.bottom - 0.04 * box.height)
        if self.letters:
            text = _spelt(self.letters, inner)
        else:
            left, bottom, right, top = _to_page(self, inner)
            text = self.source.get_text_bounded(left, bottom, right, top)
        return " ".join(text.translate(_HYPHENS).split())

    def shown(self, box: Box) -> Box:
        if self.view == self.rotation:
            return box
        return _turned(self, _to_page(self, box), self.view)


def open_document(data: bytes) -> PdfDocument:
    """Open a PDF; the caller closes it. Raises BrokenFileError."""
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise BrokenFileError("berkas PDF dikunci dengan sandi; simpan ulang tanpa sandi.") from error
        raise BrokenFileError("berkas PDF rusak atau terpotong.") from error


def open_page(page: PdfPage, number: int, *, is_ruled: bool = True) -> OpenPage:
    """Take the runs of a page, and its rules where they are wanted. The caller closes `source` and the page."""
    left, bottom, right, top = page.get_mediabox()
    crop = page.get_cropbox()
    left, bottom, right, top = (
        max(left, crop[0]),
        max(bottom, crop[1]),
        min(right, crop[2]),
        min(top, crop[3]),
    )
    source = page.get_textpage()
    size = right - left, top - bottom
    sheet = OpenPage(number, *size, _direction(source), page.get_rotation() % 360, (left, bottom), [], [], source)
    for index in range(source.count_rects()):
        box = _turned(sheet, source.get_rect(index), sheet.rotation)
        if box.right - box.left > 0.1 and box.height > 0.1:
            sheet.runs.append(box)
    if is_ruled:
        sheet.rules = list(_rules(page, sheet))
    sheet.links = tuple(_links(page, sheet))
    sheet.letters = tuple(sorted(_letters(sheet)))
    return sheet


def _letters(sheet: OpenPage) -> Iterator[tuple[Box, str]]:
    """The letters of a page whose lines pdfium breaks after each of them; none of other pages."""
    import pypdfium2.raw as raw

    source, count = sheet.source, sheet.source.count_chars()
    text = source.get_text_range() if count <= _MOST_LETTERS else ""
    if text.count("\n") * _BROKEN <= len("".join(text.split())):
        return
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(source.raw, index))
        if raw.FPDFText_IsGenerated(source.raw, index) == 0 and not letter.isspace():
            yield _turned(sheet, source.get_charbox(index, loose=True), sheet.rotation), letter


def _spelt(letters: Sequence[tuple[Box, str]], box: Box) -> str:
    """The letters in a box of one line, with a blank where white parts them."""
    text, end = "", math.inf
    for at, letter in letters:
        if box.left <= (at.left + at.right) / 2 <= box.right and box.top <= at.middle <= box.bottom:
            text += f" {letter}" if at.left - end > _BLANK * at.height else letter
            end = at.right
    return text


def _direction(source: PdfTextPage) -> int:
    """How far the page must be turned to read most of its text: 0, 90, 180 or 270 degrees."""
    import pypdfium2.raw as raw

    count = source.count_chars()
    votes = dict.fromkeys((0, 90, 180, 270), 0)
    for index in range(0, count, max(1, count // 40)):
        angle = math.degrees(raw.FPDFText_GetCharAngle(source.raw, index))
        votes[round(-angle / 90) * 90 % 360] += 1  # angles count clockwise
    return max(votes, key=lambda turn: votes[turn])


def _turned(sheet: OpenPage, box: tuple[float, float, float, float], rotation: int) -> Box:
    """Page space (left, bottom, right, top; origin bottom left) to the turned page (origin top left)."""
    left, bottom, right, top = box
    x0, x1 = left - sheet.offset[0], right - sheet.offset[0]
    y0, y1 = bottom - sheet.offset[1], top - sheet.offset[1]
    if rotation == 90:
        return Box(y0, x0, y1, x1)
    if rotation == 180:
        return Box(sheet.width - x1, y0, sheet.width - x0, y1)
    if rotation == 270:
        return Box(sheet.height - y1, sheet.width - x1, sheet.height - y0, sheet.width - x0)
    return Box(x0, sheet.height - y1, x1, sheet.height - y0)


def _to_page(sheet: OpenPage, box: Box) -> tuple[float, float, float, float]:
    """The other way round: left, bottom, right, top in page space."""
    if sheet.rotation == 90:
        x0, x1, y0, y1 = box.top, box.bottom, box.left, box.right
    elif sheet.rotation == 180:
        x0, x1, y0, y1 = sheet.width - box.right, sheet.width - box.left, box.top, box.bottom
    elif sheet.rotation == 270:
        x0, x1 = sheet.width - box.bottom, sheet.width - box.top
        y0, y1 = sheet.height - box.right, sheet.height - box.left
    else:
        x0, x1, y0, y1 = box.left, box.right, sheet.height - box.bottom, sheet.height - box.top
    dx, dy = sheet.offset
    return x0 + dx, y0 + dy, x1 + dx, y1 + dy


def _links(page: PdfPage, sheet: OpenPage) -> Iterator[tuple[Box, str]]:
    """The links of a page that lead out of the file, and where they lie."""
    import pypdfium2.raw as raw

    at, link, rect = ctypes.c_int(), raw.FPDF_LINK(), raw.FS_RECTF()
    buffer = ctypes.create_string_buffer(_LONGEST_LINK)
    for _ in range(_MOST_LINKS):
        if not raw.FPDFLink_Enumerate(page, at, link):
            return
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(page.pdf, action, buffer, _LONGEST_LINK) if action else 0
        target = target_of(buffer.value.decode("utf-8", "replace")) if 1 < size <= _LONGEST_LINK else ""
        if target and raw.FPDFLink_GetAnnotRect(link, rect):
            yield _turned(sheet, (rect.left, rect.bottom, rect.right, rect.top), sheet.view), target


def _rules(page: PdfPage, sheet: OpenPage) -> Iterator[RuledLine]:
    import pypdfium2.raw as raw

    count = 0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4):
        for box in _strokes(item, raw):
            sheet.strokes += 1
            rule = _as_rule(_turned(sheet, box, sheet.rotation))
            if rule is not None:
                count += 1
                if count > _MOST_RULES:
                    return
                yield rule


def _as_rule(box: Box) -> RuledLine | None:
    width, height = box.right - box.left, box.height
    if width <= _THIN and height >= _SHORT:
        return RuledLine(True, (box.left + box.right) / 2, box.top, box.bottom)
    if height <= _THIN and width >= _SHORT:
        return RuledLine(False, box.middle, box.left, box.right)
    return None


def _strokes(item: Any, raw: Any) -> Iterator[tuple[float, float, float, float]]:
    """Straight pieces of a path, each as left, bottom, right, top in page space."""
    left, bottom, right, top = item.get_bounds()
    if right - left <= _THIN or top - bottom <= _THIN:
        yield left, bottom, right, top
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, fill, stroke) or not stroke.value:
        return  # a coloured ground has no edge of its own
    points = list(_points(item, raw))
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if math.isnan(x1) or math.isnan(x0):
            continue
        if abs(x0 - x1) < 0.7 or abs(y0 - y1) < 0.7:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _points(item: Any, raw: Any) -> Iterator[tuple[float, float]]:
    """Corners of a path; a gap between its parts is given as NaN."""
    a, b, c, d, e, f = item.get_matrix().get()
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    for index in range(min(_MOST_SEGMENTS, raw.FPDFPath_CountSegments(item.raw))):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
            yield (math.nan, math.nan)
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            yield (math.nan, math.nan)
        yield point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield start


def lines_of(runs: Sequence[Box]) -> list[list[Box]]:
    """Group runs into lines of text, top to bottom, each left to right."""
    heights = sorted(run.height for run in runs)
    least = _SMALL * heights[len(heights) // 2] if heights else 0.0
    lines = _grouped([run for run in runs if run.height >= least])
    bands = [bound(line) for line in lines]
    middles = [band.middle for band in bands]
    alone: list[Box] = []
    for run in runs:
        if run.height < least:
            at = bisect_left(middles, run.middle)
            near = next((i for i in (at - 1, at) if 0 <= i < len(bands) and _reaches(bands[i], run)), None)
            (alone if near is None else lines[near]).append(run)
    lines += _grouped(alone)
    return sorted((sorted(line) for line in lines), key=lambda line: bound(line).middle)


def _grouped(runs: Sequence[Box]) -> list[list[Box]]:
    """Runs in lines by how high they stand."""
    lines: list[list[Box]] = []
    bands: list[Box] = []
    for run in sorted(runs, key=lambda box: (box.middle, box.left)):
        if bands and run.middle < bands[-1].bottom - 0.15 * bands[-1].height and _overlap(run, bands[-1]) > 0.45:
            lines[-1].append(run)
            bands[-1] = bands[-1]._replace(top=min(bands[-1].top, run.top), bottom=max(bands[-1].bottom, run.bottom))
        else:
            lines.append([run])
            bands.append(run)
    return lines


def _reaches(line: Box, run: Box) -> bool:
    """Tell a full stop, comma or quotation mark that stands alone, at the foot or head of a line."""
    reach = _REACH * line.height
    return line.top - reach <= run.middle <= line.bottom + reach


def _overlap(first: Box, second: Box) -> float:
    """Share of the lower box's height that both have in common."""
    common = min(first.bottom, second.bottom) - max(first.top, second.top)
    return common / max(0.1, min(first.height, second.height))


def bound(boxes: Sequence[Box]) -> Box:
    """The box round all of them."""
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.join(box)
    return whole
