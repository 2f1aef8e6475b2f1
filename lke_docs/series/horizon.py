"""From which day on documents are expected, until when, and which periods are due by then."""

from __future__ import annotations

from datetime import date, timedelta

from lke_docs.model import Window
from lke_docs.moment import Moment, Unit
from lke_docs.tuples import NamedTuple

_ANSWERED = timedelta(days=30)  # what is so young need not be followed up yet


class Horizon(NamedTuple):
    """The days between which documents are expected, and the year of what is written without one.

    `started`: first day of the programme, where known. `grace_days`: a period that ended so recently is not
    expected yet.
    """

    window: Window
    as_of: date
    grace_days: int
    started: date | None = None

    @property
    def first_day(self) -> date:
        return max(self.window.start, self.started) if self.started else self.window.start

    @property
    def last_day(self) -> date:
        """Nothing is expected after this day."""
        return min(self.window.end, self.as_of)

    def is_over(self, moment: Moment) -> bool:
        """Whether a period ended so long ago that its document is expected."""
        end = moment.last_day
        return end is not None and (self.last_day - end).days >= self.grace_days

    def is_answerable(self, known: date, step: int) -> bool:
        """Whether a follow-up of what was known on a day is expected: a month later, and where follow-ups come by
        quarter or semester, `step` months, when the one of that day is over."""
        whole = step not in (Unit.QUARTER, Unit.SEMESTER) or self.is_over(Moment.of_day(known).in_unit(Unit(step)))
        return whole and known + _ANSWERED <= self.as_of

    def due(self, unit: Unit) -> tuple[Moment, ...]:
        """The months, quarters or semesters that lie in the window and are over, in order."""
        moment = Moment.of_day(self.first_day).in_unit(unit)
        moments = []
        while self.is_over(moment):
            moments.append(moment)
            moment += 1
        return tuple(moments)

    def year_of(self, month: int) -> int | None:
        """The one year in which this month lies in the window; None where there are several or none."""
        start, end = self.window.start, self.window.end
        if start.year == end.year:
            return start.year
        inside = [
            year
            for year in range(start.year, end.year + 1)
            if (start.year, start.month) <= (year, month) <= (end.year, end.month)
        ]
        return inside[0] if len(inside) == 1 else None
