"""Annotated lines are read as annotated, but for those of annotated/faults.toml, which say why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import tomli

from lke_docs.extract import extract
from lke_docs.patterns import vocabulary
from tests.annotated import FIELDS, FOLDERS, compare, found, lines, squeeze

OWN, STRANGERS, _ = FOLDERS  # STRANGERS: by writers who had never seen the patterns
FAULTS = tomli.loads((OWN / "faults.toml").read_text(encoding="utf-8"))["fault"]
FEW_LINES, FEW_AGENCIES = 150, 18


def faults() -> set[tuple[str, str]]:
    """Lines of the repository, with the field that is not read as annotated."""
    names = {path.stem for folder in (OWN, STRANGERS) for path in folder.glob("*.jsonl")}
    return {
        (field, line.id)
        for line in lines()
        if line.file in names
        for field, _, missed, wrong in compare(line, found(extract(line.text)))
        if missed or wrong
    }


def test_every_fault_has_its_reason() -> None:
    """A line that is lost is entered with why; a line that is gained is taken out."""
    listed = {(fault["field"], line) for fault in FAULTS for line in fault["lines"]}

    assert faults() == listed, "see python -m tests.gains"
    assert all(fault["field"] in FIELDS and fault["reason"].endswith(".") for fault in FAULTS)


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
