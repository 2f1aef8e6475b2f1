"""Run the commands under other hash seeds, locales, time zones, folders and Pythons: python tools/equal_bytes.py [PYTHON ...].

What they write is compared byte for byte with what this Python writes. The time zones are such that the day is the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"
BOOK = ROOT / "samples" / "bentuk" / "kejari_bantaeng_2021.xlsx"
LINES = (
    *(
        f"audit lke.txt --as-of 2022-01-10 --format {form} --output a.{form}"
        for form in ("json", "html", "xlsx", "docx")
    ),
    "audit lke.txt --as-of 2022-01-10 --format sarif --output a.sarif",
    "audit lke.xlsx --as-of 2022-01-10 --full --output a.txt",
    "score lke.txt --format json --output s.json",
    "extract lke.txt --format jsonl --output e.jsonl",
    "export lke.xlsx --output x.xlsx",
    "draft lke.txt --output draf --quiet",
)


class Way(NamedTuple):
    """One way to run: what is set, and the options of Python."""

    name: str
    python: str = sys.executable
    env: tuple[tuple[str, str], ...] = ()
    options: tuple[str, ...] = ()
    folder: str = "kerja"


WAYS = (
    Way("hash seed 1", env=(("PYTHONHASHSEED", "1"),)),
    Way(
        "hash seed 4242, Turkish", env=(("PYTHONHASHSEED", "4242"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"))
    ),
    Way("locale C, Jakarta", env=(("LC_ALL", "C"), ("TZ", "Asia/Jakarta"))),
    Way("New York", env=(("TZ", "America/New_York"),)),
    Way("-O", options=("-O",)),
    Way("other folder", folder="lain/Folder dengan spasi é"),
)


def made(way: Way) -> dict[str, str]:
    """The hash of each file that the commands write."""
    with tempfile.TemporaryDirectory() as top:
        here = Path(top, way.folder)
        here.mkdir(parents=True)
        shutil.copy(SAMPLE, here / "lke.txt")
        shutil.copy(BOOK, here / "lke.xlsx")
        env = {**os.environ, "PYTHONPATH": str(ROOT), **dict(way.env)}
        for line in LINES:
            command = [way.python, *way.options, "-m", "lke_docs", *line.split()]
            done = subprocess.run(command, cwd=here, env=env, capture_output=True, text=True)
            if done.returncode > 1 or "Traceback" in done.stderr:
                raise SystemExit(f"{way.name}: {line}: {done.stderr}")
        files = sorted(path for path in here.rglob("*") if path.is_file() and ".lock" not in path.name)
        return {path.relative_to(here).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def main(pythons: list[str]) -> int:
    first, is_good = made(Way("this")), True
    for way in (*WAYS, *(Way(python, python) for python in pythons)):
        found = made(way)
        other = sorted(name for name in first.keys() | found.keys() if first.get(name) != found.get(name))
        print(f"{way.name}: {len(first) - len(other)} of {len(first)} files equal {other or ''}", flush=True)
        is_good &= not other
    return 0 if is_good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
