"""The overview of a version: what was read, points, what to do first, month by month, the line of time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lke_docs.web.access import unit_page, version_of
from lke_docs.web.models import WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.version_reading import read_version


@require_GET
@unit_page()
def overview(request: HttpRequest, unit: WorkUnit, number: int | None = None) -> HttpResponse:
    version = version_of(unit, number)
    _, report = read_version(version)
    return show(request, "overview.html", unit=unit, at="ringkasan", version=version, report=report)
