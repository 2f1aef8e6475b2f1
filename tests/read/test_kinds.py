"""Kinds of sheets that offices hand in: links, copies for evaluators, pasted pages, the portal's JSON."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from lke_docs.check import audit
from lke_docs.errors import InputError
from lke_docs.model import Sheet, State
from lke_docs.read import read_bytes, read_sheet
from lke_docs.read.portalrb import portal_questions
from lke_docs.report.portalrb import portalrb_json
from tests.read.layouts import FORM

TEAM = "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas"
CHOICE = "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas"
PLAN = "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM"
HEAD = ("Penilaian", "Jawaban", "Bukti Dukung")
CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "sheets"


def workbook(*rows: tuple[Any, ...], title: str = "LKE") -> Workbook:
    book = Workbook()
    page: Any = book.active
    page.title = title
    for row in rows:
        page.append(row)
    return book


def read(book: Workbook, name: str = "uji.xlsx") -> Sheet:
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), name)


@pytest.mark.parametrize("shown", ["Lihat", "KLIK DI SINI", f"a. {TEAM}", "https://arsip.loka.example/1"])
def test_target_of_a_link_is_evidence_and_its_word_is_not(shown: str) -> None:
    book = workbook(HEAD, (f"a. {TEAM}", "Ya", shown))
    book["LKE"]["C2"].hyperlink = "https://arsip.loka.example/2023/SK%20Tim%20Kerja.pdf"

    row = read(book).rows[0]

    assert row.evidence == "https://arsip.loka.example/2023/SK Tim Kerja.pdf" or shown.startswith("https")
    assert row.links
    assert [place.cell for _, place in row.segments] == ["C2"]


def test_word_for_a_link_without_a_target_is_no_evidence_and_said() -> None:
    sheet = read(workbook(HEAD, (f"a. {TEAM}", "Ya", "Evidence"), (f"b. {CHOICE}", "A", "Notula pemilihan")))

    assert [row.evidence for row in sheet.rows] == ["", "Notula pemilihan"]
    assert any("C2" in notice.text and "Evidence" in notice.text for notice in sheet.notices)


def test_text_of_its_own_stands_before_the_target() -> None:
    book = workbook(HEAD, (f"a. {TEAM}", "Ya", "SK Nomor 4/LUC/2023"))
    book["LKE"]["C2"].hyperlink = "../bukti/SK%204.pdf"

    assert read(book).rows[0].evidence == "SK Nomor 4/LUC/2023\n../bukti/SK 4.pdf"


def test_formula_of_a_link_gives_its_target() -> None:
    page = f"<table><tr><th>Penilaian<th>Jawaban<th>Bukti Dukung</tr><tr><td>a. {TEAM}<td>Ya"
    sheet = read_bytes(f"{page}<td><a href='SK%20Tim.pdf'>Lihat</a></table>".encode(), "uji.html")

    assert sheet.rows[0].evidence == "SK Tim.pdf"


@pytest.mark.parametrize(
    "names", [("Kanwil", "Biro Umum"), ("Jawaban hasil evaluasi dari Eselon I", "Nilai KemenPANRB")]
)
def test_a_second_column_of_answers_is_somebody_elses(names: tuple[str, str]) -> None:
    sheet = read(
        workbook(
            ("Penilaian", "Jawaban Satker", "Bukti Dukung", *names),
            (f"a. {TEAM}", "Ya", "SK Tim Kerja tanggal 3 Mei 2023", "Tidak", "Ya"),
            (f"b. {CHOICE}", "A", "Notula pemilihan tanggal 2 Mei 2023", "B", "C"),
            (f"a. {PLAN}", "Ya", "Rencana kerja tahun 2023", "Ya", "Ya"),
        )
    )

    assert [row.answer for row in sheet.rows] == ["Ya", "A", "Ya"]
    assert [[answer for _, answer, _ in row.reviews] for row in sheet.rows] == [
        ["Tidak", "Ya"],
        ["B", "C"],
        ["Ya", "Ya"],
    ]
    assert re.search(sheet.rows[0].reviews[0][0], names[0])


def test_a_formula_to_a_blank_cell_is_blank() -> None:
    book = workbook(HEAD, (f"a. {TEAM}", "Ya", "SK Tim"), (f"b. {CHOICE}", None, None))
    copy: Any = book.create_sheet("Salinan")
    for row in book["LKE"].iter_rows():
        for cell in row:
            copy[cell.coordinate] = cell.value if cell.column == 1 or cell.row == 1 else f"=LKE!{cell.coordinate}"
    stream = io.BytesIO()
    book.save(stream)

    sheet = read_bytes(stream.getvalue(), "salinan.xlsx")

    assert [(row.answer, row.evidence) for row in sheet.rows] == [("Ya", "SK Tim"), ("", "")]
    assert not sheet.unplaced


def test_struck_words_are_no_evidence_and_said() -> None:
    book = workbook(HEAD, (f"a. {TEAM}", "Ya", "SK lama Nomor 1/2019"), (f"b. {CHOICE}", "A", "Notula"))
    book["LKE"]["C2"].font = Font(strike=True)

    sheet = read(book)

    assert sheet.rows[0].evidence == ""
    assert "SK lama Nomor 1/2019" in sheet.notices[0].text


def test_tick_in_a_font_of_signs_is_a_tick() -> None:
    head = ("Penilaian", "Ya", "Tidak", "A", "Bukti Dukung")
    book = workbook(head, (f"a. {TEAM}", "ü", "o", "o", "SK"), (f"b. {CHOICE}", "o", "o", "ü", "Notula"))
    for cell in (cell for row in book["LKE"]["B2:D3"] for cell in row):
        cell.font = Font(name="Wingdings")

    assert [(row.answer, row.evidence) for row in read(book).rows] == [("Ya", "SK"), ("A", "Notula")]


def test_run_with_a_font_of_its_own_is_not_struck_with_its_cell() -> None:
    old = TextBlock(InlineFont(strike=True), "SK lama Nomor 1/2019\n")
    book = workbook(HEAD, (f"a. {TEAM}", "Ya", CellRichText(old, TextBlock(InlineFont(b=True), "SK Tim"))))
    book["LKE"].append((f"b. {CHOICE}", "A", CellRichText("Notula lama", TextBlock(InlineFont(), "Notula"))))
    for cell in ("C2", "C3"):
        book["LKE"][cell].font = Font(strike=True)

    sheet = read(book)

    assert [row.evidence.strip() for row in sheet.rows] == ["SK Tim", "Notula"]
    assert "C2 “SK lama Nomor 1/2019”; C3 “Notula lama”" in sheet.notices[0].text


def test_ditto_mark_is_kept() -> None:
    rows = read(workbook(HEAD, (f"a. {TEAM}", "Ya", "SK Tim"), (f"b. {CHOICE}", "A", '"'))).rows
    assert rows[1].evidence == '"'


def test_workbook_in_one_file_of_xml() -> None:
    cell = '<Cell{}><Data ss:Type="{}">{}</Data></Cell>'
    titles = "".join(cell.format("", "String", title) for title in ("Bobot", *HEAD))
    first = cell.format(' ss:StyleID="p"', "Number", "0.5") + cell.format("", "String", f"a. {TEAM}")
    first += cell.format(' ss:MergeDown="1"', "String", "Ya") + cell.format(
        ' ss:HRef="https://arsip.loka.example/1"',
        "String",
        'SK Tim <S xmlns="http://www.w3.org/TR/REC-html40">lama</S>',
    )
    second = cell.format(' ss:Index="2"', "String", f"a. {PLAN}") + cell.format(
        ' ss:Index="4"', "DateTime", "2024-05-03T00:00:00.000"
    )
    third = cell.format(' ss:Index="2"', "String", f"b. {CHOICE}") + cell.format(
        ' ss:Index="4" ss:StyleID="gone"', "String", "Notula"
    )
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    sheet = read_bytes(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{spreadsheet}" xmlns:ss="{spreadsheet}">'
        '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
        '<Style ss:ID="gone"><Font ss:StrikeThrough="1"/></Style></Styles>'
        f'<Worksheet ss:Name="LKE"><Table><Row ss:Index="2">{titles}</Row><Row>{first}</Row><Row>{second}</Row>'
        f'<Row ss:Index="7">{third}</Row></Table></Worksheet>'
        f'<Worksheet ss:Name="Lama"><Table><Row>{titles}</Row></Table>{hidden}</Worksheet></Workbook>'.encode(),
        "LKE.xls",
    )

    assert [(row.answer, row.evidence) for row in sheet.rows] == [
        ("Ya", "SK Tim\nhttps://arsip.loka.example/1"), ("Ya", "3 Mei 2024"), ("", ""),
    ]  # fmt: skip
    assert [place.cell for _, place in sheet.rows[0].segments] == ["D3"]
    said = " ".join(notice.text for notice in sheet.notices)
    assert "D3 “lama”; D7 “Notula”" in said
    assert "Lembar tersembunyi “Lama”" in said


def test_filled_column_without_a_role_is_named_with_an_example() -> None:
    sheet = read(
        workbook(
            (*HEAD, "Warna map"),
            (f"a. {TEAM}", "Ya", "SK Tim", "merah"),
            (f"b. {CHOICE}", "A", "Notula rapat", "biru"),
        )
    )

    assert any("Warna map" in notice.text and "merah" in notice.text for notice in sheet.notices)


def test_text_that_a_form_may_ask_for_is_named_where_its_title_only_resembles_that() -> None:
    sheet = read(
        workbook(
            (*HEAD, "Dokumen yang Dibutuhkan Tim"),
            (f"a. {TEAM}", "Ya", "SK Tim", "SK tim kerja"),
            (f"b. {CHOICE}", "A", "Notula rapat", "Notula pemilihan"),
        )
    )

    assert [row.evidence for row in sheet.rows] == ["SK Tim", "Notula rapat"]
    assert any("Dokumen yang Dibutuhkan Tim" in notice.text for notice in sheet.notices)


@pytest.mark.parametrize(
    "title", ["Dokumen yang Dilampirkan", "Dokumen yang Diperlukan", "Kriteria", "Nomor Dokumen", "Berkas ZI"]
)
def test_dated_papers_beside_file_names_are_evidence(title: str) -> None:
    sheet = read(
        workbook(
            ("Pernyataan", "Hasil PM", title, "Nama File"),
            (f"a. {TEAM}", "Ya", "SK Tim tanggal 3 Mei 2023", "Folder 1/tim.pdf"),
            (f"b. {CHOICE}", "A", "Notula rapat 2 Mei 2023", "Folder 1/notula.pdf"),
        )
    )

    assert [row.evidence for row in sheet.rows] == [
        "SK Tim tanggal 3 Mei 2023\nFolder 1/tim.pdf",
        "Notula rapat 2 Mei 2023\nFolder 1/notula.pdf",
    ]


@pytest.mark.parametrize(("letter", "said"), [("C", "“Bukti Dukung” (bukti dukung)"), ("D", "tersembunyi; 2 sel")])
def test_hidden_column_is_said(letter: str, said: str) -> None:
    rows = ((f"a. {TEAM}", "Ya", "SK Tim", "merah"), (f"b. {CHOICE}", "A", "Notula rapat", "biru"))
    book = workbook((*HEAD, "Warna map"), *rows)
    book["LKE"].column_dimensions[letter].hidden = True
    sheet = read(book)

    assert any("tersembunyi" in notice.text and said in notice.text for notice in sheet.notices)
    assert [row.evidence for row in sheet.rows] == ["SK Tim", "Notula rapat"]


def test_summary_of_scores_is_no_sheet_of_answers() -> None:
    book = workbook(HEAD, (f"a. {TEAM}", "Ya", "SK Tim"), (f"b. {CHOICE}", "A", "Notula"))
    summary: Any = book.create_sheet("Rekap", 0)
    for row in (("Area Perubahan", "Bobot", "Nilai"), (TEAM, 1, 0.5), (CHOICE, 1, 0.4), (PLAN, 1, 0.3)):
        summary.append(row)

    sheet = read(book)

    assert [(row.code, row.place.sheet) for row in sheet.rows] == [("A.I.1.i.a", "LKE"), ("A.I.1.i.b", "LKE")]
    assert any("Rekap" in notice.text for notice in sheet.notices)


def test_a_table_of_another_kind_is_refused_by_its_name() -> None:
    rows = [(n, f"Menyusun laporan kegiatan {n}", "Seksi Umum", "Sedang berjalan") for n in range(1, 9)]
    book = workbook(
        ("No", "Rencana Aksi", "Penanggung Jawab", "Keterangan"),
        *rows,
        (9, TEAM, "Seksi Umum", "Selesai"),
        title="Renaksi",
    )

    with pytest.raises(InputError, match=r"bukan LKE|tidak ditemukan"):
        read(book)


def test_form_of_2014_is_told_by_headings_and_kinds_of_answer() -> None:
    agent = "b. Apakah sudah ditetapkan agen perubahan?"
    sheet = read(
        workbook(
            ("PENILAIAN", "Bobot", "Jawaban", "Nilai", "Keterangan"),
            ("A. PROSES (60)", 60),
            ("I. MANAJEMEN PERUBAHAN (5)", 5),
            ("1 Tim Kerja (1)", 1),
            (
                "a. Apakah unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas?",
                "",
                "YA",
                1,
                "SK 1",
            ),
            ("4 Perubahan pola pikir dan budaya kerja (1)", 1),
            (agent, "", "YA", 1, "SK agen perubahan Nomor 4/LUC/2020"),
        )
    )
    result = audit(sheet)

    assert [(row.code, row.answer) for row in sheet.rows] == [("A.1.1.A", "YA"), ("A.1.4.B", "YA")]
    assert result.instrument == "zi-2019"
    assert not [finding for finding in result.findings if finding.rule == "JWB001"]


def test_without_a_year_rules_on_dates_rest() -> None:
    result = audit(
        read(workbook(HEAD, (f"a. {TEAM}", "Ya", "SK Tim Kerja"), (f"b. {CHOICE}", "A", "Notula pemilihan")))
    )
    states = {state.rule: state.state for state in result.states if state.indicator == "A.I.1.i.a"}

    assert not result.window.is_known
    assert states["SER004"] is State.NOT_CHECKED
    assert states["STR002"] is State.PASS


@pytest.mark.parametrize(
    ("name", "rows", "unit", "year"),
    [
        ("LKE ZI 2023 - Loka Uji Contoh.xlsx", [], "Loka Uji Contoh", 2023),
        ("a.xlsx", [("LEMBAR KERJA EVALUASI ZONA INTEGRITAS LOKA UJI CONTOH TAHUN 2022",)], "LOKA UJI CONTOH", 2022),
        ("a.xlsx", [("Satuan Kerja : Pengadilan Contoh",), ("Tahun", 2021)], "Pengadilan Contoh", 2021),
        (
            "a.xlsx",
            [("RUMAH TAHANAN NEGARA KELAS IIB CONTOH TAHUN 2023",)],
            "RUMAH TAHANAN NEGARA KELAS IIB CONTOH",
            2023,
        ),
        (
            "a.xlsx",
            [("LKE ZI Satuan Pelayanan Terminal Tipe A Contoh 2023",)],
            "Satuan Pelayanan Terminal Tipe A Contoh",
            2023,
        ),
        (
            "a.xlsx",
            [("KEMENTERIAN CONTOH",), ("KANTOR WILAYAH CONTOH UTARA",), ("RUDENIM CONTOH",), ("TAHUN 2023",)],
            "RUDENIM CONTOH",
            2023,
        ),
        (
            "a.xlsx",
            [("Satker: Balai Contoh Kab. Melati. Berikut isian LKE kami", "Tahun: 2023")],
            "Balai Contoh Kab. Melati",
            2023,
        ),
        ("a.xlsx", [("Unit Kerja: Balai Contoh Sari, Tahun 2023",)], "Balai Contoh Sari", 2023),
        ("a.xlsx", [("LKE ZI POLRES CONTOH SARI SEMESTER II T.A. 2023",)], "POLRES CONTOH SARI", 2023),
        ("a.xlsx", [("Evaluasi ZI Polres Contoh (Sari) Tahun 2023 (Revisi 2)",)], "Polres Contoh (Sari)", 2023),
        ("a.xlsx", [("LKE ZI TAHUN 2023 RUTAN CONTOH PERIODE JANUARI S.D. JUNI 2023",)], "RUTAN CONTOH", 2023),
        ("a.xlsx", [("LKE ZI RUTAN CONTOH (PER 30 JUNI 2023)",)], "RUTAN CONTOH", 2023),
        ("a.xlsx", [("Tahun : 2023",), ("RUTAN CONTOH TAHUN 2023 (disandingkan dengan 2022)",)], "RUTAN CONTOH", 2023),
        ("a.xlsx", [("Satker : RUTAN CONTOH Semester I 2023 (draf)",), ("Tahun", 2023)], "RUTAN CONTOH", 2023),
        ("a.xlsx", [("RUTAN KELAS I CONTOH",), ("KANWIL CONTOH 2023",)], "RUTAN KELAS I CONTOH", 2023),
    ],
)
def test_frame_names_unit_and_year(name: str, rows: list[tuple[Any, ...]], unit: str, year: int) -> None:
    sheet = read(workbook(*rows, HEAD, (f"a. {TEAM}", "Ya", "SK Tim"), (f"b. {CHOICE}", "A", "Notula")), name)

    assert sheet.unit == unit
    assert sheet.year is not None
    assert sheet.year.value == year


def test_title_merged_over_the_table_names_nobodys_columns() -> None:
    book = workbook(
        ("INSPEKTORAT DAERAH CONTOH TAHUN 2023",), HEAD, (f"a. {TEAM}", "Ya", "SK Tim"), (f"b. {CHOICE}", "A", "Notula")
    )
    book["LKE"].merge_cells("A1:C1")
    sheet = read(book)

    assert sheet.unit == "INSPEKTORAT DAERAH CONTOH"
    assert [(row.answer, row.evidence, row.reviews) for row in sheet.rows] == [
        ("Ya", "SK Tim", ()),
        ("A", "Notula", ()),
    ]


PASTED = f"""LKE ZONA INTEGRITAS
Satuan Kerja : LOKA UJI CONTOH
Tahun : 2023
A. PENGUNGKIT 60 1,00 100,00%
I. PEMENUHAN 30
1. MANAJEMEN PERUBAHAN 4
i. Penyusunan Tim Kerja 0.5
a. {TEAM} YA 1 100,00% SK Kepala Loka Nomor 3/LUC/2023
1. Lampiran susunan tim
b. Penentuan anggota Tim dipilih melalui
prosedur/mekanisme yang jelas B 0,5 Notula pemilihan tanggal 2 Mei 2023
ii. Rencana Pembangunan Zona Integritas 1
a. {PLAN} TIDAK 0
"""


def test_pasted_page_is_read_by_its_questions() -> None:
    sheet = read_bytes(PASTED.encode(), "tempel.txt")

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.I.1.i.a", "YA", "SK Kepala Loka Nomor 3/LUC/2023\n1. Lampiran susunan tim"),
        ("A.I.1.i.b", "B", "Notula pemilihan tanggal 2 Mei 2023"),
        ("A.I.1.ii.a", "TIDAK", ""),
    ]
    assert (sheet.unit, sheet.year and sheet.year.value) == ("LOKA UJI CONTOH", 2023)


def test_row_numbers_and_letters_of_a_program_name_the_cells() -> None:
    page = (
        "<table><tr><th></th><th>A</th><th>B</th><th></th><th>C</th></tr>"
        "<tr><th>3</th><td>Penilaian</td><td>Jawaban</td><td></td><td>Bukti Dukung</td></tr>"
        "<tr><th></th><td></td><td></td><td></td><td></td></tr>"
        f"<tr><th>4</th><td>a. {TEAM}</td><td>Ya</td><td></td><td>SK Tim</td></tr>"
        f"<tr><th>5</th><td>b. {CHOICE}</td><td>A</td><td></td><td>Notula</td></tr></table>"
    )
    rows = read_bytes(page.encode(), "ekspor.html").rows

    assert [(row.answer_place and row.answer_place.cell, row.segments[0][1].cell) for row in rows] == [
        ("B4", "C4"),
        ("B5", "C5"),
    ]


# --- the portal ---------------------------------------------------------------------------------------


def portal(answers: list[dict[str, object]]) -> bytes:
    unit = {"unit_id": "UNIT-7", "nama_unit": "Loka Uji Contoh", "tahun": 2026, "answers": answers}
    return json.dumps(unit, indent=1).encode()


def test_portal_answers_are_read_and_written_again() -> None:
    answers = [
        {"soal_id": 1, "jawaban_unit": "Ya", "jawaban_tpi": "Tidak", "catatan_unit": None,
         "bukti_dukung_unit": "SK Tim Nomor 1/LUC/2026", "catatan_tpi": "belum lengkap"},
        {"soal_id": 2, "jawaban_unit": "A", "jawaban_tpi": None, "catatan_unit": None,
         "bukti_dukung_unit": "https://arsip.loka.example/2", "catatan_tpi": None},
    ]  # fmt: skip
    sheet = read_bytes(portal(answers), "jawaban.json")
    written, left = portalrb_json(sheet)
    kept = [one for one in json.loads(written)["answers"] if one["jawaban_unit"] or one["bukti_dukung_unit"]]

    assert (sheet.unit, sheet.rows[0].reviews) == ("Loka Uji Contoh", (("TPI", "Tidak", "belum lengkap"),))
    assert (kept, left) == (answers, ())
    assert json.loads(written)["unit_id"] == "UNIT-7"


def test_each_question_of_the_portal_stands_in_the_row_it_names() -> None:
    rows = {row.code: row.place.cell or "" for row in read_sheet(FORM).rows if row.place.sheet == "Jawaban"}
    _, questions = portal_questions()

    assert len(questions) == 127
    assert {q.code: str(q.row) for q in questions} == {q.code: re.sub(r"\D", "", rows[q.code]) for q in questions}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"tahun": 2026, "total_soal": 2, "data": []}', "daftar soal PortalRB, bukan jawaban"),
        ('[{"nama": "x"}]', "bukan jawaban satu unit"),
        ('{"unit_id": "U", "answers": []}', "kosong"),
        ('{"unit_id": "U", "answers": [{"soal_id": 99999, "jawaban_unit": "Ya"}]}', "tidak satu pun soal_id"),
    ],
)
def test_other_json_is_refused_with_what_it_lacks(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_bytes(text.encode(), "uji.json")


def test_master_list_beside_the_answers_counts(tmp_path: Path) -> None:
    master = {"tahun": 2026, "total_soal": 2, "data": [{"nama": "i. Penyusunan Tim Kerja", "children": [], "soals": [
        {"id": 1, "teks_pertanyaan": CHOICE}, {"id": 2, "teks_pertanyaan": TEAM}]}]}  # fmt: skip
    (tmp_path / "master.json").write_text(json.dumps(master), encoding="utf-8")
    file = tmp_path / "jawaban.json"
    file.write_bytes(portal([{"soal_id": 1, "jawaban_unit": "B"}, {"soal_id": "2", "jawaban_unit": "Ya"}]))

    assert {row.code: row.answer for row in read_sheet(file).rows} == {"A.I.1.i.b": "B", "A.I.1.i.a": "Ya"}


def test_master_list_names_counts_by_their_numbers(tmp_path: Path) -> None:
    """The list has no percentages; its counts stand at once below the sub-area, "Jumlah Lainnya" among them."""
    asked = [it for it in portal_questions()[1] if 105 <= it.id <= 120]
    soals = [{"id": it.id, "teks_pertanyaan": f"{it.text} "} for it in asked]
    master = {"tahun": 2026, "total_soal": 16, "data": [{"nama": "II. REFORM", "children": [
        {"nama": "5. PENGUATAN PENGAWASAN", "children": [], "soals": soals}]}]}  # fmt: skip
    (tmp_path / "master.json").write_text(json.dumps(master), encoding="utf-8")
    file = tmp_path / "jawaban.json"
    file.write_bytes(portal([{"soal_id": it.id, "jawaban_unit": str(it.id)} for it in asked]))
    sheet = read_sheet(file)

    assert [(row.code, row.answer) for row in sheet.rows] == [(it.code, str(it.id)) for it in asked]
    assert not sheet.unplaced


# --- the cases of the field, where they are at hand ---------------------------------------------------


@pytest.mark.parametrize("folder", sorted(CASES.glob("*/")), ids=lambda path: path.name)
def test_case_is_read_right(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for name in expected.get("files", [expected.get("file")]):
        if expected.get("refused") is True:
            with pytest.raises(InputError, match="bukan LKE"):
                read_sheet(folder / name)
            continue
        rows = {row.code: row for row in read_sheet(folder / name).rows}
        assert set(rows) == {wanted["code"] for wanted in expected["rows"]}
        for wanted in expected["rows"]:
            row = rows[wanted["code"]]
            assert row.answer == wanted["answer"]
            assert "evidence" not in wanted or row.evidence.split() == wanted["evidence"].split()
            assert set(wanted.get("links", ())) <= set(row.links)
            assert "reviews" not in wanted or [list(review) for review in row.reviews] == wanted["reviews"]


# --- other programs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xls", "ods", "html"])
def test_export_of_another_program_reads_the_same(ending: str) -> None:
    """Made by tools/make_exports.py: unknown titles, a link behind "Lihat", an office above the unit."""
    sheet = read_sheet(Path(__file__).parent / "files" / f"loka_contoh.{ending}")

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.I.1.i.a", "Ya", "SK Kepala Loka Nomor 3/LUC/2023 tanggal 9 Januari 2023"),
        ("A.I.1.i.b", "A", "https://arsip.loka.example/Notula pemilihan.pdf"),
        ("A.I.1.ii.a", "Tidak", "Rencana kerja tahun 2023"),
    ]
    assert sheet.rows[1].reviews == (("Kanwil", "B", "Belum lengkap"),)
    assert sheet.rows[0].answer_place is not None
    assert sheet.rows[0].answer_place.cell == "B6"
    assert sheet.unit == "LOKA UJI CONTOH"
