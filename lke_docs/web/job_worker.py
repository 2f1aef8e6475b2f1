"""The process that does jobs, one after another. Its standard input is its site, then a line for each call to work.

It ends when that input ends: with the program that started it.
"""

from __future__ import annotations

import json
import logging.config
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.errors import LkeError
from lke_docs.office import allowance
from lke_docs.office.limits import Limits
from lke_docs.web.server_log import LOGGER, logging_settings
from lke_docs.web.site import Site
from lke_docs.web.site_setup import configure

if TYPE_CHECKING:
    from lke_docs.web.models import QueuedJob

_LOOK_SECONDS = 5.0  # between two looks into the table where nobody calls
_DEFECT = "Cacat program lke-docs, bukan kesalahan Anda. Mohon laporkan apa yang tertulis di jendela lke-docs."


def main() -> None:
    told = json.loads(sys.stdin.readline())
    paths = {name: Path(told[name]) for name in ("home", "data")}
    site = Site(**{**told, **paths, "hosts": tuple(told["hosts"])})
    if not site.is_local:
        logging.config.dictConfig(logging_settings())
    sys.excepthook = (lambda *_: None) if sys.argv[1:] else _tell  # "again": why it ends was told the first time
    threading.excepthook = lambda args: _tell(*args[:3])
    configure(site)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    allowance.bound_memory(Limits().command_bytes)
    JobWorker().work()


def _tell(*defect: Any) -> None:
    """What ends a worker, in the manner of the log."""
    logging.getLogger(LOGGER).error("pengolah pekerjaan berhenti", exc_info=defect)


class JobWorker:
    """Does jobs in the main thread; another hears whether there is more, a third shows that the job is alive."""

    def __init__(self) -> None:
        self._called, self._is_ending = threading.Event(), False
        self._at_work: int | None = None
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._beat, daemon=True).start()

    def work(self) -> None:
        from lke_docs.web.jobs import claim

        while not self._is_ending:
            with suppress(KeyboardInterrupt):  # what ended a job a moment too late
                if job := claim():
                    self._do(job)
                else:
                    self._called.wait(_LOOK_SECONDS)
                    self._called.clear()

    def _do(self, job: QueuedJob) -> None:
        from lke_docs.web.jobs import function_of
        from lke_docs.web.models import JobState

        end: dict[str, Any]
        try:
            self._at_work = job.pk
            if self._is_ending:  # told while the job was taken
                raise KeyboardInterrupt
            allowance.start(Limits().command_seconds)
            end = {"result": function_of(job.kind)(job, _teller(job.pk)), "state": JobState.DONE, "message": ""}
        except KeyboardInterrupt:
            end = {"state": JobState.CANCELLED}
        except LkeError as error:
            end = {"state": JobState.FAILED, "message": str(error)}
        except allowance.ENDS:
            end = {"state": JobState.FAILED, "message": f"{allowance.SPENT}."}
        except Exception:  # the next job has nothing to do with it
            logging.getLogger(LOGGER).exception("cacat", extra={"job": job.pk})
            end = {"state": JobState.FAILED, "message": _DEFECT}
        finally:
            allowance.stop()
            self._at_work = None
        if self._is_ending and end["state"] != JobState.DONE:  # what it was interrupted in may call that its own fault
            end = {"state": JobState.WAITING}
        _change(job.pk, **end)

    def _listen(self) -> None:
        while sys.stdin.readline():
            self._called.set()
        self._is_ending = True
        self._called.set()
        if self._at_work is not None:
            _interrupt()

    def _beat(self) -> None:
        """Say that the job is alive, and hear whether it shall end."""
        from django.db import connection
        from django.utils import timezone

        from lke_docs.web.jobs import HEARTBEAT_SECONDS
        from lke_docs.web.models import QueuedJob

        last = 0.0
        while True:
            time.sleep(0.5)
            pk = self._at_work
            if pk is None:
                continue
            if QueuedJob.objects.filter(pk=pk, cancel=True).exists() and self._at_work == pk:
                _interrupt()
                time.sleep(HEARTBEAT_SECONDS)
            elif time.monotonic() - last > HEARTBEAT_SECONDS:
                last = time.monotonic()
                _change(pk, heartbeat=timezone.now())
            connection.close()


def _interrupt() -> None:
    """Raise KeyboardInterrupt in the main thread, also where it waits for something."""
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)


def _change(pk: int, **values: Any) -> None:
    from lke_docs.web.models import QueuedJob

    QueuedJob.objects.filter(pk=pk).update(**values)


def _teller(pk: int) -> Any:
    """What a job tells its progress to; written down a few times a second at most."""
    last = 0.0

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > 0.3 or done == total:
            last = time.monotonic()
            _change(pk, message=what[:300], done=done, total=total)

    return tell


if __name__ == "__main__":
    main()
