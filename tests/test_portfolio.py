"""Many units in one run: which file is whose, what is kept, what a killed worker and a killed run leave behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

from lke_docs.cli import FAULT, FOUND, OK, UNREAD
from lke_docs.cli import run as lke_docs
from lke_docs.model import Level
from lke_docs.portfolio.across import compare_units
from lke_docs.portfolio.compact import compact, kept_keys, settle
from lke_docs.portfolio.discover import discover
from lke_docs.portfolio.model import Receipt, UnitTask
from lke_docs.portfolio.pool import local, run
from lke_docs.portfolio.portfolio_report import make_portfolio_report
from lke_docs.portfolio.query import ask
from lke_docs.portfolio.tables import STOPPED, TABLES, WORKING, parts_of, read_table
from lke_docs.portfolio.task import audit_unit, give_up, waiting
from lke_docs.workspace.terms import Asked
from tests.test_report import SAMPLE

SHEET = """Satuan/Unit Kerja : KEJARI SUKAMAJU
Area/ Indikator/ Pernyataan
Metadata
Nilai
Bukti Dukung
c. Apakah SOP telah dievaluasi? A.2.1.C
A
Notula Evaluasi SOP Bulan Februari 2021 Nomor W.7-12/OT.01/02/2021
b. Apakah SOP telah diterapkan? A.2.1.B
A
{}
"""

LETTER = """KEJAKSAAN NEGERI SUKAMAJU
SURAT KEPUTUSAN
Nomor : KEP-1/B.2/02/2021
TENTANG TIM KERJA PEMBANGUNAN ZONA INTEGRITAS
Ditetapkan di Sukamaju
pada tanggal 16 Februari 2021
"""

# Files, and the units in them with their evidence ("-": none).
LAYOUTS = (
    ("a.txt, b.xlsx, b/1.pdf, .x.txt, ~$b.xlsx", {"a.txt": "-", "b.xlsx": "b"}),
    ("a/lembar.csv, a/bukti/SK.pdf, b/lembar.csv", {"a": "a/bukti", "b": "-"}),
    ("a/LKE Kejari A.xlsx, a/SK.xlsx, a/1.1.a/x.pdf", {"a": "a"}),
    ("a/lke.pdf, a/lke.toml", {"a": "-"}),
    ("2021/a.txt, 2021/b.txt, 2022/a.txt", {"2021/a.txt": "-", "2021/b.txt": "-", "2022": "-"}),
    ("a/LKE/isi.xlsx, a/Bukti Dukung/1/x.xlsx", {"a/LKE": "a/Bukti Dukung"}),
    ("a.txt, kosong/SK.pdf.zip", {"a.txt": "-", "kosong": "-"}),
    ("a.txt, hasil/units/0.csv", {"a.txt": "-"}),
    ("a.txt, lama/units/00000.parquet, lama/.kerja/x", {"a.txt": "-"}),  # of an earlier run, and of one cut short
    ("2021/a.txt, 2021/lama/.kerja/x, 2021/lama/x.txt", {"2021": "2021"}),
)


@pytest.mark.parametrize("files, units", LAYOUTS)
def test_units_of_a_folder(tmp_path: Path, files: str, units: dict[str, str]) -> None:
    for name in files.split(", "):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")

    found = discover(tmp_path, Asked(), out=tmp_path / "hasil", with_evidence=True)

    told = {task.unit: task.asked.evidence for task in found}
    assert {unit: at.relative_to(tmp_path).as_posix() if at else "-" for unit, at in told.items()} == units
    assert len({task.key for task in found}) == len(found)
    assert [bool(task.sheet) for task in found] == [task.unit != "kosong" for task in found]


def test_a_sheet_that_is_a_link_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "semua" / "a").mkdir(parents=True)
    (tmp_path / "lke.txt").write_text(SHEET)
    (tmp_path / "semua" / "a" / "lke.txt").symlink_to(tmp_path / "lke.txt")
    (tmp_path / "semua" / "b.txt").write_text(SHEET)
    linked, plain = discover(tmp_path / "semua", Asked(), out=tmp_path / "hasil")

    assert "tautan tidak diikuti" in linked.fault and not plain.fault


def test_a_key_follows_all_that_a_result_is_made_from(tmp_path: Path) -> None:
    sheet, evidence = tmp_path / "a" / "lke.txt", tmp_path / "a" / "bukti"
    evidence.mkdir(parents=True)
    sheet.write_text(SHEET)

    def key(ignore: tuple[str, ...] = ()) -> str:
        return discover(tmp_path, Asked(ignore=ignore), out=tmp_path / "hasil", with_evidence=True)[0].key

    keys = [key(), key(ignore=("NOM",))]
    for path, text in ((sheet, f"{SHEET} "), (sheet.parent / "lke.toml", ""), (evidence / "SK.txt", "Nomor 1")):
        path.write_text(text)
        keys.append(key())
    (sheet.parent / "lke.toml").write_text('abaikan = ["NOM005"]\n')

    assert len({*keys, key()}) == 5 + 1 - 1  # an empty lke.toml says nothing
    assert key() == key()


def make_units(folder: Path) -> Path:
    """Five units: two sound ones, one with settings of its own, one with wrong settings, one that is no sheet."""
    for name, text in {
        "a.txt": "SK",
        "b.txt": "Surat Tugas",
        "c/lke.txt": "SK",
        "d/lke.txt": "SK",
        "e.pdf": "x",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SHEET.format(text) if path.suffix == ".txt" else text)
    (folder / "c" / "lke.toml").write_text('abaikan = ["JWB"]\n')
    (folder / "d" / "lke.toml").write_text("masa_penilaian = 3\n")
    return folder


def test_the_files_of_a_unit_are_read_into_the_store_alone(tmp_path: Path) -> None:
    folder, out = tmp_path / "d", tmp_path / "o"
    for name, text in {
        "a/lke.txt": SHEET.format("SK Nomor KEP-1/B.2/02/2021"),
        "a/bukti/1.txt": LETTER,
        "b/lke.txt": SHEET.format("SK"),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "b" / "bukti").mkdir()

    tasks = discover(folder, Asked(no_ocr=True), out=out, with_evidence=True)
    assert {audit_unit(task, out).state for task in tasks} == {"terbaca"}
    compact(out, tasks)

    (file,) = read_table(out, "files").to_pylist()
    told = {
        "path": "1.txt",
        "codes": ["A.2.1.B"],
        "number": "KEP-1/B.2/02/2021",
        "date": "2021-02-16",
        "types": ["sk"],
        "state": "text",
    }
    assert file | told == file
    assert not list(folder.rglob(".lke-docs")) and len(list((out / WORKING).rglob("berkas.sqlite"))) == 1


MINUTES = """NOTULA
Rapat evaluasi pelayanan
Hari/Tanggal : {day} Maret 2021
Pimpinan rapat : {head}
Pembahasan :
Antrean loket dua menjadi lebih pendek setelah jadwal petugas diubah, keluhan tentang parkir diteruskan kepada pengelola
gedung, kursi tunggu ditambah enam buah dari gudang, dan petugas loket tiga mengikuti pelatihan bahasa isyarat.
Kesimpulan :
jadwal baru dipertahankan sampai akhir semester, hasil survei kepuasan ditempel di ruang tunggu oleh {head}.
"""


def test_copied_minutes_are_found_from_the_files_of_two_units(tmp_path: Path) -> None:
    folder, out = tmp_path / "d", tmp_path / "o"
    for unit, day, head in (("a", "Senin, 1", "Budi Contoh, S.H."), ("b", "Selasa, 9", "Drs. Andi Misal Prakoso")):
        (folder / unit / "bukti").mkdir(parents=True)
        (folder / unit / "lke.txt").write_text(SHEET.format("SK").replace("SUKAMAJU", f"SUKA {unit}"))
        (folder / unit / "bukti" / f"notula {unit}.txt").write_text(MINUTES.format(day=day, head=head))
        (folder / unit / "bukti" / "sk.txt").write_text(LETTER)
    tasks = discover(folder, Asked(no_ocr=True), out=out, with_evidence=True)
    for task in tasks:
        audit_unit(task, out)
    compact(out, tasks)
    compare_units(out)

    told = [
        it["message"].split(" nyaris")[0] for it in read_table(out, "findings").to_pylist() if it["rule"] == "PTF005"
    ]
    assert told == ["Isi “notula a.txt”", "Isi “notula b.txt”"]
    runs = {(it["unit"], it["path"]): it["runs"] for it in read_table(out, "files").to_pylist()}
    assert not runs["a", "sk.txt"]  # decrees follow a form, and honestly so


def units_of(out: Path) -> dict[str, dict[str, object]]:
    return {row["unit"]: row for row in read_table(out, "units").to_pylist()}


def all_bytes(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for name in TABLES for path in parts_of(out, name)}


def audited(folder: Path, out: Path) -> tuple[UnitTask, ...]:
    """What a run does, in this process."""
    settle(out)
    tasks = discover(folder, Asked(), out=out)
    kept = kept_keys(out)
    for task in tasks:
        if task.key not in kept:
            audit_unit(task, out)
    return tasks


def test_every_unit_is_a_row_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    folder, out = make_units(tmp_path / "d"), tmp_path / "o"
    compact(out, audited(folder, out))

    units = units_of(out)
    assert {unit: row["state"] for unit, row in units.items()} == {
        "a.txt": "terbaca",
        "b.txt": "terbaca",
        "c": "terbaca",
        "d": "tidak terbaca",
        "e.pdf": "tidak terbaca",
    }
    assert "masa_penilaian" in str(units["d"]["reason"]) and str(folder) not in str(units["d"]["reason"])
    rules = read_table(out, "findings", ["unit", "rule"]).to_pylist()
    assert {row["unit"] for row in rules if row["rule"].startswith("JWB")} == {"a.txt", "b.txt"}
    assert Counter(read_table(out, "rows")["unit"].to_pylist()) == {"a.txt": 2, "b.txt": 2, "c": 2}
    assert not list(folder.rglob(".lke-docs")) and not waiting(out)


def test_the_store_says_what_the_audit_says(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    shutil.copy(SAMPLE, tmp_path / "d")
    from lke_docs.workspace.opening import open_sheet
    from lke_docs.workspace.terms import make_terms

    out = tmp_path / "o"
    compact(out, audited(tmp_path / "d", out))
    done = open_sheet(SAMPLE, make_terms(Asked(), SAMPLE.parent))

    assert done.points is not None
    (unit,) = units_of(out).values()
    assert (unit["claimed"], unit["shown"]) == (
        round(done.points.claimed.total.points, 4),
        round(done.points.shown.total.points, 4),
    )
    singles = [it for finding in done.audit.findings for it in finding.singles]
    assert read_table(out, "findings")["fingerprint"].to_pylist() == [it.fingerprint for it in singles]
    rows = read_table(out, "rows").to_pylist()
    assert [row["evidence"] for row in rows] == [row.evidence for row in done.audit.sheet.rows]
    assert sum(row["shown_points"] or 0 for row in rows) == pytest.approx(unit["shown"], abs=0.01)
    masked = read_table(out, "items")["masked"].to_pylist()
    assert all(masked) and not any("bantaeng" in it or any(map(str.isdigit, it)) for it in masked)
    for row in read_table(out, "references").to_pylist():
        evidence = next(it["evidence"] for it in rows if it["code"] == row["code"] and row["raw"] in it["evidence"])
        assert evidence[row["start"] : row["end"]] == row["raw"]


@pytest.mark.parametrize("gone", ["jawaban", "bukti dukung", ""])
def test_a_sheet_without_one_of_its_columns_is_said(tmp_path: Path, gone: str) -> None:
    answer, evidence = ("" if gone == it else told for it, told in (("jawaban", "A"), ("bukti dukung", "SK Tim")))
    lines = [f"{code};Apakah ada?;{answer};{evidence}" for code in ("A.2.1.B", "A.2.1.C", "A.2.2.A")]
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.csv").write_text("\n".join(["Kode;Pertanyaan;Jawaban;Bukti Dukung", *lines]))
    compact(tmp_path / "o", audited(tmp_path / "d", tmp_path / "o"))

    (unit,) = units_of(tmp_path / "o").values()
    said = f"tidak satu pun dari 3 baris berisi {gone}; periksa apakah kolomnya terbaca."
    assert (unit["state"], unit["reason"]) == (("sebagian", said) if gone else ("terbaca", ""))


def test_findings_are_counted_alike_wherever_they_are_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What only two units together show is a finding of each; a question is none, whoever asks it."""
    folder, out = tmp_path / "d", tmp_path / "o"
    for unit in ("a", "b"):
        (folder / unit / "bukti").mkdir(parents=True)
        (folder / unit / "lke.txt").write_text(SAMPLE.read_text().replace("KEJARI BANTAENG", f"KEJARI {unit}"))
        (folder / unit / "bukti" / "1.txt").write_text(LETTER)
    for _ in range(2):
        lke_docs(["portfolio", str(folder), "--output", str(out), "--evidence", "--no-ocr", "--workers", "1"])
        compare_units(out)

    counted = ("state = 'open' and confidence <> 'rendah'", "group by all order by all")
    sql = "select unit, level, count(*) n from findings where {} {}".format(*counted)
    told = {(row[0], row[1]): row[2] for row in ask(out, sql).values}
    units = units_of(out)
    assert told == {(name, level): row[level] for name, row in units.items() for level in Level if row[level]}
    rules = {row["rule"] for row in read_table(out, "findings").to_pylist()}
    assert {"PTF001", "PTF003"} <= rules and "rendah" in read_table(out, "findings")["confidence"].to_pylist()
    sums = ", ".join(f"{sum(int(str(row[level])) for row in units.values())} {level}" for level in Level)
    assert capfd.readouterr().out.count(f"Temuan: {sums}. Tiap baris dihitung") == 2
    assert make_portfolio_report(out).facts.findings == tuple(sum(row[it] for row in units.values()) for it in Level)


