"""One run over a sheet, as far as it is kept and compared: its findings and the evidence they were about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from lke_docs.errors import InputError
from lke_docs.model import Finding, Sheet, Window

_SCHEMA = "lke-docs/audit/1"


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


class Run(NamedTuple):
    """A run. `subject` names the unit and the form, so that different sheets are never mixed.

    `ran` names the rules that ran (None: not known): what another rule found before was not checked now.
    """

    subject: str
    source: str
    sha256: str
    as_of: str
    findings: tuple[PastFinding, ...]
    evidence: Mapping[str, str]
    ran: tuple[str, ...] | None = None


def make_run(
    sheet: Sheet,
    findings: Iterable[Finding],
    *,
    instrument: str,
    as_of: str,
    ran: Iterable[str] | None = None,
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
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(path, f"hasil audit tidak lengkap: {error}.") from error


def read_terms(path: Path) -> tuple[str, Window | None, date | None]:
    """The form, the window and the day on whose terms audit JSON was made."""
    raw = _read(path)
    sheet = raw.get("sheet") or {}
    instrument = sheet.get("instrument") or ""
    try:
        first, last, as_of = (date.fromisoformat(day) for day in (*sheet["window"], raw["as_of"]))
    except (KeyError, TypeError, ValueError):
        return instrument, None, None
    return instrument, Window(first, last, f"{path}"), as_of


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"tidak dapat dibaca: {error}.") from error
    except json.JSONDecodeError as error:
        raise InputError(path, f"bukan JSON yang benar: {error.msg}", place=f"baris {error.lineno}") from error
    if not isinstance(raw, dict) or raw.get("schema") != _SCHEMA:
        advice = "Buat dengan: lke-docs audit --format json"
        raise InputError(path, f"bukan hasil audit ({_SCHEMA}).", remedy=advice)
    return raw


def _from_json(raw: Mapping[str, Any]) -> Run:
    sheet = raw["sheet"]
    instrument = sheet.get("instrument") or ""
    return Run(
        subject=subject_of(sheet.get("agency") or "", sheet.get("unit") or "", instrument),
        source=sheet["source"],
        sha256=sheet["sha256"],
        as_of=raw["as_of"],
        findings=tuple(_finding_from_json(one) for table in raw["findings"] for one in table.get("members") or [table]),
        evidence={row["code"]: row["evidence"] for row in reversed(sheet["rows"])},
        ran=tuple(raw["rules"]) if "rules" in raw else None,
    )


def _finding_from_json(table: Mapping[str, Any]) -> PastFinding:
    spans = tuple(PastSpan(s["indicator"], s["start"], s["end"], s["quote"]) for s in table["spans"])
    return PastFinding(
        table["fingerprint"],
        table["rule"],
        table["name"],
        table["level"],
        table["confidence"],
        table["indicator"],
        table["message"],
        table["state"],
        spans,
    )
