"""The worklist: what people write into it comes back, mended lines are closed, nothing becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
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
from lke_docs.workspace.work import MENDED, OWN, SHEET, SIDIK, TITLES, read_worklist
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


def test_what_people_write_comes_back_after_edits_of_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filled, sorted, the sheet mended in three places: nothing is lost, and what is mended is closed."""
    monkeypatch.chdir(tmp_path)
    text = SAMPLE.read_text(encoding="utf-8")
    Path("lke.txt").write_text(text, encoding="utf-8")
    assert cli.run(["audit", "lke.txt", "--format", "xlsx", "--output", "satu.xlsx"]) == cli.FOUND
    book = load_workbook("satu.xlsx")
    page = book[SHEET]
    at = {title: TITLES.index(title) + 1 for title in (*OWN, SIDIK)}
    written = {}
    for number in range(2, page.max_row + 1):
        own = (f"Petugas {number}", "31 Agustus 2021", "sedang dikerjakan", f"catatan {number}")
        written[page.cell(number, at[SIDIK]).value] = own
        for title, value in zip(OWN, own, strict=True):
            page.cell(number, at[title]).value = value
    page.move_range(f"A2:N{page.max_row}", rows=3)  # people put lines above
    book.save("satu.xlsx")
    for old, new in (
        ("15 September 2020", "15 April 2021"),
        ("tanggal Februari 2021;", "tanggal 24 Februari 2021;"),
        ("tangga 16 Februari 2021", "tanggal 16 Februari 2021"),
    ):
        assert old in text
        text = text.replace(old, new)
    Path("lke.txt").write_text(text, encoding="utf-8")

    args = ["audit", "lke.txt", "--format", "xlsx", "--worklist", "satu.xlsx", "--output", "dua.xlsx"]
    assert cli.run(args) == cli.FOUND
    after = {line[SIDIK]: line for line in rows(Path("dua.xlsx"))}
    assert set(written) <= set(after)
    closed = {sidik for sidik in written if after[sidik]["Keadaan"] == MENDED}
    assert len(closed) >= 3
    for sidik, own in written.items():
        assert tuple(after[sidik][title] for title in OWN) == own


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
