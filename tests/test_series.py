"""The engine of series: which documents belong together, which periods are due, there and missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.check.window import parse_window
from lke_docs.extract import extract
from lke_docs.model import Entry
from lke_docs.moment import Moment, Unit
from lke_docs.series import Horizon, Matter, Series, Strand, find_series, missing_units, occurrences, period_gaps
from lke_docs.series.sameness import likeness
from lke_docs.series.strand import join
from tests.effort import calls
from tests.sheets import sheet


def horizon_of(window: str, *, as_of: str = "", grace: int = 14, started: date | None = None) -> Horizon:
    span = parse_window(window)
    return Horizon(span, date.fromisoformat(as_of) if as_of else span.end, grace, started)


def entries_of(*rows: tuple[str, str]) -> list[Entry]:
    return [Entry(row, extract(row.evidence)) for row in sheet([(code, "A", text) for code, text in rows]).rows]


def series_of(*rows: tuple[str, str], window: str = "2021-01..2021-08", least: int = 3) -> tuple[Series, ...]:
    return find_series(entries_of(*rows), horizon_of(window), unit="KEJARI SUKAMAJU", least=least)


def values(moments: tuple[Moment, ...]) -> list[str]:
    return [moment.value for moment in moments]


def monthly(title: str, *months: str) -> str:
    return "; ".join(f"{title} Bulan {month}" for month in months)


def test_series_says_what_is_there_missing_and_open() -> None:
    text = monthly("Notula Evaluasi SOP", "Februari 2021", "Maret 2021", "Mei 2021", "Juni 2021")
    (series,) = series_of(("A.2.1.C", text))

    assert (series.document_type, series.subject, series.step) == ("notula", "Evaluasi SOP", 1)
    assert values(series.months) == ["2021-02", "2021-03", "2021-05", "2021-06"]
    assert (values(series.missing), values(series.open_end)) == (["2021-04"], ["2021-07"])


def test_what_lies_behind_the_window_leaves_no_open_end() -> None:
    text = monthly("Notula Evaluasi SOP", "Juli 2021", "Agustus 2021", "Oktober 2021")
    (series,) = series_of(("A.2.1.C", text))

    assert (values(series.missing), series.open_end) == (["2021-09"], ())


@pytest.mark.parametrize(
    ("window", "as_of", "grace", "awaited"),
    [
        ("2021-01..2021-08", "", 14, ["2021-06", "2021-07"]),
        ("2021-01..2021-08", "2021-07-10", 14, []),  # nothing is awaited after the day that stands for today
        ("2021-01..2021-08", "2021-07-14", 14, ["2021-06"]),
        ("2021-01-01..2021-08-10", "", 14, ["2021-06"]),  # July ended ten days before
        ("2021-01-01..2021-08-10", "", 0, ["2021-06", "2021-07"]),
    ],
)
def test_open_end_is_what_is_due(window: str, as_of: str, grace: int, awaited: list[str]) -> None:
    entries = entries_of(("A.2.1.C", monthly("Notula Evaluasi SOP", "Maret", "April", "Mei")))
    (series,) = find_series(entries, horizon_of(window, as_of=as_of, grace=grace))

    assert values(series.open_end) == awaited
    assert series.has_assumed_year


def test_quarters_have_a_step_of_three() -> None:
    text = "Laporan Pengaduan Triwulan I 2021; Laporan Pengaduan Triwulan II 2021; Laporan Pengaduan Triwulan IV 2021"
    (series,) = series_of(("A.5.3.C", text), window="2021")

    assert (series.step, values(series.months)) == (3, ["2021-03", "2021-06", "2021-12"])
    assert values(series.missing) == ["2021-09"]


def test_rows_join_only_where_the_subject_says_enough() -> None:
    one = monthly("Notula Evaluasi Layanan Tamu", "Januari 2021", "Februari 2021")
    other = monthly("Notula Evaluasi Layanan Tamu", "Maret 2021")

    assert [series.codes for series in series_of(("A.1.1.A", one), ("A.6.1.B", other))] == [("A.1.1.A", "A.6.1.B")]
    assert series_of(("A.1.1.A", "Notula Monev Bulan Januari 2021; Notula Monev Bulan Februari 2021"),
                     ("A.6.1.B", "Notula Monev Bulan Maret 2021")) == ()  # fmt: skip


def test_minutes_and_photographs_of_one_meeting_are_one_series() -> None:
    text = "; ".join(f"Dokumentasi dan Notula Rapat Layanan Tamu tanggal {n} {m} 2021"
                     for n, m in ((1, "Maret"), (5, "April"), (3, "Mei")))  # fmt: skip

    assert [series.document_type for series in series_of(("A.1.1.A", text))] == ["notula"]


# --- when ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "window", "months"),
    [
        ("Laporan Bulan Maret 2021 tanggal 5 April 2021", "2021", ["2021-03"]),  # the period outranks the date
        ("Notula tanggal 5 April 2021", "2021", ["2021-04"]),
        ("Notula tanggal 22 - 24 November 2021", "2021", ["2021-11"]),
        ("Laporan Triwulan II", "2021", ["2021-04", "2021-05", "2021-06"]),
        ("Laporan Januari s.d. Maret 2021", "2021", ["2021-01", "2021-02", "2021-03"]),
        ("Laporan Bulan November", "2020-10..2021-09", ["2020-11"]),  # the year in which it lies in the window
        ("Laporan Bulan Maret", "2020-10..2021-09", ["2021-03"]),
        ("Laporan Bulan Maret", "2020-01..2021-12", []),  # either year: never guessed
        ("Laporan Tahun 2021", "2021", []),
    ],
)
def test_months_of_a_document(text: str, window: str, months: list[str]) -> None:
    (entry,) = entries_of(("A.1.1.A", text))
    found = [one for item in entry.evidence.items for one in occurrences(item, entry, horizon_of(window))]

    assert [Moment.at(month).value for one in found for month in one.months] == months


def test_due_are_periods_that_are_over_in_the_window() -> None:
    horizon = horizon_of("2021-01..2021-08", started=date(2021, 2, 20))

    assert values(horizon.due(Unit.MONTH)) == [f"2021-0{month}" for month in range(2, 8)]
    assert values(horizon.due(Unit.QUARTER)) == ["2021-Q1", "2021-Q2"]
    assert values(horizon.due(Unit.SEMESTER)) == ["2021-S1"]


def test_a_bare_date_stands_for_its_month_or_the_one_before() -> None:
    (entry,) = entries_of(("A.1.1.A", "Laporan tanggal 3 Februari 2021; Laporan tanggal 4 Maret 2021"))
    horizon = horizon_of("2021-01..2021-03")
    found = [one for item in entry.evidence.items for one in occurrences(item, entry, horizon)]

    assert missing_units(found, horizon.due(Unit.MONTH)) == []


def test_quarters_that_monthly_reports_cover_are_not_missed() -> None:
    full = "Laporan Pengaduan Triwulan I 2021; " + monthly("Laporan Pengaduan", "April 2021", "Mei 2021", "Juni 2021")
    gaps = [period_gaps(entry, horizon_of("2021-01..2021-08")) for entry in entries_of(
        ("A.5.3.C", full), ("A.5.3.D", "Laporan Pengaduan Triwulan I 2021"))]  # fmt: skip

    assert [[values(gap.missing) for gap in found] for found in gaps] == [[], [["2021-Q2"]]]


# --- together -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(["evaluasi", "sop", "layanan", "tamu", "arsip", "ppid", "pejabat", "pengelola", "informasi",
                         "dokumentasi", "taman"])  # fmt: skip


def joined_by_pairs(strands: list[Strand], least: float) -> list[list[int]]:
    """What `join` must give: each strand compared with all before it."""
    homes: list[tuple[Matter, list[int]]] = []
    for number, strand in enumerate(strands):
        one = strand.matter
        home = next(
            (ids for matter, ids in homes
             if matter.kind == one.kind and (matter.words == one.words or likeness(matter.words, one.words) >= least)),
            None,
        )  # fmt: skip
        if home is None:
            homes.append((one, [number]))
        else:
            home.append(number)
    return [ids for _, ids in homes]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["notula", "laporan"]), st.lists(WORDS, max_size=6)), max_size=12),
    st.sampled_from([0.6, 0.75]),
)
def test_blocking_finds_what_comparing_all_pairs_finds(kinds: list[tuple[str, list[str]]], least: float) -> None:
    strands = [Strand(Matter(slug, tuple(words)), str(i), []) for i, (slug, words) in enumerate(kinds)]
    wanted = joined_by_pairs(strands, least)
    found = join(strands, least=least)

    assert [int(strand.subject) for strand in found] == [ids[0] for ids in wanted]


def test_cost_of_joining_grows_with_the_number_of_documents() -> None:
    def work(count: int) -> Callable[[], object]:
        made = [
            Strand(Matter("notula", ("rapat", "evaluasi", f"perkara{i}", f"seksi{i}")), "", []) for i in range(count)
        ]
        return lambda: join(made, least=0.6)

    assert 0 < calls(work(1000)) <= 2.3 * calls(work(500))
