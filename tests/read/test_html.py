"""Saved pages: entities, line breaks, nested tables, fields of a form, encodings; CSV and ODS too."""

from __future__ import annotations

import base64
import quopri
import zipfile
from io import BytesIO

import pytest

from lke_docs.model import Sheet
from lke_docs.read import read_bytes

TEAM = "Apakah unit kerja telah membentuk tim?"
CHOICE = "Apakah penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas?"
HEAD = "<tr><th>Metadata</th><th>Pernyataan</th><th>Nilai</th><th>Bukti Dukung</th></tr>"


def page(evidence: str, answer: str = "YA", head: str = HEAD) -> str:
    return (
        f"<html><body><table>{head}<tr><td>A.1.1.A</td><td>{TEAM}</td><td>{answer}</td>"
        f"<td>{evidence}</td></tr></table></body></html>"
    )


def read(text: str) -> Sheet:
    return read_bytes(text.encode(), "halaman.html")


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        ("SK &amp; Notula &#8220;Tim&#8221;&nbsp;ZI", "SK & Notula “Tim” ZI"),
        ("SK Tim<br>Notula<br/>Foto", "SK Tim\nNotula\nFoto"),
        ("<p>SK Tim</p><p>Notula</p>", "SK Tim\nNotula"),
        ("<ul><li>SK<li>Notula</ul>", "SK\nNotula"),
        ("SK <b>Tim</b> Kerja", "SK Tim Kerja"),
        ("SK\n   Tim", "SK Tim"),
        ("<table><tr><td>1</td><td>SK</td></tr><tr><td>2</td><td>Notula</td></tr></table>", "1 SK\n2 Notula"),
        ("SK<script>document.write('x')</script><style>td{}</style>", "SK"),
        ("SK<span style='display: none'>rahasia</span><input type=hidden value=9>", "SK"),
        ("<textarea>SK Tim\nNotula</textarea>", "SK Tim\nNotula"),
        ("<a href='https://contoh.test/x'>SK Tim</a>", "SK Tim\nhttps://contoh.test/x"),
        ("SK Tim <a href='#'>Unduh</a> <a class=btn href='/lke/hapus/3'>Hapus</a>", "SK Tim"),
        (
            "<a href='https://www.google.com/url?q=https://contoh.test/x%3Fa%3D1&amp;sa=D&amp;usg=Ao'>SK</a>",
            "SK\nhttps://contoh.test/x?a=1",
        ),
        (
            "<a href='https://eur1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoh.test%2Fx&amp;data=5'>SK</a>",
            "SK\nhttps://contoh.test/x",
        ),
        ("<a href='https://www.google.com/url?sa=D'>SK</a>", "SK\nhttps://www.google.com/url?sa=D"),
        ("<select><option selected>SK<option selected>Notula</select>", "Notula"),
        ("<select multiple><option selected>SK<option>Foto<option selected>Notula</select>", "SK Notula"),
        ("<select><optgroup><option>SK<option selected><b>Notula</b></optgroup></select>", "Notula"),
        ("<b><select><option selected>SK</select></b>", "SK"),
        ("SK<div hidden><select><option selected>Notula</select></div>", "SK"),
        ("Jenis:<select><option selected>SK</select>", "Jenis: SK"),
        ("<s>SK 2020</s> SK 2021", "SK 2021"),
        ("Foto<br><del><a href='https://contoh.test/lama'>Notula</a></del><strike>SK</strike>", "Foto"),
        ("<p style='color:red;text-decoration:underline line-through'>SK <s>2020</s></p><p>Foto</p>", "Foto"),
        ("<style>.ritz .s5{font:x;text-decoration: line-through;}</style><div class='a s5'>SK</div>Foto", "Foto"),
        ("<span style='text-decoration:underline'>SK</span> <samp>Tim</samp>", "SK Tim"),
        (
            "<input type=checkbox name=hapus checked> SK Tim.pdf<br><input type=checkbox> e-SAKIP",
            "SK Tim.pdf\ne-SAKIP",
        ),
    ],
)
def test_text_of_a_cell(evidence: str, text: str) -> None:
    assert read(page(evidence)).rows[0].evidence == text


def test_column_that_nobody_knows_is_said() -> None:
    sheet = read(page("SK Tim</td><td>merah", head=HEAD.replace("</tr>", "<th>Warna Map</th></tr>")))

    assert sheet.rows[0].evidence == "SK Tim"
    assert [notice.text for notice in sheet.notices] == [
        "Kolom “Warna Map” tidak dikenal; 1 sel di dalamnya tidak dibaca, misalnya “merah” (lembar “Tabel 1” sel E2)."
    ]


def test_chosen_option_is_the_answer() -> None:
    answer = "<select><option>A<option selected>B<option>C</select>"

    assert read(page("SK", answer)).rows[0].answer == "B"


