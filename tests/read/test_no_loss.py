"""No filled cell is lost without a word: other libraries say what stands in a file, the sheet must account for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from lke_docs.errors import InputError
from lke_docs.office.cell_address import cell_name
from lke_docs.read import read_sheet
from lke_docs.read.door import interpret
from tests.read.cells import FORM, ROOT, Filled, filled_cells, readable_endings, unaccounted
from tests.read.layouts import cells_of, document_of, random_layout, strewn

CASES = ROOT.parents[1] / "shared" / "cases"
FOLDERS = (ROOT / "samples", ROOT / "tests" / "read" / "files", CASES / "sheets", CASES / "text" / "files")
FILES = sorted(
    path
    for folder in FOLDERS
    for path in folder.rglob("*")
    if path.suffix[1:] in readable_endings() and ".expected" not in path.name and path != FORM
)
SEEDS = 400 if os.environ.get("LKE_LONG") else 25


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_cell_of_a_file_is_lost(path: Path) -> None:
    try:
        sheet = read_sheet(path)
    except InputError as error:
        assert "LKE" in error.reason  # refused as a whole, in a sentence
        return

    assert unaccounted(filled_cells(path.read_bytes(), path.suffix[1:]), sheet) == []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_cell_of_a_random_layout_is_lost(seed: int) -> None:
    """Notes that people left anywhere: above the titles, beside headings, under "Bobot", right of the last column."""
    table = strewn(cells_of(random_layout(seed)), seed)
    sheet = interpret(document_of(table), b"", "uji.xlsx")

    assert unaccounted(_filled(table), sheet) == []


def _filled(table: Sequence[Sequence[str]]) -> list[Filled]:
    return [
        Filled("LKE", cell_name(row, column), text)
        for row, line in enumerate(table)
        for column, text in enumerate(line)
        if text
    ]
