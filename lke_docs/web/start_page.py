"""The first page: drop a sheet, or go on with a recent one."""

from __future__ import annotations

import signal
from threading import Timer
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lke_docs.errors import InputError
from lke_docs.office.limits import Limits, as_input_error, over
from lke_docs.web.access import WORKING, units_for
from lke_docs.web.intake import UnsureError, take_in
from lke_docs.web.models import Version, WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.site import current

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]

_FAREWELL_SECONDS = 0.5  # until the last page has been sent


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, said: str = "", sure: str = "", status: int = 200) -> HttpResponse:
    units = [(unit, unit.latest) for unit in units_for(request)]
    recent = sorted(units, key=lambda it: it[1].made_at.timestamp() if it[1] else 0.0, reverse=True)
    portfolio = _has_portfolio(request)
    own = frozenset(units_for(request, WORKING).values_list("pk", flat=True))
    told: dict[str, Any] = {"recent": recent, "own": own, "said": said, "sure": sure, "has_portfolio": portfolio}
    return show(request, "start.html", status=status, **told)


def _has_portfolio(request: HttpRequest) -> bool:
    if current().is_local:
        return False
    from lke_docs.web.portfolio_page import has_portfolio

    return has_portfolio(request)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """A sheet that was dropped: its overview, or why it cannot be read, beside the field where it was dropped."""
    if not current().is_local:
        raise Http404  # on a server it is a unit's page that takes a sheet
    try:
        version = dropped(request)
    except UnsureError as error:
        return _page(request, said=str(error), sure=error.sha256, status=409)
    except InputError as error:
        return _page(request, said=str(error), status=422)
    return redirect("ringkasan", version.unit.pk)


def dropped(request: HttpRequest, unit: WorkUnit | None = None) -> Version:
    """Take in the sheet that was dropped on a page. Raises InputError, and UnsureError as `take_in`."""
    given = request.FILES.get("lembar")
    assert isinstance(request.user, User)
    if not isinstance(given, UploadedFile):
        raise InputError("Lembar", "belum dipilih.", remedy="Pilih atau letakkan berkas LKE.")
    sure = request.POST.get("yakin", "")
    return take_in(content_of(given), given.name or "lke", user=request.user, unit=unit, sure=sure)


def content_of(file: Upload) -> bytes:
    """The bytes of a sheet, within the limit of a file. Raises InputError."""
    limits = Limits()
    if (file.size or 0) > limits.file_bytes:
        name = file.name or "lke"
        raise as_input_error(name, over(limits, "file_bytes", f"berkas {file.size} bita"))
    content: bytes = file.read()
    return content


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End the program of a local site."""
    if not current().is_local:
        raise Http404
    Timer(_FAREWELL_SECONDS, signal.raise_signal, (signal.SIGINT,)).start()
    return show(request, "closed.html")
