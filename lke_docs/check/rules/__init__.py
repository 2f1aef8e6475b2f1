"""The rules, one a module, and the table of them.

To add a rule: a new module here, its import and its line in RULES, a case file in tests/rules/.
"""

from __future__ import annotations

from lke_docs.check.rule import Rule
from lke_docs.check.rules.bkt001_same_evidence import same_evidence
from lke_docs.check.rules.bkt002_bare_claim import bare_claim
from lke_docs.check.rules.bkt003_expected_not_named import expected_not_named
from lke_docs.check.rules.bkt004_other_topic import other_topic
from lke_docs.check.rules.bkt005_restated_question import restated_question
from lke_docs.check.rules.bkt006_left_over import left_over
from lke_docs.check.rules.bkt007_unnamed_document import unnamed_document
from lke_docs.check.rules.bkt008_prescribed_list import prescribed_list
from lke_docs.check.rules.bkt009_stray_document import stray_document
from lke_docs.check.rules.bkt010_person_twice import person_twice
from lke_docs.check.rules.bkt011_same_link import same_link
from lke_docs.check.rules.jwb001_unknown_letter import unknown_letter
from lke_docs.check.rules.jwb002_text_contradicts import text_contradicts
from lke_docs.check.rules.jwb003_requirement_not_shown import requirement_not_shown
from lke_docs.check.rules.jwb004_counts_do_not_add_up import counts_do_not_add_up
from lke_docs.check.rules.jwb005_answers_contradict import answers_contradict
from lke_docs.check.rules.jwb006_same_evidence_other_letter import same_evidence_other_letter
from lke_docs.check.rules.jwb007_denied_claim import denied_claim
from lke_docs.check.rules.jwb008_text_of_other_letter import text_of_other_letter
from lke_docs.check.rules.jwb009_answer_too_low import answer_too_low
from lke_docs.check.rules.jwb010_percentage_disagrees import percentage_disagrees
from lke_docs.check.rules.jwb011_duty_not_whole import duty_not_whole
from lke_docs.check.rules.jwb012_all_at_the_top import all_at_the_top
from lke_docs.check.rules.kat001_typing_error import typing_error
from lke_docs.check.rules.nom001_no_number import no_number
from lke_docs.check.rules.nom002_unusual_number import unusual_number
from lke_docs.check.rules.nom003_prefix_mismatch import prefix_mismatch
from lke_docs.check.rules.nom004_month_disagrees import month_disagrees
from lke_docs.check.rules.nom005_shared_number import shared_number
from lke_docs.check.rules.nom006_serial_order import serial_order
from lke_docs.check.rules.nom007_other_office import other_office
from lke_docs.check.rules.nom008_two_numbers import two_numbers
from lke_docs.check.rules.nom009_inserted_serial import inserted_serial
from lke_docs.check.rules.nom010_other_unit import other_unit
from lke_docs.check.rules.ser001_month_missing import month_missing
from lke_docs.check.rules.ser002_series_stops import series_stops
from lke_docs.check.rules.ser003_no_follow_up import no_follow_up
from lke_docs.check.rules.ser004_cadence_not_reached import cadence_not_reached
from lke_docs.check.rules.ser005_period_missing import period_missing
from lke_docs.check.rules.str001_unplaced_line import unplaced_line
from lke_docs.check.rules.str002_no_evidence import no_evidence
from lke_docs.check.rules.str003_missing_separator import missing_separator
from lke_docs.check.rules.str004_code_twice import code_twice
from lke_docs.check.rules.str005_unanswered import unanswered
from lke_docs.check.rules.tgl001_no_date import no_date
from lke_docs.check.rules.tgl002_incomplete_date import incomplete_date
from lke_docs.check.rules.tgl003_impossible_date import impossible_date
from lke_docs.check.rules.tgl004_outside_window import outside_window
from lke_docs.check.rules.tgl005_period_without_year import period_without_year
from lke_docs.check.rules.tgl006_future_date import future_date
from lke_docs.check.rules.tgl007_order_of_events import order_of_events
from lke_docs.check.rules.tgl008_wrong_weekday import wrong_weekday
from lke_docs.check.rules.tgl009_day_off import day_off
from lke_docs.check.rules.tgl010_report_not_on_time import report_not_on_time
from lke_docs.check.rules.tgl011_undated_activity import undated_activity

OF_FOLDER = "BER"  # codes of rules on files begin so

RULES: tuple[Rule, ...] = (
    unplaced_line,
    no_evidence,
    missing_separator,
    code_twice,
    unanswered,
    no_number,
    unusual_number,
    prefix_mismatch,
    month_disagrees,
    shared_number,
    serial_order,
    other_office,
    two_numbers,
    inserted_serial,
    other_unit,
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
    denied_claim,
    text_of_other_letter,
    answer_too_low,
    percentage_disagrees,
    duty_not_whole,
    all_at_the_top,
    same_evidence,
    bare_claim,
    expected_not_named,
    other_topic,
    restated_question,
    left_over,
    unnamed_document,
    prescribed_list,
    stray_document,
    person_twice,
    same_link,
    typing_error,
)


def all_rules() -> tuple[Rule, ...]:
    """The rules on the sheet, and those on the files of its evidence, which few need."""
    from lke_docs.check.folder_rules import FOLDER_RULES

    return (*RULES, *FOLDER_RULES)


def rule_by_code(code: str) -> Rule | None:
    """Return the rule with this code, whatever its case."""
    rules = all_rules() if code.upper().startswith(OF_FOLDER) else RULES
    return next((rule for rule in rules if rule.code == code.upper()), None)
