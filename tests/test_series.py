"""Series of monthly and quarterly documents, and their grid."""

from __future__ import annotations

from lke_docs.check.rule import Dossier
from lke_docs.check.series import Series, find_series
from lke_docs.check.window import parse_window
from lke_docs.extract import extract
from lke_docs.model import Entry
from lke_docs.patterns import vocabulary
from tests.sheets import sheet


def series_of(*rows: tuple[str, str], window: str = "2021-01..2021-08", least: int = 3) -> tuple[Series, ...]:
    made = sheet([(code, "A", text) for code, text in rows])
    entries = tuple(Entry(row, extract(row.evidence)) for row in made.rows)
    span = parse_window(window)
    dossier = Dossier(sheet=made, entries=entries, window=span, as_of=span.end, vocabulary=vocabulary())
    return find_series(dossier, least=least)


def monthly(title: str, *months: str) -> str:
    return "; ".join(f"{title} Bulan {month}" for month in months)


def test_series_says_what_is_there_missing_open_and_outside() -> None:
    text = monthly("Notula Evaluasi SOP", "Februari 2021", "Maret 2021", "Mei 2021", "Juni 2021", "Oktober 2021")
    (series,) = series_of(("A.2.1.C", text))

    assert (series.document_type, series.subject, series.step) == ("notula", "Evaluasi SOP", 1)
    assert series.months == ("2021-02", "2021-03", "2021-05", "2021-06", "2021-10")
    assert series.missing == ("2021-04", "2021-07", "2021-08", "2021-09")
    assert (series.open_end, series.after_window) == ((), ("2021-10",))
    assert series.grid(parse_window("2021-01..2021-08")) == (
        ("2021-01", ""), ("2021-02", "ada"), ("2021-03", "ada"), ("2021-04", "kosong"), ("2021-05", "ada"),
        ("2021-06", "ada"), ("2021-07", "kosong"), ("2021-08", "kosong"), ("2021-09", "kosong"), ("2021-10", "luar"),
    )  # fmt: skip


def test_open_end_leaves_out_the_last_month_of_the_window() -> None:
    (series,) = series_of(("A.2.1.C", monthly("Notula Evaluasi SOP", "Maret", "April", "Mei")))

    assert series.open_end == ("2021-06", "2021-07")
    assert series.has_assumed_year
    assert dict(series.grid(parse_window("2021")))["2021-07"] == "tanya"


def test_quarters_have_a_step_of_three() -> None:
    text = "Laporan Pengaduan Triwulan I 2021; Laporan Pengaduan Triwulan II 2021; Laporan Pengaduan Triwulan IV 2021"
    (series,) = series_of(("A.5.3.C", text), window="2021")

    assert (series.step, series.months, series.missing) == (3, ("2021-03", "2021-06", "2021-12"), ("2021-09",))


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
