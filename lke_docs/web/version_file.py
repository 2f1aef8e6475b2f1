"""A version as a file of its own: the unit's workbook with what was changed in it, or a new one that says the same."""

from __future__ import annotations

from pathlib import Path

from lke_docs.errors import InputError
from lke_docs.read import make_limits
from lke_docs.tuples import NamedTuple
from lke_docs.web.models import Version
from lke_docs.web.version_reading import base_of, sheet_of, terms_of


class VersionFile(NamedTuple):
    """A file that holds all that a version says."""

    name: str
    data: bytes


def own_workbook(version: Version, *, over_formulas: bool = False) -> VersionFile:
    """The unit's own workbook with what was changed, in the cells where it stood; as it came where nothing was.

    Raises InputError where it takes no changes.
    """
    data, base = base_of(version)
    if not version.edits:
        return VersionFile(version.base_name, data)
    from lke_docs.report.write_back import write_back

    limits = make_limits(terms_of(version).limits)
    changed = write_back(data, base, sheet_of(version), limits=limits, over_formulas=over_formulas)
    name = Path(version.base_name)
    return VersionFile(f"{name.stem} (versi {version.number}){name.suffix}", changed)


def new_workbook(version: Version) -> VersionFile:
    """The sheet as a new workbook, whatever it came from."""
    from lke_docs.report.workbook import write_sheet

    stem = Path(version.base_name).stem
    return VersionFile(f"{stem} (versi {version.number}, lembar).xlsx", write_sheet(sheet_of(version)))


def file_of(version: Version) -> VersionFile:
    """The unit's own workbook where it takes the changes, else a new one."""
    try:
        return own_workbook(version)
    except InputError:
        return new_workbook(version)
