"""What a file is: kind, number, day, subject, office and parts of documents as their pages show them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from lke_docs.files.identify import identify
from lke_docs.files.model import Part
from tests.files.pages import written

CASES = tomli.loads((Path(__file__).parent / "naskah.toml").read_text(encoding="utf-8"))["naskah"]


def told(part: Part) -> dict[str, Any]:
    """A part by the keys of the tables."""
    return {
        "pages": [part.first_page, part.last_page],
        "types": list(part.document_types),
        "title": part.title,
        "number": part.number.normalized if part.number else "",
        "date": part.date.value if part.date else "",
        "event": part.event.value if part.event else "",
        "subject": part.subject,
        "office": part.office,
        "periods": [period.value for period in part.periods],
        "others": [date.value for date, _ in part.others],
        "stamps": list(part.stamps),
        "signed": part.has_signature_block,
        "draft": part.is_draft,
        "empty": part.is_empty,
    }


@pytest.mark.parametrize("boxes", [False, True], ids=["lines", "boxes"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_document_is_told(case: dict[str, Any], boxes: bool) -> None:
    parts = [told(part) for part in identify(written(case["text"], boxes=boxes)).parts]

    assert len(parts) == len(case["parts"]), parts
    for part, expected in zip(parts, case["parts"], strict=True):
        assert {key: part[key] for key in expected} == expected
