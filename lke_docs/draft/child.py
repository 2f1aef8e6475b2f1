"""Render a user's own template in a process of its own, with limits on time and memory.

Started as `python -m lke_docs.draft.child`: a request on standard input, an answer on standard output.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from lke_docs.errors import TemplateError

CPU_SECONDS = 10
WALL_SECONDS = 30
MEMORY_BYTES = 1024 * 1024 * 1024


def render_apart(
    template: bytes,
    context: Mapping[str, Any],
    *,
    name: str,
    cpu_seconds: int = CPU_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> bytes:
    """Fill `template` in a child process. Raises TemplateError, also for a limit passed."""
    request = {
        "name": name,
        "template": base64.b64encode(template).decode("ascii"),
        "context": context,
        "cpu_seconds": cpu_seconds,
        "memory_bytes": memory_bytes,
    }
    command = [sys.executable, "-P", "-c", _START, json.dumps(sys.path)]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateError(name, f"pengisian templat melewati {WALL_SECONDS} detik") from error
    if done.returncode != 0 or not done.stdout:
        raise TemplateError(
            name,
            f"pengisian templat dihentikan: melewati batas {cpu_seconds} detik atau memori yang diizinkan",
        )
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise TemplateError(name, **answer["error"])
    return base64.b64decode(answer["document"])


_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from lke_docs.draft.child import main; main()"


def main() -> None:
    """Answer one request. Limits are set where the system has them (not on Windows)."""
    request = json.loads(sys.stdin.buffer.read())
    _limit(request["cpu_seconds"], request["memory_bytes"])
    from lke_docs.draft.engine import render

    template = base64.b64decode(request["template"])
    try:
        document = render(template, request["context"], name=request["name"])
        answer: dict[str, Any] = {"document": base64.b64encode(document).decode("ascii")}
    except TemplateError as error:
        place = {"part": error.part, "paragraph": error.paragraph, "text": error.text}
        answer = {"error": {"reason": error.reason, **place}}
    sys.stdout.write(json.dumps(answer))


def _limit(cpu_seconds: int, memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


if __name__ == "__main__":
    main()
