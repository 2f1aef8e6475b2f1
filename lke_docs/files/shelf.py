"""What was read of a folder, kept in SQLite in the unit's folder: a second run reads only what changed.

A file is known by its size and the time when it was last touched; where these differ by its hash. What was read is
kept by the hash and by what read it, with versions and limits: other versions read anew. Written in small batches,
each whole; two runs at once write the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from lke_docs.errors import ConfigError
from lke_docs.files.as_json import TakenApart, dump_pages, load, load_pages
from lke_docs.files.model import Page
from lke_docs.files.signed import has_tester
from lke_docs.office.database import prepare, reason_of
from lke_docs.office.limits import Limits
from lke_docs.tuples import NamedTuple

READER = 6  # raised whenever the same bytes are read otherwise than before
_SHAPE, _APPLICATION = 1, 0x4C4B4546
_WAIT_SECONDS, _BATCH = 30.0, 16
_LIBRARIES = ("pypdfium2", "pillow", "lxml", "imagehash")
_TABLES = """
CREATE TABLE file (
    folder TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID;
CREATE TABLE reading (
    sha256 TEXT NOT NULL, version TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (sha256, version)
);
CREATE TABLE member (
    archive TEXT NOT NULL, chain TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (archive, chain, version)
) WITHOUT ROWID;
CREATE TABLE recognised (
    sha256 TEXT NOT NULL, version TEXT NOT NULL, pages BLOB NOT NULL, PRIMARY KEY (sha256, version)
)
"""


class Kept(NamedTuple):
    """A file as it was when it was last read."""

    size: int
    changed: int
    sha256: str


class MemberRow(NamedTuple):
    """A member of an archive that was read: its hash, or why it has none."""

    sha256: str
    reason: str


class Shelf:
    """An open shelf. What is added is written every few files, and when the shelf is closed."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, version: str) -> None:
        self._connection, self._folder, self.version = connection, str(folder.resolve()), version
        self._waiting: list[tuple[str, Sequence[object]]] = []

    def files(self) -> Mapping[str, Kept]:
        """The files of this folder, by path."""
        rows = self._connection.execute(
            "SELECT path, size, changed, sha256 FROM file WHERE folder = ?", (self._folder,)
        )
        return {path: Kept(*others) for path, *others in rows}

    def hashes(self) -> set[str]:
        """The hashes of all that was read by this version."""
        rows = self._connection.execute("SELECT sha256 FROM reading WHERE version = ?", (self.version,))
        return {row[0] for row in rows}

    def members(self, archive: str) -> Mapping[str, MemberRow]:
        """The members of an archive that were read, by their place in it."""
        rows = self._connection.execute(
            "SELECT chain, sha256, reason FROM member WHERE archive = ? AND version = ?", (archive, self.version)
        )
        return {chain: MemberRow(*others) for chain, *others in rows}

    def record(self, sha256: str) -> TakenApart | None:
        """What was read of these bytes; None for nothing, or for what no run of ours has written."""
        row = self._connection.execute(
            "SELECT record FROM reading WHERE sha256 = ? AND version = ?", (sha256, self.version)
        ).fetchone()
        try:
            return load(row[0]) if row else None
        except (ValueError, TypeError, LookupError, AttributeError):
            return None

    def recognised(self, sha256: str, engine: str) -> tuple[Page, ...] | None:
        """The pages that an engine has read of these bytes; None where it was not asked yet."""
        row = self._connection.execute(
            "SELECT pages FROM recognised WHERE sha256 = ? AND version = ?", (sha256, f"{self.version} · {engine}")
        ).fetchone()
        try:
            return load_pages(row[0]) if row else None
        except (ValueError, TypeError, LookupError):
            return None

    def keep_file(self, path: str, kept: Kept) -> None:
        self._add("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", (self._folder, path, *kept))

    def keep_record(self, sha256: str, record: bytes) -> None:
        self._add("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", (sha256, self.version, record))

    def keep_member(self, archive: str, chain: str, row: MemberRow) -> None:
        self._add("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?, ?)", (archive, chain, self.version, *row))

    def keep_recognised(self, sha256: str, engine: str, pages: Sequence[Page]) -> None:
        """Keep what an engine has read, at once: it took long."""
        key = f"{self.version} · {engine}"
        self._add("INSERT OR REPLACE INTO recognised VALUES (?, ?, ?)", (sha256, key, dump_pages(pages)))
        self.write()

    def _add(self, statement: str, values: Sequence[object]) -> None:
        self._waiting.append((statement, values))
        if len(self._waiting) >= 2 * _BATCH:
            self.write()

    def write(self) -> None:
        """Write what waits, as one."""
        if self._waiting:
            self._connection.execute("BEGIN IMMEDIATE")
            for statement, values in self._waiting:
                self._connection.execute(statement, values)
            self._connection.execute("COMMIT")
            self._waiting.clear()


@contextmanager
def open_shelf(path: Path, folder: Path, limits: Limits) -> Iterator[Shelf]:
    """Open the shelf of a unit for one folder. Raises ConfigError for one that cannot be used; it stays as it was."""
    try:
        prepare(path)
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
            _create(connection, path)
            shelf = Shelf(connection, folder, version_of(limits))
            try:
                yield shelf
            finally:
                shelf.write()
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        reason, is_damaged = reason_of(error, "indeks")
        advice = " Pindahkan berkas itu; indeks akan dibuat lagi." if is_damaged else ""
        raise ConfigError(f"Indeks folder bukti {path} tidak dapat dipakai: {reason}.{advice}") from error


def _create(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (shape,) = connection.execute("PRAGMA user_version").fetchone()
    is_new = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not is_new and (application, shape) != (_APPLICATION, _SHAPE):
        raise ConfigError(f"Indeks {path} berisi data program lain, atau versi lke-docs yang lain; tidak diubah.")
    if is_new:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_SHAPE}")
    connection.execute("COMMIT")


def version_of(limits: Limits) -> str:
    """What makes a record: the reader, its libraries, the limits of a file."""
    bounds = (value for name, value in limits._asdict().items() if not name.startswith("command_"))
    return f"{_libraries()} · batas {'/'.join(map(str, bounds))}"


@cache
def _libraries() -> str:
    from importlib.metadata import version

    packages = [f"{name} {version(name)}" for name in (*_LIBRARIES, *(("pyhanko",) if has_tester() else ()))]
    return " · ".join((f"pembaca {READER}", *packages))
