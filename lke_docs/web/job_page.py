"""A job on its page: how far it is, what became of it, and a button that stops it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lke_docs.web.access import unit_page
from lke_docs.web.jobs import KINDS, stop
from lke_docs.web.models import QueuedJob, WorkUnit
from lke_docs.web.pages import show


@require_GET
@unit_page()
def progress(request: HttpRequest, unit: WorkUnit, job: int) -> HttpResponse:
    """The whole page, or for htmx the piece that changes."""
    queued = _found(unit, job)
    part = "job_part.html" if request.headers.get("HX-Request") else "job.html"
    return show(request, part, unit=unit, job=queued, kind=KINDS[queued.kind])


@require_POST
@unit_page()
def cancel(request: HttpRequest, unit: WorkUnit, job: int) -> HttpResponse:
    stop(_found(unit, job))
    return redirect("pekerjaan", unit.pk, job)


def _found(unit: WorkUnit, job: int) -> QueuedJob:
    queued = unit.jobs.filter(pk=job).first()
    if queued is None or queued.kind not in KINDS:
        raise Http404
    return queued
