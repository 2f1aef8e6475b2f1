"""Where a unit's evidence lies and what is known of it: kept in the unit's folder, in memory while that stays.

A job reads the folder and leaves a mark of its run. Whoever looks at a version afterwards reads no file of evidence:
what was read lies on the shelf, and the faces of a version in a file beside it.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import time
from contextlib import suppress
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from django.utils import timezone

from lke_docs.errors import ConfigError, InputError
from lke_docs.files.index import locate, text_of
from lke_docs.files.model import RawFile
from lke_docs.files.ocr import best_engine
from lke_docs.files.page_view import PageViews, PageWanted
from lke_docs.files.walk import walk
from lke_docs.office.limits import Limits, make_limits
from lke_docs.office.whole import whole_file
from lke_docs.report.folder_view import FileFace
from lke_docs.tuples import NamedTuple
from lke_docs.web.models import WorkUnit
from lke_docs.web.site import current, moment_said
from lke_docs.workspace.config import HISTORY
from lke_docs.workspace.folder_opening import SHELF, read_folder
from lke_docs.workspace.terms import Asked, FolderFiles, Terms, make_terms

SUBFOLDER = "bukti"
VIEW = "folder-{}.json"  # of a version
_RUN, _PAGES = "folder.json", "halaman"
_MOST_FOLDERS = 8  # in memory: some 5 MB each
_AT_ONCE = 2.0  # seconds


class FolderRun(NamedTuple):
    """A reading of a folder that came to its end. `mark`: another one for each; `state`: of the files when it began.

    `now`: the state of the files now.
    """

    mark: str
    evidence: str
    at: str  # as ISO 8601
    state: str = ""
    now: str = ""

    @property
    def stale(self) -> tuple[str, ...]:
        """What is said where a file came, went or changed since."""
        at = moment_said(datetime.fromisoformat(self.at))
        return () if self.now == self.state else (f"Folder bukti berubah sejak diperiksa {at}; periksa lagi.",)

    @property
    def key(self) -> str:
        """Another one for each reading, and each state of the files that is met."""
        return f"{self.mark} {self.now}"


def evidence_of(unit: WorkUnit) -> Path | None:
    """The folder of a unit's evidence: the one that was chosen, or "bukti" in its own; None where there is none."""
    place = Path(unit.evidence) if unit.evidence else unit.path / SUBFOLDER
    return place if place.is_dir() else None


def run_of(unit: WorkUnit) -> FolderRun | None:
    """The last reading of the folder that counts now; None where it was not read yet."""
    evidence = evidence_of(unit)
    try:
        run = FolderRun(*json.loads((unit.path / HISTORY / _RUN).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    is_its = evidence is not None and run.evidence == str(evidence)
    return run._replace(now=_lately(run, int(time.monotonic() / _AT_ONCE))) if is_its else None


@lru_cache(maxsize=_MOST_FOLDERS)
def _lately(run: FolderRun, moment: int) -> str:
    """The state of its files at a moment: a page asks several times, and a shared drive answers slowly."""
    return state_of(Path(run.evidence))


def state_of(evidence: Path) -> str:
    """The names, sizes and times of the files of a folder, in short."""
    files = [(it.path, it.size, it.touched) for it in walk(evidence).files]
    return hashlib.sha256(repr(files).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def keep_run(unit: WorkUnit, evidence: Path, state: str) -> None:
    """Note that a folder was read that had this state; what was held against it before is done again."""
    home = unit.path / HISTORY
    for old in home.glob(VIEW.format("*")):
        old.unlink(missing_ok=True)
    with whole_file(home / _RUN) as stream:
        run = FolderRun(os.urandom(8).hex(), str(evidence), timezone.now().isoformat(), state)
        stream.write(json.dumps(run).encode())


def forget_run(unit: WorkUnit) -> bool:
    """Forget that a folder was read; whether it was."""
    mark = unit.path / HISTORY / _RUN
    is_read = mark.is_file()
    mark.unlink(missing_ok=True)
    return is_read


def terms_for(unit: WorkUnit) -> Terms:
    """What holds for a unit; where its folder of evidence was read, and is there to be read again, with that."""
    if run := run_of(unit):
        with suppress(InputError, ConfigError):  # emptied since, or its shelf is damaged: reading it again says why
            held = _files(unit.folder, run)
            return make_terms(Asked(evidence=Path(run.evidence)), unit.path, today=date.today())._replace(held=held)
    return make_terms(Asked(), unit.path, today=date.today())


def limits_of(unit: WorkUnit) -> Limits:
    return make_limits(make_terms(Asked(), unit.path).limits)


def page_wanted(unit: WorkUnit, face: FileFace, number: int) -> PageWanted:
    """A page of a file, to be drawn. Raises InputError where the file is gone, or is another one by now."""
    evidence = evidence_of(unit)
    shelf = unit.path / HISTORY / SHELF
    located = locate(evidence, face.path, shelf=shelf, limits=limits_of(unit)) if evidence else None
    if located is None:
        raise InputError(face.shown, "berkas ini sudah tidak ada di folder; periksa lagi foldernya.")
    if located[1] != face.sha256:
        raise InputError(face.shown, "berkas ini berubah sejak folder diperiksa; periksa lagi foldernya.")
    turned = next((page.turned for page in face.pages if page.number == number), 0)
    return PageWanted(*located, number, face.format, turned)


def text_in(unit: WorkUnit, face: FileFace) -> RawFile | None:
    """What was read in a file."""
    evidence, shelf = evidence_of(unit), unit.path / HISTORY / SHELF
    engine = best_engine() if face.read == "ocr" else None
    if evidence is None:
        return None
    return text_of(evidence, face.sha256, shelf=shelf, limits=limits_of(unit), engine=engine)


@cache
def page_views() -> PageViews:
    """The pages of this process; their folder is that of the site."""
    views = PageViews(current().data / _PAGES, Limits())
    atexit.register(views.close)
    return views


@lru_cache(maxsize=_MOST_FOLDERS)
def _files(home: str, run: FolderRun) -> FolderFiles:
    evidence = Path(run.evidence)
    files = read_folder(evidence, make_terms(Asked(evidence=evidence), Path(home)), is_kept_only=True)
    return files._replace(notices=(*files.notices, *run.stale))
