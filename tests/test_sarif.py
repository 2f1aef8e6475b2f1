"""SARIF: one log, every finding by its fingerprint, questions as reviews, what is gone as absent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lke_docs.report import render
from lke_docs.report.model import Report
from tests.test_report import SAMPLE, opened


@pytest.fixture(scope="module")
def whole() -> Report:
    return opened(SAMPLE)


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(render(report, "sarif"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for inner in value.values() for text in texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in texts(inner))
    elif isinstance(value, str):
        yield value


def test_every_finding_has_its_rule_and_fingerprint(whole: Report) -> None:
    run = run_of(whole)
    rules = run["tool"]["driver"]["rules"]

    assert {r["partialFingerprints"]["lkeDocs/v1"] for r in run["results"]} == {
        it.finding.fingerprint for it in whole.singles
    }
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_a_level_goes_with_its_kind(whole: Report) -> None:
    for result in run_of(whole)["results"]:
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert result["level"] in ("none", "note", "warning", "error")
        for place in result["locations"]:
            region = place["physicalLocation"].get("region", {"startLine": 1})
            assert region["startLine"] >= 1


def test_it_names_no_place_of_this_machine_and_no_empty_text(whole: Report) -> None:
    run = run_of(whole)

    assert all(text for text in texts(run["results"]))
    assert run["artifacts"][0]["location"]["uri"].isascii()
