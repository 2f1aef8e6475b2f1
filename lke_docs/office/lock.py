"""One run at a time on what is read and written again: the others wait as long as somebody alive is at it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lke_docs.office.whole import rights_in

_SOON = 3.0  # seconds after which a wait is told
_MOST = 600.0  # whoever holds it longer hangs: what a command may cost of the processor is far less

Tell = Callable[[str], object]  # says a line to whoever waits


@contextmanager
def held(target: Path, *, tell: Tell = str, seconds: float = _MOST) -> Iterator[None]:
    """Hold a file, or the name of what a folder has, against other runs of ours; the system frees it with the process.

    What is held is a file of its own beside it, which whoever may write in the folder may hold. Raises OSError.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(target.with_name(f".{target.name}.lock"), mode=rights_in(target.parent))
    try:
        try:
            lock.acquire(timeout=min(_SOON, seconds))
        except Timeout:
            tell(f"Menunggu lke-docs lain yang sedang menulis di {target.parent} ...")
            lock.acquire(timeout=max(0.0, seconds - _SOON))
    except Timeout as error:
        raise OSError(errno.EBUSY, "sedang dipakai oleh lke-docs yang lain", str(target)) from error
    try:
        yield
    finally:
        lock.release()
