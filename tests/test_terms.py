"""Formal terms: typing errors are pointed out, and no ordinary word is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.check.rules.kat001_typing_error import meant_by
from lke_docs.patterns import formal_terms
from lke_docs.text import is_one_edit

DATA = Path(__file__).parent / "data"
WORDS = {
    word for name in ("kata_umum", "kata_dekat") for word in (DATA / f"{name}.txt").read_text(encoding="utf-8").split()
}
LONG = [term for term in formal_terms().terms if len(term) >= 7]


def test_no_ordinary_word_is_taken_for_an_error() -> None:
    assert len(WORDS) > 400
    assert {word: meant for word in WORDS if (meant := meant_by(word))} == {}


def test_terms_and_kept_words_are_no_errors() -> None:
    assert {word for word in (*formal_terms().terms, *formal_terms().kept) if meant_by(word)} == set()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kejaksaaan", "kejaksaan"),
        ("kejakasan", "kejaksaan"),
        ("pelayanann", "pelayanan"),
        ("pelyanan", "pelayanan"),
        ("gratfikasi", "gratifikasi"),
        ("evaluasu", "evaluasi"),
        ("pengaduna", "pengaduan"),
        ("sipede", ""),
        ("pengadaan", ""),
    ],
)
def test_typing_errors(written: str, meant: str) -> None:
    assert meant_by(written) == meant


@given(word=st.sampled_from(LONG), at=st.integers(0, 30), letter=st.sampled_from("aiuenqx"))
def test_one_letter_too_many_is_found_or_is_a_word(word: str, at: int, letter: str) -> None:
    written = word[: at % len(word)] + letter + word[at % len(word) :]

    assert is_one_edit(word, written)
    assert meant_by(written) in (word, "")


@given(one=st.text("abc", max_size=5), other=st.text("abc", max_size=5))
def test_one_edit_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert is_one_edit(one, other) == is_one_edit(other, one)
    assert is_one_edit(one, other) == (_distance(one, other) == 1)


def _distance(one: str, other: str) -> int:
    """Optimal string alignment, the slow way."""
    table = [[max(i, j) if not min(i, j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]
