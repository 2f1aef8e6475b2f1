"""Pages that pdfium mends and pdfplumber refuses are no reason to stop: they are read as lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs.read.pdf_fallback import found_by_pdfplumber
from tests.read.prints import BELOW, table
from tests.read.test_formats import TEXT

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "buatan" / "kantor_contoh.pdf"


def test_whole_file_has_tables() -> None:
    data = SAMPLE.read_bytes()

    assert any(pieces for _, pieces in found_by_pdfplumber(data, 6))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"/Root", b"/Roof"), (b"/MediaBox [ 0", b"/MediaBox [/x"), (b"/Type /Page\n", b"/Type <<Page\n")],
    ids=["no catalogue", "page without a size", "broken dictionary"],
)
def test_damaged_file_has_none(old: bytes, new: bytes) -> None:
    data = table(TEXT, BELOW)
    assert old in data

    assert found_by_pdfplumber(data.replace(old, new), 60) == []
