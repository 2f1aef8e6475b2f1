"""The worklist: what people write into it comes back, mended lines are closed, nothing becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lke_docs import cli
from lke_docs.check import audit
from lke_docs.errors import InputError
from lke_docs.office.limits import Limits
from lke_docs.report import render
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report
from lke_docs.workspace.work import (
    MENDED,
    OWN,
    OWN_LINE,
    SHEET,
    SIDIK,
    TITLES,
    Work,
    read_worklist,
    sorted_out,
)
from tests.test_html import hostile
from tests.test_report import SAMPLE, opened


@pytest.fixture(scope="module")
def whole() -> Report:
    return opened(SAMPLE)


def rows(path: Path) -> list[dict[str, Any]]:
    head, *lines = load_workbook(path)[SHEET].values
    return [dict(zip(head, line, strict=True)) for line in lines]


def write(path: Path, report: Report) -> Path:
    data = render(report, "xlsx")
    assert isinstance(data, bytes)
    path.write_bytes(data)
    return path


def test_every_finding_is_a_line_and_two_workbooks_are_equal(whole: Report, tmp_path: Path) -> None:
    lines = rows(write(tmp_path / "daftar.xlsx", whole))

    assert {line[SIDIK] for line in lines} == {it.finding.fingerprint for it in whole.singles}
    assert len(lines) == len(whole.singles)
    assert lines[0]["Tingkat"] == "wajib"
    assert render(whole, "xlsx") == render(whole, "xlsx")


def test_it_prints_one_page_wide_and_keeps_its_head(whole: Report, tmp_path: Path) -> None:
    page = load_workbook(write(tmp_path / "daftar.xlsx", whole))[SHEET]

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$1" and page.freeze_panes == "B2"
    assert page.auto_filter.ref and page.data_validations.dataValidation
    assert all(page.row_dimensions[number].height for number in range(1, page.max_row + 1))
    assert page.column_dimensions["N"].hidden and TITLES[13] == SIDIK


def test_nothing_of_a_hostile_sheet_becomes_a_formula(tmp_path: Path) -> None:
    path = write(tmp_path / "daftar.xlsx", make_report(audit(hostile())))
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]

    assert not [part for part in parts if re.search(rb"<f[ >/]", part)]
    cells = [cell for page in load_workbook(path) for line in page for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@")


FILLED = 10
EDITS = {
    "mended": ("tangga 16 Februari 2021", "tanggal 16 Februari 2021"),
    "a new fault": (
        "Menuju WBK tanggal 16",
        "Menuju WBK tanggal 16 Februari 2021; Notula Apel tanggal 30 Februari 2021; Undangan tanggal 16",
    ),
    "a row moved": ("", ""),
    "the old fault again": ("tanggal 16 Februari 2021 tentang", "tangga 16 Februari 2021 tentang"),
}


def test_what_people_write_comes_back_after_edits_of_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows filled and one of their own added; the sheet edited four times: nothing is lost."""
    monkeypatch.chdir(tmp_path)
    text = SAMPLE.read_text(encoding="utf-8").partition("PENATAAN SISTEM MANAJEMEN SDM")[0]
    made = lke(text, "0.xlsx")
    book = load_workbook(made)
    page = book[SHEET]
    at = {title: number for number, title in enumerate(TITLES, 1)}
    typing = next(n for n in range(2, page.max_row) if "“tangga”" in str(page.cell(n, at["Temuan"]).value))
    written = {}
    for number in (typing, *(n for n in range(2, FILLED + 3) if n != typing)):
        due = date(2021, 8, number) if number % 2 else "31 Agustus 2021"
        own = (f"Petugas {number}", due, "", f"=catatan {number}\nbaris kedua")
        for title, value in zip(OWN, own, strict=True):
            page.cell(number, at[title]).value = value
        page.cell(number, at["Catatan"]).data_type = "s"
        said = (own[0], f"{number} Agustus 2021" if number % 2 else due, *own[2:])
        written[page.cell(number, at[SIDIK]).value] = said
        if len(written) == FILLED:
            break
    page.cell(page.max_row + 1, at["Temuan"]).value = "Pindai semua SK"
    page.move_range(f"A2:N{page.max_row}", rows=3)  # people put lines above
    book.save(made)
    typing_error = next(iter(written))

    news = {}
    for number, (what, (old, new)) in enumerate(EDITS.items(), 1):
        assert old in text
        text = text.replace(old, new) if old else moved(text, "A.1.3.B", "A.1.3.C")
        made = lke(text, f"{number}.xlsx", "--worklist", str(made))
        after = {line[SIDIK]: line for line in rows(made)}
        for sidik, said in written.items():
            assert tuple(after[sidik][title] or "" for title in OWN) == said, what
        assert [it["Keadaan"] for it in after.values() if it["Temuan"] == "Pindai semua SK"] == ["baris sendiri"]
        news[what] = {sidik: line["Keadaan"] for sidik, line in after.items()}
    states = [found[typing_error] for found in news.values()]
    assert states == [MENDED, MENDED, MENDED, "muncul kembali"]
    assert set(news["mended"]) < set(news["a new fault"])
    assert news["a new fault"] == news["a row moved"]


