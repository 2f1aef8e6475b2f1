"""Run a reader in a process of its own, so that a hostile file costs nothing but a message."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from lke_docs.errors import InputError
from lke_docs.read.grid import Document, from_json
from lke_docs.read.limits import Limits, OverLimitError, as_input_error, how_to_raise, remedy, shown

# -I keeps the user's environment and directory out; the search path is handed over instead
_BOOT = "import json,sys; sys.path[:]=json.loads(sys.argv[1]); from lke_docs.read.worker import main; main()"
_DAMAGED = "Salin atau unduh ulang berkasnya, atau buka lalu simpan ulang di program asalnya."


def take_apart(data: bytes, format: str, source: str, limits: Limits) -> Document:
    """Return what the reader of `format` finds. Raises InputError for whatever goes wrong in there."""
    request = json.dumps({"format": format, "limits": limits.as_json()}).encode() + b"\n"
    with tempfile.TemporaryFile() as output:
        code = _run(request + data, output, source, limits)
        size = output.seek(0, 2)
        output.seek(0)
        answer = _answer(output.read(), code, source) if size else _died(code, source, limits)
    if "over" in answer:
        raise as_input_error(source, OverLimitError(answer["over"], answer["remedy"]))
    if "broken" in answer:
        raise InputError(source, answer["broken"], remedy=_DAMAGED)
    return from_json(answer["document"])


def _run(request: bytes, output: Any, source: str, limits: Limits) -> int:
    command = [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.DEVNULL) as process:
        try:
            process.communicate(request, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise InputError(
                source,
                f"membacanya lebih lama dari batas seconds = {limits.seconds}; berkas tidak dibaca.",
                remedy=remedy(limits, "seconds"),
            ) from None
        except BrokenPipeError:  # it died before it had read everything
            process.wait()
    return process.returncode


def _answer(output: bytes, code: int, source: str) -> dict[str, Any]:
    try:
        answer = json.loads(output)
    except ValueError:
        answer = None
    if code == 0 and isinstance(answer, dict):
        return answer
    raise InputError(source, "pembaca berkas berhenti sebelum selesai.", remedy=_DAMAGED)


def _died(code: int, source: str, limits: Limits) -> dict[str, Any]:
    """Say why a process ended without an answer; a negative code is the signal that ended it."""
    if code == -24:
        reason = f"membacanya lebih lama dari batas seconds = {limits.seconds}; berkas tidak dibaca."
        raise InputError(source, reason, remedy=remedy(limits, "seconds"))
    if code < 0:
        reason = (
            f"pembaca berkas berhenti mendadak (sinyal {-code}): berkas rusak, atau butuh memori lebih dari "
            f"batas memory_bytes = {shown(limits, 'memory_bytes')} ({how_to_raise(limits, 'memory_bytes')})."
        )
        raise InputError(source, reason, remedy=_DAMAGED)
    raise InputError(source, "berkas rusak dan tidak dapat dibaca.", remedy=_DAMAGED)
