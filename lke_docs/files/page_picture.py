"""A page as a picture, upright or not: a page of a PDF drawn, or a picture file scaled to what is needed.

Runs in the child of `ocr`, for an engine, and in that of `page_view`, for people. A photo of 20,000 pixels is made
smaller while it is decoded, where its format can.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from lke_docs.errors import InputError
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS = 72.0  # in an inch
_DPI = 200.0
_MOST_SIDE = 3_400  # pixels; A3 at 200 dpi has 3,307
_MOST_DECODED = 60_000_000  # pixels of a format that cannot be made smaller on the way
_LIKELY_DPI = (70, 1_200)
_EXIF_TURNED = 0x0112


class PagePicture(NamedTuple):
    """A picture in colour; `scale`: points of the page for each pixel."""

    picture: Image
    scale: float


def page_picture(data: bytes, *, page: int, format: str, dpi: float = _DPI) -> PagePicture:
    """Draw a page, counted from 1; `dpi` is that of a page of a PDF. Raises InputError where there is none."""
    return _of_pdf(data, page, dpi) if format == "pdf" else _of_image(data, page)


def _of_pdf(data: bytes, page: int, dpi: float) -> PagePicture:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        drawn = document[page - 1]
        scale = min(dpi / POINTS, _MOST_SIDE / max(*drawn.get_size(), 1.0))
        picture = drawn.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
        document.close()
    except (pdfium.PdfiumError, IndexError) as error:
        raise InputError("halaman", "gambar halaman ini tidak dapat dibuat dari PDF-nya.") from error
    return PagePicture(picture, 1 / scale)


def _of_image(data: bytes, page: int) -> PagePicture:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # counted below, by what is decoded
    try:
        with Image.open(BytesIO(data)) as image:
            if page > 1:
                image.seek(page - 1)
            width, height = image.size
            dpi = _dpi(image.info.get("dpi"), width, height)
            image.draft("RGB", (_MOST_SIDE, _MOST_SIDE))  # JPEG alone can
            if image.size[0] * image.size[1] > _MOST_DECODED:
                said = f"gambar {width} x {height} piksel terlalu besar untuk dibaca."
                raise InputError("halaman", said, remedy="Simpan ulang dengan resolusi 200 dpi.")
            turned = image.getexif().get(_EXIF_TURNED, 1)
            image.thumbnail((_MOST_SIDE, _MOST_SIDE))
            picture = _upright(image.convert("RGB"), turned)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError("halaman", "gambarnya rusak atau bukan gambar.") from error
    return PagePicture(picture, max(width, height) / max(picture.size) * POINTS / dpi)


def _dpi(told: Any, width: int, height: int) -> float:
    """What the file says, where a page could have it; else what makes a page of A4 of it."""
    said = float(told[0]) if isinstance(told, tuple) and told and told[0] else 0.0
    likely = _LIKELY_DPI[0] < said < _LIKELY_DPI[1] and min(width, height) / said > 3.0
    return said if likely else max(width, height) / 11.69


def _upright(image: Image, turned: int) -> Image:
    """The picture as it was held when it was taken, as its EXIF says."""
    from PIL import Image as Images

    ways = Images.Transpose
    way = {
        2: ways.FLIP_LEFT_RIGHT,
        3: ways.ROTATE_180,
        4: ways.FLIP_TOP_BOTTOM,
        5: ways.TRANSPOSE,
        6: ways.ROTATE_270,
        7: ways.TRANSVERSE,
        8: ways.ROTATE_90,
    }.get(turned)
    return image.transpose(way) if way is not None else image
