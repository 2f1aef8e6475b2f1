"""Write files whole or not at all: beside their place under a name nobody can guess, then moved there.

A file that is replaced keeps its rights and its group: notes that a group shares stay theirs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(target: Path, *, rights: int = 0o666) -> Iterator[BinaryIO]:
    """Give a stream; the file appears when the block ends, or stays as it was. Raises OSError of the target.

    A new file has the `rights` that the user's mask leaves of these.
    """
    beside = _beside(target)
    try:
        with _created(beside, target, rights) as stream:
            _share(beside, target)
            yield stream
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def rights_in(folder: Path) -> int:
    """The rights of a new file that is for all who may work in a folder."""
    return folder.stat().st_mode & 0o666 | 0o600


def _share(beside: Path, target: Path) -> None:
    """Give a file the rights and the group of the one it replaces, as far as the system allows."""
    with suppress(OSError):
        old = target.stat()
        if old.st_gid != beside.stat().st_gid and hasattr(os, "chown"):
            os.chown(beside, -1, old.st_gid)
        beside.chmod(old.st_mode & 0o777)


def _beside(target: Path) -> Path:
    return target.with_name(f".{os.urandom(12).hex()}.tmp")


def _created(beside: Path, target: Path, rights: int) -> BinaryIO:
    """A new file, never one that is there or that a link points to."""
    try:
        return os.fdopen(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), rights), "wb"
        )
    except OSError as error:  # the user knows the target only
        raise OSError(error.errno, error.strerror, str(target)) from error
