"""The made samples read as their makers meant, each row with its answer and evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lke_docs.read import read_sheet

MADE = Path(__file__).resolve().parents[2] / "samples" / "buatan"
NAMES = sorted(path.name for path in MADE.iterdir() if not path.name.endswith(".json"))


def test_there_are_samples_in_six_formats() -> None:
    assert {Path(name).suffix for name in NAMES} == {".csv", ".docx", ".html", ".ods", ".pdf", ".xlsx"}


@pytest.mark.parametrize("name", NAMES)
def test_sample(name: str) -> None:
    expected = json.loads((MADE / f"{name}.expected.json").read_text(encoding="utf-8"))
    sheet = read_sheet(MADE / name)
    rows = {row.code: row for row in sheet.rows}

    for wanted in expected["rows"]:
        row = rows[wanted["code"]]
        assert ["".join(row.answer.split()), *row.evidence.split()] == [
            "".join(wanted["answer"].split()), *wanted["evidence"].split(),
        ]  # fmt: skip
    assert not sheet.unplaced
    for fault in expected["faults"]:
        row = rows[fault["code"]]
        assert fault["quote"] in (" ".join(row.evidence.split()), row.answer)


@pytest.mark.parametrize("name", [name for name in NAMES if "dinas" not in name])
def test_unit_is_found(name: str) -> None:
    expected = json.loads((MADE / f"{name}.expected.json").read_text(encoding="utf-8"))

    assert read_sheet(MADE / name).unit == expected["unit"]
