"""The commands as a user types them: results, messages, exit codes, files."""

from __future__ import annotations

import codecs
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import jsonschema
import pytest

from lke_docs import check, cli
from lke_docs.check.rule import Rule
from lke_docs.extract import extract_all
from lke_docs.model import Evidence
from tests.test_report import SAMPLE, SCHEMAS, TOYS, broken

PAGE = SAMPLE.read_text(encoding="utf-8")
ENV = {**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent), "PYTHONWARNINGS": "error"}


class Result:
    """Exit code and what was written where."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.out, self.err = code, out.decode(), err.decode()


@pytest.fixture
def lke(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command line here, with the toy rules in place of the real ones."""

    def command(*args: object, rules: tuple[Rule, ...] = TOYS) -> Result:
        monkeypatch.setattr(check, "RULES", rules)
        monkeypatch.setattr(check.rules, "RULES", rules)
        code = cli.run([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return Result(code, out, err)

    return command


# --- audit --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options, code",
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--select", "TOY001"), 0),
        (("--select", "TOY001", "--fail-on", "saran"), 1),
        (("--select", "TOY003", "--fail-on", "saran"), 0),
        (("--ignore", "TOY002,TOY004"), 0),
        (("--ignore", "toy002", "--ignore", "TOY004"), 0),
        (("--select", "TOY", "--ignore", "TOY00"), 0),
        (("--select", "TOY002", "--fail-on", "wajib"), 1),
        (("--select", "TOY004", "--fail-on", "wajib"), 0),
    ],
)
def test_exit_code_follows_threshold_and_choice(lke, options: tuple[str, ...], code: int) -> None:  # type: ignore[no-untyped-def]
    assert lke("audit", SAMPLE, *options).code == code


def test_a_rule_that_fails_is_named_and_ends_in_two(lke) -> None:  # type: ignore[no-untyped-def]
    result = lke("audit", SAMPLE, rules=(*TOYS, broken))

    assert result.code == 2
    assert "TOY002" in result.out
    assert "Cacat program: aturan TOY009 (aturan rusak)" in result.err
    assert "Traceback" not in result.err


def test_json_goes_to_stdout_and_nothing_else_does(lke) -> None:  # type: ignore[no-untyped-def]
    result = lke("audit", SAMPLE, "--format", "json", "--instrument", "zi-2019", "--window", "2021-01..2021-06")
    found = json.loads(result.out)

    jsonschema.validate(found, SCHEMAS["audit"])
    assert result.err == ""
    assert found["sheet"]["window"] == ["2021-01-01", "2021-06-30"]
    assert found["sheet"]["instrument"] == "zi-2019"
    assert found["as_of"] == "2021-06-30"


def test_day_of_reference_is_taken(lke) -> None:  # type: ignore[no-untyped-def]
    assert "31 Desember 2021 (diberikan pengguna)" in lke("audit", SAMPLE, "--as-of", "2021-12-31").out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_findings(lke, tmp_path: Path, encoding: str) -> None:  # type: ignore[no-untyped-def]
    page = PAGE.replace("kata-kata", "kata–kata")
    (tmp_path / "lke.txt").write_bytes(page.encode(encoding))
    rows = json.loads(lke("audit", tmp_path / "lke.txt", "--format", "json").out)["sheet"]["rows"]

    assert len(rows) == 87
    assert any("kata–kata" in row["evidence"] for row in rows)


