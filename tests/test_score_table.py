"""The page of scores tells what is measured now."""

from __future__ import annotations

from collections import Counter

from tests.annotated import Line, Tally
from tools.score_table import PAGE, confusion, own_part, table


def test_page_is_current() -> None:
    assert own_part() in PAGE.read_text(encoding="utf-8"), "run: python -m tools.score_table"


def line(text: str, **expected: str) -> Line:
    return Line("uji", "1", text, {field: Counter(values.split()) for field, values in expected.items()}, frozenset())


def test_table_counts_by_file_and_field() -> None:
    fields = {"numbers": "", "dates": "2021-02-16", "periods": "", "types": "notula", "pieces": ""}
    shown = table([line("Notula 16 Februari 2021", **fields)])

    assert "| uji | 1 | … | 1,000 | … | 1,000 | 0,000 |\n" in shown


def test_end_of_a_range_is_no_false_date() -> None:
    some = [line("a", dates="2021-02-16 --05-03", periods="2021-03-01/2021-03-05")]

    assert confusion(some, lambda _: ["2021-02-16", "2021-03-05", "2020-01-01"]) == Tally(right=1, missed=0, wrong=1)
