"""Pages without ruled tables: columns by the white between them, rows by marks and codes; or plain lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from lke_docs.read.column import role_of
from lke_docs.read.label import labelled, without_label
from lke_docs.read.mark import CODE, HEADING_CODE, as_mark, split_code, split_marks
from lke_docs.read.pasted import is_heading
from lke_docs.read.pdf_column import column_gap, in_columns
from lke_docs.read.pdf_grid import as_shown
from lke_docs.read.pdf_page import Box, OpenPage, bound, lines_of
from lke_docs.read.pdf_wrap import PageCell, PrintedLine, glue, with_breaks
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple

_BIN = 2.0  # points: width of a strip in which text is counted
_STRAY = 0.03  # share of lines that may cross the white between columns (titles over the whole width)
_LONGEST_LABEL = 60  # letters
_NARROW = 4.0  # points: less white than this parts words, not columns


class Line(NamedTuple):
    """A line of text with its box."""

    text: str
    box: Box


def banded(sheets: Sequence[OpenPage]) -> list[list[PageCell]] | None:
    """Cells of each page where all pages share columns under titles of an LKE; None where they do not."""
    grouped = [lines_of(sheet.runs) for sheet in sheets]
    titles = next((boxes for boxes in map(_title_line, sheets, grouped) if boxes is not None), None)
    if titles is None:
        return None
    gutters = _gutters([line for lines in grouped for line in lines])
    left = min((box.left for lines in grouped for line in lines for box in line), default=0.0)
    starts = [left - 1, *gutters]
    if len(starts) < 3:
        return None
    bands = [bisect_right(starts, box.left + 2) for box in titles]
    if len(set(bands)) < len(bands):
        return None  # no white between two columns: their texts cannot be told apart
    return [_page(sheet, lines, starts) for sheet, lines in zip(sheets, grouped, strict=True)]


def _title_line(sheet: OpenPage, lines: Sequence[Sequence[Box]]) -> list[Box] | None:
    """The titles of the columns, in the line that holds them."""
    for line in lines:
        titles = [(box, role_of(sheet.text(box))[0]) for box in _segments(line)]
        roles = {role for _, role in titles}
        if roles & {"question", "code"} and roles & {"answer", "score", "evidence"}:
            return [box for box, role in titles if role]
    return None


def _segments(line: Sequence[Box]) -> list[Box]:
    """Runs of a line joined where no more than a blank parts them."""
    segments: list[Box] = []
    for run in line:
        if segments and run.left - segments[-1].right < 0.9 * run.height:
            segments[-1] = segments[-1].join(run)
        else:
            segments.append(run)
    return segments


def _gutters(lines: Sequence[Sequence[Box]]) -> list[float]:
    """Where columns begin: the right ends of strips that hardly any line crosses."""
    right = max((box.right for line in lines for box in line), default=0.0)
    left = min((box.left for line in lines for box in line), default=0.0)
    counts = [0] * (int((right - left) / _BIN) + 2)
    for line in lines:
        for box in _segments(line):
            for index in range(int((box.left - left) / _BIN), int((box.right - left) / _BIN) + 1):
                counts[index] += 1
    bound_ = max(1, int(_STRAY * len(lines)))
    starts = []
    white = 0
    for index, count in enumerate(counts):
        if count <= bound_:
            white += 1
        else:
            if white * _BIN >= _NARROW and index > white:
                starts.append(left + index * _BIN - 1)
            white = 0
    return starts


def _page(sheet: OpenPage, lines: Sequence[Sequence[Box]], starts: Sequence[float]) -> list[PageCell]:
    """Cells of one page, in rows from 0."""
    parted = [_parted(sheet, line, starts) for line in lines]
    cuts = _row_starts(parted)
    pieces: dict[tuple[int, int], list[PrintedLine]] = {}
    row = 0
    for index, columns in enumerate(parted):
        if index in cuts and index:
            row += 1
        for column, line in columns.items():
            pieces.setdefault((row, column), []).append(PrintedLine(line.text, line.box))
    right = max((box.right for line in lines for box in line), default=0.0)
    edges = [*starts, right]
    cells = [
        PageCell(row, Box(edges[column], 0.0, edges[column + 1], 0.0), tuple(printed))
        for (row, column), printed in sorted(pieces.items())
    ]
    return [as_shown(cell, sheet) for cell in with_breaks(cells, is_ruled=False)]


def _parted(sheet: OpenPage, line: Sequence[Box], starts: Sequence[float]) -> dict[int, Line]:
    """The pieces of a line by column."""
    columns: dict[int, list[Box]] = {}
    for run in line:
        column = max(index for index, start in enumerate(starts) if start <= run.left + 2 or index == 0)
        columns.setdefault(column, []).append(run)
    pieces = {}
    for column, runs in columns.items():
        box = bound(runs)
        text = sheet.text(box)
        if text:
            pieces[column] = Line(text, box)
    return pieces


def _row_starts(parted: Sequence[dict[int, Line]]) -> set[int]:
    """Lines that begin a row: by the white above them where that parts rows well, else by mark or code.

    Marks alone fail where cells are centred from top to bottom: evidence then begins above its mark. Titles are a row
    whatever the white below them.
    """
    titles = {index for index, columns in enumerate(parted) if _is_titles(columns)}
    marked = {index for index, columns in enumerate(parted) if _begins(columns)}
    below = {index for index in marked if index - 1 in titles}
    coded = {index for index, columns in enumerate(parted) if _has_code(columns)}
    heads = coded if len(coded) > 2 else marked
    gaps = _gaps(parted)
    wanted = len((heads | titles) - below) - 1
    if 0 < wanted <= len(gaps):
        least = sorted(gaps.values(), reverse=True)[wanted - 1]
        spaced = {index for index, gap in gaps.items() if least > 0 and gap >= 0.95 * least}
        spaced |= titles | below
        groups = sorted(spaced | {0})
        held = [
            sum(1 for index in heads if low <= index < high)
            for low, high in zip(groups, [*groups[1:], len(parted)], strict=True)
        ]
        if held.count(1) >= 0.9 * len(heads) and max(held) == 1:
            return spaced
    return marked | titles


def _begins(columns: dict[int, Line]) -> bool:
    first = columns.get(0)
    if first is not None and (split_marks(first.text)[0] or as_mark(first.text) or split_code(first.text)[1]):
        return True
    return _has_code(columns)


def _has_code(columns: dict[int, Line]) -> bool:
    """A code in a column of its own, but not in the last one, which holds evidence; "A" alone is an answer."""
    last = max(columns, default=0)
    return any(
        "." in line.text and HEADING_CODE.fullmatch(line.text) and (column < last or CODE.fullmatch(line.text))
        for column, line in columns.items()
        if column
    )


def _is_titles(columns: dict[int, Line]) -> bool:
    return sum(1 for line in columns.values() if role_of(line.text)[0]) >= 2


def _gaps(parted: Sequence[dict[int, Line]]) -> dict[int, float]:
    """White above each line over the whole width of the page."""
    gaps: dict[int, float] = {}
    reached: float | None = None
    for index, columns in enumerate(parted):
        if not columns:
            continue
        box = bound([line.box for line in columns.values()])
        if reached is not None:
            gaps[index] = box.top - reached
        reached = box.bottom if reached is None else max(reached, box.bottom)
    return gaps


def plain_lines(sheets: Sequence[OpenPage], *, edge: float = 0.0) -> list[tuple[int, Line]]:
    """Lines of running text with their page; a line that was broken at the right edge is made whole.

    `edge` says how far text may run, where the lines themselves do not show it.
    """
    gutter = column_gap(sheets)
    lines: list[tuple[OpenPage, Line, bool]] = []
    for sheet in sheets:
        for runs, is_right in in_columns(sheet.runs, gutter):
            box = bound(runs)
            text = sheet.text(box)
            if text:
                lines.append((sheet, Line(text, box), is_right))
    edges = [_edge([line.box.right for _, line, is_right in lines if is_right == side]) for side in (False, True)]
    edges[0] = max(edge, edges[0])
    whole: list[tuple[int, Line]] = []
    last = 0.0  # where the line before ends, short of its edge; its text may already be joined to others
    for sheet, line, is_right in lines:
        first_word = len(line.text.split(" ", 1)[0]) / max(1, len(line.text)) * (line.box.right - line.box.left)
        if whole and last + first_word + 0.2 * line.box.height > 0 and not _is_new(line.text):
            number, before = whole[-1]
            box = before.box.join(sheet.shown(line.box)) if number == sheet.number else before.box
            whole[-1] = (number, Line(glue(before.text, line.text), box))
        else:
            whole.append((sheet.number, Line(line.text, sheet.shown(line.box))))
        last = line.box.right - edges[is_right]
    return whole


def _edge(ends: Sequence[float]) -> float:
    """How far text runs, but for a line or two."""
    return sorted(ends)[int(len(ends) * 0.98)] if ends else 0.0


def _is_new(text: str) -> bool:
    """Tell a line that goes on with none: a question with mark and code, a heading with its mark, or a label."""
    marks, said = split_marks(text)
    if marks and (split_code(text)[1] or is_heading(marks, said, is_marked=True)):
        return True
    label, colon, _ = text[:_LONGEST_LABEL].partition(":")
    is_of_sheet = any(plain(label) in labels for labels in words().label.values())  # "Unit Kerja : ..."
    return bool(colon) and (is_of_sheet or bool(labelled(text).role) or without_label(text, "question") != text)
