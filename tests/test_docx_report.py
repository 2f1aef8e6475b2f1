"""The report and the evaluator's notes in Word: nothing of the sheet is a field, nothing says they are drafts."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from lke_docs.check import RULES, audit
from lke_docs.draft.profile import Officer, Profile
from lke_docs.draft.status import DocumentStatus, document_status
from lke_docs.errors import TemplateError
from lke_docs.model import Sheet
from lke_docs.patterns.paper_frame import draft_notice
from lke_docs.report import View, render
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report
from tests.draft.conftest import paragraphs
from tests.test_html import hostile
from tests.test_report import SAMPLE, opened

READERS = {"unit": View(made=date(2021, 9, 1)), "evaluator": View(made=date(2021, 9, 1), is_for_evaluator=True)}
OFFICE = Profile(
    letterhead={"kop_lembaga": ["LEMBAGA CONTOH"], "kop_unit": "KANTOR CONTOH", "kop_alamat": ["Jalan Contoh 1"]},
    officers=(Officer("Kepala Kantor Contoh", "Ani Sukamaju", "Pembina", "0000"),),
)


@pytest.fixture(scope="module")
def whole() -> Report:
    return opened(SAMPLE)


def text_of_docx(data: bytes) -> str:
    return "\n".join(paragraphs(data))


def document(report: Report, view: View) -> bytes:
    made = render(report, "docx", view)
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", ["sample", "hostile", "clean"])
def test_it_is_sound_and_holds_nothing_that_acts(kind: str, reader: str, whole: Report, tmp_path: Path) -> None:
    reports = {
        "sample": lambda: whole,
        "hostile": lambda: make_report(audit(hostile())),
        "clean": lambda: make_report(audit(Sheet("bersih.txt", "0" * 64, "txt", ()))),
    }
    data = document(report := reports[kind](), READERS[reader])
    path = tmp_path / "laporan.docx"
    path.write_bytes(data)
    xml = docx.Document(io.BytesIO(data)).element.xml

    assert kind == "sample" or not OpenXmlValidator().validate(path).errors  # one template, one structure
    assert document(report, READERS[reader]) == data
    assert "instrText" not in xml and "w:hyperlink" not in xml
    assert not re.search(r"\{\{ |\{%", text_of_docx(data).replace("{\u2060{ ", ""))
    assert "lke-docs 0." in text_of_docx(data), "it says what made it"
    assert draft_notice() not in text_of_docx(data)
    assert {it.id for it in report.singles} <= set(re.findall(r"[0-9a-f]{4,}", text_of_docx(data)))


def test_with_a_letterhead_it_is_a_finished_paper_and_never_a_draft(whole: Report, tmp_path: Path) -> None:
    path = tmp_path / "laporan.docx"
    path.write_bytes(document(whole, READERS["unit"]._replace(profile=OFFICE)))
    standing = document_status(path)
    text = text_of_docx(path.read_bytes())

    assert standing.status is DocumentStatus.FINISHED, standing.reasons
    assert "KANTOR CONTOH" in text and "Ani Sukamaju" in text
    assert "[ISI:" not in text and "[ISI: alamat kantor pada kop surat]" in text_of_docx(document(whole, View()))


def test_the_evaluator_gets_no_advice_and_decides_alone(whole: Report) -> None:
    text = text_of_docx(document(whole, READERS["evaluator"]))
    unproven = [card for card in whole.cards if card.stake and card.stake.lost > 0]

    assert not [it for it in whole.singles if it.finding.remedy in text]
    assert "Draf yang dapat dibuat" not in text
    assert text.index("YANG BERTENTANGAN") < text.index("BELUM TERBUKTI") < text.index("TEMUAN LAIN")
    assert all(card.row.code in text for card in unproven)
    assert any(shown != best for shown, best in (card.carried for card in unproven))
    clashing = {rule.code for rule in RULES if rule.contradicts} & {it.finding.rule for it in whole.singles}
    section = text[text.index("YANG BERTENTANGAN") : text.index("BELUM TERBUKTI")]
    assert clashing and all(code in section for code in clashing)


def test_long_tables_go_on_under_the_same_head(whole: Report, tmp_path: Path) -> None:
    singles = tuple(it._replace(id=f"{n:02x}{it.id}") for n in range(3) for it in whole.singles)
    path = tmp_path / "panjang.docx"
    path.write_bytes(document(whole._replace(singles=singles), READERS["evaluator"]))
    made = docx.Document(str(path))
    tables = [table for table in made.tables if table.rows[0].cells[0].text == "Tanda"]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]

    assert len(tables) > 2 and all(len(table.rows) <= 101 for table in tables)
    assert rows.count(rows[0]) == len(tables)
    told = [
        table.rows[n].cells[column].text
        for table in made.tables
        for n in range(1, len(table.rows))
        for column in (0, 1)
        if len(table.columns) > 5
    ]
    assert [it.id for it in singles if not any(it.id in text.split() for text in told)] == []
    assert not OpenXmlValidator().validate(path).errors


def test_a_template_of_the_units_own_wins_and_is_checked(whole: Report, tmp_path: Path) -> None:
    from lke_docs.draft.fields import shipped_folder

    own = docx.Document(shipped_folder() / "laporan_pemeriksaan.docx")
    own.paragraphs[0].runs[0].text = "LAPORAN TIM KAMI"
    own.save(tmp_path / "laporan_pemeriksaan.docx")
    view = READERS["unit"]._replace(templates=(tmp_path,))

    assert "LAPORAN TIM KAMI" in text_of_docx(document(whole, view))
    own.paragraphs[0].runs[0].text = "{{ salah }}"
    own.save(tmp_path / "laporan_pemeriksaan.docx")
    with pytest.raises(TemplateError, match="salah"):
        document(whole, view)
