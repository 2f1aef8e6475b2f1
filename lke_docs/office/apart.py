"""Run one function in a process of its own, so that a hostile file costs nothing but a message.

The child gets no environment, no directory of the user on its search path, and bounds on memory, processor
time, output and open files. It is told the name of a function, `package.module:function`, which takes the bytes
and the arguments and returns bytes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from typing import IO, Any

from lke_docs.errors import ConfigError, InputError, LkeError, PatternFileError, TemplateError
from lke_docs.office import allowance
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.child import NO_ROOM
from lke_docs.office.limits import (
    MIB,
    Limits,
    OverLimitError,
    as_input_error,
    how_to_raise,
    over_memory,
    remedy,
    shown,
)
from lke_docs.tuples import NamedTuple

# -I keeps the user's environment and directory out; the search path is handed over instead
_BOOT = "import json,sys; sys.path[:]=json.loads(sys.argv[1]); from lke_docs.office.child import {0}; {0}()"
# Without these Windows starts no process and a Python built elsewhere finds no library.
KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_FULL = (
    "berkas sementara tidak dapat ditulis; penyimpanan penuh atau tidak boleh ditulis. "
    "Kosongkan penyimpanan, atau sebutkan folder lain dengan TMPDIR."
)
_SIGNAL_OF_TIME = -24  # SIGXCPU
_DAMAGED = "Salin atau unduh ulang berkasnya, atau buka lalu simpan ulang di program asalnya."
_ERRORS = {kind.__name__: kind for kind in (InputError, TemplateError, PatternFileError)}


class Bounds(NamedTuple):
    """What a child may cost; sizes in bytes."""

    wall_seconds: int
    cpu_seconds: int
    memory_bytes: int
    output_bytes: int


class Ending(StrEnum):
    """How a child ended that gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    SIGNAL = "signal"
    CRASH = "crash"


class StoppedError(Exception):
    """The child gave no answer. `signal` is what ended it, 0 where it ended by itself; `name` that of a defect."""

    def __init__(self, ending: Ending, *, signal: int = 0, name: str = "") -> None:
        super().__init__(ending.value)
        self.ending, self.signal, self.name = ending, signal, name


def answer_of(function: str, data: bytes, arguments: Mapping[str, Any], *, source: object, limits: Limits) -> bytes:
    """What the named function makes of a file in a child. Raises InputError for whatever goes wrong in there."""
    name = "seconds" if limits.seconds <= allowance.left() else "command_seconds"
    seconds = max(1, int(min(limits.seconds, allowance.left())))
    wall = seconds if sys.platform == "win32" else 2 * seconds  # elsewhere its time of the processor is bounded too
    bounds = Bounds(wall, seconds, limits.memory_bytes, 4 * limits.text_chars + 64 * MIB)
    try:
        return call_apart(function, data, arguments, bounds=bounds)
    except OverLimitError as error:
        raise as_input_error(f"{source}", error) from error
    except BrokenFileError as error:
        raise InputError(source, str(error), remedy=_DAMAGED) from error
    except StoppedError as error:
        raise stopped(error, source, limits, name) from error


def stopped(error: StoppedError, source: object, limits: Limits, name: str) -> InputError:
    """Say why a process ended without an answer; `name` is the bound on its time."""
    if error.ending is Ending.TIME:
        reason = f"membacanya lebih lama dari batas {name} = {shown(limits, name)}; berkas tidak dibaca."
        return InputError(source, reason, remedy=remedy(limits, name))
    if error.ending is Ending.MEMORY:
        return as_input_error(f"{source}", over_memory(limits))
    if error.ending is Ending.SIGNAL:
        reason = (
            f"pembaca berkas berhenti mendadak (sinyal {error.signal}): berkas rusak, atau butuh memori lebih dari "
            f"batas memory_bytes = {shown(limits, 'memory_bytes')} ({how_to_raise(limits, 'memory_bytes')})."
        )
        return InputError(source, reason, remedy=_DAMAGED)
    said = f" ({error.name})" if error.name else ""
    return InputError(
        source, f"berkas tidak dapat dibaca; pembacanya gagal{said}, mungkin karena rusak.", remedy=_DAMAGED
    )


def call_apart(function: str, data: bytes, arguments: Mapping[str, Any], *, bounds: Bounds) -> bytes:
    """Return what the named function makes of `data` in a child.

    Raises BrokenFileError, OverLimitError and LkeError as the function raised them, StoppedError where it did not end
    well.
    """
    request = json.dumps({"function": function, "arguments": arguments, "bounds": bounds}).encode() + b"\n"
    with _scratch() as output:
        code = _run(request + data, output, bounds)
        output.seek(0)
        head = head_of(output.readline())
        if code or "answer" not in head:
            raise_from(head, code)
        answer = output.read()
        if len(answer) != head["answer"]:
            raise StoppedError(Ending.CRASH)
        return answer


def _scratch() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise LkeError(_FULL) from error


def begin(entry: str, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start a child at the named function of `child`."""
    quiet = ["-B"] if sys.dont_write_bytecode else []
    command = [sys.executable, "-I", *quiet, "-c", _BOOT.format(entry), json.dumps(sys.path)]
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.DEVNULL, env=kept)


def _run(request: bytes, output: IO[bytes], bounds: Bounds) -> int:
    cost = _cost_of_others()
    with begin("main", output) as process:
        try:
            process.communicate(request, timeout=bounds.wall_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise StoppedError(Ending.TIME) from None
        except BrokenPipeError:  # it died before it had read everything
            process.wait()
        except BaseException:  # we are told to stop: it has nobody left to answer
            process.kill()
            raise
        finally:
            allowance.pay(_cost_of_others() - cost)
    return process.returncode


def _cost_of_others() -> float:
    """Seconds of the processor that processes have cost which this one has started, where the system counts them."""
    used = os.times()
    return used.children_user + used.children_system


def head_of(line: bytes) -> dict[str, Any]:
    """The first line of the output: what kind of answer follows."""
    try:
        head = json.loads(line)
    except ValueError:
        return {}
    return head if isinstance(head, dict) else {}


def raise_from(head: Mapping[str, Any], code: int) -> None:
    """Say why there is no answer; a negative code is the signal that ended the child."""
    if code == NO_ROOM:
        raise LkeError(_FULL)
    if "over" in head:
        raise OverLimitError(head["over"], head["remedy"])
    if "broken" in head:
        raise BrokenFileError(head["broken"])
    if "memory" in head:
        raise StoppedError(Ending.MEMORY)
    if "error" in head:
        kind = _ERRORS.get(head["error"])
        raise kind(**head["said"]) if kind else ConfigError(head["text"])
    if "crash" in head:
        raise StoppedError(Ending.CRASH, name=head["crash"])
    if code == _SIGNAL_OF_TIME:
        raise StoppedError(Ending.TIME)
    raise StoppedError(Ending.SIGNAL if code < 0 else Ending.CRASH, signal=max(-code, 0))
