"""The server's log: one JSON object a line, with who asked for what and how it ended, never what a cell holds.

`{"at": "2026-03-02T08:15:04+00:00", "level": "info", "what": "permintaan", "method": "GET", "path": "/unit/1/", …}`
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from django.http import HttpRequest, HttpResponse

from lke_docs.text import dump_json

LOGGER = "lke_docs.server"
# What may stand in a line besides. A message of a library may quote what was typed, so its place is told instead.
_KEYS = ("method", "path", "status", "ms", "user", "unit", "address", "job", "count", "reason")
_SECRET = re.compile("^(/sandi-baru/).*")  # the rest of such an address opens an account


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Of a defect: the kind and the places in the code; no values, no messages."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "what": record.getMessage() if record.name == LOGGER else f"{record.module}:{record.lineno}",
        }
        told |= {key: value for key in _KEYS if (value := getattr(record, key, None)) is not None}
        if record.exc_info and record.exc_info[0] is not None:
            told["defect"] = record.exc_info[0].__name__
            told["places"] = _places(record.exc_info[2])
        return dump_json(told)


def _places(trace: Any) -> list[str]:
    import traceback

    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(trace)][-8:]


def logging_settings() -> dict[str, Any]:
    """What `logging` is told at the start of the server: everything as lines of JSON on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": f"{__name__}.JsonLines"}},
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["err"], "level": "WARNING"},
        "loggers": {LOGGER: {"level": "INFO"}},
    }


def told(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell of every request how it ended; of its address no query, which may hold words that were looked for."""

    def with_line(request: HttpRequest) -> HttpResponse:
        start = monotonic()
        response = answer(request)
        user = getattr(request, "user", None)
        more = {
            "method": request.method,
            "path": _SECRET.sub(r"\1…", request.path),
            "status": response.status_code,
            "ms": round((monotonic() - start) * 1000),
            "user": user.get_username() if user and user.is_authenticated else None,
            "address": request.META.get("REMOTE_ADDR"),
        }
        logging.getLogger(LOGGER).info("permintaan", extra=more)
        return response

    return with_line
