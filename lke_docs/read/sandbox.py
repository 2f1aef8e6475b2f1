"""Take a file apart in a process of its own."""

from __future__ import annotations

import json

from lke_docs.office.apart import answer_of
from lke_docs.office.limits import Limits
from lke_docs.read.grid import Document, from_json

_READER = "lke_docs.read.worker:take_apart"


def take_apart(data: bytes, format: str, source: str, limits: Limits) -> Document:
    """Return what the reader of `format` finds. Raises InputError for whatever goes wrong in there."""
    arguments = {"format": format, "limits": limits._asdict()}
    return from_json(json.loads(answer_of(_READER, data, arguments, source=source, limits=limits)))
