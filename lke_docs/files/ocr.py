"""Reading pages that are pictures: which engines there are, and a child that reads with one of them.

An engine is asked for nothing that a scan cannot tell: what it reads is text with a confidence, and what of it may be
asserted is for others to say. Its models lie in its package; nothing is ever fetched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from lke_docs.errors import InputError
from lke_docs.files.hand import open_places
from lke_docs.files.model import Grade, Page, PageKind, TextLine
from lke_docs.files.rapid import MODELS
from lke_docs.office.apart import KEPT, Ending, StoppedError
from lke_docs.office.lasting import Lasting, Renewal
from lke_docs.office.limits import MIB, Limits
from lke_docs.tuples import NamedTuple

MOST_PAGES = 6  # of a file that are read in search of its number and date
_READ = "lke_docs.files.ocr_child:read"
_SECONDS = 60  # of the processor for a page; it needs 2 to 8
_MEMORY = 1536 * MIB  # resident, at most; the bound of the system is on addresses, which libraries take unused
_ADDRESSES = {"onnxruntime": 1536 * MIB, "openvino": 3072 * MIB, "tesseract": 1024 * MIB}
_RENEWAL = Renewal(calls=30, resident_bytes=1229 * MIB)
_BACKENDS = ("onnxruntime", "openvino")
_USUAL = (r"C:\Program Files\Tesseract-OCR\tesseract.exe", "/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract")
_LANGUAGES = ("ind", "eng")
_GOOD, _FAIR = 0.9, 0.75


class Engine(NamedTuple):
    """What reads pictures. `trusts_numbers`: whether a number that it reads may be asserted."""

    name: str
    version: str
    trusts_numbers: bool
    kind: str = ""  # onnxruntime | openvino | tesseract
    program: str = ""
    language: str = ""

    @property
    def said(self) -> str:
        return f"{self.name} {self.version}"


def engines() -> list[Engine]:
    """The engines that are installed, the best first. Loads none of them."""
    available = []
    if models_of_rapidocr():
        for backend in _BACKENDS:
            if find_spec(backend):
                told = f"{installed('rapidocr')} ({backend} {installed(backend)})"
                available.append(Engine("RapidOCR", told, True, backend))
    if program := find_tesseract():
        languages = _told(program, "--list-langs").split()
        if language := next((it for it in _LANGUAGES if it in languages), ""):
            told = (_told(program, "--version").split() or ["", "?"])[1]
            available.append(Engine("Tesseract", told, False, "tesseract", program, language))
    return available


def best_engine() -> Engine | None:
    """The best engine that is installed; None where there is none."""
    return next(iter(engines()), None)


def installed(package: str) -> str:
    """The version of an installed package; "" where it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def models_of_rapidocr() -> bool:
    """Whether its models lie where its package puts them."""
    spec = find_spec("rapidocr")
    home = Path(spec.origin).parent / "models" if spec and spec.origin else None
    return home is not None and all((home / name).is_file() for name in MODELS.values())


def find_tesseract() -> str:
    """The program, from PATH or where its installer puts it; "" where there is none."""
    return shutil.which("tesseract") or next((place for place in _USUAL if Path(place).is_file()), "")


def _told(program: str, option: str) -> str:
    """What a program says of itself."""
    kept = {name: os.environ[name] for name in (*KEPT, "PATH", "TESSDATA_PREFIX") if name in os.environ}
    try:
        done = subprocess.run([program, option], capture_output=True, timeout=20, check=False, env=kept)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")


class Ocr:
    """An engine in a child of its own, for pages one after another. To be used in a `with`."""

    def __init__(self, engine: Engine, limits: Limits) -> None:
        self.engine, self._most_pages = engine, min(MOST_PAGES, limits.pages)
        self._child = Lasting(memory_bytes=_ADDRESSES[engine.kind], renewal=_RENEWAL)
        self._sent: bytes | None = None

    def __enter__(self) -> Ocr:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._child.close()

    def kill(self) -> None:
        """End the page that another thread waits for."""
        self._child.kill()

    def read_page(self, pdf_or_image: bytes, page: int, format: str) -> Page:
        """Read one page, counted from 1; `format` is that of `RawFile`. One that cannot be read says why."""
        again = self._child.is_begun and self._sent is pdf_or_image
        self._sent = pdf_or_image
        kind, program, language = self.engine[3:]
        said: dict[str, object] = {"kind": kind, "program": program, "language": language}
        said["home"] = os.environ.get("TESSDATA_PREFIX", "")
        said |= {"page": page, "format": format, "again": again}
        try:
            answer = self._child.call(_READ, b"" if again else pdf_or_image, said, seconds=_SECONDS)
        except InputError as error:
            return self._unread(page, error.reason)
        except StoppedError as error:
            return self._unread(page, _why(error))
        return self._page(page, json.loads(answer))

    def wants_more(self, pages: Sequence[Page]) -> bool:
        """Whether more pages are worth their time: number and date were not seen yet, or several documents were."""
        if len(pages) < 2 or len(pages) >= self._most_pages:
            return len(pages) < self._most_pages
        return not has_number_and_date(pages) or is_bundle(pages)

    def _unread(self, page: int, reason: str) -> Page:
        return Page(page, PageKind.SCAN, Grade.POOR, engine=self.engine.said, reason=reason)

    def _page(self, page: int, told: dict[str, Any]) -> Page:
        lines = tuple(
            TextLine(text, tuple(box), sure, tuple(sorted({*map(tuple, doubts), *open_places(text)})))
            for text, box, sure, doubts in told["lines"]
        )
        width, height = told["size"]
        return Page(
            page,
            PageKind.SCAN,
            _grade(lines),
            lines,
            round(width, 1),
            round(height, 1),
            engine=self.engine.said,
            trusts_numbers=self.engine.trusts_numbers,
            turned=told["turned"] % 360,
        )


def has_number_and_date(pages: Sequence[Page]) -> bool:
    """Whether the head shows a letter's number, and the head or the end a full date, both as they are written."""
    from lke_docs.extract import extract
    from lke_docs.model import ReferenceKind

    first, last = min(pages), max(pages)
    head = extract("\n".join(line.text for line in first.lines if _is_above(line, first.height / 2)))
    has_number = any(it.kind is ReferenceKind.LETTER for it in head.references)
    return has_number and any(it.day and it.valid for it in (*head.dates, *extract(last.text).dates))


def is_bundle(pages: Sequence[Page]) -> bool:
    """Whether pages are of several documents: then these do not tell what lies between them."""
    from lke_docs.files.identify import identify
    from lke_docs.files.model import RawFile, Reading

    return len(identify(RawFile("", "", 0, "pdf", Reading.OCR, tuple(sorted(pages)))).parts) > 1


def _is_above(line: TextLine, height: float) -> bool:
    return line.box is None or line.box[1] < height


def _grade(lines: Sequence[TextLine]) -> Grade:
    """How well a page was read, by the letters of its lines."""
    letters = sum(len(line.text) for line in lines)
    sure = sum(line.confidence * len(line.text) for line in lines) / max(letters, 1)
    return Grade.GOOD if sure >= _GOOD else Grade.FAIR if sure >= _FAIR else Grade.POOR


def _why(error: StoppedError) -> str:
    if error.ending is Ending.TIME:
        return f"membaca halaman ini dari gambarnya lebih lama dari {_SECONDS} detik."
    if error.ending is Ending.MEMORY:
        return f"membaca halaman ini dari gambarnya butuh memori lebih dari {_MEMORY // MIB} MB."
    return "pembaca gambar berhenti mendadak pada halaman ini."
