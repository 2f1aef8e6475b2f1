"""A sheet, its files and its report as one ZIP for hand-over, with a manifest that shows whether anything changed.

`bukti/A.1.1.A/SK KEP-12-2021 (scan001).pdf` holds what carries a claim of A.1.1.A, `lain/` all else below its own
path. Entries are stored, not packed, and bear no time: equal input gives equal bytes on every machine.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from lke_docs.errors import InputError
from lke_docs.files.model import INSIDE, Folder
from lke_docs.files.personal import masked
from lke_docs.office.archive import DAMAGED_ARCHIVE, BrokenFileError, check_archive, read_part
from lke_docs.office.door import is_deep, open_regular
from lke_docs.office.limits import Limits, OverLimitError, as_input_error
from lke_docs.text import dump_json
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.collect import bytes_of, carriers, clear_name, safe_name

SCHEMA = "lke-docs/package/1"
MANIFEST = "manifes.json"
_LARGER = 16  # a folder of evidence may be so many times as large as a sheet
_NAME_IT = "Sebutkan ZIP buatan lke-docs package."
_CHUNK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name
_UNIX, _RIGHTS = 3, 0o100644 << 16


class Handover(NamedTuple):
    """What a package is made of. `head` opens the manifest; `is_shared`: without sheet and files, numbers masked."""

    sheet: str
    data: bytes
    folder: Folder
    reports: Mapping[str, str]
    head: Mapping[str, Any]
    is_shared: bool = False


class Sealed(NamedTuple):
    """What became of a package: the hash of its manifest, how many entries it lists, and what is not as listed."""

    sha256: str
    entries: int
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def is_intact(self) -> bool:
        return not (self.changed or self.missing or self.added)


def write_package(stream: BinaryIO, handover: Handover, limits: Limits) -> tuple[Sealed, tuple[str, ...]]:
    """Write a package; also the files that could not be read, each with the reason, which are not in it."""
    contents: list[dict[str, Any]] = []
    places: dict[str, list[str]] = {}
    left: list[str] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:

        def put(name: str, data: bytes) -> None:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _RIGHTS
            archive.writestr(entry, data)
            contents.append({"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)})

        for name, text in handover.reports.items():
            put(f"laporan/{name}", text.encode())
        if not handover.is_shared:
            put(f"lembar/{safe_name(handover.sheet)}", handover.data)
            left = _put_files(handover.folder, put, places, limits)
        made = dump_json(_manifest(handover, contents, places, left), indent=2).encode() + b"\n"
        put(MANIFEST, made)
    return Sealed(sha256(made).hexdigest(), len(contents) - 1), tuple(left)


def _put_files(
    folder: Folder, put: Callable[[str, bytes], None], places: dict[str, list[str]], limits: Limits
) -> list[str]:
    """Put each file at its places, read once; return those that could not be read."""
    hashes = {file.path: file.raw.sha256 for file in folder.files if file.raw.is_read}
    left = []
    for path, names in _places(folder).items():
        try:
            data = bytes_of(Path(folder.path), path, limits)
        except InputError as error:
            left.append(f"{path}: {error.reason}")
            continue
        if hashes.get(path) not in (None, "", sha256(data).hexdigest()):
            raise InputError(path, "berkas berubah selagi paket dibuat.", remedy="Ulangi perintahnya.")
        for name in names:
            put(name, data)
        places[path] = names
    return left


def _places(folder: Folder) -> dict[str, list[str]]:
    """Where each file stands in the package, in the order of paths; a member that nobody names stays in its archive."""
    wanted: list[tuple[str, str]] = []
    for indicator, file in carriers(folder):
        wanted.append((file.path, f"bukti/{safe_name(indicator)}/{clear_name(file)}"))
    carried = {path for path, _ in wanted}
    outer = {file.path.partition(INSIDE)[0] for file in folder.files if file.path not in carried}
    wanted += [(path, "/".join(("lain", *map(safe_name, path.split("/"))))) for path in outer - carried]
    places: dict[str, list[str]] = {}
    taken: Counter[str] = Counter()
    for path, name in sorted(wanted):
        own, number = PurePosixPath(name), 1
        while taken[name.casefold()]:
            number += 1
            name = str(own.with_name(f"{own.stem} ({number}){own.suffix}"))
        taken[name.casefold()] += 1
        places.setdefault(path, []).append(name)
    return places


def _manifest(
    handover: Handover, contents: list[dict[str, Any]], places: Mapping[str, list[str]], left: list[str]
) -> dict[str, Any]:
    """All that stands in the manifest; `contents` lists every entry of the package but itself."""
    folder = handover.folder
    files = [{"path": it.path, "sha256": it.raw.sha256, "names": places.get(it.path, [])} for it in folder.files]
    claims = [
        {
            "indicator": match.indicator,
            "start": match.start,
            "end": match.end,
            "text": match.text,
            "state": match.state.value,
            "files": [rival.path for rival in match.files],
        }
        for match in folder.matches
    ]
    sheet = {"path": handover.sheet, "sha256": sha256(handover.data).hexdigest()}
    told: dict[str, Any] = {"schema": SCHEMA, **handover.head, "shared": handover.is_shared, "sheet": sheet}
    told |= {"files": files, "claims": claims, "left_out": left}
    return (masked(told) if handover.is_shared else told) | {"contents": contents}


def check_package(path: Path, limits: Limits) -> Sealed:
    """Hold a package against its manifest. Raises InputError where it cannot be read."""
    if path.is_dir():
        raise InputError(path, "ini folder; paket yang sudah dibuka tidak dapat diperiksa.", remedy=_NAME_IT)
    limits = limits._replace(zip_bytes=_LARGER * limits.zip_bytes, part_bytes=max(limits.part_bytes, limits.file_bytes))
    try:
        with open_regular(path) as stream, zipfile.ZipFile(stream) as archive:
            check_archive(archive, limits)
            made = read_part(archive, MANIFEST, limits)
            return _held_against(archive, made, _listed(path, made))
    except OverLimitError as error:
        raise as_input_error(f"{path}", error) from error
    except BrokenFileError as error:
        raise InputError(path, f"ini bukan paket yang utuh: {error}") from error
    except DAMAGED_ARCHIVE as error:
        raise InputError(
            path, "ini bukan ZIP, atau rusak.", remedy=f"{_NAME_IT} Bila ini memang paketnya, minta dikirim ulang."
        ) from error


def _listed(path: Path, made: bytes) -> dict[str, tuple[str, int]]:
    """Hash and size of each entry that the manifest lists. Raises InputError."""
    try:
        told = json.loads(made)
        if is_deep(told) or told["schema"] != SCHEMA:
            raise ValueError(SCHEMA)
        listed = {it["name"]: (it["sha256"], it["size"]) for it in told["contents"]}
        if not all(isinstance(name, str) for name in listed):
            raise TypeError(MANIFEST)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(path, f"{MANIFEST} di dalamnya bukan manifes paket ({SCHEMA}).") from error
    return listed


def _held_against(archive: zipfile.ZipFile, made: bytes, listed: Mapping[str, tuple[str, int]]) -> Sealed:
    there = [entry for entry in archive.infolist() if not (entry.is_dir() and entry.file_size == 0)]
    names = Counter(entry.filename for entry in there)
    known = {*listed, MANIFEST}
    changed = {it.filename for it in there if it.filename in listed and _hash(archive, it) != listed[it.filename]}
    changed |= {name for name, times in names.items() if times > 1 and name in known}  # which of them is shown?
    missing, added = (known - set(names)), (set(names) - known)
    return Sealed(
        sha256(made).hexdigest(), len(listed), tuple(sorted(changed)), tuple(sorted(missing)), tuple(sorted(added))
    )


def _hash(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, int] | None:
    """Hash and size of an entry, read piece by piece; None where it is damaged."""
    digest, size = sha256(), 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
    except DAMAGED_ARCHIVE:
        return None
    return digest.hexdigest(), size
