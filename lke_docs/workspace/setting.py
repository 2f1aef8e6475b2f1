"""The settings of a unit as fields of a page, read from its lke.toml and written back into it.

What stands there besides, comments and keys that no field has, stays as it is: `masa_penilaian = "2021"  # SE 4/2021`
becomes `masa_penilaian = "2021-01-01..2021-08-31"  # SE 4/2021`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from lke_docs.errors import ConfigError
from lke_docs.workspace.config import FILE_NAME, read_config
from lke_docs.workspace.key import MEANING

OFFICERS = "pejabat"
MOST_OFFICERS = 40


class FieldKind(Enum):
    """How a field is typed: one line, lines of a list, a day."""

    LINE, LINES, DAY = range(3)


FIELDS: Mapping[str, FieldKind] = {
    "tanggal_acuan": FieldKind.DAY,
    "instrumen": FieldKind.LINE,
    "kop.lembaga": FieldKind.LINES,
    "kop.unit": FieldKind.LINES,
    "kop.alamat": FieldKind.LINES,
    "naskah.kode_satker": FieldKind.LINE,
    "naskah.tempat": FieldKind.LINE,
    "tampilan.kertas": FieldKind.LINE,
    "tampilan.huruf": FieldKind.LINE,
}
OFFICER: Mapping[str, FieldKind] = {
    "jabatan": FieldKind.LINE,
    "nama": FieldKind.LINE,
    "pangkat": FieldKind.LINE,
    "nip": FieldKind.LINE,
    "mulai": FieldKind.DAY,
    "selesai": FieldKind.DAY,
}
FROM, UNTIL = "dari", "sampai"  # of the window
_WINDOW = "masa_penilaian"


def told_settings(text: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What the fields say, and those of each officer. Raises ConfigError for settings that cannot be read."""
    import tomlkit

    window = read_config(text, Path(FILE_NAME)).window
    document = tomlkit.parse(text).unwrap()
    told = {name: _said(_at(document, name)) for name in FIELDS}
    told |= {FROM: window.start.isoformat() if window else "", UNTIL: window.end.isoformat() if window else ""}
    return told, [{name: _said(officer.get(name)) for name in OFFICER} for officer in document.get(OFFICERS, ())]


def with_settings(text: str, fields: Mapping[str, str], officers: list[dict[str, str]]) -> str:
    """The same file with what its fields say. Raises ConfigError for what is wrong in it; an empty field has no key."""
    import tomlkit

    document = tomlkit.parse(text)
    old, kept = told_settings(text)
    for name, kind in FIELDS.items():
        if fields[name].strip() != old[name]:
            _put(document, name, _value(name, kind, fields[name]))
    if (fields[FROM], fields[UNTIL]) != (old[FROM], old[UNTIL]):
        if bool(fields[FROM]) != bool(fields[UNTIL]):
            raise ConfigError("Masa penilaian: isi keduanya, hari pertama dan hari terakhir, atau kosongkan keduanya.")
        _put(document, _WINDOW, f"{fields[FROM]}..{fields[UNTIL]}" if fields[FROM] else None)
    given = _named(officers)[:MOST_OFFICERS]
    if given != _named(kept):
        _put_officers(document, given)
    made = tomlkit.dumps(document)
    read_config(made, Path(FILE_NAME))
    return made


def _names(name: str) -> tuple[str, ...]:
    """A key of the file, and what it may be called instead."""
    return name, MEANING.get(name, name)


def _at(table: Any, name: str) -> Any:
    first, _, rest = name.partition(".")
    value = next((table[it] for it in _names(first) if it in table), None)
    return _at(value, rest) if rest and isinstance(value, dict) else None if rest else value


def _put(table: Any, name: str, value: Any) -> None:
    import tomlkit

    first, _, rest = name.partition(".")
    key = next((it for it in _names(first) if it in table), first)
    if rest:
        if key not in table:
            table[key] = tomlkit.table()
        _put(table[key], rest, value)
    elif value is None:
        table.pop(key, None)
    else:
        table[key] = value


def _named(officers: list[dict[str, str]]) -> list[dict[str, str]]:
    return [officer for officer in officers if any(it.strip() for it in officer.values())]


def _put_officers(document: Any, given: list[dict[str, str]]) -> None:
    """Each in the table that it has, for comments stand in there; new ones behind, those that are no more taken out."""
    import tomlkit

    tables = document.setdefault(OFFICERS, tomlkit.aot())
    for at, officer in enumerate(given):
        if at >= len(tables):
            tables.append(tomlkit.table())
        for name, kind in OFFICER.items():
            _put(tables[at], name, _value(name, kind, officer[name]))
    for at in reversed(range(len(given), len(tables))):
        del tables[at]
    if not given:
        document.pop(OFFICERS)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _value(name: str, kind: FieldKind, said: str) -> Any:
    said = said.strip()
    if not said:
        return None
    if kind is FieldKind.LINES:
        return [line.strip() for line in said.splitlines() if line.strip()]
    if kind is FieldKind.LINE:
        return " ".join(said.split())
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise ConfigError(f"{name}: {said!r} bukan tanggal; tulis misalnya 2021-08-31.") from error
