"""Two versions of the rules over a corpus: what appears, goes, changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.impact import Told, differences, main

OLD = Told("NOM001", "perlu", "tinggi", "A.1.1.A", "Nomor tidak ada.")
CASES = {
    "nothing": ({"1": OLD}, {"1": OLD}, []),
    "appears": ({}, {"1": OLD}, ["appears"]),
    "goes": ({"1": OLD}, {}, ["goes"]),
    "another level": ({"1": OLD}, {"1": OLD._replace(level="wajib")}, ["changes"]),
    "another mark on one row": ({"1": OLD}, {"2": OLD._replace(message="Nomor kurang.")}, ["changes"]),
    "another row": ({"1": OLD}, {"2": OLD._replace(code="A.1.1.B")}, ["appears", "goes"]),
    "one of two": ({"1": OLD, "2": OLD}, {"3": OLD}, ["changes", "goes"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_became_of_a_finding(name: str) -> None:
    old, new, words = CASES[name]

    assert [it.word for it in differences({"a": old}, {"a": new})] == words
    assert list(differences({"a": old, "b": None}, {"b": new})) == []


def test_a_version_against_itself_tells_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(Path(__file__).resolve().parent.parent)
    rows = "A.1.1.A|Apakah Tim Kerja telah dibentuk?|YA|SK Tim Kerja tanggal 31 Juni 2021\n"
    (tmp_path / "lke.csv").write_text(f"Kode|Pertanyaan|Jawaban|Bukti Dukung\n{rows}", encoding="utf-8")
    (tmp_path / "kosong.txt").write_bytes(b"")

    assert main([root, root, str(tmp_path)]) == 0
    assert "2 sheets" in (said := capsys.readouterr().out) and " 0 findings" not in said and "only" not in said
    assert main(["tidak-ada-revisi-ini", root, str(tmp_path)]) == 2


def test_two_runs_over_many_units_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    from lke_docs.portfolio.tables import write_part

    own = {"unit": "a/lke.txt", "key": "1"}
    for name, rules in (("lama", ("NOM001", "TGL001")), ("baru", ("NOM001", "SER001"))):
        write_part(tmp_path / name, "units", "uji", [own])
        found = [own | OLD._asdict() | {"fingerprint": rule, "rule": rule} for rule in rules]
        write_part(tmp_path / name, "findings", "uji", found)
    told = tmp_path / "beda.json"

    assert main([str(tmp_path / "lama"), str(tmp_path / "baru"), "--json", str(told)]) == 1
    assert "1 sheets, 2 findings before: 1 appears, 1 goes, 0 changes" in capsys.readouterr().out
    words = [(it["word"], it["rule"]) for it in json.loads(told.read_text())]
    assert words == [("appears", "SER001"), ("goes", "TGL001")]
