"""PDF -> pages: lines with their boxes, how much of a page is a picture, photos, links.

A scanner's own text lies hidden behind the picture of the page: invisible, or drawn before it. Text drawn visibly
upon a picture, as on a slide with a ground, is the page's own, unless the picture has dark marks where the text is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lke_docs.files.model import Page, Picture, RawFile, Reading, TextLine
from lke_docs.files.photo import photo_in, photo_of
from lke_docs.files.trust import COVERS, day_of, links_once, make_page, text_hash, with_keyword
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits
from lke_docs.read.pdf_page import Box, OpenPage, bound, lines_of, open_document, open_page
from lke_docs.text import clean
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_WIDE = 4.0  # heights of a line: white wider than this parts columns
_MOST_OBJECTS, _MOST_DEPTH = 20_000, 4
_MOST_PHOTOS = 100
_TALL = 60.0  # points: no line of a page is as high and as wide
_PHOTO = (120.0, 90.0)  # points: what is smaller is a logo
_MOST_DOTS, _GREY_BITS = 40_000_000, 8
_GREY, _MOST_LOOKED, _CONTRAST = (600, 800), 60, 90
_INVISIBLE = 3


class _Image(NamedTuple):
    """A picture on a page, and how many objects of the page come before it."""

    item: Any
    box: Box
    share: float
    order: int


def read_pdf_file(data: bytes, limits: Limits) -> RawFile:
    """Read all pages. Raises BrokenFileError for a file that no reader opens."""
    from lke_docs.files.signed import signatures_of

    document = open_document(data)
    try:
        count = len(document)
        if not count:
            raise BrokenFileError("berkas PDF tidak punya halaman yang dapat dibaca.")
        read, pictures, links, reasons = _pages(document, count, limits)
        pages = with_keyword(read, document.get_metadata_value("Keywords") or "")
        made = day_of(document.get_metadata_value("CreationDate") or "")
        signatures, said = signatures_of(document, data)
    finally:
        document.close()
    return RawFile(
        "", "", 0, "pdf", Reading.NONE, pages, count, text_hash(pages), tuple(pictures), signatures,
        links_once(links), made,
        " ".join(filter(None, (*reasons, said))),
    )  # fmt: skip


def _pages(document: PdfDocument, count: int, limits: Limits) -> tuple[list[Page], list[Picture], list[str], list[str]]:
    pages: list[Page] = []
    pictures: list[Picture] = []
    links: list[str] = []
    broken: list[int] = []
    chars = 0
    for number in range(1, min(count, limits.pages) + 1):
        try:
            page, photos, targets = _leaf(document, number, _MOST_PHOTOS - len(pictures))
        except BrokenFileError:
            broken.append(number)
            continue
        pages.append(page)
        pictures += photos
        links += targets
        chars += sum(len(line.text) for line in page.lines)
        if chars > limits.text_chars:
            break
    if not pages:
        raise BrokenFileError("semua halaman berkas PDF ini rusak.")
    last = pages[-1].number
    reasons = [f"halaman {', '.join(map(str, broken[:8]))} rusak."] if broken else []
    if last < count and last not in broken and (chars > limits.text_chars or count > limits.pages):
        reasons.append(f"hanya {last} dari {count} halaman yang dibaca (batas pages dan text_chars).")
    return pages, pictures, links, reasons


def _leaf(document: PdfDocument, number: int, most: int) -> tuple[Page, list[Picture], list[str]]:
    """One page, the photos on it (never more than `most`) and the links."""
    import pypdfium2 as pdfium

    try:
        page = document[number - 1]
        sheet = open_page(page, number, is_ruled=False)
    except pdfium.PdfiumError as error:
        raise BrokenFileError(f"halaman {number} rusak.") from error
    try:
        lines = [*_across(page, sheet), *_lines(sheet)]
        images = list(_images(page, sheet))
        cover = min(1.0, sum(image.share for image in images))
        shown = [(_photo(image, page, number, is_page=cover >= COVERS), image.share) for image in images[:most]]
        photos = [photo for photo, _ in shown if photo is not None]
        if not lines:
            cover -= sum(share for photo, share in shown if photo is not None)
        is_beneath = cover >= COVERS and bool(lines) and _is_beneath(page, images, lines)
        turned = sheet.view in (90, 270)
        size = (sheet.height, sheet.width) if turned else (sheet.width, sheet.height)
        leaf = make_page(number, lines, size=(round(size[0], 1), round(size[1], 1)), cover=cover, is_beneath=is_beneath)
        return leaf, photos, [target for _, target in sheet.links]
    finally:
        sheet.source.close()
        page.close()


def _lines(sheet: OpenPage) -> Iterator[TextLine]:
    """Lines from the top; a tab stands where wide white parts a line."""
    for runs in lines_of([run for run in sheet.runs if not _is_across(run)]):
        text = "\t".join(filter(None, (sheet.text(bound(part)) for part in _parted(runs))))
        if text:
            left, top, right, bottom = sheet.shown(bound(runs))
            yield TextLine(clean(text), (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def _is_across(run: Box) -> bool:
    """A word that stands aslant over the page, as "KONSEP" does: its box is that of what lies beneath it."""
    return min(run.height, run.right - run.left) > _TALL


def _across(page: PdfPage, sheet: OpenPage) -> Iterator[TextLine]:
    """The words that stand aslant."""
    import pypdfium2.raw as raw

    across = [run for run in sheet.runs if _is_across(run)]
    for item in _objects(page, raw) if across else ():
        matrix = raw.FS_MATRIX()
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFPageObj_GetMatrix(item, matrix):
            if abs(matrix.b) < 0.2 * abs(matrix.a):
                continue
            size = raw.FPDFTextObj_GetText(item, sheet.source, None, 0)
            held = ctypes.create_string_buffer(size)
            raw.FPDFTextObj_GetText(item, sheet.source, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), size)
            if text := clean(held.raw.decode("utf-16-le", "replace").rstrip("\0")).strip():
                left, top, right, bottom = sheet.shown(across[0])
                yield TextLine(text, (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def _parted(runs: Sequence[Box]) -> list[list[Box]]:
    parts = [[runs[0]]]
    for before, run in pairwise(runs):
        if run.left - before.right > _WIDE * max(before.height, run.height):
            parts.append([])
        parts[-1].append(run)
    return parts


def _images(page: PdfPage, sheet: OpenPage) -> Iterator[_Image]:
    """The pictures of a page with the share of it that each covers."""
    import pypdfium2.raw as raw

    area = max(1.0, sheet.width * sheet.height)
    left, bottom = sheet.offset
    for order, item in enumerate(_objects(page, raw)):
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            edges = tuple(ctypes.c_float() for _ in range(4))
            if not raw.FPDFPageObj_GetBounds(item, *edges):
                continue
            x0, y0, x1, y1 = (edge.value for edge in edges)
            box = Box(
                max(0.0, x0 - left), max(0.0, y0 - bottom), min(sheet.width, x1 - left), min(sheet.height, y1 - bottom)
            )
            if box.right > box.left and box.bottom > box.top:
                yield _Image(item, box, (box.right - box.left) * box.height / area, order)


def _objects(page: PdfPage, raw: Any) -> Iterator[Any]:
    """The objects of a page in the order in which they are drawn, those in forms too; bounded."""
    count = 0
    ahead = [(raw.FPDFPage_GetObject, page, iter(range(raw.FPDFPage_CountObjects(page))))]
    while ahead:
        get, parent, numbers = ahead[-1]
        number = next(numbers, None)
        if number is None:
            ahead.pop()
            continue
        item = get(parent, number)
        count += 1
        if count > _MOST_OBJECTS:
            return
        yield item
        if len(ahead) < _MOST_DEPTH and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
            ahead.append((raw.FPDFFormObj_GetObject, item, iter(range(raw.FPDFFormObj_CountObjects(item)))))


def _is_beneath(page: PdfPage, images: Sequence[_Image], lines: Sequence[TextLine]) -> bool:
    """Whether the text of a page that is a picture was guessed from it."""
    import pypdfium2.raw as raw

    largest = max(images, key=lambda image: image.share)
    seen = hidden = 0
    for order, item in enumerate(_objects(page, raw)):
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
            if order < largest.order or raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE:
                hidden += 1
            else:
                seen += 1
    return hidden >= seen or _is_marked(page, largest, lines)


def _is_marked(page: PdfPage, image: _Image, lines: Sequence[TextLine]) -> bool:
    """Whether the picture itself has dark marks where most lines of the text lie: then it is the text's origin."""
    whole = _unpacked(image, page) if image.share >= COVERS and not page.get_rotation() else None
    if whole is None:
        return True  # not seen: not trusted
    grey = whole.convert("L").resize(_GREY)
    across, down = _GREY[0] / (image.box.right - image.box.left), _GREY[1] / image.box.height
    top = page.get_height() - image.box.bottom
    marked = 0
    for line in lines[:_MOST_LOOKED]:
        left, up, right, low = line.box or (0.0, 0.0, 0.0, 0.0)
        x0, y0 = int((left - image.box.left) * across), int((up - top) * down)
        x1, y1 = int((right - image.box.left) * across) + 1, int((low - top) * down) + 1
        dark, light = grey.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))).getextrema()
        marked += light - dark > _CONTRAST
    return 2 * marked > len(lines[:_MOST_LOOKED])


