"""Check a sheet: extract, run the rules, say what was checked and what was not.

To add a rule: a new module here, one line in RULES, a case file in tests/rules/.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lke_docs.check.bkt001_same_evidence import same_evidence
from lke_docs.check.bkt002_bare_claim import bare_claim
from lke_docs.check.bkt003_expected_not_named import expected_not_named
from lke_docs.check.bkt004_other_topic import other_topic
from lke_docs.check.bkt005_restated_question import restated_question
from lke_docs.check.bkt006_left_over import left_over
from lke_docs.check.bkt007_unnamed_document import unnamed_document
from lke_docs.check.engine import run
from lke_docs.check.form import read_form
from lke_docs.check.jwb001_unknown_letter import unknown_letter
from lke_docs.check.jwb002_text_contradicts import text_contradicts
from lke_docs.check.jwb003_requirement_not_shown import requirement_not_shown
from lke_docs.check.jwb004_counts_do_not_add_up import counts_do_not_add_up
from lke_docs.check.jwb005_answers_contradict import answers_contradict
from lke_docs.check.jwb006_same_evidence_other_letter import same_evidence_other_letter
from lke_docs.check.kat001_typing_error import typing_error
from lke_docs.check.nom001_no_number import no_number
from lke_docs.check.nom002_unusual_number import unusual_number
from lke_docs.check.nom003_prefix_mismatch import prefix_mismatch
from lke_docs.check.nom004_month_disagrees import month_disagrees
from lke_docs.check.nom005_shared_number import shared_number
from lke_docs.check.nom006_serial_order import serial_order
from lke_docs.check.nom007_other_office import other_office
from lke_docs.check.nom008_two_numbers import two_numbers
from lke_docs.check.nom009_inserted_serial import inserted_serial
from lke_docs.check.rule import Dossier, Rule
from lke_docs.check.ser001_month_missing import month_missing
from lke_docs.check.ser002_series_stops import series_stops
from lke_docs.check.ser003_no_follow_up import no_follow_up
from lke_docs.check.ser004_cadence_not_reached import cadence_not_reached
from lke_docs.check.ser005_period_missing import period_missing
from lke_docs.check.str001_unplaced_line import unplaced_line
from lke_docs.check.str002_no_evidence import no_evidence
from lke_docs.check.str003_missing_separator import missing_separator
from lke_docs.check.str004_code_twice import code_twice
from lke_docs.check.tgl001_no_date import no_date
from lke_docs.check.tgl002_incomplete_date import incomplete_date
from lke_docs.check.tgl003_impossible_date import impossible_date
from lke_docs.check.tgl004_outside_window import outside_window
from lke_docs.check.tgl005_period_without_year import period_without_year
from lke_docs.check.tgl006_future_date import future_date
from lke_docs.check.tgl007_order_of_events import order_of_events
from lke_docs.check.tgl008_wrong_weekday import wrong_weekday
from lke_docs.check.tgl009_day_off import day_off
from lke_docs.check.tgl010_report_not_on_time import report_not_on_time
from lke_docs.check.tgl011_undated_activity import undated_activity
from lke_docs.check.window import derive_window
from lke_docs.claim import CadenceMeaning
from lke_docs.extract import extract
from lke_docs.instrument import Instrument, load_instrument, recognise
from lke_docs.model import Audit, Entry, Sheet, Window
from lke_docs.patterns import vocabulary

RULES: tuple[Rule, ...] = (
    unplaced_line,
    no_evidence,
    missing_separator,
    code_twice,
    no_number,
    unusual_number,
    prefix_mismatch,
    month_disagrees,
    shared_number,
    serial_order,
    other_office,
    two_numbers,
    inserted_serial,
    no_date,
    incomplete_date,
    impossible_date,
    outside_window,
    period_without_year,
    future_date,
    order_of_events,
    wrong_weekday,
    day_off,
    report_not_on_time,
    undated_activity,
    month_missing,
    series_stops,
    no_follow_up,
    cadence_not_reached,
    period_missing,
    unknown_letter,
    text_contradicts,
    requirement_not_shown,
    counts_do_not_add_up,
    answers_contradict,
    same_evidence_other_letter,
    same_evidence,
    bare_claim,
    expected_not_named,
    other_topic,
    restated_question,
    left_over,
    unnamed_document,
    typing_error,
)

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
    instrument: str | Path | Instrument | None = None,
    reading: str = "",
    started: date | None = None,
    meaning: CadenceMeaning | None = None,
    unit_code: str = "",
) -> Audit:
    """Check a sheet. Window and `as_of` are derived from the sheet where they are not given, and say how.

    Without `as_of` the last day of the window stands for today: nothing here reads a clock. Without
    `instrument` (an id, a file, or one that is loaded) the form is recognised. `started`, `meaning` and
    `unit_code` are the unit's own settings: its programme's first day, what "berkala" means, its office code.
    """
    entries = tuple(Entry(row, extract(row.evidence)) for row in sheet.rows)
    window = window or derive_window(sheet, entries)
    as_of = as_of or window.end
    form = _form_of(sheet, instrument, reading)
    dossier = Dossier(
        sheet=sheet,
        entries=entries,
        window=window,
        as_of=as_of,
        vocabulary=vocabulary(),
        instrument=form.id if form else "",
        by_code={entry.code: entry for entry in reversed(entries)},
        form=read_form(entries, form, window=window, as_of=as_of, started=started, meaning=meaning) if form else None,
        unit_code=unit_code,
    )
    findings, states, defects = run(dossier, RULES if rules is None else rules)
    return Audit(sheet, entries, window, as_of, tuple(findings), tuple(states), tuple(defects), dossier.instrument)


def _form_of(sheet: Sheet, given: str | Path | Instrument | None, reading: str) -> Instrument | None:
    if isinstance(given, Instrument):
        return given
    if given:
        return load_instrument(given, reading=reading)
    found = recognise(sheet).instrument
    return found.read_as(reading) if found and reading == "52/2014" else found
