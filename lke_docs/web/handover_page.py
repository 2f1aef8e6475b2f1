"""Results to take away: the report as a page, in Word and Excel, and the package with the evidence."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lke_docs.errors import ConfigError
from lke_docs.files.personal import masked
from lke_docs.office import allowance
from lke_docs.office.limits import make_limits
from lke_docs.office.whole import whole_file
from lke_docs.report import View, render
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import unit_page, version_of
from lke_docs.web.assessor_paper import verdict_rows
from lke_docs.web.evidence_home import evidence_of, keep_run, run_of, state_of
from lke_docs.web.jobs import Tell, ask
from lke_docs.web.models import QueuedJob, WorkUnit
from lke_docs.web.pages import download, show
from lke_docs.web.version_reading import read_version
from lke_docs.web.work_page import noted
from lke_docs.workspace.config import HISTORY

PACKAGE = "paket.zip"


class Face(NamedTuple):
    """A report that can be taken: its format, what it is, for whom."""

    format: str
    said: str
    is_for_evaluator: bool = False


FACES = {
    "laporan.docx": Face("docx", "Laporan untuk pimpinan unit (Word)"),
    "catatan_evaluasi.docx": Face("docx", "Catatan evaluasi dengan kolom putusan (Word)", True),
    "laporan.html": Face("html", "Laporan lengkap sebagai satu halaman (HTML)"),
    "laporan.json": Face("json", "Semua temuan sebagai data (JSON)"),
}


@require_GET
@unit_page()
def handover(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    made = _package(unit)
    size = made.stat().st_size if made.is_file() else 0
    return show(
        request,
        "handover.html",
        unit=unit,
        at="serah-terima",
        version=version_of(unit),
        faces=FACES,
        size=size,
        evidence=evidence_of(unit),
        job=unit.jobs.filter(kind="paket").first(),
    )


@require_GET
@unit_page()
def take(request: HttpRequest, unit: WorkUnit, name: str) -> HttpResponse:
    """A report, made now."""
    if name not in FACES:
        raise Http404
    face = FACES[name]
    version = version_of(unit)
    done, report = read_version(version)
    report = noted(unit, done, report)
    view = View(
        made=date.today(),
        profile=done.terms.profile,
        templates=(done.terms.home / "templat",),
        is_for_evaluator=face.is_for_evaluator,
        verdicts=verdict_rows(unit, version, report) if face.is_for_evaluator else (),
    )
    return download(render(masked(report), face.format, view), name)


@require_POST
@unit_page()
def ask_package(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    if evidence_of(unit) is None:
        raise ConfigError("Folder bukti belum ada. Tambahkan dahulu di halaman bukti.")
    assert isinstance(request.user, User)
    job = ask("paket", unit, by=request.user, version=version_of(unit))
    return redirect("pekerjaan", unit.pk, job.pk)


@require_GET
@unit_page()
def take_package(request: HttpRequest, unit: WorkUnit) -> HttpResponseBase:
    made = _package(unit)
    if not made.is_file():
        raise Http404
    return FileResponse(made.open("rb"), as_attachment=True, filename=PACKAGE, content_type="application/zip")


def _package(unit: WorkUnit) -> Path:
    return unit.path / HISTORY / PACKAGE


def make_package(job: QueuedJob, tell: Tell) -> dict[str, Any]:
    """Job: the sheet of the version, its evidence and its report in one sealed file."""
    from lke_docs.report.sealing import handover_of
    from lke_docs.web.version_file import file_of
    from lke_docs.web.version_reading import open_version
    from lke_docs.workspace.handover import write_package

    assert job.version is not None
    evidence = evidence_of(job.unit)
    state = state_of(evidence) if evidence else ""
    done, file = open_version(job.version, with_evidence=True, tell=tell), file_of(job.version)
    sheet = done.audit.sheet._replace(sha256=hashlib.sha256(file.data).hexdigest())
    made = handover_of(
        done._replace(data=file.data, audit=done.audit._replace(sheet=sheet)), file.name, is_shared=False
    )
    if evidence and (run := run_of(job.unit)) and run.stale:
        keep_run(job.unit, evidence, state)
    path = _package(job.unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream, allowance.uncounted():  # each file has a bound of its own
        sealed, left = write_package(stream, made, make_limits(done.terms.limits))
    return {"entries": sealed.entries, "sha256": sealed.sha256, "left": left}
