"""DOCX to PDF through LibreOffice, where it is installed: one process for all files, all results checked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lke_docs.errors import ConfigError
from lke_docs.office.apart import KEPT
from lke_docs.office.limits import MIB
from lke_docs.tuples import NamedTuple

BASE_SECONDS, FILE_SECONDS = 60, 2
_MEMORY = 4 * 1024 * MIB  # addresses, most of them never filled
_BOOT = (
    "import json,os,sys; sys.path[:]=json.loads(sys.argv[1]); "
    "from lke_docs.office.child import cut_off; from lke_docs.office.allowance import bound_memory; "
    "bound_memory(int(sys.argv[2])); cut_off(); os.execv(sys.argv[3], sys.argv[3:])"
)
MISSING = "LibreOffice tidak ditemukan, jadi PDF tidak dibuat; berkas Word tetap lengkap."
_NAMES = ("soffice", "libreoffice", "soffice.exe", "soffice.com")
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_MAC = ("/Applications/LibreOffice.app/Contents/MacOS/soffice",)


class Converted(NamedTuple):
    """What became of each file: its PDF under its name, or why there is none."""

    made: tuple[tuple[Path, bytes], ...]
    failed: tuple[tuple[Path, str], ...]


def find_soffice() -> Path | None:
    """The LibreOffice program, from PATH or where its installer puts it."""
    for name in _NAMES:
        if program := shutil.which(name):
            return Path(program)
    usual = [Path(place) for place in (*_WINDOWS, *_MAC)]
    return next((place for place in usual if place.is_file()), None)


def to_pdf(files: Sequence[Path], *, soffice: Path) -> Converted:
    """Convert all `files` in one run. The exit code is not believed: see `_problem`."""
    made, failed = [], []
    with tempfile.TemporaryDirectory(prefix="lke-docs-") as scratch:
        for source, result in zip(files, _convert(files, Path(scratch), soffice), strict=True):
            if problem := _problem(result):
                failed.append((source, problem))
            else:
                made.append((source.with_suffix(".pdf"), result.read_bytes()))
    return Converted(tuple(made), tuple(failed))


def _convert(files: Sequence[Path], scratch: Path, soffice: Path) -> list[Path]:
    """Copies under plain names, so that no file name is read as an option; the results in the same order."""
    source, target = scratch / "docx", scratch / "pdf"
    source.mkdir()
    copies = []
    for number, path in enumerate(files):
        copies.append(source / f"{number}.docx")
        if path.is_file() and path.read_bytes()[:4] == b"PK\x03\x04":
            shutil.copyfile(path, copies[-1])
    profile = (scratch / "profil").as_uri()
    command = [
        str(soffice),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
    ]
    present = [str(copy) for copy in copies if copy.is_file()]
    if present:
        _run(
            [*command, "--outdir", str(target), *present],
            seconds=BASE_SECONDS + FILE_SECONDS * len(present),
            home=scratch,
        )
    return [target / f"{number}.pdf" for number in range(len(files))]


def _run(command: list[str], *, seconds: int, home: Path) -> None:
    """Run LibreOffice in a group of its own, so that a hung one leaves nothing behind."""
    process = subprocess.Popen(
        [*_alone(), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
        env=_environment(home),
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        _stop(process)
        raise ConfigError(f"LibreOffice tidak selesai dalam {seconds} detik dan dihentikan.") from None
    except BaseException:
        _stop(process)
        raise


def _alone() -> list[str]:
    """What starts a program without network and within its own bound of memory, where the system can."""
    return [] if sys.platform == "win32" else [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path), str(_MEMORY)]


def _environment(home: Path) -> dict[str, str] | None:
    """What LibreOffice needs to start, and nothing of the user's; on Windows that is not known."""
    if sys.platform == "win32":
        return None
    kept = {name: os.environ[name] for name in (*KEPT, "PATH") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8"}


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _problem(path: Path) -> str:
    import pypdfium2

    if not path.is_file():
        return "LibreOffice tidak membuat PDF dari berkas ini"
    if path.read_bytes()[:4] != b"%PDF":
        return "hasilnya bukan PDF"
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return "PDF hasilnya rusak"
    pages = len(document)
    document.close()
    return "" if pages else "PDF hasilnya tidak berhalaman"
