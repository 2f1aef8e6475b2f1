"""What another version of the rules does to a corpus: which findings appear, which go, which change.

    python tools/impact.py OLD NEW CORPUS... [--json FILE] [--lines N]

OLD and NEW are git revisions, folders of a checkout ("." is this one), or both the OUT of `lke-docs portfolio`, run with
either version (then there is no CORPUS). CORPUS are sheets or folders of sheets. Each version runs in a process of its
own. A finding that goes where one of the same rule appears on the same row has changed. Exit code 1 where anything
differs, 2 where a version cannot be run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHEETS = frozenset({".txt", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".docx", ".pdf", ".html"})

# Runs in the version's own code: audits each sheet and prints what it found, a line of JSON each.
_RUN = """
import contextlib, io, json, sys, tempfile, pathlib
from lke_docs.cli import run
out = pathlib.Path(tempfile.mkdtemp()) / "audit.json"
for path in json.loads(sys.stdin.read()):
    out.unlink(missing_ok=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run(["audit", path, "--format", "json", "--output", str(out), "--force"])
    audit = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {"findings": []}
    singles = [one for it in audit["findings"] for one in it.get("members") or [it]]
    keys = ("fingerprint", "rule", "level", "confidence", "indicator", "message")
    print(json.dumps([path, out.exists(), [[one[key] for key in keys] for one in singles]]))
"""


class Told(NamedTuple):
    """What one version says on one row of one sheet."""

    rule: str
    level: str
    confidence: str
    code: str
    message: str


Found = Mapping[str, Mapping[str, Told] | None]  # by sheet and fingerprint; None: the sheet could not be read


class Difference(NamedTuple):
    """What became of a finding: "appears", "goes", or "changes"."""

    word: str
    sheet: str
    before: Told | None
    after: Told | None

    @property
    def told(self) -> Told:
        """What is said of it last."""
        return self.after or self.before or _NOTHING

    @property
    def rule(self) -> str:
        return self.told.rule


_NOTHING = Told("", "", "", "", "")


def differences(old: Found, new: Found) -> Iterator[Difference]:
    """What differs in each sheet that both versions read."""
    for sheet in sorted(old.keys() & new.keys()):
        before, after = old[sheet], new[sheet]
        if before is None or after is None:
            continue
        for mark in sorted(before.keys() & after.keys()):
            if before[mark] != after[mark]:
                yield Difference("changes", sheet, before[mark], after[mark])
        gone: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for mark in sorted(before.keys() - after.keys()):
            gone[before[mark].rule, before[mark].code].append(before[mark])
        for mark in sorted(after.keys() - before.keys()):
            same = gone.get((after[mark].rule, after[mark].code))
            yield Difference("changes" if same else "appears", sheet, same.pop(0) if same else None, after[mark])
        yield from (Difference("goes", sheet, it, None) for told in gone.values() for it in told)


def of_version(version: str, sheets: Sequence[Path]) -> Found:
    """What a revision or a checkout finds. Raises CalledProcessError."""
    if (Path(version) / "lke_docs").is_dir():
        return _run(Path(version).resolve(), sheets)
    packed = subprocess.run(
        ["git", "archive", "--format=tar", version, "lke_docs", "patterns", "templates"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        return _run(Path(folder), sheets)


def _run(code: Path, sheets: Sequence[Path]) -> Found:
    with tempfile.TemporaryDirectory() as home:  # no settings, no notes, no history of whoever runs this
        done = subprocess.run(
            [sys.executable, "-B", "-c", _RUN],
            input=json.dumps([str(it.resolve()) for it in sheets]), cwd=home, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(code), "TMPDIR": home},
        )  # fmt: skip
    found: dict[str, Mapping[str, Told] | None] = {}
    for line in done.stdout.splitlines():
        path, is_read, told = json.loads(line)
        found[path] = {mark: Told(*rest) for mark, *rest in told} if is_read else None
    return found


def of_store(out: Path) -> Found:
    """What a run over many units has kept."""
    from lke_docs.portfolio.tables import read_table

    found: dict[str, dict[str, Told]] = {unit: {} for unit in read_table(out, "units").column("unit").to_pylist()}
    for it in read_table(out, "findings").to_pylist():
        told = Told(*(it[name] for name in Told._fields))
        found.setdefault(it["unit"], {})[it["fingerprint"]] = told
    return found


def report(old: Found, new: Found, *, lines: int) -> tuple[str, list[Difference]]:
    """The differences by rule, then `lines` of each rule; and all of them."""
    found = list(differences(old, new))
    counts = Counter((it.rule, it.word) for it in found)
    before = Counter(told.rule for sheet in old.values() for told in (sheet or {}).values())
    text = [f"{'rule':8}{'before':>8}{'appears':>9}{'goes':>7}{'changes':>9}"]
    for rule in sorted({*before, *(it.rule for it in found)}):
        appears, goes, changes = (counts[rule, word] for word in ("appears", "goes", "changes"))
        if appears or goes or changes:
            text.append(f"{rule:8}{before[rule]:8}{appears:9}{goes:7}{changes:9}")
    for rule in sorted({it.rule for it in found}):
        own = [it for it in found if it.rule == rule]
        text += ["", *map(_line, own[:lines]), *([f"  and {len(own) - lines} more of {rule}"] if own[lines:] else [])]
    lost = [sheet for sheet in old if (old[sheet] is None) != (new.get(sheet) is None)]
    text += [f"read by one version only: {sheet}" for sheet in lost]
    words = ", ".join(f"{sum(it.word == word for it in found)} {word}" for word in ("appears", "goes", "changes"))
    return "\n".join([*text, "", f"{len(old)} sheets, {before.total()} findings before: {words}"]), found


def _line(it: Difference) -> str:
    said = [f"{told.level}/{told.confidence}: {told.message}" for told in (it.before, it.after) if told]
    return f"{it.word:8}{it.rule} {Path(it.sheet).name} {it.told.code or '-'}\n    " + "\n -> ".join(said)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--json", type=Path, help="all differences, one object each")
    parser.add_argument("--lines", type=int, default=20, help="differences shown of each rule")
    asked = parser.parse_args(arguments)
    if asked.corpus:
        sheets = [path for place in asked.corpus for path in ([place] if place.is_file() else sorted(_under(place)))]
        try:
            old, new = (of_version(version, sheets) for version in (asked.old, asked.new))
        except subprocess.CalledProcessError as error:
            print(error.stderr if isinstance(error.stderr, str) else error.stderr.decode(errors="replace"))
            return 2
    else:
        old, new = of_store(Path(asked.old)), of_store(Path(asked.new))
    text, found = report(old, new, lines=asked.lines)
    print(text)
    if asked.json:
        told = [{**it._asdict(), "rule": it.rule, **{side: value and value._asdict() for side, value in
                (("before", it.before), ("after", it.after))}} for it in found]  # fmt: skip
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if found else 0


def _under(folder: Path) -> Iterator[Path]:
    return (it for it in folder.rglob("*") if it.suffix.lower() in SHEETS and ".expected" not in it.name)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    raise SystemExit(main(sys.argv[1:]))
