"""Databases of ours in SQLite: made with the rights of their folder, and why one, or PostgreSQL, cannot be used."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from lke_docs.office.door import why
from lke_docs.office.whole import rights_in

_REASONS = {
    "SQLITE_BUSY": "sedang dipakai oleh lke-docs yang lain",
    "SQLITE_READONLY": "tidak boleh ditulis",
    "SQLITE_CANTOPEN": "tidak dapat dibuka",
    "SQLITE_FULL": "penyimpanan penuh",
    "SQLITE_IOERR": "penyimpanan penuh atau bermasalah",
    "SQLITE_NOTADB": "bukan {} lke-docs",
    "SQLITE_CORRUPT": "isinya rusak",
    "53100": "penyimpanan penuh",  # PostgreSQL's disk_full
}


def prepare(path: Path) -> None:
    """Make the file with the rights of its folder, so that a colleague may go on with it. Raises OSError."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
        path.parent.chmod(path.parent.parent.stat().st_mode & 0o777)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OSError(errno.EINVAL, "bukan berkas biasa", str(path))
    if not path.exists():
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
            path.chmod(rights_in(path.parent))


def reason_of(error: Exception, what: str) -> tuple[str, bool]:
    """Why a database cannot be used, `what` it should be, and whether it is damaged."""
    if isinstance(error, OSError):
        return why(error), False
    if isinstance(error, UnicodeDecodeError):
        return "isinya rusak", True
    name = getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", None) or ""
    said = (reason.format(what) for begin, reason in _REASONS.items() if name.startswith(begin))
    reason = next(said, "tidak dapat dibaca" if name else str(error))
    return reason, name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or reason == "isinya rusak"
