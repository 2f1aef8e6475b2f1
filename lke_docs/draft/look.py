"""How a unit's documents look: paper, font, logo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAPERS = {"A4": (210, 297), "F4": (215, 330)}  # millimetres


@dataclass(frozen=True, slots=True)
class Look:
    """Paper, font and logo of the unit; only for shipped templates, a user's own template keeps its look."""

    paper: str = "A4"
    font: str = "Arial"
    logo: Path | None = None
