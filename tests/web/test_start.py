"""The first minute: the program starts, a sheet is dropped, its overview is there."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.test_report import SAMPLE
from tests.web.conftest import ENTRANCE, HOST, PATIENCE, Program

if TYPE_CHECKING:
    from django.test import Client


def drop(client: Client, path: Path = SAMPLE, name: str = "") -> str:
    """Drop a sheet; the address of its overview."""
    file = SimpleUploadedFile(name or path.name, path.read_bytes())
    return str(client.post("/lembar/", {"lembar": file}).headers.get("Location", ""))


def test_a_dropped_sheet_shows_its_overview(local: Client, tmp_path: Path) -> None:
    page = local.get(drop(local)).content.decode()

    assert "KEJARI BANTAENG" in page and "A.2.3.A" in page
    folder = next(it for it in tmp_path.iterdir() if it.is_dir())
    assert (folder / SAMPLE.name).read_bytes() == SAMPLE.read_bytes()
    assert "KEJARI BANTAENG" in (folder / "lke.toml").read_text(encoding="utf-8")
    assert "versi 1" in local.get("/").content.decode()


def test_the_same_sheet_again_is_the_same_version_and_a_changed_one_the_next(local: Client, tmp_path: Path) -> None:
    from lke_docs.web.models import Version

    changed = tmp_path / "x.txt"
    changed.write_bytes(SAMPLE.read_bytes().replace(b"2021", b"2022", 1))
    first, again, second = drop(local), drop(local), drop(local, changed, SAMPLE.name)

    assert first == again == second
    assert [it.file for it in Version.objects.all()] == [SAMPLE.name, f"{SAMPLE.stem} (2).txt"]


def test_a_unit_is_agency_and_name_and_one_without_a_name_is_asked_about(local: Client, tmp_path: Path) -> None:
    from lke_docs.web.models import WorkUnit

    def put(**told: str) -> str:
        text = SAMPLE.read_text(encoding="utf-8")
        for old, new in told.items():
            text = text.replace({"unit": "KEJARI BANTAENG", "agency": "KEJAKSAAN AGUNG REPUBLIK INDONESIA"}[old], new)
        (tmp_path / "x.txt").write_text(text, encoding="utf-8")
        return drop(local, tmp_path / "x.txt")

    first, other = put(), put(agency="KEMENTERIAN CONTOH")
    assert first != other and put(agency="Kejaksaan Agung RI", unit="Kejaksaan Negeri Bantaeng") == first
    long = put(unit="Balai " + "é" * 300)
    assert long not in ("", first, other) and put(unit="Balai " + "é" * 300, agency="") == long
    assert put(unit="") not in ("", first, other, long)
    assert put(unit="", agency="") == ""  # asked
    assert [it.versions.count() for it in WorkUnit.objects.order_by("pk")] == [2, 1, 2, 1]


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("lke.txt", b"", "kosong"),
        ("../../lke.xlsx", b"PK\x03\x04 rusak", "lke.xlsx"),
        ("a\x1b[2Jb.txt", b"tidak ada tabel di sini", "a"),
    ],
)
def test_what_is_no_sheet_is_told_and_leaves_nothing(
    local: Client, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    answer = local.post("/lembar/", {"lembar": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422 and said in answer.content.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("of", ["sqlite", "postgresql", "folder"])
def test_a_full_disk_is_told_as_one(local: Client, of: str) -> None:
    import errno
    import sqlite3

    from django.db import OperationalError

    from lke_docs.web import guard

    error: Exception = OSError(errno.ENOSPC, "No space left on device")
    if of != "folder":
        error = OperationalError()
        error.__cause__ = sqlite3.OperationalError("database or disk is full")
        error.__cause__.sqlite_errorname = "SQLITE_FULL"
    if of == "postgresql":
        error.__cause__ = pytest.importorskip("psycopg").errors.DiskFull(
            "could not extend file: No space left on device"
        )
    request = local.get("/").wsgi_request
    answer = guard.Faults(lambda _: None).process_exception(request, error)  # type: ignore[arg-type,return-value]
    assert answer is not None and answer.status_code == 507 and "Penyimpanan penuh" in answer.content.decode()
    assert guard.Faults(lambda _: None).process_exception(request, ValueError()) is None  # type: ignore[arg-type,return-value]


def test_only_the_browser_with_the_secret_is_answered(local: Client) -> None:
    from django.test import Client

    stranger = Client(HTTP_HOST=HOST)
    assert stranger.get("/").status_code == 403
    assert stranger.get("/buka/salah/").status_code == 403 and not stranger.cookies
    assert local.get("/").status_code == 200
    assert local.get("/", HTTP_HOST="jahat.example:8123").status_code == 403  # a name bound to 127.0.0.1
    assert local.get("/", HTTP_ORIGIN="http://jahat.example").status_code == 403
    assert ENTRANCE not in local.get("/").content.decode()


def test_the_program_says_its_address_first_and_closes_when_told(
    program: Callable[[Path], Program], tmp_path: Path
) -> None:
    from http.cookiejar import CookieJar

    running = program(tmp_path)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    assert running.address.startswith("http://127.0.0.1:")
    with pytest.raises(urllib.error.HTTPError, match="403") as refused:
        opener.open(f"{running.origin}/", timeout=20)
    refused.value.close()
    opener.open(running.address, timeout=20).close()
    with opener.open(f"{running.origin}/", timeout=20) as page:
        assert "Letakkan berkas LKE" in page.read().decode()
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert running.end() == 0


def test_a_shortcut_opens_the_folder_whatever_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from lke_docs.cli import run
    from lke_docs.web.shortcut import told

    assert told(Path("C:/Unit Kami"))["LKE_ARGUMENTS"] == '-m lke_docs web "C:/Unit Kami"'.replace("/", os.sep)
    if sys.platform != "win32":
        assert run(["web", str(tmp_path), "--shortcut"]) == 2
        assert "hanya dibuat di Windows" in capsys.readouterr().err


def test_a_folder_that_is_a_units_gets_its_sheet_and_may_be_moved_and_copied(local: Client, tmp_path: Path) -> None:
    import shutil

    from lke_docs.web.local_units import register_units
    from lke_docs.web.models import WorkUnit

    (tmp_path / "lke.toml").write_text("[kop]\nunit = ['BALAI', 'CONTOH']\n", encoding="utf-8")
    register_units(tmp_path)
    register_units(tmp_path)
    unit = WorkUnit.objects.get()
    assert (unit.name, unit.folder) == ("BALAI CONTOH", str(tmp_path))
    drop(local)
    unit.refresh_from_db()
    assert unit.name == "KEJARI BANTAENG" and (tmp_path / SAMPLE.name).is_file()

    unit.evidence = str(tmp_path / "bukti")
    unit.save()
    other = tmp_path.with_name("salinan")
    shutil.copytree(tmp_path, other)  # both are there: the copy works on its own files
    register_units(other)
    unit.refresh_from_db()
    assert (unit.folder, unit.evidence) == (str(other), str(other / "bukti"))


def test_a_broken_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".lke-docs").mkdir()
    (tmp_path / ".lke-docs" / "web.sqlite").write_bytes(b"bukan basis data" * 100)
    command = [sys.executable, "-m", "lke_docs", "web", str(tmp_path), "--no-browser"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2 and "basis data ini rusak" in done.stderr and "Traceback" not in done.stderr
