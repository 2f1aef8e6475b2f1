"""The worker processes of a site: started at the first call, started again where one died, ended with the site."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from lke_docs.web.site import Site

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

_LOOK_SECONDS = 5.0


class SiteCrew:
    """So many workers."""

    def __init__(self, site: Site, workers: int) -> None:
        told = {name: str(it) if name in ("home", "data") else it for name, it in site._asdict().items()}
        self._site = json.dumps({**told, "database": dict(site.database), "more": dict(site.more)}).encode() + b"\n"
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * workers
        self._called, self._is_ending = threading.Event(), False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        self._called.set()

    def close(self) -> None:
        """End the workers; what they do is put back into the queue."""
        self._is_ending = True
        self._called.set()
        self._thread.join()
        for worker in filter(None, self._workers):
            _hang_up(worker)
            try:
                worker.wait(2 * _LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()

    def _watch(self) -> None:
        while not self._is_ending:
            called = self._called.wait(_LOOK_SECONDS)
            self._called.clear()
            for at, worker in enumerate(self._workers):
                if worker is not None and worker.poll() is not None:
                    _hang_up(worker)
                    self._workers[at] = None
                    called = True
                if called and not self._is_ending:
                    worker = self._workers[at] or self._start()
                    self._workers[at] = worker
                    _call(worker)

    def _start(self) -> subprocess.Popen[bytes]:
        paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, *(["-B"] if sys.dont_write_bytecode else []), "-m", "lke_docs.web.job_worker"]
        worker = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, **paths}
        )
        _call(worker, self._site)
        return worker


def _hang_up(worker: subprocess.Popen[bytes]) -> None:
    """End its input: it ends what it does, and itself."""
    assert worker.stdin is not None
    with suppress(OSError):
        worker.stdin.close()


def _call(worker: subprocess.Popen[bytes], line: bytes = b"\n") -> None:
    assert worker.stdin is not None
    with suppress(OSError):  # it has died; the next look starts another
        worker.stdin.write(line)
        worker.stdin.flush()


_crew: SiteCrew | None = None


def open_crew(site: Site, workers: int = 1) -> SiteCrew:
    """Have workers for the site of this process."""
    global _crew
    _crew = SiteCrew(site, workers)
    return _crew


def wake() -> None:
    """Call the workers, where this process has any."""
    if _crew is not None:
        _crew.wake()


def run_until_told(server: BaseWSGIServer, crew: SiteCrew) -> None:
    """Serve until the process is told to end; then its workers end too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        server.run()  # ends at what `_end` raises
    finally:
        crew.close()


def _end(*_: object) -> None:
    raise KeyboardInterrupt
