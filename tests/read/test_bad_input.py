"""Files that are broken, hostile or not ours: one sentence each, no crash, bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_docs.errors import InputError
from lke_docs.office.archive import BrokenFileError
from lke_docs.read import Limits, read_bytes, read_sheet
from lke_docs.read.worker import reader_of
from tests.read.bad_files import BAD, LKE, ODD, archive, pages, workbook, xlsx

GIB = 1024**3


@pytest.mark.parametrize("name", BAD)
def test_bad_file_gives_one_sentence(name: str) -> None:
    make, said = BAD[name]

    with pytest.raises(InputError) as caught:
        read_bytes(make(), name)

    assert said in str(caught.value)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ODD)
def test_odd_file_is_read_and_what_is_odd_is_said(name: str) -> None:
    make, said = ODD[name]

    sheet = read_bytes(make(), name)

    assert [row.code for row in sheet.rows] == ["A.1.1.A"]
    assert said in " ".join(notice.text for notice in sheet.notices)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not count the memory of ended processes")
def test_no_reader_took_a_gibibyte() -> None:
    """The worst of the children that this process has started."""
    import resource

    for name in ("bom_zip_berbohong", "pdf_bom_512_mb"):
        with pytest.raises(InputError):
            read_bytes(BAD[name][0](), name)

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    assert peak * (1 if sys.platform == "darwin" else 1024) < GIB


def _directory(folder: Path) -> Path:
    return folder


def _missing(folder: Path) -> Path:
    return folder / "tidak_ada.xlsx"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipa")
    return folder / "pipa"


def _sparse(folder: Path) -> Path:
    path = folder / "besar.xlsx"
    with path.open("wb") as stream:
        stream.truncate(4 * GIB)
    return path


def _loop(folder: Path) -> Path:
    (folder / "putar").symlink_to(folder / "putar")
    return folder / "putar"


PATHS: tuple[tuple[Callable[[Path], Path], str], ...] = (
    (_directory, "folder"), (_missing, "tidak ada"), (_sparse, "file_bytes"),
)  # fmt: skip
if sys.platform != "win32":  # no named pipes there, and links only for administrators
    PATHS += ((_pipe, "bukan berkas biasa"), (_loop, "tidak dapat dibuka"))


@pytest.mark.parametrize(("make", "said"), PATHS, ids=[make.__name__ for make, _ in PATHS])
def test_path_that_is_no_file(make: Callable[[Path], Path], said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        read_sheet(make(tmp_path))


def test_name_with_a_null_byte() -> None:
    with pytest.raises(InputError, match="nama berkas tidak sah"):
        read_sheet("a\x00b")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_file_without_permission(tmp_path: Path) -> None:
    """Run as somebody else where we are root, who may read everything."""
    path = tmp_path / "rahasia.txt"
    path.write_text("A", encoding="utf-8")
    path.chmod(0)
    code = (
        "import os, sys\n"
        "from lke_docs.read import read_sheet\n"
        "from lke_docs.errors import InputError\n"
        "if os.geteuid() == 0: os.setegid(65534); os.seteuid(65534)\n"
        "try: read_sheet(sys.argv[1])\n"
        "except InputError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip

    assert "tidak boleh dibaca" in done.stdout


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(cells=3), xlsx(LKE)),
        (Limits(cell_chars=5), xlsx(LKE)),
        (Limits(text_chars=20), xlsx(LKE)),
        (Limits(zip_entries=2), xlsx(LKE)),
        (Limits(zip_bytes=500), xlsx(LKE)),
        (Limits(part_bytes=100), xlsx(LKE)),
        (Limits(xml_depth=2), xlsx(LKE)),
        (Limits(pages=1), pages(2)),
    ],
    ids=["cells", "cell_chars", "text_chars", "zip_entries", "zip_bytes", "part_bytes", "xml_depth", "pages"],
)
def test_limit_is_named_in_the_message(limits: Limits, data: bytes, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.id

    with pytest.raises(InputError, match=f"batas {name} = "):
        read_bytes(data, "berkas", limits=limits)


@pytest.mark.parametrize("format", ["docx", "ods", "xlsx"])
def test_archive_without_its_main_part_is_broken(format: str) -> None:
    with pytest.raises(BrokenFileError, match="tidak ada; berkas tidak utuh"):
        reader_of(format)(archive({"mimetype": "x"}), Limits())


def test_sheet_that_the_workbook_names_and_lacks_is_said() -> None:
    sheet = read_bytes(xlsx(LKE, xl__workbook_xml=workbook("L1", "L2", "L3", "L4", "L5", "L6")), "berkas")

    assert [row.code for row in sheet.rows] == ["A.1.1.A"]
    assert [n.text for n in sheet.notices] == ["Isi lembar “L2”, “L3”, “L4” dan 2 lagi tidak ada di dalam berkas."]


def test_reader_that_takes_too_long_is_ended() -> None:
    limits = Limits(seconds=1, cells=10_000_000, zip_ratio=10_000)
    rows = "".join(f'<row r="{i}">' + "<c><v>1</v></c>" * 200 + "</row>" for i in range(1, 6000))

    with pytest.raises(InputError, match="batas seconds = 1"):
        read_bytes(xlsx(rows), "lambat", limits=limits)
