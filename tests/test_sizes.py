"""The house stays small: modules, functions, and nothing that only tests use."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lke_docs"
MODULE_LINES, FUNCTION_LINES = 400, 40

# Where a run begins: the command, the public door, the component of spaCy (an entry point of the wheel).
ENTRIES = ("lke_docs.__main__", "lke_docs", "lke_docs.pipeline")


def sources() -> dict[str, Path]:
    """Every module by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def test_no_module_is_long() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in sources().items()}

    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_long() -> None:
    """From `def` to its last line, docstring included: that of a rule is its page, and has to fit as well."""
    long = {}
    for name, path in sources().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{name}.{node.name}"] = lines

    assert long == {}


def named_in(path: Path) -> Iterator[str]:
    """Modules that a module imports, or names in a text: what runs in a child, rooms that a door opens late."""
    package = ".".join(path.parent.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.partition(":")[0]  # "lke_docs.read.worker:take_apart"
            if name.replace(".", "").isidentifier():  # Django's: "lke_docs.web.guard.headers"
                yield from (name, f"{package}.{name}", name.rpartition(".")[0])
            yield from (word for word in node.value.split() if " import " in node.value)  # what a child runs first


def test_no_module_is_there_for_tests_alone() -> None:
    modules = sources()
    seen: set[str] = set()
    ahead = [name for name in ENTRIES if name in modules]
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        parts = name.split(".")
        above = [".".join(parts[:end]) for end in range(1, len(parts))]
        ahead += [found for found in (*above, *named_in(modules[name])) if found in modules]

    steps = {name for name in modules if ".migrations." in name}  # Django looks for them in their folder
    assert sorted(set(modules) - seen - steps) == []
