"""`audit` on the terms of a unit: its form, settings, notes, history and score."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lke_docs import check, cli
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.model import Confidence, Level
from tests.test_report import SAMPLE, SCHEMAS

SCORE_SCHEMA = json.loads((SAMPLE.parent.parent / "lke_docs/schema/score.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A unit's directory with the sample as its sheet; it is the working directory."""
    shutil.copy(SAMPLE, tmp_path / "lke.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def command(*args: str) -> tuple[int, str, str]:
        code = cli.run(["audit", "lke.txt", *args])
        done = capsys.readouterr()
        return code, done.out, done.err

    return command


def as_json(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    jsonschema.validate(found, SCHEMAS["audit"])
    return found


def test_json_carries_the_score_and_the_recognised_form(unit: Path, run: Any) -> None:
    found = as_json(run("--format", "json")[1])

    assert found["sheet"]["instrument"] == "zi-2019"
    jsonschema.validate(found["score"], SCORE_SCHEMA)
    assert round(found["score"]["claimed"]["total"]["points"], 2) == 54.14
    assert not (unit / ".lke-docs").exists(), "nothing is kept where nobody asked for it"


def test_text_says_the_form_and_the_score(unit: Path, run: Any) -> None:
    code, out, _ = run()

    assert code == 1
    assert "Instrumen       zi-2019" in out
    assert "54,14 diklaim" in out


def test_rubric_changes_the_reading(unit: Path, run: Any) -> None:
    assert as_json(run("--format", "json", "--rubric", "52/2014")[1])["score"]["reading"] == "52/2014"


def test_settings_choose_rules_levels_and_threshold(unit: Path, run: Any) -> None:
    (unit / "lke.toml").write_text(
        'select = ["NOM"]\nignore = ["NOM002"]\nfail_on = "wajib"\n[level]\nNOM005 = "saran"\n', encoding="utf-8"
    )
    code, out, _ = run("--format", "json")
    found = as_json(out)["findings"]

    assert code == 0
    assert {f["rule"][:3] for f in found} == {"NOM"}
    assert {f["level"] for f in found if f["rule"] == "NOM005"} == {"saran"}
    assert not [f for f in found if f["rule"] == "NOM002"]
    assert {f["rule"] for f in as_json(run("--format", "json", "--select", "TGL005")[1])["findings"]} == {"TGL005"}


def test_other_settings_by_name(unit: Path, run: Any) -> None:
    (unit / "lain.toml").write_text('instrument = "tidak-ada"\n', encoding="utf-8")
    code, _, err = run("--config", "lain.toml")

    assert code == 2
    assert "tidak-ada" in err


def test_history_says_what_changed_and_notes_stay_visible(unit: Path, run: Any) -> None:
    (unit / "lke.toml").write_text('instrument = "zi-2019"\n', encoding="utf-8")
    first = as_json(run("--format", "json")[1])["findings"]
    decree = next(f for f in first if f["rule"] == "NOM005")
    reason = "Kedua naskah sudah dicocokkan dengan buku agenda."
    assert cli.run(["note", decree["fingerprint"], "--reason", reason, "--author", "Ani", "--until", "2099-12-31"]) == 0
    page = (unit / "lke.txt").read_text(encoding="utf-8")
    (unit / "lke.txt").write_text(page.replace("tanggal Februari 2021;", "tanggal 24 Februari 2021;"), encoding="utf-8")
    _, out, _ = run("--full")

    assert "Sejak terakhir" in out and "(tiap baris dihitung)" in out
    assert "diperbaiki" in out
    assert "[dikesampingkan]" in out
    assert reason in " ".join(out.split())


def test_unknown_form_is_not_guessed(unit: Path, run: Any) -> None:
    lines = (
        "Aplikasi : LKE 2021",
        "a. Apakah gudang beras sudah penuh? Z.1.1.A",
        "A",
        "Foto gudang tanggal 3 Mei 2021",
    )
    text = "\n".join(lines)
    (unit / "lke.txt").write_text(text, encoding="utf-8")
    _, out, _ = run()

    assert "tidak dikenali" in out
    assert "instrumen tidak dikenali" in " ".join(out.split())
    assert "score" not in as_json(run("--format", "json")[1])


def test_a_rule_that_raises_is_not_checked_and_ends_in_two(
    unit: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    @rule("TOY009", "aturan rusak", level=Level.WAJIB, confidence=Confidence.TINGGI, remedy="")
    def broken(dossier: Dossier) -> Iterator[Hit]:
        yield Hit(dossier.by_code["tidak ada"], "")

    monkeypatch.setattr(check, "RULES", (*check.RULES, broken))
    code, out, err = run("--format", "json")
    found = as_json(out)

    assert code == 2
    assert found["defects"] == ["TOY009 (aturan rusak): KeyError: 'tidak ada'"]
    assert any(finding["rule"] == "NOM005" for finding in found["findings"])
    assert "TOY009 (aturan rusak)" in err
    assert "Traceback" not in err
