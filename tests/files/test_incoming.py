"""Files that come in stay below their folder, are bounded, and those that do not come in say why."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.errors import InputError
from lke_docs.files.incoming import Incoming, Intake, safe_path, unpack_into
from lke_docs.office.limits import Limits


@pytest.mark.parametrize(
    "name, path",
    [
        ("Bukti 2021/A.1.1.a/SK Tim.pdf", "Bukti 2021/A.1.1.a/SK Tim.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        (r"C:\Users\x\SK.pdf", "C-/Users/x/SK.pdf"),
        ("a/./b//c.pdf", "a/b/c.pdf"),
        ("bukti/CON", "bukti/_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("SK: tim?.pdf", "SK- tim-.pdf"),
        ("a\x00b\n.pdf", "a\ufffdb .pdf"),
        ("SK. /x. ", "SK/x"),
        (".git/config", ""),
        ("x/~$SK.docx", ""),
        ("__MACOSX/SK.pdf", ""),
        ("Thumbs.db", ""),
        (f"{'é' * 300}.pdf", f"{'é' * 98}.pdf"),
    ],
)
def test_a_path_from_outside(name: str, path: str) -> None:
    assert safe_path(name) == path


@given(st.text(st.sampled_from("ab./\\:~\x00\n\u202e\ud800 CON$é"), max_size=60))
def test_no_path_leaves_its_folder(name: str) -> None:
    try:
        path = safe_path(name)
    except ValueError as error:
        assert str(error)
        return
    steps = PurePosixPath(path).parts
    assert not path.startswith("/") and ".." not in steps
    assert all(step.strip(" .") == step for step in steps)


def tree(folder: Path) -> dict[str, bytes]:
    return {it.relative_to(folder).as_posix(): it.read_bytes() for it in sorted(folder.rglob("*")) if it.is_file()}


def test_what_is_too_much_stays_out_and_the_rest_comes_in(tmp_path: Path) -> None:
    coming = Incoming(tmp_path / "x", Intake(files=3, bytes=25, file_bytes=10))
    sent = {"a.pdf": 6, "besar.pdf": 11, "b/c.pdf": 10, "b": 1, "./a.pdf": 1, "d.pdf": 10, "..": 1, "e": 9, "f": 1}
    for name, size in sent.items():
        coming.begin(name)
        for _ in range(size):
            coming.add(b"x")
        coming.end()
    coming.begin("putus.pdf")
    coming.close()

    assert {name: len(data) for name, data in tree(coming.folder).items()} == {"a.pdf": 6, "b/c.pdf": 10, "e": 9}
    assert coming.count == 3
    told = {it.name: it.reason for it in coming.refused}
    assert told.keys() == {"besar.pdf", "b", "./a.pdf", "d.pdf", "..", "f", "putus.pdf"}
    assert "nama yang sama" in told["b"] and "sekaligus" in told["d.pdf"] and "3 berkas" in told["putus.pdf"]


def packed(path: Path, entries: dict[str, bytes], *, links: tuple[str, ...] = ()) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o120777 if name in links else 0o100644) << 16
            archive.writestr(entry, data)
    return path


def test_an_archive_is_unpacked_below_its_folder(tmp_path: Path) -> None:
    entries = {
        "Bukti/A.1.1.a/SK.pdf": os.urandom(5_000),
        "../../luar.pdf": b"luar",
        "/mutlak.pdf": b"mutlak",
        "tautan.pdf": b"/etc/passwd",
        "bom.txt": bytes(3 * 2**20),
        "besar.bin": os.urandom(5 * 2**20),
        "dalam.zip": b"PK",
        "__MACOSX/._SK.pdf": b"x",
    }
    place = packed(tmp_path / "bukti.zip", entries, links=("tautan.pdf",))
    count, refused = unpack_into(place, tmp_path / "x" / "y", Intake(file_bytes=4 * 2**20), Limits())

    kept = {name: data for name, data in entries.items() if name.endswith((".pdf", ".zip")) and "tautan" not in name}
    assert tree(tmp_path / "x") == {f"y/{safe_path(name)}": data for name, data in kept.items() if safe_path(name)}
    assert count == 4
    assert {it.name for it in refused} == {"tautan.pdf", "bom.txt", "besar.bin"}


@pytest.mark.parametrize(
    "data, intake, said",
    [
        (b"bukan arsip", Intake(), "bukan ZIP"),
        (None, Intake(files=1), "zip_entries"),
        (None, Intake(bytes=5), "zip_bytes"),
    ],
)
def test_an_archive_that_is_none_or_too_large(tmp_path: Path, data: bytes | None, intake: Intake, said: str) -> None:
    place = packed(tmp_path / "b.zip", {"a": b"123", "b": b"456"})
    if data is not None:
        place.write_bytes(data)

    with pytest.raises(InputError, match=said):
        unpack_into(place, tmp_path / "x", intake, Limits())


def test_an_archive_under_a_password(tmp_path: Path) -> None:
    stream = io.BytesIO(packed(tmp_path / "b.zip", {"a.pdf": b"123", "b.pdf": b"456"}).read_bytes())
    data = bytearray(stream.getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the first entry of its directory
    (tmp_path / "b.zip").write_bytes(data)
    count, refused = unpack_into(tmp_path / "b.zip", tmp_path / "x", Intake(), Limits())

    assert (count, [it.name for it in refused]) == (1, ["a.pdf"])
    assert "sandi" in refused[0].reason
