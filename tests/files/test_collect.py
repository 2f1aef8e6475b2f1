"""Bytes of the folder for copies and packages: of a file, of a member, of a member of an archive in an archive."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lke_docs.errors import InputError
from lke_docs.office.limits import Limits
from lke_docs.workspace.collect import bytes_of


def packed(**members: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.bin", data)
    return stream.getvalue()


def test_members_are_found_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "luar.zip").write_bytes(packed(sk=b"SK", dalam=packed(notula=b"Notula")))

    assert bytes_of(tmp_path, "luar.zip!/sk.bin", Limits()) == b"SK"
    assert bytes_of(tmp_path, "luar.zip!/dalam.bin!/notula.bin", Limits()) == b"Notula"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("gaji", encoding="utf-8")
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "tautan.txt").symlink_to("../rahasia.txt")

    with pytest.raises(InputError, match="tidak diikuti"):
        bytes_of(tmp_path / "bukti", "tautan.txt", Limits())


@pytest.mark.parametrize("member", ["tiada.bin", "sk.bin!/x", "dalam.bin!/tiada.bin"])
def test_a_member_that_cannot_be_had_is_told_with_its_path(tmp_path: Path, member: str) -> None:
    (tmp_path / "luar.zip").write_bytes(packed(sk=b"SK", dalam=packed(notula=b"Notula")))

    with pytest.raises(InputError, match=r"luar\.zip"):
        bytes_of(tmp_path, f"luar.zip!/{member}", Limits())
