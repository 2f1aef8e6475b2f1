"""What a whole command may cost: seconds of the processor and memory, over reading, rules, drafts and writing.

Where they are used up, SpentError (or MemoryError) is raised wherever the program is just then, and again after each
eighth of the time: what goes on with less than the whole, such as the rules that are left, has an end as well. What
the processes that it starts cost is counted too; for a large file there is more than for a small one.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

SPENT = "batas waktu atau memori perintah habis sebelum ini diperiksa"
_ENDLESS = 1e6  # seconds
_PLAIN, _MORE, _MOST = 100_000, 160_000, 3.0  # bytes: up to the first a file gets nothing more; 420 kB have the most


class SpentError(BaseException):
    """The time is used up. No Exception: whoever handles those shall not take it for one of their own."""


# What ends work that may be left undone.
ENDS = (SpentError, MemoryError)


class _Count:
    """What there is to spend, and what was spent by others than this process. `seconds` is 0 where nothing counts."""

    def __init__(self) -> None:
        self.begin(0.0)

    def begin(self, seconds: float) -> None:
        self.seconds, self.begun, self.paid, self.size = seconds, process_time(), 0.0, 0
        self.has_timer = hasattr(signal, "setitimer")

    @property
    def whole(self) -> float:
        return self.seconds * min(_MOST, 1 + max(0, self.size - _PLAIN) / _MORE)

    @property
    def left(self) -> float:
        return self.begun + self.whole - self.paid - process_time() if self.seconds else float("inf")


_count = _Count()
_stopped = threading.Event()


def start(seconds: float) -> None:
    """Begin to count the processor's time; a count that has begun ends. In the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return
    stop()
    _count.begin(seconds)
    if _count.has_timer:
        signal.signal(signal.SIGPROF, _spend)
        _arm()
    else:  # Windows
        _watch()


def start_in_thread(seconds: float) -> None:
    """The same in a thread that alone works in its process, as one of dask does."""
    stop()
    _count.begin(seconds)
    _count.has_timer = False
    _watch()


def stop() -> None:
    """Count no more."""
    _count.begin(0.0)
    _arm()
    _stopped.set()


def allow(seconds: float) -> None:
    """The whole is so much; what was spent since a count has begun is part of it."""
    if _count.seconds:
        _count.seconds = seconds
        _arm()
    else:
        start(seconds)


def grant(size: int) -> None:
    """There is more time for a file of so many bytes."""
    _count.size += size
    _arm()


@contextmanager
def uncounted() -> Iterator[None]:
    """What is done inside has bounds of its own, such as those on each file of a folder, and does not count."""
    seconds, paid, begun = _count.seconds, _count.paid, process_time()
    if seconds:
        _count.seconds = _ENDLESS
        _arm()
    try:
        yield
    finally:
        if seconds:
            _count.seconds, _count.paid = seconds, paid
            _count.begun += process_time() - begun
            _arm()


def pay(seconds: float) -> None:
    """Another process has cost so much for this one."""
    _count.paid += seconds
    _arm()


def left() -> float:
    """Seconds that are left; without end where nothing counts."""
    return _count.left


def bound_memory(most: int) -> None:
    """Bound the memory of this process, where the system can; what it starts may have its own bound."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except (ValueError, OSError):  # macOS
        return


def _spend(_: int, __: object) -> None:
    raise SpentError


def _arm() -> None:
    """Set the system's timer for what is left."""
    if _count.has_timer:
        counts = _count.seconds > 0
        signal.setitimer(signal.ITIMER_PROF, max(_count.left, 0.001) if counts else 0, _step() if counts else 0)


def _step() -> float:
    return max(_count.whole / 8, 0.1)


def _watch() -> None:
    """The same by a thread that looks at the clock, where the system has no timer."""
    _stopped.clear()
    threading.Thread(target=_look, args=(threading.get_ident(),), daemon=True).start()


def _look(thread: int) -> None:
    from ctypes import c_ulong, py_object, pythonapi

    begun, more = _count.begun, 0.0
    while not _stopped.wait(min(0.2, _step() * 2)):
        if _count.begun == begun and _count.left + more <= 0:
            pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), py_object(SpentError))
            more += _step()
