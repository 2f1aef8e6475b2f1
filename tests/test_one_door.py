"""Every command that reads a sheet does so on the same terms: one folder with settings and a note."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lke_docs import cli
from tests.test_report import SAMPLE

SETTINGS = 'window = "2021-01-01..2021-04-30"\nignore = ["SER", "BKT"]\nrubric = "52/2014"\n[level]\nTGL001 = "saran"\n'
REASON = "Kegiatan ini memang tidak pernah dilaksanakan."
DAYS = ["2021-01-01", "2021-04-30"]

Run = Callable[..., str]


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory is below the one with the settings."""
    (tmp_path / "lke.toml").write_text(SETTINGS, encoding="utf-8")
    below = tmp_path / "bukti"
    below.mkdir()
    shutil.copy(SAMPLE, below / "lke.txt")
    monkeypatch.chdir(below)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*args: object, codes: tuple[int, ...] = (0, 1)) -> str:
        code = cli.run([str(arg) for arg in args])
        done = capsys.readouterr()
        assert code in codes, done.err
        return done.out

    return command


def as_json(run: Run, *args: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*args, "--format", "json"))
    return found


def marks(findings: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """What tells findings apart, with the level they were given."""
    return {(it["fingerprint"], it["level"], it["state"]) for it in findings}


def gaps(folder: Path) -> dict[str, str]:
    """Fingerprint and rule of every gap that has a draft in a folder, from their records."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in folder.rglob("*/*.sumber.json")]
    return {it["gap"]["fingerprint"]: it["gap"]["rule"] for it in records}


def set_aside(run: Run, rule: str) -> dict[str, Any]:
    """Note the first finding of a rule."""
    noted: dict[str, Any] = next(it for it in as_json(run, "audit", "lke.txt")["findings"] if it["rule"] == rule)
    run("note", noted["fingerprint"], "--reason", REASON, "--author", "Ani", "--until", "2099-12-31")
    return noted


def test_window_form_and_findings_are_the_same_whoever_asks(unit: Path, run: Run) -> None:
    noted = set_aside(run, "TGL001")
    assert (unit / "lke-catatan.toml").is_file(), "the note lies where audit looks for it"

    audited = as_json(run, "audit", "lke.txt")
    assert audited["sheet"]["window"] == DAYS
    assert not {it["rule"][:3] for it in audited["findings"]} & {"SER", "BKT"}
    assert next(it for it in audited["findings"] if it["fingerprint"] == noted["fingerprint"])["state"] == "suppressed"
    assert {it["level"] for it in audited["findings"] if it["rule"] == "TGL001"} == {"saran"}
    standing = [it for it in audited["findings"] if it["state"] == "open"]

    scored = as_json(run, "score", "lke.txt")
    assert scored["reading"] == audited["score"]["reading"] == "52/2014"
    assert {key: scored[key] for key in scored if key != "notices"} == {
        key: audited["score"][key] for key in scored if key != "notices"
    }
    assert any("2021-01-01 sampai 2021-04-30" in notice for notice in scored["notices"])

    exported = as_json(run, "export", "lke.txt", "--findings")
    assert exported["sheet"] == audited["sheet"]
    assert marks(exported["findings"]) == marks(standing)

    single = [one for it in audited["findings"] for one in it["members"] or [it]]
    (unit / "audit.json").write_text(json.dumps(audited), encoding="utf-8")
    compared = as_json(run, "compare", unit / "audit.json", "lke.txt")
    assert compared["counts"]["open"] == len(single)
    assert {name: count for name, count in compared["counts"].items() if count} == {"open": len(single)}
    assert marks(compared["changes"]) == marks(single)
    twice = as_json(run, "compare", "lke.txt", "lke.txt")
    assert marks(twice["changes"]) == marks(single)


def test_a_workbook_gets_the_findings_that_audit_shows(unit: Path, run: Run) -> None:
    run("export", "lke.txt", "--output", "lke.xlsx")
    audited = as_json(run, "audit", "lke.xlsx")
    run("export", "lke.xlsx", "--findings", "--output", "temuan.xlsx")
    written = "\n".join(
        str(cell.value) for row in openpyxl.load_workbook("temuan.xlsx").worksheets[0].iter_rows() for cell in row
    )

    assert {it["rule"] for it in audited["findings"] if it["rule"] in written}
    assert not [rule for rule in ("SER001", "SER002", "BKT001", "BKT003") if rule in written]


def test_nothing_set_aside_ignored_or_outside_the_window_is_drafted(unit: Path, run: Run) -> None:
    settings = unit / "lke.toml"
    settings.write_text('window = "2021-01-01..2021-08-31"\n', encoding="utf-8")
    run("draft", "lke.txt", "--output", "semua", "--quiet")
    noted = set_aside(run, "SER002")
    settings.write_text('window = "2021-01-01..2021-08-31"\nignore = ["BKT"]\n', encoding="utf-8")
    run("draft", "lke.txt", "--output", "sisa", "--quiet")
    found = [it for it in as_json(run, "audit", "lke.txt")["findings"] if it["state"] == "open"]
    standing = {one["fingerprint"] for it in found for one in it["members"] or [it]}

    before, after = gaps(Path("semua")), gaps(Path("sisa"))
    assert {rule[:3] for rule in before.values()} >= {"SER", "BKT"}, "the sheet has gaps of both kinds"
    assert set(before) - set(after) == {it for it, rule in before.items() if rule[:3] == "BKT"} | {noted["fingerprint"]}
    assert set(after) <= standing

    settings.write_text('window = "2021-01-01..2021-04-30"\n', encoding="utf-8")
    run("draft", "lke.txt", "--output", "april", "--quiet")
    names = [path.parent.name for path in Path("april").rglob("DRAF_*.docx")]
    assert names
    assert any("_2021-06_" in path.name for path in Path("semua").iterdir())
    assert not [name for name in names if any(f"_2021-{month:02}_" in name for month in range(5, 13))]

    settings.write_text(SETTINGS, encoding="utf-8")
    run("draft", "lke.txt", "--output", "tanpa", "--quiet")
    assert {rule[:3] for rule in gaps(Path("tanpa")).values()} <= {"TGL", "JWB"}
