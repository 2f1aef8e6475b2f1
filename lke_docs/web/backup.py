"""A server as one ZIP, and a server made of it; SQLite and PostgreSQL read each other's, for tables are lines of JSON.

`basis_data.jsonl` holds one object a line, `berkas/…` the units' folders, `manifes.json` counts and versions.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lke_docs.errors import ConfigError, InputError
from lke_docs.office.archive import DAMAGED_ARCHIVE
from lke_docs.office.door import why
from lke_docs.office.whole import whole_file
from lke_docs.resources import __version__
from lke_docs.text import dump_json
from lke_docs.tuples import NamedTuple
from lke_docs.web.site import current

SCHEMA = "lke-docs/backup/1"
_MANIFEST, _ROWS, _FILES = "manifes.json", "basis_data.jsonl", "berkas/"
_RESTORED = ".dipulihkan"  # beside the units' folders: nobody has worked here since
_PATHS = ("folder", "evidence")  # of a unit: below the folder of all units they are told without it
_LONGEST = 64 << 20  # letters of one row


class Saved(NamedTuple):
    """What a backup holds: rows of the database, files."""

    rows: int
    files: int


def back_up(target: Path) -> Saved:
    """Write all that the server keeps. Raises ConfigError where the place cannot be written."""
    home = current().home
    try:
        with (
            whole_file(target, rights=0o600) as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            counts = _put_rows(archive, home)
            files = 0
            for path in sorted(it for it in home.rglob("*") if it.is_file() and not it.is_symlink()):
                name = f"{_FILES}{path.relative_to(home).as_posix()}"
                archive.write(path, name, zipfile.ZIP_STORED)
                files += 1
            told = {"schema": SCHEMA, "version": __version__, "rows": dict(counts), "files": files}
            archive.writestr(_MANIFEST, dump_json(told, indent=2) + "\n")
    except OSError as error:
        raise ConfigError(f"{target}: cadangan tidak dapat ditulis ({why(error)}).") from error
    return Saved(counts.total(), files)


def _put_rows(archive: zipfile.ZipFile, home: Path) -> Counter[str]:
    """All rows as they stood at one moment."""
    from django.db import connection, transaction

    counts: Counter[str] = Counter()
    with archive.open(_ROWS, "w", force_zip64=True) as stream, transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for row in _rows(home):
            counts[row["model"]] += 1
            stream.write(dump_json(row).encode() + b"\n")
    return counts


def _rows(home: Path) -> Iterator[dict[str, Any]]:
    from django.core import serializers

    for model in _models():
        for instance in model._default_manager.order_by("pk").iterator(chunk_size=500):
            row: dict[str, Any] = serializers.serialize("python", [instance])[0]
            fields = row["fields"]
            for name, value in fields.items():
                if isinstance(value, datetime):  # to the microsecond: Django's JSON would cut it to thousandths
                    fields[name] = value.isoformat()
            for name in _PATHS if row["model"] == "lke.workunit" else ():
                path = Path(fields[name])
                if fields[name] and path.is_relative_to(home):
                    fields[name] = f"{_FILES}{path.relative_to(home).as_posix()}"
            yield row


def _models() -> list[Any]:
    """What is kept, each behind what it points at; sessions are not: whoever was signed in signs in again."""
    from django.apps import apps
    from django.contrib.auth.models import User
    from django.core.serializers import sort_dependencies

    return sort_dependencies([(apps.get_app_config("auth"), [User]), (apps.get_app_config("lke"), None)])


def restore(source: Path) -> Saved:
    """Fill an empty server from a backup: all of it, or nothing. Raises ConfigError and InputError."""
    from django.db import DatabaseError, IntegrityError, transaction

    home = current().home
    _refuse_full(home)
    beside = home.with_name(f".{home.name}-pulih")
    try:
        with zipfile.ZipFile(source) as archive:
            told = _manifest(archive, source)
            shutil.rmtree(beside, ignore_errors=True)
            files = _take_files(archive, beside, source)
            with transaction.atomic():
                rows = _take_rows(archive, home)
                if rows != Counter(told["rows"]) or files != told["files"]:
                    raise InputError(source, "isinya tidak sama dengan yang tertulis di manifesnya.")
                home.rmdir()
                beside.replace(home)
                (current().data / _RESTORED).touch()
    except (*DAMAGED_ARCHIVE, KeyError, TypeError, AttributeError, IntegrityError, DatabaseError) as error:
        if isinstance(error, OSError) and error.errno:
            raise ConfigError(f"{source}: tidak dapat dipulihkan ({why(error)}).") from error
        raise InputError(source, "ini bukan cadangan server lke-docs yang utuh.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Saved(rows.total(), files)


def begin_restored() -> None:
    """At the first start after a restore: evidence that was read is read anew, for what is known of it goes by the
    places and times of its files."""
    mark = current().data / _RESTORED
    if not mark.is_file():
        return
    from lke_docs.web.evidence_home import forget_run
    from lke_docs.web.evidence_job import KIND
    from lke_docs.web.jobs import ask
    from lke_docs.web.models import WorkUnit

    for unit in WorkUnit.objects.all():
        if forget_run(unit):
            ask(KIND, unit, by=None, version=unit.latest)
    mark.unlink()


def _refuse_full(home: Path) -> None:
    if any(home.iterdir()) or any(model._default_manager.exists() for model in _models()):
        raise ConfigError("Server ini sudah berisi data; cadangan hanya dipulihkan ke server yang kosong.")


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    if told["schema"] != SCHEMA:
        raise InputError(source, f"bentuk cadangan ini {told['schema']}, bukan {SCHEMA}.")
    return told


def _take_files(archive: zipfile.ZipFile, place: Path, source: Path) -> int:
    place.mkdir(parents=True, mode=0o700)
    files = 0
    for entry in archive.infolist():
        if not entry.filename.startswith(_FILES) or entry.is_dir():
            continue
        name = PurePosixPath(entry.filename.removeprefix(_FILES))
        if name.is_absolute() or ".." in name.parts or "\\" in entry.filename or not name.parts:
            raise InputError(source, f"nama “{entry.filename}” menunjuk ke luar folder server.")
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with archive.open(entry) as stream, path.open("xb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        files += 1
    return files


def _take_rows(archive: zipfile.ZipFile, home: Path) -> Counter[str]:
    """Rows as they were, with their numbers; the database goes on counting behind them."""
    from django.core import serializers
    from django.core.management.color import no_style
    from django.db import connection

    counts: Counter[str] = Counter()
    known = {model._meta.label_lower for model in _models()}
    with archive.open(_ROWS) as stream:
        for line in _lines(stream):
            row = json.loads(line)
            if row["model"] not in known:
                raise KeyError(row["model"])
            for name in _PATHS if row["model"] == "lke.workunit" else ():
                if row["fields"][name].startswith(_FILES):
                    row["fields"][name] = str(home / row["fields"][name].removeprefix(_FILES))
            for instance in serializers.deserialize("python", [row]):
                instance.save()
            counts[row["model"]] += 1
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
    return counts


def _lines(stream: IO[bytes]) -> Iterator[str]:
    text = TextIOWrapper(stream, "utf-8", newline="\n")
    while line := text.readline(_LONGEST):
        yield line
