"""Open archives of unknown origin: bounded by their directory first, then by what really comes out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from zlib import error as zlib_error

from lke_docs.office.limits import MIB, Limits, over
from lke_docs.tuples import NamedTuple

# All that zipfile raises for an archive that is cut, damaged, encrypted or of an unknown kind.
DAMAGED_ARCHIVE = (zipfile.BadZipFile, zlib_error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class BrokenFileError(Exception):
    """The file is not what it says it is; its text is the reason, for the user."""


class Excess(NamedTuple):
    """One thing in the directory of an archive that forbids unpacking it."""

    bound: str  # name of the limit passed; "" for an entry under a password
    entry: str  # name of the entry; "" for the whole archive
    seen: int


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive in memory; its directory alone is read."""
    try:
        return zipfile.ZipFile(BytesIO(data))
    except DAMAGED_ARCHIVE as error:
        raise BrokenFileError("arsip di dalamnya rusak atau terpotong.") from error


def excesses(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Excess]:
    """All that the directory of an archive says against unpacking it, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > limits.zip_entries:
        yield Excess("zip_entries", "", len(entries))
    total = 0
    for entry in entries:
        total += entry.file_size
        packed = max(entry.compress_size, 1)
        if entry.flag_bits & 1:
            yield Excess("", entry.filename, 0)
        if entry.file_size > MIB and entry.file_size > limits.zip_ratio * packed:
            yield Excess("zip_ratio", entry.filename, entry.file_size // packed)
        elif entry.file_size > limits.part_bytes:
            yield Excess("part_bytes", entry.filename, entry.file_size)
    if total > limits.zip_bytes:
        yield Excess("zip_bytes", "", total)


def check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive by what its directory says. A big part may stay: perhaps nobody reads that picture."""
    for bound, entry, seen in excesses(archive, limits):
        if bound == "zip_entries":
            raise over(limits, bound, f"arsip di dalamnya berisi {seen} entri")
        if not bound:
            raise BrokenFileError("arsip di dalamnya dikunci dengan sandi.")
        if bound == "zip_ratio":
            raise over(limits, bound, f"bagian {entry} dimampatkan {seen} kali")
        if bound == "zip_bytes":
            raise over(limits, bound, f"isinya setelah dibuka {seen // MIB} MB")


def read_part(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo, limits: Limits) -> bytes:
    """Unpack one entry, counting what really comes out: a header may lie."""
    name = entry if isinstance(entry, str) else entry.filename
    try:
        with archive.open(entry) as stream:
            data = stream.read(limits.part_bytes + 1)
    except KeyError as error:
        raise BrokenFileError(f"bagian {name} tidak ada; berkas tidak utuh.") from error
    except DAMAGED_ARCHIVE as error:
        raise BrokenFileError(f"bagian {name} di dalamnya rusak.") from error
    if len(data) > limits.part_bytes:
        raise over(limits, "part_bytes", f"bagian {name} lebih dari {limits.part_bytes // MIB} MB")
    return data
