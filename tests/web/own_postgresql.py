"""A PostgreSQL of the test's own: its cluster in a temporary folder, reached by a socket there alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 180.0


def programs() -> Path | None:
    """Where its programs lie; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda it: int(it.parts[-3].split(".")[0]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster(folder: Path) -> Iterator[Path]:
    """A running cluster; the folder of its socket, in which the user `lke` may do everything. Never run by root."""
    with tempfile.TemporaryDirectory(prefix="lke-pg-") as name:
        own: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(name, "postgres")
            own = {"user": "postgres", "group": "postgres", "extra_groups": []}
        at, data = programs(), f"{name}/data"
        assert at is not None
        init = [at / "initdb", "-D", data, "-A", "trust", "-U", "lke", "--no-sync", "-E", "UTF8", "--locale=C"]
        subprocess.run(init, check=True, stdout=subprocess.DEVNULL, cwd=name, **own)
        options = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB", "-k", name]
        log = (folder / "postgresql.log").open("wb")
        process = subprocess.Popen([at / "postgres", "-D", data, *options], stderr=log, stdout=log, cwd=name, **own)
        try:
            _wait(name)
            yield Path(name)
        finally:
            process.terminate()
            process.wait(_PATIENCE)
            log.close()


def _wait(socket: str) -> None:
    import psycopg

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(host=socket, user="lke", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def execute(socket: Path, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
    import psycopg

    with psycopg.connect(host=str(socket), user="lke", dbname=database, autocommit=True) as connection:
        cursor = connection.execute(statement)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []


@contextmanager
def reading(socket: Path, table: str, database: str) -> Iterator[None]:
    """A transaction that reads a table and is not at its end."""
    import psycopg

    with psycopg.connect(host=str(socket), user="lke", dbname=database) as connection:
        connection.execute(f"SELECT count(*) FROM {table}")  # type: ignore[call-overload]
        yield
