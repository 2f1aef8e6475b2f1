"""What another year's sheet left beside this one's: columns "Jawaban 2023", a worksheet "LKE 2023". It is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lke_docs.model import Place, SourceText
from lke_docs.read.column import SPARE, Column, Header, role_of
from lke_docs.read.frame import one_year, title_year, year_in
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.identity import identity_of
from lke_docs.read.owner import rest_of
from lke_docs.read.vocabulary import plain, words
from lke_docs.tuples import NamedTuple

PAST = "past"  # role of a column of another year
_LAST = 0  # "Tahun Lalu", whichever it is
_FIRST = 1  # "Jawaban Awal": this year's, until something takes its place
_LATER = 10_000  # beyond any year: "Jawaban Perbaikan", whichever it is
_ANSWERS = ("answer", "tick")
_WITH = (*_ANSWERS, "evidence", "note", "link")
_ALIKE = 95.0  # of 100, letters of two names of one unit
_WHOLE = 0.9  # of the answers of an earlier version, from which a later one is whole
_NUMBERED = re.compile(r"(?<!\d)(\d{1,2}) $")
_SHORTEST = 12  # letters of a question


def of_one_year(columns: Sequence[Column], titles: Sequence[str], names: Sequence[str]) -> list[Column]:
    """The columns, those of another year with a role of their own where answers of several years stand side by side.

    The year that the titles above them or the names (of worksheet and file) say is the unit's, else the latest.
    What took the place of this year's first answers leaves those where it is blank, and their evidence everywhere.
    """
    if all(_year_of_column(column) is None for column in columns):
        return list(columns)
    years = list(_years(columns))
    own: set[int | None] = set()
    for roles in (_ANSWERS, ("evidence",), ("note",), ("link",)):  # evidence of two years may stand beside one answer
        if len(own) < 2:
            own = {year for it, year in zip(columns, years, strict=True) if it.role in roles and _is_own(it)}
    if len(own) < 2:
        return list(columns)
    stated = year_in(titles, names[:1], "".join(names[1:]))
    wanted = _latest(own)
    if stated and stated.value in own and (wanted or 0) < _LATER:
        wanted = stated.value
    first = (None, _FIRST, stated.value if stated else None)
    kept = {column.role for column, year in zip(columns, years, strict=True) if year in (None, wanted)} & {*_WITH}
    return [
        column._replace(role=_passed(column.role) if year in first or (year or 0) >= _LATER else PAST)
        if column.role in kept and _is_past(column, year, wanted)
        else column
        for column, year in zip(columns, years, strict=True)
    ]


def _passed(role: str) -> str:
    """The role of a column of this year in whose place a later one came."""
    return {"answer": SPARE, "tick": PAST}.get(role, role)


def _is_past(column: Column, year: int | None, wanted: int | None) -> bool:
    """Tell a column of another year, or an answer in whose place a later one came."""
    is_before = (wanted or 0) >= _LATER and column.role in _ANSWERS and _is_own(column)
    return year != wanted and (year is not None or is_before)


def _year_of_column(column: Column) -> int | None:
    """The year that a title names; a draft beside what became of it is like one of an earlier year."""
    title = f" {plain(column.title)} "
    if (year := _earlier(title)) is not None or column.role not in _ANSWERS:
        return year
    return max((rank for rank, term in enumerate(words().later, _LATER) if f" {term} " in title), default=None)


def _earlier(title: str) -> int | None:
    """The year that a title names, the one before for a draft or an example; None where it says neither."""
    said = set(title.split())
    if not said.isdisjoint(words().needed.union(words().earlier)):
        return _LAST
    year = _dated(title)
    return _FIRST if year is None and not said.isdisjoint(words().first) else year


def _years(columns: Sequence[Column]) -> Iterator[int | None]:
    """The year of each column; one that names none goes with the answers to its left."""
    current = None
    for column in columns:
        year = _year_of_column(column)
        if column.role in _ANSWERS:
            current = year
        yield current if year is None else year


def _is_own(column: Column) -> bool:
    is_told = column.role == "tick" or not rest_of(column.title) or _dated(column.title) is not None
    return role_of(column.title)[1] in ("", "-") and is_told


def _dated(title: str) -> int | None:
    said = f" {plain(title)} "
    return _LAST if any(f" {term} " in said for term in words().past) else one_year(title)


class DatedSheet(NamedTuple):
    """A worksheet or table of answers; `is_review`: its name names an evaluator; `lines`: those above it."""

    grid: Grid
    header: Header
    is_review: bool
    lines: Sequence[SourceText] = ()


def other_worksheets(sheets: Sequence[DatedSheet], file: str) -> tuple[dict[int, SourceText], list[SourceText]]:
    """Those of another unit, year or version, with what is said of each; and what is said of those read in part."""
    past = _of_other_units(sheets) | _of_other_years(sheets, file)
    left = [at for at in range(len(sheets)) if at not in past]
    said = []
    for number, is_whole, notice in _of_other_versions([sheets[at] for at in left]):
        past |= {left[number]: notice} if is_whole else {}
        said += [] if is_whole else [notice]
    return past, said


def _of_other_years(sheets: Sequence[DatedSheet], file: str) -> dict[int, SourceText]:
    """Worksheets that ask again what one of the year meant asks: by their place among these, what is said of each."""
    years = [_year_of(sheet) for sheet in sheets]
    names = [sheet.grid.name for sheet in sheets]
    for index, sheet in enumerate(sheets[1:], 1):  # tables below each other go on with the year above them
        if years[index] is None and (sheet.grid.lines_above or names[index] == names[index - 1]):
            years[index] = years[index - 1]
    own = {year for sheet, year in zip(sheets, years, strict=True) if not sheet.is_review}
    if _LAST not in own:
        own.discard(None)  # "LKE" beside "LKE Tahun Lalu" is this year's; beside "LKE 2023" it may be any
    if len(own) < 2:
        return {}
    stated = one_year(file)
    wanted = stated if stated in own else _latest(own)
    answered = {year for sheet, year in zip(sheets, years, strict=True) if _answers_in(sheet)}
    asked = {text for sheet, year in zip(sheets, years, strict=True) if year == wanted for text in _questions(sheet)}
    left = {}
    for index, (sheet, year) in enumerate(zip(sheets, years, strict=True)):
        texts = _questions(sheet)
        is_other = year in own and year not in (None, wanted) and (year or wanted in answered)
        if is_other and 2 * len(texts & asked) >= len(texts) > 0:
            name, at = sheet.grid.name, sheet.grid.cells[0].place
            where = f"Lembar “{name}”" if names.count(name) == 1 else f"Tabel yang mulai di {at}"
            what = f"tahun {year}" if year else "tahun lalu, isian awal, atau contoh"
            said = f"isian {what} dan tidak dibaca; yang dibaca isian tahun {wanted or 'ini'}."
            left[index] = SourceText(f"{where} berisi {said}", Place(sheet=name))
    return left


def _of_other_units(sheets: Sequence[DatedSheet]) -> dict[int, SourceText]:
    """Worksheets that ask what the first one asks, of a unit that they call by another name: what is said of each."""
    named = [(index, unit) for index, sheet in enumerate(sheets) if not sheet.is_review and (unit := _unit_of(sheet))]
    left = {}
    for index, unit in named[1:]:
        (first, own), texts = named[0], _questions(sheets[index])
        if not _is_same(unit, own) and 2 * len(texts & _questions(sheets[first])) >= len(texts) > 0:
            name = sheets[index].grid.name
            said = f"Lembar “{name}” berisi isian unit lain ({unit}) dan tidak dibaca; yang dibaca isian {own}."
            left[index] = SourceText(f"{said} Pisahkan menjadi satu berkas untuk setiap unit.", Place(sheet=name))
    return left


def _of_other_versions(sheets: Sequence[DatedSheet]) -> Iterator[tuple[int, bool, SourceText]]:
    """Worksheets that a later version replaces, as "LKE Revisi" does "LKE": which, whether whole, what is said of it.

    A later version that leaves many of its answers blank replaces it only in the rows where it has its own.
    """
    own = [(version_of(it.grid.name), at, it) for at, it in enumerate(sheets) if not it.is_review]
    for version, at, sheet in own:
        texts, name = _questions(sheet), sheet.grid.name
        later = [it for rank, _, it in own if rank > version and 2 * len(texts & _questions(it)) >= len(texts) > 0]
        if later:
            chosen = max(later, key=lambda it: version_of(it.grid.name))
            is_whole = len(_answers_in(chosen)) >= _WHOLE * len(_answers_in(sheet))
            what = "tidak dibaca" if is_whole else "hanya dibaca untuk isian yang kosong di sana"
            said = f"Lembar “{name}” diganti lembar “{chosen.grid.name}” dan {what}."
            yield at, is_whole, SourceText(said, Place(sheet=name))


def version_of(worksheet: str) -> tuple[int, int]:
    """Which version a worksheet's name says it is, and its number: "LKE Revisi 2"; (0, 0) where it says none."""
    said = f" {plain(worksheet)} "
    rank = max((at for at, term in enumerate(words().later, 1) if f" {term} " in said), default=0)
    number = _NUMBERED.search(said)
    return rank, int(number[1]) if rank and number else 0


