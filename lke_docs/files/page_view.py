"""A page of evidence as people look at it: a grey JPEG, made in a limited child and kept in a folder with a bound.

The child is kept for the pages that follow. What cannot be drawn has a reason, which is kept as well, so that a file
that costs the child its life costs it once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.errors import InputError
from lke_docs.files.reader import FROM_OUTSIDE, Job, take_out
from lke_docs.office.apart import StoppedError, stopped
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.lasting import Lasting, Renewal
from lke_docs.office.limits import MIB, Limits, OverLimitError
from lke_docs.office.whole import whole_file
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWN = frozenset({"pdf", "gambar", "docx"})  # formats with pages that can be drawn; of a DOCX its pictures
_DRAW = "lke_docs.files.page_view:draw"
_DPI, _QUALITY = 110.0, 70
_MOST_SIDE = 2_000  # dots: A3 at 110 dpi has 1,819
_SECONDS = 10  # of the processor for a page; it needs 0.01 to 0.1
_RENEWAL = Renewal(calls=200, resident_bytes=256 * MIB)
_VERSION = 1  # raised whenever the same page is drawn otherwise
_REASON = ".txt"  # of what stands where there is no picture
_CHANGED = "berkas ini berubah sejak folder diperiksa; periksa ulang foldernya."


def draw(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """In the child: the JPEG of `page`, turned by `turned` as it was read. Arguments also: `format`, `limits`."""
    from lke_docs.files.page_picture import page_picture

    page, format = arguments["page"], arguments["format"]
    if format == "docx":
        from lke_docs.files.office_pages import picture_in_word

        data, page, format = picture_in_word(data, page, Limits(**arguments["limits"])), 1, "gambar"
    picture = upright(page_picture(data, page=page, format=format, dpi=_DPI).picture.convert("L"), arguments["turned"])
    picture.thumbnail((_MOST_SIDE, _MOST_SIDE))
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def upright(picture: Image, turned: int) -> Image:
    """A picture turned as its page was, to be read."""
    from PIL import Image as Images

    ways = Images.Transpose
    way = {90: ways.ROTATE_270, 180: ways.ROTATE_180, 270: ways.ROTATE_90}.get(turned)
    return picture if way is None else picture.transpose(way)


class PageWanted(NamedTuple):
    """A page of a file: where its bytes lie, their hash, the page from 1, and by how much it was turned."""

    job: Job
    sha256: str
    page: int
    format: str
    turned: int = 0

    @property
    def name(self) -> str:
        return f"{_VERSION}-{self.sha256}-{self.page}-{self.turned}"


class PageViews:
    """Pages drawn by one child, one after another, and those that were: `folder` holds at most `most` bytes."""

    def __init__(self, folder: Path, limits: Limits, *, most: int = 256 * MIB) -> None:
        self._folder, self._limits, self._most = folder, limits, most
        self._child = Lasting(memory_bytes=limits.memory_bytes, renewal=_RENEWAL)
        self._lock = threading.Lock()

    def page(self, wanted: PageWanted) -> bytes:
        """The JPEG of a page. Raises InputError where there is none."""
        known = self.kept(wanted.name)
        if known is None:
            with self._lock:
                known = self.kept(wanted.name) or self._drawn(wanted)
        return known

    def kept(self, name: str) -> bytes | None:
        """The page of this name where it was drawn. Raises InputError where that could not be done."""
        if said := self._read(f"{name}{_REASON}"):
            raise InputError("halaman", said.decode("utf-8", "replace"))
        return self._read(f"{name}.jpg")

    def try_again(self) -> None:
        """Forget why pages could not be drawn."""
        for path in self._folder.glob(f"*{_REASON}"):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        self._child.close()

    def _read(self, name: str) -> bytes | None:
        try:
            data = (self._folder / name).read_bytes()
            (self._folder / name).touch()
        except OSError:
            return None
        return data

    def _drawn(self, wanted: PageWanted) -> bytes:
        try:
            data = take_out(wanted.job, self._limits)
        except (StoppedError, BrokenFileError, OverLimitError) as error:
            raise InputError("halaman", _why(error, self._limits)) from error
        if sha256(data).hexdigest() != wanted.sha256:
            raise InputError("halaman", _CHANGED)
        said = {"page": wanted.page, "format": wanted.format, "turned": wanted.turned, "limits": self._limits._asdict()}
        try:
            made = self._child.call(_DRAW, data, said, seconds=_SECONDS)
        except (InputError, StoppedError, BrokenFileError, OverLimitError) as error:
            reason = _why(error, self._limits)
            if not (isinstance(error, StoppedError) and error.signal in FROM_OUTSIDE):
                self._keep(f"{wanted.name}{_REASON}", reason.encode())
            raise InputError("halaman", reason) from error
        self._keep(f"{wanted.name}.jpg", made)
        return made

    def _keep(self, name: str, data: bytes) -> None:
        """Keep a page, where the folder takes it; those that nobody looked at for longest go."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._folder / name) as stream:
                stream.write(data)
            states = [(path, path.stat()) for path in self._folder.iterdir()]
            total = sum(state.st_size for _, state in states)
            for path, state in sorted(states, key=lambda it: it[1].st_mtime_ns):
                if total <= self._most:
                    break
                path.unlink(missing_ok=True)
                total -= state.st_size


def _why(error: Exception, limits: Limits) -> str:
    if isinstance(error, StoppedError):
        return stopped(error, "halaman", limits._replace(seconds=_SECONDS), "seconds").reason
    return error.reason if isinstance(error, InputError) else str(error)
