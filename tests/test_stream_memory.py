"""A long stream of texts is read in constant memory."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (2, 20)  # megabytes

# Peak memory in KiB after each file, read one after the other in one process.
RUN = """
import resource, sys
from lke_docs.cli import run
unit = 1024 if sys.platform == "darwin" else 1
for path in sys.argv[2:]:
    assert run(["extract", "--from", "jsonl", "--format", "jsonl", path, "--output", sys.argv[1], "--force"]) == 0
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)
"""


def write_stream(path: Path, megabytes: int) -> None:
    """Lines of some 9,000 characters, a third of them text whose number and date differ from line to line; the
    rest stands under a key that the command does not know, which costs memory to read but no time to search.
    """
    prose = "Pegawai mengikuti kegiatan pembinaan di aula kantor bersama pimpinan dan para undangan " * 33
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < megabytes * 1_000_000:
            for _ in range(100):
                number += 1
                text = f"SK Nomor KEP-{number}/M.9.31/Cr.1/02/2021 tanggal {number % 28 + 1} Mei 2021 {prose}"
                file.write(json.dumps({"id": f"baris-{number}", "text": text, "lain": 2 * prose}) + "\n")


if importlib.util.find_spec("resource"):  # not on Windows

    def test_memory_does_not_grow_with_the_stream(tmp_path: Path) -> None:
        paths = [tmp_path / f"{size}.jsonl" for size in SIZES]
        for path, size in zip(paths, SIZES, strict=True):
            write_stream(path, size)
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(tmp_path / "out"), *map(str, paths)],
            capture_output=True, cwd=ROOT, timeout=300, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        first, last = map(int, done.stdout.split())

        assert last - first < 4 * 1024, f"{first} KiB after {SIZES[0]} MB, {last} KiB after {SIZES[1]} MB"
