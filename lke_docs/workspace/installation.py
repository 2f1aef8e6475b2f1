"""What is installed beside lke-docs, what is missing, what that costs, and how to install it."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires
from io import BytesIO
from pathlib import Path

from lke_docs.draft.pdf import find_soffice
from lke_docs.errors import LkeError
from lke_docs.files.ocr import Engine, Ocr, engines, installed, models_of_rapidocr
from lke_docs.office.door import why
from lke_docs.office.limits import Limits
from lke_docs.patterns.office import letter_custom
from lke_docs.resources import __version__
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.config import HISTORY

_NEEDED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:[^;]*?>=(?P<least>[\d.]+))?[^;]*$")
_FONT, _FONT_FILES = "Arial", ("arial.ttf", "liberationsans-regular.ttf", "arimo-regular.ttf", "arimo[wght].ttf")
_FONT_FOLDERS = (
    r"C:\Windows\Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
)
_OCR = "pindaian (OCR)"
_UNREAD = "halaman pindaian dan foto di folder bukti tidak diperiksa, hanya dihitung"


class Health(StrEnum):
    """Whether something is there; the values of `state` in JSON."""

    THERE = "ada"
    LESS = "kurang"
    MISSING = "tidak ada"


class Checkup(NamedTuple):
    """One thing that was looked for. `cost`: what does not work without it; `ways`: how to get it, by system."""

    name: str
    state: Health
    found: str
    cost: str = ""
    ways: tuple[tuple[str, str], ...] = ()


def examine(folder: Path) -> tuple[Checkup, ...]:
    """Look at this computer; `folder` is that of the unit."""
    return (
        Checkup("lke-docs", Health.THERE, __version__),
        Checkup("Python", Health.THERE, f"{platform.python_version()}, {platform.system()} {platform.machine()}"),
        _packages(),
        _ocr(),
        _soffice(),
        _font(),
        _signatures(),
        _letters(),
        _folder(folder),
    )


def _pip(*packages: str) -> tuple[tuple[str, str], ...]:
    """The one line of every system: into the Python that runs this."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return (("Windows, Debian, macOS", f"{python} -m pip install {' '.join(packages)}"),)


def _packages() -> Checkup:
    """The packages that every command needs, by what this package says of itself."""
    try:
        wanted = [match for text in requires("lke-docs") or () if (match := _NEEDED.match(text))]
    except PackageNotFoundError:  # run from its folder
        return Checkup("paket Python", Health.THERE, "dijalankan dari foldernya, tanpa dipasang")
    faults = {match[0]: told for match in wanted if (told := _fault(match["name"], match["least"] or ""))}
    if not faults:
        return Checkup("paket Python", Health.THERE, f"{len(wanted)} paket, semuanya terpasang")
    ways = _pip(*(f'"{asked}"' for asked in faults))
    return Checkup("paket Python", Health.LESS, "; ".join(faults.values()), "sebagian perintah gagal", ways)


def _fault(name: str, least: str) -> str:
    has = installed(name)
    if not has:
        return f"{name} tidak terpasang"
    return f"{name} {has}, perlu {least}" if least and _as_numbers(has) < _as_numbers(least) else ""


def _as_numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version.split("+")[0])]


def _ocr() -> Checkup:
    """Engines that read pages which are pictures."""
    usable = engines()
    told = "; ".join(engine.said for engine in usable)
    ways = _pip("rapidocr==3.10.0", "onnxruntime")
    if usable and (fault := _tried(usable[0])):
        return Checkup(_OCR, Health.LESS, f"{told}; gagal dicoba: {fault}", _UNREAD, ways)
    if any(engine.trusts_numbers for engine in usable):
        return Checkup(_OCR, Health.THERE, told)
    if usable:
        cost = "nomor pada pindaian tidak pernah dipastikan, selalu perlu dilihat orang"
        return Checkup(_OCR, Health.LESS, told, cost, ways)
    if installed("rapidocr") and not models_of_rapidocr():
        told = "rapidocr terpasang tanpa modelnya; model tidak pernah diunduh oleh lke-docs"
        ways = _pip("--force-reinstall", "--no-deps", "rapidocr==3.10.0")
    elif installed("rapidocr"):
        told, ways = "rapidocr terpasang tanpa onnxruntime", _pip("onnxruntime")
    others = (
        ("Debian, bila pip tidak dapat dipakai", "sudo apt install tesseract-ocr tesseract-ocr-ind"),
        ("macOS, bila pip tidak dapat dipakai", "brew install tesseract tesseract-lang"),
    )
    return Checkup(_OCR, Health.MISSING, told, _UNREAD, (*ways, *others))


