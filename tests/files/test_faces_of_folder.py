"""A folder of evidence on every face of a report: coverage first, claims by state, nothing that acts."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from lxml import html as lxml_html
from openpyxl import load_workbook

import lke_docs
from lke_docs.check import check_dossier, open_dossier
from lke_docs.check.window import parse_window
from lke_docs.files.personal import masked
from lke_docs.office.limits import Limits
from lke_docs.report import View, render
from lke_docs.report.folder_page import render_json, render_text
from lke_docs.report.folder_told import folder_told, marks_of, opened_first
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report
from lke_docs.workspace.work import (
    CLAIM_TITLES,
    FOLDER,
    MENDED,
    OWN,
    SHEET,
    SIDIK,
    UNCHECKED,
    read_worklist,
    sorted_out,
)
from tests.draft.conftest import paragraphs
from tests.folders import parted
from tests.sheets import WINDOW
from tests.test_sarif import faults

BLOCK = """
A.1.1.A | YA | =SK Tim Kerja Nomor 12/SK/2021 tanggal 16 Februari 2021; Notula Rapat Zona Maret 2021
A.1.2.A | YA | Laporan Survei Kepuasan tanggal 5 Maret 2021
A.1.3.A | YA | SK Agen Perubahan Nomor 31/SK/2021 tanggal 2 Maret 2021
A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KANTOR / NOMOR 12/SK/2021 / TENTANG TIM KERJA / Ditetapkan tanggal 16 Februari 2021
A.1.3.A/sk agen.pdf: KEPUTUSAN KEPALA KANTOR / NOMOR 32/SK/2021 / TENTANG AGEN PERUBAHAN / Pada tanggal 2 Maret 2021
=cmd|'<script>alert(1)</script>.pdf: SURAT / Perihal Lain-lain
A.1.3.B | YA | Sertifikat Diklat NIP 19000101 192001 1 001
! A.1.2.A/<img src=x onerror=alert(1)>\u202e.pdf: berkas <b>rusak</b>
"""


def report_of(block: str = BLOCK) -> Report:
    made, folder = parted(block)
    dossier = open_dossier(made, window=parse_window(WINDOW))._replace(folder=folder)
    return make_report(check_dossier(dossier), dossier=dossier)


def made_of(report: Report, format: str, view: View | None = None) -> bytes:
    made = render(report, format, view)
    assert isinstance(made, bytes)
    return made


@pytest.fixture(scope="module")
def whole() -> Report:
    return report_of()


@pytest.mark.parametrize("format_", ["text", "html", "docx"])
def test_what_is_to_be_said_of_the_folder_is_said_in_every_report(format_: str) -> None:
    report = report_of()
    assert report.dossier is not None and report.folder is not None
    folder = replace(report.folder, notices=("Folder bukti berubah sejak diperiksa kemarin; periksa lagi.",))
    made = render(report._replace(dossier=report.dossier._replace(folder=folder)), format_)

    assert "berubah sejak diperiksa" in (made if isinstance(made, str) else "\n".join(paragraphs(made)))


def test_a_draft_that_carries_a_claim_is_no_evidence_and_is_counted() -> None:
    told = folder_told(report_of(BLOCK.replace("sk.pdf: KEPUTUSAN", "sk.pdf: DRAF / KEPUTUSAN")))

    assert told is not None
    assert "1 yang cocok masih berupa draf" in told.states
    assert "draf" not in str(getattr(folder_told(report_of()), "states", ""))


def test_the_page_tells_the_folder_and_holds_nothing_of_it_that_acts(whole: Report) -> None:
    page = lxml_html.fromstring(str(render(whole, "html")))
    (section,) = page.xpath('//section[@aria-labelledby="folder"]')
    said = " ".join(section.text_content().split())

    assert said.startswith("Folder bukti 4 berkas: 3 terbaca, 1 tidak diperiksa.")
    assert "berkas <b>rusak</b>" in said and "<img src=x onerror=alert(1)>" in said and "\u202e" not in said
    assert "nomor lain" in said and f"benih {folder_told(whole).seed}" in said  # type: ignore[union-attr]
    assert "<script>alert(1)</" in said.partition("tidak disebut di lembar")[2]
    assert not page.xpath("//img") and len(page.xpath("//script")) == 1
    ids = set(page.xpath("//@id"))
    links = section.xpath(".//a/@href")
    assert "#A.1.1.A" in links and {link[1:] for link in links} <= ids
    states = {row[0].text_content(): row[1].text_content() for row in section.xpath(".//tbody/tr")}
    assert states == {
        "Disebut di lembar, tidak ada di folder": "2",
        "Tidak diperiksa": "1",
        "Cocok, tetapi ada yang berbeda": "1",
        "Cocok": "1",
    }


def test_no_face_speaks_of_a_folder_that_was_not_given(whole: Report) -> None:
    bare = make_report(whole.audit)

    assert "Folder bukti" not in str(render(bare, "html"))
    assert FOLDER not in load_workbook(io.BytesIO(made_of(bare, "xlsx"))).sheetnames
    for reader in (False, True):
        text = "\n".join(paragraphs(made_of(bare, "docx", View(is_for_evaluator=reader))))
        assert "BUKTI DI FOLDER" not in text and "; dokumen aslinya tidak dilihat." in text


def test_the_worklist_has_a_line_for_each_claim_and_no_formula(whole: Report) -> None:
    page, told = load_workbook(io.BytesIO(made_of(whole, "xlsx")))[FOLDER], folder_told(whole)
    assert told is not None
    head, *lines = page.values

    assert head == CLAIM_TITLES
    assert [line[2] for line in lines] == ["tidak ada", "tidak ada", "tidak diperiksa", "cocok, berbeda", "cocok"]
    assert str(lines[1][1]).startswith("Sertifikat Diklat NIP")
    assert lines[3][3] == "A.1.3.A/sk agen.pdf" and str(lines[3][4]).startswith("nomor lain")
    assert all(cell.data_type != "f" for row in page for cell in row)
    assert page["B6"].value.startswith("=SK") and page["B6"].quotePrefix
    assert page.freeze_panes == "B2" and page.auto_filter.ref == "A1:K6" and page.print_title_rows == "$1:$1"
    assert page.column_dimensions["K"].hidden and page.page_setup.fitToWidth == 1
    assert page.column_dimensions["D"].width > 40
    summary = [row[1] for row in load_workbook(io.BytesIO(made_of(whole, "xlsx"))).worksheets[0].values]
    assert list(opened_first(told)) and set(opened_first(told)) <= set(summary)


def test_what_people_note_on_a_claim_comes_back(whole: Report, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(made_of(whole, "xlsx"))
    book = load_workbook(path)
    book[FOLDER].cell(2, CLAIM_TITLES.index(OWN[0]) + 1).value = "Ani"
    book.save(path)
    work = read_worklist(path, Limits())
    marks = marks_of(whole.folder)

    noted, closed = sorted_out(work, whole.audit.findings, {"BER001"}, marks)
    again = load_workbook(io.BytesIO(made_of(whole._replace(work=noted, closed=closed), "xlsx")))
    assert [row[6] for row in again[FOLDER].values] == [OWN[0], "Ani", None, None, None, None]
    assert not closed and again[SHEET].max_row == len(whole.singles) + 1

    _, mended = sorted_out(work, whole.audit.findings, {"BER001"}, list(marks)[-1:])
    assert [(it.own[0], it.of("Keadaan")) for it in mended] == [("Ani", MENDED)]  # nobody wrote on the others

    _, gone = sorted_out(work, whole.audit.findings, {"BER001"})
    assert {it.of("Keadaan") for it in gone} == {UNCHECKED}
    assert {(it.of("Temuan"), it.own[0]) for it in gone} >= {("Notula Rapat Zona Maret 2021", "Ani")}
    assert {it.of(SIDIK) for it in gone} == set(marks)


def test_a_claim_keeps_its_mark_where_its_numbers_are_masked(whole: Report) -> None:
    assert whole.folder is not None

    assert masked(whole.folder) != whole.folder
    assert list(marks_of(masked(whole.folder))) == list(marks_of(whole.folder))


@pytest.mark.parametrize("reader", [False, True])
def test_the_word_reports_say_coverage_states_and_what_is_missing(whole: Report, reader: bool) -> None:
    text = "\n".join(paragraphs(made_of(whole, "docx", View(is_for_evaluator=reader))))
    section = text.partition("BUKTI DI FOLDER")[2].partition("\nNILAI")[0]

    assert "4 berkas: 3 terbaca, 1 tidak diperiksa." in section and "5 bukti disebut: 2 cocok" in section
    assert "Tidak ada di folder: A.1.1.A “Notula Rapat Zona Maret 2021”." in section
    assert "Dibuka lebih dahulu: A.1.3.A/sk agen.pdf (A.1.3.A: " in section and "acak dengan benih" in section
    assert "dan dari berkas di folder bukti. Yang tidak" in text


def test_findings_on_files_are_sound_sarif(whole: Report) -> None:
    log = json.loads(render(whole, "sarif"))
    results = [it for it in log["runs"][0]["results"] if it["ruleId"].startswith("BER")]

    assert {"BER001", "BER002", "BER004", "BER006"} <= {it["ruleId"] for it in results}
    assert all(it["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 0 for it in results)
    assert faults(log) == []


def test_match_and_the_page_tell_the_same(whole: Report) -> None:
    assert whole.folder is not None
    told = folder_told(whole)
    text = " ".join(render_text(whole.folder, width=200).split())

    assert told is not None
    for group in told.groups:
        assert f"{group.title} ({len(group.claims)})" in text


def test_the_json_of_match_is_as_its_schema_says(whole: Report) -> None:
    schema = json.loads((Path(lke_docs.__file__).parent / "schema/match.schema.json").read_text(encoding="utf-8"))
    assert whole.folder is not None

    jsonschema.validate(json.loads(render_json(whole.folder)), schema)
