"""The process in which one function runs. Started by `apart` for one call, by `lasting` for many.

Standard input: a line of JSON (function, arguments, bounds), then the bytes it works on. Standard output: a line
of JSON (`answer` with a length, or why there is none), then the bytes of the answer. The bounds of the system
are set before the module of the function, and so any parser, is imported. For many calls the bounds stand in a first
line of their own, each call says how many bytes follow, and each answer how much memory the process holds.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from time import process_time
from typing import Any

NO_ROOM = 74  # the exit code where the answer cannot be written; EX_IOERR of sysexits.h
Work = Callable[[bytes, Mapping[str, Any]], bytes]


def main() -> None:
    """Answer one call, whatever happens in it."""
    request = json.loads(sys.stdin.buffer.readline())
    confine(*request["bounds"][1:])
    data = sys.stdin.buffer.read()
    cut_off()
    head, answer = _answer(request["function"], data, request["arguments"])
    try:
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + answer)
        sys.stdout.buffer.flush()
    except OSError:
        os._exit(NO_ROOM)  # no word more: there is no room for it


def serve() -> None:
    """Answer one call after another, until there is no more."""
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    confine(*json.loads(calls.readline())["bounds"][1:])
    cut_off()
    while line := calls.readline():
        call = json.loads(line)
        data = calls.read(call["size"])
        _allow(call["seconds"])
        head, answer = _answer(call["function"], data, call["arguments"])
        del data
        answers.write(json.dumps({**head, "resident": resident()}).encode() + b"\n" + answer)
        answers.flush()


def _allow(seconds: int) -> None:
    """Let the next call have so many seconds of the processor, where the system counts them."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    last = int(process_time()) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (last if hard == resource.RLIM_INFINITY else min(last, hard), hard))


def resident() -> int:
    """Bytes of memory that this process holds now, or has held at most where the system tells no more; 0 where none."""
    try:
        with open("/proc/self/statm", "rb") as told:  # noqa: PTH123 - pathlib is not loaded here
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _answer(function: str, data: bytes, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    from lke_docs.errors import LkeError
    from lke_docs.office.archive import BrokenFileError
    from lke_docs.office.limits import OverLimitError

    try:
        answer = _named(function)(data, arguments)
    except OverLimitError as error:
        return {"over": str(error), "remedy": error.remedy}, b""
    except BrokenFileError as error:
        return {"broken": str(error)}, b""
    except LkeError as error:
        said = {name: it if isinstance(it, int) else str(it) for name, it in vars(error).items()}
        return {"error": type(error).__name__, "said": said, "text": str(error)}, b""
    except MemoryError:
        return {"memory": True}, b""
    except EOFError:
        return {"broken": "berkas berakhir sebelum waktunya; mungkin terpotong."}, b""
    except RecursionError:
        return {"broken": "isinya bersarang terlalu dalam."}, b""
    except Exception as error:  # noqa: BLE001 - the caller says that it failed, and does not guess why
        return {"crash": type(error).__name__}, b""
    return {"answer": len(answer)}, answer


def cut_off() -> None:
    """Leave the network, where the system lets a process do so (Linux); what cannot be left is bounded all the same."""
    if sys.platform != "linux":
        return
    new_user, new_net = 0x10000000, 0x40000000
    for flags in (new_net, new_user | new_net):
        try:
            if hasattr(os, "unshare"):  # from Python 3.12
                os.unshare(flags)
                return
            from ctypes import CDLL

            if CDLL(None).unshare(flags) == 0:
                return
        except (OSError, AttributeError):
            continue


def _named(function: str) -> Work:
    from importlib import import_module

    module, _, name = function.partition(":")
    work: Work = getattr(import_module(module), name)
    return work


def confine(cpu_seconds: int, memory_bytes: int, output_bytes: int) -> None:
    """Bound memory, processor time, output and open files, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for name, bound in (
        ("RLIMIT_AS", memory_bytes),
        ("RLIMIT_CPU", cpu_seconds),
        ("RLIMIT_FSIZE", output_bytes),
        ("RLIMIT_NOFILE", 64),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        soft = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        # The signal that says "time" comes at the first bound of the processor; at the last one the end has no reason.
        last = soft + (name == "RLIMIT_CPU" and (hard == resource.RLIM_INFINITY or soft < hard))
        try:
            resource.setrlimit(kind, (soft, last))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue
