"""A folder is read whole, every file of it is told of, and a second run reads only what changed."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lke_docs.errors import ConfigError
from lke_docs.files.index import index_folder
from lke_docs.files.model import RawFile, Reading
from lke_docs.office.limits import MIB, Limits

WORDS = "Notula rapat tim kerja pembangunan zona integritas bulan {} tahun 2021"


def read(folder: Path, shelf: Path, limits: Limits | None = None, told: list[str] | None = None) -> dict[str, RawFile]:
    def tell(path: str, done: int, total: int) -> None:
        assert 0 < done <= total
        if told is not None:
            told.append(path)

    files, _ = index_folder(folder, shelf=shelf, limits=limits or Limits(), workers=1, tell=tell)
    assert [file.path for file in files] == sorted(file.path for file in files)
    return {file.path: file for file in files}


@pytest.mark.skipif(sys.platform == "win32", reason="there a copy can set back all times")
def test_other_content_of_one_size_and_time_is_read(tmp_path: Path) -> None:
    file, shelf = tmp_path / "bukti" / "notula.txt", tmp_path / "berkas.sqlite"
    file.parent.mkdir()
    file.write_text(WORDS.format("Maret"))
    first, times = read(file.parent, shelf), file.stat()
    file.write_text(WORDS.format("April"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert read(file.parent, shelf)["notula.txt"].sha256 != first["notula.txt"].sha256


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


def endless() -> bytes:
    """A PDF of 600 bytes with a picture that holds itself three times: pdfium takes all the memory that it gets."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 18>>stream\n"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 12>>stream\n/X Do /X Do \nendstream",
        form + b"/X Do /X Do /X Do \nendstream",
    )
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, 1))
    return b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_a_child_that_dies_marks_its_file_alone(tmp_path: Path) -> None:
    folder = tmp_path / "bukti"
    folder.mkdir()
    for name in ("a.txt", "c.txt"):
        (folder / name).write_text(WORDS.format(name))
    (folder / "b.pdf").write_bytes(endless())
    limits = Limits(memory_bytes=200 * MIB)
    files = read(folder, tmp_path / "berkas.sqlite", limits)

    assert [(file.path, file.format, file.read) for file in files.values()] == [
        ("a.txt", "teks", Reading.TEXT), ("b.pdf", "pdf", Reading.NONE), ("c.txt", "teks", Reading.TEXT)
    ]  # fmt: skip
    assert "memory_bytes" in files["b.pdf"].reason
    told: list[str] = []
    assert read(folder, tmp_path / "berkas.sqlite", limits, told) == files
    assert told == []


def test_an_interruption_loses_nothing(tmp_path: Path) -> None:
    folder, shelf = tmp_path / "bukti", tmp_path / "berkas.sqlite"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(WORDS.format(number))
    whole = read(folder, tmp_path / "lain.sqlite")

    def stop(path: str, done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_folder(folder, shelf=shelf, limits=Limits(), workers=1, tell=stop)
    told: list[str] = []
    assert read(folder, shelf, told=told) == whole
    assert told == ["3.txt", "4.txt", "5.txt"]


def test_two_runs_at_once(tmp_path: Path) -> None:
    folder, shelf = tmp_path / "bukti", tmp_path / "berkas.sqlite"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02d}.txt").write_text(WORDS.format(number))
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(lambda _: read(folder, shelf), range(2))

    assert first == second == read(folder, shelf)
    assert len(first) == 40


def test_a_shelf_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "bukti").mkdir()
    (tmp_path / "berkas.sqlite").write_bytes(b"bukan basis data " * 400)

    with pytest.raises(ConfigError, match="bukan indeks lke-docs"):
        read(tmp_path / "bukti", tmp_path / "berkas.sqlite")
    assert (tmp_path / "berkas.sqlite").read_bytes() == b"bukan basis data " * 400
