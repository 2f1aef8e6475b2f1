"""What of a line looks written by hand, and what was left open: a serial or a day unlike the letters beside it.

Offices print "Nomor :      /KPTS/2021" and write the serial into the gap. An engine reads such figures, rightly or not,
with any confidence, so that what it says of itself tells little. More tell their places: they stand higher or lower
than the line, are taller or smaller, not level among themselves, of another stroke or ink. Whatever looks like that is
marked; that it was written by hand is never asserted, and never is what was read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lke_docs.files.rapid import Fragment

Span = tuple[int, int]

# A run of figures, or what stands beside a slash: "KEP-&O/P.4.17" was 860.
_RUN = re.compile(r"\d[\d&#?]*|(?<=/)[^\s/.:,\-–()]{1,6}|[^\s/.:,\-–()]{1,6}(?=\s?/)")
_ROMAN = re.compile("[IVXl|]{1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPEN_SERIAL = re.compile(r"^\s*(?=/[A-Z])|(?<=[:/\-–.])\s*(?=/[A-Z])|(?<=[\-–/])\s+(?=[\-–/][A-Z])")
_LOW, _SHORT = frozenset("gjpqyQJ,;/()[]|"), frozenset("aceimnorsuvwxz.,:;-–_gpqy")
_LEAST_INK, _EDGE = 8, 0.35
_LEAST_KNOWN = 3  # letters that a run is held against
# In heights of a capital; printed ones are within 0.08.
_OFF, _UNEVEN = 0.17, 0.25
_STROKE, _INK, _SURE = (0.55, 1.8), 45.0, 0.75


class LetterLook(NamedTuple):
    """How a letter is drawn, in pixels: its middle, top and bottom, its stroke, its ink's red and blue over green."""

    at: float
    top: float
    bottom: float
    stroke: float
    ink: tuple[float, float]
    sure: float


def looks(fragment: Fragment) -> list[LetterLook | None]:
    """How each letter of a fragment is drawn, in its own picture; None where that cannot be told."""
    import cv2
    import numpy as np

    crop = fragment.crop
    _, mask = cv2.threshold(crop.min(axis=2), 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    _, labels, stats, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
    drawn: list[LetterLook | None] = [None] * len(fragment.letters)
    for at, parts in _parts(fragment, stats, middles).items():
        left, top = stats[parts, 0].min(), stats[parts, 1].min()
        right, bottom = (stats[parts, 0] + stats[parts, 2]).max(), (stats[parts, 1] + stats[parts, 3]).max()
        place = (slice(top, bottom), slice(left, right))
        inside = np.isin(labels[place], parts)
        deep = depth[place][inside]
        core = inside & (depth[place] >= np.percentile(deep, 60))
        red, green, blue = (float(np.median(crop[place][..., channel][core])) for channel in range(3))
        letter = fragment.letters[at]
        stroke = 4 * float(deep.mean())
        drawn[at] = LetterLook(
            letter.at, float(top), float(bottom), stroke, (red - green, blue - green), letter.confidence
        )
    return drawn


def _parts(fragment: Fragment, stats: Any, middles: Any) -> dict[int, list[int]]:
    """The spots of ink of each letter; what reaches in from the lines above and below is none."""
    height = fragment.crop.shape[0]
    letters = [(letter.at, at) for at, letter in enumerate(fragment.letters) if not letter.char.isspace()]
    spots: dict[int, list[int]] = {}
    for part in range(1, len(stats)):
        _, top, _, tall, ink = stats[part]
        is_cut = (top == 0 or top + tall == height) and tall < _EDGE * height
        if ink >= _LEAST_INK and not is_cut and letters:
            spots.setdefault(min(letters, key=lambda it: abs(it[0] - middles[part][0]))[1], []).append(part)
    return {at: [part for part in parts if stats[part][4] * 8 > max(stats[parts, 4])] for at, parts in spots.items()}


def unlike(text: str, drawn: Sequence[LetterLook | None]) -> Iterator[Span]:
    """Runs of a line that are drawn otherwise than its rest; `drawn`: each letter, in pixels of a straight page."""
    runs = [match.span() for match in _RUN.finditer(text) if not _YEAR.fullmatch(match[0])]
    for start, end in runs:
        inside = [(text[at], look) for at, look in enumerate(drawn[start:end], start) if look]
        rest = [(text[at], look) for at, look in enumerate(drawn) if look and not start <= at < end]
        if inside and _differs(inside, rest):
            yield start, end


def _differs(inside: Sequence[tuple[str, LetterLook]], rest: Sequence[tuple[str, LetterLook]]) -> bool:
    is_roman = _ROMAN.fullmatch("".join(char for char, _ in inside))  # "/l/" for I: the reader of meaning mends it
    if min(look.sure for _, look in inside) < _SURE and not is_roman:
        return True
    tall = [look for char, look in rest if char not in _SHORT and char not in _LOW]
    level = [look for char, look in rest if char not in _LOW]
    if min(len(tall), len(level)) < _LEAST_KNOWN:
        return False
    line, head = median(look.bottom for look in level), median(look.top for look in tall)
    height = max(line - head, 1.0)
    tops = [(look.top - head) / height for char, look in inside if char not in _SHORT and char not in _LOW]
    feet = [(look.bottom - line) / height for char, look in inside if char not in _LOW]
    if any(abs(off) > _OFF for off in (*tops, *feet)):
        return True
    stroke = median(look.stroke for _, look in inside) / max(median(look.stroke for _, look in rest), 0.1)
    inks = [abs(median(look.ink[at] for _, look in inside) - median(look.ink[at] for _, look in rest)) for at in (0, 1)]
    return not _STROKE[0] < stroke < _STROKE[1] or max(inks) > _INK


def open_places(text: str) -> Iterator[Span]:
    """Where a line has no serial or no day: nobody wrote one, or the engine did not see it."""
    for pattern in (_OPEN_SERIAL, _open_day()):
        for match in pattern.finditer(text):
            yield max(match.start() - 1, 0), min(match.end() + 1, len(text))


@cache
def _open_day() -> re.Pattern[str]:
    from lke_docs.patterns import alternation, time_words

    words = time_words()
    return re.compile(
        rf"(?i)(?:(?<![^\W\d_])(?:{alternation(words.date_labels)})|,)[\s:.…_\-]*(?=(?:{alternation(words.months)})[\s.]*\d{{4}})"
    )
