"""A sheet comes in: it is read before anything is kept, gets its unit's folder, and becomes a version."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from lke_docs.errors import ConfigError, InputError
from lke_docs.model import Sheet
from lke_docs.office.door import why
from lke_docs.office.whole import whole_file
from lke_docs.patterns.office import is_one_agency, office_name
from lke_docs.read import make_limits, read_bytes
from lke_docs.web.local_units import waiting_for
from lke_docs.web.models import LogEntry, Version, WorkUnit
from lke_docs.web.site import current
from lke_docs.web.version_reading import base_of, copy_of
from lke_docs.wording import and_more
from lke_docs.workspace.collect import safe_name
from lke_docs.workspace.config import FILE_NAME, START, tables_of
from lke_docs.workspace.edit import edits_in, text_of, tidied

_UNNAMED = "Unit tanpa nama"
_SURE = "Bila memang berkas ini yang dimaksud, kirim sekali lagi; versi yang lama tetap ada."
_MOST_TOLD = 12  # indicators
_LONGEST = 300  # letters of a name


class UnsureError(InputError):
    """A sheet that is perhaps not the one that was meant. `sha256`: of its file, which is taken when it is named."""

    def __init__(self, sheet: Sheet, said: str, sha256: str) -> None:
        super().__init__(sheet.source, said, remedy=_SURE)
        self.sha256 = sha256


def take_in(
    data: bytes, name: str, *, user: User, unit: WorkUnit | None = None, note: str = "", sure: str = ""
) -> Version:
    """Keep a sheet as the next version of a unit: this one, or the one that the sheet names.

    Raises InputError for a file that is no sheet, UnsureError for one that is perhaps not meant and whose hash is not
    the one that somebody is `sure` of; nothing is kept then. Of two at the same moment the second waits.
    """
    sheet = read_bytes(data, safe_name(Path(name.replace("\\", "/")).name), limits=make_limits({}))
    with _all_or_nothing() as made, transaction.atomic():
        home = unit or _unit_of(sheet, made)
        WorkUnit.objects.select_for_update().get(pk=home.pk)
        latest = home.latest
        sha256 = hashlib.sha256(data).hexdigest()
        if latest is not None and latest.base_sha256 == sha256 and not latest.edits:
            return latest  # dropped again
        if sure != sha256 and (said := _doubt(sheet, home, latest, sha256)):
            raise UnsureError(sheet, said, sha256)
        version = Version(
            unit=home, number=latest.number + 1 if latest else 1, base_sha256=sha256, base_name=sheet.source
        )
        if latest is None and not current().is_local:
            _begin(home.path, sheet, made)
        version.file = _place(home.path, sheet.source, data, made)
        copy = copy_of(version)
        copy.parent.mkdir(parents=True, exist_ok=True)
        _write(copy, data, made)
        version.year = sheet.year.value if sheet.year else None
        version.made_by, version.note = user, note
        version.save()
        LogEntry.objects.create(unit=home, by=user, what="lembar diterima", object=f"versi {version.number}")
    return version


@contextmanager
def _all_or_nothing() -> Iterator[list[Path]]:
    """What is noted as made here, files and folders, goes again where something fails."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in made:
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _doubt(sheet: Sheet, home: WorkUnit, latest: Version | None, sha256: str) -> str:
    """Why a sheet is perhaps not meant to follow a version: of another unit, or older than what people changed here.

    The first sheet is held against the name that a server's unit was given.
    """
    if latest is None:
        return "" if current().is_local else _other_unit(sheet, home, home.name, home.agency)
    try:
        base = base_of(latest)[1]
    except InputError:  # the file of that version is gone: this one may be what mends it
        return ""
    if said := _other_unit(sheet, home, base.unit.strip() or home.name, base.agency):
        return said
    if codes := _taken_back(sheet, base, latest):
        told = f"{', '.join(codes[:_MOST_TOLD])}{and_more(len(codes), _MOST_TOLD)}"
        return f"berkas ini belum memuat perubahan yang disimpan di sini pada {told}."
    older = home.versions.filter(base_sha256=sha256).exclude(base_sha256=latest.base_sha256).first()
    return f"berkas ini sama dengan berkas versi {older.number}, sebelum berkas yang sekarang." if older else ""


def _taken_back(sheet: Sheet, base: Sheet, latest: Version) -> list[str]:
    """The indicators of which a sheet says what the file of a version says, and not what people changed that to."""
    codes = []
    for code, part, text in edits_in(latest.edits):
        was, new = (tidied(part, text_of(it, code, part)) for it in (base, sheet))
        if new == was != tidied(part, text):
            codes.append(code)
    return list(dict.fromkeys(codes))


def _other_unit(sheet: Sheet, home: WorkUnit, name: str, agency: str) -> str:
    """How a sheet names another unit or agency than was known before; or that neither it nor its home has a name."""
    if not sheet.unit.strip():
        said = "lembar ini tidak menyebut unitnya. Bila dari unit lain, tulis dahulu nama unitnya di lembar."
        return said if home.name == _UNNAMED else ""
    if _folded(sheet.unit) not in (_folded(name), _folded(home.name)):
        return f"lembar ini menyebut unit “{sheet.unit.strip()}”, bukan “{name}”."
    is_same = is_one_agency(sheet.agency, agency)
    return "" if is_same else f"lembar ini menyebut instansi “{sheet.agency.strip()}”, bukan “{agency.strip()}”."


def _folded(name: str) -> str:
    """A unit's name as its letterhead has it: "Kejari Contoh" is "Kejaksaan Negeri Contoh"."""
    name = " ".join(name.split())[:_LONGEST]
    return (office_name(name)[0] or name).casefold()


def _unit_of(sheet: Sheet, made: list[Path]) -> WorkUnit:
    """The unit that a sheet names, by agency and name, made where it is new."""
    name = " ".join(sheet.unit.split())[:_LONGEST]
    for known in WorkUnit.objects.all():
        if _folded(known.name) == _folded(name or _UNNAMED) and is_one_agency(sheet.agency, known.agency):
            return known
    home = current().home
    if unit := waiting_for(sheet, home):
        return unit
    folder = _free(home / safe_name(name or _UNNAMED))
    made.append(folder)
    folder.mkdir(parents=True)
    _begin(folder, sheet, made)
    return WorkUnit.objects.create(name=name or _UNNAMED, agency=sheet.agency[:_LONGEST], folder=str(folder))


def _begin(folder: Path, sheet: Sheet, made: list[Path]) -> None:
    """The settings of a unit, from what its first sheet tells; where it has some, they stay."""
    if not (folder / FILE_NAME).exists():
        _write(folder / FILE_NAME, (START + tables_of(sheet)).encode(), made)


def _place(folder: Path, name: str, data: bytes, made: list[Path]) -> str:
    """Lay a sheet into its unit's folder, under its own name where that is free or the same file has it."""
    path = folder / name
    if path.is_file() and path.read_bytes() == data:
        return name
    path = _free(path)
    _write(path, data, made)
    return path.name


def _write(path: Path, data: bytes, made: list[Path]) -> None:
    made += [] if path.exists() else [path]
    try:
        with whole_file(path) as stream:
            stream.write(data)
    except OSError as error:
        raise ConfigError(f"{path.name} tidak dapat disimpan di folder unit: {why(error)}.") from error


def _free(path: Path) -> Path:
    """The path, or with a number behind its name where it is taken: "lke (2).xlsx"."""
    number, candidate = 1, path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return candidate
