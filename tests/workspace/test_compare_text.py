"""What `compare` says first: points before and after, what was mended, and rules that are new."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs import cli
from tests.test_report import SAMPLE


def test_points_come_first_and_a_new_rule_is_no_change_of_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    mended = tmp_path / "baru.txt"
    mended.write_text(text.replace("15 September 2020", "15 April 2021"), encoding="utf-8")
    some, every = tmp_path / "nom.json", tmp_path / "semua.json"
    cli.run(["audit", str(SAMPLE), "--format", "json", "--select", "NOM,TGL004", "--output", str(some)])
    cli.run(["audit", str(mended), "--format", "json", "--output", str(every)])
    capsys.readouterr()
    cli.run(["compare", str(some), str(every)])
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith("Nilai diklaim 54,14 menjadi 54,14; tampak ")
    assert lines.index("Diperbaiki") < next(i for i, line in enumerate(lines) if line.startswith("Baru karena aturan"))
    assert "Baru" not in lines
