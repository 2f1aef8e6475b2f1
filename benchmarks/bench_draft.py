"""Speed and memory of drafts against bare docxtpl and one LibreOffice run per file. Ratios, one command.

Run: python benchmarks/bench_draft.py [--documents 1000] [--pdf 100]
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs.draft import rendering  # noqa: E402
from lke_docs.draft.document import make_draft  # noqa: E402
from lke_docs.draft.library import Template, find_template  # noqa: E402
from lke_docs.draft.pdf import find_soffice, to_pdf  # noqa: E402
from lke_docs.draft.values import Value, fill  # noqa: E402
from lke_docs.draft.workshop import sample_values  # noqa: E402

MADE = date(2021, 9, 1)


def two_pages(template: Template) -> dict[str, Value]:
    """A notula of two pages: 18 points discussed, 8 follow-ups, the rest open or as in the examples."""
    values = sample_values(template.schema)
    talk = [{"pokok": f"Pokok {n}", "uraian": "Uraian pembahasan yang agak panjang."} for n in range(18)]
    todo = [{"uraian": f"Tindak lanjut {n}", "penanggung_jawab": "Subbagian", "batas_waktu": "-"} for n in range(8)]
    values["pembahasan"] = Value(talk, "pengguna:uji")
    values["tindak_lanjut"] = Value(todo, "pengguna:uji")
    del values["waktu"], values["tempat"]
    return values


def times(work: Callable[[], object], *, rounds: int) -> list[float]:
    """Milliseconds of each round."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def bare(template: Template, values: dict[str, Value]) -> None:
    """docxtpl as its page shows it, with the same filled context."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    filled = fill(template.schema, values)
    jinja = Environment(autoescape=True)
    jinja.filters["kapital"] = str.upper
    document = DocxTemplate(io.BytesIO(template.data))
    document.render(filled.context, jinja)
    document.save(io.BytesIO())


def resident_mb() -> float:
    """Resident memory of this process in MB, where the system tells; 0 elsewhere."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure_speed(rounds: int) -> None:
    """The first draft of a template reads it; those after it find it read."""
    template = find_template("notula")
    values = two_pages(template)

    def cold() -> None:
        rendering._patched.cache_clear()
        rendering._compiled.cache_clear()
        make_draft(template, values, made=MADE)

    theirs, first, later = [], [], []
    for _ in range(rounds // 10):  # in turns, so that a busy machine slows all
        theirs += times(lambda: bare(template, values), rounds=10)
        first += times(cold, rounds=10)
        later += times(lambda: make_draft(template, values, made=MADE), rounds=10)
    base = statistics.median(theirs)
    for name, found in (("first draft", first), ("later drafts", later)):
        middle = statistics.median(found)
        print(f"notula, 2 pages: bare {base:.1f} ms, {name} {middle:.1f} ms, ratio {middle / base:.2f}")


def measure_memory(documents: int) -> None:
    template = find_template("notula")
    values = two_pages(template)
    seen = []
    for number in range(documents):
        make_draft(template, values, made=MADE)
        if number % max(documents // 10, 1) == 0:
            seen.append(resident_mb())
    seen.append(resident_mb())
    print(f"{documents} documents: memory {seen[0]:.0f} MB at first, {max(seen):.0f} MB at most")


def measure_pdf(files: int) -> None:
    soffice = find_soffice()
    if soffice is None:
        print("PDF: LibreOffice is not installed")
        return
    template = find_template("notula")
    data = make_draft(template, two_pages(template), made=MADE).data
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.docx" for number in range(files)]
        for path in paths:
            path.write_bytes(data)
        (one,) = times(lambda: to_pdf(paths, soffice=soffice), rounds=1)
        singles = min(files, 10)
        each = times(lambda: to_pdf(paths[:1], soffice=soffice), rounds=singles)
    apart = statistics.median(each) * files
    ratio = apart / one
    print(f"PDF of {files}: one run {one / 1000:.1f} s, each apart {apart / 1000:.1f} s, {ratio:.1f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--pdf", type=int, default=100)
    parser.add_argument("--only", choices=["speed", "memory", "pdf"])
    options = parser.parse_args()
    if options.only is None:  # each in a process of its own: memory is not shared
        for name in ("speed", "memory", "pdf"):
            subprocess.run([sys.executable, __file__, "--only", name, *sys.argv[1:]], check=True)
    elif options.only == "speed":
        measure_speed(100)
    elif options.only == "memory":
        measure_memory(options.documents)
    else:
        measure_pdf(options.pdf)


if __name__ == "__main__":
    main()
