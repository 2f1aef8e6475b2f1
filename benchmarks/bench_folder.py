"""Reading an evidence folder: against pdfplumber, a second run against the first, two children against one, kills.

Run: python benchmarks/bench_folder.py [--files 1000] [--kills 5]. Ratios, of the processor's time where not said
otherwise; the folder is made anew by seed in a temporary place.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs.files.index import index_folder  # noqa: E402
from lke_docs.files.pdf_leaf import read_pdf_file  # noqa: E402
from lke_docs.office.limits import Limits  # noqa: E402

WORDS = (
    "rapat koordinasi tim kerja pembangunan zona integritas menuju wilayah bebas dari korupsi pada kantor pelayanan "
    "dengan agenda evaluasi rencana aksi dan tindak lanjut hasil pemantauan"
)
INDEX = """
import sys
from pathlib import Path
from lke_docs.files.index import index_folder
from lke_docs.office.limits import Limits
index_folder(Path(sys.argv[1]), shelf=Path(sys.argv[2]), limits=Limits())
"""


def make_letters(folder: Path, count: int) -> None:
    """Born-digital letters of one to four full pages."""
    from reportlab.pdfgen.canvas import Canvas

    pick, words = random.Random(18), WORDS.split()
    for number in range(count):
        path = folder / f"{number % 12 + 1:02d}" / f"SK {number}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
        for page in range(pick.choice((1, 2, 2, 3, 4))):
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(70, 770, f"Nomor : KEP-{number}/B.2/0{page + 1}/2021")
            canvas.drawString(400, 770, "Kota Contoh, 2 Juni 2021")
            for line in range(38):
                canvas.drawString(70, 745 - 16 * line, " ".join(pick.choice(words) for _ in range(11)))
            canvas.showPage()
        canvas.save()


def spent() -> float:
    """Seconds of the processor, of this process and of those that it has ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor, and of the clock."""
    begun, at = spent(), time.perf_counter()
    work()
    return spent() - begun, time.perf_counter() - at


def by_pdfplumber(files: list[bytes]) -> None:
    import pdfplumber

    for data in files:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                page.extract_text()
                page.close()


def by_us(files: list[bytes]) -> None:
    for data in files:
        read_pdf_file(data, Limits())


def peaks() -> str:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return " and ".join(f"{resource.getrusage(kind).ru_maxrss // 1024} MiB" for kind in kinds)


def records(shelf: Path) -> list[tuple[str, ...]]:
    """All that a shelf holds, in one order."""
    connection = sqlite3.connect(shelf)
    tables = ("SELECT path, size, sha256 FROM file ORDER BY 1", "SELECT * FROM reading ORDER BY 1, 2")
    return [row for query in tables for row in connection.execute(query)]


def kill_and_go_on(folder: Path, shelf: Path, kills: int, seconds: float) -> list[int]:
    """Kill a run at random moments, then let one end; how many records were there after each kill."""
    pick = random.Random()
    command = [sys.executable, "-c", INDEX, str(folder), str(shelf)]
    kept = []
    for _ in range(kills):
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
            time.sleep(pick.uniform(0.3, seconds / 2))
            process.send_signal(signal.SIGKILL)
        kept.append(len(records(shelf)) if shelf.exists() else 0)
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder, shelf = Path(made) / "bukti", Path(made) / "berkas.sqlite"
        make_letters(folder, chosen.files)
        some = [path.read_bytes() for path in sorted(folder.rglob("*.pdf"))[:40]]
        by_us(some[:1])
        ours, theirs = cost(lambda: by_us(some))[0], cost(lambda: by_pdfplumber(some))[0]
        print(f"text of 40 PDFs: pdfplumber / ours = {theirs:.2f} s / {ours:.2f} s = {theirs / ours:.1f}")

        def run(workers: int, place: Path = shelf) -> Callable[[], object]:
            return lambda: index_folder(folder, shelf=place, limits=Limits(), workers=workers)

        first, one = cost(run(1))
        again, _ = cost(run(1))
        print(f"{chosen.files} PDFs: first / second run = {first:.2f} s / {again:.2f} s = {first / again:.1f}")
        print(f"peak of this process and of a child: {peaks()}")
        _, two = cost(run(2, Path(made) / "dua.sqlite"))
        print(f"one child / two = {one:.1f} s / {two:.1f} s of the clock = {one / two:.2f} (on an idle machine)")
        kept = kill_and_go_on(folder, Path(made) / "bunuh.sqlite", chosen.kills, one)
        same = records(Path(made) / "bunuh.sqlite") == records(shelf)
        print(f"killed {chosen.kills} times, rows after each {kept}: {'the same' if same else 'OTHER'} records")


if __name__ == "__main__":
    main()
