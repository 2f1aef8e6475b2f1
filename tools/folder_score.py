"""Hold what `match` and `audit --evidence` say of a made folder against its key: one screen.

`python -m tools.folder_score BED [BED ...] [--show]` runs both commands over each bed and adds the figures up;
`--show` lists every miss. `--match FILE --audit FILE` takes results that are there already.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SCANS = ("scan", "layer")
_MET = ("notula", "daftar_hadir", "dokumentasi")
# Which rules speak of which planted fault; a kind that is not named here may be found by any.
RULES: dict[str, tuple[str, ...]] = {
    "missing": ("BER001",), "number_differs": ("BER002",), "date_differs": ("BER003",), "unclaimed": ("BER004",),
    "same_bytes": ("BER005",), "same_text": ("BER005", "BER007"), "unreadable": ("BER006",), "clone": ("BER007",),
    "draft": ("BER008",), "open_form": ("BER008",), "empty_form": ("BER009",), "own_dates": ("BER010",),
    "bundle_incomplete": ("BER001", "BER011"), "same_photo": ("BER012",), "no_signature": ("BER013",),
    "no_date": ("BER013",), "other_office": ("BER014",), "register_twice": ("BER016",), "register_gap": ("BER019",),
}  # fmt: skip


class Bed(NamedTuple):
    """A key and what was said of its folder."""

    key: dict[str, Any]
    match: dict[str, Any]
    audit: dict[str, Any]


class Tally:
    """Figures added up over beds."""

    def __init__(self) -> None:
        self.pairs: dict[str, Counter[str]] = defaultdict(Counter)
        self.states: dict[str, Counter[str]] = defaultdict(Counter)
        self.read: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.faults: dict[str, Counter[str]] = defaultdict(Counter)
        self.alarms: Counter[str] = Counter()
        self.alike: Counter[str] = Counter()
        self.notes: list[str] = []


def bare(path: str) -> str:
    return path.removeprefix("bukti/")


def laid(key: dict[str, Any], match: dict[str, Any]) -> dict[str, Any]:
    """The key with its offsets as the cell was read: a cell that is a link begins with its target."""
    count = Counter((it["indicator"], it["text"]) for it in (*match["claims"], *key["claims"]))
    once = {place for place, number in count.items() if number == 2}
    said = {place: it["start"] for it in match["claims"] if (place := (it["indicator"], it["text"])) in once}
    shift: dict[str, int] = {}
    for claim in key["claims"]:
        if (start := said.get((claim["indicator"], claim["text"]))) is not None:
            shift.setdefault(claim["indicator"], start - claim["start"])
    for claim in key["claims"]:
        claim |= {end: claim[end] + shift.get(claim["indicator"], 0) for end in ("start", "end")}
    return key


def given(claim: dict[str, Any]) -> list[str]:
    """The files that a claim of the result is given, several for a series."""
    files = claim.get("files") or ([claim["file"]] if claim.get("file") else [])
    return [each if isinstance(each, str) else each.get("file") or each["path"] for each in files]


def beside(one: dict[str, Any], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of another list that speak of the same piece of the same cell."""
    return [
        other
        for other in others
        if other["indicator"] == one["indicator"] and max(other["start"], one["start"]) < min(other["end"], one["end"])
    ]


def group(entry: dict[str, Any] | None) -> str:
    return "pindaian" if entry and entry["read"] in SCANS else "terbaca"


def count_pairs(bed: Bed, tally: Tally, show: bool) -> None:
    files = {bare(entry["path"]): entry for entry in bed.key["files"]}
    for said in bed.match["claims"]:
        if said["state"] != "cocok":
            continue
        owners = beside(said, bed.key["claims"])
        right = {bare(path) for owner in owners for path in (*owner["files"], *owner.get("also", ()))}
        for path in given(said):
            verdict = "right" if path in right else "wrong"
            tally.pairs[group(files.get(path))][verdict] += 1
            if verdict == "wrong" and show:
                tally.notes.append(f"salah cocok: {said['indicator']} {said['text'][:60]!r} -> {path}")
    for claim in bed.key["claims"]:
        if claim["state"] != "cocok":
            continue
        said = beside(claim, bed.match["claims"])
        sure = {path for each in said if each["state"] == "cocok" for path in given(each)}
        maybe = {path for each in said for path in (*given(each), *(rival["file"] for rival in each.get("rivals", ())))}
        for path in map(bare, claim["files"]):
            same = {path, *map(bare, claim.get("also", ()))}
            verdict = "found" if same & sure else "unsure" if same & maybe else "lost"
            tally.pairs[group(files[path])][verdict] += 1
            if verdict == "lost" and show:
                tally.notes.append(f"tidak ketemu: {claim['indicator']} {claim['text'][:60]!r} = {path}")


