"""The folder of drafts: what people typed stays theirs, what the tool wrote is renewed, and all of it at once.

A file is the tool's own as long as it has the hash that the tool noted: that of a draft in the `.sumber.json` beside
it, that of the other files in `DAFTAR.sumber.json`. Notes carry a hash of themselves. Whatever else lies there is
somebody's work.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from lke_docs.errors import ConfigError
from lke_docs.office.door import why
from lke_docs.office.lock import Tell, held
from lke_docs.office.swap import Move, Put, free_name, is_inside, recover, sha256_of, swap
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lke_docs.draft.document import Draft
    from lke_docs.draft.request import DraftRequest

PREFIX = "DRAF_"
INDEX, STATES, NEW_STATES = "DAFTAR", "KEADAAN.toml", "KEADAAN_baru"  # more of them are numbered
NOTES, OLD = ".sumber.json", "usang"
LOCK = "lke-docs"
_SEAL = "seal"


class Output(NamedTuple):
    """One file to write, below the output folder; `draft` where it is one. `is_asked`: people are to type into it;
    `is_said`: it holds what they said already, and is theirs."""

    path: str
    data: bytes
    request: DraftRequest | None = None
    draft: Draft | None = None
    is_asked: bool = False
    is_said: bool = False


class Fate(StrEnum):
    """What becomes of a file; the value is what users read."""

    NEW = "baru"
    RENEWED = "diperbarui"
    SAME = "tetap"
    LEFT = "dibiarkan: sudah diubah orang"
    OPENED = "dibiarkan: sedang dibuka"
    COPIED = "diperbarui; yang diubah orang disalin"
    ASIDE = "disisihkan: tidak termasuk draf yang diminta sekarang"
    KEPT = "dibiarkan: tidak termasuk draf yang diminta sekarang, tetapi sudah diubah orang"


_LEFT = (Fate.LEFT, Fate.OPENED)


class Placed(NamedTuple):
    """A file and what became of it; `other` is where its old content lies now."""

    path: str
    fate: Fate
    other: str = ""


def sealed(record: Mapping[str, Any]) -> bytes:
    """A note as JSON, with a hash of itself: a changed one is told."""
    text = json.dumps(record, ensure_ascii=False, indent=2)
    seal = hashlib.sha256(text.encode()).hexdigest()
    return (json.dumps({**record, _SEAL: seal}, ensure_ascii=False, indent=2) + "\n").encode()


def read_note(path: Path) -> dict[str, Any]:
    """A note as the tool wrote it; empty where there is none or somebody changed it."""
    try:
        data = b"" if path.is_symlink() else path.read_bytes()
        record = json.loads(data)
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(record, dict):
        return {}
    bare = {key: value for key, value in record.items() if key != _SEAL}
    return bare if sealed(bare) == data else {}


class DraftFolder:
    """A folder that is held for this run. Names are relative to it, with `/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._noted: dict[str, str] = dict(read_note(root / f"{INDEX}{NOTES}").get("files", {}))

    def fate(self, path: str, data: bytes, *, force: bool = False, is_asked: bool = False) -> Fate:
        """What `put` would do with a file. What people are asked to type into is not renewed by force either."""
        target = self.root / path
        if not is_inside(self.root, path):
            raise ConfigError(f"{target}: melewati tautan atau berkas; hapus tautan itu atau pilih folder lain.")
        if not os.path.lexists(target):
            return Fate.NEW
        if sha256_of(target) == hashlib.sha256(data).hexdigest():
            return Fate.SAME
        if _is_opened(target):
            return Fate.OPENED
        if self.is_own(path):
            return Fate.RENEWED
        if not force or is_asked or target.is_symlink() or not target.is_file():
            return Fate.LEFT
        return Fate.RENEWED if path.endswith(NOTES) and read_note(target) else Fate.COPIED

    def is_own(self, path: str) -> bool:
        """Whether the tool wrote this file and nobody has changed it since, nor the note beside a draft."""
        stem = _stem(path)
        note, draft = self.root / f"{stem}{NOTES}", self.root / f"{stem}.docx"
        if path.endswith(NOTES) or (path.endswith(".docx") and stem != INDEX and note.exists()):
            known = read_note(note)
            return bool(known) and (not os.path.lexists(draft) or sha256_of(draft) == known.get("document_sha256"))
        return bool(self._noted.get(path)) and sha256_of(self.root / path) == self._noted[path]

    def put(
        self,
        outputs: Sequence[Output],
        *,
        day: date,
        force: bool = False,
        current: Collection[str] | None = None,
        is_noted: bool = True,
    ) -> list[Placed]:
        """Write all outputs, or nothing. `current`: the stems of all drafts that have a gap; others are set aside."""
        placed: list[Placed] = []
        puts: list[Put] = []
        kept: set[str] = set()  # the drafts that stay as people have them, each with its note
        for output in outputs:
            fate = self.fate(output.path, output.data, force=force, is_asked=output.is_asked)
            if output.path.endswith(NOTES) and _stem(output.path) in kept:
                fate = Fate.LEFT
            elif fate in _LEFT and output.draft:
                kept.add(_stem(output.path))
            old = sha256_of(self.root / output.path)
            other = ""
            if fate is Fate.COPIED:
                other = free_name(self.root, _dated(output.path, day), {put.target for put in puts})
                puts.append(Put(other, (self.root / output.path).read_bytes()))
            if fate in (Fate.NEW, Fate.RENEWED, Fate.COPIED):
                puts.append(Put(output.path, output.data, old))
            placed.append(Placed(output.path, fate, other))
        moves, left = self._gone(current) if current is not None else ([], [])
        if is_noted:
            puts += self._note(placed, outputs, moves, day=day)
        try:
            swap(self.root, moves, puts)
        except OSError as error:
            raise ConfigError(
                f"{error.filename or self.root}: tidak dapat ditulis: {why(error)}. Tutup berkas yang sedang "
                "dibuka lalu jalankan lagi; yang sudah ditulis orang tidak berubah."
            ) from error
        return [*placed, *(Placed(move.source, Fate.ASIDE, move.target) for move in moves), *left]

    def notes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each draft of a gap that lies here, by its stem, with its note."""
        for path in sorted(self.root.glob(f"*/{PREFIX}*{NOTES}")):
            stem = path.relative_to(self.root).as_posix().removesuffix(NOTES)
            if is_inside(self.root, stem) and (record := read_note(path)).get("gap"):
                yield stem, record

    def _gone(self, current: Collection[str]) -> tuple[list[Move], list[Placed]]:
        """What belongs to gaps that are there no more: own files are moved, the changed ones named."""
        stems = [stem for stem, _ in self.notes()]
        names = [f"{stem}{end}" for stem in stems for end in (".docx", NOTES)]
        names += [name for name in self._noted if "/" in name and is_inside(self.root, name)]
        moves: list[Move] = []
        left = []
        for name in dict.fromkeys(names):
            path = self.root / name
            if _stem(name) in current or not os.path.lexists(path):
                continue
            if self.is_own(name) and not _is_opened(path):
                target = free_name(self.root, f"{OLD}/{name}", {move.target for move in moves})
                moves.append(Move(name, target, sha256_of(path)))
            elif not name.endswith(NOTES):
                left.append(Placed(name, Fate.KEPT))
        return moves, left

    def _note(
        self, placed: Sequence[Placed], outputs: Sequence[Output], moves: Sequence[Move], *, day: date
    ) -> list[Put]:
        """The note of all files that have none beside them; a changed one is kept under another name."""
        files = dict(self._noted)
        for move in moves:
            files.pop(move.source, None)
        for file, output in zip(placed, outputs, strict=True):
            # What people typed may be what the tool would write after it has read it: it stays theirs.
            is_theirs = output.is_said or (output.is_asked and file.fate is Fate.SAME)
            if not output.draft and not file.path.endswith(NOTES) and file.fate not in _LEFT and not is_theirs:
                files[file.path] = hashlib.sha256(output.data).hexdigest()
        name = f"{INDEX}{NOTES}"
        path = self.root / name
        new = Put(name, sealed({"schema": "lke-docs/daftar/1", "files": files}), sha256_of(path))
        if not os.path.lexists(path) or read_note(path):
            return [new]
        return [Put(free_name(self.root, _dated(name, day)), path.read_bytes()), new]


@contextmanager
def open_folder(root: Path, *, tell: Tell = str) -> Iterator[DraftFolder]:
    """Hold the folder, made where it is not there; what a killed run left half done is brought to its end first."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with held(root / LOCK, tell=tell):
            recover(root)
            yield DraftFolder(root)
    except OSError as error:
        raise ConfigError(f"{error.filename or root}: tidak dapat ditulis: {why(error)}.") from error


def write_all(
    outputs: Sequence[Output], folder: Path, *, day: date, force: bool = False, tell: Tell = str
) -> list[Placed]:
    """Write every file or none: existing ones are refused first; by `force` they are renewed, and what the tool
    does not know as its own is kept under a dated name."""
    with open_folder(folder, tell=tell) as kept:
        existing = [output.path for output in outputs if os.path.lexists(folder / output.path)]
        if existing and not force:
            more = f" dan {len(existing) - 1} berkas lain" if len(existing) > 1 else ""
            advice = "pakai --force untuk memperbaruinya; yang diubah orang disalin lebih dulu"
            raise ConfigError(f"{folder / existing[0]}{more} sudah ada; {advice}.")
        for output in outputs:
            if (fate := kept.fate(output.path, output.data, force=True)) in _LEFT:
                why_not = "sedang dibuka program lain" if fate is Fate.OPENED else "tautan atau bukan berkas biasa"
                raise ConfigError(f"{folder / output.path}: tidak ditulis, karena {why_not}.")
        return kept.put(outputs, day=day, force=force, is_noted=False)


def _stem(name: str) -> str:
    """A draft's name without what follows: "A.1_rapat/DRAF_notula" of its document, its PDF and its note."""
    return name.removesuffix(NOTES) if name.endswith(NOTES) else name.rpartition(".")[0]


def _dated(name: str, day: date) -> str:
    path = PurePosixPath(name)
    stem, _, end = path.name.partition(".")
    return path.with_name(f"{stem}_{day.isoformat()}.{end}").as_posix()


def _is_opened(path: Path) -> bool:
    """Whether an office program has the file open: Word and LibreOffice lay a file of their own beside it."""
    short = path.name[2:] if len(path.name) > 12 else path.name  # Word drops two letters of a long name
    return any((path.parent / name).exists() for name in (f"~${short}", f"~${path.name}", f".~lock.{path.name}#"))
