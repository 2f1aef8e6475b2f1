"""Each kind of sheet in other layouts than the cases of the field: all rows right, whoever laid it out."""

from __future__ import annotations

import pytest

from lke_docs.check import audit
from lke_docs.errors import InputError
from lke_docs.read import read_bytes
from tests.read.kinds import Made, every_layout

MADE = list(every_layout())


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.kind}/{made.name}")
def test_layout_is_read_right(made: Made) -> None:
    if made.is_other:
        with pytest.raises(InputError, match="LKE"):
            read_bytes(made.data, made.name)
        return
    sheet = read_bytes(made.data, made.name)
    rows = {row.code: (row.answer, row.evidence) for row in sheet.rows}

    assert rows == made.rows or made.kind == "portalrb"
    assert {code: rows[code] for code in made.rows} == made.rows
    assert not sheet.unplaced
    assert audit(sheet).instrument == made.instrument
    assert made.unit in ("", sheet.unit)
    assert not made.year or (sheet.year is not None and sheet.year.value == made.year)
    assert {name for row in sheet.rows for name, _, _ in row.reviews} == set(made.reviews)


def test_there_are_two_layouts_of_each_kind() -> None:
    kinds = [made.kind for made in MADE]

    assert len(set(kinds)) == 12
    assert all(kinds.count(kind) >= 2 for kind in kinds)
