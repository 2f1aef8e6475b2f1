"""A sheet for a unit that is known: its first, or a newer one; on a server every sheet comes in here."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lke_docs.errors import InputError
from lke_docs.web.access import WORKING, unit_page
from lke_docs.web.intake import take_in
from lke_docs.web.models import WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.start_page import content_of


@require_http_methods(["GET", "POST"])
@unit_page(*WORKING)
def sheet(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The field where a sheet is dropped; then its overview, or why it cannot be read."""
    if request.method == "GET":
        return show(request, "sheet.html", unit=unit, at="versi-daftar", said="", latest=unit.latest)
    given = request.FILES.get("lembar")
    assert isinstance(request.user, User)
    try:
        if not isinstance(given, UploadedFile):
            raise InputError("Lembar", "belum dipilih.", remedy="Pilih atau letakkan berkas LKE.")
        take_in(content_of(given), given.name or "lke", user=request.user, unit=unit)
    except InputError as error:
        return show(
            request, "sheet.html", status=422, unit=unit, at="versi-daftar", said=str(error), latest=unit.latest
        )
    return redirect("ringkasan", unit.pk)
