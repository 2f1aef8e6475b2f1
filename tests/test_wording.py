"""The Indonesian pen: days, periods, numbers, lists."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs import wording
from lke_docs.extract.spelled import day_words, year_words
from lke_docs.moment import parse_moment
from lke_docs.patterns import time_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-06", "Juni 2021"),
        ("--06", "Juni"),
        ("--02-16", "16 Februari"),
        ("2021-02-16", "16 Februari 2021"),
        ("2021-Q2", "Triwulan II 2021"),
        ("--S2", "Semester II"),
        ("2021", "tahun 2021"),
        ("2021-01/2021-06", "Januari 2021 s.d. Juni 2021"),
        ("2021-02-16/2021-02-18", "16 Februari 2021 s.d. 18 Februari 2021"),
        ("2019/2024", "tahun 2019 s.d. tahun 2024"),
    ],
)
def test_period(value: str, words: str) -> None:
    when = parse_moment(value)

    assert when is not None
    assert wording.period(when) == words


def test_the_names_are_those_that_are_read_first() -> None:
    times = time_words()

    assert [times.months[name.casefold()] for name in wording.MONTHS] == list(range(1, 13))
    assert [times.weekdays[name.casefold()] for name in wording.WEEKDAYS] == list(range(7))
    assert {name.casefold() for name in wording.MONTHS} <= times.sure


def test_days() -> None:
    value = date(2021, 6, 7)

    assert wording.day(value) == "7 Juni 2021"
    assert wording.day_with_weekday(value) == "Senin, 7 Juni 2021"
    assert wording.day_in_words(value) == "Senin tanggal tujuh bulan Juni tahun dua ribu dua puluh satu"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (7, "tujuh"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (15, "lima belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (2021, "dua ribu dua puluh satu"),
        (
            999_999,
            "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
        ),
    ],
)
def test_number_in_words(value: int, words: str) -> None:
    assert wording.number_in_words(value) == words


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_different_numbers_have_different_words(first: int, second: int) -> None:
    assert (wording.number_in_words(first) == wording.number_in_words(second)) == (first == second)


@given(st.dates(date(1975, 1, 1), date(2049, 12, 31)))
def test_what_is_written_in_words_is_read(day: date) -> None:
    _, number, _, year = (
        wording.day_in_words(day).replace(" bulan ", " tanggal ").replace(" tahun ", " tanggal ").split(" tanggal ")
    )

    assert (day_words()[number], year_words()[year]) == (day.day, day.year)


@pytest.mark.parametrize(("value", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII"), (140, "CXL")])
def test_roman(value: int, letters: str) -> None:
    assert wording.roman(value) == letters


@pytest.mark.parametrize(("value", "text"), [(31.2, "31,20"), (0, "0,00"), (59.995, "59,99"), (100, "100,00")])
def test_decimal(value: float, text: str) -> None:
    assert wording.decimal(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(31.2, "31,2"), (3.0, "3"), (0.5, "0,5"), (1250000, "1250000"), (1 / 3, "0,3333"), (100, "100")],
)
def test_figure(value: float, text: str) -> None:
    assert wording.figure(value) == text


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_listed(words: list[str], text: str) -> None:
    assert wording.listed(words) == text


def test_months_in_a_row_are_a_range() -> None:
    values = [when.first for value in ("2021-04", "2021-05", "2021-06", "2021-07") if (when := parse_moment(value))]

    assert wording.periods(values) == "April 2021 s.d. Juli 2021"
    assert wording.periods(values[:3]) == "April 2021, Mei 2021, dan Juni 2021"


def test_quotes_are_flat_and_cut_at_a_word() -> None:
    assert wording.quoted("Notula  rapat\ntim kerja", 14) == "“Notula rapat …”"
