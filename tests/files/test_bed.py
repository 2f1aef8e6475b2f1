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
