"""Render a user's own template in a process of its own, with limits on time and memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lke_docs.errors import TemplateError
from lke_docs.office.apart import Bounds, StoppedError, call_apart
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import MIB

CPU_SECONDS = 10
WALL_SECONDS = 30
MEMORY_BYTES = 1024 * MIB
_OUTPUT_BYTES = 256 * MIB
_RENDERER = "lke_docs.draft.child:render_here"


def render_apart(
    template: bytes,
    context: Mapping[str, Any],
    *,
    name: str,
    cpu_seconds: int = CPU_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> bytes:
    """Fill `template` in a child process. Raises TemplateError, also for a limit passed."""
    bounds = Bounds(WALL_SECONDS, cpu_seconds, memory_bytes, _OUTPUT_BYTES)
    try:
        answer = call_apart(_RENDERER, template, {"name": name, "context": context}, bounds=bounds)
    except (StoppedError, BrokenFileError) as error:
        raise TemplateError(
            name,
            f"pengisian templat dihentikan: melewati batas {cpu_seconds} detik atau memori yang diizinkan",
        ) from error
    head, _, document = answer.partition(b"\n")
    if fault := json.loads(head):
        raise TemplateError(name, **fault)
    return document


def render_here(template: bytes, arguments: Mapping[str, Any]) -> bytes:
    """What runs in the child: a line of JSON, the fault or `null`, then the document."""
    from lke_docs.draft.rendering import render

    try:
        return b"null\n" + render(template, arguments["context"], name=arguments["name"])
    except TemplateError as error:
        place = {"part": error.part, "paragraph": error.paragraph, "text": error.text}
        return json.dumps({"reason": error.reason, **place}).encode() + b"\n"
