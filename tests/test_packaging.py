"""The wheel holds what the program needs, and nothing of the checkout leaks into it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

GIVEN = {"click", "jinja2", "pdfplumber", "python-docx", "rapidfuzz", "spacy"}
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_wheel_holds_every_module_and_data_file(wheel: zipfile.ZipFile) -> None:
    package = {path for path in (ROOT / "lke_docs").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    wanted = {path.relative_to(ROOT).as_posix() for path in package}
    wanted |= {f"lke_docs/_data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "patterns").rglob("*.toml")}
    held = set(wheel.namelist())

    assert wanted <= held
    assert not [name for name in held if not name.startswith(("lke_docs/", "lke_docs-"))]


def test_wheel_says_what_it_needs(wheel: zipfile.ZipFile) -> None:
    folder = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")).rsplit("/", 1)[0]
    about = Parser().parsestr(wheel.read(f"{folder}/METADATA").decode())
    needs = [line for line in about.get_all("Requires-Dist") or [] if "extra ==" not in line]

    assert about["Requires-Python"] == ">=3.11"
    assert {Requirement(line).name for line in needs} >= GIVEN
    assert not [line for line in needs if "pytest" in line]
    assert "lke-docs = lke_docs.cli:main" in wheel.read(f"{folder}/entry_points.txt").decode()


def test_every_wish_has_a_pin() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {canonicalize_name(line.split("==")[0]): line.split("==")[1] for line in lines if "==" in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wishes = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    reached: dict[str, Requirement] = {}
    while wishes:
        wish = Requirement(wishes.pop())
        name = canonicalize_name(wish.name)
        if name not in reached and (wish.marker is None or wish.marker.evaluate({"extra": ""})):
            reached[name] = wish
            wishes += requires(wish.name) or []

    assert reached.keys() <= pins.keys()
    assert not [str(wish) for name, wish in reached.items() if not wish.specifier.contains(pins[name])]
