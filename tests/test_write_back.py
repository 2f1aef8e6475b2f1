"""A changed sheet goes back into a copy of its workbook: into its cells, and nowhere else."""

from __future__ import annotations

import io
import os
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from lke_docs.errors import InputError
from lke_docs.model import Sheet
from lke_docs.read import read_bytes
from lke_docs.report.write_back import write_back
from lke_docs.workspace.edit import Edit, apply_edits, parts_of

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
QUESTIONS = (
    "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas",
    "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas",
    "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM",
    "Dalam dokumen pembangunan terdapat target-target prioritas yang relevan dengan tujuan pembangunan WBK/WBBM",
)
HEAD = ("Penilaian", "Jawaban", "Catatan", "Bukti Dukung")


def book() -> Workbook:
    """A workbook with what offices put into theirs: looks, links, formulas, a chart, a list of choices, a copy."""
    made = Workbook()
    page: Any = made.active
    page.title = "LKE"
    page.append(HEAD)
    for letter, question in zip("abcd", QUESTIONS, strict=True):
        page.append((f"{letter}. {question}", "Ya" if letter in "ac" else "B", None, f"SK tim {letter}"))
    page["D2"] = CellRichText(
        "SK ", TextBlock(InlineFont(b=True), "Nomor 1"), TextBlock(InlineFont(strike=True), " lama"), " ada"
    )
    page["D3"].hyperlink = "https://arsip.loka.example/b"
    page["D4"] = '=HYPERLINK("https://arsip.loka.example/c","Lihat")'
    page["B5"] = '=IF(H1>0,"A","B")'
    page["B2"].font, page["D3"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFF00")
    page.row_dimensions[3].height = 15
    page.merge_cells("C2:C3")
    page["C2"] = "Catatan bersama"
    choices = DataValidation(type="list", formula1='"Ya,Tidak"')
    page.add_data_validation(choices)
    choices.add("B2:B9")
    copy: Any = made.create_sheet("Salinan")
    for number in range(2, 6):
        copy.cell(number, 1).value = f"=LKE!D{number}"
    chart = BarChart()
    chart.add_data(Reference(page, min_col=8, min_row=1, max_row=3))
    page.add_chart(chart, "J2")
    return made


def data_of(made: Workbook) -> bytes:
    """The workbook with what its formulas gave, as a program that calculates saves it."""
    stream, out = io.BytesIO(), io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                lost = rb'(<c r="\w+"(?: s="\d+")?)(><f>(?:(?!</f>).)*</f>)<v(?: ?/>|></v>)</c>'
                body = re.sub(lost, rb'\1 t="str"\2<v>A</v></c>', body)
            new.writestr(entry, body)
    return out.getvalue()


def read(data: bytes) -> Sheet:
    return read_bytes(data, "uji.xlsx")


@cache
def cells(data: bytes) -> dict[tuple[str, str], tuple[Any, ...]]:
    found = {}
    for page in load_workbook(io.BytesIO(data), rich_text=True).worksheets:
        for it in (it for line in page.iter_rows() for it in line):
            found[page.title, it.coordinate] = (it.value, it.style_id, it.hyperlink.target if it.hyperlink else None)
    return found


def changed_cells(old: bytes, new: bytes) -> set[str]:
    one, other = cells(old), cells(new)
    return {f"{key[0]}!{key[1]}" for key in one | other if one.get(key) != other.get(key)}


def written_cells(old: bytes, new: bytes) -> set[tuple[str, str]]:
    """The cells whose XML is another; all else in the worksheets is the same."""
    one, other = xml_of(old), xml_of(new)
    assert {name: rest for name, (rest, _) in one.items()} == {name: rest for name, (rest, _) in other.items()}
    return {
        (name, at)
        for name, (_, told) in one.items()
        for at in told | other[name][1]
        if told.get(at) != other[name][1].get(at)
    }


def xml_of(data: bytes) -> dict[str, tuple[bytes, dict[str, bytes]]]:
    """Each worksheet without its cells, and its cells by address."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in (it for it in archive.namelist() if it.startswith("xl/worksheets/sheet")):
            root = etree.fromstring(archive.read(name))
            told = {}
            for it in list(root.iter("{*}c")):
                told[it.get("r")] = etree.tostring(it, method="c14n")
                parent = it.getparent()
                assert parent is not None
                parent.remove(it)
            for row in root.iter("{*}row"):
                row.attrib.pop("ht", None)  # a row grows with its text
            found[name] = etree.tostring(root, method="c14n"), told
    return found


def write(data: bytes, *edits: tuple[int, str, str], **how: bool) -> bytes:
    """Change rows of a workbook by their number."""
    sheet = read(data)
    changed = apply_edits(sheet, [Edit(sheet.rows[number].code, part, text) for number, part, text in edits])
    return write_back(data, sheet, changed, **how)


DATA = data_of(book())


@pytest.mark.parametrize(
    "edit, touched, value",
    [
        ((1, "answer", "A"), {"LKE!B3"}, "A"),
        ((1, "evidence-2", "SK tim b\nNotula 2 Maret 2021\nhttps://arsip.loka.example/b"), {"LKE!D3"}, None),
        ((1, "evidence-2", "=1+1 tanpa tautan _x0041_"), {"LKE!D3"}, "=1+1 tanpa tautan _x0041_"),
        ((1, "evidence-2", ""), {"LKE!D3"}, None),
        *(((1, "evidence-2", text), {"LKE!D3"}, None) for text in ("-", "–", "0", "...", "Lihat")),  # as read: nothing
        ((1, "answer", "A (1,00)"), {"LKE!B3"}, "A"),
        ((1, "evidence", "Catatan bersama, diperbarui"), {"LKE!C2"}, "Catatan bersama, diperbarui"),
        ((2, "evidence", "Rencana kerja 2021"), {"LKE!D4"}, "Rencana kerja 2021"),
    ],
)  # fmt: skip
def test_a_change_goes_into_its_cell_alone(edit: tuple[int, str, str], touched: set[str], value: str | None) -> None:
    new = write(DATA, edit)

    assert changed_cells(DATA, new) == touched
    name = next(iter(touched)).split("!")[1]
    if value is not None:
        assert cells(new)["LKE", name][0] == value
    assert cells(new)["LKE", name][1] == cells(DATA)["LKE", name][1]
    # a link whose target is not said any more is no link
    assert (cells(new)["LKE", "D3"][2] is None) == (edit[1] == "evidence-2" and "https" not in edit[2])


def test_all_other_parts_stay_byte_for_byte() -> None:
    new = write(DATA, (0, "answer", "Tidak"))

    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(io.BytesIO(new)) as copy:
        assert old.namelist() == copy.namelist()
        other = {name for name in old.namelist() if old.read(name) != copy.read(name)}
        assert other == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
        assert b'fullCalcOnLoad="1"' in copy.read("xl/workbook.xml")
    assert load_workbook(io.BytesIO(new))["LKE"].data_validations.dataValidation


def test_looks_inside_a_cell_stay_and_so_does_what_is_struck() -> None:
    old = parts_of(read(DATA).rows[0])[2].text
    assert old == "SK Nomor 1 ada"

    value = cells(write(DATA, (0, "evidence-2", "SK Nomor 12 tanggal 3 Maret 2021 ada")))["LKE", "D2"][0]

    told = [
        (str(it), bool(getattr(it, "font", None) and it.font.b), bool(getattr(it, "font", None) and it.font.strike))
        for it in value
    ]
    assert "".join(text for text, _, struck in told if not struck) == "SK Nomor 12 tanggal 3 Maret 2021 ada"
    assert [text for text, _, struck in told if struck] == [" lama"]
    assert [text for text, bold, _ in told if bold] == ["Nomor 1"]


def test_a_copy_that_only_refers_is_renewed() -> None:
    new = write(DATA, (1, "evidence-2", "SK 9"))

    assert load_workbook(io.BytesIO(new), data_only=True)["Salinan"]["A3"].value == "SK 9"
    assert load_workbook(io.BytesIO(new))["Salinan"]["A3"].value == "=LKE!D3"


def test_a_formula_is_not_written_over_unless_that_is_asked_for() -> None:
    with pytest.raises(InputError, match=r"“LKE” sel B5 .*rumus"):
        write(DATA, (3, "answer", "B"))

    assert cells(write(DATA, (3, "answer", "B"), over_formulas=True))["LKE", "B5"][0] == "B"


def test_a_reference_leads_to_the_cell_where_the_text_stands() -> None:
    made = book()
    made["LKE"]["D5"] = "=Salinan!F1"
    made["Salinan"]["F1"] = "Renja"
    del made["Salinan"]["A5"]
    data = data_of(made)

    new = write(data, (3, "evidence", "Renja 2021"))

    assert changed_cells(data, new) == {"Salinan!F1"}
    assert load_workbook(io.BytesIO(new), data_only=True)["LKE"]["D5"].value == "Renja 2021"


def test_ticks_go_from_one_column_to_the_other() -> None:
    made = Workbook()
    page: Any = made.active
    page.append(("Penilaian", "Ya", "Tidak", "Bukti Dukung"))
    for number, question in enumerate(QUESTIONS):
        page.append(
            (f"{'abcd'[number]}. {question}", "√" if number % 2 else None, None if number % 2 else "√", "SK tim")
        )
    data = data_of(made)
    assert [it.answer for it in read(data).rows] == ["Tidak", "Ya", "Tidak", "Ya"]

    new = write(data, (0, "answer", "Ya"), (1, "answer", ""))

    assert [it.answer for it in read(new).rows] == ["Ya", "", "Tidak", "Ya"]
    assert changed_cells(data, new) == {"Sheet!B2", "Sheet!C2", "Sheet!B3"}
    with pytest.raises(InputError, match="dicentang"):
        write(data, (0, "answer", "B"))


SHEETS = ["buatan/dinas_contoh_2021.xlsx", "formulir_kosong_zi_2021.xlsx", "buatan/balai_rekayasa_2021.xlsx"]


@pytest.mark.parametrize("name", SHEETS if os.environ.get("LKE_LONG") else SHEETS[:1])
def test_samples_say_what_was_written_and_nothing_else_is_another(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sheet = read(data)
    edits = [
        Edit(it.code, "evidence", f"{parts_of(it)[1].text}; notula {n} Maret 2021")
        for n, it in enumerate(sheet.rows[::9], 1)
    ]
    counts = [Edit(it.code, "answer", "17") for it in sheet.rows if it.answer.isdecimal()][:3]
    edits += counts
    edits += [Edit(it.code, "answer", "B") for it in sheet.rows[1::9] if it.answer_kind in ("letter", "none")]
    changed = apply_edits(sheet, edits)

    new = write_back(data, sheet, changed)

    assert [(it.answer, it.evidence) for it in read(new).rows] == [(it.answer, it.evidence) for it in changed.rows]
    assert len(written_cells(data, new)) == len(edits)
    told = [text for _, cells in xml_of(new).values() for text in cells.values()]
    assert sum(b"<v>17</v>" in text for text in told) >= len(counts)  # numbers stay numbers


def test_other_formats_are_not_written_back() -> None:
    path = SAMPLES / "buatan" / "lembaga_contoh.csv"
    sheet = read_bytes(path.read_bytes(), path.name)

    with pytest.raises(InputError, match="hanya isi XLSX"):
        write_back(path.read_bytes(), sheet, apply_edits(sheet, [Edit(sheet.rows[0].code, "answer", "B")]))
