"""What stands round the tables, and the names of worksheet and file, on whose sheet it is and of which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import PurePath

from lke_docs.model import Sheet, SheetYear, SourceText
from lke_docs.read.vocabulary import plain, spelt, words

FILE_NAME = "nama berkas"  # the origin of a year
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_LAW = re.compile(r"\b(?:nomor|no|permen\w*|peraturan|perpres|uu|surat edaran|se)\b", re.IGNORECASE)
_EDGE = " \t-–—:_.,;()|/"
# "... (WBK)", "... Sawo Manila. Berikut isian kami"; "Kab." and "Prov." end no sentence
_BEHIND_NAME = re.compile(r"(?i)(?:\s\((?:wbk|wbbm|wbk/wbbm)\)|(?-i:(?<=[a-z]{4})\.\s+(?=[A-Z])).*)$")
_LONGEST = 160  # letters of a line that may be a title


def with_frame(sheet: Sheet, lines: Iterable[SourceText], names: Iterable[str]) -> Sheet:
    """The sheet with unit and year from its title lines, worksheets' names and file name, where it lacks them."""
    titles = [line for text in lines for line in text.text.split("\n") if len(line) <= _LONGEST]
    file = PurePath(sheet.source).stem.replace("_", " ")
    names = list(names)
    unit = sheet.unit or next((unit for texts in (titles, names, [file]) if (unit := _unit(texts))), "")
    return sheet._replace(unit=unit, year=sheet.year or year_in(titles, names, file))


def _unit(titles: Iterable[str]) -> str:
    """The first office that they name; not one that only stands above it in a letterhead."""
    return max(filter(None, map(office_in, titles)), key=_depth, default="")


def _depth(office: str) -> int:
    above = words().title["above"]
    return above.index(kind) if (kind := _kind(office, above)) else len(above)


def _kind(title: str, kinds: Sequence[str]) -> str:
    """The longest of these kinds of offices that a title begins with."""
    tokens = plain(title).split()
    starts = (" ".join(tokens[:count]) for count in (3, 2, 1))
    return next((start for start in starts if start in kinds), "")


def office_in(line: str) -> str:
    """The name of an office in a title, without what the form is called and the year; "" where it holds none."""
    text = line
    for pattern in (_form_at_start(), _behind_name(), _YEAR, _form_at_end()):
        while (shorter := pattern.sub("", text.strip(_EDGE)).strip(_EDGE)) != text:
            text = shorter
    text += ")" * (text.count("(") - text.count(")"))
    is_label = plain(text) in words().label["unit"]
    is_office = " " in plain(text) and not is_label and bool(_kind(text, words().title["office"]))
    return " ".join(text.split()) if is_office else ""


@cache
def _form_at_start() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_form_words()}|20[1-4]\d)(?!\w)", re.IGNORECASE)


@cache
def _behind_name() -> re.Pattern[str]:
    """What follows the name of an office from its time on: "TAHUN 2024 (REVISI)", "(PER 30 JUNI 2024)"."""
    known = "|".join(words().title["time"])
    return re.compile(rf"(?<=\w)\W+(?:(?:{known})(?!\w).{{0,80}}?20[1-4]\d.*|20[1-4]\d\s*\(.*)$", re.IGNORECASE)


def bare_name(value: str) -> str:
    """What a label names without what follows the name: its time, what it is proposed for, the next sentence."""
    return _BEHIND_NAME.sub("", _behind_name().sub("", " ".join(value.split())))


@cache
def _form_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_form_words()})(?:\W+(?:\d{{1,2}}|[ivx]{{1,4}}))?$", re.IGNORECASE)


def _form_words() -> str:
    return "|".join(map(spelt, sorted(words().title["form"], key=len, reverse=True)))


def title_year(lines: Iterable[str]) -> int | None:
    """The year in the last of these lines that is a title of the form: "LKE ZI Balai Uji Tahun 2024", "TA 2024"."""
    years = (year_in([line], (), "") for line in lines if len(line) <= _LONGEST and _is_title(line))
    return next((year.value for year in reversed([*filter(None, years)])), None)


def _is_title(line: str) -> bool:
    """Tell a title by the words of the form at its start or end; an evaluator's sheet is no other year's."""
    if any(f" {name} " in f" {plain(line)} " for name in words().reviewer):
        return False
    text = _YEAR.sub(" ", line).strip(_EDGE)
    return not text or bool(_form_at_start().search(text) or _form_at_end().search(text))


def stated_year(label: str, value: str) -> SheetYear | None:
    """The year that a label states: "Tahun : 2024"."""
    if plain(label) not in words().label["year"] or _LAW.search(value):
        return None
    years = set(_YEAR.findall(value))
    return SheetYear(int(years.pop()), f"“{' '.join(label.split())}”", is_stated=True) if len(years) == 1 else None


def one_year(text: str) -> int | None:
    """The year that a text names; None where it names none, or several."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def year_in(titles: Iterable[str], names: Iterable[str], file: str) -> SheetYear | None:
    """The year that the titles of a sheet name, else its worksheets' names, else its file's; a law's year is none."""
    for texts, origin in ((titles, "judul lembar"), (names, "nama lembar kerja"), ([file], FILE_NAME)):
        for text in texts:
            year = one_year(text)
            if year and not _LAW.search(text):
                return SheetYear(year, origin)
    return None