def count_states(bed: Bed, tally: Tally) -> None:
    for claim in bed.key["claims"]:
        states = [each["state"] for each in beside(claim, bed.match["claims"])] or ["(bukan klaim)"]
        good = [state for state in states if state == claim["state"] or state in claim.get("accept", ())]
        tally.states[claim["state"]][claim["state"] if claim["state"] in states else (good or states)[0]] += 1


def quality(entry: dict[str, Any], field: str) -> str:
    if {"number": "serial", "date": "day"}[field] in entry.get("handwritten", ()):
        return "tulisan tangan"
    return "digital" if entry["read"] not in SCANS else str(entry["quality"])


def even(value: Any) -> str:
    return re.sub(r"\s+", "", str(value or "").replace("–", "-")).casefold()


def sure(entry: dict[str, Any], field: str) -> bool:
    return (entry.get(f"{field}_seen") or {}).get("confidence", "tinggi") == "tinggi"


def count_readings(bed: Bed, tally: Tally, show: bool) -> None:
    said = {entry["path"]: entry for entry in bed.match["files"]}
    for entry in bed.key["files"]:
        found = said.get(bare(entry["path"]))
        for field in ("number", "date"):
            wanted = {even(part[field]) for part in entry.get("parts", ()) if part[field]} or {
                even(entry.get(field, ""))
            }
            if wanted == {""} or entry["read"] == "unreadable":
                continue
            kind, value = quality(entry, field), even(found.get(field)) if found else ""
            if field == "date" and not value and entry["type"] in _MET:
                continue  # the day of a meeting, or of a photo, is not always given as that of the paper
            if found and found.get("read") in ("none", "layer") and not (value and sure(found, field)):
                verdict = "unread"
            elif not value:
                verdict = "none"
            elif value in wanted:
                verdict = "right" if sure(found or {}, field) else "right, unsure"
            else:
                verdict = "wrong" if sure(found or {}, field) else "wrong, unsure"
                if show:
                    tally.notes.append(f"{field} {kind}: {bare(entry['path'])}: {value} bukan {sorted(wanted)}")
            tally.read[kind, field][verdict] += 1


def findings(bed: Bed) -> Iterator[tuple[dict[str, Any], str]]:
    for finding in bed.audit.get("findings", ()):
        if finding["rule"].startswith("BER"):
            yield finding, json.dumps(finding, ensure_ascii=False)


def speaks(finding: dict[str, Any], text: str, row: dict[str, Any]) -> bool:
    """Whether a finding is about the files of a row of the key, or where it has none about its indicator."""
    names = [json.dumps(bare(path), ensure_ascii=False)[1:-1] for path in row["files"]]
    if names:
        return any(name in text for name in names)
    return row["indicator"] in (finding.get("indicator"), *finding.get("related", ()))


