"""One run at a time in a folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILE = ".lke-docs.kunci"  # where a folder itself cannot be locked
_PAUSE = 0.1


@contextmanager
def locked(folder: Path, *, seconds: float = 60) -> Iterator[None]:
    """Hold the folder for this process; the system frees it when the process ends. Raises TimeoutError."""
    handle = _opened(folder)
    try:
        until = time.monotonic() + seconds
        while not _taken(handle):
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _opened(folder: Path) -> int:
        return os.open(folder / _FILE, os.O_RDWR | os.O_CREAT)

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
