"""Two sheets side by side: differences word by word, two units by what they share, in HTML and XLSX."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from lke_docs import cli
from lke_docs.report.comparison import comparison_text, render_comparison
from lke_docs.report.side_by_side import SideBySide, marked, side_by_side
from lke_docs.workspace.compare import Comparison, compare_runs
from lke_docs.workspace.run import PastFinding, PastSpan, Run
from tests.test_html import HOSTILE
from tools.look_at_html import browser, requests_of, runs, violations

OLD = {"A.1.1.A": "Notula Evaluasi SOP Bulan Februari 2021", "A.1.1.B": "SK Tim Kerja", "A.1.1.C": "Foto apel"}
NEW = {"A.1.1.A": "Notula Evaluasi SOP Bulan Maret 2021", "A.1.1.B": "SK Tim Kerja", "A.1.1.D": "Undangan rapat"}


def run(evidence: Mapping[str, str], *codes: str, unit: str = "kantor contoh", **more: Any) -> Run:
    found = [
        PastFinding(
            f"{code:0<20}",
            "NOM001",
            "x",
            "perlu",
            "tinggi",
            code,
            f"Tanpa nomor: {text}",
            "open",
            (PastSpan(code, 0, 2, text[:2]),),
        )
        for code in codes
        if (text := evidence[code])
    ]
    return Run(
        f"instansi|{unit}|zi-2021", "lke.txt", "0", "2021-08-31", tuple(found), dict(reversed(evidence.items())), **more
    )


def both(**more: Any) -> SideBySide:
    old = run(OLD, "A.1.1.A", "A.1.1.C", points=(50.0, 20.0), answers={"A.1.1.A": "B"})
    return side_by_side(compare_runs(old, run(NEW, "A.1.1.A", points=(52.0, 24.5), answers={"A.1.1.A": "A"}, **more)))


@given(st.text(alphabet="ab ;\n.é", max_size=40), st.text(alphabet="ab ;\n.é", max_size=40), st.booleans())
def test_no_letter_is_lost_and_marks_differ(old: str, new: str, is_shared: bool) -> None:
    left, right, shared = marked(old, new, is_shared=is_shared)

    assert ("".join(it.text for it in left), "".join(it.text for it in right)) == (old, new)
    assert 0 <= shared <= 100
    if not is_shared:
        assert (old == new) == (not any(it.is_marked for it in (*left, *right)))
        kept = ["".join(it.text for it in side if not it.is_marked).split() for side in (left, right)]
        assert "".join(kept[0]) == "".join(kept[1]), "what is not marked stands on both sides"


def test_changed_cells_in_the_order_of_the_sheet_and_the_rest_is_counted() -> None:
    found = both()

    assert [it.code for it in found.pairs] == ["A.1.1.A", "A.1.1.D", "A.1.1.C"]
    assert [it.text for it in found.pairs[0].old if it.is_marked] == ["Februari"]
    assert [it.text for it in found.pairs[0].new if it.is_marked] == ["Maret"]
    assert found.same == ("A.1.1.B",)


def test_a_blank_row_that_one_sheet_lacks_is_no_difference() -> None:
    found = side_by_side(compare_runs(run(OLD | {"A.1.1.E": ""}), run(OLD)))

    assert (found.pairs, found.same) == ((), tuple(OLD))


def test_two_units_have_no_history() -> None:
    found = both(unit="kantor lain")
    text = comparison_text(found.comparison)
    page = lxml_html.fromstring(str(render_comparison(found.comparison, "html")))

    assert [it.said for it in found.groups] == ["ada pada keduanya", "hanya pada yang pertama"]
    assert "menjadi" not in text and "iperbaiki" not in text and "1 isian sama persis" in text
    assert [it.code for it in found.pairs] == ["A.1.1.A"]
    assert page.xpath("//mark/text()") == ["ditandai", "Notula Evaluasi SOP Bulan ", "Notula Evaluasi SOP Bulan "]
    assert not page.xpath("//ins | //del") and "Selisih" not in page.text_content()


def test_the_page_says_points_first_then_what_was_mended_and_links_to_the_cell() -> None:
    page = lxml_html.fromstring(str(render_comparison(both().comparison, "html")))
    text = page.xpath("//main")[0].text_content()

    assert text.index("+4,50") < text.index("1 hilang karena klaimnya dihapus") < text.index("Isian yang berubah\n")
    assert {"Februari", "Maret"} <= {*page.xpath("//article//del/text()"), *page.xpath("//article//ins/text()")}
    assert {link[1:] for link in page.xpath("//@href")} <= set(page.xpath("//@id"))


def hostile(unit: str) -> Comparison:
    """Two runs in whose cells hostile texts stand, one of them of 1 MB."""
    old = run(dict(zip("01234567", HOSTILE, strict=True)), *"0123456")
    return compare_runs(old, run({code: f"{text} baru" for code, text in old.evidence.items()}, unit=unit))


@pytest.mark.parametrize("unit", ["kantor contoh", "kantor lain"])
def test_hostile_cells_stay_text(unit: str) -> None:
    comparison = hostile(unit)
    text = str(render_comparison(comparison, "html"))
    page = lxml_html.fromstring(text)
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_comparison(comparison, "xlsx"))), rich_text=True)  # type: ignore[arg-type]

    assert len(text) < 300_000
    assert len(page.xpath("//script")) == 1 and not page.xpath("//img | //*[@src] | //*[@onerror] | //*[@style]")
    assert all(char.isprintable() or char in "\n\t" for char in text)
    assert all(cell.data_type in ("s", "n") for sheet in book for row in sheet for cell in row)
    assert render_comparison(comparison, "xlsx") == render_comparison(comparison, "xlsx")


def test_the_workbook_prints_across_a_page_and_marks_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes(render_comparison(both().comparison, "xlsx"))), rich_text=True)  # type: ignore[arg-type]
    cell: Any = book["Isian berubah"]["C2"].value

    assert [str(it) for it in cell if it.font.strike] == ["Februari"]
    assert [cell.value for cell in book["Ringkasan"][7]] == ["Poin", "Sebelum", "Sesudah"]
    assert book["Ringkasan"]["A8"].value == "Poin diklaim"
    assert book["Ringkasan"]["B2"].value == "lke.txt, tanggal acuan 31 Agustus 2021"
    assert all(page.page_setup.orientation == "landscape" and page.page_setup.fitToWidth == 1 for page in book)


def test_a_workbook_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", "a.txt", "b.txt", "--format", "xlsx"]) == 2
    assert "--output perbandingan.xlsx" in capsys.readouterr().err


@pytest.mark.skipif(os.environ.get("LKE_LONG") != "1" or browser() is None, reason="LKE_LONG=1, needs Chromium")
def test_a_browser_asks_for_nothing_and_axe_finds_nothing(tmp_path: Path) -> None:
    program, axe = browser(), os.environ.get("LKE_AXE")
    assert program is not None
    units = ("kantor contoh", "kantor lain")
    for number, found in enumerate([*(both(unit=it).comparison for it in units), *map(hostile, units)]):
        page = tmp_path / f"{number}.html"
        page.write_text(str(render_comparison(found, "html")), encoding="utf-8")
        assert requests_of(program, page) == []
        assert not runs(program, page)
        assert not axe or violations(program, page, Path(axe)) == []
