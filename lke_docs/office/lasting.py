"""A child that answers many calls: for work whose start costs more than a call (models of an engine, parsers).

The rules are those of `apart`: no environment, no network, bounds on memory and on the time of each call. A child
that dies or hangs costs its call; the next one starts another. It is renewed after so many calls, and where it holds
more memory than it should.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Timer
from typing import Any

from lke_docs.office.apart import Bounds, Ending, StoppedError, begin, head_of, raise_from
from lke_docs.office.limits import MIB
from lke_docs.tuples import NamedTuple

_DAY = 86_400  # seconds of the processor: the bound of a child; that of a call is below it
_ENDING_SECONDS = 5


class Renewal(NamedTuple):
    """When a child is ended and another one begun; 0: never for this reason."""

    calls: int = 0
    resident_bytes: int = 0


class Lasting:
    """A child for one thread of the caller; begun at its first call, ended by `close`."""

    def __init__(self, *, memory_bytes: int, renewal: Renewal) -> None:
        self._memory, self._renewal = memory_bytes, renewal
        self._process: subprocess.Popen[bytes] | None = None
        self._at_work: subprocess.Popen[bytes] | None = None
        self._calls = 0

    @property
    def is_begun(self) -> bool:
        """Whether the next call goes to a process that has answered before."""
        return self._process is not None

    def call(self, function: str, data: bytes, arguments: Mapping[str, Any], *, seconds: int) -> bytes:
        """Return what the named function makes of `data`. Raises what `apart.call_apart` raises."""
        process, self._process = self._process or self._begin(), None
        self._at_work = process
        request = {"function": function, "arguments": arguments, "size": len(data), "seconds": seconds}
        late = Event()
        # Elsewhere the time of the processor is bounded too, and others may be using it.
        timer = Timer(seconds if sys.platform == "win32" else 3 * seconds, _stop, (process, late))
        timer.start()
        try:
            head, answer = _exchange(process, json.dumps(request).encode() + b"\n", data)
        except BaseException:  # we are told to stop: it has nobody left to answer
            process.kill()
            _end(process)
            raise
        finally:
            self._at_work = None
            timer.cancel()
        if "resident" not in head or len(answer) != head.get("answer", 0):
            code = _end(process)
            if late.is_set():
                raise StoppedError(Ending.TIME)
            raise_from({}, code)
        self._keep(process, head["resident"])
        if "answer" not in head:
            raise_from(head, 0)
        return answer

    def kill(self) -> None:
        """End the call that another thread waits for, in StoppedError."""
        process = self._at_work
        if process:
            process.kill()

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            _end(process)

    def _begin(self) -> subprocess.Popen[bytes]:
        self._calls = 0
        process = begin("serve", subprocess.PIPE)
        with suppress(OSError):  # the call that follows says that it is gone
            _write(process, json.dumps({"bounds": Bounds(0, _DAY, self._memory, 64 * MIB)}).encode() + b"\n")
        return process

    def _keep(self, process: subprocess.Popen[bytes], resident: int) -> None:
        self._calls += 1
        calls, most = self._renewal
        if (calls and self._calls >= calls) or (most and resident >= most):
            _end(process)
        else:
            self._process = process


def _exchange(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
    """Send a call and read its answer; nothing where the process has died of it."""
    assert process.stdout
    try:
        _write(process, request, data)
        head = head_of(process.stdout.readline())
        return head, process.stdout.read(head.get("answer", 0))
    except OSError:
        return {}, b""


def _write(process: subprocess.Popen[bytes], *pieces: bytes) -> None:
    assert process.stdin
    for piece in pieces:
        process.stdin.write(piece)
    process.stdin.flush()


def _stop(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> int:
    """End a child, one that has no more calls by itself; returns how it ended."""
    assert process.stdin and process.stdout
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
    except BaseException:
        process.kill()
        raise
    process.stdout.close()
    return process.wait()
