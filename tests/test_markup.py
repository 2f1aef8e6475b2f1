"""The same list in ten markups and separators gives the same pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape

import pytest

from lke_docs.extract import extract
from tests.annotated import Tally, found, lines, squeeze
from tests.fuzz_extract import shown

LISTS = [
    items
    for line in lines()
    if (pieces := line.expected["pieces"]) and 2 <= len(items := list(pieces.elements())) <= 12
    if not any(mark in item for item in items for mark in "<&;\n")
]
MARKUPS: dict[str, Callable[[Sequence[str]], str]] = {
    "semicolons": "; ".join,
    "lines": "\n".join,
    "numbered": lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)),
    "dashes": lambda items: "\n".join(f"- {item}" for item in items),
    "<p>": lambda items: "".join(f"<p>{item}</p>" for item in items),
    "<br>": "<br />\r\n".join,
    "<li>": lambda items: "<ul>\r\n" + "".join(f"\t<li>{item}</li>\r\n" for item in items) + "</ul>",
    "&nbsp;": lambda items: "; ".join(item.replace(" ", "&nbsp;") for item in items),
    "escaped": lambda items: escape("".join(f"<p>{item}</p>" for item in items)),
    "table": lambda items: "<table>" + "".join(f"<tr><td>{item}</td></tr>" for item in items) + "</table>",
}
CLOSE = 0.02
# Bare lines say least: on the few lists of a checkout alone, one piece more than two points is lost.
CLOSE_FOR_LINES = 0.025


def score(markup: Callable[[Sequence[str]], str]) -> float:
    count = Tally()
    for items in LISTS:
        wanted = Counter(map(squeeze, items))
        got = found(extract(markup(items)))["pieces"]
        count.right += (wanted & got).total()
        count.missed += (wanted - got).total()
        count.wrong += (got - wanted).total()
    return count.f1


@pytest.fixture(scope="module")
def plain_form() -> float:
    return score(MARKUPS["semicolons"])


@pytest.mark.parametrize("name", MARKUPS)
def test_markup_changes_nothing(name: str, plain_form: float) -> None:
    assert len(LISTS) > 100
    assert score(MARKUPS[name]) >= plain_form - (CLOSE_FOR_LINES if name == "lines" else CLOSE)


@pytest.mark.parametrize("unseen", ["\xad", "\u200b", "\u2060", "\ufeff", "&shy;", "&#8203;"])
def test_what_nobody_sees_at_the_edge_of_a_piece_changes_nothing(unseen: str) -> None:
    for items in LISTS[::3]:
        text = "; ".join(f"{unseen}{item}{unseen}" for item in items)
        found = extract(text).items
        assert [item.text for item in found] == [item.text for item in extract("; ".join(items)).items]
        assert all(shown(text, item.start, item.end) == item.text for item in found)


def test_what_only_looks_like_an_entity_keeps_its_places() -> None:
    text = "Absen Juli 2023&pdf;Laporan R&D; Notula rapat; SK&shyy;"

    assert [text[item.start : item.end] for item in extract(text).items] == [item.text for item in extract(text).items]
