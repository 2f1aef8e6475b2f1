"""Two runs side by side -> one HTML page on the ground of the audit's: no request, no script needed, text escaped."""

from __future__ import annotations

from lke_docs.report.html import environment, policy
from lke_docs.report.side_by_side import SideBySide, day_said
from lke_docs.text import visible_lines


def compare_page(both: SideBySide) -> str:
    """Return the whole page."""
    comparison = both.comparison
    template = environment().get_template("compare.html")
    runs = [run for run in (comparison.old, comparison.new) if run]
    page = template.render(
        it=both,
        units=both.is_of_two_units,
        runs=[(run, day_said(run.as_of)) for run in runs],
        changed={pair.code: f"i-{number}" for number, pair in enumerate(both.pairs, 1)},
        policy=policy(),
    )
    return visible_lines(page)
