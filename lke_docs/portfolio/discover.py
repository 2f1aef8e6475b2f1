"""The units of a folder: which file is whose sheet, where its evidence lies, and the key of what it is made from.

    2021/kejari_maju/LKE.xlsx, 2021/kejari_maju/bukti/…   a folder with its sheet: one unit, "2021/kejari_maju"
    2021/pn_jaya.txt, 2021/pn_jaya/…                      a sheet with a folder of its name: "2021/pn_jaya.txt"

A folder of evidence is not searched for sheets. A folder at the top without any is a unit all the same, whose sheet is
missing: nothing that was handed in goes unsaid. The tables of a run are no unit, whichever run's they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from lke_docs.check.edition import rules_version
from lke_docs.errors import ConfigError, InputError
from lke_docs.files.walk import is_left_out, walk
from lke_docs.office.door import is_file, why
from lke_docs.patterns.folder_words import folder_words
from lke_docs.portfolio.model import UnitTask
from lke_docs.portfolio.tables import SCHEMA, is_store
from lke_docs.resources import PACKAGE, data_dir
from lke_docs.text import clean
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.config import FILE_NAME, NOTES
from lke_docs.workspace.terms import Asked

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".html", ".htm", ".json"})
_PAPERS = frozenset({".docx", ".pdf"})  # many papers of a unit are such; a sheet is where its name says so
_NO_SHEET = "tidak ada lembar LKE di folder ini; letakkan lembarnya di sini, dengan “LKE” dalam nama berkasnya."
_LINKED = "lembarnya berupa tautan (symbolic link), dan tautan tidak diikuti; letakkan berkasnya sendiri di sini."
_MOST_LEVELS = 12
_WORD = re.compile(r"[^\W_]+")
_MADE_BY = ("columns", "mask", "model", "tables", "task")  # the pieces of this room that make a unit's rows


class _Place(NamedTuple):
    """Where a unit lies; `name` from the folder, with `/`."""

    name: str
    sheet: Path | None
    evidence: Path | None = None


def discover(root: Path, asked: Asked, *, out: Path, with_evidence: bool = False) -> tuple[UnitTask, ...]:
    """Find the units below a folder, in the order of their names. `out` is none. Raises InputError where none is."""
    check_folder(root, out)
    places = {place.name: place for place in _search(root, root, out.resolve(), 0)}
    if not any(place.sheet for place in places.values()):
        reason = _LINKED if _is_linked(root) else "tidak ada lembar LKE di folder ini."
        raise InputError(root, reason, remedy="Berikan folder yang memuat semua unit.")
    return tuple(_task(places[name], root, asked, with_evidence=with_evidence) for name in sorted(places))


def check_folder(root: Path, out: Path) -> None:
    """Raise ConfigError where there is no such folder, or where the tables would lie among the units."""
    if root.resolve() == out.resolve():
        raise ConfigError(f"{out} adalah folder unitnya sendiri. Berikan folder lain untuk tabelnya dengan --output.")
    if not root.is_dir():
        raise ConfigError(f"{root}: folder ini tidak ada. Periksa nama foldernya.")


def _search(root: Path, folder: Path, out: Path, level: int) -> Iterator[_Place]:
    try:
        entries = sorted(path for path in folder.iterdir() if not is_left_out(path.name) and not path.is_symlink())
    except OSError as error:
        raise InputError(folder, f"folder tidak dapat dibuka ({why(error)}).") from error
    folders = [path for path in entries if path.is_dir() and path.resolve() != out and not is_store(path)]
    sheets = _sheets([path for path in entries if path.is_file()], is_top=level == 0)
    if level and len(sheets) == 1:
        yield _Place(_name(root, folder), sheets[0], _evidence(sheets[0], folders, root))
        return
    own = {path.stem: path for path in sheets}
    for path in sheets:
        yield _Place(_name(root, path), path, next((it for it in folders if it.name == path.stem), None))
    for inner in folders:
        if inner.name in own or _is_evidence(inner):
            continue
        places = list(_search(root, inner, out, level + 1)) if level < _MOST_LEVELS else []
        yield from places or ([_Place(_name(root, inner), None)] if level == 0 else [])


def _sheets(files: Iterable[Path], *, is_top: bool) -> list[Path]:
    """The files that may be sheets: the one that its name says is; else those that do, and all workbooks and texts."""
    sheets = [path for path in files if path.suffix.casefold() in _WORKBOOKS | _PAPERS]
    if is_top or len(sheets) == 1:
        return sheets
    named = [path for path in sheets if _begins(path.stem, folder_words().sheet, anywhere=True)]
    return named if len(named) == 1 else [it for it in sheets if it in named or it.suffix.casefold() in _WORKBOOKS]


def _evidence(sheet: Path, folders: list[Path], root: Path) -> Path | None:
    """The folder of evidence of a unit's own folder; that folder itself where its parts lie beside the sheet."""
    told = [path for path in folders if _is_evidence(path)]
    if len(told) == 1:
        return told[0]
    if folders or any(path.name not in (sheet.name, FILE_NAME, NOTES) for path in sheet.parent.iterdir()):
        return sheet.parent
    above = sheet.parent.parent
    beside = [path for path in above.iterdir() if path.is_dir() and _is_evidence(path)] if above != root else []
    return beside[0] if len(beside) == 1 else None


