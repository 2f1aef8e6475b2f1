"""Frequencies that letters claim and their rows do not reach: one gap, one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lke_docs.check.letter import judged
from lke_docs.check.reason import not_held
from lke_docs.check.rule import Dossier
from lke_docs.claim import ClaimKind, Judgement, Verdict
from lke_docs.model import Entry
from lke_docs.moment import Moment, Unit
from lke_docs.series import Series, period_gaps
from lke_docs.tuples import NamedTuple


def unreached(dossier: Dossier) -> Iterator[tuple[Entry, Judgement]]:
    """Yield the rows whose dated evidence does not reach the frequency that their letter claims.

    Quarters and semesters that a row leaves out after naming one are told by a rule of their own, and a row
    without any date by others.
    """
    for entry, judgements in judged(dossier, ClaimKind.CADENCE):
        missed = [it for it in judgements if it.verdict is Verdict.NOT_SHOWN]
        dated = entry.evidence.dates or entry.evidence.periods
        if missed and dated and not period_gaps(entry, dossier.horizon):
            yield entry, missed[0]


class Told(NamedTuple):
    """What the letter of one row claims and its series lacks: the dated pieces of the series, and the months."""

    pieces: frozenset[tuple[int, int]]
    months: frozenset[Moment]


def _told_by_letters(dossier: Dossier) -> Mapping[str, Told]:
    """The months that are told with the letter that claims them, by the code of its row.

    A letter that says "setiap bulan" makes a missing month a fault of the answer; without it, it is a question.
    """
    return {
        entry.code: Told(
            frozenset((occurrence.start, occurrence.end) for occurrence in judgement.series),
            frozenset(month for moment in judgement.missing for month in moment.months),
        )
        for entry, judgement in dossier.unreached()
    }


def _untold(months: Sequence[Moment], series: Series, told: Mapping[str, Told], year: int) -> tuple[Moment, ...]:
    """The months of a series that no letter of its rows claims, and of which no row says that nothing was held."""
    known = {
        month
        for occurrence in series.occurrences
        if (by := told.get(occurrence.entry.code)) and (occurrence.start, occurrence.end) in by.pieces
        for month in by.months
    }
    if months:
        known |= not_held({it.entry.code: it.entry for it in series.occurrences}.values(), series.types, year)
    return tuple(month for month in months if month not in known)


class Monthly(NamedTuple):
    """A monthly series, and what it lacks that no letter of its rows claims."""

    series: Series
    missing: tuple[Moment, ...]
    open_end: tuple[Moment, ...]

    @property
    def assumed(self) -> str:
        """What to say of a year that is not written; "" where all are."""
        return " (tahun tidak ditulis; dianggap tahun masa penilaian)" if self.series.has_assumed_year else ""


def monthly_series(dossier: Dossier) -> Iterator[Monthly]:
    """Yield the monthly series of the sheet. The months that a letter claims are told with the letter."""
    told, year = _told_by_letters(dossier), dossier.window.start.year
    for series in dossier.series():
        if series.step == Unit.MONTH:
            yield Monthly(
                series, *(_untold(months, series, told, year) for months in (series.missing, series.open_end))
            )
