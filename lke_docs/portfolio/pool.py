"""The loop over units: the standard library's process pool on one machine, dask on many; the same thirty lines.

A worker that dies takes the pool with it, and nobody knows with which unit: each unit that was at work then is tried
alone, and where that worker dies too, whatever it died of, once more; then it is said of that unit. Nothing else stops.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from lke_docs.errors import ConfigError
from lke_docs.office.limits import MIB, Limits
from lke_docs.portfolio.model import Receipt, UnitTask
from lke_docs.tuples import NamedTuple

Hired = tuple[Executor, int]  # who does the work, and how many units may wait there
AtWork = dict[Future[Receipt], UnitTask]
Work = Callable[[UnitTask, Path], Receipt]
_ARROW_BYTES = 1024 * MIB  # of address space, for pyarrow in each worker
_MOST_DEATHS = 2  # in company and alone: whatever ends a worker by chance does not meet a unit a third time
_ANSWER_SECONDS = 60  # a scheduler that is begun anew answers within


class Crew(NamedTuple):
    """Who does the work. `hire` gives all workers, or one, for as long as a block lasts; `lost` is what is raised for a
    unit whose worker died."""

    hire: Callable[[bool], AbstractContextManager[Hired]]
    lost: tuple[type[Exception], ...]


def run(tasks: Iterable[UnitTask], out: Path, crew: Crew, *, work: Work, give_up: Work) -> Iterator[Receipt]:
    """Do all tasks and give each receipt as it comes. `give_up` makes that of a unit whose workers died."""
    ahead, suspects, deaths = deque(tasks), deque[UnitTask](), Counter[str]()
    while ahead or suspects:
        at_work: AtWork = {}
        is_alone = not ahead
        queue = suspects if is_alone else ahead
        try:
            with crew.hire(is_alone) as (pool, most):
                yield from _done(queue, at_work, most, lambda task: pool.submit(work, task, out))
        except CancelledError:  # the scheduler went away: what was at work is as good as not begun
            queue.extend(at_work.values())
        except crew.lost:
            for future, task in at_work.items():
                if not future.done() or future.cancelled():
                    queue.append(task)
                elif future.exception() is None:
                    yield future.result()
                elif deaths[task.unit] == _MOST_DEATHS:
                    yield give_up(task, out)
                else:
                    deaths[task.unit] += 1
                    suspects.append(task)


def _done(
    queue: deque[UnitTask], at_work: AtWork, most: int, submit: Callable[[UnitTask], Future[Receipt]]
) -> Iterator[Receipt]:
    """Give out what waits, so much at a time, and what comes back. What is raised leaves `at_work` as it is then."""
    while queue or at_work:
        while queue and len(at_work) < most:
            task = queue.popleft()
            at_work[submit(task)] = task
        for future in wait(at_work, return_when=FIRST_COMPLETED).done:
            receipt = future.result()
            del at_work[future]
            yield receipt


def local(workers: int) -> Crew:
    """The standard library's pool. Its processes begin from a clean one, never as copies of ours."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["lke_docs.portfolio.task"])

    @contextmanager
    def hire(is_alone: bool) -> Iterator[Hired]:
        most = 1 if is_alone else workers
        pool = ProcessPoolExecutor(most, context, initializer=begin)
        try:
            yield pool, 1 if is_alone else 2 * most
        finally:
            pool.shutdown(cancel_futures=True)

    return Crew(hire, (BrokenExecutor,))


def begin() -> None:
    """Make a process ready: the words and expressions of all starts, bounds on memory, an end with its parent."""
    import gc
    import signal
    from threading import Thread

    from lke_docs import kept
    from lke_docs.office.allowance import bound_memory

    gc.set_threshold(50_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends us
    kept.recall()
    bound_memory(Limits().command_bytes + _ARROW_BYTES)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: its sisters hold the other end of its pipe."""
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def cluster(address: str) -> Crew:
    """The workers of a dask scheduler, each with this package and with the same folders at the same places."""
    import logging

    from distributed import Client, KilledWorker

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what happens to workers is told by us

    @contextmanager
    def hire(is_alone: bool) -> Iterator[Hired]:
        try:
            client: Any = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            advice = "Jalankan “dask scheduler” di alamat itu dan “dask worker” di tiap komputer"
            raise ConfigError(f"penjadwal {address} tidak menjawab. {advice}.") from error
        with client:
            threads = sum(worker["nthreads"] for worker in client.scheduler_info(-1)["workers"].values())
            yield client.get_executor(pure=False), 1 if is_alone else 2 * max(threads, 8)

    return Crew(hire, (KilledWorker,))
