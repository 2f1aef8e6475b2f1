"""The words of a form's own options: under their letter they are no contradiction, no left-over and no typing error."""

from __future__ import annotations

import pytest

from lke_docs.check import rule_by_code
from lke_docs.instrument import load_instrument
from tests.sheets import check, sheet

RULES = [rule for code in ("JWB002", "JWB007", "JWB008", "JWB009", "BKT006", "KAT001") if (rule := rule_by_code(code))]
OTHER = [rule for code in ("JWB008",) if (rule := rule_by_code(code))]
FORMS = {"zi-2019": ("2021-01..2021-08", "2021"), "zi-2021": ("2024-01..2024-12", "2024")}
Rows = list[tuple[str, str, str, str]]


def rows_of(form: str, place: int, *, answered: int, tail: str = "") -> Rows:
    """Every question that has so many options: the words of one as evidence, the letter of one as answer."""
    return [
        (
            code,
            f"Apakah {', '.join(asked.keywords)}?",
            asked.options[answered].letter,
            asked.options[place].criterion + tail,
        )
        for code, asked in load_instrument(form).indicators.items()
        if not asked.is_computed and max(place, answered) < len(asked.options)
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("dated", [False, True])
def test_own_words_are_no_fault(form: str, place: int, dated: bool) -> None:
    window, year = FORMS[form]
    rows = rows_of(form, place, answered=place, tail=f" (laporan tanggal 5 Juli {year})" if dated else "")
    found = check(sheet(rows), RULES, window=window).findings

    assert rows
    assert [(f.rule, f.indicator, f.message) for f in found] == []


@pytest.mark.parametrize("form", FORMS)
def test_words_of_a_lower_letter_are_told(form: str) -> None:
    rows = rows_of(form, 1, answered=0)
    told = {finding.indicator for finding in check(sheet(rows), OTHER, window=FORMS[form][0]).findings}

    assert len(told) >= 0.9 * len(rows)
