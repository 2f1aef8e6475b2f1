"""The application for tests: in this process by Django's client, or as a program that a browser opens.

`local` and `server` give a client of an empty site; `program` starts `lke-docs web` on a folder; `browser` is the
system's Chromium, and tests that take it are skipped where there is none.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

pytest.importorskip("django", reason="pip install lke-docs[web]")

from lke_docs.web.site import Site
from lke_docs.web.site_setup import configure, prepare
from tools.look_at_html import browser as chromium

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

    from tests.web.team import Team

HOST, ENTRANCE = "127.0.0.1:8123", "rahasia-alamat"
PATIENCE = 180  # seconds; a wait is no measure of speed


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Django set up once for the process, with empty tables."""
    home = tmp_path_factory.mktemp("situs")
    configure(Site(home, home / "data", "k" * 50, (HOST, "testserver"), entrance=ENTRANCE))
    prepare()
    return home


@contextmanager
def emptied(home: Path, *, is_local: bool) -> Iterator[Any]:
    """A site of its own folder, its tables emptied behind it."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client, override_settings

    from lke_docs.web.guard import local_user

    site = settings.LKE_SITE._replace(home=home, data=home, is_local=is_local)
    local_user.cache_clear()
    hashers = ("django.contrib.auth.hashers.MD5PasswordHasher",)  # accounts by the dozen
    urls = "lke_docs.web.urls" if is_local else "lke_docs.web.team_urls"
    with override_settings(LKE_SITE=site, PASSWORD_HASHERS=hashers, ROOT_URLCONF=urls):
        client = Client(HTTP_HOST=HOST, raise_request_exception=False)
        yield client
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def local(database: Path, tmp_path: Path) -> Iterator[Client]:
    """The client of a local site that was opened with its secret; the folder is `tmp_path`."""
    with emptied(tmp_path, is_local=True) as client:
        client.get(f"/buka/{ENTRANCE}/")
        yield client


@pytest.fixture
def server(database: Path, tmp_path: Path) -> Iterator[Client]:
    """The client of a server on which nobody is logged in."""
    with emptied(tmp_path, is_local=False) as client:
        yield client


class Program(NamedTuple):
    """A running `lke-docs web`."""

    process: subprocess.Popen[str]
    address: str

    @property
    def origin(self) -> str:
        return self.address.partition("/buka/")[0]

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def program() -> Iterator[Callable[[Path], Program]]:
    """Start `lke-docs web` on a folder, or another command; all are ended behind the test."""
    started: list[Program] = []

    def start(folder: Path, *words: str) -> Program:
        process = subprocess.Popen(
            [sys.executable, "-m", "lke_docs", *(words or ("web", str(folder), "--no-browser"))],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdout is not None
        started.append(Program(process, process.stdout.readline().strip()))
        return started[-1]

    yield start
    for it in started:
        if it.process.poll() is None:
            it.end()
        assert it.process.stdout is not None
        it.process.stdout.close()


def _unbound() -> None:
    """Commands that ran in this process have bound its memory; Chromium reserves more than it ever uses."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium, headless; for one test only, for while it runs Django refuses to work in this thread."""
    api = pytest.importorskip("playwright.sync_api")
    path = chromium()
    if path is None or shutil.which(path) is None:
        pytest.skip("no Chromium here")
    _unbound()
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def team_of_module(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    from tests.web.team import team_site

    with team_site(database, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def team(team_of_module: Team) -> Iterator[Team]:
    """A team server with two units and people of every role; what a test does to its tables is taken back."""
    from django.db import transaction

    with transaction.atomic():
        yield team_of_module
        transaction.set_rollback(True)
