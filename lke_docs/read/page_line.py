"""Heads and feet of pages among the rows of a sheet: "Halaman 3 dari 10", "Dicetak oleh ...", its title once more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from lke_docs.model import SourceText
from lke_docs.patterns import page_words
from lke_docs.read.column import find_header, lines_of
from lke_docs.read.content import is_link, is_question
from lke_docs.read.frame import office_in, title_year
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.label import is_page_number
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple

_MOST = 4  # texts of a row that may be of a page: title, day, number
_LONGEST = 160  # letters of one
_EDGE = " \t-–|(,;"
_BETWEEN_DASHES = re.compile(r"[-–]\s?(\d{1,4})\s?[-–]")
_SHARE = re.compile(r"\s(\d{1,4})\s?/\s?(\d{1,4})$")  # "https://lke.contoh.go.id/cetak 3/10"
_LAST = re.compile(r"[-–|]\s?(\d{1,3})$")  # "Balai Uji | LKE ZI 2024 | 3"


class Foot(NamedTuple):
    """What a row says of its page: its number, and all else; `is_sure` where the row alone proves it."""

    rest: str
    number: int | None = None
    is_sure: bool = False


def page_rows(rows: Sequence[Sequence[str]], head: Callable[[], int]) -> set[int]:
    """Which of these rows, each given by its texts, are heads and feet of pages; none down to that of the `head`.

    A title of another year than those stays: it begins a sheet.
    """
    feet = {at: foot for at, texts in enumerate(rows) if (foot := _foot(texts))}
    if not feet:
        return set()
    top = rows[: head() + 1]
    above = {plain(text) for texts in top for text in texts}
    year = title_year([text for texts in top for text in texts])
    alike: dict[str, list[int]] = {}
    for at, foot in feet.items():
        if at >= len(top) and (year is None or title_year(rows[at]) in (None, year)):
            alike.setdefault(foot.rest, []).append(at)
    pages: set[int] = set()
    for rest, places in alike.items():
        numbers = [number for at in places if (number := feet[at].number) is not None]
        is_counted = len(numbers) > 1 and all(after > before for before, after in pairwise(numbers))
        is_again = not numbers and rest in above
        pages.update(at for at in places if is_counted or is_again or feet[at].is_sure)
    return pages


def without_pages(grid: Grid) -> tuple[Grid, tuple[Cell, ...]]:
    """The grid without the heads and feet of its pages, and their cells."""
    lines = lines_of(grid)
    numbers = list(lines)

    def head() -> int:
        header = find_header(lines)
        return numbers.index(header.last) if header else first_question(texts)

    texts = [[cell.text for cell in line.values()] for line in lines.values()]
    pages = {numbers[at] for at in page_rows(texts, head)}
    gone = tuple(cell for cell in grid.cells if cell.row in pages)
    return (grid._replace(cells=tuple(cell for cell in grid.cells if cell.row not in pages)) if gone else grid), gone


def without_page_lines(lines: Sequence[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """The lines of a text without the heads and feet of its pages, and those; bare numbers stay, and the last foot."""
    rows = [[line.text] if line.text.strip() else [] for line in lines]
    pages = page_rows(rows, lambda: first_question(rows))
    last = next((at for at in reversed(range(len(rows))) if any(map(is_question, rows[at]))), 0) if pages else 0
    texts = {at: lines[at].text for at in pages}
    gone = {at for at, text in texts.items() if not (is_page_number(text) or (at > last and _is_printed(text)))}
    return [line for at, line in enumerate(lines) if at not in gone], [lines[at] for at in sorted(gone)]


def first_question(rows: Sequence[Sequence[str]]) -> int:
    """The first row that asks something; the last one where none does."""
    return next((at for at, texts in enumerate(rows) if any(map(is_question, texts))), len(rows) - 1)


def _foot(texts: Iterable[str]) -> Foot | None:
    """What a row says of its page; None where one of its texts says anything else."""
    said = list(dict.fromkeys(texts))
    if not 0 < len(said) <= _MOST or max(map(len, said)) > _LONGEST:
        return None
    feet = [foot for text in said if (foot := _foot_in(" ".join(text.split())))]
    if len(feet) < len(said):
        return None
    number = next((foot.number for foot in feet if foot.number is not None), None)
    return Foot(" ".join(foot.rest for foot in feet if foot.rest), number, any(foot.is_sure for foot in feet))


def _foot_in(text: str) -> Foot | None:
    if _is_printed(text):
        return Foot("", is_sure=True)
    if match := _BETWEEN_DASHES.fullmatch(text):
        return Foot("", int(match[1]))
    for pattern in (_numbered(), _SHARE, _LAST):
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}".strip(_EDGE)
            is_said, is_share = pattern is _numbered(), pattern is _SHARE
            if _is_of_sheet(rest) or (is_said and (not rest or bool(office_in(rest)))) or (is_share and is_link(rest)):
                return Foot(plain(rest), int(match[1]), is_sure=is_said and bool(match[2] or rest))
    return Foot(plain(text)) if _is_of_sheet(text) or office_in(text) else None


def _is_printed(text: str) -> bool:
    """Tell who printed it and when: "Dicetak oleh ... tanggal ..."."""
    return text.strip().casefold().startswith(tuple(page_words()["footer"]["begins"]))


def _is_of_sheet(text: str) -> bool:
    """Tell the title of the sheet, or a label above it: "LKE ZI 2024 - Balai Uji", "Unit Kerja : Balai Uji"."""
    label, colon, _ = text.partition(":")
    is_label = bool(colon) and any(plain(label) in terms for terms in words().label.values())
    return is_label or any(f" {term} " in f" {plain(text)} " for term in page_words()["page"]["sheet"])


@cache
def _numbered() -> re.Pattern[str]:
    """A number that is called one of a page, at the end of a text or of a part of it."""
    begins, between = ("|".join(page_words()["page"][name]) for name in ("begins", "between"))
    total = rf"(?:\s?(?:{between}|/)\s?(\d{{1,4}}))?"
    return re.compile(rf"(?<!\w)(?:{begins})\W{{0,3}}(?:ke\W)?\s?(\d{{1,4}}){total}\)?(?=\s?[|–-]\s|$)", re.IGNORECASE)
