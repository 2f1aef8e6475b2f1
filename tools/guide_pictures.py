"""Make the pictures of the user guide, docs/gambar/*.png, from the sample; needs Chromium, LibreOffice and poppler.

    python tools/guide_pictures.py

A picture is the page itself with all but the shown part left out, so that nothing is drawn by hand.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lxml import html as lxml_html

from lke_docs.cli import run
from lke_docs.workspace.work import SHEET
from tools.look_at_html import browser, chromium

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "samples/kejari_bantaeng_2021.txt"
PICTURES = ROOT / "docs" / "gambar"
# Name, what stays of the page (XPath below <body>), width and height.
PARTS: Sequence[tuple[str, str, str]] = (
    ("laporan", "header | main/section[h2/@id='nilai']", "900,760"),
    ("pertama", "main/section[h2/@id='pertama']", "900,640"),
    ("kartu", "main//*[@id='A.2.3.A']", "900,700"),
    ("bulan", "main/section[h2/@id='bulan'] | main/section[h2/@id='waktu']", "900,640"),
)
_TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:0;background:#14181d"><pre style="margin:0;
padding:12px;color:#e6e9ed;font:13px/1.35 'DejaVu Sans Mono',Consolas,monospace">%s</pre>"""


def part_of(page: str, wanted: str) -> str:
    """The page with only what `wanted` chooses in its body."""
    root = lxml_html.fromstring(page)
    body = root.find("body")
    kept = body.xpath(wanted)
    if not kept:
        raise SystemExit(f"the report has no {wanted}")
    for child in list(body):
        body.remove(child)
    main = lxml_html.Element("main")
    main.extend(kept)
    body.append(main)
    return str(lxml_html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def picture(program: str, name: str, page: str, size: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.html"
        file.write_text(page, encoding="utf-8")
        chromium(program, f"--window-size={size}", f"--screenshot={PICTURES / name}.png", file.as_uri())


def worklist(made: Path, folder: Path) -> None:
    """The first printed page of the list itself."""
    import openpyxl

    book = openpyxl.load_workbook(made)
    for name in book.sheetnames:
        if name != SHEET:
            del book[name]
    book.save(made)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profil", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), str(made)], check=True, capture_output=True, timeout=180)
    first = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*first, f"{folder}/{made.stem}.pdf", str(PICTURES / made.stem)], check=True, timeout=60)


def main() -> int:
    program = browser()
    if program is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = {form: Path(folder) / f"daftar_kerja.{form}" for form in ("html", "text", "xlsx")}
        for form, path in made.items():
            run(["audit", SAMPLE, "--format", form, "--output", str(path), "--fail-on", "never"])
        page = made["html"].read_text(encoding="utf-8")
        for name, wanted, size in PARTS:
            picture(program, name, part_of(page, wanted), size)
        lines = made["text"].read_text(encoding="utf-8").splitlines()[:34]
        picture(program, "terminal", _TERMINAL % html.escape("\n".join(lines)), "830,640")
        worklist(made["xlsx"], Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
