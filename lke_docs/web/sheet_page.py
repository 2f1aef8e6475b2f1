"""A sheet for a unit that is known: its first, or a newer one; on a server every sheet comes in here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lke_docs.errors import InputError
from lke_docs.web.access import WORKING, unit_page
from lke_docs.web.intake import UnsureError
from lke_docs.web.models import WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.start_page import dropped


@require_http_methods(["GET", "POST"])
@unit_page(*WORKING)
def sheet(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The field where a sheet is dropped; then its overview, or why it cannot be read or is nothing new."""
    if request.method == "GET":
        return _page(request, unit)
    latest = unit.latest
    try:
        version = dropped(request, unit)
    except UnsureError as error:
        return _page(request, unit, said=str(error), sure=error.sha256, status=409)
    except InputError as error:
        return _page(request, unit, said=str(error), status=422)
    if version == latest:
        said = f"Berkas ini sama dengan versi {version.number} ({version.base_name}); tidak ada yang berubah."
        return _page(request, unit, said=said, status=409)
    return redirect("ringkasan", unit.pk)


def _page(request: HttpRequest, unit: WorkUnit, *, said: str = "", sure: str = "", status: int = 200) -> HttpResponse:
    told: dict[str, Any] = {"said": said, "sure": sure, "latest": unit.latest}
    return show(request, "sheet.html", status=status, unit=unit, at="versi-daftar", **told)
