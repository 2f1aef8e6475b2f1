"""The history of a unit's runs, in SQLite."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from lke_docs.errors import HistoryError
from lke_docs.model import Finding, Sheet
from lke_docs.office.database import prepare, reason_of
from lke_docs.tuples import NamedTuple
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

# Made where they are absent: a history of before has none.
_LATER = (
    "CREATE TABLE IF NOT EXISTS gathered (fingerprint TEXT PRIMARY KEY, rule TEXT, indicator TEXT, message TEXT)",
    "CREATE TABLE IF NOT EXISTS about (run INTEGER PRIMARY KEY, answers TEXT NOT NULL, versions TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS looked_at (run INTEGER PRIMARY KEY, days TEXT NOT NULL)",
)


def history_path(folder: Path) -> Path:
    """Where the history of a unit's directory lies."""
    return folder / DIRECTORY / FILE_NAME


def remember(path: Path, run: Run, *, home: str = "", gathered: Iterable[Finding] = ()) -> Comparison:
    """Compare a run with the last one of the same unit and form, then keep it. One transaction.

    `home` tells sheets apart that bear the same names (see `home_of`). Raises HistoryError for a history that cannot
    be used; it is left as it was. `gathered`: findings that stand for several of the run, so that they can be called by
    their ids.
    """
    key = f"{run.subject}|{home}" if home else run.subject
    with _open(path) as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO gathered VALUES (?, ?, ?, ?)",
            [(it.fingerprint, it.rule, it.indicator, it.message) for it in gathered if it.members],
        )
        kept = (_last(connection, key, before) for before in (0, 1))
        last, old = (it and it._replace(subject=run.subject) for it in kept)
        again = last == run  # then what was told the first time is told again
        query = "SELECT fingerprint FROM seen WHERE subject = ? AND first_run < ?"
        ids = connection.execute("SELECT max(id) FROM run WHERE subject = ?", (key,)).fetchone()[0] or 0
        earlier = {row[0] for row in connection.execute(query, (key, ids if again and old else ids + 1))}
        if not again:
            _keep(connection, run, key)
        return compare_runs(old if again and old else last, run, earlier=earlier)


def home_of(sheet: Sheet, folder: Path) -> str:
    """Where a sheet is at home, seen from the unit's folder: its folder; the file too where it names no unit."""
    source = Path(sheet.source).resolve()
    place = source.parent if sheet.unit.strip() else source
    try:
        return Path(os.path.relpath(place, folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return place.as_posix()


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        prepare(path)
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                _create(connection, path)
            elif version != _VERSION:
                raise HistoryError(f"Riwayat {path} dibuat oleh versi lke-docs yang lain (bentuk {version}).")
            for statement in _LATER:
                connection.execute(statement)
            yield connection
            connection.execute("COMMIT")
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:  # damage that SQLite quotes may be no text
        reason, is_damaged = reason_of(error, "riwayat")
        advice = " Pindahkan berkas itu; riwayat akan dimulai lagi." if is_damaged else ""
        raise HistoryError(f"Riwayat {path} tidak dapat dipakai: {reason}.{advice}") from error


def _create(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise HistoryError(f"Riwayat {path} berisi data program lain; berkas itu tidak diubah.")
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def _last(connection: sqlite3.Connection, subject: str, before: int = 0) -> Run | None:
    """The last run of a unit and form, or one before it."""
    try:
        return _read_last(connection, subject, before)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise sqlite3.DatabaseError("isinya rusak") from error


def _read_last(connection: sqlite3.Connection, subject: str, before: int) -> Run | None:
    row = connection.execute(
        "SELECT subject, source, sha256, as_of, findings, evidence, ran, answers, versions, days"
        " FROM run LEFT JOIN about ON about.run = run.id LEFT JOIN looked_at ON looked_at.run = run.id"
        " WHERE subject = ? ORDER BY id DESC LIMIT 1 OFFSET ?",
        (subject, before),
    ).fetchone()
    if row is None:
        return None
    ran = json.loads(row[6])
    rules, form = json.loads(row[8] or '["", ""]')
    return Run(
        row[0],
        row[1],
        row[2],
        row[3],
        _findings(row[4]),
        _texts(row[5]),
        None if ran is None else tuple(ran),
        answers=_texts(row[7] or "{}"),
        versions=(str(rules), str(form)),
        days=tuple(map(str, json.loads(row[9] or "[]"))),
    )


def _texts(told: str) -> dict[str, str]:
    return {str(code): str(text) for code, text in json.loads(told).items()}


def _findings(text: str) -> tuple[PastFinding, ...]:
    return tuple(
        PastFinding._make([*map(str, values), tuple(map(_span, spans))]) for *values, spans in json.loads(text)
    )


def _span(values: list[Any]) -> PastSpan:
    indicator, start, end, quote = values
    return PastSpan(str(indicator), int(start), int(end), str(quote))


class Known(NamedTuple):
    """What a finding can be called by: its fingerprint, its rule and its indicator. `members`: it gathers others."""

    fingerprint: str
    rule: str
    indicator: str
    message: str
    members: bool = False


def known_findings(path: Path) -> tuple[Known, ...]:
    """Every finding of the history, the latest first, those that gather others too."""
    if not path.is_file():
        return ()
    known: dict[str, Known] = {}
    with _open(path) as connection:
        for row in connection.execute("SELECT fingerprint, rule, indicator, message FROM gathered ORDER BY rowid DESC"):
            known.setdefault(row[0], Known(*row)._replace(members=True))
        for (text,) in connection.execute("SELECT findings FROM run ORDER BY id DESC"):
            for finding in _findings(text):
                known.setdefault(
                    finding.fingerprint, Known(finding.fingerprint, finding.rule, finding.indicator, finding.message)
                )
    return tuple(known.values())


def _keep(connection: sqlite3.Connection, run: Run, key: str) -> None:
    cursor = connection.execute(
        "INSERT INTO run (subject, source, sha256, as_of, findings, evidence, ran) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            run.source,
            run.sha256,
            run.as_of,
            *map(json.dumps, (run.findings, run.evidence, run.ran)),
        ),
    )
    connection.execute(
        "INSERT INTO about VALUES (?, ?, ?)", (cursor.lastrowid, *map(json.dumps, (dict(run.answers), run.versions)))
    )
    connection.execute("INSERT INTO looked_at VALUES (?, ?)", (cursor.lastrowid, json.dumps(run.days)))
    connection.executemany(
        "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)",
        [(key, finding.fingerprint, cursor.lastrowid) for finding in run.findings],
    )
