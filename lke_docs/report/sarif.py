"""Report -> SARIF 2.1.0, for editors and services that show what tools found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from lke_docs.model import Confidence, Finding, FindingState, Level, Span
from lke_docs.report import View
from lke_docs.report.model import Listed, Report
from lke_docs.resources import __version__
from lke_docs.text import dump_json

Object = dict[str, Any]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.WAJIB: "error", Level.PERLU: "warning", Level.SARAN: "note"}
_BASELINE = {"new": "new", "returned": "new", "open": "unchanged"}
_NAME = "lkeDocs/v1"  # of the fingerprint: made of meaning, so it survives edits elsewhere


def render(report: Report, _: View) -> str:
    """Return one SARIF log with one run."""
    rules = {it.finding.rule: it.finding for it in reversed(report.singles)}
    for changed in report.past:
        rules.setdefault(changed.finding.rule, _past(changed.finding))
    index = {code: place for place, code in enumerate(sorted(rules))}
    uri = quote(PurePath(report.audit.sheet.source).as_posix())
    results = [_result(it, index, uri) for it in report.singles]
    results += [_absent(changed.finding, index) for changed in report.past if changed.change != "unchecked"]
    run: Object = {
        "tool": {
            "driver": {
                "name": "lke-docs",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "id",
                "rules": [_rule(rules[code]) for code in index],
                "properties": dict(zip(("rulesVersion", "formVersion"), report.versions, strict=True)),
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}, "hashes": {"sha-256": report.audit.sheet.sha256}}],
        "invocations": [
            {
                "executionSuccessful": not report.audit.defects,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": defect}} for defect in report.audit.defects
                ],
            }
        ],
        "results": results,
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _past(finding: Any) -> Finding:
    """A finding of the run before, as far as its rule is told."""
    level, confidence = Level(finding.level), Confidence(finding.confidence)
    return Finding(finding.fingerprint, finding.rule, finding.name, level, confidence, "", "", "")


def _rule(finding: Finding) -> Object:
    from lke_docs.check import rule_by_code

    rule = rule_by_code(finding.rule)
    told: Object = {
        "id": finding.rule,
        "shortDescription": {"text": finding.name},
        "defaultConfiguration": {"level": _LEVELS[rule.level if rule else finding.level]},
    }
    if rule:
        asked = rule.documentation.partition("## Apa yang diperiksa")[2].partition("##")[0]
        told["fullDescription"] = {"text": " ".join(asked.split()) or rule.name}
        told["help"] = {"text": rule.remedy or rule.name, "markdown": rule.documentation}
        told["properties"] = {"level": rule.level.value, "confidence": rule.confidence.value, "tags": [rule.code[:3]]}
    return told


def _result(listed: Listed, index: Mapping[str, int], uri: str) -> Object:
    finding = listed.finding
    asks = finding.confidence is Confidence.RENDAH
    result: Object = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": "review" if asks else "fail",
        "level": "none" if asks else _LEVELS[finding.level],
        "message": {"text": f"{finding.indicator}: {finding.message}" if finding.indicator else finding.message},
        "locations": [_location(span, uri) for span in finding.spans[:10]] or [_whole(finding, uri)],
        "partialFingerprints": {_NAME: finding.fingerprint},
        "properties": {"id": listed.id, "confidence": finding.confidence.value, "points": finding.points},
    }
    if listed.change:
        result["baselineState"] = _BASELINE[listed.change]
    if finding.state is not FindingState.OPEN:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.remedy}]
    return result


def _absent(finding: Any, index: Mapping[str, int]) -> Object:
    """A finding of the run before that is there no more."""
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[Level(finding.level)],
        "message": {"text": f"{finding.indicator}: {finding.message}"},
        "partialFingerprints": {_NAME: finding.fingerprint},
        "baselineState": "absent",
    }


def _location(span: Span, uri: str) -> Object:
    place: Object = {"artifactLocation": {"uri": uri, "index": 0}}
    if span.place.line:
        place["region"] = {"startLine": span.place.line, "snippet": {"text": span.quote}}
    logical = {"name": span.indicator, "fullyQualifiedName": f"{span.indicator} ({span.place})", "kind": "member"}
    return {"physicalLocation": place, "logicalLocations": [logical]}


def _whole(finding: Finding, uri: str) -> Object:
    where: Object = {"physicalLocation": {"artifactLocation": {"uri": uri, "index": 0}}}
    if finding.indicator:
        where["logicalLocations"] = [{"name": finding.indicator, "kind": "member"}]
    return where
