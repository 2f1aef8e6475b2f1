"""One run over a sheet, as far as it is kept and compared: its findings and the evidence they were about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from lke_docs.errors import InputError
from lke_docs.model import Finding, FindingState, Sheet, Window
from lke_docs.office.door import load_json
from lke_docs.tuples import NamedTuple

_SCHEMA = "lke-docs/audit/1"
_ADVICE = "Buat dengan: lke-docs audit --format json"
_KINDS: Mapping[type, str] = {str: "teks", int: "bilangan bulat", list: "daftar", dict: "objek"}

Made = TypeVar("Made")


class PastSpan(NamedTuple):
    """A quoted piece of a row's evidence."""

    indicator: str
    start: int
    end: int
    quote: str


class PastFinding(NamedTuple):
    """What is kept of a finding."""

    fingerprint: str
    rule: str
    name: str
    level: str
    confidence: str
    indicator: str
    message: str
    state: str
    spans: tuple[PastSpan, ...]

    @property
    def level_said(self) -> str:
        """Its level and, where a note of the unit set it aside, that."""
        return f"{self.level}, dikesampingkan" if self.state == FindingState.SUPPRESSED else self.level


class Run(NamedTuple):
    """A run. `subject` names the unit and the form, so that different sheets are never mixed.

    `ran` names the rules that ran (None: not known): what another rule found before was not checked now. `versions`
    names them and the form; "" where that is not known. `days`: the window and, where it is known, the day from which
    something was due ("" for none).
    """

    subject: str
    source: str
    sha256: str
    as_of: str
    findings: tuple[PastFinding, ...]
    evidence: Mapping[str, str]
    ran: tuple[str, ...] | None = None
    answers: Mapping[str, str] = MappingProxyType({})
    versions: tuple[str, str] = ("", "")
    days: tuple[str, ...] = ()
    points: tuple[float, float] | None = None  # claimed and shown, where they are known; not kept


def make_run(
    sheet: Sheet,
    findings: Iterable[Finding],
    *,
    instrument: str,
    as_of: str,
    ran: Iterable[str] | None = None,
    versions: tuple[str, str] = ("", ""),
    days: tuple[str, ...] = (),
) -> Run:
    """Keep what a later run is compared with."""
    return Run(
        subject=subject_of(sheet.agency, sheet.unit, instrument),
        source=sheet.source,
        sha256=sheet.sha256,
        as_of=as_of,
        findings=tuple(_past(single) for finding in findings for single in finding.singles),
        evidence={row.code: row.evidence for row in reversed(sheet.rows)},
        ran=tuple(ran) if ran is not None else None,
        answers={row.code: row.answer for row in reversed(sheet.rows)},
        versions=versions,
        days=days,
    )


def subject_of(agency: str, unit: str, instrument: str) -> str:
    """A key for one unit's sheet of one form, whatever blanks and letters it is written with."""
    return "|".join(" ".join(part.casefold().split()) for part in (agency, unit, instrument))


def _past(finding: Finding) -> PastFinding:
    return PastFinding(
        finding.fingerprint,
        finding.rule,
        finding.name,
        finding.level.value,
        finding.confidence.value,
        finding.indicator,
        finding.message,
        finding.state,
        tuple(PastSpan(span.indicator, span.start, span.end, span.quote) for span in finding.spans),
    )


def read_run(path: Path) -> Run:
    """Read a run from audit JSON. Raises InputError where the file is none."""
    raw = _read(path)
    try:
        return _from_json(raw)
    except KeyError as error:
        raise InputError(path, f"hasil audit tidak lengkap: “{error.args[0]}” tidak ada.", remedy=_ADVICE) from error
    except TypeError as error:
        raise InputError(path, f"hasil audit tidak sah: {error}.", remedy=_ADVICE) from error


def read_terms(path: Path) -> tuple[str, Window | None, date | None]:
    """The form, the window and the day on whose terms audit JSON was made."""
    raw, instrument = _read(path), ""
    sheet = raw.get("sheet")
    try:
        instrument = _value(sheet, "instrument", str, "")
        first, last, as_of = (date.fromisoformat(day) for day in (*_value(sheet, "window", list), raw["as_of"]))
    except (KeyError, TypeError, ValueError):
        return instrument, None, None
    return instrument, Window(first, last, f"{path}"), as_of


def _read(path: Path) -> dict[str, Any]:
    raw = load_json(path)
    if not isinstance(raw, dict) or raw.get("schema") != _SCHEMA:
        raise InputError(path, f"bukan hasil audit ({_SCHEMA}).", remedy=_ADVICE)
    if raw.get("only_new"):
        raise InputError(path, "hasil ini hanya memuat temuan baru (--only-new).", remedy=_ADVICE)
    return raw


def _value(table: object, name: str, kind: type[Made], default: Made | None = None) -> Made:
    """The value of a key, of the kind that it has in what we write. Raises KeyError and TypeError."""
    if not isinstance(table, dict):
        raise TypeError(f"di tempat objek yang memuat “{name}” ada nilai lain")
    value = table.get(name) if default is not None else table[name]
    if value is None and default is not None:
        return default
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"nilai “{name}” bukan {_KINDS[kind]}")
    return value


def _from_json(raw: Mapping[str, Any]) -> Run:
    sheet = _value(raw, "sheet", dict)
    names = (_value(sheet, name, str, "") for name in ("agency", "unit", "instrument"))
    ran = [_text(code, "rules") for code in _value(raw, "rules", list)] if "rules" in raw else None
    return Run(
        subject=subject_of(*names),
        source=_value(sheet, "source", str),
        sha256=_value(sheet, "sha256", str),
        as_of=_value(raw, "as_of", str),
        findings=tuple(
            _finding_from_json(finding)
            for table in _value(raw, "findings", list)
            for finding in _value(table, "members", list, []) or [table]
        ),
        evidence=_by_code(sheet, "evidence"),
        ran=None if ran is None else tuple(ran),
        answers=_by_code(sheet, "answer", ""),
        versions=_versions(raw),
        days=_days(sheet),
        points=_points(raw),
    )


def _by_code(sheet: object, name: str, default: str | None = None) -> dict[str, str]:
    rows = reversed(_value(sheet, "rows", list))
    return {_value(row, "code", str): _value(row, name, str, default) for row in rows}


def _days(sheet: object) -> tuple[str, ...]:
    window = [_text(day, "window") for day in _value(sheet, "window", list, [])]
    return ("..".join(window),) if window else ()


def _versions(raw: Mapping[str, Any]) -> tuple[str, str]:
    told = _value(raw, "versions", dict, {})
    return _value(told, "rules", str, ""), _value(told, "form", str, "")


def _text(value: object, name: str) -> str:
    return _value({name: value}, name, str)


def _points(raw: Mapping[str, Any]) -> tuple[float, float] | None:
    try:
        claimed, shown = (raw["score"][key]["total"]["points"] for key in ("claimed", "shown"))
    except (KeyError, TypeError):
        return None
    return (
        (float(claimed), float(shown)) if isinstance(claimed, int | float) and isinstance(shown, int | float) else None
    )


def _finding_from_json(table: object) -> PastFinding:
    spans = tuple(
        PastSpan(_value(s, "indicator", str), _value(s, "start", int), _value(s, "end", int), _value(s, "quote", str))
        for s in _value(table, "spans", list)
    )
    return PastFinding._make([*(_value(table, name, str) for name in PastFinding._fields[:-1]), spans])
