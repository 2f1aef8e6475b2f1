"""The window of a sheet and the day on which it was filled, as its title and closing lines say them."""

from __future__ import annotations

from datetime import date

import pytest

from lke_docs.check import open_dossier
from lke_docs.model import Place, SheetYear, SourceText
from tests.sheets import sheet

ROWS = [
    ("A.1.1.A", "Ya", "SK Tim tanggal 4 Januari 2024; Notula rapat tanggal 3 Mei 2024"),
    ("A.1.3.B", "A", "Laporan monev tanggal 30 Desember 2024"),
]


@pytest.mark.parametrize(
    ("line", "window"),
    [
        ("Periode data : 1 Januari s.d. 30 September 2024", "2024-01-01..2024-09-30"),
        ("TAHUN PENILAIAN 2024 - PERIODE JANUARI - JUNI 2024", "2024-01-01..2024-06-30"),
        ("TAHUN 2024 (posisi data dukung s.d. 30 September 2024)", "2024-01-01..2024-09-30"),
        ("2024 (data s.d. B06 / Juni 2024)", "2024-01-01..2024-06-30"),
        ("Masa penilaian Semester II Tahun 2024", "2024-07-01..2024-12-31"),
        ("Periode : 1 Juli 2024 s/d 31 Desember 2024", "2024-07-01..2024-12-31"),
        ("cut off 31 Oktober 2024", "2024-01-01..2024-10-31"),
        ("Periode data : 1 Januari s.d. 30 September 2023", "2024-01-01..2024-12-31"),  # of another year
        ("Diisi tanggal 6 Oktober 2024", "2024-01-01..2024-12-31"),  # when it was filled, not until when
        ("Kepala Kantor (menjabat sejak Agustus 2024)", "2024-01-01..2024-12-31"),
    ],
)
def test_window_of_a_title_line(line: str, window: str) -> None:
    checked = sheet(ROWS)._replace(header=(SourceText(line, Place(line=1)),))

    dossier = open_dossier(checked)

    assert f"{dossier.window.start}..{dossier.window.end}" == window


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Periode data : Januari s.d. Desember 2024 (LKE diisi per 20 Januari 2025)", date(2025, 1, 20)),
        ("Tahun : 2024    Diisi tanggal : 6 Oktober 2024", date(2024, 10, 6)),
        ("Tanggal pengisian: 12-01-2025", date(2025, 1, 12)),
        ("Sukamaju, 15 Januari 2025", date(2025, 1, 15)),
        ("Periode data : 1 Januari s.d. 31 Desember 2024", date(2024, 12, 31)),
        ("Sukamaju, 15 Januari 2019", date(2024, 12, 31)),  # before the window: not of this sheet
    ],
)
def test_day_of_filling(line: str, day: date) -> None:
    checked = sheet(ROWS)._replace(footer=(SourceText(line, Place(line=90)),))

    assert open_dossier(checked).as_of == day
    assert open_dossier(checked, as_of=date(2025, 6, 1)).as_of == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("evidence", "year", "says"),
    [
        ("SK Tim tanggal 4 Januari 2022; Notula rapat tanggal 3 Mei 2022", 2023, "disebut pada judul lembar"),
        ("", 2023, "disebut pada judul lembar"),  # not filled in: its title has a year all the same
        (
            "; ".join(f"Notula rapat tanggal {day} Mei 2022" for day in range(2, 12)),
            2022,
            "paling banyak disebut dalam lembar, sedangkan judul lembar menyebut 2023: jika itu masanya",
        ),
        ("; ".join(f"Notula rapat tanggal {day} Mei 2022, {day} Juni 2023" for day in range(2, 12)), 2023, "2023"),
    ],
)
def test_year_of_a_title_beside_other_documents(evidence: str, year: int, says: str) -> None:
    checked = sheet([("A.1.1.A", "Ya", evidence)])._replace(year=SheetYear(2023, "judul lembar"))

    window = open_dossier(checked).window

    assert (window.start.year, window.is_known) == (year, True)
    assert says in window.origin
