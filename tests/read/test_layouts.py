"""Sheets as offices lay them out: any order, any titles; what is not read is said."""

from __future__ import annotations

import os

import pytest

from lke_docs.office.cell_address import column_name
from tests.read.layouts import Layout, random_layout, read_layout, wanted, wrong_rows

SEEDS = 1000 if os.environ.get("LKE_LONG") else 60


def test_shuffled_columns_and_reworded_titles_are_read() -> None:
    """At least 98 of 100 rows; one that is not right is among what could not be placed, or its column is named."""
    right = wrong = 0
    for seed in range(SEEDS):
        layout = random_layout(seed)
        document, sheet = read_layout(layout)
        missed = wrong_rows(layout, sheet)
        right += len(wanted()) - len(missed)
        wrong += len(missed)
        said = " ".join(text.text for text in (*sheet.unplaced, *sheet.notices))
        for row in missed:
            unread = [cell for cell in document.grids[0].cells if cell.text in (row.evidence, row.link)]
            assert row.evidence in said or any(f"Kolom {column_name(c.column)} " in said for c in unread), (seed, row)

    assert right >= 0.98 * (right + wrong), (right, wrong)


@pytest.mark.parametrize(
    ("columns", "titles"),
    [
        (("question", "answer", "evidence"), ("Butir", "Isian kami", "Dokumen yang ada")),
        (("evidence", "answer", "question"), ("", "", "")),
        (("serial", "question", "options", "answer", "rubric", "evidence"), ("", "", "", "", "Penjelasan", "")),
        (("question", "rubric", "evidence", "answer"), ("Pernyataan", "Catatan", "Uraian", "Nilai")),
        (
            ("answer", "question", "serial", "link", "evidence"),
            ("Jawaban", "Penilaian", "No", "Alamat", "Bukti Dukung"),
        ),
    ],
)
@pytest.mark.parametrize("is_split", [False, True])
def test_roles_are_told_by_content(columns: tuple[str, ...], titles: tuple[str, ...], is_split: bool) -> None:
    layout = Layout(columns, titles, is_split)
    _, sheet = read_layout(layout)

    assert wrong_rows(layout, sheet) == []
