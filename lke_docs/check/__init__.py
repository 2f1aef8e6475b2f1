"""Check a sheet: extract, run the rules, say what was checked and what was not.

To add a rule: a new module here, one line in RULES, a case file in tests/rules/.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lke_docs.check.engine import run
from lke_docs.check.rule import Dossier, Rule
from lke_docs.check.window import derive_window
from lke_docs.extract import extract
from lke_docs.model import Audit, Entry, Sheet, Window
from lke_docs.patterns import vocabulary

RULES: tuple[Rule, ...] = ()

__all__ = ["RULES", "audit", "rule_by_code"]


def rule_by_code(code: str) -> Rule | None:
    """Return the rule with this code, whatever its case."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)


def audit(
    sheet: Sheet,
    *,
    window: Window | None = None,
    as_of: date | None = None,
    rules: Sequence[Rule] | None = None,
    instrument: str = "",
) -> Audit:
    """Check a sheet. Window and `as_of` are derived from the sheet where they are not given, and say how.

    Without `as_of` the last day of the window stands for today: nothing here reads a clock.
    """
    entries = tuple(Entry(row, extract(row.evidence)) for row in sheet.rows)
    window = window or derive_window(sheet, entries)
    as_of = as_of or window.end
    dossier = Dossier(
        sheet=sheet,
        entries=entries,
        window=window,
        as_of=as_of,
        vocabulary=vocabulary(),
        instrument=instrument,
        by_code={entry.code: entry for entry in reversed(entries)},
    )
    findings, states, defects = run(dossier, RULES if rules is None else rules)
    return Audit(sheet, entries, window, as_of, tuple(findings), tuple(states), tuple(defects))