def _is_linked(folder: Path) -> bool:
    """Whether what may be a sheet is a link there."""
    return folder.is_dir() and any(_sheets(filter(Path.is_symlink, folder.iterdir()), is_top=True))


def _is_evidence(folder: Path) -> bool:
    return _begins(folder.name, folder_words().evidence)


def _begins(name: str, phrases: Iterable[str], *, anywhere: bool = False) -> bool:
    said = f" {' '.join(_WORD.findall(name.casefold()))} "
    return any(f" {phrase} " in said if anywhere else said.startswith(f" {phrase} ") for phrase in phrases)


def _name(root: Path, path: Path) -> str:
    return clean(path.relative_to(root).as_posix())


# --- what a result is made from -----------------------------------------------------------------------


def _task(place: _Place, root: Path, asked: Asked, *, with_evidence: bool) -> UnitTask:
    evidence = place.evidence if with_evidence else None
    files = [(it.path, it.size, it.changed) for it in walk(evidence).files] if evidence else []
    asked = asked._replace(evidence=evidence if files else None)  # an empty folder is none
    if place.sheet is None:
        fault = _LINKED if _is_linked(root / place.name) else _NO_SHEET
        return UnitTask(place.name, root, None, _key(place.name, "", fault), asked, fault)
    try:
        with place.sheet.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        fault = f"berkas tidak dapat dibuka ({why(error)})."
        return UnitTask(place.name, root, None, _key(place.name, "", fault), asked, fault)
    said = repr((asked._replace(evidence=None, limit={}), sorted(asked.limit.items())))
    return UnitTask(
        place.name, root, place.sheet, _key(place.name, digest, said, repr(files), *_settings(place)), asked
    )


def _settings(place: _Place) -> Iterator[str]:
    """What lke.toml and the notes of a unit say, as far up as they are looked for."""
    folder = place.sheet.parent.resolve() if place.sheet else Path()
    at = next((up for up in (folder, *folder.parents) if is_file(up / FILE_NAME)), folder)
    for path in (at / FILE_NAME, at / NOTES):
        yield path.read_text(encoding="utf-8", errors="replace") if is_file(path) else ""


def _key(*made_from: str) -> str:
    return sha256("\0".join((SCHEMA, edition(), *made_from)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def edition() -> str:
    """Names all that makes a unit's rows: the rules, the forms, the reading of files, the columns."""
    paths = [path for room in ("files", "workspace") for path in (PACKAGE / room).rglob("*.py")]
    paths += (data_dir("patterns") / "instruments").rglob("*.toml")
    paths += (PACKAGE / "portfolio" / f"{name}.py" for name in _MADE_BY)
    read = b"".join(path.read_bytes().replace(b"\r\n", b"\n") for path in sorted(paths))
    return f"{rules_version()}-{sha256(read).hexdigest()[:8]}"
