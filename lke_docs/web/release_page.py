"""What the head of a unit lets the ministry's portal have: a version, seen beforehand as the portal will see it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lke_docs.errors import ConfigError
from lke_docs.report.portalrb import portal_answers
from lke_docs.web.access import has_role, number_in, unit_page, version_of
from lke_docs.web.account import record
from lke_docs.web.assessment import tpi_of
from lke_docs.web.models import HeadRelease, Role, Version, WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.portal_page import portal_year, told_to_portal
from lke_docs.web.version_reading import read_version, sheet_of


@require_GET
@unit_page()
def release(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    return _page(request, unit)


@require_POST
@unit_page(Role.HEAD)
def let_go(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Release the version that was seen, or take a release back."""
    assert isinstance(request.user, User)
    try:
        set_release(unit, request.POST.get("versi", ""), by=request.user)
    except ConfigError as error:
        return _page(request, unit, said=str(error), status=422)
    return redirect("pelepasan", unit.pk)


@transaction.atomic
def set_release(unit: WorkUnit, number: str, *, by: User) -> HeadRelease:
    """Release a version by its number, or none ("": taken back); again what is released, once. Raises ConfigError for
    one the portal cannot have."""
    unit = WorkUnit.objects.select_for_update().get(pk=unit.pk)  # one after the other
    version = version_of(unit, number_in(number) or 0) if number else None
    if version is not None and not unit.portal_id:
        raise ConfigError("Unit ini belum mempunyai pengenal PortalRB. Mintalah pengelola server mengisinya.")
    if version is not None and not told_to_portal(unit, version)["answers"]:
        raise ConfigError(f"Tidak satu pun indikator versi {version.number} ada di daftar soal PortalRB.")
    year = portal_year()
    last = unit.releases.filter(year=year).last()
    if version is None and (last is None or last.version is None):
        raise ConfigError("Belum ada yang dilepas, jadi tidak ada yang ditarik kembali.")
    if last is not None and last.version == version:
        return last
    head_release = HeadRelease.objects.create(unit=unit, year=year, version=version, by=by)
    record(by, "jawaban dilepas" if version else "pelepasan ditarik", unit=unit, object=number, year=year)
    return head_release


def _page(request: HttpRequest, unit: WorkUnit, *, said: str = "", status: int = 200) -> HttpResponse:
    version = version_of(unit)
    sheet = sheet_of(version)
    told, left = portal_answers(sheet, unit_id=unit.portal_id, name=unit.name, year=portal_year())
    releases = list(unit.releases.filter(year=portal_year()).select_related("by", "version").order_by("-pk")[:20])
    return show(
        request, "release.html", unit=unit, at="pelepasan", status=status, version=version, said=said, left=left,
        told=len(told["answers"]), empty=[it["soal_id"] for it in told["answers"] if it["jawaban_unit"] is None],
        current=releases[0].version if releases else None, releases=releases, year=portal_year(),
        may_release=has_role(request, unit, Role.HEAD), today=timezone.localdate(),
        other_year=_other_year(version, portal_year()), unlike=tpi_of(unit, version).left,
    )  # fmt: skip


def _other_year(version: Version, year: int) -> str:
    """The year that a sheet is of, by its title or else by most of its evidence, where the portal asks for another."""
    if version.year is not None:
        return str(version.year) if version.year != year else ""
    window = read_version(version)[0].audit.window
    if not window.is_known or window.start.year <= year <= window.end.year + 1:
        return ""  # what a year is judged by may be of the year before
    return " sampai ".join(dict.fromkeys((str(window.start.year), str(window.end.year))))
