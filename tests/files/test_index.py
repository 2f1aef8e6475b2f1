"""A folder is read whole, every file of it is told of, and a second run reads only what changed."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from lke_docs.files.index import index_folder
from lke_docs.files.model import RawFile, Reading
from lke_docs.office.limits import Limits

WORDS = "Notula rapat tim kerja pembangunan zona integritas bulan {} tahun 2021"


def read(folder: Path, shelf: Path, limits: Limits | None = None, told: list[str] | None = None) -> dict[str, RawFile]:
    def tell(path: str, done: int, total: int) -> None:
        assert 0 < done <= total
        if told is not None:
            told.append(path)

    files, _ = index_folder(folder, shelf=shelf, limits=limits or Limits(), workers=1, tell=tell)
    assert [file.path for file in files] == sorted(file.path for file in files)
    return {file.path: file for file in files}


def test_a_second_run_reads_what_changed(tmp_path: Path) -> None:
    folder, shelf = tmp_path / "bukti", tmp_path / ".lke-docs" / "berkas.sqlite"
    told: list[str] = []
    (folder / "1.1.a").mkdir(parents=True)
    for month in ("Januari", "Februari", "Maret"):
        (folder / "1.1.a" / f"{month}.txt").write_text(WORDS.format(month))
    (folder / "sama.txt").write_text(WORDS.format("Maret"))
    first = read(folder, shelf, told=told)
    assert len(told) == 4
    assert first["sama.txt"].text_sha256 == first["1.1.a/Maret.txt"].text_sha256 != ""

    told.clear()
    assert read(folder, shelf, told=told) == first
    assert told == []

    (folder / "1.1.a" / "Maret.txt").write_text(WORDS.format("April"))
    (folder / "1.1.a" / "Januari.txt").unlink()
    (folder / "sama.txt").rename(folder / "pindah.txt")
    again = read(folder, shelf, told=told)
    assert told == ["1.1.a/Maret.txt", "pindah.txt"]
    assert sorted(again) == ["1.1.a/Februari.txt", "1.1.a/Maret.txt", "pindah.txt"]
    assert again["pindah.txt"].pages == first["sama.txt"].pages

    told.clear()
    read(folder, shelf, Limits(pages=9), told=told)
    assert len(told) == 3  # other limits read anew


def archive(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return stream.getvalue()


def test_members_of_archives_are_files(tmp_path: Path) -> None:
    text = WORDS.format("Mei").encode()
    inner = archive({"x/catatan.txt": text})
    outer = {"SK/a.txt": text, "../../b.txt": text + b"!", "i.zip": inner, "d.zip": archive({"i.zip": inner})}
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "arsip.pdf").write_bytes(archive(outer | {"__MACOSX/._a.txt": b"x", "bom.txt": bytes(2**21)}))
    files = read(tmp_path / "bukti", tmp_path / "berkas.sqlite")

    bomb = files["arsip.pdf!/bom.txt"]
    nested = files["arsip.pdf!/d.zip!/i.zip"]
    assert (bomb.read, "dimampatkan" in bomb.reason) == (Reading.NONE, True)
    assert (nested.read, "arsip di dalam arsip" in nested.reason) == (Reading.NONE, True)
    assert {path for path, file in files.items() if file.pages} == {
        "arsip.pdf!/SK/a.txt", "arsip.pdf!/b.txt", "arsip.pdf!/i.zip!/x/catatan.txt"
    }  # fmt: skip
    told: list[str] = []
    assert read(tmp_path / "bukti", tmp_path / "berkas.sqlite", told=told) == files
    assert told == []


@pytest.mark.skipif(sys.platform == "win32", reason="names and kinds of file that Windows has not")
def test_odd_things_are_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "bukti"
    folder.mkdir()
    for name in ("dua\nbaris 😀.txt", ".DS_Store", "~$SK.docx", "Thumbs.db", "a.tmp"):
        (folder / name).write_text(WORDS.format("Juni"))
    (folder / os.fsdecode(b"rusak\xff.txt")).write_text("")
    (folder / "putar").symlink_to(folder)
    os.mkfifo(folder / "pipa.pdf")
    (folder / "tutup.pdf").write_bytes(b"%PDF-1.7 putus")
    files, notices = index_folder(folder, shelf=tmp_path / "b.sqlite", limits=Limits(), workers=1)
    reasons = {file.path: file.reason for file in files}

    assert reasons.keys() == {"dua\nbaris 😀.txt", "rusak\ufffd.txt", "putar", "pipa.pdf", "tutup.pdf"}
    assert {path for path, reason in reasons.items() if not reason} == {"dua\nbaris 😀.txt"}
    assert "tidak diikuti" in reasons["putar"]
    assert "bukan berkas biasa" in reasons["pipa.pdf"]
    assert "rusak" in reasons["tutup.pdf"]
    assert "4 berkas tersembunyi" in notices[0]