def _tried(engine: Engine) -> str:
    """Have an engine read a small picture: one that is installed and lacks a library of the system says so here."""
    from PIL import Image, ImageDraw, ImageFont

    picture, stream = Image.new("L", (640, 160), 255), BytesIO()
    ImageDraw.Draw(picture).text((40, 40), "NOMOR 12/2021", 0, ImageFont.load_default(48))
    picture.save(stream, "PNG")
    with Ocr(engine, Limits()) as reader:
        page = reader.read_page(stream.getvalue(), 1, "gambar")
    return page.reason or ("" if "2021" in page.text else "gambar contoh tidak terbaca")


def _soffice() -> Checkup:
    program = find_soffice()
    if program:
        return Checkup("LibreOffice", Health.THERE, _said(program) or str(program))
    ways = (
        ("Windows", "unduh dari https://www.libreoffice.org/download lalu jalankan pemasangnya"),
        ("Debian", "sudo apt install libreoffice-writer"),
        ("macOS", "brew install --cask libreoffice"),
    )
    return Checkup("LibreOffice", Health.MISSING, "", "draf tidak dijadikan PDF; berkas Word tetap lengkap", ways)


def _said(program: Path) -> str:
    """The version that a program tells, in one line."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    words = done.stdout.decode("utf-8", "replace").split()
    return " ".join(words[:2])


def _font() -> Checkup:
    """The font of the shipped templates, or one that is as wide."""
    home = Path.home()
    folders = (*map(Path, _FONT_FOLDERS), home / "AppData/Local/Microsoft/Windows/Fonts", home / ".fonts")
    font = next((path for folder in folders for path in _fonts_in(folder)), None)
    if font:
        return Checkup(f"huruf {_FONT}", Health.THERE, font.name)
    ways = (
        ("Debian", "sudo apt install fonts-liberation"),
        ("Windows, macOS", "sudah termasuk dalam sistem; pasang kembali melalui pengaturan huruf"),
    )
    return Checkup(f"huruf {_FONT}", Health.LESS, "", "PDF dari draf memakai huruf lain dan dapat berganti baris", ways)


def _fonts_in(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.rglob("*.[tT][tT][fF]") if path.name.lower() in _FONT_FILES)
    except OSError:
        return


def _signatures() -> Checkup:
    wanted = {"pyhanko": "pyHanko", "zxing-cpp": "zxing-cpp"}
    has = {name: version for name in wanted if (version := installed(name))}
    told = ", ".join(f"{wanted[name]} {version}" for name, version in has.items())
    if len(has) == len(wanted):
        return Checkup("tanda tangan elektronik", Health.THERE, told)
    cost = "tanda tangan elektronik dan kode QR pada berkas tidak diperiksa"
    state = Health.LESS if has else Health.MISSING
    return Checkup("tanda tangan elektronik", state, told, cost, _pip(*(name for name in wanted if name not in has)))


def _letters() -> Checkup:
    """Whether the table of letterheads and numbers of letters, which offices change for themselves, can be read."""
    name, file = "kop dan nomor surat", "patterns/kop.toml"
    try:
        letter_custom("")
    except LkeError as error:
        way = ("Windows, Debian, macOS", f"perbaiki {file}, atau pasang kembali lke-docs")
        return Checkup(
            name, Health.LESS, str(error), "perintah yang membaca nama kantor atau membuat draf gagal", (way,)
        )
    return Checkup(name, Health.THERE, file)


def _folder(folder: Path) -> Checkup:
    """Whether the history of the unit and what was read of its files can be kept."""
    own = folder / HISTORY
    try:
        with tempfile.TemporaryFile(dir=own if own.is_dir() else folder):
            return Checkup("folder unit", Health.THERE, f"{folder} dapat ditulis")
    except OSError as error:
        cost = "riwayat pemeriksaan dan bacaan folder bukti tidak disimpan"
        way = ("Windows, Debian, macOS", "pindahkan folder unit ke folder Anda sendiri, misalnya Dokumen")
        return Checkup("folder unit", Health.LESS, f"{folder} tidak dapat ditulis ({why(error)})", cost, (way,))