@pytest.mark.parametrize(
    ("answer", "chosen"),
    [
        ("<label><input type=radio name=j checked> Ya</label><label><input type=radio name=j> Tidak</label>", "Ya"),
        ("<label>Ya <input type=radio name=j></label><label>Tidak <input type=radio name=j checked></label>", "Tidak"),
        ("<input type=RADIO id=y><label for=y>Ya</label><input type=radio id=t checked><label for=t>Tidak</label>",
         "Tidak"),
        ("<input type=radio name=j> Ya <br><input type=radio name=j checked> Tidak", "Tidak"),
        ("<input type=checkbox checked> <b>A</b> <input type=checkbox> <b>B</b>", "A"),
        ("<p><input type=radio name=j> a. Jika semua</p><p><input type=radio name=j checked> b. Jika sebagian</p>",
         "b"),
        ("<label><input type=radio name=j> Ya</label><label><input type=radio name=j> Tidak</label>", ""),
        ("Ya <input type=radio name=j> Tidak <input type=radio name=j checked>", "Tidak"),
        ("<b>Ya</b> <input type=radio name=j checked> <b>Tidak</b> <input type=radio name=j>", "Ya"),
        ("<p>Ya: <input type=radio name=j></p><p>Tidak: <input type=radio name=j checked></p>", "Tidak"),
    ],
)  # fmt: skip
def test_option_that_is_ticked_is_the_answer(answer: str, chosen: str) -> None:
    assert read(page("SK", answer)).rows[0].answer == chosen


def test_box_without_an_option_is_a_tick_in_its_column() -> None:
    head = HEAD.replace("<th>Nilai</th>", "<th>Ya</th><th>Tidak</th>")
    boxes = "<input type=radio name=j></td><td><input type=radio name=j checked>"
    assert read(page("SK Tim", boxes, head)).rows[0].answer == "Tidak"


def test_struck_cell_keeps_the_columns_and_is_said() -> None:
    sheet = read(
        page("SK Tim</td></tr><tr style='text-decoration:line-through'><td>A.1.1.B</td><td>x</td><td>B</td><td>Notula")
    )
    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [("A.1.1.A", "YA", "SK Tim")]
    assert [notice.text for notice in sheet.notices] == ["Teks yang dicoret tidak dibaca: “A.1.1.B x B Notula”."]


@pytest.mark.parametrize("hidden", ["style='display:none'", "class='x1 h'", "hidden"])
def test_cells_that_are_not_shown_are_said(hidden: str) -> None:
    head = "<style>.h {display:none}</style>" + HEAD.replace("</tr>", f"<th {hidden}>Keterangan</th></tr>")
    column = read(page(f"SK Tim<td {hidden}>rahasia", head=head))
    cell = read(page(f"SK Tim<td {hidden}>rahasia", head=head.replace(f"<th {hidden}>", "<th>")))

    assert [sheet.rows[0].evidence for sheet in (column, cell)] == ["SK Tim\nrahasia", "SK Tim"]
    assert [notice.text for sheet in (column, cell) for notice in sheet.notices] == [
        "Kolom tersembunyi tetap dibaca: “Keterangan” (catatan).",
        "Teks tersembunyi tidak dibaca: “rahasia”.",
    ]


def test_spans_keep_columns_in_place() -> None:
    head = (
        "<tr><td colspan=4>LKE</td></tr>"
        + HEAD.replace("<th>Nilai", "<th rowspan=2>Nilai")
        + "<tr><td>x<td>y<td>z</tr>"
    )
    row = read(page("SK Tim", head=head)).rows[0]

    assert (row.answer, row.evidence, row.segments[0][1].cell) == ("YA", "SK Tim", "D4")


def test_layout_table_round_the_real_one() -> None:
    outer = f"<table><tr><td>Menu</td><td>{page('SK Tim')}</td></tr></table>"

    assert [row.evidence for row in read(outer).rows] == ["SK Tim"]


@pytest.mark.parametrize("code", ["quoted-printable", "base64"])
def test_page_in_one_file_is_decoded(code: str) -> None:
    """As Excel writes it: a page of frames, then a page for each worksheet."""
    frames = "<html><head><script></script></head><frameset><noframes><p>x</p></noframes></frameset></html>"
    pages = [
        frames,
        page("SK Tim tanggal 9 Januari 2024 " + 9 * "Aplikasi "),
        page("Notula").replace("1.1.A", "1.1.B").replace(TEAM, CHOICE),
    ]
    encode = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}[code]
    parts = "".join(
        f"--B\nContent-Type: text/html\nContent-Transfer-Encoding: {code}\n\n{encode(it.encode()).decode()}\n"
        for it in pages
    )
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n'
    sheet = read_bytes(f"{head}{parts}--B--\n".encode(), "lke.mht")

    assert [row.evidence for row in sheet.rows] == ["SK Tim tanggal 9 Januari 2024" + 9 * " Aplikasi", "Notula"]


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [("utf-8", ""), ("utf-16", ""), ("cp1252", ""), ("utf-8", "<meta charset=utf-8>"),
     ("utf-8", "<meta charset=untegritas>"),
     ("cp1252", '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">')],
)  # fmt: skip
def test_encoding(encoding: str, meta: str) -> None:
    data = page("Jum’at – café", head=HEAD).replace("<body>", f"<head>{meta}</head><body>").encode(encoding)

    assert read_bytes(data, "halaman").rows[0].evidence == "Jum’at – café"


