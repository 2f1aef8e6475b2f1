"""The test bed: one seed gives one folder, and its key leaves nothing out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("reportlab")

from lke_docs.read import read_sheet
from tools.bed.make import build
from tools.folder_score import RULES, Bed, Tally, count_faults, count_pairs, count_readings, count_states

KINDS = {
    "missing", "number_differs", "date_differs", "unclaimed", "same_bytes", "same_text", "clone", "draft", "open_form",
    "empty_form", "own_dates", "bundle_incomplete", "same_photo", "no_signature", "no_date", "other_office",
    "register_twice", "register_gap", "unreadable",
}  # fmt: skip


@pytest.fixture(scope="module")
def bed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("bed")
    build(4, folder, small=True)
    return folder, json.loads((folder / "kunci.json").read_text(encoding="utf-8"))


def prints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_one_seed_gives_the_same_bytes(bed: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    build(4, tmp_path, small=True)

    assert prints(tmp_path) == prints(bed[0])


def test_every_file_is_in_the_key_and_every_path_of_the_key_is_a_file(bed: tuple[Path, dict[str, Any]]) -> None:
    folder, key = bed
    there = {name for name in prints(folder) if name.startswith("bukti/")}
    listed = {entry["path"] for entry in key["files"]}
    named = {path for rows in ("claims", "faults", "look_alikes") for row in key[rows] for path in row["files"]}

    assert {path for path in listed if "!/" not in path} == there
    assert named <= listed
    assert 50 <= len(listed) <= 70


def test_every_kind_of_fault_is_planted_and_none_twice_in_one_file(bed: tuple[Path, dict[str, Any]]) -> None:
    faults = bed[1]["faults"]

    assert {fault["kind"] for fault in faults} == KINDS
    flawed = [path for fault in faults for path in fault["files"]]
    assert len(flawed) == len(set(flawed))


def test_each_claim_stands_in_its_cell_as_the_key_says(bed: tuple[Path, dict[str, Any]]) -> None:
    folder, key = bed
    evidence = {row.code: row.evidence for row in read_sheet(folder / "lke.xlsx").rows}

    wrong = [c for c in key["claims"] if evidence[c["indicator"]][c["start"] : c["end"]] != c["text"]]
    assert wrong == []


def perfect(key: dict[str, Any]) -> Bed:
    """What a faultless run would say of a bed."""
    claims = [{**c, "files": [path.removeprefix("bukti/") for path in c["files"]], "rivals": []} for c in key["claims"]]
    files = [{**f, "path": f["path"].removeprefix("bukti/"), "read": "text"} for f in key["files"] if f["type"]]
    findings = [
        {"rule": RULES[f["kind"]][0], "level": "perlu", "indicator": f["indicator"], "message": " ".join(f["files"])}
        for f in key["faults"]
    ]
    return Bed(key, {"claims": claims, "files": files}, {"findings": findings})


def score(bed: Bed) -> Tally:
    tally = Tally()
    count_pairs(bed, tally, True)
    count_states(bed, tally)
    count_readings(bed, tally, True)
    count_faults(bed, tally, True)
    return tally


def test_a_faultless_run_has_full_marks(bed: tuple[Path, dict[str, Any]]) -> None:
    tally = score(perfect(bed[1]))

    assert tally.notes == []
    assert {name for counts in tally.pairs.values() for name in counts} == {"right", "found"}
    assert all(set(counts) == {state} for state, counts in tally.states.items())
    assert {name for counts in tally.read.values() for name in counts} == {"right"}
    assert not tally.alarms


def test_what_a_run_gets_wrong_is_counted(bed: tuple[Path, dict[str, Any]]) -> None:
    right = perfect(bed[1])
    first = next(c for c in right.match["claims"] if c["state"] == "cocok" and len(c["files"]) == 1)
    last = next(c for c in reversed(right.match["claims"]) if c["state"] == "cocok" and c["files"] != first["files"])
    first["files"] = last["files"]
    numbered = next(f for f in right.match["files"] if f["number"] and "parts" not in f)
    numbered["number"] += "9"
    lost = right.audit["findings"].pop()
    honest = next(f["path"] for f in bed[1]["files"] if all(f["path"] not in x["files"] for x in bed[1]["faults"]))
    right.audit["findings"].append({"rule": "BER001", "level": "wajib", "indicator": "", "message": honest})
    tally = score(right)

    assert tally.pairs["terbaca"]["wrong"] == tally.pairs["terbaca"]["lost"] == 1
    assert tally.read["digital", "number"]["wrong"] == 1
    assert sum(counts["lost"] for counts in tally.faults.values()) == 1, lost
    assert tally.alarms == {"BER001 wajib": 1}
