"""Pictures: their size, day and likeness, and whether one shows a page of paper."""

from __future__ import annotations

import io
import os
import warnings
from hashlib import sha256
from typing import TYPE_CHECKING

from lke_docs.files.model import Page, Picture, RawFile, Reading
from lke_docs.files.trust import day_of, make_page
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 60_000_000  # that are unpacked; a JPEG is unpacked at a smaller size
_MOST_EDGE = 100_000
_SMALL = 256  # points of the edge at which a picture is compared
_SMALLEST = 200  # dots of the shorter edge: what has fewer is a logo
_POINTS_PER_INCH, _USUAL_DPI = 72.0, 150.0
_EXIF, _TAKEN, _SAVED = 0x8769, 0x9003, 0x0132
_BRIGHT, _COLOURED, _SHADE, _MUCH = 0.6, 70, 32, 0.4  # of the brightest; of 255; levels that are one; of the picture
_DAMAGED = "gambar rusak atau terpotong."


def read_picture(data: bytes, limits: Limits) -> RawFile:
    """Read a file that is a picture: each of its frames is a page to be read by OCR. Raises BrokenFileError."""
    with _opened(data) as image:
        count = min(limits.pages, getattr(image, "n_frames", 1)) if image.format in ("TIFF", "MPO") else 1
        count = 1 if image.format == "MPO" else count
        width, height = image.size
        size = (round(width * _scale(image), 1), round(height * _scale(image), 1))
    picture, reason, is_page = _look_at(data)
    cover = 1.0 if is_page else 0.0
    pages: tuple[Page, ...] = ()
    if not reason:
        pages = tuple(make_page(number, (), size=size, cover=cover) for number in range(1, count + 1))
    return RawFile(
        "", "", 0, "gambar", Reading.NONE, pages, count, pictures=(picture,), made=picture.taken, reason=reason
    )


def _look_at(data: bytes) -> tuple[Picture, str, bool]:
    """A picture, why it was not unpacked, and whether it shows paper. Raises BrokenFileError."""
    with _opened(data) as image:
        width, height = image.size
        picture = Picture(1, width, height, sha256(data).hexdigest(), "")
        if _is_large(image):
            said = f"gambar {width} × {height} titik terlalu besar; tidak dibuka. Simpan lebih kecil."
            return picture, said, False
        picture = picture._replace(taken=_day(image))
        small = _small(image)
        return picture._replace(alike=_likeness(small)), "", is_paper(small)


def photo_in(data: bytes, page: int, *, is_page: bool = False) -> Picture | None:
    """A photo in another file, from its own bytes; None where it is none (see `photo_of`), or damaged."""
    try:
        with _opened(data) as image:
            size = image.size
            if _is_large(image):
                return None
            taken = _day(image)
            photo = photo_of(_small(image), data, page, is_page=is_page, size=size)
    except BrokenFileError:
        return None
    return photo and photo._replace(taken=taken)


def photo_of(
    image: Image, data: bytes, page: int, *, is_page: bool, size: tuple[int, int] | None = None
) -> Picture | None:
    """A photo in another file, `size` as it lies there; None for a small one, and for one of paper that is a page."""
    width, height = size or image.size
    if min(width, height) < _SMALLEST:
        return None
    image.thumbnail((_SMALL, _SMALL))
    if is_page and is_paper(image):
        return None
    return Picture(page, width, height, sha256(data).hexdigest(), _likeness(image))


def _likeness(image: Image) -> str:
    """The perceptual hash of a picture, 64 bits in hex; made smaller or paler it has nearly the same."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads would take memory by the core
    import imagehash

    return str(imagehash.phash(image))


def is_paper(image: Image) -> bool:
    """Tell a picture of a page from a photo: much of it is bright and hardly coloured, or of one and the same colour.

    A white wall behind a meeting passes for paper too: it is then read by the engine, which costs time only.
    """
    import numpy as np

    small = image.convert("RGB").resize((64, 64))
    _, colour, light = (np.asarray(band) for band in small.convert("HSV").split())
    pale = (light >= _BRIGHT * np.percentile(light, 95)) & (colour < _COLOURED)
    shades = np.asarray(small) // _SHADE
    _, counts = np.unique(shades.reshape(-1, 3), axis=0, return_counts=True)
    return float(max(pale.mean(), counts.max() / counts.sum())) >= _MUCH


def _is_large(image: Image) -> bool:
    """Whether unpacking it costs too much; reading the EXIF of a PNG already unpacks it."""
    return image.format != "JPEG" and image.width * image.height > _MOST_PIXELS


def _opened(data: bytes) -> Image:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the size is weighed here, before anything is unpacked
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged EXIF
            image = Image.open(io.BytesIO(data))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BrokenFileError(_DAMAGED) from error
    if max(image.size) > _MOST_EDGE or min(image.size) < 1:
        raise BrokenFileError(f"ukuran gambar tidak wajar: {image.width} × {image.height} titik.")
    return image


def _small(image: Image) -> Image:
    """The picture, small, as it is meant to be seen."""
    from PIL import ImageOps

    try:
        image.draft("RGB", (_SMALL, _SMALL))  # of a JPEG only
        upright = ImageOps.exif_transpose(image)
        upright = upright.convert("RGB") if upright.mode not in ("L", "RGB") else upright
        upright.thumbnail((_SMALL, _SMALL))
    except (OSError, ValueError, SyntaxError, IndexError) as error:
        raise BrokenFileError(_DAMAGED) from error
    return upright


def _scale(image: Image) -> float:
    """Points to a dot of the picture."""
    dpi = image.info.get("dpi", (0, 0))
    try:
        inch = float(dpi[0])
    except (TypeError, ValueError, LookupError, ZeroDivisionError):
        inch = 0.0
    return _POINTS_PER_INCH / (inch if 50 <= inch <= 1200 else _USUAL_DPI)


def _day(image: Image) -> str:
    """The day on which a picture was taken, as its EXIF says; "" where it says none."""
    try:
        exif = image.getexif()
        written = exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_SAVED) or ""
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, AttributeError):
        return ""
    return day_of(str(written))
