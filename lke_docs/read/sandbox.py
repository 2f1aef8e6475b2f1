"""Take a file apart in a process of its own, and say what went wrong in there for the user."""

from __future__ import annotations

import json
from typing import NoReturn

from lke_docs.errors import InputError
from lke_docs.office.apart import Bounds, Ending, StoppedError, call_apart
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits, OverLimitError, as_input_error, how_to_raise, over_memory, remedy, shown
from lke_docs.read.grid import Document, from_json

_READER = "lke_docs.read.worker:take_apart"
_DAMAGED = "Salin atau unduh ulang berkasnya, atau buka lalu simpan ulang di program asalnya."


def take_apart(data: bytes, format: str, source: str, limits: Limits) -> Document:
    """Return what the reader of `format` finds. Raises InputError for whatever goes wrong in there."""
    bounds = Bounds(limits.seconds, limits.seconds, limits.memory_bytes, 4 * limits.text_chars + 64 * 2**20)
    try:
        answer = call_apart(_READER, data, {"format": format, "limits": limits.as_json()}, bounds=bounds)
    except OverLimitError as error:
        raise as_input_error(source, error) from error
    except BrokenFileError as error:
        raise InputError(source, str(error), remedy=_DAMAGED) from error
    except StoppedError as error:
        _say(error, source, limits)
    return from_json(json.loads(answer))


def _say(error: StoppedError, source: str, limits: Limits) -> NoReturn:
    """Say why a process ended without an answer."""
    if error.ending is Ending.TIME:
        reason = f"membacanya lebih lama dari batas seconds = {limits.seconds}; berkas tidak dibaca."
        raise InputError(source, reason, remedy=remedy(limits, "seconds")) from error
    if error.ending is Ending.MEMORY:
        raise as_input_error(source, over_memory(limits)) from error
    if error.ending is Ending.SIGNAL:
        reason = (
            f"pembaca berkas berhenti mendadak (sinyal {error.signal}): berkas rusak, atau butuh memori lebih dari "
            f"batas memory_bytes = {shown(limits, 'memory_bytes')} ({how_to_raise(limits, 'memory_bytes')})."
        )
        raise InputError(source, reason, remedy=_DAMAGED) from error
    raise InputError(source, "berkas rusak dan tidak dapat dibaca.", remedy=_DAMAGED) from error
