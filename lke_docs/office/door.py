"""The one door of files from outside: a regular file of a size that may be, its text, its JSON.

A pipe, `/dev/zero` or a folder given as `fakta.toml` is refused before a byte of it is read; a file that grows while
it is read is read no further than its bound.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any, BinaryIO

from lke_docs.errors import InputError
from lke_docs.office.allowance import grant
from lke_docs.office.limits import MIB
from lke_docs.text import clean_all

MOST_SETTINGS = 4 * MIB  # of a file that people type: settings, facts, notes, fields of a template
MOST_DATA = 64 * MIB  # of a file that a program wrote
MOST_LEVELS = 16  # of tables in tables; nobody writes more
_MOST_NAMES = 2000  # of a folder, when a name that is not there is looked for
_FEW = 4
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".html", ".htm", ".docx", ".pdf", ".json")

_REASONS = {
    errno.ENOENT: ("berkas tidak ada.", "Periksa nama dan foldernya."),
    errno.ENOTDIR: ("berkas tidak ada.", "Periksa nama dan foldernya."),
    errno.EACCES: ("berkas tidak boleh dibaca.", "Periksa izin berkasnya."),
    errno.EPERM: ("berkas tidak boleh dibaca.", "Periksa izin berkasnya."),
    errno.ELOOP: ("berkas tidak dapat dibuka: tautannya berputar.", "Berikan berkas aslinya."),
    errno.ENAMETOOLONG: ("nama berkas terlalu panjang.", "Pendekkan namanya."),
    errno.ENXIO: ("ini bukan berkas biasa.", "Salin isinya ke sebuah berkas dahulu."),
}

_WHY = {
    errno.ENOENT: "berkas atau foldernya tidak ada",
    errno.EACCES: "tidak diizinkan, atau sedang dibuka program lain",
    errno.EPERM: "tidak diizinkan",
    errno.EEXIST: "sudah ada berkas dengan nama itu",
    errno.EISDIR: "ini folder",
    errno.ENOTDIR: "sebagian alamatnya bukan folder",
    errno.ENOTEMPTY: "foldernya berisi",
    errno.ENOSPC: "penyimpanan penuh",
    errno.EROFS: "penyimpanan hanya dapat dibaca",
    errno.EFBIG: "berkasnya terlalu besar",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EIO: "penyimpanan bermasalah",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ELOOP: "tautannya berputar",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.EINVAL: "namanya atau isinya tidak sah",
}


def why(error: OSError) -> str:
    """What the system refused, in Indonesian; its own words are English."""
    if error.strerror and error.errno and error.strerror != os.strerror(error.errno):
        return error.strerror  # ours
    return _WHY.get(error.errno or 0, f"kesalahan sistem nomor {error.errno or 0}")


def is_file(path: Path) -> bool:
    """Whether there is a regular file; a name that no system can hold is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def load(path: str | Path, *, most: int) -> bytes:
    """Read the bytes of a regular file, never more than `most`. Raises InputError."""
    data, size = read_within(path, most=most)
    if size > most:
        reason = f"ukuran berkas lebih dari {most // MIB} MB; berkas tidak dibaca."
        raise InputError(path, reason, remedy="Periksa apakah ini berkas yang dimaksud.")
    return data


def read_within(path: str | Path, *, most: int) -> tuple[bytes, int]:
    """The bytes of a regular file and its size; where it is larger than `most`, no bytes. Raises InputError."""
    with open_regular(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(most + 1) if size <= most else b""
    return data, max(size, len(data))


def open_regular(path: str | Path) -> BinaryIO:
    """Open a regular file, without waiting for the other end of a pipe. Raises InputError for any other."""
    try:
        if Path(path).is_dir():  # Windows says of a folder only that it is not allowed
            raise InputError(path, "ini folder, bukan berkas.", remedy=_inside(Path(path)))
        flags = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
        stream = os.fdopen(os.open(path, os.O_RDONLY | flags), "rb")
    except ValueError as error:  # a null byte in the name
        raise InputError(path, "nama berkas tidak sah.") from error
    except OSError as error:
        reason, advice = _REASONS.get(error.errno or 0, (f"berkas tidak dapat dibuka ({why(error)}).", ""))
        near = _near(Path(path)) if error.errno == errno.ENOENT else ""
        raise InputError(path, reason, remedy=near or advice) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise InputError(path, "ini bukan berkas biasa.", remedy="Salin isinya ke sebuah berkas dahulu.")
    return stream


def _near(path: Path) -> str:
    """What may be meant by a name that is not there; "" where nothing is like it."""
    from difflib import get_close_matches

    try:
        names = [it.name for it in path.parent.iterdir()] if path.parent.is_dir() else []
    except OSError:
        return ""
    like = {name.casefold(): name for name in names[:_MOST_NAMES]}
    near = get_close_matches(path.name.casefold(), like, n=3, cutoff=0.75)
    return f"Mungkin maksudnya: {', '.join(like[name] for name in near)}." if near else ""


def _inside(folder: Path) -> str:
    """Files in a folder that may be meant."""
    try:
        names = [it.name for it in folder.iterdir() if it.suffix.lower() in _SHEETS]
        names = sorted(names, key=lambda name: ("lke" not in name.lower(), name))[:_FEW]
    except OSError:
        names = []
    return f"Sebutkan berkas di dalamnya, misalnya {', '.join(names)}." if names else "Sebutkan berkas di dalamnya."


def load_text(path: Path, *, most: int = MOST_SETTINGS, is_ansi: bool = False) -> str:
    """The text of a file that people type, in UTF-8, or UTF-16 as some editors save it; with `is_ansi` also in the
    code page of older ones. Raises InputError."""
    data = load(path, most=most)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if is_ansi and encoding != "utf-16":
            return data.decode("cp1252", "replace")
        line = data.count(b"\n", 0, error.start) + 1
        advice = "Simpan ulang sebagai teks UTF-8 (di Notepad: Simpan Sebagai, Pengodean UTF-8)."
        raise InputError(path, "isinya bukan teks UTF-8.", place=f"baris {line}", remedy=advice) from error


def load_json(path: Path, *, most: int = MOST_DATA) -> Any:
    """What a file of JSON holds. Raises InputError."""
    import json

    try:
        text = load_text(path, most=most)
        grant(len(text))
        return clean_all(json.loads(text))
    except json.JSONDecodeError as error:
        raise InputError(path, "bukan JSON yang benar.", place=f"baris {error.lineno}, kolom {error.colno}") from error
    except RecursionError as error:
        raise InputError(path, "isinya bersarang terlalu dalam.") from error
    except ValueError as error:  # a number of thousands of digits
        raise InputError(path, "bukan JSON yang benar: ada bilangan yang terlalu panjang.") from error


def is_deep(value: object, most: int = MOST_LEVELS) -> bool:
    """Whether tables and lists lie in one another more than `most` levels deep."""
    level = [value]
    for _ in range(most):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
