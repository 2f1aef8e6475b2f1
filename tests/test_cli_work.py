"""The commands score, note and compare: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lke_docs.cli.compare import compare
from lke_docs.cli.note import note
from lke_docs.cli.score import score
from lke_docs.errors import ConfigError, InputError

SAMPLE = Path(__file__).parent.parent / "samples" / "kejari_bantaeng_2021.txt"
REASON = "Dokumen asli tersimpan di arsip bagian"


def run(*arguments: object) -> Result:
    """Run a command line as the main command does: the exit code is what the command returns."""
    group = click.Group(commands={"score": score, "note": note, "compare": compare})
    return CliRunner().invoke(group, [str(argument) for argument in arguments], standalone_mode=False)


def an_audit(path: Path, *fingerprints: str, level: str = "wajib") -> Path:
    findings = [
        {"fingerprint": it, "rule": "NOM001", "name": "n", "level": level, "confidence": "tinggi",
         "indicator": "A.1.1.A", "message": "pesan", "state": "open", "spans": []}
        for it in fingerprints
    ]  # fmt: skip
    row = {"code": "A.1.1.A", "question": "?", "answer": "YA", "evidence": "SK", "place": {}}
    sheet = {"source": "a", "sha256": "0", "agency": "", "unit": "", "instrument": "zi-2019", "rows": [row],
             "window": ["2021-01-01", "2021-06-30"]}  # fmt: skip
    whole = {"schema": "lke-docs/audit/1", "as_of": "2021-08-31", "sheet": sheet, "findings": findings}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_score_says_the_form_the_window_and_the_points() -> None:
    found = run("score", SAMPLE)
    assert found.return_value == 0, found.output
    for wanted in ("54,14", "zi-2019", "Masa penilaian 2021-", "terbuka"):
        assert wanted in found.output


def test_score_as_json_into_a_file_that_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "nilai.json"
    assert run("score", SAMPLE, "--format", "json", "--output", target).return_value == 0
    parts = json.loads(target.read_text(encoding="utf-8"))["claimed"]["parts"]
    assert {part["code"]: part["points"] for part in parts} == {"pengungkit": 54.14, "hasil": 0.0}
    again = run("score", SAMPLE, "--output", target)
    assert isinstance(again.exception, ConfigError)
    assert run("score", SAMPLE, "--output", target, "--force").return_value == 0


def test_score_under_the_older_rubric_says_so() -> None:
    assert "rubrik 52/2014" in run("score", SAMPLE, "--rubric", "52/2014").output


def test_score_of_an_unknown_instrument() -> None:
    assert isinstance(run("score", SAMPLE, "--instrument", "zi-1999").exception, ConfigError)


@pytest.mark.parametrize("window", ["tahun ini", "2021-08-31..2021-01-01", ".."])
def test_a_wrong_window_is_refused(window: str) -> None:
    assert isinstance(run("score", SAMPLE, "--window", window).exception, ConfigError)


def test_a_wrong_day_is_wrong_usage() -> None:
    assert isinstance(run("score", SAMPLE, "--as-of", "besok").exception, click.BadParameter)


def test_note_is_written_and_a_short_reason_refused(tmp_path: Path) -> None:
    rest = ("--author", "Sari", "--until", "2021-12-31", "--as-of", "2021-08-31", "--directory", tmp_path)
    done = run("note", "f" * 16, "--reason", REASON, *rest)
    assert done.return_value == 0
    assert "belum ada dalam riwayat" in done.output
    assert REASON in (tmp_path / "lke-catatan.toml").read_text(encoding="utf-8")
    again = run("note", "f" * 16, "--reason", f"{REASON} lagi", *rest)
    assert f"Menggantikan catatan Sari sampai 2021-12-31: “{REASON}”." in again.output
    assert isinstance(run("note", "f" * 16, "--reason", "pendek", *rest).exception, ConfigError)
    assert isinstance(run("note", "f" * 16, "--reason", REASON).exception, click.UsageError)


@pytest.mark.parametrize(
    ("new", "level", "fail_on", "code"),
    [
        ("ab", "wajib", "wajib", 1),
        ("ab", "perlu", "wajib", 0),
        ("ab", "wajib", "never", 0),
        ("a", "wajib", "wajib", 0),
    ],
)
def test_compare_of_two_audits(tmp_path: Path, new: str, level: str, fail_on: str, code: int) -> None:
    old = an_audit(tmp_path / "lama.json", "a", level=level)
    later = an_audit(tmp_path / "baru.json", *new, level=level)
    found = run("compare", old, later, "--fail-on", fail_on)
    assert found.return_value == code, found.output
    assert f"{len(new) - 1} baru" in found.output


def test_a_sheet_is_compared_on_the_terms_of_the_audit_beside_it(tmp_path: Path) -> None:
    old = an_audit(tmp_path / "lama.json")
    found = json.loads(run("compare", old, SAMPLE, "--fail-on", "never", "--format", "json").output)
    assert found["new"]["as_of"] == "2021-08-31"


def test_compare_of_what_is_no_audit(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}", encoding="utf-8")
    assert isinstance(run("compare", path, path).exception, InputError)


def test_compare_of_a_sheet_with_itself() -> None:
    found = run("compare", SAMPLE, SAMPLE, "--format", "json")
    assert found.return_value == 0, found.output
    counts = json.loads(found.output)["counts"]
    assert counts["new"] == counts["fixed"] == counts["gone"] == 0
