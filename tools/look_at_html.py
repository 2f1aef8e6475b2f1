"""Look at the HTML report in a headless Chromium: pictures, PDF, requests, and axe-core where it is given.

    python tools/look_at_html.py samples/kejari_bantaeng_2021.txt OUT [--axe node_modules/axe-core/axe.min.js]

Writes OUT/desktop.png, telepon.png, gelap.png and cetak.pdf, and fails where the page asks for
anything but itself, a script of the sheet runs, or axe finds a violation of WCAG 2.2 A or AA.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from lke_docs.cli import run

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SIZES = {"desktop": "1200,4000", "telepon": "390,3000", "gelap": "1200,2400"}
_MORE = {"gelap": ["--blink-settings=preferredColorScheme=0"]}
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_WITNESS = (
    "<script>(function(d){d.dataset.witness=1;window.alert=function(){d.dataset.ran=1}})"
    "(document.documentElement)</script>"
)
_AXE = """
<script>%s</script>
<script>axe.run(document,{runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa"]}).then(function(r){
var p=document.createElement("pre");p.id="axe-result";p.textContent=JSON.stringify(r.violations.map(function(v){
return {id:v.id,nodes:v.nodes.slice(0,3).map(function(n){return n.html.slice(0,200)+" | "+n.failureSummary})}}));
document.body.appendChild(p)})</script></body>"""


def browser() -> str | None:
    """The Chromium of this machine."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def chromium(program: str, *args: str) -> str:
    """Run it headless over one page and return its standard output."""
    with tempfile.TemporaryDirectory() as home:
        fixed = [
            "--headless",
            "--disable-background-networking",
            "--no-first-run",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={home}",
        ]
        done = subprocess.run([program, *fixed, *args], capture_output=True, text=True, timeout=180, check=False)
    return done.stdout


def requests_of(program: str, page: Path) -> list[str]:
    """Every address that a page asks for, those that the browser asks for by itself left out."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "kosong.html"
        empty.write_text("<!DOCTYPE html><title>kosong</title>", encoding="utf-8")
        own, asked = (_addresses(program, it, Path(folder) / "net.json") for it in (empty, page))
    hosts = {urlsplit(url).hostname for url in own}
    return sorted(url for url in asked if urlsplit(url).hostname not in hosts)


def _addresses(program: str, page: Path, log: Path) -> set[str]:
    chromium(program, f"--log-net-log={log}", "--dump-dom", page.as_uri())
    return set(re.findall(r'"url":"(https?://[^"]+)"', log.read_text(encoding="utf-8", errors="replace")))


def runs(program: str, page: Path) -> bool:
    """Whether a script of the sheet runs in a copy without the page's own policy: what calls `alert` leaves a mark."""
    text = _POLICY.sub("", page.read_text(encoding="utf-8")).replace("<head>", f"<head>{_WITNESS}", 1)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "jalan.html"
        copy.write_text(text, encoding="utf-8")
        shown = chromium(program, "--virtual-time-budget=5000", "--dump-dom", copy.as_uri())
    if "data-witness" not in shown:
        raise SystemExit("the witness did not run")
    return "data-ran" in shown[:500]


def violations(program: str, page: Path, axe: Path) -> list[object]:
    """What axe-core finds, run in a copy without the page's own policy, which would forbid it."""
    text = _POLICY.sub("", page.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "axe.html"
        copy.write_text(text.replace("</body>", _AXE % axe.read_text(encoding="utf-8")), encoding="utf-8")
        shown = chromium(program, "--virtual-time-budget=20000", "--dump-dom", copy.as_uri())
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', shown, re.DOTALL)
    if found is None:
        raise SystemExit("axe gave no result")
    result: list[object] = json.loads(html.unescape(found[1]))
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sheet")
    parser.add_argument("output", type=Path)
    parser.add_argument("--axe", type=Path)
    parser.add_argument("--evidence", help="a folder of evidence, read without OCR")
    asked = parser.parse_args()
    program = browser()
    if program is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    asked.output.mkdir(parents=True, exist_ok=True)
    page = (asked.output / "laporan.html").resolve()
    folder = ["--evidence", asked.evidence, "--no-ocr"] if asked.evidence else []
    run(["audit", asked.sheet, *folder, "--format", "html", "--output", str(page), "--force"])
    for name, size in _SIZES.items():
        picture = asked.output / f"{name}.png"
        chromium(program, f"--window-size={size}", *_MORE.get(name, ()), f"--screenshot={picture}", page.as_uri())
    chromium(program, "--no-pdf-header-footer", f"--print-to-pdf={asked.output / 'cetak.pdf'}", page.as_uri())
    asked_for = requests_of(program, page)
    if runs(program, page):
        raise SystemExit("a script of the sheet runs")
    print(f"requests: {len(asked_for)}", *asked_for, sep="\n  ")
    found = violations(program, page, asked.axe) if asked.axe else []
    print(f"axe: {len(found)} violations" if asked.axe else "axe: not run", *found, sep="\n  ")
    return 1 if asked_for or found else 0


if __name__ == "__main__":
    sys.exit(main())