def test_a_store_grows_changes_and_shrinks_to_what_a_fresh_run_makes(tmp_path: Path) -> None:
    folder, out = make_units(tmp_path / "d"), tmp_path / "o"
    compact(out, audited(folder, out))
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text(SHEET.format("Surat Perintah"))
    (folder / "bb.txt").write_text(SHEET.format("Berita Acara"))
    tasks = audited(folder, out)
    assert len(waiting(out)) == 2  # nothing else was done again
    assert compact(out, tasks)
    assert not compact(out, tasks)

    fresh = tmp_path / "f"
    compact(fresh, audited(folder, fresh))
    assert all_bytes(out) == all_bytes(fresh)


@pytest.mark.parametrize("cut", ["half a unit", "half a store", "a store not moved in", "a store moved in half"])
def test_a_power_cut_leaves_what_the_next_run_mends(tmp_path: Path, cut: str) -> None:
    folder, out, fresh = make_units(tmp_path / "d"), tmp_path / "o", tmp_path / "f"
    compact(fresh, audited(folder, fresh))
    tasks = audited(folder, out)
    if cut == "half a unit":
        path = waiting(out)[tasks[1].key]
        path.write_bytes(path.read_bytes()[:-100])
    elif cut == "half a store":
        shutil.copytree(fresh / "rows", out / ".baru" / "rows")
    else:
        for name in TABLES:
            shutil.copytree(
                fresh / name, out / (".baru" if cut != "a store moved in half" or name > "m" else "") / name
            )
        (out / ".baru" / "lengkap").touch()

    compact(out, audited(folder, out))
    assert all_bytes(out) == all_bytes(fresh)
    assert sorted(path.name for path in (out / WORKING).iterdir() if not path.name.startswith(".")) == []