def test_page_without_table_reads_as_a_printed_page() -> None:
    lines = ("Instansi : Badan Contoh", "A. KOMPONEN PENGUNGKIT A", f"a. {TEAM} A.1.1.A", "YA", "SK Tim")
    sheet = read("<body>" + "".join(f"<div>{line}</div>\n" for line in lines))

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [("A.1.1.A", "YA", "SK Tim")]
    assert (sheet.agency, sheet.rows[0].segments[0][1].line) == ("Badan Contoh", 5)


def test_text_beside_blocks_is_read_and_keeps_its_line() -> None:
    sheet = read(
        f"<body>Instansi : Badan Contoh<div>\nA. KOMPONEN PENGUNGKIT A\n<p>a. {TEAM} A.1.1.A</p>YA\n<br>SK Tim</div>"
    )

    assert (sheet.agency, [(row.answer, row.evidence) for row in sheet.rows]) == ("Badan Contoh", [("YA", "SK Tim")])
    assert sheet.rows[0].place.line == 3


def test_text_above_the_table_names_the_unit() -> None:
    sheet = read(f"<p>Satuan/Unit Kerja : Kantor Contoh<hr>{page('SK Tim')}")

    assert (sheet.unit, sheet.rows[0].evidence) == ("Kantor Contoh", "SK Tim")


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_csv(separator: str, encoding: str) -> None:
    lines = [
        ["Kode", "Pertanyaan", "Jawaban", "Bukti Dukung"],
        ["A.1.1.A", TEAM, "YA", '"SK; Tim, 1\nNotula"'],
    ]
    sheet = read_bytes("\n".join(separator.join(line) for line in lines).encode(encoding), "tabel.csv")

    assert sheet.format == "csv"
    assert [(row.answer, row.evidence) for row in sheet.rows] == [("YA", "SK; Tim, 1\nNotula")]
    assert sheet.rows[0].segments[0][1].cell == "D2"


def test_lines_of_a_csv_may_stand_in_quotes() -> None:
    lines = (f'A.1.1.A,{TEAM},Ya,"SK ""Tim"", foto"', f'A.1.1.B,{CHOICE},A,"Notula, foto"')
    quoted = ["Kode,Pertanyaan,Jawaban,Bukti Dukung", *('"' + line.replace('"', '""') + '"' for line in lines)]
    sheet = read_bytes("\r\n".join(quoted).encode(), "tabel.csv")

    assert [(row.answer, row.evidence) for row in sheet.rows] == [("Ya", 'SK "Tim", foto'), ("A", "Notula, foto")]


def test_table_of_markdown() -> None:
    text = (
        "**Unit Kerja:** Balai Uji\n\n| Kode | Pertanyaan | **Jawaban** | Bukti Dukung |\n|:--|---|:-:|--:|\n"
        f"| A.1.1.A | {TEAM} | **YA** | ~~SK lama~~ SK A\\|B<br>[Foto](https://contoh.test/x) |\n"
    )
    sheet = read_bytes(text.encode(), "lke.md")

    assert [(row.answer, row.evidence) for row in sheet.rows] == [("YA", "SK A|B\nFoto\nhttps://contoh.test/x")]
    assert (sheet.unit, sheet.unplaced) == ("Balai Uji", ())
    assert [notice.text for notice in sheet.notices] == ["Teks yang dicoret tidak dibaca: “SK lama”."]


def ods(rows: str, styles: str = "") -> bytes:
    body = (
        '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" '
        'xmlns:style="urn:s">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="LKE">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
    return stream.getvalue()


def ods_row(*texts: str) -> str:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{cells}</table:table-row>"


def test_ods() -> None:
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    last = "<table:table-cell><text:p>Foto<text:line-break/>2</text:p></table:table-cell>"
    rest = f"<table:table-row>{gap}<table:table-cell/>{last}</table:table-row>"
    rows = (
        ods_row("Kode", "Pertanyaan", "Jawaban", "Bukti Dukung")
        + blank
        + ods_row("A.1.1.A", TEAM, "YA", "SK</text:p><text:p>Notula<text:s text:c='2'/>Tim")
    )
    sheet = read_bytes(ods(rows + rest), "lembar.ods")

    assert sheet.rows[0].evidence == "SK\nNotula  Tim\nFoto\n2"
    assert [place.cell for _, place in sheet.rows[0].segments] == ["D5", "D6"]


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("us-ascii", "utf-8"), ("utf-16", "utf-8"), ("utf-", "utf-8"),
        ("utf-8", "cp1252"), ("hex", "cp1252"), ("utf-16", "cp1252"), ("mbcs", "cp1252"), ("tak-ada", "cp1252"),
    ],
)  # fmt: skip
def test_wrong_declaration_of_the_encoding_cuts_nothing(declared: str, written: str) -> None:
    text = page("SK – Tim é Kerja").replace("<body>", f"<meta charset='{declared}'><body>")
    evidence = read_bytes(text.encode(written), "halaman.html").rows[0].evidence

    assert evidence.startswith("SK ") and evidence.endswith(" Kerja")
    assert evidence == "SK – Tim é Kerja" or (declared, written) == ("utf-8", "cp1252")
