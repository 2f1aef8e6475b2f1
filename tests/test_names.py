"""Names: one idea, one name; the terms of the field stand in ISTILAH.md, and ISTILAH.md names what is there."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.test_layers import PACKAGE

# Modules whose name stands for the same idea in every room.
SAME_IDEA = {
    "model": "the values that a room gives to those above it",
    "vocabulary": "the words of patterns/*.toml that a room works with",
    "rule": "a rule: what it is, its words, its command, its page",
    "cadence": "how often: the claim, and what rules make of it",
    "number": "numbers: their grammar, in evidence, in answers, in cells of a spreadsheet",
    "series": "the series, and the room of series",
    "choice": "the choice among forms, and among the options of one",
    "question": "the question of a form",
    "layout": "how a page is laid out: one that is read, one that is written",
    "portalrb": "the sheet of the portal: read and written",
    "pdf": "PDF: read and written",
    "docx": "a Word file: read and written",
    "child": "a process of our own",
    "html": "a web page: read and written",
    "text": "text: cleaned at the doors, and the report in it",
    "door": "where files come in: any, and those that are sheets",
    "index": "what a folder holds: of drafts, of evidence",
}
# Where the values that travel are defined.
VALUES = [PACKAGE / "model.py", PACKAGE / "moment.py", *sorted(PACKAGE.glob("*/model.py"))]
# Names that say nothing of what they hold; a field of a value may have one, where its class says what it is.
EMPTY_NAMES = {"found", "one", "mine"}
TERMS = (PACKAGE.parent / "ISTILAH.md").read_text(encoding="utf-8")


def public_classes(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def empty_names(path: Path) -> list[str]:
    """Where locals and parameters of a module have a name that says nothing; fields of a class are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    fields = {
        id(line.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign)
    }
    bound = {
        (node.lineno, node.id if isinstance(node, ast.Name) else node.arg)
        for node in ast.walk(tree)
        if isinstance(node, ast.arg) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        if id(node) not in fields
    }
    return [f"{path}:{line}: {name}" for line, name in sorted(bound) if name in EMPTY_NAMES]


@cache
def homes() -> dict[str, set[str]]:
    """The places of each public class."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for name in public_classes(path):
            found[name].add(str(path.relative_to(PACKAGE)))
    return found


def test_no_two_public_classes_have_one_name() -> None:
    assert {name: sorted(places) for name, places in homes().items() if len(places) > 1} == {}


def test_modules_of_one_name_are_one_idea() -> None:
    """A command may be named as what it opens; any other name that comes twice stands above with its idea."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "cli" and path.stem not in ("__init__", "__main__"):
            found[path.stem].append(str(path.relative_to(PACKAGE)))

    twice = {name: sorted(places) for name, places in found.items() if len(places) > 1}
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {name: places for name, places in twice.items() if name not in SAME_IDEA} == {}
    assert [name for name in SAME_IDEA if name not in twice and name not in rooms] == []


@pytest.mark.parametrize("path", VALUES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_value_stands_in_the_terms(path: Path) -> None:
    assert [name for name in public_classes(path) if f"`{name}`" not in TERMS] == []


def test_every_class_of_the_terms_is_there() -> None:
    named = re.findall(r"`([A-Z]\w+)`", TERMS)

    assert len(named) >= 40
    assert len(named) == len(set(named))
    assert [name for name in named if name not in homes()] == []


def test_no_local_has_an_empty_name() -> None:
    """A local or a parameter is called after what it holds: a row, a finding, a paper, "matches"."""
    assert [place for path in sorted(PACKAGE.rglob("*.py")) for place in empty_names(path)] == []


def test_empty_names_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "read.py"
    path.write_text(
        "class Hit(NamedTuple):\n    found: str\n\n"
        "def read(one):\n    found: list[Hit] = one.found\n    return [mine for mine in found]\n"
    )

    assert empty_names(path) == [f"{path}:4: one", f"{path}:5: found", f"{path}:6: mine"]
