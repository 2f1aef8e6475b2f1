"""A unit's evidence held against a version of its sheet, as pages show it: kept in a file beside what was read."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from lke_docs.office.whole import whole_file
from lke_docs.report.folder_view import FolderView, dump_view, folder_view, load_view
from lke_docs.web.evidence_home import VIEW, run_of
from lke_docs.web.models import Version
from lke_docs.web.version_reading import read_version
from lke_docs.workspace.config import HISTORY

_MOST_VIEWS = 64  # in memory: some 0.2 MB each


def view_of(version: Version) -> FolderView | None:
    """The folder held against a version; None where the folder was not read yet."""
    run = run_of(version.unit)
    if run is None:
        return None
    place = version.unit.path / HISTORY / VIEW.format(version.number)
    wanted = f"{run.key} {version.pk}"
    if (view := _loaded(place, wanted)) is None:
        dossier = read_version(version)[0].dossier
        if dossier is None or dossier.folder is None:
            return None
        view = folder_view(dossier.folder, of=wanted)
        with suppress(OSError), whole_file(place) as stream:
            stream.write(dump_view(view))
    return view


def _loaded(place: Path, wanted: str) -> FolderView | None:
    try:
        state = place.stat()
    except OSError:
        return None
    view = _parsed(place, state.st_mtime_ns, state.st_size)
    return view if view and view.of == wanted else None


@lru_cache(maxsize=_MOST_VIEWS)
def _parsed(place: Path, changed: int, size: int) -> FolderView | None:
    try:
        return load_view(place.read_bytes())
    except OSError:
        return None
