"""Evidence that comes in from a browser: a folder with its paths, or a ZIP, laid beside and moved in by a job.

Django keeps only the last step of a file's name and a file's bytes in memory or in a temporary folder; here the whole
path is kept, and the bytes go where they will stay.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from lke_docs.errors import InputError
from lke_docs.files.incoming import Incoming, Intake, RefusedFile, safe_path, unpack_into
from lke_docs.office.door import why
from lke_docs.office.limits import Limits
from lke_docs.office.swap import is_inside
from lke_docs.web.models import WorkUnit
from lke_docs.workspace.config import HISTORY

INTAKE = Intake()
_STAGES = "masuk"  # in the hidden folder of a unit: what came and was not moved in yet
_FILES, _ARCHIVE, _UNPACKED, _OLD = "berkas", "arsip", "isi", "lama"
ARCHIVE_FIELD = "arsip"
_NAMELESS = "arsip.zip"


def stages_of(unit: WorkUnit) -> Path:
    """Where what comes in waits, each time in a folder of its own."""
    return unit.path / HISTORY / _STAGES


def new_stage(unit: WorkUnit) -> Path:
    return stages_of(unit) / os.urandom(12).hex()


def receive_into(request: HttpRequest, stage: Path) -> Incoming:
    """Let the files of a request go below a stage when it is read; nothing of it may have been read yet."""
    coming = Incoming(stage / _FILES, INTAKE)
    request.parse_file_upload = partial(_parse, request, coming, stage)  # type: ignore[method-assign]
    return coming


def _parse(
    request: HttpRequest, coming: Incoming, stage: Path, meta: dict[str, Any], data: Any
) -> tuple[QueryDict, MultiValueDict[str, Any]]:
    handler = _Handler(coming, stage)
    handler.request = request
    post, files = _PathParser(meta, data, [handler], request.encoding).parse()
    coming.close()
    return post, files


class _PathParser(MultiPartParser):
    """The whole path of a file is its name; where it may lie is for `incoming` to say."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        return file_name


class _Handler(FileUploadHandler):
    def __init__(self, coming: Incoming, stage: Path) -> None:
        super().__init__()
        self._coming, self._stage = coming, stage

    def new_file(self, field_name: str, file_name: str, *args: Any, **more: Any) -> None:
        if field_name == ARCHIVE_FIELD:
            self._coming.begin(file_name, at=f"../{_ARCHIVE}/{_name_of(file_name)}", most=INTAKE.bytes)
        else:
            self._coming.begin(file_name)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._coming.add(raw_data)

    def file_complete(self, file_size: int) -> None:
        self._coming.end()


def _name_of(archive: str) -> str:
    """What an archive is called while it waits, and in what is said of it."""
    try:
        return Path(safe_path(archive)).name or _NAMELESS
    except ValueError:
        return _NAMELESS


def archive_in(stage: Path) -> Path | None:
    """The archive that came in; None where only files did."""
    return next((stage / _ARCHIVE).glob("*"), None)


def take_evidence(stage: Path, evidence: Path, *, is_whole: bool, limits: Limits) -> list[RefusedFile]:
    """Move what came in into the folder of evidence; `is_whole`: in the place of all that is there.

    What cannot be moved stays out and is told. Raises InputError for an archive that nobody opens, or from which
    nothing comes: then the folder stays as it was.
    """
    refused: list[RefusedFile] = []
    if archive := archive_in(stage):
        shutil.rmtree(stage / _UNPACKED, ignore_errors=True)
        count, refused = unpack_into(archive, stage / _UNPACKED, INTAKE, limits)
        if not count and next(_files_in(stage / _FILES), None) is None:
            reasons = dict.fromkeys(it.reason for it in refused) or ("hanya ada folder atau berkas tersembunyi",)
            said = f"tidak ada berkas yang dapat diambil dari arsip ini: {'; '.join(reasons)}."
            raise InputError(archive.name, said, remedy="Isi folder bukti tidak berubah.")
    if is_whole and evidence.is_dir() and not (stage / _OLD).exists():  # else a job that was cut short goes on
        evidence.rename(stage / _OLD)
    evidence.mkdir(parents=True, exist_ok=True)
    for path in (*_files_in(stage / _FILES), *_files_in(stage / _UNPACKED)):
        name = path.relative_to(stage).as_posix().partition("/")[2]
        target = evidence / name
        try:
            if not is_inside(evidence, name) or target.is_symlink() or target.is_dir():
                refused.append(RefusedFile(name, "di folder bukti ada tautan, berkas, atau folder lain di tempat itu"))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
        except OSError as error:
            refused.append(RefusedFile(name, why(error)))
    shutil.rmtree(stage, ignore_errors=True)
    return refused


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
