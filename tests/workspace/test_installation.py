"""`doctor`: what is there, what is not, and what to do about it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lke_docs import cli
from lke_docs.errors import PatternFileError
from lke_docs.files import ocr
from lke_docs.workspace import installation
from tests.test_own_language import english


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer with Python alone."""
    for name in ("rapidocr", "onnxruntime", "openvino"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(ocr, "_USUAL", ())
    monkeypatch.setattr(installation, "installed", lambda name: "" if name == "rapidocr" else ocr.installed(name))
    monkeypatch.setattr(installation, "find_soffice", lambda: None)
    monkeypatch.setattr(installation, "_FONT_FOLDERS", (str(tmp_path / "tidak_ada"),))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_missing_is_said_with_its_cost_and_its_cure(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor"]) == 0
    told = capsys.readouterr().out

    for cure in ("pip install rapidocr==3.10.0 onnxruntime", "apt install libreoffice-writer", "fonts-liberation"):
        assert cure in told
    assert "halaman pindaian dan foto di folder bukti tidak diperiksa" in told
    assert english(told) == []


def test_the_same_as_data(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    states = {check["name"]: check["state"] for check in told["checks"]}

    assert told["schema"] == "lke-docs/doctor/1"
    assert states["Python"] == "ada" and states["LibreOffice"] == states["pindaian (OCR)"] == "tidak ada"
    assert all(check["cost"] and check["ways"] for check in told["checks"] if check["state"] != "ada")


def test_a_folder_that_cannot_be_written_is_said(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = {check.name: check for check in installation.examine(bare / "tidak_ada")}

    assert "tidak dapat ditulis" in checks["folder unit"].found and checks["folder unit"].ways


def test_a_fault_in_the_numbers_of_letters_is_said(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise PatternFileError("kop.toml", "umum", "bagian nomor “{nomer}” tidak dikenal", 3)

    assert {check.name: check.state for check in installation.examine(bare)}["kop dan nomor surat"] == "ada"
    monkeypatch.setattr(installation, "letter_custom", fail)
    checks = {check.name: check for check in installation.examine(bare)}

    assert "kop.toml, baris 3" in checks["kop dan nomor surat"].found and checks["kop dan nomor surat"].ways


@pytest.mark.parametrize("least, told", [("0.0.1", ""), ("999", ", perlu 999")])
def test_a_package_that_is_too_old_is_said(least: str, told: str) -> None:
    assert installation._fault("click", least).endswith(told) and bool(installation._fault("click", least)) is bool(
        told
    )
