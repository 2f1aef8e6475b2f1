"""What lies in an evidence folder: every file however deep, links not followed, hidden and temporary files left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from lke_docs.office.door import why
from lke_docs.text import clean
from lke_docs.tuples import NamedTuple

_MOST_FILES, _MOST_LEVELS = 50_000, 60
_SHOWN = 3
_HIDDEN = 2  # FILE_ATTRIBUTE_HIDDEN of Windows
_LEFT_OUT = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"}
)
_LINK = "tautan ke tempat lain di komputer; tidak diikuti. Salin berkas aslinya ke folder ini."
_NO_FILE = "bukan berkas biasa (pipa, soket, atau perangkat); tidak dibaca."
_DEEP = f"folder ini lebih dari {_MOST_LEVELS} tingkat dalamnya; isinya tidak dibaca."


class Found(NamedTuple):
    """A file, or a thing that is none and then has a `reason`. `path`: as shown, from the folder, with `/`."""

    path: str
    place: Path
    size: int = 0
    changed: int = 0  # nanoseconds, as the file system says
    reason: str = ""
    touched: int = 0  # the same, and no copy sets it back: sync tools keep `changed` over other content


class Walk(NamedTuple):
    """What was found, in the order of paths, and what is to be said of the folder."""

    files: tuple[Found, ...]
    notices: tuple[str, ...]


def walk(folder: Path, *, toward: str = "") -> Walk:
    """Find every file below a folder; `toward`: only in folders on the way to this path. Nothing is opened."""
    files: dict[str, Found] = {}
    left_out: list[str] = []
    ahead: list[tuple[Path, str, int]] = [(folder, "", 0)]
    while ahead and len(files) < _MOST_FILES:
        place, path, level = ahead.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            _keep(files, Found(path or ".", place, reason=f"folder tidak dapat dibuka ({why(error)})."))
            continue
        for entry in entries:
            inner = f"{path}/{entry.name}" if path else entry.name
            if is_left_out(entry.name) or _is_hidden(entry):
                left_out.append(inner)
                continue
            file = looked_at(entry, inner)
            if file is not None:
                _keep(files, file)
            elif toward and not toward.startswith(f"{clean(inner)}/"):
                continue
            elif level < _MOST_LEVELS:
                ahead.append((Path(entry.path), inner, level + 1))
            else:
                _keep(files, Found(inner, Path(entry.path), reason=_DEEP))
    return Walk(tuple(files[path] for path in sorted(files)), tuple(_notices(left_out, len(files), bool(ahead))))


def is_left_out(name: str) -> bool:
    """Tell hidden and temporary files by their name: `.DS_Store`, `~$SK.docx`, `._x`, `Thumbs.db`, `x.tmp`."""
    low = name.casefold()
    return low.startswith((".", "~$")) or low.endswith(".tmp") or low in _LEFT_OUT


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    """Whether Windows hides it."""
    try:
        return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
    except OSError:
        return False


def looked_at(entry: os.DirEntry[str] | Path, path: str) -> Found | None:
    """What an entry is; None for a folder."""
    place = Path(entry)
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Found(path, place, reason=f"tidak dapat dibuka ({why(error)}).")
    if stat.S_ISLNK(state.st_mode) or _is_junction(state):
        return Found(path, place, reason=_LINK)
    if stat.S_ISDIR(state.st_mode):
        return None
    if not stat.S_ISREG(state.st_mode):
        return Found(path, place, reason=_NO_FILE)
    return Found(path, place, state.st_size, state.st_mtime_ns, "", max(state.st_mtime_ns, state.st_ctime_ns))


def _is_junction(state: os.stat_result) -> bool:
    """A folder of Windows that leads to another one."""
    tag = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return tag is not None and getattr(state, "st_reparse_tag", 0) == tag


def _keep(files: dict[str, Found], file: Found) -> None:
    """Names that no text can hold are shown cleaned; two that then look alike are told apart."""
    path, number = clean(file.path), 2
    while path in files:
        path, number = f"{clean(file.path)} ({number})", number + 1
    files[path] = file._replace(path=path)


def _notices(left_out: list[str], count: int, is_cut: bool) -> Iterator[str]:
    if left_out:
        shown = ", ".join(clean(path) for path in sorted(left_out)[:_SHOWN])
        yield f"{len(left_out)} berkas tersembunyi atau sementara tidak dibaca, misalnya {shown}."
    if is_cut:
        yield f"Folder ini berisi lebih dari {count} berkas; sisanya tidak dibaca. Berikan folder yang lebih sempit."
