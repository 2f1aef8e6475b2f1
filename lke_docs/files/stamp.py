"""What a receiver put on a letter: his stamp with a day and a number of his own, his sheet of dispositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lke_docs.files.model import Page, TextLine
from lke_docs.patterns.paper_frame import begins

_SHORT = 60  # characters of a line of a stamp
_BELOW = 3  # lines that follow the first
_DIGIT = re.compile(r"\d")


class Unstamped(NamedTuple):
    """A page without what was stamped on it, and the stamps."""

    page: Page
    stamps: tuple[str, ...] = ()


def unstamped(page: Page) -> Unstamped:
    """Take the receiver's stamps off a page."""
    lines = page.lines
    seeds = [at for at, line in enumerate(lines) if _is_seed(line)]
    if not seeds:
        return Unstamped(page)
    if begins("stamp.sheet").match(next((line.text.lower().strip() for line in lines if line.text.strip()), "")):
        return Unstamped(page._replace(lines=()), tuple(line.text for line in lines if _DIGIT.search(line.text)))
    taken: dict[int, str] = {}
    for seed in seeds:
        taken[seed] = lines[seed].text
        taken |= {at: lines[at].text for at in _followers(lines, seed)}
    kept = tuple(line for at, line in enumerate(lines) if at not in taken)
    return Unstamped(page._replace(lines=kept), tuple(taken.values()))


def _is_seed(line: TextLine) -> bool:
    low = line.text.lower().strip(" :.|-")
    return len(low) <= _SHORT and begins("stamp.begins", "stamp.sheet").match(low) is not None


def _followers(lines: Sequence[TextLine], seed: int) -> list[int]:
    """Short lines with a figure right below the first line of a stamp, in its width."""
    last = lines[seed]
    found: list[int] = []
    if last.box is None:
        return []
    order = sorted(
        (at for at, line in enumerate(lines) if line.box and line.box[1] > (lines[seed].box or last.box)[1]),
        key=lambda at: (lines[at].box or (0, 0, 0, 0))[1],
    )
    for at in order:
        box, above = lines[at].box, last.box
        if not box or not above or len(found) == _BELOW:
            break
        height = above[3] - above[1]
        if box[1] > above[3] + height:
            break
        overlaps = min(box[2], above[2]) - max(box[0], above[0]) > 0.3 * min(box[2] - box[0], above[2] - above[0])
        if overlaps and len(lines[at].text) <= 30 and _DIGIT.search(lines[at].text):
            found.append(at)
            last = lines[at]
    return found
