"""Layouts that offices make of the form by other means than its own columns: all rows right, whoever made them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from lke_docs.errors import InputError
from lke_docs.model import Sheet
from lke_docs.read import read_bytes
from lke_docs.read.content import chosen_option
from lke_docs.read.door import interpret
from lke_docs.read.grid import Cell, Document, Grid
from tests.read.kinds import Item, items, table, wanted

Rows = Sequence[Sequence[str]]
LETTERS = ("Ya", "Tidak", "A", "B", "C")
SHORT = (("Zona Integritas", "ZI"), ("Terdapat", "Ada"), ("onitoring dan evaluasi", "onev"), ("telah ", ""))


def read(*tables: Rows, wide: tuple[int, int, int] | None = None) -> Sheet:
    """Tables as one file; `wide`: row and column of a cell of the first, and how many columns it is merged over."""
    grids = []
    for number, rows in enumerate(tables):
        cells = [
            Cell(r, c, text, str(number), 1, wide[2] if not number and wide and (r, c) == wide[:2] else 1)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if text
        ]
        grids.append(Grid(str(number), tuple(cells)))
    return interpret(Document("docx", tuple(grids)), b"", "uji.docx")


def read_rows(sheet: Sheet) -> dict[str, tuple[str, str]]:
    return {row.code: (row.answer, row.evidence) for row in sheet.rows}


def flat(of: Sequence[Item]) -> Rows:
    """A row for each question, its area and sub-area beside it, as an application exports them."""
    names = {item.code: item.text for item in of if not item.is_asked}
    rows = [
        [names[it.code.rsplit(".", 2)[0]], names[it.code.rpartition(".")[0]], it.text, it.answer, it.proof]
        for it in of
        if it.is_asked and it.code.count(".") == 4
    ]
    return [["Area", "Sub Area", "Indikator", "Jawaban Satker", "Eviden"], *rows]


def coded(of: Sequence[Item]) -> Rows:
    rows = [[f"{item.code}.", item.text, item.answer, item.proof] for item in of if item.is_asked]
    return [["Kode", "Indikator", "Jawaban (Unit)", "Bukti Dukung (Unit)"], *rows]


def noted(of: Sequence[Item]) -> Rows:
    rows = table(of, ("mark", "text", "answer", "proof"))
    return [
        ["#", "Komponen", "Respon Satker", "Bukti yang dilampirkan"],
        rows[0],
        ["", "*) lampirkan yang baru"],
        *rows[1:],
    ]


def shortened(of: Sequence[Item]) -> Rows:
    rows = table(of, ("both", "answer", "proof"))
    for old, new in SHORT:
        rows = [[row[0].replace(old, new), *row[1:]] for row in rows]
    return [["Butir", "Jawaban", "Eviden"], *rows]


def boxed(of: Sequence[Item]) -> Rows:
    """Boxes of a Word form, one of them ticked; what the office does with a row stands beside."""
    boxes = {"Ya": "☑ Ya ☐ Tidak", "A": "☒ A ☐ B ☐ C", "B": "[ ] A [x] B [ ] C"}
    rows = table(of, ("both", "boxes", "proof", "status"), boxes=lambda item: boxes.get(item.answer, item.answer),
                 status=lambda item: "Laporan belum lengkap")  # fmt: skip
    return [["Penilaian", "Jawaban", "Bukti Dukung", "Status"], *rows]


def merged_down(of: Sequence[Item]) -> Rows:
    """The area and the sub-area once, in the first row of those that they are merged over."""
    rows = [list(row) for row in flat(of)]
    for column in (0, 1):
        for row, above in zip(reversed(rows[2:]), [row[column] for row in reversed(rows[1:-1])], strict=True):
            row[column] = "" if row[column] == above else row[column]
    return rows


def untitled_question(of: Sequence[Item]) -> Rows:
    """No title above the questions, and a question that reads like one."""
    head = ["", "", "Pilihan", "Jawaban", "Catatan/Keterangan"]
    return [head, *table(of, ("mark", "text", "options", "answer", "proof"))]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("☑ Ya ☐ Tidak", "Ya"),
        ("Ya ☑ Tidak ☐", "Ya"),
        ("Ya ◯ Tidak ◉", "Tidak"),
        ("◯ Ya ◉ Tidak", "Tidak"),
        ("A: [ ] B: [x] C: [ ]", "B"),
        ("Ya / Tidak: ☐ Ya ☑ Tidak", "Tidak"),
        ("Ya ☐ Tidak ☐", ""),
        ("■ Ya □ Tidak", "Ya"),
        ("( ) A (x) B ( ) C", "B"),
        ("/Tidak", "Tidak"),  # the others struck out
        ("Ya/ *)", "Ya"),
        ("A,,", "A"),
        ("//C", "C"),
        ("Ya/Tidak *)", ""),
    ],
)
def test_the_box_of_an_option_is_on_the_side_that_the_first_has_it_on(text: str, chosen: str) -> None:
    assert chosen_option(text) == chosen


def beside(of: Sequence[Item], titles: Sequence[str] = ("No", "Pertanyaan", "Jawaban", "Bukti Dukung")) -> Rows:
    """An area beside the others, each with titles of its own and a blank column between them."""
    right = [item for item in of if f"{item.code}.".startswith("A.I.2.")]
    names = ("mark", "text", "answer", "proof")[-len(titles) :]
    both = (table([item for item in of if item not in right], names), table(right, names))
    blank = [""] * len(titles)
    rows = zip(*([*part, *[blank] * (len(of) - len(part))] for part in both), strict=True)
    return [["LKE ZI 2024"], [*titles, "", *titles], *([*left, "", *it] for left, it in rows)]


def beside_without_marks(of: Sequence[Item]) -> Rows:
    return beside(of, ("Pertanyaan", "Jawaban", "Bukti Dukung"))


def reordered(of: Sequence[Item]) -> Rows:
    """Below one area the titles again, in another order, and once more."""
    parts = [[item for item in of if f"{item.code}.".startswith(f"A.I.{n}.")] for n in (1, 2, 3)]
    first, second, third = parts
    return [
        ["No", "Pertanyaan", "Jawaban", "Bukti Dukung"], *table(first, ("mark", "text", "answer", "proof")), [],
        ["No", "Pertanyaan", "Bukti Dukung", "Jawaban"], *table(second, ("mark", "text", "proof", "answer")),
        ["Pertanyaan", "Jawaban", "Bukti Dukung"], *table(third, ("both", "answer", "proof")),
    ]  # fmt: skip


def filled_down(of: Sequence[Item]) -> Rows:
    """Question and answer once more for each line of evidence, and once more with the same."""
    rows = [it for it in table(of, ("mark", "text", "answer", "proof")) for _ in range(1 if "\n" in it[-1] else 3)]
    rows = [[*row[:-1], line] for row in rows for line in row[-1].split("\n")]
    return [["No", "Pertanyaan", "Jawaban", "Bukti Dukung"], *rows]


def with_options_below(of: Sequence[Item], *, no: str = "") -> Rows:
    """A row for each option below its question, the chosen one ticked."""
    rows: list[list[str]] = [["No", "Pertanyaan / Pilihan", "Pilih", "Bukti Dukung"]]
    for item, row in zip(of, table(of, ("mark", "text", "blank", "proof")), strict=True):
        rows.append(row)
        for option in ("Ya", "Tidak") if item.answer == "Ya" else ("A", "B", "C") if item.is_asked else ():
            text = "Ya, jika sudah" if option == "Ya" else f"{option.lower()}. Jika kegiatan telah dilaksanakan"
            rows.append(["", text, "X" if option == item.answer else no, ""])
    return rows


def with_boxes_below(of: Sequence[Item]) -> Rows:
    return [[{"X": "TRUE"}.get(text, text) for text in row] for row in with_options_below(of, no="FALSE")]


def labelled_in_a_row(of: Sequence[Item]) -> Rows:
    """Below each question a row with its answer and its evidence, each behind its label."""
    rows = [
        [[f"{it.mark} {it.text}"], *([["Jawaban :", it.answer, "Bukti Dukung", it.proof]] * it.is_asked)] for it in of
    ]
    return [row for pair in rows for row in pair]


def in_one_cell(of: Sequence[Item]) -> Rows:
    rows = table(of, ("mark", "text", "both_told"), both_told=lambda item: f"{item.answer}\n{item.proof}")
    return [["No", "Pertanyaan", "Jawaban dan Bukti Dukung"], *rows]


LAYOUTS = (
    flat, merged_down, coded, noted, shortened, boxed, untitled_question, beside, beside_without_marks, reordered,
    filled_down, with_options_below, with_boxes_below, labelled_in_a_row, in_one_cell,
)  # fmt: skip


@pytest.mark.parametrize("lay_out", LAYOUTS)
def test_layout_is_read_right(lay_out: Callable[[Sequence[Item]], Rows]) -> None:
    of = items(begins=("A.I.1.", "A.I.2.", "A.I.3."))
    sheet = read(lay_out(of))

    assert read_rows(sheet) == {
        code: row for code, row in wanted(of).items() if lay_out not in (flat, merged_down) or code.count(".") == 4
    }
    assert not sheet.unplaced


def turned(of: Sequence[Item]) -> Rows:
    """A question a column, as a table pasted with its rows and columns changed."""
    rows = table(of, ("code", "text", "options", "answer", "proof"), code=lambda item: item.code)
    rows = [["Kode", "Pertanyaan", "Pilihan", "Jawaban", "Bukti Dukung"], *rows]
    return list(map(list, zip(*rows, strict=True)))


def of_online_form(of: Sequence[Item], units: int = 1) -> Rows:
    """A row for each unit, a question a column and beside it what it asks for besides."""
    titles = [title for item in of for title in (item.text, f"Bukti dukung {item.code}", "Tautan")]
    given = [text for item in of for text in (item.answer, item.proof, f"https://luc.example/{item.code}")]
    sent = [[f"{day}/08/2024 9:14:05", f"Loka Uji {day}", *given] for day in range(1, units + 1)]
    return [["Timestamp", "Nama Unit Kerja", *titles], *sent]


@pytest.mark.parametrize("above", [[], [["LKE ZI 2024"], [], ["Unit Kerja", "Loka Uji 1"], []]])
@pytest.mark.parametrize("lay_out", [turned, of_online_form])
@pytest.mark.parametrize("ending", ["docx", "csv"])
def test_questions_may_stand_side_by_side(lay_out: Callable[[Sequence[Item]], Rows], above: Rows, ending: str) -> None:
    of = [item for item in items() if item.is_asked]
    rows = [*above, *lay_out(of)]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    sheet = read(rows) if ending == "docx" else read_bytes(stream.getvalue().encode(), "uji.csv")
    is_turned = lay_out is turned

    assert read_rows(sheet) == wanted(
        of, lambda item: item.proof if is_turned else f"{item.proof}\nhttps://luc.example/{item.code}"
    )
    assert sheet.unit == ("" if is_turned and not above else "Loka Uji 1")
    assert not sheet.unplaced
    assert bool(sheet.year) is bool(above or not is_turned)
    place = sheet.rows[1].answer_place
    row = len(above) + (4 if is_turned else 2)
    assert place and place.cell == f"{'C' if is_turned else 'F'}{row}"


def test_answers_of_several_units_to_an_online_form_are_told() -> None:
    of = [item for item in items() if item.is_asked]
    many = of_online_form(of, units=3)
    with pytest.raises(InputError, match="3 tanggapan, satu baris satu unit"):
        read(many)

    sheet = read(
        many, [["No", "Penilaian", "Jawaban", "Bukti Dukung"], *table(of, ("mark", "text", "answer", "proof"))]
    )
    assert read_rows(sheet) == wanted(of)
    assert any("3 tanggapan" in notice.text for notice in sheet.notices)


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3", "4", "5", "6", "7"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        ("1", "2", "", "3", "4", "5 = 3 x 4", "6"),
        ("", "1", "2", "3", "4", "6", "7"),
        ("a", "b", "c", "d", "e", "f", "g"),
    ],
)
def test_numbers_of_the_columns_are_no_row(numbers: tuple[str, ...]) -> None:
    of = items()
    head = ["No", "Penilaian", "Pilihan Jawaban", "Jawaban", "Nilai", "Bukti Dukung", "Catatan TPI"]
    names = ("mark", "text", "options", "answer", "score", "proof", "remark")
    sheet = read([head, list(numbers), *table(of, names, remark=lambda item: "Sesuai")])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


@pytest.mark.parametrize("below", [["SA", "", "Berkas"], ["(Ya/Tidak)", "", ""]])
def test_second_line_of_titles_is_no_row(below: list[str]) -> None:
    of = items()
    rows = table(of, ("mark", "text", "answer", "proof", "remark"), remark=lambda item: "Rapi")
    sheet = read([["No", "Penilaian", "Jawaban", "Bukti Dukung", "PIC"], ["", "", *below], *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


def test_heading_above_labels_is_no_title_of_a_column() -> None:
    of = items(begins=("A.I.6.",))
    rows = labelled_in_a_row(of)
    at = next(number for number, row in enumerate(rows) if "Penilaian Kepuasan" in row[0])
    sheet = read(rows, wide=(at, 0, 4))

    assert read_rows(sheet) == wanted(of)


@pytest.mark.parametrize(("tick", "empty"), [("√", ""), "☑☐", "■□", "●○", ("[x]", "[ ]"), ("(v)", "( )"), "10", "v-"])
def test_answers_are_ticked_below_one_wide_title(tick: str, empty: str) -> None:
    of = items()
    ticks = {letter: (lambda item, letter=letter: tick if item.answer == letter else empty) for letter in LETTERS}
    rows = [
        ["No", "Pertanyaan", "Jawaban", "", "", "", "", "Dokumen Pendukung"],
        ["", "", *LETTERS],
        *table(of, ("mark", "text", *LETTERS, "proof"), **ticks),
    ]

    assert read_rows(read(rows, wide=(0, 2, 5))) == wanted(of)


def test_evidence_and_its_links_stand_below_one_wide_title_behind_the_evaluator() -> None:
    of = items()
    link: dict[str, Callable[[Item], str]] = {
        "judged": lambda item: item.answer, "link": lambda item: "https://s.id/zi", "day": lambda item: "12/03/2024",
    }  # fmt: skip
    rows = [
        ["No", "Pertanyaan", "Penilaian Mandiri", "Penilaian TPI", "Bukti Dukung", "", ""],
        ["", "", "", "", "Dokumen", "Tautan", "Tanggal Unggah"],
        *table(of, ("mark", "text", "answer", "judged", "proof", "link", "day"), **link),
    ]
    sheet = read(rows, wide=(0, 4, 3))

    assert read_rows(sheet) == wanted(of, lambda item: f"{item.proof}\nhttps://s.id/zi")
    assert [notice.text for notice in sheet.notices if "Tanggal Unggah" in notice.text]


def test_unknown_column_beside_an_evaluators_answer_is_a_remark_of_the_evaluator() -> None:
    of = items()
    rows = table(of, ("both", "answer", "proof", "judged", "said"), judged=lambda item: item.answer,
                 said=lambda item: "Lengkapi tanggalnya")  # fmt: skip
    sheet = read([["Indikator", "Jawaban OPD", "Bukti Dukung", "Jawaban Inspektorat Daerah", "Rekomendasi"], *rows])

    assert {row.code: row.reviews for row in sheet.rows} == {
        item.code: (("Inspektorat Daerah", item.answer, "Lengkapi tanggalnya"),) for item in of if item.is_asked
    }


def test_labels_before_answer_and_evidence_are_no_part_of_them() -> None:
    of = tuple(item._replace(proof=item.proof.replace("\n", "; ")) for item in items())
    lines = [
        f"{item.mark} {item.text}" + (f"\nJawaban: {item.answer}\nBukti: {item.proof}" if item.is_asked else "")
        for item in of
    ]

    assert read_rows(read_bytes("\n".join(lines).encode(), "uji.txt")) == wanted(of)


@pytest.mark.parametrize(
    ("titles", "asked", "proved"),
    [
        (("Penilaian", "Bukti Dukung"), "{item.text}\nJawaban : {item.answer}", "{item.proof}"),
        (
            ("Penilaian", "Uraian"),
            "{item.text}",
            "Jawaban: {item.answer}\nBukti dukung:\n{item.proof}\nCatatan TPI: Ya",
        ),
        (("Uraian", ""), "{item.text}\nJawaban: {item.answer}\nData Dukung: {item.proof}", ""),
    ],
)
def test_answer_may_stand_behind_its_label_in_another_cell(titles: Sequence[str], asked: str, proved: str) -> None:
    of = items()
    rows = [
        [
            f"{it.mark} {asked.format(item=it) if it.is_asked else it.text}",
            proved.format(item=it) if it.is_asked else "",
        ]
        for it in of
    ]
    sheet = read([list(titles), *rows])

    assert read_rows(sheet) == wanted(of)
    assert {row.reviews for row in sheet.rows} == {(("TPI", "", "Ya"),) if "TPI" in proved else ()}
    assert not sheet.notices


def test_questions_in_few_words_are_known_by_all_marks_above_them() -> None:
    of = items(begins=("A.I.1.i.", "A.I.1.ii."))
    few = iter(
        ("Tim pembangunan ZI", "Penentuan anggota tim", "Dokumen rencana kerja ZI", "Target", "Pembangunan WBK/WBBM")
    )
    rows = [
        [f"{item.mark} {next(few)}", item.answer, item.proof] if item.is_asked else [f"{item.mark} {item.text}"]
        for item in of
    ]

    assert read_rows(read([["Penilaian", "Jawaban", "Bukti Dukung"], *rows])) == wanted(of)


def test_table_without_titles_goes_on_with_the_one_before() -> None:
    of = items()
    areas = [[item for item in of if item.code.startswith(area)] for area in ("A.I.1.", "A.I.2.")]
    first, second = (table(area, ("both", "answer", "proof", "blank")) for area in areas)
    sheet = read([["Pertanyaan", "Jawaban", "Keterangan / Bukti", "Kendala"], *first], second[:2], second[2:])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.notices


@pytest.mark.parametrize("is_titled", [True, False])
def test_evidence_cut_by_a_page_goes_on_in_the_table_of_the_next_one(is_titled: bool) -> None:
    of = tuple(item._replace(proof=item.proof.replace("\n", "; ")) for item in items())
    titles, rows = ["No", "Penilaian", "Jawaban", "Bukti Dukung"], table(of, ("mark", "text", "answer", "proof"))
    at = next(n for n, item in enumerate(of) if item.is_asked and " rapat" in item.proof) + 1
    head, rest = rows[at - 1][-1].split(" rapat")
    rows[at - 1][-1] = head
    sheet = read([titles, *rows[:at]], [*([titles] if is_titled else []), ["", "", "", f"rapat{rest}"], *rows[at:]])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


def test_box_that_is_ticked_is_an_answer() -> None:
    of = [item._replace(answer="Ya" if n % 2 else "Tidak") if item.is_asked else item for n, item in enumerate(items())]
    boxes = {"Ya": "TRUE", "Tidak": "FALSE", "": ""}
    columns: tuple[tuple[list[str], dict[str, Callable[[Item], str]]], ...] = (
        (["Jawaban"], {"box": lambda item: boxes[item.answer]}),
        (["Ya", "Tidak"], {n: lambda item, n=n: boxes["Ya" if item.answer == n else "Tidak"] for n in ("Ya", "Tidak")}),
    )
    for titles, made in columns:
        rows = table(of, ("mark", "text", *made, "proof"), **made)
        assert read_rows(read([["No", "Pertanyaan", *titles, "Bukti Dukung"], *rows])) == wanted(of)


def test_chosen_option_is_the_answer() -> None:
    of = items()
    said = {"Ya": "Ya, jika tim telah dibentuk", "A": "a. Jika semua unsur terpenuhi", "B": "B. Apabila sebagian"}
    rows = table(of, ("both", "chosen", "proof"), chosen=lambda item: said.get(item.answer, item.answer))
    answers = {row.code: row.answer.upper() for row in read([["Penilaian", "Jawaban", "Bukti Dukung"], *rows]).rows}

    assert answers == {code: answer.upper() for code, (answer, _) in wanted(of).items()}


def test_each_link_of_a_cell_is_evidence() -> None:
    of = [item for item in items() if item.is_asked][:3]
    links = "<p><a href='a/SK%20Tim.pdf'>Evidence 1</a></p><p><a href='b.pdf'>Evidence 2</a></p>"
    rows = "".join(f"<tr><td>{item.text}<td>{item.answer}<td>{links}</tr>" for item in of)
    page = f"<table><tr><th>Penilaian<th>Jawaban<th>Bukti</tr>{rows}</table>"

    assert {row.evidence for row in read_bytes(page.encode(), "uji.html").rows} == {"a/SK Tim.pdf\nb.pdf"}


def test_links_of_a_word_table_are_evidence() -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document: Any = docx.Document()
    for item in [item for item in items() if item.is_asked][:3]:
        if not document.tables:
            document.add_table(rows=1, cols=3)
            for cell, text in zip(document.tables[0].rows[0].cells, ("Penilaian", "Jawaban", "Bukti"), strict=True):
                cell.text = text
        cells = document.tables[0].add_row().cells
        cells[0].text, cells[1].text = item.text, item.answer
        link = OxmlElement("w:hyperlink")
        target = "https://arsip.contoh.example/SK%20Tim.pdf"
        link.set(
            qn("r:id"),
            document.part.relate_to(target, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        )
        paragraph = cells[2].paragraphs[0]
        paragraph.add_run("Lihat")
        link.append(paragraph.runs[0]._r)
        paragraph._p.append(link)
    stream = io.BytesIO()
    document.save(stream)
    rows = read_bytes(stream.getvalue(), "uji.docx").rows

    assert {(row.evidence, row.links) for row in rows} == {
        ("https://arsip.contoh.example/SK Tim.pdf", ("https://arsip.contoh.example/SK%20Tim.pdf",))
    }


@pytest.mark.parametrize("is_over_first", [False, True])
def test_strips_of_a_print_too_wide_for_its_paper_are_joined(is_over_first: bool) -> None:
    """Titles, questions and answers on some pages, the evidence on others, as spreadsheet programs print by default."""
    from reportlab.lib import colors
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, Table

    of = [item for item in items() if item.is_asked][:9]
    link = "https://arsip.contoh.example/{}.pdf"
    rows: list[list[Any]] = [["Penilaian", "Jawaban", "Bukti Dukung"]]
    rows += [[Paragraph(it.text), it.answer, Paragraph(f"<a href='{link.format(it.code)}'>Lihat</a>")] for it in of]
    stream = io.BytesIO()
    canvas = Canvas(stream)
    pages = [(part, columns) for columns in ((0, 2), (2, 3)) for part in (rows[:6], rows[6:])]
    for part, (start, end) in pages[::2] + pages[1::2] if is_over_first else pages:
        body = Table([row[start:end] for row in part], [(220, 60, 200)[n] for n in range(start, end)], 60)
        body.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
        body.wrapOn(canvas, 500, 800)
        body.drawOn(canvas, 40, 780 - 60 * len(part))
        canvas.showPage()
    canvas.save()

    found = read_rows(read_bytes(stream.getvalue(), "lebar.pdf"))
    assert found == {item.code: (item.answer, link.format(item.code)) for item in of}


FEET = (
    "Halaman {n} dari 10",
    "Hal. {n}",
    "- {n} -",
    "Dicetak oleh Siti Contoh tanggal 12 Maret 2025",
    "LKE Zona Integritas 2024 - Balai Contoh - hal. {n}",
    "Balai Contoh | LKE ZI 2024 | {n}",
    "https://lke.contoh.go.id/cetak?id=3 {n}/10",
    "LKE ZI 2024",
)


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("column", [0, 1, 3])
def test_feet_of_pages_among_the_rows_are_no_evidence_and_end_none(foot: str, column: int) -> None:
    of = items()
    head = ["No", "Penilaian", "Jawaban", "Bukti Dukung"]
    rows: list[list[str]] = []
    for number, item in enumerate(of, 1):
        first, *rest = item.proof.split("\n")
        rows.append([item.mark, item.text, item.answer, first])
        if number % 4 == 0 or rest:
            rows += [[""] * column + [foot.format(n=number)], head]
        rows += [["", "", "", line] for line in rest]
    sheet = read([["LKE ZI 2024"], [], head, *rows])

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced and not sheet.notices
    assert foot.format(n=4) in {line.text for line in sheet.header}


@pytest.mark.parametrize("foot", FEET)
def test_feet_of_pages_among_the_lines_are_no_evidence_and_end_none(foot: str) -> None:
    of = items()
    lines = ["LKE ZI 2024"]
    for number, item in enumerate(of, 1):
        first, *rest = item.proof.split("\n")
        lines += [f"{item.mark} {item.text} {item.code}", item.answer, first]
        lines += [foot.format(n=number), *rest] if item.is_asked else []
    sheet = read_bytes("\n".join(lines).encode(), "lke.txt")

    assert read_rows(sheet) == wanted(of)
    assert not sheet.unplaced


def test_pages_that_evidence_names_stay() -> None:
    of = tuple(item._replace(proof=f"Renstra 2024\nRenstra hal. {n}\nLKE ZI 2023") for n, item in enumerate(items()))
    rows = []
    for item in of:
        first, *rest = item.proof.split("\n") if item.is_asked else [""]
        rows += [[item.mark, item.text, item.answer, first], *(["", "", "", line] for line in rest)]
    sheet = read([["LKE ZI 2024"], ["No", "Penilaian", "Jawaban", "Bukti Dukung"], *rows])

    assert read_rows(sheet) == wanted(of)
