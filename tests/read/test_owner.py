"""Whose column it is, and links that no program has computed: workbooks written by a script."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from lke_docs.read import read_bytes, read_sheet
from tests.read.kinds import book, items, saved, table, wanted

FORM = Path(__file__).parent.parent.parent / "samples" / "formulir_kosong_zi_2021.xlsx"
QUESTIONS = [(row.code, row.question) for row in read_sheet(FORM).rows[:8]]


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "blank beside"])
def test_an_evaluator_named_above_the_titles_keeps_its_name_alone(merged: bool, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["LKE ZI Balai Contoh 2024"])
    sheet.append(
        ["Kode", "Pertanyaan", "Unit Kerja", None, "Inspektorat Wilayah III", None, "Sekretariat Ditjen", None]
    )
    sheet.append([None, None, "Jawaban", "Bukti Dukung", "Jawaban", "Catatan", "Jawaban", "Catatan"])
    if merged:
        for cells in ("C2:D2", "E2:F2", "G2:H2"):
            sheet.merge_cells(cells)
    for code, label in QUESTIONS:
        sheet.append([code, label, "A", f"Laporan {label} tanggal 5 Mei 2024", "B", "Kurang lengkap", "A", "Sesuai"])
    path = tmp_path / "lke.xlsx"
    book.save(path)

    for row in read_sheet(path).rows:
        assert row.answer == "A"
        assert row.reviews == (
            ("Inspektorat Wilayah III", "B", "Kurang lengkap"),
            ("Sekretariat Ditjen", "A", "Sesuai"),
        )


@pytest.mark.parametrize("who", ["Ditjen", "Setditjen", "Bawas", "Kanwil"])
def test_notes_are_those_of_the_one_whom_their_title_names(who: str) -> None:
    of = items()
    columns = ("text", "answer", "proof", "answer", "blank", "answer", "note")
    rows = table(of, columns, note=lambda item: "Tambahkan foto")
    head = ["Penilaian", "Jawaban Satker", "Bukti Satker", "Jawaban Itjen", "Catatan Itjen", f"Jawaban {who}"]
    sheet = read_bytes(saved(book(("LKE", [[*head, f"Catatan {who}"], *rows]))), "uji.xlsx")

    assert {row.code: (row.answer, row.evidence) for row in sheet.rows} == wanted(of)
    for row in sheet.rows:
        assert row.reviews == (("Itjen", row.answer, ""), (who, row.answer, "Tambahkan foto"))


def test_a_link_formula_without_a_stored_value_is_evidence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["LKE ZI Balai Contoh 2024"])
    sheet.append(["Kode", "Pertanyaan", "Jawaban", "Bukti Dukung"])
    for code, label in QUESTIONS:
        sheet.append([code, label, "A", f'=HYPERLINK("https://contoh.go.id/{code}/Laporan%20Mei.pdf","Lihat")'])
    path = tmp_path / "lke.xlsx"
    book.save(path)
    read = read_sheet(path)

    assert [row.evidence for row in read.rows] == [
        f"https://contoh.go.id/{code}/Laporan Mei.pdf" for code, _ in QUESTIONS
    ]
    assert not [notice for notice in read.notices if "rumus" in notice.text]


@pytest.mark.parametrize(
    ("titles", "columns", "is_answered"),
    [
        (("Jawaban Unit", "Bukti Dukung Unit", "Jawaban TPI", "Catatan TPI"), ("answer", "proof", "own", "note"), True),
        (("Jawaban Satker", "Data Dukung", "Jawaban", "Catatan"), ("answer", "proof", "own", "note"), True),
        (("Jawaban", "Data Dukung", "Jawaban TPI", "Catatan"), ("answer", "proof", "own", "note"), True),
        (("Jawaban", "Bukti Dukung", "Catatan TPI"), ("answer", "proof", "note"), False),
        (("Jawaban UPT", "Bukti Dukung UPT", "Catatan"), ("answer", "proof", "note"), False),
        (("Jawaban", "Bukti Dukung", "Catatan"), ("own", "proof", "note"), True),
        (("Jawaban", "Catatan"), ("own", "note"), True),
    ],
)
@pytest.mark.parametrize("is_first", [False, True])
def test_columns_of_the_unit_in_an_evaluators_worksheet_are_no_review(
    titles: tuple[str, ...], columns: tuple[str, ...], is_answered: bool, is_first: bool
) -> None:
    of = items()
    judged = {"A": "B", "B": "C"}
    own = {"own": lambda item: judged.get(item.answer, item.answer), "note": lambda item: "Lengkapi daftar hadir"}
    head = ("No", "Penilaian")
    unit = ("LKE Unit", [(*head, "Jawaban Unit", "Bukti Dukung"), *table(of, ("mark", "text", "answer", "proof"))])
    evaluator = ("LKE TPI", [(*head, *titles), *table(of, ("mark", "text", *columns), **own)])
    pages = (evaluator, unit) if is_first else (unit, evaluator)
    sheet = read_bytes(saved(book(*pages)), "uji.xlsx")

    assert {row.code: (row.answer, row.evidence) for row in sheet.rows} == wanted(of)
    assert not sheet.clashes
    for row in sheet.rows:
        answer = judged.get(row.answer, row.answer) if is_answered else ""
        assert row.reviews == (("TPI", answer, "Lengkapi daftar hadir"),)


@pytest.mark.parametrize(
    "titles",
    [
        ["penilaian", "jawaban_unit", "catatan_unit", "url_bukti_dukung", "jawaban_tpi", "catatan_tpi"],
        ["Penilaian", "JawabanUnit", "CatatanUnit", "URLBuktiDukung", "JawabanTPI", "CatatanTPI"],
        ["penilaian", "jawabanUnit", "catatanUnit", "urlBuktiDukung", "jawabanTpi", "catatanTpi"],
        ["PENILAIAN", "JAWABAN_UNIT", "CATATAN_UNIT", "URL_BUKTI_DUKUNG", "JAWABAN_TPI", "CATATAN_TPI"],
        ["penilaian", "jawaban-unit", "catatan-unit", "url-bukti-dukung", "jawaban-tpi", "catatan-tpi"],
        ["lke.penilaian", "unit.jawaban", "unit.catatan", "unit.bukti.dukung", "jawaban.tpi", "catatan.tpi"],
    ],
)
@pytest.mark.parametrize("is_book", [True, False])
def test_a_title_made_for_programs_says_what_it_says_to_people(titles: list[str], is_book: bool) -> None:
    rows = [
        ["Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas", "Ya", "SK Tim 2024"],
        ["Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas", "A", "Notula 4 Mei 2024"],
    ]
    grid = [titles, *([*row, f"https://x.example/{n}", "B", "Lengkapi notula"] for n, row in enumerate(rows))]
    text = "\n".join(";".join(line) for line in grid).encode()
    sheet = read_bytes(saved(book(("LKE", grid))), "lke.xlsx") if is_book else read_bytes(text, "lke.csv")

    assert [(row.answer, row.evidence) for row in sheet.rows] == [
        (row[1], f"{row[2]}\nhttps://x.example/{n}") for n, row in enumerate(rows)
    ]
    assert {review for row in sheet.rows for review in row.reviews} == {("TPI", "B", "Lengkapi notula")}
    assert not sheet.notices
