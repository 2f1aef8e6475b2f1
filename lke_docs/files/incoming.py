"""Files that come in under paths from outside, one by one or as a ZIP: laid below a new folder, and nowhere else.

A path such as "../../etc/cron.d/x", "C:\\Windows\\x" or "bukti/CON" stays in the folder or is refused; what is refused
has a reason, and the others come in all the same.
"""

from __future__ import annotations

import json
import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from lke_docs.errors import InputError
from lke_docs.files.walk import is_left_out
from lke_docs.office.apart import Bounds, StoppedError, call_apart, stopped
from lke_docs.office.archive import DAMAGED_ARCHIVE, BrokenFileError, Excess, excesses
from lke_docs.office.door import why
from lke_docs.office.limits import MIB, Limits, OverLimitError, as_input_error, over
from lke_docs.text import clean_name
from lke_docs.tuples import NamedTuple

_UNPACK = "lke_docs.files.incoming:unpack"
_FORBIDDEN = re.compile(r'[:*?"<>|\x00-\x1f\x7f]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # Windows opens no file of that name
_LONGEST, _MOST_LEVELS, _MOST_PATH = 200, 20, 800  # bytes of a name, folders in one another, bytes of a path
_PIECE = MIB
_UNPACK_SECONDS = 180  # of the processor; a gigabyte needs some 20
_MOST_TOLD = 200


class Intake(NamedTuple):
    """What may come in at once: files, bytes of all, bytes of one."""

    files: int = 20_000
    bytes: int = 4096 * MIB
    file_bytes: int = 64 * MIB


class RefusedFile(NamedTuple):
    """A file that did not come in, and why."""

    name: str
    reason: str


def safe_path(name: str) -> str:
    """The path below a folder that a name from outside may have; "" for one that is left out of a folder too.

    Raises ValueError, with a reason, where it cannot have any.
    """
    steps = []
    for step in unicodedata.normalize("NFC", clean_name(name)).replace("\\", "/").split("/"):
        if is_left_out(step) and step not in ("..", "."):
            return ""
        whole = _FORBIDDEN.sub("-", step).strip(" .")
        if whole:
            steps.append(f"_{_shortened(whole)}" if _DEVICE.match(whole) else _shortened(whole))
    if not steps:
        raise ValueError("namanya tidak dapat dipakai")
    if len(steps) > _MOST_LEVELS or len("/".join(steps).encode()) > _MOST_PATH:
        raise ValueError("foldernya terlalu dalam atau namanya terlalu panjang")
    return "/".join(steps)


def _shortened(name: str) -> str:
    """A name that file systems hold, its ending kept."""
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending) <= 8 else ""
    return f"{name.encode()[: _LONGEST - len(ending.encode())].decode(errors='ignore').rstrip(' .')}{ending}"