def _unit_of(sheet: DatedSheet) -> str:
    return identity_of([(sheet.grid, sheet.header)], ()).get("unit", "")


def _is_same(unit: str, other: str) -> bool:
    """Tell one name, misspelt or cut, from two."""
    from rapidfuzz import fuzz

    short, long = sorted(("".join(plain(name).split()) for name in (unit, other)), key=len)
    return short in long or fuzz.ratio(short, long) >= _ALIKE


def _latest(years: set[int | None]) -> int | None:
    """The latest of some years; what names none is this year's, unless something took its place."""
    latest = max(year or _LAST for year in years)
    return None if None in years and latest < _LATER else latest


def _year_of(sheet: DatedSheet) -> int | None:
    """The year in the worksheet's name, else in the titles above its table, else in the lines above it."""
    if (named := _earlier(plain(sheet.grid.name))) is not None:
        return _LAST if named == _FIRST else named
    above = [cell.text for cell in sheet.grid.cells if cell.row < sheet.header.first]
    stated = year_in(above, (), "")
    return stated.value if stated else title_year([line.text for line in sheet.lines])


def _answers_in(sheet: DatedSheet) -> list[Cell]:
    columns = {column.start for role in _ANSWERS for column in sheet.header.where(role)}
    return [cell for cell in sheet.grid.cells if cell.column in columns and cell.row > sheet.header.last]


def _questions(sheet: DatedSheet) -> set[str]:
    columns = {column.start for column in sheet.header.where("question")}
    return {plain(cell.text) for cell in sheet.grid.cells if cell.column in columns and len(cell.text) > _SHORTEST}
