"""The rules across units, one a module, and the table of them; they run over the tables of a portfolio.

To add one: a new module here, its import and its line in UNIT_RULES, its case in tests/test_unit_rules.py.
"""

from __future__ import annotations

from lke_docs.portfolio.unit_rule import UnitRule
from lke_docs.portfolio.unit_rules.ptf001_copied_text import copied_text
from lke_docs.portfolio.unit_rules.ptf002_number_of_two import number_of_two
from lke_docs.portfolio.unit_rules.ptf003_file_of_two import file_of_two
from lke_docs.portfolio.unit_rules.ptf004_photo_of_two import photo_of_two
from lke_docs.portfolio.unit_rules.ptf005_minutes_of_two import minutes_of_two
from lke_docs.portfolio.unit_rules.ptf006_above_its_kind import above_its_kind
from lke_docs.portfolio.unit_rules.ptf007_above_the_assessor import above_the_assessor

UNIT_RULES: tuple[UnitRule, ...] = (
    copied_text,
    number_of_two,
    file_of_two,
    photo_of_two,
    minutes_of_two,
    above_its_kind,
    above_the_assessor,
)
