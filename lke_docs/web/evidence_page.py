"""The evidence folder of a unit: what comes in, how far its reading is, claims beside files, what is unmatched."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from lke_docs.files.incoming import Incoming
from lke_docs.report.folder_view import ClaimFace, ClaimKindFace, FileFace, FolderView
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import WORKING, has_role, unit_page
from lke_docs.web.evidence_home import SUBFOLDER, evidence_of, run_of
from lke_docs.web.evidence_intake import INTAKE, archive_in, new_stage, receive_into
from lke_docs.web.evidence_job import KIND, MOST_TOLD
from lke_docs.web.evidence_view import view_of
from lke_docs.web.jobs import KINDS, ask
from lke_docs.web.models import LogEntry, WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.site import current


class ClaimSection(NamedTuple):
    """Claims of one kind that are shown."""

    kind: ClaimKindFace
    claims: list[ClaimFace]


@require_GET
@unit_page()
def evidence(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    return _page(request, unit)


def _page(request: HttpRequest, unit: WorkUnit, *, said: str = "", status: int = 200) -> HttpResponse:
    version, run = unit.latest, run_of(unit)
    view = view_of(version) if version else None
    wanted, code = request.GET.get("keadaan", ""), request.GET.get("kode", "").strip()
    return show(
        request,
        "evidence.html",
        unit=unit,
        at="bukti",
        status=status,
        version=version,
        folder=evidence_of(unit),
        at_run=parse_datetime(run.at) if run else None,
        view=view,
        stale=run.stale if run and not view else (),
        sections=sections_of(view, wanted, code) if view else (),
        unread=unread_in(view) if view else {},
        wanted=wanted,
        code=code,
        job=unit.jobs.filter(kind=KIND).first(),
        kind=KINDS[KIND],
        said=said,
        may_edit=has_role(request, unit, *WORKING),
    )


def sections_of(view: FolderView, wanted: str, code: str) -> Sequence[ClaimSection]:
    """The claims by kind; `wanted`: of this kind only, `code`: of indicators that begin so."""
    begins = code.casefold()
    sections = []
    for kind in view.kinds:
        if wanted in ("", kind.title):
            claims = [it for it in view.claims if it.title == kind.title and it.indicator.casefold().startswith(begins)]
            sections.append(ClaimSection(kind, claims))
    return [it for it in sections if it.claims]


def unread_in(view: FolderView) -> dict[str, list[FileFace]]:
    """The files that nobody could read, by the reason."""
    by_reason: dict[str, list[FileFace]] = {}
    for file in view.files:
        if file.read in ("none", "layer"):
            by_reason.setdefault(file.reason or "tidak terbaca", []).append(file)
    return by_reason


@csrf_exempt  # the files go to their own place before the form is looked at; `_received` is protected
@require_POST
@unit_page(*WORKING)
def upload(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    stage = new_stage(unit)
    coming = receive_into(request, stage)
    is_kept = False
    try:
        try:
            response = _received(request, unit, stage, coming)
        except TooManyFilesSent:
            response = _page(request, unit, said=_TOO_MANY, status=413)
        is_kept = response.status_code == 302
        return response
    finally:
        if not is_kept:
            shutil.rmtree(stage, ignore_errors=True)


@csrf_protect
def _received(request: HttpRequest, unit: WorkUnit, stage: Path, coming: Incoming) -> HttpResponse:
    is_whole = bool(request.POST.get("ganti")) and not current().is_local
    if not coming.count:
        why = f" {coming.refused[0].name}: {coming.refused[0].reason}." if coming.refused else ""
        return _page(request, unit, said=f"Tidak ada berkas yang diterima.{why}", status=422)
    place = evidence_of(unit) or unit.path / SUBFOLDER
    told: dict[str, Any] = {"stage": stage.name, "is_whole": is_whole, "refused": coming.refused[:MOST_TOLD]}
    if archive := archive_in(stage):
        return _begin(request, unit, place, "ZIP bukti diterima", archive.name, **told)
    return _begin(request, unit, place, f"{coming.count} berkas bukti diterima", **told)


@require_POST
@unit_page(*WORKING)
def choose(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """On a local site: a folder of this machine, read where it is."""
    if not current().is_local:
        raise Http404
    given = request.POST.get("folder", "").strip().strip('"')
    why = ""
    try:
        place = Path(given).expanduser()
        if not given or not place.is_absolute() or not place.is_dir():
            why = "folder ini tidak ada di komputer ini."
    except (OSError, ValueError, RuntimeError):
        why = "alamat folder ini tidak sah."
    if why:
        return _page(request, unit, said=f"{given or 'Folder'}: {why} {_HOW}", status=422)
    return _begin(request, unit, place.resolve(), "folder bukti dipilih")


_TOO_MANY = f"Lebih dari {INTAKE.files} berkas sekaligus. Kirim per bagian, atau sebagai ZIP."
_HOW = "Salin alamat lengkapnya dari penjelajah berkas."


@require_POST
@unit_page(*WORKING)
def read_again(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    evidence = evidence_of(unit)
    if evidence is None:
        return _page(request, unit, said="Folder bukti belum ada, atau sudah dipindahkan.", status=422)
    return _begin(request, unit, evidence, "folder bukti diperiksa lagi")


def _begin(
    request: HttpRequest, unit: WorkUnit, evidence: Path, what: str, name: str = "", **told: object
) -> HttpResponse:
    """Ask for the job; from now on this folder is the unit's."""
    assert isinstance(request.user, User)
    unit.evidence = str(evidence)
    unit.save(update_fields=["evidence"])
    LogEntry.objects.create(unit=unit, by=request.user, what=what, object=name[:200])
    ask(KIND, unit, by=request.user, version=unit.latest, **told)
    return redirect("bukti", unit.pk)
