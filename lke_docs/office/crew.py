"""Jobs shared among a few threads, each with a child of its own that does the work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from typing import Generic, Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
JobIn = TypeVar("JobIn", contravariant=True)
ResultOut = TypeVar("ResultOut", covariant=True)


class Worker(Protocol[JobIn, ResultOut]):
    """What a thread has: it does one job after another, and is closed. `kill` ends, from another thread, the job."""

    def do(self, job: JobIn) -> ResultOut: ...
    def kill(self) -> None: ...
    def close(self) -> None: ...


def shared(jobs: Sequence[Job], hire: Callable[[], Worker[Job, Result]], *, workers: int) -> Iterator[Result]:
    """Do all jobs, and give each result as it comes. Closing the iterator ends what is at work and begins no more."""
    crew = _Crew(jobs, [hire() for _ in range(min(workers, len(jobs)))])
    threads = [threading.Thread(target=crew.work, args=(worker,)) for worker in crew.workers]
    for thread in threads:
        thread.start()
    try:
        for _ in jobs:
            result = crew.results.get()
            if isinstance(result, _Failure):
                raise result.error
            yield result
    finally:
        crew.stop()
        for thread in threads:
            thread.join()


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class _Crew(Generic[Job, Result]):
    """What the threads share."""

    def __init__(self, jobs: Sequence[Job], workers: Sequence[Worker[Job, Result]]) -> None:
        self.workers = workers
        self.results: SimpleQueue[Result | _Failure] = SimpleQueue()
        self._ahead, self._lock, self._is_stopped = iter(jobs), threading.Lock(), False

    def work(self, worker: Worker[Job, Result]) -> None:
        try:
            while (job := self._next()) is not None:
                self.results.put(worker.do(job))
        except BaseException as error:  # noqa: BLE001 - raised again where the results are awaited
            self.results.put(_Failure(error))
        finally:
            worker.close()

    def _next(self) -> Job | None:
        with self._lock:
            return None if self._is_stopped else next(self._ahead, None)

    def stop(self) -> None:
        with self._lock:
            self._is_stopped = True
        for worker in self.workers:
            worker.kill()
