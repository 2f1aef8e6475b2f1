"""Files whose pages are pictures, given to an engine: first and last page first, others where these say too little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.errors import InputError
from lke_docs.files.model import Page, RawFile
from lke_docs.files.ocr import Engine, Ocr
from lke_docs.files.reader import Job, cores, picture_in_word, take_out
from lke_docs.files.trust import wants_ocr
from lke_docs.office.apart import StoppedError
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.crew import shared
from lke_docs.office.limits import Limits, OverLimitError
from lke_docs.tuples import NamedTuple

_FORMATS = ("pdf", "gambar", "docx")
_MOST_ENGINES = 3  # at once: each holds a gigabyte


class Pictured(NamedTuple):
    """A file with pages to be read from their pictures."""

    job: Job
    raw: RawFile


class Recognised(NamedTuple):
    """What an engine has read; `is_lasting`: the next run need not ask again."""

    sha256: str
    path: str
    pages: tuple[Page, ...]
    is_lasting: bool


def is_pictured(raw: RawFile) -> bool:
    """Whether there is something for an engine in a file."""
    return raw.format in _FORMATS and any(map(wants_ocr, raw.pages))


def recognise_all(
    files: Sequence[Pictured], *, engine: Engine, limits: Limits, workers: int = 0
) -> Iterator[Recognised]:
    """Have the pages of all files read, in the order in which they end; close it to stop."""
    return shared(files, lambda: _Recogniser(engine, limits), workers=min(workers or cores(), _MOST_ENGINES))


class _Recogniser:
    """One engine in its child."""

    def __init__(self, engine: Engine, limits: Limits) -> None:
        self._limits, self._ocr, self._is_stopped = limits, Ocr(engine, limits), False
        self._ocr.__enter__()

    def do(self, job: Pictured) -> Recognised:
        raw = job.raw
        wanted = [page.number for page in raw.pages if wants_ocr(page)]
        seen = [page for page in raw.pages[:1] if not wants_ocr(page)]  # a head that is digital says most
        pages: list[Page] = []
        try:
            data = take_out(job.job, self._limits)
            for number in dict.fromkeys((wanted[0], wanted[-1], *wanted)):
                if self._is_stopped or (pages and not self._ocr.wants_more([*seen, *pages])):
                    break
                pages.append(self._page(data, number, raw.format))
        except (InputError, StoppedError, BrokenFileError, OverLimitError):  # it changed since it was read
            return Recognised(raw.sha256, raw.path, (), False)
        return Recognised(raw.sha256, raw.path, tuple(sorted(pages)), not all(page.reason for page in pages))

    def _page(self, data: bytes, number: int, format: str) -> Page:
        if format != "docx":
            return self._ocr.read_page(data, number, format)
        picture = picture_in_word(data, number, self._limits)
        return self._ocr.read_page(picture, 1, "gambar")._replace(number=number)

    def kill(self) -> None:
        self._is_stopped = True
        self._ocr.kill()

    def close(self) -> None:
        self._ocr.__exit__(None, None, None)
