"""What agencies do to workbooks: own columns, evaluators' sheets, merged cells, formulas, hidden sheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from lke_docs.model import Sheet
from lke_docs.read import read_bytes
from lke_docs.read.column import role_of
from lke_docs.read.mark import as_mark, split_code, split_marks
from lke_docs.read.number import date_text, is_date_format, number_text, shown_number

Rows = Sequence[Sequence[Any]]
TEAM = "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas"
CHOICE = "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas"
PLAN = "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM"
HEADER = ("No", "Pertanyaan", "Jawaban", "Bukti Dukung")


def workbook(**sheets: Rows) -> Any:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(list(row))
    return book


def read(book: Any) -> Sheet:
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), "buku.xlsx")


def test_evaluators_sheet_becomes_reviews() -> None:
    unit = [HEADER, ("a.", TEAM, "Ya", "SK Tim"), ("b.", CHOICE, "A", "Notula")]
    other = [HEADER, ("a.", TEAM, "Tidak", "SK tidak ada"), ("b.", CHOICE, "B", "")]

    sheet = read(workbook(LKE=unit, TPI_Unit=other))

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.I.1.i.a", "Ya", "SK Tim"), ("A.I.1.i.b", "A", "Notula"),
    ]  # fmt: skip
    assert [row.reviews for row in sheet.rows] == [
        (("TPI Unit", "Tidak", "SK tidak ada"),), (("TPI Unit", "B", ""),),
    ]  # fmt: skip


def test_evaluators_sheet_may_stand_first() -> None:
    rows = [HEADER, ("a.", TEAM, "Tidak", "SK tidak ada")]
    sheet = read(workbook(TPN=rows, LKE=[HEADER, ("a.", TEAM, "Ya", "SK Tim")]))

    assert (sheet.rows[0].answer, sheet.rows[0].reviews) == ("Ya", (("TPN", "Tidak", "SK tidak ada"),))


def test_header_of_two_rows() -> None:
    book = workbook(
        LKE=[
            ("Indikator", "Unit Kerja", "", "TPI", ""),
            ("", "Jawaban", "Bukti Dukung", "Jawaban", "Catatan"),
            (TEAM, "Ya", "SK Tim", "Tidak", "kurang"),
        ]
    )
    page = book["LKE"]
    page.merge_cells("B1:C1")
    page.merge_cells("D1:E1")

    row = read(book).rows[0]

    assert (row.answer, row.evidence, row.reviews) == ("Ya", "SK Tim", (("TPI", "Tidak", "kurang"),))


@pytest.mark.parametrize(
    ("titles", "merged", "reviews"),
    [
        (
            [
                ("No", "Indikator", "Penilaian Mandiri", "", "", ""),
                ("", "", "Tahun 2023", "", "Tahun 2024", ""),
                ("", "", "Jawaban", "Data Dukung", "Jawaban", "Data Dukung"),
            ],
            ("C1:F1", "C2:D2", "E2:F2"),
            (),
        ),
        (
            [
                ("No", "Indikator", "Hasil Penilaian", "", "", ""),
                ("", "", "TPI", "Panel", "Satker", ""),
                ("", "", "Jawaban", "Jawaban", "Jawaban", "Data Dukung"),
            ],
            ("C1:F1", "E2:F2"),
            (("TPI", "C", ""), ("Panel", "D", "")),
        ),
        (
            [
                ("No", "Indikator", "", "", "Penilaian Mandiri", ""),
                ("", "", "", "", "Tahun 2024", ""),
                ("", "", "", "", "Jawaban", "Data Dukung"),
            ],
            ("E1:F1", "E2:F2"),
            (),
        ),
    ],
)
def test_header_of_three_rows(titles: Rows, merged: Sequence[str], reviews: Sequence[tuple[str, str, str]]) -> None:
    others = ("C", "D") if titles[2][2] else ("", "")
    rows = [("a.", TEAM, *others, "Ya", "SK Tim"), ("b.", CHOICE, *others, "A", "Notula")]
    book = workbook(LKE=[*titles, *rows])
    for cells in merged:
        book["LKE"].merge_cells(cells)
    sheet = read(book)

    assert [(row.answer, row.evidence) for row in sheet.rows] == [("Ya", "SK Tim"), ("A", "Notula")]
    assert [row.reviews for row in sheet.rows] == [tuple(reviews)] * 2
    assert not sheet.unplaced


def test_merged_evidence_speaks_for_each_row_it_covers() -> None:
    book = workbook(LKE=[HEADER, ("a.", TEAM, "Ya", "SK Tim"), ("b.", CHOICE, "A", None), ("a.", PLAN, "Ya", "Renja")])
    book["LKE"].merge_cells("D2:D3")

    assert [row.evidence for row in read(book).rows] == ["SK Tim", "SK Tim", "Renja"]


def test_evidence_goes_on_in_the_rows_below() -> None:
    book = workbook(LKE=[HEADER, ("a.", TEAM, "Ya", "SK Tim"), (None, None, None, "Notula"), ("b.", CHOICE, "A", "x")])
    row = read(book).rows[0]

    assert row.evidence == "SK Tim\nNotula"
    assert row.place_at(8).cell == "D3"
    assert row.place_at(2).cell == "D2"


def test_formula_without_value_is_said_and_not_guessed() -> None:
    sheet = read(workbook(LKE=[HEADER, ("a.", TEAM, '=IF(1=1,"Ya","Tidak")', "SK Tim")]))

    assert sheet.rows[0].answer == ""
    assert "C2" in sheet.notices[0].text


def test_hidden_sheet_is_read_only_where_nothing_else_is() -> None:
    rows = [HEADER, ("a.", TEAM, "Ya", "SK Tim")]
    both = workbook(LKE=rows, Lama=[HEADER, ("a.", TEAM, "Tidak", "lama")])
    both["Lama"].sheet_state = "hidden"
    alone = workbook(Depan=[("Halo",)], LKE=rows)
    alone["LKE"].sheet_state = "hidden"

    assert read(both).rows[0].answer == "Ya"
    assert "“Lama” tidak dibaca" in read(both).notices[0].text
    assert read(alone).rows[0].answer == "Ya"
    assert "tetap dibaca" in read(alone).notices[0].text


def test_two_sheets_that_disagree_are_said() -> None:
    sheet = read(workbook(LKE=[HEADER, ("a.", TEAM, "Ya", "SK")], Salinan=[HEADER, ("a.", TEAM, "Tidak", "Nota")]))

    assert sheet.rows[0].answer == "Ya"
    assert [(code, used.text, left.text) for code, used, left in sheet.clashes] == [
        ("A.I.1.i.a", "Ya", "Tidak"),
        ("A.I.1.i.a", "SK", "Nota"),
    ]
    assert [text.text for text in sheet.unplaced] == ["Tidak", "Nota"]


def test_answer_without_a_known_question_is_kept() -> None:
    sheet = read(workbook(LKE=[HEADER, ("a.", TEAM, "Ya", "SK"), ("9.", "Pertanyaan daerah sendiri", "A", "Perda")]))

    assert [text.text for text in sheet.unplaced] == ["Pertanyaan daerah sendiri", "A", "Perda"]


def test_labels_above_the_table() -> None:
    sheet = read(
        workbook(
            LKE=[
                ("Nama Unit Kerja", ":", "Balai Uji"),
                ("Instansi : Badan Contoh",),
                ("Usulan", "WBK"),
                (),
                HEADER,
                ("a.", TEAM, "Ya", "SK"),
            ]
        )
    )

    assert (sheet.unit, sheet.agency, sheet.proposal) == ("Balai Uji", "Badan Contoh", "WBK")


@pytest.mark.parametrize(
    ("title", "role", "owner"),
    [
        ("Penilaian", "question", ""),
        ("Jawaban Unit", "answer", "-"),
        ("Jawabn", "answer", ""),
        ("Answer", "answer", ""),
        ("Catatan/Keterangan/Penjelasan (Unit)", "note", "-"),
        ("Catatan/Keterangan/Penjelasan (TPI Unit)", "note", "TPI Unit"),
        ("Jawaban TPI KESDM", "answer", "TPI KESDM"),
        ("Tautan Bukti Dukung Baru", "link", ""),
        ("Link Data Dukung", "link", ""),
        ("Daftar Bukti Dukung (Unit)", "evidence", "-"),
        ("Bukti Dukung yang Dibutuhkan", "required", ""),
        ("Dokumen yang Dibutuhkan", "required", ""),
        ("Bukti Dukung yang Diperlukan", "required", ""),
        ("Pilihan Jawaban", "options", ""),
        ("Kriteria Nilai", "criteria", ""),
        (" %", "score", ""),
        ("Rapat tanggal 3 Maret", "", ""),
    ],
)
def test_role_of_a_title(title: str, role: str, owner: str) -> None:
    assert role_of(title) == (role, owner)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("A.", ("A", 0)), ("II.", ("II", 1)), ("1", ("1", 2)), ("iv.", ("iv", 3)), ("d", ("d", 4)),
     ("-", ("-", 5)), ("Ya", None), ("10.5", None), ("", None)],
)  # fmt: skip
def test_mark(text: str, mark: tuple[str, int] | None) -> None:
    assert as_mark(text) == mark


def test_marks_and_code_of_a_question() -> None:
    assert [mark.text for mark in split_marks("A. 1. Manajemen")[0]] == ["A", "1"]
    assert split_code("a. Apakah ada tim? A.1.1.A") == ("a. Apakah ada tim?", "A.1.1.A")
    assert split_code("Laporan kepada PT A.B") == ("Laporan kepada PT A.B", "")


@pytest.mark.parametrize(
    ("value", "percent", "text"),
    [
        (3.0, False, "3"),
        (0.67, True, "67%"),
        (3.51, False, "3.51"),
        (1.0, True, "100%"),
        (1e20, False, "1e+20"),
    ],
)
def test_number(value: float, percent: bool, text: str) -> None:
    assert number_text(value, is_percent=percent) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, '"Ya";;"Tidak"', "Ya"), (0, '"Ya";;"Tidak"', "Tidak"), (-1, '"Ya";;"Tidak"', "-1"),
        (1, '[=1]"A";[=2]"B";"C"', "A"), (3, '[Red][=1]"A;";[=2]"B";"C"', "C"),
        (75, '0"%"', "75%"), (75, r"0\%", "75%"), (0.75, "0%", "75%"), (0.25, '0%" tercapai"', "25%"),
        (0, '#,##0_-;-#,##0_-;"-"??_-;@', "0"), (3, '0 "orang"', "3"), (0, ";;;", "0"), (2.5, "General", "2.5"),
    ],
)  # fmt: skip
def test_number_in_its_format(value: float, code: str, text: str) -> None:
    assert shown_number(value, code) == text


def test_day_of_a_serial_number() -> None:
    assert date_text(44243) == "16 Februari 2021"
    assert date_text(42781, epoch_1904=True) == "16 Februari 2021"
    assert date_text(-1) == "-1"
    assert [is_date_format(code) for code in ("dd/mm/yyyy", '0.00"d"', "[Red]0", "d mmmm yyyy")] == [
        True, False, False, True,
    ]  # fmt: skip
