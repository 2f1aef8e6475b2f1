"""Who did what: the log of a unit for its head and assessors, that of the server for administrators; its health."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from lke_docs.web.access import unit_page
from lke_docs.web.account_page import administrator_page
from lke_docs.web.models import LogEntry, Role, WorkUnit
from lke_docs.web.pages import show

_A_PAGE = 100
_SAID = {
    "level": "tingkat",
    "before": "dari",
    "now": "menjadi",
    "role": "peran",
    "year": "tahun",
    "address": "dari alamat",
    "administrator": "pengelola server",
    "portal": "pengenal",
    "category": "kategori",
    "reason": "sebab",
}


@require_safe
@unit_page(Role.HEAD, Role.ASSESSOR, Role.ADMINISTRATOR)
def unit_log(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    return _log(request, unit)


@administrator_page
@require_safe
def server_log(request: HttpRequest) -> HttpResponse:
    return _log(request, None)


def _log(request: HttpRequest, unit: WorkUnit | None) -> HttpResponse:
    """The entries, the latest first, of one person or kind where asked for."""
    entries = LogEntry.objects.select_related("by", "unit")
    entries = entries.filter(unit=unit) if unit else entries
    who, what = request.GET.get("siapa", "")[:150], request.GET.get("apa", "")[:60]
    entries = entries.filter(by__username=who) if who else entries
    entries = entries.filter(what=what) if what else entries
    page = Paginator(entries, _A_PAGE).get_page(request.GET.get("halaman"))
    told = [(entry, _detail_said(entry.detail)) for entry in page]
    return show(request, "log.html", unit=unit, at="kegiatan", page=page, told=told, who=who, what=what)


def _detail_said(detail: Mapping[str, object]) -> str:
    roles = dict(Role.choices)
    told = {_SAID.get(key, key): roles.get(str(it), _listed(it)) for key, it in detail.items() if it not in ("", False)}
    return "; ".join(name if it is True else f"{name} {it}" for name, it in told.items())


def _listed(value: object) -> object:
    """The places that were changed, in words: "A.1.1.A jawaban, A.1.1.B bukti"."""
    if not isinstance(value, list):
        return value
    return ", ".join(f"{it}".replace(" answer", " jawaban").replace(" evidence", " bukti") for it in value)


@login_not_required
@require_safe
def health(_: HttpRequest) -> HttpResponse:
    """Whether the server can work, for whoever watches it; nothing about whom it works for."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "basis data tidak menjawab"}, status=503)
    return JsonResponse({"status": "baik"})
