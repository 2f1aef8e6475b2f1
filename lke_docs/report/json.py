"""Audit -> JSON, as `schema/audit.schema.json` describes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from lke_docs.gap import Gap
from lke_docs.model import Audit, Finding, Row, Sheet, SourceText, Span, State
from lke_docs.report import View
from lke_docs.report.model import Listed, Report
from lke_docs.resources import __version__
from lke_docs.text import dump_json
from lke_docs.workspace.compare import Changed

SCHEMA = "lke-docs/audit/1"
SHEET_SCHEMA = "lke-docs/sheet/1"
Object = dict[str, Any]


def render(report: Report, _: View) -> str:
    """Return one JSON object, indented, with a line end."""
    return _written(as_object(report))


def as_object(report: Report) -> Object:
    """Return the audit as plain values in a fixed order of keys."""
    audit = report.audit
    document: Object = {
        **_head(SCHEMA),
        "as_of": audit.as_of.isoformat(),
        "settings": report.settings,
        "versions": dict(zip(("rules", "form"), report.versions, strict=True)),
        "only_new": report.left_out is not None,
        "rules": list(dict.fromkeys(state.rule for state in audit.states)),
        "sheet": _sheet(audit),
        "coverage": _coverage(audit),
        "findings": [listed_object(listed) for listed in report.listed],
        "past": [change_object(changed) for changed in report.past],
        "defects": list(audit.defects),
    }
    if report.folder is not None:
        from lke_docs.report.folder_page import folder_object
        from lke_docs.report.open_first import reading_list

        first, seed = reading_list(report)
        document["evidence"] = folder_object(report.folder)
        document["open_first"] = {"seed": seed, "files": [it._asdict() for it in first]}
    if report.score is not None and report.instrument is not None:
        from lke_docs.report.score import score_json

        document["score"] = score_json(report.score, report.instrument)
    return document


def sheet_json(sheet: Sheet) -> str:
    """The output of `export --format json`."""
    return _written(_head(SHEET_SCHEMA) | {"sheet": sheet_object(sheet)} | _around(sheet))


def _around(sheet: Sheet) -> Object:
    """What stands above and below the table: titles, with the period that they state."""
    return {"header": [*map(_source_text, sheet.header)], "footer": [*map(_source_text, sheet.footer)]}


def audited_sheet_json(audit: Audit, findings: Iterable[Finding]) -> str:
    """The output of `export --format json --findings`: the sheet, the terms it was checked on, what was found."""
    document = _head(SHEET_SCHEMA) | {
        "as_of": audit.as_of.isoformat(),
        "sheet": _sheet(audit),
        "findings": [finding_object(finding) for finding in findings],
    }
    return _written(document | _around(audit.sheet))


def _head(schema: str) -> Object:
    return {"schema": schema, "generator": {"name": "lke-docs", "version": __version__}}


def _written(value: Object) -> str:
    return dump_json(value, indent=2) + "\n"


def _sheet(audit: Audit) -> Object:
    return sheet_object(
        audit.sheet,
        instrument=audit.instrument,
        window=[audit.window.start.isoformat(), audit.window.end.isoformat()] if audit.window.is_known else None,
        window_origin=audit.window.origin,
    )


def sheet_object(sheet: Sheet, **terms: object) -> Object:
    """Return a sheet as plain values, with what it was read on (`terms`) between its names and its rows."""
    return {
        "source": sheet.source,
        "sha256": sheet.sha256,
        "format": sheet.format,
        "agency": sheet.agency,
        "unit": sheet.unit,
        "proposal": sheet.proposal,
        "application": sheet.application,
        **({"year": sheet.year.value} if sheet.year and sheet.year.is_stated else {}),
        **terms,
        "rows": [_row(row) for row in sheet.rows],
        "unplaced": [_source_text(text) for text in sheet.unplaced],
        "notices": [_source_text(text) for text in sheet.notices],
    }


def _row(row: Row) -> Object:
    return {
        "code": row.code,
        "question": row.question,
        "answer": row.answer,
        "evidence": row.evidence,
        "place": row.place.as_json(),
        "answer_place": row.answer_place.as_json() if row.answer_place else None,
        "segments": [[offset, place.as_json()] for offset, place in row.segments],
        "links": list(row.links),
        "reviews": [list(review) for review in row.reviews],
        "required": row.required,
    }


def _source_text(text: SourceText) -> Object:
    return {"text": text.text, "place": text.place.as_json()}


def _coverage(audit: Audit) -> Object:
    counts = Counter(state.state for state in audit.states)
    return {
        "rows": len(audit.sheet.rows),
        "rows_with_evidence": sum(1 for row in audit.sheet.rows if row.evidence.strip()),
        "checks": {state.value: counts[state] for state in State},
        "unreadable": [{"indicator": it.code, "reason": it.row.unread} for it in audit.entries if it.row.unread],
    }


def change_object(changed: Changed) -> Object:
    """Return one finding of two runs as plain values, with what became of it."""
    finding = changed.finding
    return {
        "change": changed.change.value,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "name": finding.name,
        "level": finding.level,
        "indicator": finding.indicator,
        "message": finding.message,
        "state": finding.state,
        "by_rules": changed.by_rules,
    }


def listed_object(listed: Listed) -> Object:
    """Return one finding of a report as plain values, with its short id and what became of it."""
    return finding_object(listed.finding) | {"id": listed.id, "change": listed.change}


def finding_object(finding: Finding) -> Object:
    """Return one finding as plain values."""
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "name": finding.name,
        "level": finding.level.value,
        "confidence": finding.confidence.value,
        "indicator": finding.indicator,
        "related": list(finding.related),
        "message": finding.message,
        "remedy": finding.remedy,
        "subject": finding.gap.subject if finding.gap else "",
        "periods": [when.value for when in finding.gap.periods] if finding.gap else [],
        "gap": _gap(finding.gap),
        "spans": [_span(span) for span in finding.spans],
        "consequence": finding.consequence.value,
        "points": finding.points,
        "state": finding.state,
        "members": [finding_object(member) for member in finding.members],
    }


def _gap(gap: Gap | None) -> Object | None:
    if gap is None:
        return None
    return {
        "kind": gap.kind.value,
        "missing": list(gap.missing),
        "subject": gap.subject,
        "periods": [when.value for when in gap.periods],
    }


def _span(span: Span) -> Object:
    return {
        "indicator": span.indicator,
        "place": span.place.as_json(),
        "start": span.start,
        "end": span.end,
        "quote": span.quote,
    }
