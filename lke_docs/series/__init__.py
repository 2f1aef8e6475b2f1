"""Series: dated documents that belong together, which periods are due, there, missing. One engine for all.

"Notula Evaluasi SOP Bulan April 2021; Notula Evaluasi SOP Bulan Mei 2021" are two occurrences of one series:
minutes on "Evaluasi SOP", a month apart. In a window to the end of August its open end is June and July: the
rules on series report them, and the letter that claims "setiap bulan" is judged on the same months.
"""

from lke_docs.series.due import PeriodGap, missing_units, period_gaps
from lke_docs.series.horizon import Horizon
from lke_docs.series.occurrence import Occurrence, occurrences
from lke_docs.series.series import Series, find_series
from lke_docs.series.strand import Matter, Strand, matter_of

__all__ = [
    "Horizon",
    "Matter",
    "Occurrence",
    "PeriodGap",
    "Series",
    "Strand",
    "find_series",
    "matter_of",
    "missing_units",
    "occurrences",
    "period_gaps",
]
