"""One file of evidence: its pages with the boxes of number, date and title, and the claims that name it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lke_docs.errors import InputError
from lke_docs.files.model import INSIDE
from lke_docs.files.page_mark import HAND, PageMark
from lke_docs.files.personal import mask
from lke_docs.files.reader import take_out
from lke_docs.office.apart import StoppedError
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import OverLimitError
from lke_docs.report.folder_view import ClaimFace, FileFace, FolderView, PageFace
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import unit_page, version_of
from lke_docs.web.evidence_home import limits_of, page_views, page_wanted, text_in
from lke_docs.web.evidence_view import view_of
from lke_docs.web.models import WorkUnit
from lke_docs.web.pages import PLAIN, download, show

_GAP = 3.0  # points between what was read and its box
CLASSES = {"nomor": "nomor", "tanggal": "tanggal", "jenis": "jenis", HAND: "tangan"}


class MarkBox(NamedTuple):
    """A mark as it is drawn: a rectangle in points, its class, and what it says."""

    x: float
    y: float
    width: float
    height: float
    style: str
    mark: PageMark

    @property
    def said(self) -> str:
        return f"{self.mark.kind}: {self.mark.said}{f' ({self.mark.sure})' if self.mark.sure else ''}"


@require_GET
@unit_page()
def viewer(request: HttpRequest, unit: WorkUnit, key: str, number: int | None = None) -> HttpResponse:
    view, face = _found(unit, key)
    number = _page_number(face, number)
    page = next((page for page in face.pages if page.number == number), None)
    is_drawn, reason = _drawn(unit, face, page)
    text = "" if is_drawn and "teks" not in request.GET else _text(unit, face, number)
    code = request.GET.get("kode", "")
    before, after = neighbours(view, face, code)
    return show(
        request,
        "viewer.html",
        unit=unit,
        at="bukti",
        file=face,
        number=number,
        page=page,
        boxes=boxes_on(face, page) if page else (),
        is_drawn=is_drawn,
        reason=reason,
        text=text,
        claims=[view.claims[at] for at in face.claims],
        rivals=rivals_of(view, face),
        code=code,
        before=before,
        after=after,
    )


@require_GET
@unit_page()
def picture(request: HttpRequest, unit: WorkUnit, key: str, number: int) -> HttpResponse:
    """The JPEG of a page."""
    _, face = _found(unit, key)
    try:
        data = page_views().page(page_wanted(unit, face, _page_number(face, number)))
    except InputError as error:
        raise Http404 from error
    return HttpResponse(data, content_type="image/jpeg")


@require_GET
@unit_page()
def original(request: HttpRequest, unit: WorkUnit, key: str) -> HttpResponse:
    """The file as it is, to be saved: never opened by the browser as a page of ours."""
    _, face = _found(unit, key)
    try:
        data = take_out(page_wanted(unit, face, 1).job, limits_of(unit))
    except (StoppedError, BrokenFileError, OverLimitError) as error:
        raise InputError(face.shown, "berkas ini tidak dapat diambil.", remedy="Periksa lagi foldernya.") from error
    response = download(data, face.path.rpartition(INSIDE)[2].rpartition("/")[2], kind=PLAIN)
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _found(unit: WorkUnit, key: str) -> tuple[FolderView, FileFace]:
    view = view_of(version_of(unit))
    face = view.by_key.get(key) if view else None
    if view is None or face is None:
        raise Http404
    return view, face


def _page_number(face: FileFace, number: int | None) -> int:
    """The page that is asked for, or the one to look at first. Raises Http404 for one that is not there."""
    if number is None:
        return face.first_page
    if not 1 <= number <= max(face.page_count, 1):
        raise Http404
    return number


def _drawn(unit: WorkUnit, face: FileFace, page: PageFace | None) -> tuple[bool, str]:
    """Whether a page can be shown as a picture, drawn now; else why not, where there is something to be said."""
    if page is None or not page.is_drawn:
        return False, ""
    try:
        page_views().page(page_wanted(unit, face, page.number))
    except InputError as error:
        return False, error.reason
    return True, ""


def _text(unit: WorkUnit, face: FileFace, number: int) -> str:
    """What was read on a page, without the numbers of people."""
    raw = text_in(unit, face)
    page = next((page for page in raw.pages if page.number == number), None) if raw else None
    return mask(page.text) if page else ""


def boxes_on(face: FileFace, page: PageFace) -> list[MarkBox]:
    """The marks of a page, those of handwriting wider than what they surround."""
    boxes = []
    for mark in face.marks_on(page.number) if page.width and page.height else ():
        left, top, right, bottom = mark.box
        gap = _GAP * (2 if mark.kind == HAND else 1)
        width, height = right - left + 2 * gap, bottom - top + 2 * gap
        boxes.append(MarkBox(round(left - gap, 1), round(top - gap, 1), round(width, 1), round(height, 1),
                             CLASSES.get(mark.kind, "jenis"), mark))  # fmt: skip
    return boxes


def rivals_of(view: FolderView, face: FileFace) -> list[ClaimFace]:
    """Claims that this file might carry as well as another one."""
    return [claim for claim in view.claims if face.key in claim.rivals and face.key not in claim.files]


def neighbours(view: FolderView, face: FileFace, code: str) -> tuple[FileFace | None, FileFace | None]:
    """The files before and after, of an indicator or of the folder."""
    ahead = list(view.files)
    if code:
        keys = dict.fromkeys(key for claim in view.by_indicator.get(code, ()) for key in claim.files)
        ahead = [view.by_key[key] for key in keys if key in view.by_key] if face.key in keys else ahead
    at = ahead.index(face)
    return (ahead[at - 1] if at else None), (ahead[at + 1] if at + 1 < len(ahead) else None)
