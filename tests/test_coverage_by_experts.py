"""The tool that holds findings against a list of experts."""

from __future__ import annotations

import json

from lke_docs.check import RULES, audit
from lke_docs.check.window import parse_window
from tests.sheets import sheet
from tools.coverage_by_experts import SAME_REASON, measure, read_entries, report

ROWS = [
    ("A.1.1.A", "YA", "Surat Keputusan tentang Tim Kerja; Notula rapat tanggal 31 Juni 2021"),
    ("A.1.1.B", "A", "Notula pemilihan anggota Bulan Maret"),
    ("A.2.1.A", "A", "Notula rapat tanggal 30 Februari 2021"),
]


def entry(code: str, kind: str, quote: str, severity: str = "high") -> str:
    return json.dumps({"code": code, "class": kind, "quote": quote, "why": "", "severity": severity})


def measured(*lines: str):  # type: ignore[no-untyped-def]
    rules = [rule for rule in RULES if rule.code in ("TGL001", "TGL003", "TGL005")]
    return measure(audit(sheet(ROWS), window=parse_window("2020-07..2021-12"), rules=rules), read_entries(lines))


def test_overlap_reason_and_neither() -> None:
    result = measured(
        entry("A.1.1.A", "anything", "tanggal 31 Juni  2021"),
        entry("A.9.9.A / A.1.1.B", "period.no_year", "kata lain"),
        entry("A.1.1.B", "typo", "pemilihan", "medium"),
        "",
    )

    assert [bool(rules) for _, rules in result.covered] == [True, True, False]
    assert (result.share("high"), result.share("medium"), result.share("low")) == (1.0, 0.0, 1.0)


def test_findings_that_nobody_justifies_count_where_experts_read() -> None:
    result = measured(entry("A.1.1.A", "anything", "31 Juni 2021"))

    assert {f.indicator for f in result.judged} == {"A.1.1.A", "A.1.1.B"}
    assert [f.rule for f in result.unjustified] == ["TGL001", "TGL005"]
    assert "2 of 3 not justified" in report(result, details=True)


def test_table_names_rules_that_exist() -> None:
    codes = [rule.code for rule in RULES]

    for kind, names in SAME_REASON.items():
        assert all(any(code.startswith(name) for code in codes) for name in names), kind