class Incoming:
    """A new folder that fills. Use `begin`, `add` for each piece, `end`; `close` where the rest never came."""

    def __init__(self, folder: Path, intake: Intake) -> None:
        self.folder, self._intake = folder, intake
        self.count = self._bytes = self._size = 0
        self.refused: list[RefusedFile] = []
        self._stream: BinaryIO | None = None
        self._name = ""
        folder.mkdir(parents=True)

    def begin(self, name: str, *, at: str = "", most: int = 0) -> None:
        """A file of this name comes. `at`: its path where that is not for the name to say; `most`: bytes of it."""
        self.close()
        self._name, self._size, self._most = clean_name(name)[:300], 0, most or self._intake.file_bytes
        try:
            path = at or safe_path(name)
        except ValueError as error:
            return self._refuse(str(error))
        if not path:
            return None
        if self.count >= self._intake.files:
            return self._refuse(f"lebih dari {self._intake.files} berkas sekaligus")
        place = self.folder / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._stream = place.open("xb")
        except FileExistsError:
            self._refuse("ada berkas atau folder lain dengan nama yang sama")
        except OSError as error:
            self._refuse(why(error))
        return None

    def add(self, piece: bytes) -> None:
        """The next piece of the file that came last; nothing where that was refused."""
        if self._stream is None:
            return None
        self._size += len(piece)
        self._bytes += len(piece)
        if self._size > self._most:
            return self._drop(f"lebih besar dari {self._most // MIB} MB")
        if self._bytes > self._intake.bytes:
            return self._drop(f"seluruhnya lebih dari {self._intake.bytes // MIB} MB sekaligus")
        try:
            self._stream.write(piece)
        except OSError as error:
            return self._drop(why(error))
        return None

    @property
    def is_taking(self) -> bool:
        """Whether the file that came last is wanted to its end."""
        return self._stream is not None

    def end(self) -> None:
        """The file that came last is whole."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            self.count += 1

    def close(self) -> None:
        """The file that came last is not whole: it goes."""
        if self._stream is not None:
            self._drop("terputus di tengah jalan")

    def refuse(self, name: str, reason: str) -> None:
        """Note a file that does not come at all."""
        self._name = clean_name(name)[:300]
        self._refuse(reason)

    def _drop(self, reason: str) -> None:
        assert self._stream is not None
        self._stream.close()
        Path(self._stream.name).unlink(missing_ok=True)
        self._stream, self._bytes = None, self._bytes - self._size
        self._refuse(reason)

    def _refuse(self, reason: str) -> None:
        self.refused.append(RefusedFile(self._name, reason))


# --- a ZIP ------------------------------------------------------------------------------------------------


def unpack_into(archive: Path, folder: Path, intake: Intake, limits: Limits) -> tuple[int, list[RefusedFile]]:
    """Unpack a ZIP into a new folder, in a limited child: how many files came out, and those that did not.

    Raises InputError for an archive that nobody opens, or one that is too large.
    """
    told = {"archive": str(archive), "folder": str(folder), "intake": intake, "limits": limits._asdict()}
    bounds = Bounds(3 * _UNPACK_SECONDS, _UNPACK_SECONDS, limits.memory_bytes, intake.file_bytes + MIB)
    try:
        answer = call_apart(_UNPACK, b"", told, bounds=bounds)
    except OverLimitError as error:
        raise as_input_error(archive.name, error) from error
    except BrokenFileError as error:
        raise InputError(archive.name, str(error)) from error
    except StoppedError as error:
        raise stopped(error, archive.name, limits._replace(seconds=_UNPACK_SECONDS), "seconds") from error
    count, refused = json.loads(answer)
    return count, [RefusedFile(*it) for it in refused]


def unpack(_: bytes, arguments: Mapping[str, Any]) -> bytes:
    """In the child: what `unpack_into` asks. Arguments: `archive`, `folder`, `intake`, `limits`."""
    intake = Intake(*arguments["intake"])
    bounds = {"zip_entries": intake.files, "zip_bytes": intake.bytes, "part_bytes": intake.file_bytes}
    limits = Limits(**{**arguments["limits"], **bounds})
    coming = Incoming(Path(arguments["folder"]), intake)
    try:
        with zipfile.ZipFile(arguments["archive"]) as archive:
            against = {it.entry: _said(it, limits) for it in excesses(archive, limits)}
            for entry in archive.infolist():
                if not entry.is_dir():
                    _take(archive, entry, coming, against.get(entry.filename, ""))
    except DAMAGED_ARCHIVE as error:
        raise BrokenFileError("berkas ini bukan ZIP, atau rusak.") from error
    return json.dumps([coming.count, coming.refused[:_MOST_TOLD]]).encode()


def _said(excess: Excess, limits: Limits) -> str:
    """Why an entry stays in the archive. Raises OverLimitError where the whole archive does."""
    bound, _, seen = excess
    if bound == "zip_entries":
        raise over(limits, bound, f"arsip berisi {seen} entri")
    if bound == "zip_bytes":
        raise over(limits, bound, f"isi arsip setelah dibuka {seen // MIB} MB")
    if not bound:
        return "dikunci dengan sandi"
    return f"dimampatkan {seen} kali" if bound == "zip_ratio" else f"lebih besar dari {limits.part_bytes // MIB} MB"


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, coming: Incoming, against: str) -> None:
    """Unpack an entry, counting what really comes out."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        against = "tautan ke tempat lain; tidak diikuti"
    if against:
        return coming.refuse(entry.filename, against)
    coming.begin(entry.filename)
    try:
        with archive.open(entry) as stream:
            while coming.is_taking and (piece := stream.read(_PIECE)):
                coming.add(piece)
    except DAMAGED_ARCHIVE:
        coming.close()
    coming.end()
    return None
