"""The settings of a unit on a page: its window, its form of the LKE, its letterhead, who signs."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lke_docs.draft.look import PAPERS
from lke_docs.errors import ConfigError
from lke_docs.instrument import instrument_ids
from lke_docs.office.door import load_text
from lke_docs.office.whole import whole_file
from lke_docs.web.access import SETTING, unit_page
from lke_docs.web.models import LogEntry, WorkUnit
from lke_docs.web.pages import show
from lke_docs.workspace.config import FILE_NAME
from lke_docs.workspace.setting import FIELDS, FROM, OFFICER, UNTIL, told_settings, with_settings

_CLASH = "Pengaturan ini berubah sejak halaman dibuka, mungkin oleh orang lain. Periksa lagi di bawah, lalu simpan."
_NAMELESS = "Nama unit wajib diisi."
_LONGEST = 4_000  # letters of a field


@require_http_methods(["GET", "POST"])
@unit_page(*SETTING)
def settings(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    text = _text(unit)
    if request.method == "GET":
        told = told_settings(text)
        return _form(request, unit, text, *told, said="Tersimpan." if "tersimpan" in request.GET else "")
    fields = {name: request.POST.get(name, "")[:_LONGEST] for name in (*FIELDS, FROM, UNTIL)}
    columns = {name: request.POST.getlist(f"pejabat.{name}") for name in OFFICER}
    rows = zip(*columns.values(), strict=False)
    officers = [dict(zip(columns, (it[:_LONGEST] for it in row), strict=True)) for row in rows]
    name = " ".join(request.POST.get("nama", "").split())[:300]
    try:
        if not name:
            raise ConfigError(_NAMELESS)
        if request.POST.get("sidik") != _digest(text):
            raise ConfigError(_CLASH)
        _save(unit, name, with_settings(text, fields, officers), request)
    except ConfigError as error:
        return _form(request, unit, text, fields, officers, fault=str(error), name=name)
    return redirect(f"{request.path}?tersimpan")


def _save(unit: WorkUnit, name: str, text: str, request: HttpRequest) -> None:
    assert isinstance(request.user, User)
    with whole_file(unit.path / FILE_NAME) as stream:
        stream.write(text.encode())
        stream.flush()
        with transaction.atomic():
            unit.name = name
            unit.save(update_fields=("name",))
            LogEntry.objects.create(unit=unit, by=request.user, what="pengaturan diubah")


def _form(
    request: HttpRequest,
    unit: WorkUnit,
    text: str,
    fields: dict[str, str],
    officers: list[dict[str, str]],
    *,
    name: str = "",
    **told: Any,
) -> HttpResponse:
    blank = dict.fromkeys(OFFICER, "")
    return show(
        request,
        "settings.html",
        unit=unit,
        at="pengaturan",
        status=422 if "fault" in told else 200,
        name=name or unit.name,
        fields=fields,
        officers=[*officers, blank] if not officers or any(officers[-1].values()) else officers,
        forms=instrument_ids(),
        papers=PAPERS,
        digest=_digest(text),
        **{"fault": "", "said": "", **told},
    )


def _text(unit: WorkUnit) -> str:
    path = unit.path / FILE_NAME
    return load_text(path) if path.is_file() else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
