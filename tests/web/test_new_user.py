"""A new user's whole way in a browser, on a desk and on a telephone: sheet, overview, a cell mended, draft, worklist.

Every page on the way is held against WCAG 2.2 AA by axe, fits the width of its window, asks no other host for
anything, and breaks none of its own rules on scripts and styles. `LKE_PICTURES=folder` keeps a picture of each.
`LKE_LONG=1` goes the way again on a telephone, by touch, and in the dark; without it each page is made narrow once.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.test_report import SAMPLE
from tests.web.conftest import PATIENCE, Program
from tests.web.test_drafts import filled_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WINDOWS: dict[str, dict[str, Any]] = {
    "meja": {"viewport": {"width": 1200, "height": 900}},
    "telepon": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "gelap": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
}
NARROW = 360  # the narrowest telephone that is still about
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
MENU = (
    *("Ringkasan", "Indikator", "Daftar kerja", "Draf", "Folder bukti"),
    *("Versi", "Penilaian", "Ambil hasil", "Pengaturan"),
)
PICTURES = os.environ.get("LKE_PICTURES", "")


def test_what_was_typed_is_asked_about_before_the_page_is_left(
    browser: Browser, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    running = program(tmp_path)
    page = browser.new_page()
    asked: list[str] = []
    page.on("dialog", lambda it: (asked.append(page.url.removeprefix(running.origin)), it.accept()))
    page.goto(running.address)
    page.set_input_files("#lembar", SAMPLE)
    page.wait_for_url("**/unit/1/")
    page.goto(f"{running.origin}/unit/1/bukti/")
    page.eval_on_selector("form[data-most]", "form => { form.dataset.most = 0.001; }")
    page.set_input_files("#b-berkas", SAMPLE)
    page.click("text=Kirim dan periksa")
    page.wait_for_selector("text=sekali kirim paling banyak 0.001 MB")
    places = {
        "/unit/1/daftar-kerja/": "[name^=person-] >> nth=0",
        "/unit/1/indikator/A.2.3.A/": "textarea[name=evidence]",
        "/unit/1/pengaturan/": '[name="naskah.tempat"]',
        "/unit/1/penilaian/A.2.3.A/": "[name=alasan]",
    }
    for address, field in places.items():
        page.goto(running.origin + address)
        page.type(field, "ketikan")
        page.click("nav a:has-text('Versi')")
        page.wait_for_url("**/versi/")
    page.goto(f"{running.origin}/unit/1/indikator/A.2.3.A/")
    page.type("textarea[name=evidence]", "ketikan")
    page.click("button:has-text('Lihat akibatnya')")
    page.wait_for_url("**/akibat/#akibat")
    page.click("nav a:has-text('Versi')")
    page.wait_for_url("**/versi/")
    page.goto(f"{running.origin}/unit/1/indikator/A.2.3.A/akibat/")

    assert page.url.endswith("/unit/1/indikator/A.2.3.A/")
    assert asked == [*places, "/unit/1/indikator/A.2.3.A/akibat/#akibat"]


class Visit:
    """A page of the browser, and all that was wrong with what it showed."""

    def __init__(self, page: Page, program: Program, window: str) -> None:
        self.page, self.window, self.trouble = page, window, list[str]()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda it: self.trouble.append(it.text) if it.type == "error" else None)
        page.on("pageerror", lambda it: self.trouble.append(str(it)))
        page.on("request", lambda it: None if it.url.startswith(program.origin) else self.trouble.append(it.url))
        page.goto(program.address)
        page.wait_for_url(f"{program.origin}/")

    def look(self, name: str) -> None:
        """Hold what is shown against the rules."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_load_state("load")  # a click returns before the page that it opens is whole
        if PICTURES:
            Path(PICTURES).mkdir(exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.window}.png", full_page=True)
        found = Axe().run(self.page, options={"runOnly": list(LEVELS), "resultTypes": ["violations"]}).response
        for it in found["violations"]:
            self.trouble.append(f"{name}: {it['id']}: {[node['html'][:200] for node in it['nodes'][:3]]}")
        size = self.page.viewport_size or {"width": 0, "height": 0}
        for width in {size["width"], NARROW}:
            self.page.set_viewport_size({**size, "width": width})
            if (more := self.page.evaluate(TOO_WIDE)) > 0:
                self.trouble.append(f"{name}: {more} pixels too wide for {width}")
        self.page.set_viewport_size(size)

    def follow(self, said: str) -> None:
        self.page.get_by_role("navigation", name="Unit").get_by_role("link", name=said, exact=True).click()

    def shown_points(self) -> float:
        """Points that the overview says the evidence shows."""
        self.follow("Ringkasan")
        found = re.search(r"([\d,]+) tampak,", self.page.inner_text("main"))
        assert found is not None
        return float(found[1].replace(",", "."))

    def taken(self, said: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=said).first.click()
        return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("window", ["meja", "telepon", "gelap"] if os.environ.get("LKE_LONG") else ["meja"])
