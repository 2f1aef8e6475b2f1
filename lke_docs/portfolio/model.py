"""Frozen values of a run over many units."""

from __future__ import annotations

from pathlib import Path

from lke_docs.tuples import NamedTuple
from lke_docs.workspace.terms import Asked


class UnitTask(NamedTuple):
    """One unit to audit: its name (the place below `root`), its sheet, and what was asked of all units.

    `key` names what its result is made from. `sheet` is None where a folder of a unit holds none; `fault` says so.
    """

    unit: str
    root: Path
    sheet: Path | None
    key: str
    asked: Asked = Asked()
    fault: str = ""


class Receipt(NamedTuple):
    """What a worker hands back of a unit; all else lies in its file."""

    unit: str
    key: str
    seconds: float
    state: str
    reason: str = ""
