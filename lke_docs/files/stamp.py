"""What a receiver put on a letter: his stamp with a day and a number of his own, his sheet of dispositions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.files.labelled import number_label
from lke_docs.files.model import Box, Page, TextLine
from lke_docs.patterns.paper_frame import begins
from lke_docs.tuples import NamedTuple

_SHORT = 60  # characters of a line of a stamp
_BELOW = 3  # lines that follow the first
_FOLLOWER = 30  # characters of one of them
_MOST = 20  # stamps on a page
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
    order = sorted((at for at, line in enumerate(lines) if line.box), key=lambda at: _box(lines[at])[1])
    for seed in seeds[:_MOST]:
        taken[seed] = lines[seed].text
        taken |= {at: lines[at].text for at in _followers(lines, seed, order)}
    kept = tuple(line for at, line in enumerate(lines) if at not in taken)
    return Unstamped(page._replace(lines=kept), tuple(taken.values()))


def _is_seed(line: TextLine) -> bool:
    low = line.text.lower().strip(" :.|-")
    return len(low) <= _SHORT and begins("stamp.begins", "stamp.sheet").match(low) is not None


def _followers(lines: Sequence[TextLine], seed: int, order: Sequence[int]) -> list[int]:
    """Short lines with a figure right below the first line of a stamp, in its width; `order`: lines from the top."""
    followers: list[int] = []
    if lines[seed].box is None:
        return followers
    above = _box(lines[seed])
    for at in order[order.index(seed) + 1 :]:
        box = _box(lines[at])
        if box[1] > above[3] + above[3] - above[1] or len(followers) == _BELOW:
            break
        overlaps = min(box[2], above[2]) - max(box[0], above[0]) > 0.3 * min(box[2] - box[0], above[2] - above[0])
        text = lines[at].text
        is_own = "/" in text and number_label(text.lower().strip()) is not None  # the letter's, below the stamp
        if overlaps and len(text) <= _FOLLOWER and _DIGIT.search(text) and not is_own:
            followers.append(at)
            above = box
    return followers


def _box(line: TextLine) -> Box:
    return line.box or (0.0, 0.0, 0.0, 0.0)
