"""The job that reads a unit's evidence: takes in what came, reads and recognises what is new, holds it to the sheet."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from lke_docs.errors import InputError
from lke_docs.files.incoming import RefusedFile
from lke_docs.office import allowance
from lke_docs.web.evidence_home import SUBFOLDER, evidence_of, keep_run, limits_of, page_views, state_of
from lke_docs.web.evidence_intake import stages_of, take_evidence
from lke_docs.web.evidence_view import view_of
from lke_docs.web.jobs import Tell
from lke_docs.web.models import OPEN, QueuedJob, WorkUnit
from lke_docs.workspace.folder_opening import read_folder
from lke_docs.workspace.terms import Asked, make_terms

KIND = "bukti"
MOST_TOLD = 50
_FORGOTTEN = 86_400  # seconds after which what came and was asked for by no job goes


def read_evidence(job: QueuedJob, tell: Tell) -> dict[str, Any]:
    """Do the job. It was told the name of a `stage`, what came in there, and whether that `is_whole`."""
    unit = job.unit
    evidence = evidence_of(unit) or unit.path / SUBFOLDER
    refused = [RefusedFile(*it) for it in job.told.get("refused", ())]
    _sweep(unit)
    stage = stages_of(unit) / job.told.get("stage", "")
    if job.told.get("stage") and stage.is_dir():  # else it was taken in before this job was cut short
        tell("menerima berkas", 0, 0)
        refused += _taken(stage, evidence, job)
    state = state_of(evidence)
    folder = read_folder(evidence, make_terms(Asked(evidence=evidence), unit.path), tell=tell)
    keep_run(unit, evidence, state)
    page_views().try_again()
    if job.version is not None:
        tell("mencocokkan dengan lembar", len(folder.files), len(folder.files))
        view_of(job.version)
    return {"files": len(folder.files), "refused": refused[:MOST_TOLD], "refused_count": len(refused)}


def _taken(stage: Path, evidence: Path, job: QueuedJob) -> list[RefusedFile]:
    try:
        with allowance.uncounted():
            limits = limits_of(job.unit)
            return take_evidence(stage, evidence, is_whole=bool(job.told.get("is_whole")), limits=limits)
    except InputError:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _sweep(unit: WorkUnit) -> None:
    """Throw away what came in long ago and no job waits for."""
    wanted = {told.get("stage") for told in unit.jobs.filter(state__in=OPEN).values_list("told", flat=True)}
    for stage in stages_of(unit).glob("*"):
        if stage.name not in wanted and stage.stat().st_mtime < time.time() - _FORGOTTEN:
            shutil.rmtree(stage, ignore_errors=True)
