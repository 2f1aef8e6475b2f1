"""How the cost grows with the work: each kind of sheet at two sizes and more, CPU seconds and the factor a doubling.

    python -m benchmarks.bench_growth [--kind cell rows ...] [--most 1.0] [--limit 2.3]

A doubling of the work should cost at most 2.3 times. Below a tenth of a second nothing is said of a factor: it
is noise. `--most 0.5` goes to half of the largest sizes. Sheets are made, never stored.
"""

from __future__ import annotations

import argparse
import gc
import io
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from lke_docs.check import check_dossier, open_dossier
from lke_docs.check.window import parse_window
from lke_docs.instrument import Indicator, Recognition, load_instrument
from lke_docs.model import Place, Row, Sheet
from lke_docs.report import render
from lke_docs.report.overview import report_of
from lke_docs.score import score_sheet
from lke_docs.wording import MONTHS
from lke_docs.workspace import Audited, Terms, compare_runs, remember
from lke_docs.workspace.run import PastFinding, PastSpan, Run

LIMIT, FORM = 2.3, "zi-2019"
_NOISE = 0.1  # seconds
_TIMES, _LONG = 3, 30.0  # runs, seconds
WINDOW = parse_window("2021-01..2021-12")
SUBJECTS = (
    "evaluasi SOP pelayanan tamu",
    "monitoring disiplin pegawai",
    "penanganan pengaduan masyarakat",
    "pembangunan zona integritas",
    "survei kepuasan pengguna layanan",
    "pengelolaan arsip dinamis",
)
KINDS = ("Notula rapat", "Laporan", "Surat Perintah", "Undangan", "Daftar hadir", "Keputusan Kepala", "Surat edaran")

Work = Callable[[], object]


