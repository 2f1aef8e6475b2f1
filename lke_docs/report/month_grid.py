"""The series of a sheet month by month: there, missing, not yet due."""

from __future__ import annotations

from enum import StrEnum

from lke_docs.moment import Moment
from lke_docs.report.model import Report
from lke_docs.tuples import NamedTuple

_MOST = 24  # months: what lies farther back is not drawn


class InMonth(StrEnum):
    """What a series has in one month. `LATER`: after all that is there or missing."""

    THERE = "ada"
    MISSING = "tidak ada"
    LATER = "belum"
    NOTHING = ""


class GridRow(NamedTuple):
    """One series: its name, the indicators that name it, and what it has in each month of the grid."""

    title: str
    codes: tuple[str, ...]
    months: tuple[InMonth, ...]


class MonthGrid(NamedTuple):
    """The months of the window, with those around it that a series names, and a row for each series."""

    months: tuple[Moment, ...]
    rows: tuple[GridRow, ...]


def month_grid(report: Report) -> MonthGrid | None:
    """The grid of a report; None where the sheet has no series or no window is known."""
    dossier, window = report.dossier, report.audit.window
    if dossier is None or not window.is_known:
        return None
    all_series = dossier.series()
    if not all_series:
        return None
    named = [month for series in all_series for occurrence in series.occurrences for month in occurrence.months]
    first, last = Moment.of_day(window.start).month_count, Moment.of_day(window.end).month_count
    last = max([last, *(month for month in named if month < first + _MOST)])
    first = max(min([first, *named]), last - _MOST + 1)
    months = range(first, last + 1)
    rows = []
    for series in all_series:
        there = {month for occurrence in series.occurrences for month in occurrence.months}
        missing = {moment.month_count for moment in (*series.missing, *series.open_end)}
        last_told = max(*there, *missing, min(there))
        cells = tuple(
            InMonth.THERE
            if month in there
            else InMonth.MISSING
            if month in missing
            else InMonth.LATER
            if month > last_told
            else InMonth.NOTHING
            for month in months
        )
        rows.append(GridRow(series.title, series.codes, cells))
    return MonthGrid(tuple(Moment.at(month) for month in months), tuple(rows))
