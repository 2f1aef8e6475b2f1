"""Long work: a page asks for it, a worker process does it, pages show how far it is and can stop it.

The table is all that web and workers share: what was asked for survives both. A job whose worker was killed is done
again by the next one, so that a function of `KINDS` has to bear being done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lke_docs.tuples import NamedTuple
from lke_docs.web.models import OPEN, JobState, LogEntry, QueuedJob, Version, WorkUnit

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Tell = Callable[[str, int, int], object]  # what is being done, how many are, how many there are
Work = Callable[[QueuedJob, Tell], dict[str, Any]]

HEARTBEAT_SECONDS = 4
_SILENT = timedelta(seconds=5 * HEARTBEAT_SECONDS)  # then the worker is taken for dead
_MOST_TRIES = 3
_LOST = "pengolahnya berhenti mendadak berkali-kali, mungkin karena memori habis."


class JobKind(NamedTuple):
    """What users call it, the function that does it, the address to which its result leads."""

    title: str
    function: str
    leads_to: str


KINDS: Mapping[str, JobKind] = {
    "bukti": JobKind("Pemeriksaan folder bukti", "lke_docs.web.evidence_job:read_evidence", "bukti"),
    "pdf": JobKind("PDF dari draf", "lke_docs.web.draft_page:make_pdf", "draf"),
    "paket": JobKind("Paket serah terima", "lke_docs.web.handover_page:make_package", "serah-terima"),
}


def ask(kind: str, unit: WorkUnit, *, by: User | None, version: Version | None = None, **told: Any) -> QueuedJob:
    """Put a job into the queue, unless the same is there already."""
    same = QueuedJob.objects.filter(kind=kind, unit=unit, version=version, told=told, state__in=OPEN)
    with transaction.atomic():
        if queued := same.first():
            return queued
        job = QueuedJob.objects.create(kind=kind, unit=unit, version=version, asked_by=by, told=told)
        LogEntry.objects.create(unit=unit, by=by, what="pekerjaan diminta", object=f"{kind} {job.pk}")
    from lke_docs.web.crew_of_site import wake

    transaction.on_commit(wake)
    return job


def stop(job: QueuedJob) -> None:
    """Have a job end: at once where it waits, else as soon as its worker hears of it."""
    waiting = QueuedJob.objects.filter(pk=job.pk, state=JobState.WAITING)
    if not waiting.update(state=JobState.CANCELLED, cancel=True):
        QueuedJob.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel=True)


def claim() -> QueuedJob | None:
    """Take the oldest job that nobody does; two workers never take the same."""
    give_back_lost()
    for job in QueuedJob.objects.filter(state=JobState.WAITING).order_by("pk")[:5]:
        now = timezone.now()
        waiting = QueuedJob.objects.filter(pk=job.pk, state=JobState.WAITING)
        if waiting.update(state=JobState.RUNNING, started=now, heartbeat=now, tries=job.tries + 1):
            job.refresh_from_db()
            return job
    return None


def give_back_lost() -> None:
    """Put jobs of dead workers back; one that kills its workers fails."""
    silent = Q(heartbeat__lt=timezone.now() - _SILENT) | Q(heartbeat=None)
    lost = QueuedJob.objects.filter(silent, state=JobState.RUNNING)
    lost.filter(cancel=True).update(state=JobState.CANCELLED)
    lost.filter(tries__gte=_MOST_TRIES).update(state=JobState.FAILED, message=_LOST)
    lost.filter(tries__lt=_MOST_TRIES).update(state=JobState.WAITING)


def function_of(kind: str) -> Work:
    module, _, name = KINDS[kind].function.partition(":")
    work: Work = getattr(import_module(module), name)
    return work
