"""The units of one's own machine: a folder with lke.toml, or the folders in it that have one.

The database lies among them, and people move and copy their folders: a place that is not below the folder that was
opened is none of ours any more, even where it is still there.
"""

from __future__ import annotations

from pathlib import Path

from lke_docs.errors import LkeError
from lke_docs.model import Sheet
from lke_docs.web.models import WorkUnit
from lke_docs.workspace.config import FILE_NAME, load_config


def register_units(home: Path) -> None:
    """Know the units that have a folder here, also where they had it elsewhere before."""
    folders = [it for it in (home, *sorted(home.iterdir())) if (it / FILE_NAME).is_file()]
    for unit in WorkUnit.objects.all():
        if unit.path not in (home, *folders):
            _follow(unit, home)
    for folder in folders:
        if not WorkUnit.objects.filter(folder=str(folder)).exists():
            WorkUnit.objects.create(folder=str(folder), name=_name_of(folder))


def _follow(unit: WorkUnit, home: Path) -> None:
    """A unit whose folder was moved, or copied, with this one."""
    old, new = unit.path, next((it for it in (home / unit.path.name, home) if (it / FILE_NAME).is_file()), None)
    if new is None or WorkUnit.objects.filter(folder=str(new)).exists():
        return
    evidence = Path(unit.evidence)
    if unit.evidence and evidence.is_relative_to(old):
        unit.evidence = str(new / evidence.relative_to(old))
    unit.folder = str(new)
    unit.save(update_fields=("folder", "evidence"))


def _name_of(folder: Path) -> str:
    """What a unit is called: as on its letterhead, else as its folder."""
    try:
        profile = load_config(folder / FILE_NAME, folder).profile
    except LkeError:  # told on the page of its settings
        profile = None
    told = profile.letterhead.get("kop_unit") if profile else None
    return " ".join((told if isinstance(told, str) else " ".join(told or ())).split())[:300] or folder.name


def waiting_for(sheet: Sheet, home: Path) -> WorkUnit | None:
    """The unit of the folder that was opened, where it has no sheet yet: this is its first, whatever it is called."""
    unit = WorkUnit.objects.filter(folder=str(home), versions=None).first()
    if unit is not None and sheet.unit.strip():
        unit.name, unit.agency = " ".join(sheet.unit.split())[:300], sheet.agency
        unit.save(update_fields=("name", "agency"))
    return unit
