"""What people type: ids of findings, days in words, slips that are understood, choices by indicator and level."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lke_docs import cli
from lke_docs.check.window import parse_day, parse_window
from lke_docs.errors import ConfigError
from lke_docs.workspace.calling import find
from lke_docs.workspace.store import Known
from tests.test_report import SAMPLE


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(SAMPLE, tmp_path / "lke.txt")
    (tmp_path / "lke.toml").write_text('instrumen = "zi-2019"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*args: str) -> tuple[int, str]:
        code = cli.run(list(args))
        done = capsys.readouterr()
        return code, done.out + done.err

    return run


# --- ids ----------------------------------------------------------------------------------------------

NOTED = ("--reason", "Sudah dicocokkan dengan buku agenda.", "--author", "Ani", "--until", "31 Desember 2099")


def test_an_id_names_a_finding_for_every_command(unit: Path, said: Any) -> None:
    found = json.loads(said("audit", "lke.txt", "--format", "json")[1])["findings"]
    decree = next(it for it in found if it["rule"] == "NOM005")
    gathered = next(it for it in found if it["members"])

    assert "dipakai untuk 2 naskah" in said("rule", decree["id"])[1]
    assert "A.2.3.A: Nomor" in said("rule", "NOM005", "A.2.3.A")[1]
    assert "satu nomor untuk dua naskah" in said("explain", "lke.txt", decree["id"])[1]
    assert gathered["message"][:40] in " ".join(said("explain", "lke.txt", gathered["id"])[1].split())
    assert said("note", "nom005", "a.2.3.a", *NOTED)[0] == cli.OK
    assert said("note", gathered["id"], *NOTED)[0] == cli.OK
    again = json.loads(said("audit", "lke.txt", "--format", "json")[1])["findings"]
    noted = {it["fingerprint"] for it in again if it["state"] == "suppressed"}
    assert noted == {decree["fingerprint"], gathered["fingerprint"]}


def test_a_rule_with_an_indicator_names_its_row_and_what_is_left_open_is_told_apart() -> None:
    group = Known("1" * 16, "BER001", "A.1.1.A", "Dokumen tidak ada pada 2 indikator.", members=True)
    row, second = (Known(mark * 16, "BER001", "A.1.1.A", f"“{mark}” tidak ada.") for mark in "23")

    assert find("BER001 A.1.1.A", (group, row)) is row
    with pytest.raises(ConfigError, match=r"22222222 \(BER001 A.1.1.A: “2” tidak ada\.\), 33333333 \(BER001"):
        find("ber001 a.1.1.a", (group, row, second))


@pytest.mark.parametrize(
    "given, words",
    [
        (("NOM005", "A.1.1.A"), "Yang mirip: "),
        (("0",), "dapat berarti"),
        (("zzzz",), "bukan temuan yang dikenal. Yang ada: "),
        (("NOM05",), "Yang mirip: 9dc3126c (NOM005 A.2.3.A)."),
        (("a.2.3.a",), "(NOM005 A.2.3.A), "),
        (("NOM005",), "(NOM005 A.2.3.A)"),
    ],
)
def test_an_id_that_is_unknown_or_ambiguous_lists_the_near_ones(
    unit: Path, said: Any, given: tuple[str, ...], words: str
) -> None:
    said("audit", "lke.txt")
    code, text = said("note", *given, *NOTED)

    assert code == cli.FAULT
    assert words in text
    assert not (unit / "lke-catatan.toml").exists()


def test_a_prefix_without_a_history_says_what_to_do(tmp_path: Path, said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "belum ada riwayat" in said("note", "9dc3", *NOTED)[1]


def test_a_rule_that_is_unknown_names_the_near_one(said: Any) -> None:
    assert "aturan “nom05” tidak ada; mungkin maksudnya NOM005." in said("rule", "nom05")[1]


# --- choices ------------------------------------------------------------------------------------------


def test_a_choice_says_what_it_leaves_out_and_what_is_first_is_of_the_choice(said: Any) -> None:
    """The things to do first were 74 with a choice and 53 without: they were those without any finding shown."""
    whole, chosen = (said("audit", str(SAMPLE), *more)[1] for more in ((), ("--select", "A.3,NOM")))

    assert "Ditampilkan     hanya temuan yang dipilih; " in chosen and "Ditampilkan" not in whole
    first = chosen.partition("Yang pertama dibenahi")[2].partition("Pada seluruh lembar")[0]
    assert set(re.findall(r"^ *\d+\. (\S+)  ", first, re.MULTILINE)) == {"A.3.4.D", "A.3.1.B", "A.3.3.C", "A.3.2.B"}


@pytest.mark.parametrize(
    "options, wanted",
    [
        (("--select", "wajib"), lambda it: it["level"] == "wajib"),
        (("--select", "A.3,NOM"), lambda it: it["rule"][:3] == "NOM"),
        (("--select", "A.3"), lambda it: any(c.startswith("A.3.") for c in (it["indicator"], *it["related"]))),
        (("--ignore", "saran"), lambda it: it["level"] != "saran"),
        (("--ignore", "A.3,A.1"), lambda it: not it["indicator"].startswith(("A.3.", "A.1."))),
    ],
)
def test_findings_are_chosen_by_indicator_area_and_level(said: Any, options: tuple[str, str], wanted: Any) -> None:
    found = json.loads(said("audit", str(SAMPLE), "--format", "json", *options)[1])["findings"]
    singles = [one for it in found for one in it["members"] or [it]]

    assert singles and all(wanted(it) for it in singles)


def test_an_indicator_that_is_not_there_is_said(said: Any) -> None:
    assert "“A.9” tidak ada di lembar ini" in said("audit", str(SAMPLE), "--select", "A.9")[1]


def test_a_part_of_the_sheet_is_no_run_of_the_history(unit: Path, said: Any) -> None:
    said("audit", "lke.txt")
    said("audit", "lke.txt", "--select", "A.3")
    found = json.loads(said("audit", "lke.txt", "--format", "json")[1])["findings"]

    assert {it["change"] for it in found} == {"open"}


# --- days ---------------------------------------------------------------------------------------------


DAYS = ("2021-08-31", "31-08-2021", "31/8/2021", "31.08.2021", "31 Agustus 2021", "31 agustus 2021")


@pytest.mark.parametrize("text", DAYS)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert parse_day(text) == date(2021, 8, 31)


@pytest.mark.parametrize("text", ["31-02-2021", "2021", "Agustus 2021", "besok", "31 Agustus", "", "1.1", "00-00-2021"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021-01-01..2021-08-31",
        "2021-01..2021-08",
        "1 Januari 2021 s.d. 31 Agustus 2021",
        "01-01-2021 sampai dengan 31-08-2021",
        "Januari 2021 – Agustus 2021",
        "1 Januari 2021 sd 31 Agustus 2021",
    ],
)
def test_windows_are_read_as_people_write_them(text: str) -> None:
    assert parse_window(text)[:2] == (date(2021, 1, 1), date(2021, 8, 31))


def test_a_window_without_a_year_is_refused() -> None:
    with pytest.raises(ConfigError):
        parse_window("Januari s.d. Agustus")


# --- slips --------------------------------------------------------------------------------------------


def test_a_forgotten_audit_and_lost_quotes_are_understood(unit: Path, said: Any) -> None:
    (unit / "lke.txt").rename(unit / "LKE Kejari Contoh 2021.txt")

    for args in (["LKE Kejari Contoh 2021.txt"], ["audit", "LKE", "Kejari", "Contoh", "2021.txt"]):
        assert said(*args, "--format", "line") == (cli.FOUND, said(*args, "--format", "line")[1])


def test_a_misspelt_file_and_a_folder_list_what_may_be_meant(unit: Path, said: Any) -> None:
    code, text = said("audit", "lkee.txt")

    assert (code, "Mungkin maksudnya: lke.txt." in text) == (cli.UNREAD, True)
    assert "misalnya lke.txt." in said("audit", ".")[1]
