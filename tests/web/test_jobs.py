"""Long work is done by another process, survives whoever does it, and can be stopped."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lke_docs.errors import ConfigError
from lke_docs.web.site import current
from tests.test_report import SAMPLE
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from django.test import Client

    from lke_docs.web.models import QueuedJob, WorkUnit


def unit_with_evidence(client: Client, folder: Path, *, files: int = 2) -> WorkUnit:
    """A unit whose sheet was dropped, with so many files of evidence."""
    from lke_docs.web.models import WorkUnit
    from tests.web.test_start import drop

    drop(client)
    unit = WorkUnit.objects.get()
    (folder / "bukti").mkdir()
    for number in range(files):
        text = f"NOTULA\nRapat evaluasi SOP ke-{number}\nBantaeng, {number % 28 + 1} Februari 2021\n" * 40
        (folder / "bukti" / f"notula {number}.txt").write_text(text, encoding="utf-8")
    unit.evidence = str(folder / "bukti")
    unit.save()
    return unit


def until(job: QueuedJob, is_so: Callable[[QueuedJob], bool]) -> QueuedJob:
    for _ in range(PATIENCE * 10):
        job.refresh_from_db()
        if is_so(job):
            return job
        time.sleep(0.1)
    raise AssertionError(f"{job.state}: {job.message}")


def asked(client: Client, unit: WorkUnit) -> QueuedJob:
    client.post(f"/unit/{unit.pk}/serah-terima/paket/")
    return unit.jobs.first()  # type: ignore[return-value]


def test_a_package_is_made_by_a_worker_and_taken(local: Client, tmp_path: Path, database: Path) -> None:
    from lke_docs.web.crew_of_site import SiteCrew

    unit = unit_with_evidence(local, tmp_path)
    job = asked(local, unit)
    assert asked(local, unit) == job  # asked for twice, done once
    assert "Menunggu" in local.get(f"/unit/{unit.pk}/pekerjaan/{job.pk}/").content.decode()
    crew = SiteCrew(current()._replace(data=database / "data"), 1)
    try:
        crew.wake()
        until(job, lambda it: not it.is_open)
    finally:
        crew.close()

    assert job.state == "done", job.message
    assert "Lihat hasilnya" in local.get(f"/unit/{unit.pk}/pekerjaan/{job.pk}/").content.decode()
    assert "Sidik manifes" in local.get(f"/unit/{unit.pk}/serah-terima/").content.decode()
    content = b"".join(local.get(f"/unit/{unit.pk}/serah-terima/paket.zip").streaming_content)  # type: ignore[attr-defined]
    (tmp_path / "p.zip").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert f"lembar/{SAMPLE.name}" in archive.namelist()


def test_a_job_whose_worker_died_is_done_again_three_times_at_most(local: Client, tmp_path: Path) -> None:
    from lke_docs.web.jobs import claim
    from lke_docs.web.models import QueuedJob

    job = asked(local, unit_with_evidence(local, tmp_path))
    for tries in (1, 2, 3):
        assert claim() == job and claim() is None  # nobody else takes it
        job.refresh_from_db()
        assert (job.state, job.tries) == ("running", tries)
        long_ago = job.heartbeat - timedelta(minutes=5)  # type: ignore[operator]
        QueuedJob.objects.update(heartbeat=long_ago)  # its worker was killed

    assert claim() is None
    assert until(job, lambda it: it.state == "failed").message


@pytest.mark.parametrize(("is_ended", "state"), [(True, "waiting"), (False, "failed")])
def test_what_a_job_calls_its_own_fault_while_its_worker_is_ended_is_done_again(
    local: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_ended: bool, state: str
) -> None:
    from lke_docs.web import jobs
    from lke_docs.web.job_worker import JobWorker

    job = asked(local, unit_with_evidence(local, tmp_path))
    for name in ("_listen", "_beat"):
        monkeypatch.setattr(JobWorker, name, lambda _: None)
    worker = JobWorker()

    def fails(*_: object) -> dict[str, Any]:
        worker._is_ending = is_ended
        raise OSError("the connection was interrupted")

    monkeypatch.setattr(jobs, "function_of", lambda _: fails)
    worker._do(job)
    job.refresh_from_db()
    assert job.state == state


def test_a_job_that_waits_is_stopped_at_once(local: Client, tmp_path: Path) -> None:
    from lke_docs.web.jobs import claim

    unit = unit_with_evidence(local, tmp_path)
    job = asked(local, unit)
    local.post(f"/unit/{unit.pk}/pekerjaan/{job.pk}/batal/")

    assert claim() is None
    assert "Dibatalkan" in local.get(f"/unit/{unit.pk}/pekerjaan/{job.pk}/").content.decode()


@pytest.mark.skipif(not os.environ.get("LKE_LONG"), reason="LKE_LONG=1: a large folder, a killed worker")
def test_a_killed_worker_is_replaced_and_a_running_job_ends_when_told(
    local: Client, tmp_path: Path, database: Path
) -> None:
    from lke_docs.web.crew_of_site import SiteCrew

    unit = unit_with_evidence(local, tmp_path, files=700)
    job = asked(local, unit)
    crew = SiteCrew(current()._replace(data=database / "data"), 1)
    try:
        crew.wake()
        until(job, lambda it: it.state == "running" and it.done > 0)
        worker = crew._workers[0]
        assert worker is not None
        worker.kill()
        until(job, lambda it: it.tries == 2 and it.state == "running")
        local.post(f"/unit/{unit.pk}/pekerjaan/{job.pk}/batal/")
        until(job, lambda it: it.state == "cancelled")
        assert crew._workers[0] is not worker
        second = asked(local, unit)
        crew.wake()
        until(second, lambda it: it.state == "done")
    finally:
        crew.close()


def test_a_worker_that_dies_at_once_is_started_again_ever_less_often(
    local: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    from lke_docs.web import crew_of_site

    unit = unit_with_evidence(local, tmp_path)
    job = asked(local, unit)
    (tmp_path / "kosong").mkdir()  # its tables are gone
    monkeypatch.setattr(crew_of_site, "_LOOK_SECONDS", 0.05)
    crew = crew_of_site.SiteCrew(current()._replace(data=tmp_path / "kosong"), 1)
    monkeypatch.setattr(crew_of_site, "_crew", crew)
    crew.wake()
    try:
        until(job, lambda _: crew.pause > 0.15)  # it died twice
        assert "terus dicoba lagi" in local.get(f"/unit/{unit.pk}/pekerjaan/{job.pk}/").content.decode()
    finally:
        crew.close()
    assert ["berhenti sendiri" in it.message for it in caplog.records] == [True]
    assert capfd.readouterr().err.count("_run_module_as_main") == 1
    on_server = current()._replace(data=tmp_path / "kosong", is_local=False)
    site = {name: str(it) if name in ("home", "data") else it for name, it in on_server._asdict().items()}
    command = [sys.executable, "-m", "lke_docs.web.job_worker"]
    told = json.dumps({**site, "database": {}, "more": {}}) + "\n"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stdin is not None and worker.stderr is not None
        worker.stdin.write(told)
        worker.stdin.flush()
        lines = [json.loads(it) for it in worker.stderr]
    assert worker.returncode and any("defect" in it for it in lines)


def test_a_site_whose_folder_stays_away_is_ended_and_says_so(
    local: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lke_docs.web import crew_of_site

    class Serving:
        def run(self) -> None:
            with suppress(KeyboardInterrupt):
                for _ in range(PATIENCE * 10):
                    time.sleep(0.1)

    monkeypatch.setattr(crew_of_site, "_LOOK_SECONDS", 0.05)
    monkeypatch.setattr(crew_of_site, "_AWAY", 0.2)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    crew = crew_of_site.SiteCrew(current()._replace(data=tmp_path / "diambil"), 1)
    try:
        with pytest.raises(ConfigError, match="diambil: folder data ini tidak ada lagi"):
            crew_of_site.run_until_told(Serving(), crew)  # type: ignore[arg-type]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_results_are_taken_in_every_form(local: Client) -> None:
    from lke_docs.web.handover_page import FACES
    from tests.web.test_start import drop

    drop(local)
    for name in FACES:
        answer = local.get(f"/unit/1/serah-terima/{name}")
        assert answer.status_code == 200 and len(answer.content) > 5_000, name
        assert answer.headers["Content-Disposition"].endswith(f'"{name}"')
    assert local.get("/unit/1/serah-terima/rahasia.txt").status_code == 404


def test_a_package_is_for_a_unit_whose_evidence_lies_in_its_own_folder_too(local: Client, tmp_path: Path) -> None:
    from tests.web.test_start import drop

    drop(local)
    assert "unit ini belum memilikinya" in local.get("/unit/1/serah-terima/").content.decode()
    assert local.post("/unit/1/serah-terima/paket/").status_code == 422
    (next(tmp_path.glob("*/lke.toml")).parent / "bukti").mkdir()
    assert "Buat paket" in local.get("/unit/1/serah-terima/").content.decode()
    assert local.post("/unit/1/serah-terima/paket/").status_code == 302


def test_a_package_holds_the_sheet_that_its_report_is_about(local: Client, tmp_path: Path) -> None:
    from lke_docs.read import read_bytes
    from lke_docs.web.jobs import claim, function_of
    from tests.web.test_editing import CODE, a_unit, mended, send

    unit = a_unit(local)
    (unit.path / "bukti").mkdir()
    (unit.path / "bukti" / "notula.txt").write_text("NOTULA\nRapat evaluasi\n", encoding="utf-8")
    assert unit.latest is not None
    send(local, unit, 1, evidence=mended(unit.latest))
    asked(local, unit)
    job = claim()
    assert job is not None and job.version is not None and job.version.number == 2
    function_of(job.kind)(job, lambda *_: None)

    content = b"".join(local.get(f"/unit/{unit.pk}/serah-terima/paket.zip").streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = (it for it in archive.namelist() if it.startswith("lembar/"))
        data, report = archive.read(name), json.loads(archive.read("laporan/laporan.json"))
    assert data == local.get(f"/unit/{unit.pk}/versi/2/buku-kerja/").content
    assert "tanggal 24 Februari 2021" in next(row.evidence for row in read_bytes(data, name).rows if row.code == CODE)
    assert report["sheet"]["sha256"] == hashlib.sha256(data).hexdigest()


def test_a_sheet_that_takes_no_changes_is_packed_as_a_new_one(local: Client) -> None:
    from lke_docs.read import read_bytes
    from lke_docs.web.version_file import file_of
    from tests.web.test_editing import mended, send, written
    from tests.web.test_start import drop

    drop(local, SAMPLE)
    from lke_docs.web.models import WorkUnit

    unit = WorkUnit.objects.get()
    assert unit.latest is not None and unit.latest.base_name == SAMPLE.name
    assert file_of(unit.latest) == (SAMPLE.name, SAMPLE.read_bytes())
    send(local, unit, 1, evidence=mended(unit.latest))
    file = file_of(unit.latest)
    assert file.name.endswith(".xlsx")
    assert written(unit.latest)[1] in [row.evidence for row in read_bytes(file.data, file.name).rows]