UNREADABLE = {
    "kosong": (b"", "berkas kosong"),
    "blanks": (b" \r\n\t\n", "berkas kosong"),
    "not-an-lke": (b"Resep nasi goreng\nBawang merah\n", "tidak ditemukan satu pun indikator"),
    "random": (bytes(range(256)) * 40, "bukan teks"),
    "bom-only": (codecs.BOM_UTF8, "kosong|bukan|tidak ditemukan"),
    "half-utf-16": (codecs.BOM_UTF16_LE + "LKE".encode("utf-16-le") + b"\x00", "bukan teks"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), ""),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_said_in_one_line(lke, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    content, words = UNREADABLE[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(content)
    result = lke("audit", path)

    assert result.code == 3
    assert result.out == ""
    assert result.err.startswith(f"Kesalahan: {path}: ")
    assert result.err.count("\n") == 1
    assert not words or any(word in result.err for word in words.split("|"))


@pytest.mark.parametrize("args", [("audit", "tidak-ada.txt"), ("extract", "tidak-ada.txt")])
def test_a_missing_file_is_said(lke, args: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    result = lke(*args)

    assert result.code == 3
    assert result.err == "Kesalahan: tidak-ada.txt: berkas tidak ada. Periksa nama dan foldernya.\n"


@pytest.mark.parametrize("command", ["audit", "extract"])
def test_a_folder_is_said(lke, tmp_path: Path, command: str) -> None:  # type: ignore[no-untyped-def]
    result = lke(command, tmp_path)

    assert result.code == 3
    assert "ini folder, bukan berkas" in result.err


WRONG = [
    (("audit",), "Argumen belum diberikan: 'LEMBAR'"),
    (("audit", "x", "--format", "yaml"), "bukan salah satu dari 'text'"),
    (("audit", "x", "--fail-on", "berat"), "bukan salah satu dari 'wajib'"),
    (("audit", "x", "--as-of", "31-02-2021"), "bukan tanggal; tulis misalnya 2021-08-31"),
    (("audit", "x", "--window", "kemarin"), "masa penilaian “kemarin” tidak dapat dibaca"),
    (("audit", "x", "--window", "2021-02..2021-01"), "akhir lebih awal daripada awal"),
    (("audit", "x", "--window", "9" * 40), "tidak dapat dibaca"),
    (("audit", "x", "--window", "2021-13"), "tidak dapat dibaca"),
    (("audit", "x", "--select", "XYZ001"), "“XYZ001” bukan aturan"),
    (("audit", "x", "--ignore", "XYZ"), "“XYZ” bukan aturan"),
    (("audit", "x", "--select", ","), "tidak menyebut satu kode pun"),
    (("compare", "x", "y", "--ignore", ""), "tidak menyebut satu kode pun"),
    (("audit", "x", "--evidence", "tidak-ada"), "folder 'tidak-ada' tidak ada"),
    (("audit", "x", "--worklist", "tidak-ada"), "berkas 'tidak-ada' tidak ada"),
    (("audit", "x", "--format", "xlsx", "-o", "-"), "Sebutkan berkas hasil"),
    (("package", "x", "y", "-o", "-"), "dan --output"),
    (("draft", "x", "--output", "-"), "sebutkan namanya"),
    (("audit", "x", "--ouput", "y"), "Maksudnya"),
    (("audit", "x", "--output"), "Pilihan '--output' memerlukan nilai"),
    (("audit", "x", "y"), "Argumen berlebih: y"),
    (("audit", "--quiet=ya", "x"), "tidak memakai nilai"),
    (("audt",), "Maksudnya 'audit'?"),
    (("rule", "XYZ001"), "aturan “XYZ001” tidak ada"),
]


@pytest.mark.parametrize("args, words", WRONG, ids=lambda value: " ".join(value)[:30])
def test_wrong_usage_is_said_in_indonesian(lke, args: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
    result = lke(*args)

    assert result.code == 2
    assert result.out == ""
    assert words in result.err
    assert not any(english in result.err for english in ("Error", "Usage", "Try ", "Missing", "No such", "OPTIONS"))


# --- files --------------------------------------------------------------------------------------------


def test_output_file_holds_what_stdout_would(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "hasil.json"
    shown = lke("audit", SAMPLE, "--format", "json").out
    result = lke("audit", SAMPLE, "--format", "json", "--output", target)

    assert (result.code, result.out) == (1, "")
    assert target.read_bytes().decode() == shown == lke("audit", SAMPLE, "--format", "json", "-o", "-").out
    assert [path.name for path in tmp_path.iterdir()] == ["hasil.json"]


def test_an_existing_file_is_overwritten_with_force_only(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "hasil.txt"
    target.write_text("milik saya", encoding="utf-8")
    refused = lke("audit", SAMPLE, "--output", target)

    assert refused.code == 2
    assert "Tambahkan --force" in refused.err
    assert target.read_text(encoding="utf-8") == "milik saya"
    assert lke("audit", SAMPLE, "--output", target, "--force").code == 1
    assert "Yang pertama dibenahi" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("name, words", [(".", "ini folder"), ("tak/ada/hasil.txt", "foldernya tidak ada")])
def test_an_output_that_cannot_be_is_said(lke, tmp_path: Path, name: str, words: str) -> None:  # type: ignore[no-untyped-def]
    result = lke("audit", SAMPLE, "--output", tmp_path / name, "--force")

    assert result.code == 2
    assert words in result.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_evidence_folder_keeps_no_finding(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = lke("audit", SAMPLE, "--evidence", tmp_path)

    assert result.code == 3 and "Folder bukti tidak diperiksa" in result.err
    assert "Yang pertama dibenahi" in result.out


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
@pytest.mark.parametrize("is_there", [True, False])
def test_an_output_follows_no_link(lke, tmp_path: Path, is_there: bool) -> None:  # type: ignore[no-untyped-def]
    victim, link = tmp_path / "korban.txt", tmp_path / "hasil.txt"
    if is_there:
        victim.write_text("isi", encoding="utf-8")
    link.symlink_to(victim)

    result = lke("audit", SAMPLE, "--output", link, "--force")

    assert (result.code, "ini tautan ke" in result.err) == (2, True)
    assert link.is_symlink() and victim.exists() == is_there
    assert not is_there or victim.read_text("utf-8") == "isi"


def test_a_failed_extract_leaves_no_file(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "kosong.txt").write_bytes(b"")

    assert lke("extract", tmp_path / "kosong.txt", "--output", tmp_path / "hasil.txt").code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["kosong.txt"]


def test_a_report_in_a_file_has_no_colour_and_a_fixed_width(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    lke("audit", SAMPLE, "--output", tmp_path / "hasil.txt")
    text = (tmp_path / "hasil.txt").read_text(encoding="utf-8")

    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) == 100


# --- extract ------------------------------------------------------------------------------------------

TEXT = "SK KEP No: 02/P.4.17/02/2021 tanggal 22 Februari 2021 tentang Agen Perubahan; Notula Bulan Maret"


def test_extract_of_a_text(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bukti.txt").write_text(TEXT, encoding="utf-8")
    found = json.loads(lke("extract", tmp_path / "bukti.txt", "--format", "json").out)
    text = lke("extract", tmp_path / "bukti.txt").out

    assert [r["normalized"] for r in found[0]["references"]] == ["02/P.4.17/02/2021"]
    assert [d["value"] for d in found[0]["dates"]] == ["2021-02-22"]
    assert [p["value"] for p in found[0]["periods"]] == ["--03"]
    assert all(words in text for words in ("02/P.4.17/02/2021", "2021-02-22", "--03", "notula"))


LINES = [
    json.dumps({"id": "satu", "text": TEXT}).encode(),
    b"{tidak benar",
    b"",
    json.dumps({"id": "dua", "text": ""}).encode(),
    b'["id", "text"]',
    b'{"id": 3, "text": "x"}',
    b'{"id": "tanpa teks"}',
    b"\xff\xfe",
    b"[" * 50_000,
    json.dumps({"id": "\ud800", "text": "Notula \udc80 rapat"}).encode(),
    json.dumps({"id": "empat", "text": "Notula\u2028rapat", "lain": 1}, ensure_ascii=False).encode(),
]


def test_extract_of_lines_keeps_order_and_says_which_are_bad(lke, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "masuk.jsonl").write_bytes(b"\n".join(LINES))
    result = lke("extract", "--from", "jsonl", "--format", "jsonl", tmp_path / "masuk.jsonl")
    found = [json.loads(line) for line in result.out.split("\n") if line]

    assert result.code == 3
    assert [one["id"] for one in found] == ["satu", "dua", "\ud800", "empat"]
    for one in found:
        jsonschema.validate(one, SCHEMAS["extract"])
    said = [line.split(", ")[1].split(":")[0] for line in result.err.splitlines()]
    assert said == [f"baris {number}" for number in (2, 5, 6, 7, 8, 9)]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_extract_of_lines_to_json_is_a_list(lke, tmp_path: Path, count: int) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "masuk.jsonl").write_bytes((LINES[0] + b"\n") * count)
    result = lke("extract", "--from", "jsonl", "--format", "json", tmp_path / "masuk.jsonl")

    assert result.code == 0
    assert [one["id"] for one in json.loads(result.out)] == ["satu"] * count


def test_a_line_too_long_is_left_out(lke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("lke_docs.cli.stream.LONGEST", 300)
    (tmp_path / "masuk.jsonl").write_bytes(b'{"id": "x", "text": "' + b"a" * 2000 + b'"}\n' + LINES[0])
    result = lke("extract", "--from", "jsonl", "--format", "jsonl", tmp_path / "masuk.jsonl")

    assert result.code == 3
    assert "baris 1: lebih panjang dari" in result.err
    assert json.loads(result.out)["id"] == "satu"


def test_a_text_that_takes_too_long_costs_those_beside_it_nothing(
    lke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    from lke_docs.cli import stream

    def slow(texts: Iterable[str]) -> Iterator[Evidence]:
        for text in texts:
            if text == "lama":
                raise stream.allowance.SpentError
            yield from extract_all([text])

    monkeypatch.setattr(stream, "extract_all", slow)
    names = [f"teks-{number}" for number in range(40)]
    lines = [json.dumps({"id": name, "text": "lama" if name == "teks-20" else "Notula"}) for name in names]
    (tmp_path / "masuk.jsonl").write_text("\n".join(lines))
    result = lke("extract", "--from", "jsonl", "--format", "jsonl", tmp_path / "masuk.jsonl")

    assert result.code == 3
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == [it for it in names if it != "teks-20"]
    assert result.err.count("teks terlalu besar") == 1


def test_standard_input_and_output_are_utf_8_whatever_the_locale() -> None:
    line = json.dumps({"id": "é", "text": "Notula “rapat” – Maret"}, ensure_ascii=False).encode()
    done = subprocess.run(
        [sys.executable, "-m", "lke_docs", "extract", "--from", "jsonl", "--format", "jsonl", "-"],
        input=line, capture_output=True, env={**ENV, "PYTHONIOENCODING": "ascii"}, timeout=120, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["id"] == "é"


# --- the process --------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="shell of POSIX")
@pytest.mark.parametrize(
    "command",
    [
        f"'{sys.executable}' -m lke_docs audit '{SAMPLE}' | true",
        f"yes '{LINES[0].decode()}' | head -n 3000 | '{sys.executable}' -m lke_docs extract --from jsonl --format jsonl | head -n 1",  # noqa: E501
    ],
)
def test_a_reader_that_goes_away_is_no_fault(command: str) -> None:
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=ENV, timeout=120, check=False)

    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("line", [f"audit {SAMPLE}", "--help", "portfolio --help", "draft --list"])
def test_a_full_disk_is_said(line: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lke_docs", *line.split()],
            stdout=full, stderr=subprocess.PIPE, env=ENV, timeout=120, check=False,
        )  # fmt: skip

    assert done.returncode == 2
    assert re.match("Kesalahan: hasil tidak dapat ditulis.*penyimpanan penuh", done.stderr.decode())


@pytest.mark.parametrize("option", ["--as-of", "--window"])
def test_a_variable_that_nobody_set_is_no_day(lke, option: str) -> None:  # type: ignore[no-untyped-def]
    assert lke("audit", SAMPLE, option, "").code == 2


def test_a_finding_may_be_named_as_one_word(lke) -> None:  # type: ignore[no-untyped-def]
    assert "TOY001" in lke("rule", "TOY001 ").out


@pytest.mark.skipif(os.name != "posix", reason="closes as a shell does")
@pytest.mark.parametrize("line, code", [(f"audit '{SAMPLE}' >&-", 1), ("extract - <&-", 3)])
def test_what_a_service_closed_is_no_defect(line: str, code: int) -> None:
    command = f"'{sys.executable}' -m lke_docs {line}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=ENV, timeout=120, check=False)

    assert done.returncode == code and b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="bounds as a shell does")
def test_no_room_for_temporary_files_is_said(tmp_path: Path) -> None:
    """openpyxl writes each worksheet to a temporary file first."""
    command = f"ulimit -f 1; '{sys.executable}' -m lke_docs export '{SAMPLE}' -o '{tmp_path}/lke.xlsx'"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=ENV, timeout=120, check=False)

    assert done.returncode == 2 and list(tmp_path.iterdir()) == []
    assert done.stderr.decode().startswith("Kesalahan: berkas sementara") and "terlalu besar" in done.stderr.decode()


def test_a_defect_never_looks_like_findings(lke, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    @click.command()
    def fall() -> None:
        raise RuntimeError("cacat")

    monkeypatch.setitem(cli.commands.commands, "fall", fall)
    result = lke("fall")

    assert result.code == 2
    assert "RuntimeError: cacat" in result.err
    assert "Mohon laporkan" in result.err


# --- rule ---------------------------------------------------------------------------------------------


def test_rules_are_listed_and_explained(lke) -> None:  # type: ignore[no-untyped-def]
    listed = lke("rule").out
    explained = lke("rule", "toy002").out

    assert all(rule.code in listed and rule.name in listed for rule in TOYS)
    assert explained.startswith("# TOY002 uji 03 Mei 2021\n\nTingkat: wajib. Keyakinan: tinggi.\n")
