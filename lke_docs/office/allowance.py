"""What a whole command may cost: seconds of the processor and memory, over reading, rules, drafts and writing.

Where they are used up, SpentError (or MemoryError) is raised wherever the program is just then, and again after each
eighth of the time: what goes on with less than the whole, such as the rules that are left, has an end as well.
"""

from __future__ import annotations

import signal
import sys
import threading
from typing import Any

SPENT = "batas waktu atau memori perintah habis sebelum ini diperiksa"


class SpentError(BaseException):
    """The time is used up. No Exception: whoever handles those shall not take it for one of their own."""


# What ends work that may be left undone.
ENDS = (SpentError, MemoryError)


def start(seconds: float) -> None:
    """Begin to count the processor's time; a count that has begun ends. In the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return
    stop()
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _spend)
        signal.setitimer(signal.ITIMER_PROF, seconds, max(seconds / 8, 0.1))
    else:  # Windows
        _watch(seconds)


def stop() -> None:
    """Count no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)
    _stopped.set()


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


_stopped = threading.Event()


def _watch(seconds: float) -> None:
    """The same by a thread that looks at the clock, where the system has no timer."""
    _stopped.clear()
    threading.Thread(target=_look, args=(seconds, threading.get_ident()), daemon=True).start()


def _look(seconds: float, thread: int) -> None:
    import time
    from ctypes import c_ulong, py_object, pythonapi

    due: Any = time.process_time() + seconds
    while not _stopped.wait(min(0.2, seconds / 4)):
        if time.process_time() >= due:
            pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), py_object(SpentError))
            due += max(seconds / 8, 0.1)
