"""lke.toml: the settings of a unit's directory. Unknown keys are refused, with their place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from lke_docs.claim import CadenceMeaning, claim_vocabulary
from lke_docs.errors import ConfigError
from lke_docs.model import Level, Window

FILE_NAME = "lke.toml"
NOTES = "lke-catatan.toml"  # beside it: notes on findings
HISTORY = ".lke-docs"  # and the folder of the history of runs
FAIL_ON = ("wajib", "perlu", "saran", "never")

_KEYS: Mapping[str, type] = {
    "instrument": str,
    "rubric": str,
    "window": str,
    "started": date,
    "unit_code": str,
    "select": list,
    "ignore": list,
    "fail_on": str,
    "level": dict,
    "berkala": dict,
    "limits": dict,
}


class Config(NamedTuple):
    """Settings. `source`: the file they come from (None: defaults); `unit_code`: this unit's office code."""

    source: Path | None = None
    instrument: str = ""
    rubric: str = ""
    window: Window | None = None
    started: date | None = None
    unit_code: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "perlu"
    levels: Mapping[str, Level] = MappingProxyType({})
    meaning: CadenceMeaning | None = None
    limits: Mapping[str, int] = MappingProxyType({})


def load_config(path: Path | None, cwd: Path) -> Config:
    """Read the given file, or lke.toml of `cwd` or the nearest directory above it; defaults where none is."""
    found = path if path is not None else _nearest(cwd)
    if found is None:
        return Config()
    if path is not None and not path.is_file():
        raise ConfigError(f"Berkas pengaturan {path} tidak ditemukan.")
    return parse_config(_read(found), found)


def parse_config(text: str, source: Path) -> Config:
    """Make a Config of the text of lke.toml; `source` is for messages and relative paths."""
    import tomli

    try:
        raw = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{source}: bukan TOML yang benar: {error}") from error
    for key, value in raw.items():
        if key not in _KEYS:
            known = ", ".join(sorted(_KEYS))
            raise ConfigError(f"{_at(source, text, key)}: kunci {key!r} tidak dikenal. Yang dikenal: {known}.")
        if not isinstance(value, _KEYS[key]):
            raise ConfigError(f"{_at(source, text, key)}: nilai {key!r} salah jenis: {value!r}.")
    return Config(
        source=source,
        instrument=_instrument(raw.get("instrument", ""), source),
        rubric=raw.get("rubric", ""),
        window=_window(raw["window"], _at(source, text, "window")) if "window" in raw else None,
        started=raw.get("started"),
        unit_code=raw.get("unit_code", ""),
        select=_codes(raw, "select", source, text),
        ignore=_codes(raw, "ignore", source, text),
        fail_on=_choice(raw.get("fail_on", "perlu"), FAIL_ON, _at(source, text, "fail_on")),
        levels=_levels(raw.get("level", {}), source, text),
        meaning=_meaning(raw["berkala"], source, text) if "berkala" in raw else None,
        limits=_limits(raw.get("limits", {}), source, text),
    )


def _nearest(cwd: Path) -> Path | None:
    return next((found for folder in (cwd, *cwd.parents) if (found := folder / FILE_NAME).is_file()), None)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} tidak dapat dibaca: {error}") from error


def _at(source: Path, text: str, key: str) -> str:
    """The file and the line on which a key stands."""
    for number, line in enumerate(text.splitlines(), 1):
        name = line.split("=")[0].strip().strip("[]\"' ")
        if name == key or name.split(".")[-1] == key:
            return f"{source}, baris {number}"
    return str(source)


def _instrument(value: str, source: Path) -> str:
    """An id as it is; a path relative to the file that names it."""
    return str(source.parent / value) if value.endswith(".toml") else value


def _window(value: str, where: str) -> Window:
    from lke_docs.check.window import parse_window

    try:
        return parse_window(value)._replace(origin=where)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error


def _codes(raw: Mapping[str, Any], key: str, source: Path, text: str) -> tuple[str, ...]:
    for value in raw.get(key, ()):
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(f"{_at(source, text, key)}: {key} harus berisi kode aturan: {value!r}.")
    return tuple(value.strip().upper() for value in raw.get(key, ()))


def _choice(value: str, options: Collection[str], where: str) -> str:
    if value not in options:
        raise ConfigError(f"{where}: {value!r} bukan salah satu dari {', '.join(options)}.")
    return value


def _levels(raw: Mapping[str, Any], source: Path, text: str) -> Mapping[str, Level]:
    levels = {}
    for code, value in raw.items():
        levels[code.upper()] = Level(_choice(value, tuple(Level), _at(source, text, code)))
    return MappingProxyType(levels)


def _limits(raw: Mapping[str, Any], source: Path, text: str) -> Mapping[str, int]:
    from lke_docs.office.limits import parse_limit

    limits = {}
    for name, value in raw.items():
        try:
            limits[name] = parse_limit(name, value)
        except ConfigError as error:
            raise ConfigError(f"{_at(source, text, name)}: {error}") from error
    return MappingProxyType(limits)


def _meaning(raw: Mapping[str, Any], source: Path, text: str) -> CadenceMeaning:
    known = CadenceMeaning._fields
    for key, value in raw.items():
        if key not in known:
            options = ", ".join(known)
            raise ConfigError(f"{_at(source, text, key)}: kunci berkala.{key} tidak dikenal. Yang dikenal: {options}.")
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ConfigError(f"{_at(source, text, key)}: berkala.{key} harus bilangan bulat: {value!r}.")
    meaning = claim_vocabulary().meaning._replace(**raw)
    if meaning.min_documents < 2 or meaning.max_step_months < 1:
        where = _at(source, text, "berkala")
        raise ConfigError(f"{where}: “berkala” memerlukan sedikitnya 2 dokumen dan jarak sedikitnya 1 bulan.")
    return meaning
