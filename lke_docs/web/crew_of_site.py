"""The worker processes of a site: started at the first call, started again where one died, ended with the site.

One that dies soon after its start died of what its follower would die of too, so that one waits, each time longer. A
site whose own folder stays away is ended.
"""

from __future__ import annotations

import _thread
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from lke_docs.errors import ConfigError
from lke_docs.web.server_log import LOGGER
from lke_docs.web.site import Site

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

_LOOK_SECONDS = 5.0
_MOST_PAUSE = 60.0  # before a worker is started again
_SOON = 60.0  # after its start
_AWAY = 60.0  # a folder on a drive of the network may come back before


class SiteCrew:
    """So many workers. `pause`: how long until they are started again, or 0; `is_lost`: `folder` is gone."""

    def __init__(self, site: Site, workers: int) -> None:
        self.pause, self.is_lost = 0.0, False
        self.folder, self._seen, self._begun = site.data, monotonic(), 0.0
        told = {name: str(it) if name in ("home", "data") else it for name, it in site._asdict().items()}
        self._site = json.dumps({**told, "database": dict(site.database), "more": dict(site.more)}).encode() + b"\n"
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * workers
        self._called, self._is_needed, self._is_ending = threading.Event(), False, False
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
            self._is_needed |= called
            if self._is_away():
                self.is_lost = True
                return _thread.interrupt_main()
            self._bury()
            may_start = self._is_needed and not self._is_ending and monotonic() - self._begun >= self.pause
            for at, worker in enumerate(self._workers):
                if worker is None and may_start:
                    self._workers[at] = self._start()
                elif worker is not None and called:
                    _call(worker)
        return None

    def _is_away(self) -> bool:
        """Whether the folder of the site has not been there for so long."""
        with suppress(OSError):
            if self.folder.is_dir():
                self._seen = monotonic()
        return monotonic() - self._seen > _AWAY

    def _bury(self) -> None:
        """Take the dead off, and see how long the next ones wait. The log says once that they die, and why."""
        dead = [worker for worker in self._workers if worker is not None and worker.poll() is not None]
        for worker in dead:
            _hang_up(worker)
            self._workers[self._workers.index(worker)] = None
        is_soon = monotonic() - self._begun < _SOON
        if dead and is_soon:
            if not self.pause:
                logging.getLogger(LOGGER).error("pengolah pekerjaan berhenti sendiri; dicoba lagi, makin jarang")
            self.pause = min(max(2 * self.pause, 2 * _LOOK_SECONDS), _MOST_PAUSE)
        elif all(self._workers) and not is_soon:
            self.pause = 0.0

    def _start(self) -> subprocess.Popen[bytes] | None:
        """Another worker; None where the system has no room for one, and the next look asks again."""
        self._begun = monotonic()
        paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, *(["-B"] if sys.dont_write_bytecode else []), "-m", "lke_docs.web.job_worker"]
        command += ["again"] if self.pause else []
        environment = {**os.environ, **paths}
        try:
            worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
        except OSError:
            return None
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


def is_halted() -> bool:
    """Whether the workers of this process die whenever they are started: what is asked for waits."""
    return _crew is not None and _crew.pause > 0


def run_until_told(server: BaseWSGIServer, crew: SiteCrew) -> None:
    """Serve until the process is told to end; then its workers end too. Raises ConfigError where its folder is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        server.run()  # ends at what `_end` raises
    finally:
        crew.close()
    if crew.is_lost:
        raise ConfigError(f"{crew.folder}: {_GONE}")


_GONE = "folder data ini tidak ada lagi, jadi server dihentikan. Kembalikan foldernya, lalu jalankan lagi."


def _end(*_: object) -> None:
    raise KeyboardInterrupt
