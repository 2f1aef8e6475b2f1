"""Gains and losses on the annotated lines between a revision and the working tree.

    python -m tests.gains BASE

BASE is any git revision. Its code and patterns are unpacked into a temporary folder and run in a process of
their own, on the annotation as it is now. Exit code 1 where anything was lost, 2 where BASE cannot be run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from lke_docs.extract import extract
from tests.annotated import FIELDS, Line, compare, found, lines

ROOT = Path(__file__).resolve().parent.parent
Values = dict[str, Counter[str]]

# Runs in BASE: its own lke_docs, but today's way of listing what was found.
_RUN = """
import importlib.util, json, sys
sys.path.insert(0, sys.argv[1])
spec = importlib.util.spec_from_file_location("annotated", sys.argv[2])
annotated = importlib.util.module_from_spec(spec)
sys.modules["annotated"] = annotated
spec.loader.exec_module(annotated)
from lke_docs.extract import extract
for line in sys.stdin.buffer:
    found = annotated.found(extract(json.loads(line)))
    print(json.dumps({field: list(values.elements()) for field, values in found.items()}))
"""


class Change(NamedTuple):
    """What differs in one field of one line: word "gain", "loss" or "change"."""

    word: str
    line: Line
    field: str
    before: Sequence[str]
    after: Sequence[str]

    def __str__(self) -> str:
        place = f"{self.line.file}:{self.line.id}"
        return f"{self.word:6} {self.field:8} {place}\n         {show(self.before)} -> {show(self.after)}"


def show(faults: Sequence[str]) -> str:
    return "; ".join(faults) or "right"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    annotated = list(lines())
    try:
        before = at_revision(arguments[0], annotated)
    except subprocess.CalledProcessError as error:
        print(error.stderr.decode(errors="replace").strip())
        return 2
    changes = [
        change for line, old in zip(annotated, before, strict=True) for change in differences(line, old, here(line))
    ]
    for change in sorted(changes, key=lambda change: ("gain", "change", "loss").index(change.word)):
        print(change)
    counts = Counter(change.word for change in changes)
    print(f"{len(annotated)} lines: {counts['gain']} gains, {counts['change']} changes, {counts['loss']} losses")
    return 1 if counts["loss"] else 0


def here(line: Line) -> Values:
    return found(extract(line.text))


def at_revision(base: str, annotated: Sequence[Line]) -> list[Values]:
    """Run the code of a revision on the lines. Raises CalledProcessError."""
    packed = subprocess.run(
        ["git", "archive", "--format=tar", base, "lke_docs", "patterns"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        done = subprocess.run(
            [sys.executable, "-c", _RUN, folder, str(ROOT / "tests" / "annotated.py")],
            input="".join(json.dumps(line.text) + "\n" for line in annotated).encode(),
            cwd=folder,
            capture_output=True,
            check=True,
        )
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    return [{field: Counter(row[field]) for field in FIELDS} for row in rows]


def differences(line: Line, before: Values, after: Values) -> Iterator[Change]:
    """Yield the fields whose faults (values missed or wrong) are not the same."""
    pairs = zip(compare(line, before), compare(line, after), strict=True)
    for (field, _, missed, wrong), (_, _, missed_now, wrong_now) in pairs:
        if (missed, wrong) == (missed_now, wrong_now):
            continue
        old, new = missed.total() + wrong.total(), missed_now.total() + wrong_now.total()
        gone = (missed - missed_now) + (wrong - wrong_now)
        come = (missed_now - missed) + (wrong_now - wrong)
        word = "gain" if not come else "loss" if not gone or new > old else "change"
        yield Change(word, line, field, faults(missed, wrong), faults(missed_now, wrong_now))


def faults(missed: Counter[str], wrong: Counter[str]) -> list[str]:
    return [f"missed {v}" for v in sorted(missed.elements())] + [f"wrong {v}" for v in sorted(wrong.elements())]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    raise SystemExit(main(sys.argv[1:]))
