"""Read the files of patterns/; the only module that does. Everything is read once, on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import tomli

from lke_docs.errors import PatternFileError
from lke_docs.resources import data_dir


def load_toml(path: Path) -> dict[str, Any]:
    """Read a data file. Raises PatternFileError where it is missing or no TOML."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PatternFileError(path.name, "berkas", "tidak ditemukan") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternFileError(path.name, "berkas", f"bukan TOML yang benar: {error}") from error


@cache
def pattern_file(name: str) -> dict[str, Any]:
    return load_toml(data_dir("patterns") / name)
