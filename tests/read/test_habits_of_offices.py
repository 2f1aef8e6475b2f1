"""What offices do with the cells of a form: values beside answers, two years, evidence below, rows cut in two."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from lke_docs.model import Place, SourceText
from lke_docs.read import read_bytes
from lke_docs.read.door import interpret
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.text import as_seen
from tests.read.kinds import FORM, OLD, Item, book, items, saved, table, wanted
from tests.read.prints import below_each_other
from tests.read.test_layouts_of_offices import read, read_rows


@pytest.mark.parametrize(
    "valued",
    [
        "{} (1,00)", "{} [0.67]", "{} - 0,75", "{} = 1", "{} 100%", "{} (nilai: 0,33)", "{} / 0.5",
        "✓ {}", "Pilihan {}", "opsi {}", "[{}]", "({})", "{}.", "“{}”", '"{}" (1,00)',
    ],
)  # fmt: skip
def test_what_stands_round_an_answer_is_no_part_of_it(valued: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "valued", "proof"), valued=lambda item: valued.format(item.answer))
    sheet = read([["No", "Penilaian", "Jawaban Unit (nilai)", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.notices


@pytest.mark.parametrize("written", ["{}\u200b", "\ufeff{}", "{}\u00ad", "{}\u00a0"])
def test_what_has_no_width_is_no_part_of_an_answer(written: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "valued", "proof"), valued=lambda item: written.format(item.answer))
    sheet = read_bytes(saved(book(("LKE", [["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows]))), "LKE.xlsx")

    assert read_rows(sheet) == wanted(of)


def test_full_width_letters_are_letters() -> None:
    assert as_seen("Ｙａ") == "Ya"


@pytest.mark.parametrize("title", ["Jenis Jawaban", "Tipe Isian", "Answer Type"])
def test_kinds_of_answers_are_neither_answers_nor_evidence(title: str) -> None:
    of = items()
    kinds = {"Ya": "Ya/Tidak", "A": "Huruf", "B": "Percentage"}
    rows = table(of, ("mark", "text", "kind", "answer", "proof"), kind=lambda item: kinds.get(item.answer, "A/B/C"))
    sheet = read([["No", "Penilaian", title, "Self Assessment", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not any(row.reviews for row in sheet.rows)


@pytest.mark.parametrize(
    "title",
    [
        "Rekomendasi Tahun Lalu",
        "Saran",
        "Rekomendasi TPI",
        "Dokumen yang Belum Ada",
        "Kekurangan Bukti",
        "Rencana Aksi",
        "RTL",
        "Kekurangan",
        "Rencana Perbaikan",
        "Hal yang harus dilengkapi",
        "Status Eviden",
        "Jumlah Eviden",
        "Cek Data Dukung",
        "PIC Bukti Dukung",
        "Lokasi Eviden",
        "Tempat simpan",
        "Lokasi penyimpanan",
        "Letak Berkas",
    ],
)
def test_advice_is_no_evidence(title: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "answer", "proof", "said"), said=lambda item: "Lengkapi notula rapat 2024")
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung", title], *rows])

    assert read_rows(sheet) == wanted(of)
    assert any(row.reviews for row in sheet.rows) or f"“{title}” bukan bukti dukung" in sheet.notices[0].text


@pytest.mark.parametrize("title", ["Contoh Eviden", "Standar Bukti", "Eviden yang diminta", "Petunjuk pengisian"])
def test_what_the_form_asks_for_is_no_evidence(title: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "answer", "proof", "said"), said=lambda item: "SK Tim Kerja, notula")
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung", title], *rows])

    assert read_rows(sheet) == wanted(of)
    assert f"“{title}” bukan bukti dukung" in sheet.notices[0].text


@pytest.mark.parametrize("who", ["Pendamping", "Kabag", "Tim Mutu", "Pimpinan", "Hawasbid"])
@pytest.mark.parametrize("title", ["Catatan {}", "Masukan {}"])
@pytest.mark.parametrize("held", ["Lengkapi tanda tangan", "Lengkapi foto kegiatan"])
@pytest.mark.parametrize("own", ["Bukti Dukung", "Narasi"])
def test_whoever_remarks_gives_no_evidence(who: str, title: str, held: str, own: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "answer", "proof", "said"), said=lambda item: held)
    sheet = read([["No", "Penilaian", "Jawaban", own, title.format(who)], *rows])

    assert read_rows(sheet) == wanted(of)
    assert {name for row in sheet.rows for name, *_ in row.reviews} == {who}


@pytest.mark.parametrize("title", ["Jawaban atas Catatan TPI", "Tanggapan Satker terhadap Catatan TPI"])
def test_reply_to_an_evaluator_is_the_units(title: str) -> None:
    of = items()
    said = {"note": lambda item: "Perlu notula", "said": lambda item: "Notula ditambahkan 4 Mei 2024"}
    rows = table(of, ("mark", "text", "answer", "proof", "note", "said"), **said)
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung", "Catatan TPI", title], *rows])

    assert read_rows(sheet) == wanted(of, lambda item: f"{item.proof}\nNotula ditambahkan 4 Mei 2024".strip())
    assert {row.reviews for row in sheet.rows} == {(("TPI", "", "Perlu notula"),)}


@pytest.mark.parametrize("title", ["Kategori", "Sudah diunggah?"])
def test_title_that_names_nobody_names_no_evaluator(title: str) -> None:
    of = items()
    rows = table(of, ("mark", "text", "answer", "said", "proof"), said=lambda item: "A")
    sheet = read([["No", "Penilaian", "Jawaban", title, "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not any(row.reviews for row in sheet.rows)
    assert f"“{title}” tidak dikenal" in sheet.notices[0].text


@pytest.mark.parametrize("title", ["No", "No. Dok"])
def test_numbers_of_documents_are_no_ticks(title: str) -> None:
    of = items()
    rows = table(of, ("text", "answer", "said", "proof"), said=lambda item: "1")

    assert read_rows(read([["Penilaian", "Jawaban", title, "Nama Dokumen"], *rows])) == wanted(of)


@pytest.mark.parametrize("titles", [("No. Surat", "Tgl"), ("Nomor Surat", "Tanggal Surat")])
def test_number_and_day_of_a_document_are_evidence(titles: tuple[str, str]) -> None:
    of = items()
    held = {"number": lambda item: "B-4/CTH/III/2024", "day": lambda item: "3 Maret 2024"}
    rows = table(of, ("text", "answer", "proof", "number", "day"), **held)
    sheet = read([["Penilaian", "Jawaban", "Nama Dokumen", *titles], *rows])

    assert read_rows(sheet) == wanted(of, lambda item: f"{item.proof}\nB-4/CTH/III/2024\n3 Maret 2024".strip())


@pytest.mark.parametrize("written", ["{}", "{} -", "({})"])
def test_code_may_stand_before_its_question(written: str) -> None:
    of = [item for item in items() if item.is_asked]
    rows = [[f"{written.format(item.code)} {item.text}", item.answer, item.proof] for item in of]
    sheet = read([["Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert [(row.code, row.question) for row in sheet.rows] == [(item.code, item.text) for item in of]


@pytest.mark.parametrize("write", [str.lower, lambda code: code.replace(".", "-"), str.upper])
def test_codes_without_questions_may_be_typed_otherwise(write: Callable[[str], str]) -> None:
    of = items()
    rows = [[write(item.code), item.answer, item.proof] for item in of if item.is_asked]

    assert read_rows(read([["Kode", "Jawaban", "Bukti Dukung"], *rows])) == wanted(of)


@pytest.mark.parametrize("held", ["Terpenuhi", "A/B/C", "Jika seluruh unsur terpenuhi", "3. Sudah"])
def test_answers_that_cannot_be_read_are_said(held: str) -> None:
    rows = table(items(), ("mark", "text", "held", "proof"), held=lambda item: held)
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])
    said = [notice.text for notice in sheet.notices if "tidak terbaca" in notice.text]

    assert len(said) == 1
    assert f"“{held}” (lembar “0” sel C" in said[0]


def test_area_may_stand_before_its_aspect_in_codes() -> None:
    of = items(FORM, ("A.II.1.", "A.II.5."))
    rows = [["Kode", "Uraian", "Jawaban", "Bukti Dukung"]]
    for item in of:
        part, aspect, area, *below = f"{item.code}..".split(".")
        rows.append([".".join([part, area, aspect, *below]).strip("."), item.text, item.answer, item.proof])
    sheet = read([row for row in rows if row[0].count(".") != 1])

    assert read_rows(sheet) == wanted(of)
    assert {heading.code for heading in sheet.headings} >= {"A.II.1", "A.II.5"}


@pytest.mark.parametrize("total", ["Jumlah {}", "TOTAL {}", "Sub Total", "Jumlah Nilai Area II. {}", "Jumlah {} (3,5)"])
def test_totals_are_no_numbers_that_the_form_asks_for(total: str) -> None:
    of = items(FORM, ("A.II.3.", "A.II.5."))
    name = "PENATAAN SISTEM MANAJEMEN SDM"
    last = max(number for number, item in enumerate(of) if item.code.startswith("A.II.3."))
    summed = [*of[: last + 1], Item("", "", total.format(name), "3,5", is_asked=True), *of[last + 1 :]]
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *table(summed, ("mark", "text", "answer", "proof"))])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


@pytest.mark.parametrize("first", ["1.", "1)", "a.", "a)"])
@pytest.mark.parametrize(("form", "part"), [(FORM, "A.II.5."), (OLD, "A.5.")])
@pytest.mark.parametrize("columns", [("mark", "text", "answer", "proof"), ("both", "answer", "proof")])
def test_numbers_below_an_indicator_may_be_numbered(
    first: str, form: Path, part: str, columns: tuple[str, ...]
) -> None:
    of, last = [], {}
    for item in items(form, (part,)):
        above = item.code.rpartition(".")[0]
        last[above] = last.get(above, ord(first[0]) - 1) + 1
        of.append(item._replace(mark=f"{chr(last[above])}{first[1]}") if item.mark == "-" else item)
    titles = {"mark": "No", "text": "Penilaian", "both": "Penilaian", "answer": "Jawaban", "proof": "Bukti Dukung"}
    sheet = read([[titles[column] for column in columns], *table(of, columns)])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


@pytest.mark.parametrize("is_answered_below", [False, True])
def test_question_cut_over_two_rows_is_one(is_answered_below: bool) -> None:
    of = items(FORM, ("A.I.2.", "A.I.3."))
    rows: list[list[str]] = []
    for mark, text, answer, proof in table(of, ("mark", "text", "answer", "proof")):
        words = text.split()
        if not answer or len(words) < 12:
            rows.append([mark, text, answer, proof])
            continue
        upper, lower = " ".join(words[:7]), " ".join(words[7:])
        rows += [[mark, upper, "", ""], ["", lower, answer, proof]] if is_answered_below else (
            [[mark, upper, answer, proof], ["", lower, "", ""]]
        )  # fmt: skip
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


def test_other_words_for_those_of_a_question_are_known() -> None:
    of = items(FORM, ("A.I.5.",))
    rows = [[text.replace("elah dilakukan", "udah dilakukan"), *rest] for text, *rest in table(of, ("text", "answer"))]
    sheet = read([["Penilaian", "Jawaban"], *rows])

    assert {row.code: row.answer for row in sheet.rows} == {it.code: it.answer for it in of if it.is_asked}


OLD = {
    "old": lambda item: "Tidak" if item.answer == "Ya" else "C",
    "past": lambda item: f"Laporan {item.code} tahun 2023",
}


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        (("Jawaban 2023", "Bukti 2023", "Jawaban 2024", "Bukti 2024"), ("old", "past", "answer", "proof")),
        (("Jawaban 2024", "Bukti 2024", "Jawaban 2023", "Bukti 2023"), ("answer", "proof", "old", "past")),
        (("Jawaban 2023", "Bukti", "Jawaban 2024", "Bukti"), ("old", "past", "answer", "proof")),
        (("Jawaban 2023", "Jawaban 2024", "Bukti Dukung"), ("old", "answer", "proof")),
        (("Jawaban 2024", "Jawaban 2023", "Bukti Dukung"), ("answer", "old", "proof")),
        (("Jawaban Tahun Lalu", "Bukti Tahun Lalu", "Jawaban", "Bukti"), ("old", "past", "answer", "proof")),
        (("Draf Jawaban", "Jawaban Final", "Bukti Dukung"), ("old", "answer", "proof")),
        (("Jawaban Menjadi", "Jawaban Semula", "Bukti Dukung"), ("answer", "old", "proof")),
        (("Target Jawaban", "Jawaban Saat Ini", "Bukti Dukung"), ("old", "answer", "proof")),
        (("Jawaban", "Jawaban Perbaikan", "Bukti Dukung"), ("old", "answer", "proof")),
        (("Jawaban 2024", "Jawaban Setelah Revisi", "Bukti Dukung"), ("old", "answer", "proof")),
        (("Jawaban Revisi", "Jawaban Final", "Bukti Dukung"), ("old", "answer", "proof")),
        (("Jawaban", "Jawaban LKE lama", "Bukti Dukung"), ("answer", "old", "proof")),
        (("Jawaban", "Bukti Dukung", "Eviden Tahun 2023"), ("answer", "proof", "past")),
        (("Jawaban", "Data Dukung 2023", "Data Dukung 2024"), ("answer", "past", "proof")),
        (("Jawaban", "Bukti", "Jawaban Tahun Sebelumnya", "Bukti"), ("answer", "proof", "old", "past")),
        (("Jawaban Unit 2023", "Jawaban Unit 2024", "Bukti", "Jawaban TPI 2024"), ("old", "answer", "proof", "answer")),
    ],
)
def test_columns_of_another_year_are_not_the_units(titles: tuple[str, ...], columns: tuple[str, ...]) -> None:
    of = items()
    rows = [["LKE ZI Puskesmas Contoh"], ["Penilaian", *titles], *table(of, ("both", *columns), **OLD)]
    sheet = read_bytes(saved(book(("LKE", rows))), "LKE.xlsx")
    reviews = {name for row in sheet.rows for name, *_ in row.reviews}

    assert read_rows(sheet) == wanted(of)
    assert reviews == ({"TPI 2024"} if "Jawaban TPI 2024" in titles else set())
    assert sum("isian tahun lain" in notice.text for notice in sheet.notices) == len({"old", "past"} & {*columns})


@pytest.mark.parametrize(
    "titles", [("Jawaban", "Bukti"), ("Jawaban Awal", "Bukti Awal"), ("Jawaban 2024", "Bukti 2024")]
)
@pytest.mark.parametrize("later", ["Jawaban Perbaikan", "Jawaban Final"])
def test_first_answer_stands_where_no_later_one_does(titles: tuple[str, str], later: str) -> None:
    of = items()
    first = {
        "first": lambda item: "C" if item.code.endswith(".b") else item.answer,
        "later": lambda item: item.answer if item.code.endswith(".b") else "",
        "more": lambda item: "SK baru 1 Juni 2024" if item.code.endswith(".b") else "",
    }
    rows = table(of, ("both", "first", "proof", "answer", "later", "more"), **first)
    head = ["Penilaian", *titles, "Jawaban TPI", later, "Bukti Dukung Perbaikan"]
    sheet = read_bytes(saved(book(("LKE", [["LKE ZI Puskesmas Contoh 2024"], head, *rows]))), "LKE.xlsx")

    assert read_rows(sheet) == wanted(of, lambda item: f"{item.proof}\n{first['more'](item)}".strip())
    assert [notice.text for notice in sheet.notices if f"“{titles[0]}” berisi isian tahun lain" in notice.text]


@pytest.mark.parametrize(
    "titles",
    [("Jawaban (Ya/Tidak)", "Jawaban (A-E)"), ("Jawaban Y/T", "Jawaban Huruf"), ("Ya/Tidak", "A/B/C/D/E")],
)
def test_answers_of_the_unit_may_stand_in_two_columns(titles: tuple[str, str]) -> None:
    of = items()
    kinds = {"yes": lambda item: "Ya" if item.answer == "Ya" else "", "letter": lambda item: item.answer[:1].strip("Y")}
    rows = table(of, ("mark", "text", "yes", "letter", "proof"), **kinds)
    sheet = read([["No", "Penilaian", *titles, "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not any(row.reviews for row in sheet.rows)


@pytest.mark.parametrize("said", ["-- Pilih --", "Ya/Tidak", "Pilih jawaban", "A/B/C"])
def test_list_from_which_nobody_chose_is_no_answer(said: str) -> None:
    of = items()
    rows = table(
        of, ("mark", "text", "chosen", "proof"), chosen=lambda item: said if item.answer == "B" else item.answer
    )
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert {row.code: row.answer for row in sheet.rows} == {
        it.code: "" if it.answer == "B" else it.answer for it in of if it.is_asked
    }


@pytest.mark.parametrize("mark", ["contoh", "Contoh pengisian"])
def test_sample_row_of_a_form_is_none_of_the_units(mark: str) -> None:
    of = items()
    rows = table(of, ("serial", "text", "answer", "proof"))
    first = next(row for row in rows if row[2])
    sample = [mark, first[1], "Ya", "SK Tim Nomor ... tanggal ..."]
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], sample, *rows])

    assert read_rows(sheet) == wanted(of)
    assert [notice.text for notice in sheet.notices] == [f"Baris bertanda “{mark}” (lembar “0” sel A2) tidak dibaca."]


@pytest.mark.parametrize("is_later_first", [False, True])
@pytest.mark.parametrize("is_word", [False, True])
@pytest.mark.parametrize("is_parted", [False, True])
def test_tables_of_two_years_below_each_other(is_later_first: bool, is_word: bool, is_parted: bool) -> None:
    of = items()
    grids, lines, row = [], [], 0
    for year in sorted((2023, 2024), reverse=is_later_first):
        rows = table(of, ("both", "answer", "proof") if year == 2024 else ("both", "old", "past"), **OLD)
        cut = next(n for n, item in enumerate(of) if item.code == "A.I.2") if is_parted else len(rows)
        title = f"LKE ZI PUSKESMAS CONTOH TAHUN {year}"
        lines.append(SourceText(title, Place(line=len(lines) + 1)))
        for number, part in enumerate((rows[:cut], rows[cut:])):
            whole = [[] if is_word or number else [title], ["Penilaian", "Jawaban", "Bukti Dukung"], *part]
            cells = [Cell(row + r, c, t, "LKE") for r, texts in enumerate(whole) for c, t in enumerate(texts) if t]
            if part:
                grids.append(Grid(f"Tabel {len(grids) + 1}", tuple(cells), lines_above=len(lines)))
                row += len(whole) + 1
    whole_sheet = [Grid("LKE", tuple(cell for grid in grids for cell in grid.cells))]
    document = Document("docx", tuple(grids), tuple(lines)) if is_word else Document("xlsx", tuple(whole_sheet))
    sheet = interpret(document, b"", "uji")

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced and not sheet.clashes
    assert sheet.year is not None and sheet.year.value == 2024
    assert any("berisi isian tahun 2023" in notice.text for notice in sheet.notices)


@pytest.mark.parametrize("is_later_first", [False, True])
@pytest.mark.parametrize("title", ["LKE ZI Puskesmas Contoh Tahun {}", "Tahun : {}", "{}"])
@pytest.mark.parametrize("form", ["html", "pdf"])
def test_tables_of_two_years_below_titles_outside_them(form: str, title: str, is_later_first: bool) -> None:
    of = [item._replace(proof=item.proof.replace("\n", "; ")) for item in items()]
    head = ["Penilaian", "Jawaban", "Bukti Dukung"]
    pages = {2023: table(of, ("both", "old", "past"), **OLD), 2024: table(of, ("both", "answer", "proof"))}
    titled = {title.format(year): [head, *pages[year]] for year in sorted(pages, reverse=is_later_first)}
    if form == "pdf":
        data = below_each_other(titled)
    else:
        bodies = {at: "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in it) for at, it in titled.items()}
        data = "".join(f"<h2>{at}</h2><table>{body}</table>" for at, body in bodies.items()).encode()
    sheet = read_bytes(data, f"lke.{form}")

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced and not sheet.clashes
    assert sheet.year is not None and sheet.year.value == 2024
    assert any("berisi isian tahun 2023" in notice.text for notice in sheet.notices)


@pytest.mark.parametrize(("title", "source"), [("LKE ZI TAHUN 2023", "LKE.xlsx"), ("LKE ZI", "LKE 2023.xlsx")])
def test_year_of_the_sheet_says_which_columns_are_its_own(title: str, source: str) -> None:
    of = items()
    titles = ["Penilaian", "Jawaban 2023", "Bukti 2023", "Jawaban 2024", "Bukti 2024"]
    rows = table(of, ("both", "answer", "proof", "old", "past"), **OLD)

    assert read_rows(read_bytes(saved(book(("LKE", [[title], titles, *rows]))), source)) == wanted(of)


@pytest.mark.parametrize(
    ("names", "source", "is_first"),
    [
        (("LKE 2023", "LKE 2024"), "LKE Puskesmas.xlsx", False),
        (("LKE 2024", "LKE 2023"), "LKE Puskesmas.xlsx", True),
        (("LKE 2023", "LKE 2024"), "LKE 2023.xlsx", True),
        (("LKE", "LKE Tahun Lalu"), "LKE.xlsx", True),
        (("LKE lama", "LKE baru"), "LKE.xlsx", False),
        (("Contoh", "LKE Satker"), "LKE 2024.xlsx", False),
    ],
)
def test_worksheet_of_another_year_is_named_and_not_read(names: tuple[str, str], source: str, is_first: bool) -> None:
    of = items()
    head = ["Penilaian", "Jawaban", "Bukti Dukung"]
    pages = [[head, *table(of, columns, **OLD)] for columns in (("both", "answer", "proof"), ("both", "old", "past"))]
    made = book(*zip(names, pages if is_first else reversed(pages), strict=True))
    sheet = read_bytes(saved(made), source)

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced and not sheet.clashes
    assert [notice.text for notice in sheet.notices if f"“{names[is_first]}” berisi isian tahun" in notice.text]


VERSIONS = [("LKE", "LKE Perbaikan"), ("LKE 2024", "LKE 2024 Rev"), ("LKE Rev 1", "LKE Rev 2"), ("Isian", "LKE Final")]


@pytest.mark.parametrize("names", VERSIONS)
@pytest.mark.parametrize("is_later_first", [False, True])
@pytest.mark.parametrize("is_whole", [False, True])
def test_later_version_of_a_worksheet_is_the_sheet(
    names: tuple[str, str], is_later_first: bool, is_whole: bool
) -> None:
    of = items()
    head = ["Penilaian", "Jawaban", "Bukti Dukung"]
    pages = [[head, *table(of, columns, **OLD)] for columns in (("both", "old", "past"), ("both", "answer", "proof"))]
    if not is_whole:
        pages = [pages[1], [row[:1] if number % 2 else row for number, row in enumerate(pages[1])]]
    made = book(*sorted(zip(names, pages, strict=True), reverse=is_later_first))
    sheet = read_bytes(saved(made), "LKE.xlsx")

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced and not sheet.clashes
    how = "tidak dibaca" if is_whole else "hanya dibaca untuk isian yang kosong di sana"
    assert [notice.text for notice in sheet.notices] == [f"Lembar “{names[0]}” diganti lembar “{names[1]}” dan {how}."]


def test_parts_of_a_form_of_two_years_are_all_read() -> None:
    of = items()
    head = ["Penilaian", "Jawaban", "Bukti Dukung"]
    first, second = ([it for it in of if it.code.startswith(area)] for area in ("A.I.1.", "A.I.2."))
    pages = [[head, *table(part, ("both", "answer", "proof"))] for part in (first, second)]
    sheet = read_bytes(saved(book(("Area 1 2023", pages[0]), ("Area 2 2024", pages[1]))), "LKE.xlsx")

    assert read_rows(sheet) == wanted([*first, *second])


@pytest.mark.parametrize("layout", ["beside", "within", "below", "going on"])
def test_rows_below_an_indicator_that_say_what_they_hold(layout: str) -> None:
    of = tuple(item._replace(proof=item.proof.replace("\n", "; ")) for item in items())
    rows: list[list[str]] = []
    for item in of:
        rows.append([item.mark, item.text, item.answer])
        if item.is_asked:
            first, _, rest = item.proof.partition("; ")
            rows += {
                "beside": [["Data dukung", item.proof]],
                "within": [[f"Bukti Dukung : {item.proof}"]],
                "below": [["", "Bukti Dukung:"], ["", item.proof]],
                "going on": [["Data dukung", first], *([["", rest]] if rest else [])],
            }[layout]
            rows.append(["Catatan TPI", "Sesuai"])
    below = [["", ""], ["Keterangan : diisi oleh satuan kerja"]]
    sheet = read([["No", "Uraian", "Jawaban"], *rows, *below])
    is_two = layout == "going on"

    assert read_rows(sheet) == wanted(of, lambda item: item.proof.replace("; ", "\n", 1) if is_two else item.proof)
    assert {row.reviews for row in sheet.rows} == {(("TPI", "", "Sesuai"),)}
    assert not sheet.unplaced


def test_numbers_that_an_editor_took_for_dates_are_no_evidence() -> None:
    of = tuple(item for item in items() if item.is_asked)
    rows = table(of, ("day", "text", "answer", "proof"), day=lambda item: f"{of.index(item) + 1} Januari 2024")
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)


def test_word_for_a_link_left_of_the_questions_is_no_label() -> None:
    of = items()
    rows = table(of, ("shown", "answer", "both"), shown=lambda item: "Evidence")
    sheet = read([["Bukti Dukung", "Jawaban", "Uraian"], *rows])

    assert {row.code: row.answer for row in sheet.rows} == {it.code: it.answer for it in of if it.is_asked}


PAPERS = "SK Kepala Nomor 3/CTH/2024\nNotula rapat tanggal 3 April 2024"


@pytest.mark.parametrize("said", ["lihat komentar", "Lihat Komentar!", "Foto kegiatan (lihat komentar)"])
def test_comment_to_which_a_cell_points_is_its_evidence(said: str) -> None:
    of = items()
    made = book(
        ("LKE", [["Uraian", "Jawaban", "Bukti Dukung"], *table(of, ("both", "answer", "said"), said=lambda _: said)])
    )
    page: Any = made["LKE"]
    for row in range(2, len(of) + 2):
        if page.cell(row, 3).value:
            page.cell(row, 3).comment = Comment(f"Operator:\n{PAPERS}", "Operator")
    page["B4"].comment = Comment("nilai terlalu tinggi", "TPI")
    sheet = read_bytes(saved(made), "LKE.xlsx")

    assert {row.evidence for row in sheet.rows} == {f"{said}\n{PAPERS}" if "Foto" in said else PAPERS}
    assert [notice.text for notice in sheet.notices] == [
        "Komentar sel di lembar “LKE” tidak dibaca sebagai bukti: B4 “nilai terlalu tinggi”."
    ]


def open_document(rows: Sequence[Sequence[str]]) -> bytes:
    """An ODS of these cells, each what a table:table-cell holds; style "gone" strikes through, "sign" is Wingdings."""
    cells = ("".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows)
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    gone = '<style:style style:name="gone"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    gone += '<style:style style:name="sign"><style:text-properties style:font-name="Wingdings"/></style:style>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles>{gone}</office:automatic-styles><office:body>"
            f'<office:spreadsheet><table:table table:name="LKE">{body}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return stream.getvalue()


@pytest.mark.parametrize("tick", ['<text:p><text:span text:style-name="sign">ü</text:span></text:p>',
                                  '<text:p text:style-name="sign">ü</text:p>'])  # fmt: skip
def test_letters_of_a_font_of_signs_are_ticks_in_an_open_document(tick: str) -> None:
    of = [item for item in items() if item.is_asked][:4]
    rows = [[f"<text:p>{title}</text:p>" for title in ("Uraian", "Ya", "Tidak", "Bukti Dukung")]]
    for number, it in enumerate(of):
        boxes = ["<text:p/>", tick] if number % 2 else [tick, "<text:p/>"]
        rows.append([f"<text:p>{it.text}</text:p>", *boxes, "<text:p>SK Tim 2024</text:p>"])
    sheet = read_bytes(open_document(rows), "LKE.ods")

    assert [row.answer for row in sheet.rows] == ["Ya", "Tidak", "Ya", "Tidak"]


def test_comment_of_an_open_document_is_evidence_where_its_cell_points_to_it() -> None:
    of = [item for item in items() if item.is_asked][:3]
    note = "<office:annotation><text:p>{}</text:p></office:annotation>"
    texts = [["Uraian", "Jawaban", "Bukti Dukung"], *([it.text, it.answer, "lihat komentar"] for it in of)]
    rows = []
    for number, row in enumerate(texts):
        notes = ["", note.format("mohon dicek") if number == 1 else "", note.format("SK Tim 2024") if number else ""]
        rows.append([f"{remark}<text:p>{text}</text:p>" for text, remark in zip(row, notes, strict=True)])
    sheet = read_bytes(open_document(rows), "LKE.ods")

    assert {row.evidence for row in sheet.rows} == {"SK Tim 2024"}
    assert ["B2 “mohon dicek”" in notice.text for notice in sheet.notices] == [True]


def test_words_struck_through_in_an_open_document_are_no_evidence() -> None:
    of = [item for item in items() if item.is_asked][:3]
    texts = [["Uraian", "Jawaban", "Bukti Dukung"], *([it.text, it.answer, "SK Tim 2024"] for it in of)]
    rows = [[f"<text:p>{text}</text:p>" for text in row] for row in texts]
    rows[1][2] = f'<text:p><text:span text:style-name="gone">SK 2019</text:span></text:p>{rows[1][2]}'
    rows[2][2] = f'<text:p text:style-name="gone">SK <text:s/>lama</text:p>{rows[2][2]}'
    sheet = read_bytes(open_document(rows), "LKE.ods")

    assert {row.evidence for row in sheet.rows} == {"SK Tim 2024"}
    assert [notice.text for notice in sheet.notices] == [
        "Teks yang dicoret atau disembunyikan tidak dibaca: “SK 2019”; “SK lama”."
    ]


def test_words_struck_through_by_the_markup_of_a_cell_are_told() -> None:
    of = [item for item in items() if item.is_asked][:3]
    evidence = "<p>SK Tim <s>Nomor 3/SK/2020</s></p><p style='display:none'>Foto</p><script>x</script>"
    rows = [[it.text, it.answer, evidence] for it in of]
    sheet = read_bytes(saved(book(("LKE", [["Uraian", "Jawaban", "Bukti Dukung"], *rows]))), "LKE.xlsx")

    said = "Teks yang dicoret atau disembunyikan tidak dibaca: “Nomor 3/SK/2020”; “Foto”"
    assert [notice.text.startswith(said) for notice in sheet.notices] == [True]


def test_link_may_lead_where_another_cell_says() -> None:
    of = [item for item in items() if item.is_asked]
    rows = [[item.text, item.answer, f"=HYPERLINK('Alamat 1'!$B{at},\"Buka\")"] for at, item in enumerate(of, 2)]
    addresses = [["", f"https://luc.example/{item.code}"] for item in of]
    whole = book(
        ("LKE", [["Pertanyaan", "Jawaban", "Bukti Dukung"], *rows]), ("Alamat 1", [["", "Tautan"], *addresses])
    )

    assert read_rows(read_bytes(with_values(saved(whole), "Buka"), "LKE.xlsx")) == wanted(
        of, lambda item: f"https://luc.example/{item.code}"
    )


def with_values(data: bytes, value: str) -> bytes:
    """A workbook with a stored value behind each formula."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"</f><v ?/?>(?:</v>)?", b"</f><v>%b</v>" % value.encode(), old.read(name)))
    return stream.getvalue()


