"""Nothing of a unit's folder is lost: notes of many at once, comments, rights, inputs; a history that fails is said."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from lke_docs import cli
from lke_docs.errors import ConfigError
from lke_docs.workspace import Note, read_notes, write_note

DAY = date(2026, 1, 31)
SHEET = "Kode|Pertanyaan|Jawaban|Bukti Dukung\nA.1.1.A|Apakah Tim Kerja telah dibentuk?|YA|{}\n"
ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="rights and links of POSIX")


def a_note(number: int, reason: str = "naskah aslinya tersimpan pada bagian umum") -> Note:
    return Note(f"{number:016x}", reason, "Sekretaris", DAY, DAY)


def test_notes_of_many_at_once_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "lke-catatan.toml"
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda number: write_note(path, a_note(number)), range(20)))

    assert {note.fingerprint for note in read_notes(path)} == {a_note(number).fingerprint for number in range(20)}


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "lke-catatan.toml"
    write_note(path, a_note(1))
    text = path.read_text("utf-8") + "# bicarakan dengan Inspektorat\n"
    path.write_text(text.replace("nama =", "# disetujui kepala\nnama ="), encoding="utf-8")
    write_note(path, a_note(2))
    write_note(path, a_note(1, "naskah aslinya kini ada di bagian perencanaan"))

    kept = path.read_text("utf-8")
    assert "# bicarakan dengan Inspektorat" in kept and "# disetujui kepala\nnama =" in kept
    assert [note.reason.split()[-1] for note in read_notes(path)] == ["perencanaan", "umum"]


@ONLY_POSIX
def test_rights_of_a_group_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o770)
    path, before = tmp_path / "lke-catatan.toml", os.umask(0o077)
    try:
        write_note(path, a_note(1))
        made = stat.S_IMODE(path.stat().st_mode)
        path.chmod(0o664)
        write_note(path, a_note(2))
    finally:
        os.umask(before)

    assert (made, stat.S_IMODE(path.stat().st_mode)) == (0o660, 0o664)


@ONLY_POSIX
def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    victim, path = tmp_path / "penting.txt", tmp_path / "lke-catatan.toml"
    victim.write_text("isi", encoding="utf-8")
    (tmp_path / ".lke-catatan.toml.lock").symlink_to(victim)

    with pytest.raises(ConfigError, match="belum disimpan"):
        write_note(path, a_note(1))
    assert victim.read_text("utf-8") == "isi" and not path.exists()


@ONLY_POSIX
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o555)
    with pytest.raises(ConfigError, match="belum disimpan"):
        write_note(tmp_path / "lke-catatan.toml", a_note(1))
    tmp_path.chmod(0o755)


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE pegawai (nama TEXT)")


def garbled(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE run SET findings = '[[1, 2]]'")


def no_text(path: Path) -> None:
    """A schema that cannot be read, whose name is no UTF-8: what SQLite says of it is no text either."""
    data = path.read_bytes().replace(b"CREATE TABLE run", b"CREATE TABLX run")
    path.write_bytes(data.replace(b"tablerunrun", b"tabler\xffnr\xffn"))


FAULTS: dict[str, Callable[[Path], object]] = {
    "damaged": lambda path: path.write_bytes(b"bukan basis data" * 300),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "garbled": garbled,
    "no text": no_text,
    "foreign": lambda path: (path.unlink(), foreign(path)),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "no folder": lambda path: (path.unlink(), path.parent.rmdir(), path.parent.write_text("berkas")),
}
if os.name == "posix":
    FAULTS["link"] = lambda path: (path.unlink(), path.symlink_to("../lke.txt"))


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lke.toml").write_text("", encoding="utf-8")
    (tmp_path / "lke.txt").write_text(SHEET.format("SK Tim"), encoding="utf-8")
    return tmp_path


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return lambda *arguments: Done(cli.run(arguments), *capsys.readouterr())


@pytest.mark.parametrize("name", FAULTS)
def test_an_audit_goes_on_without_its_history(unit: Path, run: Callable[..., Done], name: str) -> None:
    first = run("audit", "lke.txt")
    path = unit / ".lke-docs" / "history.sqlite"
    FAULTS[name](path)
    before = path.read_bytes() if path.is_file() else None
    again = run("audit", "lke.txt")

    assert first.code == again.code == 1
    assert "Riwayat" in again.err and "tidak dibandingkan dan tidak disimpan" in again.err
    assert "Riwayat" not in first.err
    assert before is None or path.read_bytes() == before
    assert (unit / "lke.txt").read_text("utf-8") == SHEET.format("SK Tim")


@pytest.mark.parametrize("name", ["damaged", "folder", "no folder"])
def test_a_folder_of_evidence_is_read_where_nothing_can_be_kept(
    unit: Path, run: Callable[..., Done], name: str
) -> None:
    (unit / "bukti").mkdir()
    (unit / "bukti" / "sk.txt").write_text("Surat Keputusan", encoding="utf-8")
    first = run("match", "lke.txt", "bukti")
    FAULTS[name](unit / ".lke-docs" / "berkas.sqlite")
    again = run("match", "lke.txt", "bukti")

    assert first.code == again.code and "sk.txt" in again.out
    assert "Bacaan folder bukti tidak disimpan" in " ".join(again.out.split())


def test_sheets_without_a_unit_are_told_apart(unit: Path, run: Callable[..., Done]) -> None:
    (unit / "lain.txt").write_text(SHEET.format("Notula rapat tanggal 3 Maret 2021"), encoding="utf-8")
    run("audit", "lke.txt")

    assert "Sejak terakhir" not in run("audit", "lain.txt").out
    (unit / "lke.txt").write_text(SHEET.format("Notula rapat tanggal 3 Maret 2021"), encoding="utf-8")
    assert "Sejak terakhir" in run("audit", "lke.txt").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "lke.txt", "--format", "json", "-o"),
        ("audit", "lke.txt", "-o"),
        ("compare", "lain.txt", "lke.txt", "-o"),
        ("score", "lke.txt", "-o"),
    ],
)
def test_the_output_is_never_the_input(unit: Path, run: Callable[..., Done], arguments: tuple[str, ...]) -> None:
    (unit / "lain.txt").write_text(SHEET.format("SK lain"), encoding="utf-8")
    done = run(*arguments, "./lke.txt", "--force")

    assert done.code == 2 and "berkas masukan" in done.err
    assert (unit / "lke.txt").read_text("utf-8") == SHEET.format("SK Tim")


FILLED = (
    "audit lke.txt",  # read by a process of its own, whose answer has no room
    "note {} --reason alasan_lain_yang_cukup_panjang --author Sari --until 2099-01-01",
    "audit polos.txt --format json --output lama --force",
    "audit polos.txt --format html --output lama --force",
    "export polos.txt --format json --output lama --force",
    "draft polos.txt --output draf --force",
    "init polos.txt --output lke.toml --force",
)


@ONLY_POSIX
@pytest.mark.parametrize("line", FILLED if os.environ.get("LKE_LONG") else FILLED[:3])
def test_where_no_room_is_left_what_was_there_stays(unit: Path, run: Callable[..., Done], line: str) -> None:
    """A file may grow to a few bytes only, as where a disk is full: what is cut off takes nobody's place."""
    (unit / "lama").write_text("lama", encoding="utf-8")
    (unit / "polos.txt").write_text("a. Apakah tim telah dibentuk? A.1.1.A\nYA\nSK Tim\n", encoding="utf-8")
    write_note(unit / "lke-catatan.toml", a_note(1))
    kept = {path: path.read_bytes() for path in unit.rglob("*") if path.suffix != ".lock"}
    code = (
        "import resource, sys; from lke_docs import cli; sys.dont_write_bytecode = True; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); sys.exit(cli.run(sys.argv[1:]))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).resolve().parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    args = [sys.executable, "-c", code, *line.format("a" * 16).split()]
    done = subprocess.run(args, capture_output=True, text=True, env=env, check=False)

    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr and "Kesalahan:" in done.stderr
    assert {path: path.read_bytes() for path in kept} == kept
    assert not [path for path in unit.rglob("*") if path.suffix == ".tmp" or path.name.startswith(".lke-docs.")]
