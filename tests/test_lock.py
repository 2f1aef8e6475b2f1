"""What is locked by hashes and what is pinned are one: a lock may lack what was just added, never contradict it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parent.parent
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {re.sub(r"[._-]+", "-", package).lower(): version for package, version in _PIN.findall(text)}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_keeps_the_pins(name: str) -> None:
    pinned, locked = pins("constraints.txt"), pins(name)

    assert len(locked) > 20
    assert {it: (locked[it], pinned[it]) for it in locked.keys() & pinned.keys() if locked[it] != pinned[it]} == {}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_of_the_lock_has_hashes(name: str) -> None:
    blocks = re.split(r"^(?=\S)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert [block.split()[0] for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


def test_every_wish_has_its_lowest_version() -> None:
    wishes = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

    assert [wish for wish in wishes if ">=" not in wish] == []
    assert {re.split("[<>=]", wish)[0].lower() for wish in wishes} <= pins("constraints.txt").keys()