@pytest.mark.parametrize(("name", "is_read"), [("Seksi Pengawasan", False), ("Seksi Pelayanan Umumm", True)])
def test_worksheet_of_another_unit_is_named_and_not_read(name: str, is_read: bool) -> None:
    of = items()
    sheets = []
    for unit, proof in (("Seksi Pelayanan Umum", "proof"), (name, "other")):
        rows = table(of, ("mark", "text", "answer", proof), other=lambda item: f"{item.proof} lain")
        sheets.append((unit, [["Unit Kerja", unit], ["No", "Uraian", "Jawaban", "Bukti Dukung"], *rows]))
    sheet = read_bytes(saved(book(*sheets)), "LKE.xlsx")

    assert read_rows(sheet) == wanted(of)
    assert (sheet.unit, bool(sheet.clashes)) == ("Seksi Pelayanan Umum", is_read)
    assert any(f"isian unit lain ({name})" in notice.text for notice in sheet.notices) is not is_read


TEAM = "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas"  # Ya or Tidak
CHOICE = "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas"  # a letter
PLAN = "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM"


@pytest.mark.parametrize("words", ["{}. Sudah", "{}) Sudah", "{}: Sudah", "({}) Sudah", "{} - Sudah", "{} Sudah ada"])
def test_the_words_of_its_option_are_no_part_of_an_answer(words: str) -> None:
    rows = [[asked, words.format(answer), "SK Tim"] for asked, answer in ((TEAM, "Ya"), (CHOICE, "B"), (PLAN, "Ya"))]
    sheet = read([["Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert [(row.answer, row.evidence, row.is_choice) for row in sheet.rows] == [
        ("Ya", "SK Tim", True), ("B", "SK Tim", True), ("Ya", "SK Tim", True)
    ]  # fmt: skip
    assert not sheet.notices


def test_a_letter_that_the_question_does_not_offer_is_left_as_it_is_written() -> None:
    rows = [[TEAM, "C. Sebagian", "SK Tim"], [CHOICE, "Ya, sudah", "Notula"], [PLAN, "Ya", "SK"]]
    sheet = read([["Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert [row.answer for row in sheet.rows] == ["C. Sebagian", "Ya, sudah", "Ya"]


def test_a_paper_behind_an_answer_is_evidence() -> None:
    answer = "A. Seluruh unsur; terlampir\n1. SK Nomor 7/2024 tanggal 3 Maret 2024"
    rows = [
        [TEAM, "Ya, SK Nomor 9/2024 tanggal 3 Maret 2024", "Notula 4 Mei 2024"],
        [CHOICE, answer, "Foto 5 Mei 2024"],
    ]
    sheet = read([["Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert [(row.answer, row.evidence) for row in sheet.rows] == [
        ("Ya", "SK Nomor 9/2024 tanggal 3 Maret 2024\nNotula 4 Mei 2024"),
        ("A", "1. SK Nomor 7/2024 tanggal 3 Maret 2024\nFoto 5 Mei 2024"),
    ]


@pytest.mark.parametrize(
    "title",
    ["Nilai", "Nilai Mandiri", "Nilai Unit", "Skor", "Skor Satker", "Jawaban", "Self Assessment", "Penilaian Mandiri",
     "Penilaian Unit", "Hasil Penilaian Mandiri", "Evaluasi Diri", "nilai_mandiri", "SA", "Respon"],
)  # fmt: skip
def test_numbers_in_the_place_of_answers_are_the_options_that_they_are_worth(title: str) -> None:
    rows = [[TEAM, "1", "SK Tim", "1"], [CHOICE, "0.5", "Notula", "0"], [PLAN, "0", "Rencana", "0"]]
    sheet = read([["Pertanyaan", title, "Bukti Dukung", "Nilai TPI"], *rows])

    assert [row.answer for row in sheet.rows] == ["Ya", "B", "Tidak"]
    said = "berisi nilai; 3 di antaranya dibaca sebagai pilihan yang bernilai itu: 0 = Tidak; 0.5 = B; 1 = Ya."
    assert sheet.notices[-1].text.endswith(said)


@pytest.mark.parametrize(
    "given", ["000", ("1", "0.3", "0"), ("Ya", "0.5", "0")], ids=["empty form", "no value", "letters"]
)
def test_numbers_that_are_no_values_of_options_stay_as_written(given: Sequence[str]) -> None:
    rows = [[asked, it, "SK Tim"] for asked, it in zip((TEAM, CHOICE, PLAN), given, strict=True)]
    sheet = read([["Pertanyaan", "Nilai Mandiri", "Bukti Dukung"], *rows])

    assert [row.answer for row in sheet.rows] == list(given)


@pytest.mark.parametrize("width", [18, 30, 42, 55])
@pytest.mark.parametrize("with_code", [False, True])
@pytest.mark.parametrize("below", [0, 1], ids=["evidence in the first row", "in the second"])
def test_a_question_broken_over_rows_of_its_own_is_one(width: int, with_code: bool, below: int) -> None:
    of, rows = items(), []
    for item in of:
        pieces = textwrap.wrap(item.text, width)
        at = min(below, len(pieces) - 1)
        lead = [item.code if with_code else item.mark, pieces[0], item.answer, "" if at else item.proof]
        rows += [lead, *(["", piece, "", item.proof if n == at else ""] for n, piece in enumerate(pieces[1:], 1))]
    sheet = read([["Kode" if with_code else "No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


@pytest.mark.parametrize(
    ("titles", "lines", "evidence"),
    [
        ("", "a.|{team}|Ya|1. SK Tim\n2. Notula", "1. SK Tim\n2. Notula"),
        ("|Keterangan", "a.|{team}|Ya|1. SK Tim\n2. Notula\n\n3. Foto|", "1. SK Tim\n2. Notula\n3. Foto"),
        ("|Keterangan", "a.|{team}|Ya|1. SK Tim\n2. Notula", "1. SK Tim\n2. Notula"),
        ("|Status", "a.|{team}|Ya|SK Tim\ntanggal 4 Mei 2024|ada", "SK Tim\ntanggal 4 Mei 2024"),
        ("", "a.|Unit kerja telah membentuk tim\nuntuk melakukan pembangunan Zona Integritas|Ya|SK Tim", "SK Tim"),
    ],
)
@pytest.mark.parametrize("separator", "\t;")
def test_a_line_of_a_cell_pasted_as_a_line_of_the_table_is_put_back(
    titles: str, lines: str, evidence: str, separator: str
) -> None:
    head = f"LKE ZI 2024\nNo|Pertanyaan|Jawaban|Bukti Dukung{titles}\ni.|Penyusunan Tim Kerja\n"
    text = f"{head}{lines.format(team=TEAM)}\nb.|{CHOICE}|A|Notula\na.|{PLAN}|Ya|Rencana\n\nKota Contoh, 5 Mei 2024\n"
    sheet = read_bytes(text.replace("|", separator).encode(), "lke.txt")

    assert [(row.answer, row.evidence) for row in sheet.rows] == [("Ya", evidence), ("A", "Notula"), ("Ya", "Rencana")]
    assert "Kota Contoh" in " ".join(notice.text for notice in sheet.notices)
