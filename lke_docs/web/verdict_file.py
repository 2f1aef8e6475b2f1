"""Verdicts of the server -> the CSV that `lke-docs portfolio report --verdicts` is calibrated with.

A unit and its agency are called as in its sheet, for so a portfolio knows them:
“KANTOR CONTOH DUA,A.2.1.C,C,,,penilai,2021,KEMENTERIAN CONTOH,TPI”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lke_docs.errors import LkeError
from lke_docs.portfolio.calibration import COLUMNS
from lke_docs.portfolio.query import csv_of
from lke_docs.tuples import NamedTuple
from lke_docs.web.assessment import by_words, latest_verdicts, name_of
from lke_docs.web.models import Version, WorkUnit
from lke_docs.web.version_reading import read_version

_LEVEL = "level"  # Kanwil, TPI, TPN; for readers, a calibration takes the last of each person


class VerdictFile(NamedTuple):
    """The text of the file, and how many verdicts of how many units it holds."""

    text: str
    verdicts: int
    units: int


def verdict_file(units: Iterable[WorkUnit]) -> VerdictFile:
    """The verdicts that count on the latest sheet of each unit: the last of each level, on the words it has."""
    lines = [(unit, line) for unit in units for line in _lines(unit)]
    return VerdictFile(
        csv_of((*COLUMNS, _LEVEL), [line for _, line in lines]), len(lines), len({unit for unit, _ in lines})
    )


def _lines(unit: WorkUnit) -> Iterator[tuple[str, ...]]:
    version = unit.latest
    given = latest_verdicts(unit, version) if version else {}
    if version and given:
        name, agency, year = _named(version)
        for code, levels in sorted(given.items()):
            for level, verdict in sorted(by_words(levels, version)[0].items()):
                told = {
                    "unit": name,
                    "code": code,
                    "letter": verdict.letter,
                    "assessor": name_of(verdict.by),
                    "year": str(year or ""),
                    "agency": agency,
                }
                yield *(told.get(column, "") for column in COLUMNS), level


def _named(version: Version) -> tuple[str, str, int | None]:
    """The unit, its agency and the year, as a portfolio has them of this sheet."""
    try:
        done = read_version(version)[0]
    except LkeError:  # told on the pages of the unit
        return version.unit.name, "", version.year
    sheet = done.audit.sheet
    return sheet.unit.strip() or version.unit.name, sheet.agency.strip(), done.year
