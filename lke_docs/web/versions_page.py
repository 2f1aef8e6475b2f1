"""The versions of a sheet: what each changed, two of them side by side, and the workbook with the changes in it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lke_docs.errors import InputError
from lke_docs.web.access import WORKING, has_role, number_in, unit_page, version_of
from lke_docs.web.editing import version_behind
from lke_docs.web.models import LogEntry, Version, WorkUnit
from lke_docs.web.pages import PLAIN, download, show
from lke_docs.web.version_file import new_workbook, own_workbook
from lke_docs.web.version_reading import read_version
from lke_docs.workspace.pair import difference


@require_GET
@unit_page()
def versions(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    return _list(request, unit)


def _list(request: HttpRequest, unit: WorkUnit, *, said: str = "", refused: Version | None = None) -> HttpResponse:
    """All versions, the latest first; `refused` is one whose changes its workbook would not take."""
    kept = list(unit.versions.select_related("made_by").order_by("-number"))
    may_edit = has_role(request, unit, *WORKING)
    told = {"versions": kept, "may_edit": may_edit, "said": said, "refused": refused}
    return show(request, "versions.html", unit=unit, at="versi-daftar", status=422 if said else 200, **told)


@require_GET
@unit_page()
def workbook(request: HttpRequest, unit: WorkUnit, number: int) -> HttpResponse:
    """The unit's own workbook with what was changed."""
    version = version_of(unit, number)
    try:
        file = own_workbook(version, over_formulas=request.GET.get("rumus") == "timpa")
    except InputError as error:
        return _list(request, unit, said=str(error), refused=version)
    return download(file.data, file.name, kind="" if version.edits else PLAIN)


@require_GET
@unit_page()
def exported(request: HttpRequest, unit: WorkUnit, number: int) -> HttpResponse:
    file = new_workbook(version_of(unit, number))
    return download(file.data, file.name)


@require_POST
@unit_page(*WORKING)
def bring_back(request: HttpRequest, unit: WorkUnit, number: int) -> HttpResponse:
    """An old version once more, as the latest: what came between stays."""
    assert isinstance(request.user, User)
    old, now = version_of(unit, number), version_of(unit)
    if old.number == now.number:
        return redirect("versi-daftar", unit.pk)
    parent = now if now.file == old.file and old.edits else None
    try:
        with transaction.atomic():
            note = f"kembali ke versi {old.number}"
            version = version_behind(now, old, edits=old.edits, by=request.user, note=note, parent=parent)
            LogEntry.objects.create(unit=unit, by=request.user, what="kembali", object=f"versi {version.number}")
    except IntegrityError as error:  # somebody saved at the same moment
        raise InputError(unit.name, "baru saja diubah orang lain.", remedy="Muat ulang daftar versinya.") from error
    return redirect("versi-daftar", unit.pk)


@require_GET
@unit_page()
def compare(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Two versions side by side: the latest and the one before where none are named."""
    from lke_docs.report.side_by_side import day_said, side_by_side

    kept = list(unit.versions.order_by("-number"))
    if not kept:
        raise Http404
    numbers = {it.number: it for it in kept}
    new = numbers.get(_asked(request, "baru", kept[0].number))
    old = numbers.get(_asked(request, "lama", kept[min(1, len(kept) - 1)].number))
    if old is None or new is None:
        raise Http404
    both = side_by_side(difference(read_version(old)[0], read_version(new)[0]))
    told: dict[str, Any] = {
        "it": both, "units": False, "old": old, "new": new, "versions": kept,
        "runs": [(run, day_said(run.as_of)) for run in (both.comparison.old, both.comparison.new) if run],
        "changed": {pair.code: f"i-{number}" for number, pair in enumerate(both.pairs, 1)},
    }  # fmt: skip
    return show(request, "versions_compared.html", unit=unit, at="versi-daftar", **told)


def _asked(request: HttpRequest, name: str, usual: int) -> int:
    number = number_in(request.GET.get(name))
    return usual if number is None else number