def _unpacked(image: _Image, page: PdfPage) -> Any:
    """A picture of a page as Pillow has it; None where it is too large, or cannot be unpacked."""
    import pypdfium2 as pdfium

    helper = pdfium.PdfObject(image.item, page=page, pdf=page.pdf)
    try:
        width, height = helper.get_px_size()
        if width * height > _MOST_DOTS:
            return None
        return helper.get_bitmap().to_pil().copy()
    except (pdfium.PdfiumError, ValueError):
        return None


def _photo(image: _Image, page: PdfPage, number: int, *, is_page: bool) -> Picture | None:
    """A photo on a page; None for logos, for what is black and white, and for pictures of paper."""
    import pypdfium2 as pdfium

    if image.box.right - image.box.left < _PHOTO[0] or image.box.height < _PHOTO[1]:
        return None
    helper = pdfium.PdfObject(image.item, page=page, pdf=page.pdf)
    try:
        if helper.get_metadata().bits_per_pixel < _GREY_BITS:
            return None
        data = bytes(helper.get_data())
        is_jpeg = helper.get_filters() == ["DCTDecode"]
    except pdfium.PdfiumError:
        return None
    if is_jpeg:
        return photo_in(data, number, is_page=is_page)
    whole = _unpacked(image, page)
    return photo_of(whole, data, number, is_page=is_page) if whole is not None else None
