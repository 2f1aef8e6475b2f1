"""Pages of running text in two columns: the left one is read to its end before the right one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from lke_docs.read.label import labelled
from lke_docs.read.pdf_page import Box, OpenPage, bound, lines_of

_STEP = 2.0  # points between the places where white is sought
_MIDDLE = (0.35, 0.65)  # of the text's width, between which two columns meet
_STRAY = 0.05  # share of runs that may cross the white: titles over the whole width
_FEW = 2  # answers on either side, below which two columns may be those of a table


def column_gap(sheets: Sequence[OpenPage]) -> float | None:
    """Where two columns of a print meet, both of which hold answers with their labels; None for other pages."""
    runs = [run for sheet in sheets for run in sheet.runs]
    if not runs:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    places = [low + step * _STEP for step in range(int((high - low) / _STEP) + 1)]
    crossing = {at: sum(run.left < at < run.right for run in runs) for at in places}
    least = min(crossing.values())
    white = [at for at in places if crossing[at] == least]
    gap = white[len(white) // 2]
    if least > _STRAY * len(runs):
        return None
    are_two = all(len(list(islice(_answers(sheets, gap, is_right=side), _FEW))) == _FEW for side in (False, True))
    return gap if are_two else None


def _answers(sheets: Sequence[OpenPage], gap: float, *, is_right: bool) -> Iterator[str]:
    """The lines of a side that begin with the label of an answer: "Jawaban : A"."""
    for sheet in sheets:
        side = [run for run in sheet.runs if (run.left >= gap if is_right else run.right <= gap)]
        texts = (sheet.text(bound(line)) for line in lines_of(side))
        yield from (text for text in texts if ":" in text and labelled(text).role == "answer")


def in_columns(runs: Sequence[Box], gap: float | None) -> Iterator[tuple[list[Box], bool]]:
    """The lines of a page in the order in which they are read, and whether each is of the right column.

    A line over the whole width ends both columns above it.
    """
    if gap is None:
        yield from ((line, False) for line in lines_of(runs))
        return
    across = lines_of([run for run in runs if run.left < gap < run.right])
    above = float("-inf")
    for line in [*across, []]:
        below = bound(line).middle if line else float("inf")
        between = [run for run in runs if above < run.middle < below and not run.left < gap < run.right]
        for is_right in (False, True):
            side = [run for run in between if (run.left >= gap) == is_right]
            yield from ((part, is_right) for part in lines_of(side))
        if line:
            yield line, False
        above = below
