"""The one door from a file to a Sheet."""

from __future__ import annotations

from pathlib import Path

from lke_docs.errors import InputError
from lke_docs.model import Sheet

__all__ = ["read_sheet"]


def read_sheet(path: str | Path) -> Sheet:
    """Read the sheet in a file. Raises InputError where it cannot be read or is no LKE."""
    from lke_docs.read.txt import read_txt

    source = str(path)
    if Path(path).is_dir():
        raise InputError(source, "ini folder, bukan berkas.", remedy="Sebutkan berkas LKE di dalamnya.")
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(source, "berkas tidak ada.", remedy="Periksa nama dan foldernya.") from error
    except PermissionError as error:
        raise InputError(source, "berkas tidak boleh dibaca.", remedy="Periksa izin berkasnya.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "nama berkas tidak sah"
        raise InputError(source.replace("\x00", "?"), f"berkas tidak dapat dibuka ({reason}).") from error
    return read_txt(data, source)
