"""What the tests have a lasting child do."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from lke_docs.errors import InputError

_seen: list[bytes] = []


def count(data: bytes, _: Mapping[str, Any]) -> bytes:
    """How many calls this process has had."""
    _seen.append(data)
    sys.stdout.write("a library that talks")
    return f"{len(_seen)} {data.decode()}".encode()


def fail(_: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Fail in one of the ways in which a hostile file makes a reader fail."""
    way = arguments["way"]
    if way == "hang":
        while True:
            pass
    if way == "memory":
        return bytes(2**33)
    if way == "refuse":
        raise InputError("halaman", "tidak ada.")
    os._exit(3)
