"""Word: merged and nested tables, lists, content controls, text boxes, tracked changes."""

from __future__ import annotations

import pytest

from lke_docs.model import Sheet
from lke_docs.read import read_bytes
from tests.read.bad_files import docx

TEAM = "Apakah unit kerja telah membentuk tim?"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<w:") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


HEADER = "".join(map(cell, ("Kode", "Pertanyaan", "Jawaban", "Bukti Dukung")))


def read(body: str, **more: str) -> Sheet:
    return read_bytes(docx(body, **more), "lembar.docx")


def lke(evidence: str, *rows: str) -> str:
    return table(HEADER, cell("A.1.1.A") + cell(TEAM) + cell("YA") + evidence, *rows)


def test_table_of_the_year_before_is_told_and_not_read() -> None:
    titles = [paragraph(run(f"LKE ZI Puskesmas Contoh Tahun {year}")) for year in (2023, 2024)]
    old, new = lke(cell("SK Tim 2023")), lke(cell("SK Tim 2024"))
    sheet = read(f"{titles[0]}{old}{titles[1]}{new}")

    assert [row.evidence for row in sheet.rows] == ["SK Tim 2024"]
    assert (sheet.year and sheet.year.value, sheet.unplaced) == (2024, ())
    assert ["“Tabel 1” berisi isian tahun 2023" in notice.text for notice in sheet.notices] == [True]


def test_nested_table_is_part_of_the_cell() -> None:
    inner = table(cell("1") + cell("SK Tim"), cell("2") + cell("Notula"))
    sheet = read(lke(cell(paragraph(run("Daftar:")) + inner + paragraph(""))))

    assert sheet.rows[0].evidence == "Daftar:\n1 SK Tim\n2 Notula"
    assert not sheet.notices


def test_titles_of_a_list_in_a_cell_are_no_evidence() -> None:
    titles = "".join(map(cell, ("No", "Nama Dokumen", "Ada/Tidak")))
    inner = table(titles, cell("1") + cell("SK Tim") + cell("Ada"))

    assert read(lke(cell(inner + paragraph("")))).rows[0].evidence == "1 SK Tim Ada"


def test_sign_of_a_font_is_what_people_see() -> None:
    signs = ("F0FE", "F0A8", "F0B7")
    tick, box, bullet = (f'<w:r><w:sym w:font="Wingdings" w:char="{sign}"/></w:r>' for sign in signs)
    answer = cell(paragraph(f"{box}{run(' Ya ')}{tick}{run(' Tidak')}"))
    row = cell("A.1.1.A") + cell(TEAM) + answer + cell(paragraph(bullet + run("SK Tim")))

    assert [(it.answer, it.evidence) for it in read(table(HEADER, row)).rows] == [("Tidak", "SK Tim")]


def test_field_that_nobody_filled_in_is_blank() -> None:
    """In the line, round the paragraph and round the cell; a field that was filled in is evidence."""
    shown = "<w:sdt><w:sdtPr><w:showingPlcHdr{}/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    hint = run("Klik atau ketuk di sini untuk memasukkan teks.")
    last = cell("A.1.1.B") + cell("Apakah?") + cell("A") + shown.format("", cell(paragraph(hint)))
    for field in (cell(paragraph(shown.format("", hint))), cell(shown.format("", paragraph(hint)))):
        assert [row.evidence for row in read(lke(field, last)).rows] == ["", ""]
    assert read(lke(cell(shown.format(' w:val="0"', paragraph(run("SK Tim")))))).rows[0].evidence == "SK Tim"


def test_tables_of_one_indicator_each_are_one_sheet() -> None:
    """Labels down the left, more of them in one than in the other; the second paper has no label of its own."""
    first = [("Kode", "A.1.1.A"), ("Pertanyaan", TEAM), ("Jawaban :", "YA"), ("Bukti Dukung", "SK"), ("", "Foto")]
    second = [("Area", "I"), ("Pertanyaan", "Apakah SOP mengacu?"), ("Kode", "A.2.1.A"), ("Jawaban :", "A"),
              ("Catatan TPI", "Sesuai"), ("Bukti Dukung", "SOP")]  # fmt: skip
    tables = [table(*(cell(label) + cell(value) for label, value in rows)) for rows in (first, second)]
    sheet = read(paragraph("").join(tables))

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.1.1.A", "YA", "SK\nFoto"), ("A.2.1.A", "A", "SOP"),
    ]  # fmt: skip
    assert sheet.rows[1].reviews == (("TPI", "", "Sesuai"),)
    assert (sheet.rows[1].segments[0][1].sheet, sheet.rows[1].segments[0][1].cell) == ("Tabel 2", "B6")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_footnote_to_which_a_cell_points_is_its_evidence(kind: str) -> None:
    note = f'<w:{kind} w:id="{{}}"{{}}>{paragraph("{}")}</w:{kind}>'
    notes = note.format(0, ' w:type="separator"', "<w:r/>") + note.format(2, "", run("Notula 5 Mei"))
    parts = {f"word__{kind}s_xml": f'<w:{kind}s xmlns:w="{W}">{notes}{note.format(3, "", run("dari TPI"))}</w:{kind}s>'}
    mark = f'<w:r><w:{kind}Reference w:id="{{}}"/></w:r>'
    pointing = paragraph(run("Lihat catatan kaki") + mark.format(2))
    sheet = read(lke(cell(pointing)) + paragraph(run("Nilai") + mark.format(3)), **parts)

    assert sheet.rows[0].evidence == "Notula 5 Mei"
    assert [it.text for it in sheet.notices] == ["Catatan kaki tidak dibaca sebagai bukti: “dari TPI”."]