def test_a_line_copied_for_a_second_person_is_not_lost() -> None:
    line = Work().with_(Temuan="SK tanpa tanggal", Sidik="f" * 16, Kode="NOM001 ffff")
    work = [line.with_(**{OWN[0]: "Sari"}), line, line.with_(**{OWN[0]: "Budi"})]
    _, closed = sorted_out(work, (), {"NOM001"})
    assert [(it.of(OWN[0]), it.of("Keadaan"), it.fingerprint) for it in closed] == [
        ("Sari", OWN_LINE, ""),
        ("Budi", MENDED, "f" * 16),
    ]


def test_the_lists_of_two_people_are_brought_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = SAMPLE.read_text(encoding="utf-8").partition("PENATAAN SISTEM MANAJEMEN SDM")[0]
    lke(text, "0.xlsx")
    for number, who in enumerate(("Sari", "Budi"), 2):
        book = load_workbook("0.xlsx")
        book[SHEET].cell(number, TITLES.index(OWN[0]) + 1).value = who
        book[SHEET].cell(book[SHEET].max_row + 1, TITLES.index("Temuan") + 1).value = "Pindai semua SK"
        book.save(f"{who}.xlsx")

    lines = rows(lke(text, "1.xlsx", "--worklist", "Sari.xlsx", "--worklist", "Budi.xlsx"))
    assert [line[OWN[0]] for line in lines[:3]] == ["Sari", "Budi", None]
    assert [line["Keadaan"] for line in lines].count(OWN_LINE) == 1  # both have it


def lke(text: str, output: str, *more: str) -> Path:
    Path("lke.txt").write_text(text, encoding="utf-8")
    assert cli.run(["audit", "lke.txt", "--format", "xlsx", "--output", output, *more]) == cli.FOUND
    return Path(output)


def moved(text: str, one: str, other: str) -> str:
    """The text with two rows of three lines, one behind the other, in the other order."""
    lines = text.splitlines(keepends=True)
    first, second = (next(n for n, line in enumerate(lines) if line.rstrip().endswith(it)) for it in (one, other))
    assert second == first + 3
    return "".join(lines[:first] + lines[second : second + 3] + lines[first:second] + lines[second + 3 :])


def test_a_rule_that_did_not_run_closes_nothing(tmp_path: Path) -> None:
    assert cli.run(["audit", str(SAMPLE), "--format", "xlsx", "--output", str(tmp_path / "a.xlsx")]) == cli.FOUND
    more = ["--worklist", str(tmp_path / "a.xlsx"), "--output", str(tmp_path / "b.xlsx"), "--select", "NOM"]
    cli.run(["audit", str(SAMPLE), "--format", "xlsx", *more])

    states = {line["Kode"][:3]: line["Keadaan"] for line in rows(tmp_path / "b.xlsx")}
    assert states["TGL"] == "tidak diperiksa kali ini"
    assert states["NOM"] is None


def test_a_workbook_that_is_no_worklist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tidak ada lembar dengan kolom"):
        read_worklist(SAMPLE.parent / "bentuk" / "kejari_bantaeng_2021.xlsx", Limits())
    with pytest.raises(InputError, match="bukan daftar kerja"):
        read_worklist(SAMPLE, Limits())
