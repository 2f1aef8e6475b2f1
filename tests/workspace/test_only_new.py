"""--only-new in a unit's folder; what came or went with the rules, not with the text; the same told twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lke_docs import cli
from lke_docs.workspace import Change, compare_runs
from tests.workspace.test_compare import APRIL, MARCH, a_finding, a_run

HEAD = "Kode|Pertanyaan|Jawaban|Bukti Dukung\n"
ROWS = (
    "A.1.1.A|Apakah Tim Kerja telah dibentuk?|YA|SK Tim Kerja",
    "A.2.1.C|Apakah SOP telah dievaluasi?|A|Notula Monev",
)
ENDS = (".json", "_lembar.json")


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lke.toml").write_text('window = "2021"\n', encoding="utf-8")
    return tmp_path


def audited(capsys: pytest.CaptureFixture[str], *rows: str, options: tuple[str, ...] = ()) -> tuple[int, Any, str]:
    Path("lke.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    code = cli.run(["audit", "lke.csv", "--format", "json", *options])
    out, err = capsys.readouterr()
    return code, json.loads(out or "{}"), err


def test_only_what_is_new_is_shown_and_told_alike_twice(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = audited(capsys, ROWS[0], options=("--only-new",))
    again = audited(capsys, ROWS[0], options=("--only-new",))
    new, twice = (audited(capsys, *ROWS, options=("--only-new",)) for _ in range(2))
    whole = audited(capsys, *ROWS)[1]

    assert first[1]["findings"] and "belum ada pemeriksaan sebelumnya" in first[2]
    assert (again[0], again[1]["findings"]) == (0, [])
    assert new[0] == 1 and {it["indicator"] for it in new[1]["findings"]} == {"A.2.1.C"}
    assert new[1]["findings"] == twice[1]["findings"]
    assert {it["change"] for it in new[1]["findings"]} == {"new"}
    assert len(whole["findings"]) > len(new[1]["findings"]) and new[1]["score"] == whole["score"]
    assert "hanya temuan yang baru" in said(capsys, "audit", "lke.csv", "--only-new")


def test_nothing_new_is_not_no_finding(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left = len(audited(capsys, ROWS[0])[1]["findings"])
    audited(capsys, ROWS[0])

    assert "Temuan          tidak ada temuan baru" in said(capsys, "audit", "lke.csv", "--only-new")
    assert f"tidak_ditampilkan={left}" in said(capsys, "audit", "lke.csv", "--only-new", "--format", "line")
    assert "tidak_ditampilkan" not in said(capsys, "audit", "lke.csv", "--format", "line")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    cli.run(arguments)
    return "".join(capsys.readouterr())


def test_what_is_gone_stands_in_every_full_result(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = audited(capsys, *ROWS)[1]
    past = audited(capsys, ROWS[0])[1]["past"]

    assert past and {it["change"] for it in past} == {"gone"}
    assert {it["fingerprint"] for it in past} < {it["fingerprint"] for it in before["findings"]}
    for form in ("text", "html"):
        shown = said(capsys, "audit", "lke.csv", "--format", form, "--full")
        assert "Tidak ada lagi sejak pemeriksaan sebelumnya" in shown and "hilang karena klaimnya dihapus" in shown
        assert "masih terbuka" in shown


@pytest.mark.parametrize("choice", ["", "--select STR", "--select wajib", "--ignore STR,A.1.1", "--select A.9"])
def test_results_are_chosen_from_as_their_sheets(unit: Path, capsys: pytest.CaptureFixture[str], choice: str) -> None:
    for name, rows in (("lama", ROWS[:1]), ("baru", ROWS)):
        audited(capsys, *rows, options=("--output", f"{name}.json"))
        said(capsys, "export", "lke.csv", "--format", "json", "--output", f"{name}_lembar.json")

    lines = (["compare", f"lama{end}", f"baru{end}", *choice.split()] for end in ENDS)
    compared = [(cli.run(line), *capsys.readouterr()) for line in lines]
    assert compared[0] == compared[1]


def test_what_a_result_was_made_on_cannot_be_changed(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audited(capsys, *ROWS, options=("--output", "a.json"))

    assert "tidak mengubah hasil audit" in said(capsys, "compare", "a.json", "a.json", "--window", "2019")


@pytest.mark.parametrize("arguments", [(), ("--format", "html")])
def test_without_a_unit_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lke.csv").write_text(HEAD + ROWS[0], encoding="utf-8")

    assert "memerlukan folder unit" in said(capsys, "audit", "lke.csv", "--only-new", *arguments)


def test_every_result_names_its_versions(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    versions = audited(capsys, *ROWS)[1]["versions"]
    assert versions["rules"].startswith("0.") and versions["form"].startswith("zi-")
    for form in ("text", "html", "sarif", "jsonl"):
        shown = said(capsys, "audit", "lke.csv", "--format", form)
        assert all(it in shown for it in versions.values()), form


VERSIONS = (("1-a", "f"), ("1-b", "f"))
Case = tuple[str, str, dict[str, Any], dict[str, Any], bool]
CASES: dict[str, Case] = {
    "other rules, same text": (MARCH, MARCH, {"versions": VERSIONS[0]}, {"versions": VERSIONS[1]}, True),
    "other rules, other text": (MARCH, APRIL, {"versions": VERSIONS[0]}, {"versions": VERSIONS[1]}, False),
    "same rules": (MARCH, MARCH, {"versions": VERSIONS[0]}, {"versions": VERSIONS[0]}, False),
    "rules not known": (MARCH, MARCH, {}, {"versions": VERSIONS[1]}, False),
    "the rule is new": (MARCH, APRIL, {"ran": ("TGL001",)}, {"ran": ("NOM001",)}, True),
    "other answer": (
        *(MARCH, MARCH),
        {"versions": VERSIONS[0], "answers": {"A.1.3.B": "A"}},
        {"versions": VERSIONS[1], "answers": {"A.1.3.B": "B"}},
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_new_rule_is_told_from_a_changed_text(name: str) -> None:
    before, after, old, new, by_rules = CASES[name]
    with_it = (a_finding("a"),)
    came = compare_runs(a_run(evidence=before, **old), a_run(*with_it, evidence=after, **new))
    went = compare_runs(a_run(*with_it, evidence=before, **old), a_run(evidence=after, **new))

    assert [(it.change, it.by_rules) for it in came.changes] == [(Change.NEW, by_rules)]
    assert {it.by_rules for it in went.changes if it.change is not Change.UNCHECKED} <= {by_rules}
