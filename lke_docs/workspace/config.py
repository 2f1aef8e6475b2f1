"""lke.toml: the settings of a unit's directory. What is wrong in it is refused with its line and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lke_docs.claim import CadenceMeaning, claim_vocabulary
from lke_docs.errors import ConfigError
from lke_docs.instrument.load import instrument_ids
from lke_docs.instrument.model import Rubric
from lke_docs.model import Level, Sheet, Window
from lke_docs.office.door import is_file
from lke_docs.records import (
    DAY,
    TABLE,
    TABLES,
    TEXT,
    WHOLE,
    WORDS,
    Record,
    line_of,
    load_record,
    may,
    parse_record,
    setting_error,
)
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.key import name_in, read_keys

if TYPE_CHECKING:
    from lke_docs.draft.profile import Profile

FILE_NAME = "lke.toml"
NOTES = "lke-catatan.toml"  # beside it: notes on findings
OLD_PROFILE = "unit.toml"  # where the profile stood before
HISTORY = ".lke-docs"  # the folder of the history of runs
FAIL_ON = ("wajib", "perlu", "saran", "never")

_SETTINGS = {
    "instrument": may(TEXT),
    "rubric": may(TEXT, ("", *Rubric)),
    "window": may(TEXT),
    "as_of": may(DAY),
    "started": may(DAY),
    "unit_code": may(TEXT),
    "select": may(WORDS),
    "ignore": may(WORDS),
    "fail_on": may(TEXT, FAIL_ON),
    "level": may(TABLE),
    "berkala": may(TABLE),
    "limits": may(TABLE),
}
# What drafts need of the unit: read by `draft.profile`, which is loaded where there is any.
_PROFILE = {
    "kop": may(TABLE),
    "naskah": may(TABLE),
    "tampilan": may(TABLE),
    "pejabat": may(TABLES),
    "isian": may(TABLE),
}


# How a new lke.toml begins; what stands there is explained in docs/nilai.md.
START = """\
# Pengaturan lke-docs untuk unit ini. Baris yang diawali "#" tidak dibaca.
# masa_penilaian = "2021-01-01..2021-12-31"
# abaikan = []   # kode aturan yang tidak dijalankan, misalnya ["NOM009"]

"""


class Config(NamedTuple):
    """Settings. `source`: the file they come from (None: defaults); `unit_code`: this unit's office code; `lines`:
    where the codes of `select` and `ignore` stand."""

    source: Path | None = None
    instrument: str = ""
    rubric: str = ""
    window: Window | None = None
    as_of: date | None = None
    started: date | None = None
    unit_code: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "perlu"
    levels: Mapping[str, Level] = MappingProxyType({})
    meaning: CadenceMeaning | None = None
    limits: Mapping[str, int] = MappingProxyType({})
    profile: Profile | None = None
    lines: Mapping[str, int] = MappingProxyType({})


def load_config(path: Path | None, cwd: Path) -> Config:
    """Read the given file, or lke.toml of `cwd` or the nearest directory above it; defaults where none is."""
    file = path if path is not None else _nearest(cwd)
    return Config() if file is None else _config(load_record(file, fault=setting_error), file)


def read_config(text: str, source: Path) -> Config:
    """Read the text of such a file, which is called `source` in errors."""
    return _config(parse_record(text, str(source), fault=setting_error), source)


def tables_of(sheet: Sheet) -> str:
    """What lke.toml holds of a unit, from what its sheet tells; names of people are never taken."""
    from lke_docs.draft.profile import profile_text
    from lke_docs.extract import extract
    from lke_docs.model import Entry

    return profile_text(sheet, [Entry(row, extract(row.evidence)) for row in sheet.rows])


def load_profile(path: Path) -> Profile:
    """Read `unit.toml`, the file that held the unit's profile before. Raises ConfigError with line and key."""
    record = load_record(path, fault=setting_error)
    record.read(_PROFILE)
    return _profile(record, path)


def _nearest(cwd: Path) -> Path | None:
    return next((file for folder in (cwd, *cwd.parents) if is_file(file := folder / FILE_NAME)), None)


def _config(record: Record, source: Path) -> Config:
    settings = read_keys(record, {**_SETTINGS, **_PROFILE})
    profile = _profile(record, source) if settings.keys() & _PROFILE.keys() else None
    code = settings.get("unit_code", "")
    if profile and code and profile.office_code not in ("", code):
        raise record.fail(f"kode satker di sini dan pada [naskah] ({profile.office_code}) berbeda", "kode_satker")
    if profile:
        from dataclasses import replace

        profile = replace(profile, office_code=profile.office_code or code)
    return Config(
        source=source,
        instrument=_instrument(record, settings.get("instrument", ""), source),
        rubric=settings.get("rubric", ""),
        window=_window(record, settings["window"]) if "window" in settings else None,
        as_of=settings.get("as_of"),
        started=settings.get("started"),
        unit_code=profile.office_code if profile else code,
        select=_codes(settings.get("select", ())),
        ignore=_codes(settings.get("ignore", ())),
        fail_on=settings.get("fail_on", "perlu"),
        levels=_levels(record.under(name_in(record, "level"))),
        meaning=_meaning(record, record.under("berkala")) if "berkala" in settings else None,
        limits=_limits(record.under(name_in(record, "limits"))),
        profile=profile,
        lines={name: _line(record, name) for name in ("select", "ignore") if name in settings},
    )


def _line(record: Record, meaning: str) -> int:
    return line_of(record.file.text, (name_in(record, meaning),))


def _profile(record: Record, source: Path) -> Profile:
    from lke_docs.draft.profile import read_profile

    return read_profile(record, source)


def _instrument(record: Record, value: str, source: Path) -> str:
    """An id as it is; a path relative to the file that names it."""
    path = source.parent / value
    if value and value not in instrument_ids() and not is_file(path):
        known = ", ".join(instrument_ids())
        raise record.fail(
            f"“{value}” bukan instrumen dan bukan berkas; yang ada: {known}", name_in(record, "instrument")
        )
    return str(path) if value.endswith(".toml") else value


def _window(record: Record, value: str) -> Window:
    from lke_docs.check.window import parse_window

    name = name_in(record, "window")
    try:
        return parse_window(value)._replace(origin=f"{Path(record.file.shown).name}, baris {_line(record, 'window')}")
    except ConfigError as error:
        raise record.fail(str(error).rstrip("."), name) from error


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.strip().upper() for value in values)


def _levels(record: Record) -> Mapping[str, Level]:
    levels = record.read_all(may(TEXT, tuple(Level)))
    return MappingProxyType({code.upper(): Level(value) for code, value in levels.items()})


def _limits(record: Record) -> Mapping[str, int]:
    from lke_docs.office.limits import parse_limit

    limits = {}
    for name, value in record.table.items():
        try:
            limits[name] = parse_limit(name, value)
        except ConfigError as error:
            raise record.fail(str(error).rstrip("."), name) from error
    return MappingProxyType(limits)


def _meaning(whole: Record, record: Record) -> CadenceMeaning:
    values = read_keys(record, dict.fromkeys(CadenceMeaning._fields, may(WHOLE)))
    for key, value in values.items():
        if value < 0:
            name = name_in(record, key)
            raise record.fail(f"nilai “{name}” harus bilangan bulat yang tidak negatif, bukan {value}", name)
    meaning = claim_vocabulary().meaning._replace(**values)
    if meaning.min_documents < 2 or meaning.max_step_months < 1:
        raise whole.fail("“berkala” memerlukan sedikitnya 2 dokumen dan jarak sedikitnya 1 bulan", "berkala")
    return meaning
