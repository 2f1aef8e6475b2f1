"""A server is taken up in one file and made anew of it elsewhere: what it says then holds for where it lies now."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.web.test_evidence import SHEET

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


def test_evidence_that_was_read_is_read_again_where_it_was_restored(server: Client, tmp_path: Path) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from lke_docs.web.backup import back_up, begin_restored, restore
    from lke_docs.web.evidence_home import run_of
    from lke_docs.web.evidence_job import read_evidence
    from lke_docs.web.intake import take_in
    from lke_docs.web.jobs import ask, claim
    from lke_docs.web.models import QueuedJob, WorkUnit
    from lke_docs.web.site import current
    from lke_docs.web.version_reading import open_version

    home = current().home / "unit"
    with server_at(home):
        user = User.objects.create_user("ani", password="x" * 12)
        units = [WorkUnit.objects.create(name=name, folder=str(home / name)) for name in ("satu", "dua")]
        for unit in units:
            (unit.path / "bukti").mkdir(parents=True)
            (unit.path / "bukti" / "sk.txt").write_text("SURAT KEPUTUSAN\nNomor 12/SK/2021\n" * 9, encoding="utf-8")
            take_in(SHEET.encode(), "lke.csv", user=user, unit=unit)
        read_evidence(ask("bukti", units[0], by=user, version=units[0].latest), lambda *_: None)
        before = states(open_version(units[0].latest))
        QueuedJob.objects.update(state="done")
        back_up(tmp_path / "cadangan.zip")

    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(home)
    with server_at(tmp_path / "tempat lain"):
        restore(tmp_path / "cadangan.zip")
        assert claim() is None  # what was restored is what was backed up, until the server starts
        begin_restored()
        begin_restored()
        unit = WorkUnit.objects.get(name="satu")
        job = claim()
        assert job is not None and job.unit == unit and claim() is None  # the other was never read
        assert run_of(unit) is None
        read_evidence(job, lambda *_: None)
        assert run_of(unit) is not None and states(open_version(unit.latest)) == before != []


def states(done: object) -> list[object]:
    return [(it.text, it.state, [file.path for file in it.files]) for it in done.dossier.folder.matches]  # type: ignore[attr-defined]


def server_at(home: Path):  # type: ignore[no-untyped-def]
    from django.test import override_settings

    from lke_docs.web.site import current

    home.mkdir(parents=True, exist_ok=True)
    return override_settings(LKE_SITE=current()._replace(home=home, data=home.parent))
