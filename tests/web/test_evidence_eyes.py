"""The evidence of a unit in a real browser: a folder is chosen, read, and looked at with keys; also without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.files.test_page_view import letter
from tests.web.conftest import Program
from tests.web.test_evidence import SHEET

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(not os.environ.get("LKE_LONG"), reason="LKE_LONG=1: a browser, the program, its worker")
TEXT = "Notula Rapat Zona Maret 2021"


def faults(page: Page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    return [f"{it['id']} {it['nodes'][0]['target']}" for it in axe.Axe().run(page).response["violations"]]


@pytest.mark.parametrize("width", [1200, 390])
def test_a_folder_is_sent_read_and_looked_at(
    browser: Browser, program: Callable[[Path], Program], tmp_path: Path, width: int
) -> None:
    (tmp_path / "situs").mkdir()
    (tmp_path / "lke.csv").write_text(SHEET, encoding="utf-8")
    for path, data in {
        "A.1.1.A/sk.pdf": letter(),
        "A.1.1.A/notula.txt": TEXT.encode(),
        "x.pdf": b"%PDF-1.7 putus",
    }.items():
        (tmp_path / "bukti 2021" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bukti 2021" / path).write_bytes(data)
    running = program(tmp_path / "situs")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda told: said.append(told.text))
    page.on("request", lambda sent: said.extend([] if sent.url.startswith(running.origin) else [sent.url]))
    page.goto(running.address)
    page.wait_for_url(f"{running.origin}/")
    page.set_input_files("#lembar", tmp_path / "lke.csv")
    page.wait_for_url("**/unit/*/**")
    page.click("text=Folder bukti")
    assert faults(page) == []
    page.set_input_files("#b-folder", tmp_path / "bukti 2021")
    page.click("text=Kirim dan periksa")
    page.click("text=Lihat hasilnya", timeout=120_000)
    page.wait_for_selector("text=3 berkas: 2 terbaca, 1 tidak diperiksa")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width

    page.click("text=Tampilkan 2 bukti")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("svg.page, .evidence")
    names = set()
    for key in ("k", "k", "j", "j"):
        before = page.url
        if page.locator(f'a[data-shortcut="{key}"]').count():
            page.keyboard.press(key)
            page.wait_for_url(lambda url, before=before: url != before)
        names.add(page.inner_text("h1"))
        assert faults(page) == []
    assert names == {"notula.txt", "sk.pdf", "x.pdf"}
    page.goto(f"{running.origin}/unit/1/bukti/")
    page.click("text=Tampilkan 2 bukti")
    page.click("text=sk.pdf")
    assert page.locator("svg.page rect.m-nomor").count() == 1
    assert (
        page.evaluate("(async () => (await fetch(document.querySelector('svg image').href.baseVal)).status)()") == 200
    )
    assert said == []

    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(running.address)
    plain.wait_for_url(f"{running.origin}/")
    plain.goto(page.url)
    assert plain.locator("svg.page rect.m-nomor").count() == 1
    plain.click("a[rel=prev]")
    assert TEXT in plain.inner_text(".evidence")
