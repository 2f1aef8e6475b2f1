"""Write files whole or not at all: beside their place under a name nobody can guess, then moved there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a stream; the file appears when the block ends, or stays as it was. Raises OSError of the target."""
    beside = _beside(target)
    try:
        with _created(beside, target) as stream:
            yield stream
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{os.urandom(12).hex()}.tmp")


def _created(beside: Path, target: Path) -> BinaryIO:
    """A new file, never one that is there or that a link points to; rights as the user's mask says."""
    try:
        return os.fdopen(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), "wb"
        )
    except OSError as error:  # the user knows the target only
        raise OSError(error.errno, error.strerror, str(target)) from error