@pytest.mark.parametrize(
    ("of_paragraph", "of_run", "is_read"),
    [
        ("", '<w:rStyle w:val="Hidden"/>', False),
        ("", '<w:rStyle w:val="Based"/>', False),
        ('<w:pStyle w:val="Gone"/>', "", False),
        ('<w:pStyle w:val="Gone"/>', '<w:strike w:val="0"/>', True),
        ('<w:pStyle w:val="Gone"/>', '<w:rStyle w:val="Based"/>', True),
        ("", '<w:rStyle w:val="Back"/>', True),
    ],
)
def test_style_strikes_and_hides(of_paragraph: str, of_run: str, is_read: bool) -> None:
    names = {"Hidden": "<w:vanish/>", "Gone": "<w:strike/>", "Based": "", "Back": '<w:strike w:val="false"/>'}
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:basedOn w:val="{"" if name == "Hidden" else "Gone"}"/>'
        f"<w:rPr>{marks}</w:rPr></w:style>"
        for name, marks in names.items()
    )
    old = f"<w:r><w:rPr>{of_run}</w:rPr><w:t>SK lama</w:t></w:r>"
    body = lke(cell(paragraph(old, of_paragraph) + paragraph(run("SK Tim"))))
    sheet = read(body, **{"word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'})

    assert sheet.rows[0].evidence == ("SK lama\nSK Tim" if is_read else "SK Tim")
    assert ["“SK lama”" in notice.text for notice in sheet.notices] == ([] if is_read else [True])


def test_cells_merged_over_columns_and_rows() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    sheet = read(
        table(
            HEADER,
            cell("A.1.1.A") + cell(TEAM) + cell("YA") + cell("SK bersama", start),
            cell("A.1.1.B") + cell("Apakah penentuan anggota Tim jelas?") + cell("A") + cell("", goes_on),
            cell("TOTAL", '<w:gridSpan w:val="4"/>'),
        )
    )

    assert [(row.code, row.evidence) for row in sheet.rows] == [
        ("A.1.1.A", "SK bersama"), ("A.1.1.B", "SK bersama"),
    ]  # fmt: skip


def test_header_is_repeated_and_each_area_has_a_table() -> None:
    second = table(HEADER, HEADER, cell("A.2.1.A") + cell("Apakah SOP mengacu?") + cell("A") + cell("SOP"))
    sheet = read(lke(cell("SK")) + paragraph(run("Area 2")) + second)

    assert [(row.code, row.evidence) for row in sheet.rows] == [("A.1.1.A", "SK"), ("A.2.1.A", "SOP")]
    assert not sheet.unplaced
    assert (sheet.rows[1].place.sheet, sheet.rows[1].segments[0][1].cell) == ("Tabel 2", "D3")


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    changed = paragraph(
        run("SK Nomor ") + "<w:del><w:r><w:delText>1</w:delText></w:r></w:del>" + f"<w:ins>{run('2')}</w:ins>"
    )
    deleted = "<w:trPr><w:del/></w:trPr>" + cell("A.1.1.B") + cell("Apakah penentuan anggota?") + cell("A") + cell("x")
    sheet = read(lke(cell(changed), deleted))

    assert [row.evidence for row in sheet.rows] == ["SK Nomor 2"]
    assert "perubahan terlacak" in sheet.notices[0].text


def test_content_control_and_text_box() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph(run('SK Tim'))}</w:sdtContent></w:sdt>"
    box = f"<w:txbxContent>{paragraph(run('Notula'))}</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    sheet = read(lke(f"<w:tc>{control}{paragraph(drawing)}</w:tc>"))

    assert sheet.rows[0].evidence == "SK Tim\nNotula"


NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def item(text: str, level: int = 0) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')


def test_automatic_list_marks_are_counted() -> None:
    evidence = cell(item("SK Tim") + item("lampiran", 1) + item("absen", 1) + item("Notula"))
    sheet = read(lke(evidence), word__numbering_xml=NUMBERING).rows

    assert sheet[0].evidence == "a. SK Tim\ni) lampiran\nii) absen\nb. Notula"


def test_list_without_table_reads_as_a_printed_page() -> None:
    body = paragraph(run("A. KOMPONEN PENGUNGKIT A")) + "".join(
        map(paragraph, map(run, ("1. Tim Kerja A.1.1", f"a. {TEAM} A.1.1.A", "YA", "SK Tim")))
    )
    sheet = read(body)

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [("A.1.1.A", "YA", "SK Tim")]
    assert sheet.rows[0].segments[0][1].line == 5
