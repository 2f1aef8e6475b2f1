"""Values of time: months, quarters, semesters, years, days, ranges of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.extract import extract
from lke_docs.moment import Moment, Range, Unit, When, months_between, parse_moment

UNITS = [unit for unit in Unit if unit not in (Unit.DAY, Unit.YEAR)]
YEARS = st.one_of(st.none(), st.integers(1900, 2099))


@st.composite
def moments(draw: st.DrawFn, years: st.SearchStrategy[int | None] = YEARS) -> Moment:
    year = draw(years)
    if year is not None and draw(st.booleans()):
        return Moment.of_year(year)
    if draw(st.booleans()):
        day = draw(st.dates(date(2020, 1, 1), date(2020, 12, 31)))
        return Moment(year, day.month, min(day.day, 28), Unit.DAY)
    unit = draw(st.sampled_from(UNITS))
    return Moment.of(unit, draw(st.integers(1, 12 // unit)), year)


WHEN = st.one_of(moments(), st.builds(Range, moments(), moments()))
DATED = moments(st.integers(1900, 2099))


@pytest.mark.parametrize(
    ("value", "days", "months"),
    [
        ("2021-03", ("2021-03-01", "2021-03-31"), ["2021-03"]),
        ("2021-03-16", ("2021-03-16", "2021-03-16"), ["2021-03"]),
        ("2021-Q4", ("2021-10-01", "2021-12-31"), ["2021-10", "2021-11", "2021-12"]),
        ("2020-S1", ("2020-01-01", "2020-06-30"), ["2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06"]),
        ("2021-11/2022-02", ("2021-11-01", "2022-02-28"), ["2021-11", "2021-12", "2022-01", "2022-02"]),
        ("2021-12-30/2022-01-02", ("2021-12-30", "2022-01-02"), ["2021-12", "2022-01"]),
        ("2019/2020", ("2019-01-01", "2020-12-31"), [f"{y}-{m:02d}" for y in (2019, 2020) for m in range(1, 13)]),
        ("--Q2", None, ["--04", "--05", "--06"]),
        ("--11/--02", None, ["--11", "--12", "--01", "--02"]),
        ("--02-29", None, ["--02"]),
        ("2021-01/--06", None, []),
        ("2021-06/2021-01", ("2021-06-01", "2021-01-31"), []),
    ],
)
def test_what_a_value_covers(value: str, days: tuple[str, str] | None, months: list[str]) -> None:
    when = parse_moment(value)

    assert when is not None
    assert when.days == (days and tuple(date.fromisoformat(day) for day in days))
    assert [month.value for month in when.months] == months


@pytest.mark.parametrize(
    "text",
    ["", "2021-13", "2021-00", "2021-Q5", "2021-S3", "2021-02-29", "--04-31", "21-03", "0000", "2021-01/", "Maret"],
)
def test_what_is_no_value(text: str) -> None:
    assert parse_moment(text) is None


@given(WHEN)
def test_a_value_is_read_back(when: When) -> None:
    assert parse_moment(when.value) == when


@given(DATED, st.integers(-50, 50))
def test_a_step_leads_there_and_back(moment: Moment, steps: int) -> None:
    there = moment + steps

    assert there - steps == moment
    assert there.unit is moment.unit
    assert (there > moment) == (steps > 0)


@given(moments(st.none()), st.integers(-50, 50))
def test_a_step_finds_no_year(moment: Moment, steps: int) -> None:
    assert (moment + steps).year is None


@pytest.mark.parametrize(
    ("value", "steps", "there"),
    [
        ("2021-12", 1, "2022-01"),
        ("2021-Q4", 2, "2022-Q2"),
        ("2021-S1", -1, "2020-S2"),
        ("2021", 1, "2022"),
        ("2021-02-28", 1, "2021-03-01"),
        ("--12", 1, "--01"),
    ],
)
def test_steps(value: str, steps: int, there: str) -> None:
    moment = parse_moment(value)

    assert isinstance(moment, Moment)
    assert (moment + steps).value == there


@given(DATED)
def test_its_days_and_months_are_its_own(moment: Moment) -> None:
    days = moment.days

    assert days is not None
    assert days[0] in moment
    assert days[1] in moment
    assert (moment + 1).first_day == date.fromordinal(days[1].toordinal() + 1)
    assert [month.in_unit(moment.unit) for month in moment.months] == [moment.in_unit(moment.unit)] * len(moment.months)


@given(st.lists(WHEN))
def test_order_is_that_of_the_days(values: list[When]) -> None:
    known = [when for when in sorted(values) if when.first.year and when.last.year]

    assert [when.first_day for when in known] == sorted(when.first_day for when in known if when.first_day)


@given(WHEN, st.integers(2000, 2030))
def test_a_year_is_added_only_where_none_is_written(when: When, year: int) -> None:
    whole = when.with_year(year)

    assert whole.has_year
    assert whole.first.year == (when.first.year or year)
    assert whole.with_year(1999) == whole
    assert when.with_year(None) == when


def test_months_at_a_step() -> None:
    found = months_between(Moment(2021, 11), Moment(2022, 5), step=3)

    assert [month.value for month in found] == ["2021-11", "2022-02", "2022-05"]


@pytest.mark.parametrize(
    "text",
    [
        "Laporan Triwulan I s.d. III 2021",
        "Rapat 22 - 24 Nopember 2018",
        "Notula Bulan Maret",
        "Laporan Kinerja Tahun 2020; Renstra 2020-2024",
        "Laporan Semester II Tahun 2021",
        "28 Desember s.d. 3 Januari 2022",
    ],
)
def test_extraction_makes_values_that_are_read_back(text: str) -> None:
    periods = extract(text).periods

    assert periods
    assert [parse_moment(period.value or "") for period in periods] == [period.when for period in periods]


def test_days_that_the_month_does_not_have_are_no_range() -> None:
    found = extract("Pelatihan 29 Februari s.d. 3 Maret 2021")

    assert [period for period in found.periods if period.kind == "range"] == []