def test_a_new_user_goes_the_whole_way(
    window: str, browser: Browser, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    running = program(tmp_path)
    context = browser.new_context(**WINDOWS[window], locale="id-ID")
    visit = Visit(context.new_page(), running, window)
    visit.look("mulai")
    visit.page.set_input_files("#lembar", SAMPLE)
    visit.page.wait_for_url("**/unit/*/")
    visit.look("ringkasan")
    mend_a_cell(visit)
    make_and_finish_a_draft(visit)
    share_out_the_work(visit)
    for said in MENU:
        visit.follow(said)
        visit.look(said)
    for address in ("/", "/bantuan/", "/aturan/NOM005/"):
        visit.page.goto(running.origin + address)
        visit.look(address.strip("/").replace("/", "-") or "mulai-lagi")
    visit.page.goto(running.origin)
    visit.page.get_by_role("button", name="Tutup lke-docs").click()
    visit.page.get_by_role("heading", name="sudah ditutup").wait_for()
    visit.look("tutup")
    context.close()

    assert visit.trouble == []
    assert running.process.wait(PATIENCE) == 0


def mend_a_cell(visit: Visit) -> None:
    """The number that stands on two papers is put right: the finding goes at once, the points go up."""
    before = visit.shown_points()
    visit.page.get_by_role("link", name="A.2.3.A", exact=True).first.click()
    visit.page.get_by_text("NOM005").first.wait_for()
    visit.look("indikator")
    cell = visit.page.locator("form.edit textarea").first
    cell.fill(cell.input_value().replace("Print- 246 /P.4.17/03/2021", "Print-251/P.4.17/Cp.1/03/2021"))
    visit.page.locator("#akibat p, #akibat li").first.wait_for()
    visit.look("akibat")
    visit.page.get_by_role("button", name="Simpan sebagai versi baru").click()
    visit.page.get_by_text("Tersimpan sebagai versi 2").wait_for()
    visit.look("tersimpan")
    assert "NOM005" not in visit.page.locator("ul.found").inner_text()
    assert visit.shown_points() > before


def make_and_finish_a_draft(visit: Visit) -> None:
    """A gap is chosen, its draft taken, filled in as in Word, brought back and finished."""
    visit.follow("Draf")
    visit.page.locator('input[name=pilih][value="A.2_kelengkapan"]').check()
    visit.page.get_by_role("button", name="Buat draf yang dipilih").click()
    visit.page.get_by_text("draf ditulis").wait_for()
    visit.look("draf-dibuat")
    draft = filled_in(visit.taken("Ambil Word"))
    visit.page.locator("summary", has_text="Selesaikan").first.click()
    visit.page.locator("input[name=isi]").first.set_input_files(
        {"name": "nota.docx", "mimeType": "application/octet-stream", "buffer": draft}
    )
    visit.page.get_by_label("hari libur").first.check()
    visit.page.get_by_role("button", name="Lepas tanda draf").first.click()
    visit.page.get_by_text("Tanda draf dilepas").wait_for()
    visit.look("draf-selesai")
    assert len(visit.taken("Ambil yang sudah selesai")) > 5_000


def share_out_the_work(visit: Visit) -> None:
    """A finding gets its person, and stands so in the workbook."""
    visit.follow("Daftar kerja")
    visit.page.get_by_label("Penanggung jawab").first.fill("Subbag Contoh")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Simpan daftar kerja").click()
    visit.look("daftar-kerja-tersimpan")
    book = load_workbook(io.BytesIO(visit.taken("Ambil daftar kerja")))
    assert any(cell == "Subbag Contoh" for row in book["Daftar kerja"].values for cell in row)
