"""Words that no text of the corpus holds are marked with why they stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tomli

from lke_docs.extract import extract
from tools import idle_code
from tools.idle import FILES, Word, corpus, holding, is_idle, words

STAY = tomli.loads((Path(__file__).parent / "data" / "diam.toml").read_text(encoding="utf-8"))["stay"]


def unmet() -> list[Word]:
    """Words whose like stands in no text: the plainest of the idle ones, for the others ask tools.idle."""
    return [one for file in FILES for one in words(file) if not holding(one.word)]


def test_idle_words_say_why_they_stay() -> None:
    marked = tuple(stay["place"] for stay in STAY)
    unmarked = [f"{one.place}: {one.word}" for one in unmet() if not one.place.startswith(marked)]

    assert unmarked == []
    assert all(stay["why"].endswith(".") for stay in STAY)


def test_no_mark_is_idle() -> None:
    places = [one.place for one in unmet()]

    assert [stay["place"] for stay in STAY if not any(place.startswith(stay["place"]) for place in places)] == []


@pytest.mark.parametrize("word, idle", [("menyusul", False), ("status", True)])
def test_tool_tells_what_is_needed(word: str, idle: bool) -> None:
    one = next(one for one in words("butir.toml") if one.word == word)

    assert len(corpus()) > 900
    assert is_idle(one) is idle
    assert next(again for again in words("butir.toml") if again.word == word).owner is one.owner


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of POSIX")
@pytest.mark.parametrize(
    "module, text, says, idle",
    [
        ("state", "☐ SK Tim", "if _UNTICKED.search(low, max(0, start - 8), start)", False),
        ("state", "☐ SK Tim", "and cell.is_ticked", True),
        ("date", "Rapat 17 Okt 22", "alternative 2 of 3: 2<in>", False),
        ("date", "Rapat 17 Okt 22", "alternative 1 of 3: 1<in>", True),
    ],
)
def test_tool_tells_what_code_is_needed(module: str, text: str, says: str, idle: bool) -> None:
    change = next(change for change in idle_code.changes(module) if change.says == says)
    before = extract(text)

    assert idle_code.is_idle(change, [text]) is idle
    assert extract(text) == before
