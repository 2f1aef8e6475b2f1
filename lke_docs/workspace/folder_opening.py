"""The folder of evidence beside a sheet: read, recognised, held against what the sheet names."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from lke_docs.check.rule import Dossier
from lke_docs.errors import ConfigError, InputError
from lke_docs.files.carry import carry
from lke_docs.files.identify import identify
from lke_docs.files.index import Progress, index_folder, say_nothing
from lke_docs.files.model import Folder
from lke_docs.files.ocr import best_engine
from lke_docs.files.respell import respelled
from lke_docs.office import allowance
from lke_docs.office.limits import make_limits
from lke_docs.workspace.config import HISTORY
from lke_docs.workspace.terms import FolderFiles, Terms

SHELF = "berkas.sqlite"
_FOR_A_FILE = 4_000  # bytes of a sheet that a file counts as, where a command gets more time


def open_folder(path: Path, dossier: Dossier, terms: Terms, *, tell: Progress = say_nothing) -> Folder:
    """Read a folder of evidence and hold it against a sheet. Raises InputError where there is no such folder."""
    sheet, held = dossier.sheet, terms.held or _kept_or_not(path, terms, tell)
    files = [file for file in held.files if file.raw.sha256 != sheet.sha256]  # the sheet is no evidence
    return carry(sheet, dossier.entries, files, str(path), held.notices)


def _kept_or_not(path: Path, terms: Terms, tell: Progress) -> FolderFiles:
    """What the folder holds; where what is read of it cannot be kept, that is said."""
    try:
        return read_folder(path, terms, tell=tell)
    except ConfigError as error:
        with TemporaryDirectory() as scratch:
            if getattr(error.__cause__, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
                copyfile(_home(terms, scratch) / SHELF, Path(scratch) / SHELF)
            held = read_folder(path, terms._replace(shelf=Path(scratch)), tell=tell)
        return held._replace(notices=(*held.notices, f"{error} Bacaan folder bukti tidak disimpan."))


def _home(terms: Terms, scratch: str) -> Path:
    """The folder that keeps what is read; where there is no folder of a unit, nothing is kept."""
    return terms.shelf or (terms.folder / HISTORY if terms.folder is not None else Path(scratch))


def read_folder(path: Path, terms: Terms, *, tell: Progress = say_nothing, is_kept_only: bool = False) -> FolderFiles:
    """Read a folder of evidence. Raises InputError where there is no such folder, or nothing in it.

    What was read is kept in the unit's folder, so that a second run reads only what changed; with `is_kept_only` what
    changed stays unread. `tell` gets the progress.
    """
    if not path.is_dir():
        raise InputError(path, "folder ini tidak ada.", remedy="Periksa nama foldernya.")
    limits = make_limits(terms.limits)
    with TemporaryDirectory() as scratch:
        engine = None if terms.no_ocr else best_engine()
        with allowance.uncounted():
            raw, notices = index_folder(
                path,
                shelf=_home(terms, scratch) / SHELF,
                limits=limits,
                engine=engine,
                is_ocr_wanted=not terms.no_ocr,
                workers=terms.readers,
                tell=tell,
                is_kept_only=is_kept_only,
            )
    allowance.grant(_FOR_A_FILE * len(raw))
    if not raw:
        reason = "tidak ada berkas yang dapat diperiksa di folder ini."
        raise InputError(
            path, reason, remedy="Periksa nama foldernya, dan apakah berkasnya sudah diunduh ke komputer ini."
        )
    return FolderFiles(respelled([identify(it) for it in raw]), notices)
