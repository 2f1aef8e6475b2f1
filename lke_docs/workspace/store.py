"""Files of a unit's directory: whole writes, and the history of runs in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lke_docs.errors import ConfigError
from lke_docs.office.whole import whole_file
from lke_docs.workspace.compare import Comparison, compare_runs
from lke_docs.workspace.config import HISTORY
from lke_docs.workspace.run import PastFinding, PastSpan, Run

DIRECTORY = HISTORY
FILE_NAME = "history.sqlite"
_VERSION = 1
_WAIT_SECONDS = 10.0

_TABLES = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY, subject TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL,
    as_of TEXT NOT NULL, findings TEXT NOT NULL, evidence TEXT NOT NULL, ran TEXT NOT NULL
);
CREATE INDEX run_subject ON run (subject, id);
CREATE TABLE seen (
    subject TEXT NOT NULL, fingerprint TEXT NOT NULL, first_run INTEGER NOT NULL,
    PRIMARY KEY (subject, fingerprint)
) WITHOUT ROWID;
"""


def history_path(folder: Path) -> Path:
    """Where the history of a unit's directory lies."""
    return folder / DIRECTORY / FILE_NAME


def remember(path: Path, run: Run) -> Comparison:
    """Compare a run with the last one of the same unit and form, then keep it. One transaction."""
    with _open(path) as connection:
        old = _last(connection, run.subject)
        earlier = {
            row[0] for row in connection.execute("SELECT fingerprint FROM seen WHERE subject = ?", (run.subject,))
        }
        comparison = compare_runs(old, run, earlier=earlier)
        if old != run:
            _keep(connection, run)
        return comparison


def last_run(path: Path, subject: str) -> Run | None:
    """The last run of a unit and form; None where there is none."""
    if not path.is_file():
        return None
    with _open(path) as connection:
        return _last(connection, subject)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                _create(connection)
            elif version != _VERSION:
                raise ConfigError(f"{path} dibuat oleh versi lke-docs yang lain (bentuk {version}).")
            yield connection
            connection.execute("COMMIT")
    except (sqlite3.Error, OSError) as error:
        advice = "Pindahkan berkas itu bila rusak; riwayat akan dimulai lagi"
        raise ConfigError(f"Riwayat {path} tidak dapat dipakai: {error}. {advice}.") from error


def _create(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def _last(connection: sqlite3.Connection, subject: str) -> Run | None:
    row = connection.execute(
        "SELECT subject, source, sha256, as_of, findings, evidence, ran FROM run"
        " WHERE subject = ? ORDER BY id DESC LIMIT 1",
        (subject,),
    ).fetchone()
    if row is None:
        return None
    ran = json.loads(row[6])
    known = None if ran is None else tuple(ran)
    return Run(row[0], row[1], row[2], row[3], _findings(row[4]), json.loads(row[5]), known)


def _findings(text: str) -> tuple[PastFinding, ...]:
    return tuple(
        PastFinding._make([*values, tuple(PastSpan(*span) for span in spans)]) for *values, spans in json.loads(text)
    )


def find_finding(path: Path, fingerprint: str) -> PastFinding | None:
    """The finding with this fingerprint in the last run of any unit and form that has it."""
    if not path.is_file():
        return None
    with _open(path) as connection:
        for (text,) in connection.execute("SELECT findings FROM run ORDER BY id DESC"):
            for finding in _findings(text):
                if finding.fingerprint == fingerprint:
                    return finding
    return None


def _keep(connection: sqlite3.Connection, run: Run) -> None:
    cursor = connection.execute(
        "INSERT INTO run (subject, source, sha256, as_of, findings, evidence, ran) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            run.subject,
            run.source,
            run.sha256,
            run.as_of,
            *map(json.dumps, (run.findings, run.evidence, run.ran)),
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)",
        [(run.subject, finding.fingerprint, cursor.lastrowid) for finding in run.findings],
    )


def write_whole(path: Path, text: str, *, force: bool) -> None:
    """Write a file whole or not at all; an existing one only with `force`."""
    if path.exists() and not force:
        raise ConfigError(f"{path} sudah ada; pakai --force untuk menimpanya.")
    try:
        with whole_file(path) as stream:
            stream.write(text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} tidak dapat ditulis: {error}") from error
