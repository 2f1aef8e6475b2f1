"""The comparison of two versions tells gains from losses."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.annotated import FIELDS, Line
from tests.gains import differences

LINE = Line("uji", "1", "teks", {field: Counter(["a", "b"]) for field in FIELDS}, frozenset())
CASES = [
    ("a", "a b", "gain"),
    ("a b c", "a b", "gain"),
    ("a b", "a", "loss"),
    ("a b", "a b c", "loss"),
    ("a b", "", "loss"),
    ("a c", "a d", "change"),
    ("a", "b", "change"),
    ("a", "b c", "loss"),
    ("a b", "b a", None),
]


@pytest.mark.parametrize("before, after, word", CASES)
def test_difference_is_named(before: str, after: str, word: str | None) -> None:
    right = Counter(["a", "b"])
    old, new = ({**dict.fromkeys(FIELDS, right), "dates": Counter(values.split())} for values in (before, after))

    changes = list(differences(LINE, old, new))

    assert [(change.word, change.field) for change in changes] == ([(word, "dates")] if word else [])
