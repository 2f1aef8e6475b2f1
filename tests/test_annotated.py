"""Accuracy on annotated lines must not fall: floors by set and field in annotated/floors.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from lke_docs.extract import extract
from lke_docs.patterns import vocabulary
from tests.annotated import FIELDS, FOLDERS, Tally, found, lines, squeeze, tally

OWN, STRANGERS, GOLD = FOLDERS  # STRANGERS: by writers who had never seen the patterns
FLOORS = tomli.loads((OWN / "floors.toml").read_text(encoding="utf-8"))
FEW_LINES, FEW_AGENCIES = 150, 18


def measured(folder: Path) -> dict[str, Tally]:
    """Tallies by field over all files of a folder."""
    names = {path.stem for path in folder.glob("*.jsonl")}
    sums = {field: Tally() for field in FIELDS}
    results = ((line, found(extract(line.text))) for line in lines() if line.file in names)
    for (_, field), one in tally(results).items():
        sums[field].right += one.right
        sums[field].missed += one.missed
        sums[field].wrong += one.wrong
    return sums


def check(folder: Path, floors: dict[str, float]) -> None:
    sums = measured(folder)
    low = {field: round(sums[field].f1, 4) for field, floor in floors.items() if sums[field].f1 < floor}

    assert floors.keys() == set(FIELDS)
    assert low == {}, "F1 fell below the floor; see python -m tests.gains"


def test_own_lines_keep_their_accuracy() -> None:
    check(OWN, FLOORS["own"])


def test_lines_of_strangers_keep_their_accuracy() -> None:
    check(STRANGERS, FLOORS["asing"])


if GOLD.is_dir():  # real lines, which the repository cannot hold

    def test_real_lines_keep_their_accuracy() -> None:
        check(GOLD, FLOORS["gold"])


# --- the annotation itself ----------------------------------------------------------------------------


def raw_lines() -> Iterator[dict[str, Any]]:
    for path in sorted(OWN.glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def test_there_are_enough_lines_of_enough_agencies() -> None:
    sizes = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in OWN.glob("*.jsonl")}

    assert sum(sizes.values()) >= FEW_LINES and len(sizes) >= FEW_AGENCIES
    assert min(sizes.values()) >= 8
    assert len({line["text"] for line in raw_lines()}) == sum(sizes.values())


def test_strangers_quote_their_text() -> None:
    for path in STRANGERS.glob("*.jsonl"):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            for one in (*line["numbers"], *line["dates"], *line["periods"]):
                assert line["text"][one["start"] :].startswith(one["raw"])
            assert all(item in " ".join(line["text"].split()) for item in line.get("items", ()))


@pytest.mark.parametrize("line", list(raw_lines()), ids=lambda line: line["id"])
def test_annotation_quotes_its_text(line: dict[str, Any]) -> None:
    text = line["text"]
    known = set(vocabulary().types)

    for one in (*line["numbers"], *line["dates"], *line["periods"]):
        assert text[one["start"] :].startswith(one["raw"])
    for _, piece in line["kinds"]:
        assert piece in " ".join(text.split()) and piece == squeeze(piece)
    assert line["items"] == [piece for kind, piece in line["kinds"] if kind in ("document", "claim")]
    assert set(line["doc_types"]) | set(line.get("doc_types_optional", ())) <= known
