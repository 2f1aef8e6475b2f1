"""Imports point one way, and the main job loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_report import SAMPLE

PACKAGE = Path(__file__).resolve().parent.parent / "lke_docs"

# Each part may import from its own line and from the lines above it.
ORDER = (
    ("tuples", "text", "errors", "moment", "gap"),
    ("model", "wording"),
    ("resources", "office", "kept", "records"),
    ("patterns", "instrument"),
    ("read", "extract"),
    ("form",),
    ("series",),
    ("claim",),
    ("files",),
    ("check",),
    ("score",),
    ("draft", "pipeline"),
    ("workspace",),
    ("report",),
    ("portfolio",),
    ("web",),
    ("cli",),
    ("__main__",),
)
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}

# Parts that may name these libraries, and no others.
ONLY_IN = {
    "spacy": {"pipeline"},
    "click": {"cli"},
    "pyarrow": {"portfolio"},
    "duckdb": {"portfolio"},
    "distributed": {"portfolio"},
    "django": {"web"},
    "tomli": {"records", "patterns", "instrument", "workspace", "draft"},
}

# What `audit` of a text file may load besides the standard library and lke_docs itself.
LOADED = {"click", "tomli"}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package with its part: the first name below lke_docs."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).with_suffix("").parts[0], path


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Names that a module imports, lazily or not: (whole name, imported thing)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: relative import"
            yield from ((node.module or "", alias.name) for alias in node.names)


def test_every_part_has_its_place() -> None:
    assert {part for part, _ in modules()} - {"__init__"} <= set(RANK)


@pytest.mark.parametrize("part, path", list(modules()), ids=lambda v: v if isinstance(v, str) else v.stem)
def test_imports_point_one_way(part: str, path: Path) -> None:
    if part == "__init__":
        return  # the public door names parts, and loads them on first use
    for name, thing in imported(path):
        if name.split(".")[0] == "lke_docs":
            target = name.split(".")[1] if "." in name else thing
            assert RANK[target] <= RANK[part], f"{path.name} imports {name}"


@pytest.mark.parametrize("library, parts", list(ONLY_IN.items()), ids=list(ONLY_IN))
def test_a_library_stays_where_it_is_used(library: str, parts: set[str]) -> None:
    users = {part for part, path in modules() for name, _ in imported(path) if name.split(".")[0] == library}

    assert users <= parts


def test_no_cycle_inside_a_part() -> None:
    """Modules that need one another, whatever the part: at import, inside a function, or for their types alone."""
    edges: dict[str, set[str]] = {}
    for _, path in modules():
        name = ".".join(("lke_docs", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        nodes = [
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
        ]
        edges[name] = {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
        edges[name] |= {node.module for node in nodes if node.module}
    clean = {name: {target for target in targets if target in edges} for name, targets in edges.items()}
    while free := {name for name, targets in clean.items() if not targets - {name}}:
        clean = {name: targets - free for name, targets in clean.items() if name not in free}
    assert clean == {}, f"cycle among {sorted(clean)}"


# -S: no site, for what .pth files load there is not ours.
LIST = """
import ast, sys
sys.path[:0] = ast.literal_eval(sys.argv[2])
from lke_docs.cli import run
run(["audit", sys.argv[1]])
found = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(sorted(found), file=sys.stderr)
"""


def test_audit_of_a_text_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", LIST, str(SAMPLE), repr(sys.path)],
        capture_output=True,
        timeout=120,
        check=True,
    )
    loaded = set(ast.literal_eval(done.stderr.decode().splitlines()[-1]))

    # tomli is compiled by mypyc, which adds a module of its own
    assert {name for name in loaded if not name.endswith("__mypyc")} - {"lke_docs", "__main__"} <= LOADED


def test_importing_the_package_does_no_work() -> None:
    code = "import sys; before = set(sys.modules); import lke_docs; print(sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=PACKAGE.parent, timeout=120, check=True
    )
    loaded = {name for name in ast.literal_eval(done.stdout.decode()) if name.startswith("lke_docs")}

    assert loaded == {"lke_docs"}
