"""docs/architecture.md is true: its rooms and their order, the cell that walks through them, the paths it names."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest

from tests.test_layers import ORDER, PACKAGE

ROOT = PACKAGE.parent
PAGE = ROOT / "docs" / "architecture.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROOMS = [path.parent.name for path in sorted(PACKAGE.glob("*/__init__.py"))]


def table(title: str) -> list[list[str]]:
    """The rows of the table whose head begins with a title, cell by cell."""
    body = TEXT.partition(f"| {title} |")[2].splitlines()[2:]
    rows = []
    for line in body:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_rooms_are_those_of_the_layers_in_their_order() -> None:
    told = [tuple(re.findall(r"`(\w+)`", names)) for names, _ in table("room")]

    assert told == list(ORDER)


def test_every_path_is_there() -> None:
    named = set(re.findall(r"`([\w./]+(?:/|\.(?:md|py|toml)))`", TEXT))

    assert len(named) >= 8
    assert [path for path in sorted(named) if not ((ROOT / path).exists() or (PACKAGE / path).exists())] == []


def test_it_is_one_screen() -> None:
    assert len(TEXT.splitlines()) <= 80


def test_the_cell_walks_through_the_house() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)

    assert tried >= 12
    assert failed == 0


@pytest.mark.parametrize("room", ROOMS)
def test_the_head_of_a_room_shows_a_cell(room: str) -> None:
    module = importlib.import_module(f"lke_docs.{room}")
    head = module.__doc__ or ""
    lines = head.strip().splitlines()

    assert len(lines) >= 4, "the head of a package carries one cell through it"
    assert re.search(r"“[^”]{8,}”|\"[^\"]{8,}\"|`=1\+1`", head), "no words of a cell"
    examples = doctest.DocTestParser().get_doctest(head, vars(module).copy(), room, None, 0)
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples).failed == 0