def count_faults(bed: Bed, tally: Tally, show: bool) -> None:
    told = list(findings(bed))
    for fault in bed.key["faults"]:
        codes = RULES.get(fault["kind"], ())
        hits = [f for f, text in told if (not codes or f["rule"] in codes) and speaks(f, text, fault)]
        listed = fault["kind"] == "unreadable" and any(
            bare(path) in json.dumps(bed.audit.get("coverage", {}), ensure_ascii=False) for path in fault["files"]
        )
        tally.faults[fault["kind"]]["found" if hits or listed else "lost"] += 1
        if not hits and not listed and show:
            tally.notes.append(
                f"cacat tak ketemu: {fault['kind']} {fault['indicator']} {fault['said'][:50]} {fault['files'][:2]}"
            )
    absent = [claim for claim in bed.key["claims"] if "tidak ada" in (claim["state"], *claim.get("accept", ()))]
    for finding, text in told:
        known = any(
            speaks(finding, text, fault) or (fault["indicator"] == finding.get("indicator") and not fault["files"])
            for fault in bed.key["faults"]
        ) or any(json.dumps(claim["text"], ensure_ascii=False)[1:-1] in text for claim in absent)
        if not known and finding["level"] in ("wajib", "perlu") and finding.get("state", "open") == "open":
            tally.alarms[f"{finding['rule']} {finding['level']}"] += 1
            if show:
                tally.notes.append(
                    f"tanpa cacat: {finding['rule']} {finding.get('indicator')} {finding['message'][:90]}"
                )
        for row in bed.key["look_alikes"]:
            if finding["rule"] in RULES.get(row["kind"], ()) and not known:
                tally.alike[row["kind"]] += speaks(finding, text, {**row, "indicator": ""})


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "-"


def printed(tally: Tally) -> None:
    for name, counts in sorted(tally.pairs.items()):
        wanted = counts["found"] + counts["unsure"] + counts["lost"]
        print(f"{name:10} ketepatan {share(counts['right'], counts['right'] + counts['wrong']):18} perolehan "
              f"{share(counts['found'], wanted):18} belum pasti {counts['unsure']:3} hilang {counts['lost']}")  # fmt: skip
    for state, counts in sorted(tally.states.items()):
        print(f"  kunci {state:16} -> {', '.join(f'{name} {count}' for name, count in counts.most_common())}")
    order = ("right", "right, unsure", "none", "wrong, unsure", "wrong", "unread")
    print(f"  {'terbaca dari':22}" + "".join(f"{name:>15}" for name in order))
    for (kind, field), counts in sorted(tally.read.items(), key=lambda item: (item[0][1], item[0][0])):
        print(f"  {field + ' ' + kind:22}" + "".join(f"{counts[name]:15}" for name in order))
    found = sum(counts["found"] for counts in tally.faults.values())
    print(f"cacat ditemukan {share(found, sum(map(Counter.total, tally.faults.values())))}: " + ", ".join(
        f"{kind} {counts['found']}/{counts.total()}" for kind, counts in sorted(tally.faults.items())))  # fmt: skip
    print(f"wajib/perlu tanpa cacat {tally.alarms.total()}: {dict(tally.alarms.most_common())}")
    print(f"kembaran jujur yang dituduh {tally.alike.total()}: {dict(tally.alike.most_common())}")


def run(folder: Path, command: list[str]) -> dict[str, Any]:
    """The JSON of a command of the toolkit; findings, and what could not be read, are no failure."""
    start = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", "lke_docs", *command, "--format", "json"],
        capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    if result.returncode not in (0, 1, 3):
        raise SystemExit(f"{' '.join(command)}: kode {result.returncode}\n{result.stderr.decode()[-1500:]}")
    print(f"{folder.name}: {command[0]} {time.perf_counter() - start:.0f} s", file=sys.stderr)
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("beds", nargs="+", type=Path)
    parser.add_argument("--match", type=Path)
    parser.add_argument("--audit", type=Path)
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args()
    tally = Tally()
    for folder in options.beds:
        key = json.loads((folder / "kunci.json").read_text(encoding="utf-8"))
        sheet, evidence = str(folder / "lke.xlsx"), str(folder / "bukti")
        match = json.loads(options.match.read_text()) if options.match else run(
            folder, ["match", sheet, evidence])  # fmt: skip
        audit = json.loads(options.audit.read_text()) if options.audit else run(
            folder, ["audit", sheet, "--evidence", evidence])  # fmt: skip
        bed = Bed(laid(key, match), match, audit)
        print(f"{folder.name}: {key['office']}, kode folder {key['custom']!r}, {len(key['files'])} berkas, "
              f"{len(key['claims'])} klaim; dibaca {match.get('coverage')}")  # fmt: skip
        count_pairs(bed, tally, options.show)
        count_states(bed, tally)
        count_readings(bed, tally, options.show)
        count_faults(bed, tally, options.show)
    printed(tally)
    print("\n".join(tally.notes))


if __name__ == "__main__":
    main()