def deadly(task: UnitTask, out: Path) -> Receipt:
    """A worker that unit "7" kills, always; and unit "3" the first time."""
    mark = out / task.unit
    if task.unit == "7" or (task.unit == "3" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Receipt(task.unit, task.key, 0.0, "terbaca")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_unit_that_kills_its_worker_is_tried_alone_and_then_said(tmp_path: Path) -> None:
    tasks = [UnitTask(str(number), tmp_path, None, f"{number:032x}") for number in range(12)]

    receipts = list(run(tasks, tmp_path, local(2), work=deadly, give_up=give_up))

    assert Counter(it.unit for it in receipts) == Counter(task.unit for task in tasks)
    assert [(it.unit, it.state) for it in receipts if it.state != "terbaca"] == [("7", STOPPED)]
    assert kept_keys(tmp_path) == frozenset()  # the next run tries it again


def test_the_command_runs_asks_and_runs_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder, out = make_units(tmp_path / "d"), str(tmp_path / "o")
    assert lke_docs(["portfolio", str(folder), "--output", out, "--workers", "1"]) == UNREAD
    said = capfd.readouterr()
    assert said.out.startswith("5 unit: 3 terbaca, 2 tidak terbaca. 5 diperiksa") and "d: tidak terbaca: " in said.err
    before = all_bytes(tmp_path / "o")
    shutil.rmtree(folder / "d")
    (folder / "e.pdf").unlink()
    assert lke_docs(["portfolio", "--output", out, str(folder)]) == FOUND
    assert "0 diperiksa, 3 sudah ada" in capfd.readouterr().out
    assert all_bytes(tmp_path / "o") != before

    assert (
        lke_docs(["portfolio", "query", out, "select unit, count(*) n from references group by all order by 1"]) == OK
    )
    assert capfd.readouterr().out == "unit   n\na.txt  1\nb.txt  1\nc      1\n(3 baris)\n"
    assert lke_docs(["portfolio", "query", out, "select '=1+1' a, -2 b, null c, [1, 2] d", "--format", "csv"]) == OK
    assert capfd.readouterr().out == "a,b,c,d\n'=1+1,-2,,1; 2\n"
    assert lke_docs(["portfolio", "query", out, "select types from items limit 1", "--format", "json"]) == OK
    assert json.loads(capfd.readouterr().out) == [{"types": ["notula"]}]


def test_the_tables_do_not_lie_among_the_units(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = make_units(tmp_path)
    before = sorted(folder.rglob("*"))

    assert lke_docs(["portfolio", str(folder), "--output", str(folder)]) == FAULT
    assert "Berikan folder lain" in capfd.readouterr().err and sorted(folder.rglob("*")) == before


REFUSED = (
    "copy units to 'x.csv'",
    "select * from 'tests/test_portfolio.py'",
    "select 1; select 2",
    "",
    "selec",
    "drop view units",
    "select * from read_text('/etc/hostname')",
    "attach 'x.db'",
    "set memory_limit = '9GB'",
    "install httpfs",
)


def test_questions_only_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder, out = make_units(tmp_path / "d"), tmp_path / "o"
    compact(out, audited(folder, out))
    before = all_bytes(out)
    for sql in REFUSED:
        assert lke_docs(["portfolio", "query", str(out), sql]) == FAULT, sql
        said = capfd.readouterr()
        assert said.out == "" and said.err.startswith("Kesalahan: "), sql
    assert all_bytes(out) == before
    assert lke_docs(["portfolio", "query", str(folder), "select 1"]) == FAULT
    assert lke_docs(["portfolio", str(tmp_path / "x"), "--output", str(out)]) == FAULT
