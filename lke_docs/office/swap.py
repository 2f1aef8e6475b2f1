"""Change many files of a folder as one: all is written first, then a list of moves is carried out to its end.

The list lies in a hidden folder of its own, `.lke-docs.<24 hex digits>`. A run that is killed before the list is
there has changed nothing; one that is killed later is brought to its end by the next one. Call both under a lock.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from lke_docs.tuples import NamedTuple

_STAGE = re.compile(r"\.lke-docs\.[0-9a-f]{24}")
_LIST = "langkah.json"


class Move(NamedTuple):
    """A file of the folder goes to another place in it, where that is free. `known`: only with this hash."""

    source: str
    target: str
    known: str = ""


class Put(NamedTuple):
    """A new file takes its place; what lies there has the hash `known`, or nothing does ("")."""

    target: str
    data: bytes
    known: str = ""


def swap(folder: Path, moves: Sequence[Move], puts: Sequence[Put]) -> None:
    """Carry out all moves, then all puts. A file that is changed meanwhile stays as it is. Raises OSError."""
    stage = folder / f".lke-docs.{os.urandom(12).hex()}"
    stage.mkdir(mode=0o700)
    try:
        for number, put in enumerate(puts):
            with (stage / str(number)).open("xb") as stream:
                stream.write(put.data)
        steps = {"moves": moves, "puts": [(put.target, put.known) for put in puts]}
        (stage / "baru").write_text(json.dumps(steps), encoding="utf-8")
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    (stage / "baru").replace(stage / _LIST)
    _carry_out(folder, stage)


def recover(folder: Path) -> None:
    """Bring what a killed run has begun to its end, or throw away what it had not yet begun."""
    for stage in sorted(folder.glob(".lke-docs.*")):
        if _STAGE.fullmatch(stage.name) and stage.is_dir() and not stage.is_symlink():
            if (stage / _LIST).is_file():
                _carry_out(folder, stage)
            else:
                shutil.rmtree(stage)


def sha256_of(path: Path) -> str:
    """The hash of a file; "" where there is none, and for a link or a folder, which nobody follows."""
    if path.is_symlink() or not path.is_file():
        return ""
    return sha256(path.read_bytes()).hexdigest()


def is_inside(folder: Path, name: str) -> bool:
    """Whether a relative path stays in the folder, through real folders only."""
    parts = PurePosixPath(name).parts
    if not parts or Path(name).anchor or ".." in parts:
        return False
    above = [folder.joinpath(*parts[:end]) for end in range(1, len(parts))]
    return all(not path.is_symlink() and (path.is_dir() or not path.exists()) for path in above)


def free_name(folder: Path, name: str, taken: Collection[str] = ()) -> str:
    """`name`, or with a number where that is taken: nothing is ever moved onto another file."""
    path = PurePosixPath(name)
    free, number = name, 1
    while free in taken or os.path.lexists(folder / free):
        number += 1
        free = str(path.with_name(f"{path.name.partition('.')[0]}_{number}.{path.name.partition('.')[2]}"))
    return free


def _carry_out(folder: Path, stage: Path) -> None:
    steps = json.loads((stage / _LIST).read_text(encoding="utf-8"))
    for source, target, known in steps["moves"]:
        _move(folder, Move(source, target, known))
    for number, (target, known) in enumerate(steps["puts"]):
        new, place = stage / str(number), folder / target
        if new.is_file() and is_inside(folder, target) and _is_as_known(place, known):
            place.parent.mkdir(parents=True, exist_ok=True)
            new.replace(place)
    shutil.rmtree(stage)


def _move(folder: Path, move: Move) -> None:
    source = folder / move.source
    if not (is_inside(folder, move.source) and is_inside(folder, move.target)) or not os.path.lexists(source):
        return
    if move.known and sha256_of(source) != move.known:
        return
    target = folder / free_name(folder, move.target)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    if source.parent != folder and not any(source.parent.iterdir()):
        source.parent.rmdir()


def _is_as_known(place: Path, known: str) -> bool:
    return not os.path.lexists(place) or bool(known and sha256_of(place) == known)