def document(number: int, *, numbered: bool = False) -> str:
    """One dated document, like others in kind, matter and month, as in a real list."""
    kind, subject = KINDS[number % len(KINDS)], SUBJECTS[number // 7 % len(SUBJECTS)]
    serial = f" Nomor B-{number // 3}/K.1/OT.{number % 9}/{number % 12 + 1:02d}/2021" if numbered else ""
    return f"{kind}{serial} {subject} bidang {number // 50} tanggal {number % 27 + 1} {MONTHS[number % 12]} 2021"


def audit(cells: Sequence[str], *, is_own: bool = True, of: Sequence[Indicator] = ()) -> Work:
    """Audit a sheet with one row a cell and print it; its rows go through the questions of the form, or `of` it."""
    form = list(of or load_instrument(FORM).indicators.values())
    rows = []
    for number, text in enumerate(cells):
        asked = form[number % len(form)]
        question = asked.label if is_own else f"Apakah {' '.join(form[number % 83].keywords)} di ruang {number}?"
        rows.append(Row(asked.code, question, "A", "letter", text, Place(line=number + 1)))
    return partial(told, Sheet("besar.txt", "0" * 64, "txt", tuple(rows), unit="Kantor Contoh"))


def told(sheet: Sheet) -> int:
    """What the command does with a sheet that was read, as text and as data: length of what it prints."""
    dossier = open_dossier(sheet, window=WINDOW, instrument=FORM)
    found = check_dossier(dossier)
    assert dossier.judge
    score = score_sheet(dossier.judge, found.findings)
    form = Recognition(load_instrument(FORM), "")
    report = report_of(Audited(b"", Terms(), form, found, score))
    return sum(len(render(report, form)) for form in ("text", "json"))


def cell(size: int) -> Work:
    return audit(["; ".join(document(number) for number in range(size))])


def numbered(size: int) -> Work:
    return audit(["; ".join(document(number, numbered=True) for number in range(size))])


def mixed(size: int) -> Work:
    """Acts, evaluations and plans in the cells of one family: the order of events."""
    parts = [document(number, numbered=True) for number in range(size)]
    return audit(["; ".join(parts[start::8]) for start in range(8)])


def decrees(size: int) -> Work:
    """Decrees, each on a matter of its own, half of them without number or date, with a name and a typing error."""
    parts = []
    for number in range(size):
        words = f"{SUBJECTS[number % 6].split()[-1]} gedung{number} lantai{number}"
        serial = f" Nomor KEP-{number}/K.1/OT.1/03/2021 tanggal 3 Maret 2021" if number % 2 else ""
        parts.append(f"Surat Keputusan{serial} tentang {words} ruang{number} (Priode Sari Melati, S.H.)")
    return audit(["; ".join(parts)])


def asked(size: int) -> Work:
    """What letters are held against, in one long cell under a question of each kind of claim."""
    said = (
        "akan dilaksanakan pada Januari 2022", "setiap triwulan Tahun 2021", "9 dari 12 selesai",
        "berlaku 4 Januari s.d. 31 Desember 2021", "semula 12 menit menjadi 9 menit", "telah ditindaklanjuti",
    )  # fmt: skip
    kinds: dict[object, Indicator] = {}
    for indicator in load_instrument(FORM).indicators.values():
        if best := next(iter(indicator.options), None):
            kinds.setdefault((best.coverage, best.cadence, bool(best.requires)), indicator)
    text = "; ".join(f"{document(number)} {said[number % len(said)]}" for number in range(size))
    return audit([text] * len(kinds), of=list(kinds.values()))


def rows(size: int) -> Work:
    return audit([document(number, numbered=True) for number in range(size)])


def uncoded(size: int) -> Work:
    """Questions of other codes, in words of their own: each is held against all of the form."""
    return audit([document(number) for number in range(size)], is_own=False)


def short(size: int) -> Work:
    return audit([("Ada", "SK Tim", "Terlampir", "Foto kegiatan", "Notula")[n % 5] for n in range(size)])


def same(size: int) -> Work:
    """The same few documents in every row, and each row shares one with its neighbour."""
    return audit([f"{document(0, numbered=True)}; {document(n // 2, numbered=True)}" for n in range(size)])


def edited(size: int, *, in_one: bool) -> tuple[Run, Run]:
    """A run with a finding on each document, and the one after each document was edited a little."""
    runs = []
    for change in ("", "revisi "):
        parts = [change + document(number, numbered=number % 2 == 0) for number in range(size)]
        evidence = {"A.1.1.A": "; ".join(parts)} if in_one else {f"A.{n}": part for n, part in enumerate(parts)}
        starts = accumulate((len(part) + 2 for part in parts), initial=0)
        findings = []
        for number, (part, start) in enumerate(zip(parts, starts, strict=False)):
            code, begin = ("A.1.1.A", start) if in_one else (f"A.{number}", 0)
            span = PastSpan(code, begin, begin + len(part), part)
            findings.append(
                PastFinding(f"{change}{number}", "NOM001", "n", "perlu", "tinggi", code, part, "open", (span,))
            )
        runs.append(Run("badan|kantor|zi-2019", "besar.txt", "0", "2021-12-31", tuple(findings), evidence))
    return runs[0], runs[1]


def compare_cell(size: int) -> Work:
    old, new = edited(size, in_one=True)
    return lambda: compare_runs(old, new)


def compare_rows(size: int) -> Work:
    old, new = edited(size, in_one=False)
    return lambda: compare_runs(old, new)


def history(size: int) -> Work:
    old, new = edited(size, in_one=False)

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "history.sqlite"
            for run in (old, new, old):
                remember(path, run)

    return work


def strings(size: int) -> Work:
    """A long text that many cells of a workbook share; the size is how many do."""
    from openpyxl import Workbook

    from lke_docs.read import read_bytes

    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Kode", "Pertanyaan", "Jawaban", "Bukti Dukung"])
    text = "; ".join(document(number) for number in range(400))
    for indicator in list(load_instrument(FORM).indicators.values())[:size]:
        page.append([indicator.code, indicator.label, "A", text])
    stream = io.BytesIO()
    book.save(stream)
    return lambda: told(read_bytes(stream.getvalue(), "sama.xlsx"))


def tags(size: int) -> Work:
    from lke_docs.draft.tags import find_tags
    from lke_docs.patterns.blank import open_places

    text = "{{ " * size
    return lambda: (list(find_tags(text)), list(open_places(text)))


class Kind(NamedTuple):
    """What grows, and the sizes that are measured."""

    make: Callable[[int], Work]
    sizes: tuple[int, ...]


ITEMS, ROWS = (500, 1_000, 2_000, 4_000), (1_000, 2_500, 5_000, 10_000, 20_000)
GROWTH = {
    "cell": Kind(cell, ITEMS),
    "numbered": Kind(numbered, ITEMS),
    "mixed": Kind(mixed, ITEMS),
    "decrees": Kind(decrees, ITEMS),
    "asked": Kind(asked, (125, 250, 500, 1_000)),
    "rows": Kind(rows, ROWS),
    "uncoded": Kind(uncoded, ROWS),
    "short": Kind(short, (*ROWS, 95_000)),
    "same": Kind(same, ROWS),
    "compare_cell": Kind(compare_cell, ITEMS),
    "compare_rows": Kind(compare_rows, ROWS),
    "history": Kind(history, ROWS),
    "strings": Kind(strings, (12, 24, 48, 96)),
    "tags": Kind(tags, (1_000, 2_000, 4_000, 8_000, 16_000)),
}


def measure(name: str, size: int) -> float:
    """CPU seconds of one run."""
    work = GROWTH[name].make(size)
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def least(name: str, size: int) -> float:
    """The least of three runs, each in a process of its own where nothing of the others is kept; long ones run once.

    A machine that does other things as well adds up to a third to one run; it never takes anything away.
    """
    found: list[float] = []
    while not found or (len(found) < _TIMES and found[0] < _LONG):
        with get_context("fork").Pool(1) as pool:
            found.append(pool.apply(measure, (name, size)))
    return min(found)


def factors(seconds: Sequence[tuple[int, float]]) -> Iterator[float]:
    """What a doubling of the size costs, from one size to the next."""
    from math import log2

    for (size, before), (larger, after) in pairwise(seconds):
        yield (after / before) ** (1 / log2(larger / size)) if before >= _NOISE else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", nargs="*", choices=GROWTH, default=list(GROWTH))
    parser.add_argument("--most", type=float, default=1.0, help="share of the largest sizes")
    parser.add_argument("--limit", type=float, default=LIMIT)
    asked = parser.parse_args()
    gc.set_threshold(50_000)  # as the command does
    GROWTH["rows"].make(20)()  # words and forms are loaded
    too_much = []
    for name in asked.kind:
        sizes = [size for size in GROWTH[name].sizes if size <= max(GROWTH[name].sizes) * asked.most]
        found = [(size, least(name, size)) for size in sizes]
        grown = list(factors(found))
        shown = "  ".join(f"{size:,}: {seconds:.2f} s" for size, seconds in found)
        print(f"{name:13} {shown}  | doubling: {' '.join(f'{it:.2f}' for it in grown)}", flush=True)
        too_much += [name] if max(grown, default=0.0) > asked.limit else []
    if too_much:
        raise SystemExit(f"more than {asked.limit} times for a doubling: {', '.join(too_much)}")


if __name__ == "__main__":
    main()
