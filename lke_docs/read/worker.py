"""The process in which files of unknown origin are taken apart. Started by `sandbox`, one file each.

Standard input: a line of JSON (format, limits), then the bytes of the file. Standard output: one JSON
object, `document` or `error`. The bounds of the system are set before any parser is imported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from lke_docs.read.grid import Document, to_json
from lke_docs.read.limits import Limits, OverLimitError, remedy, shown
from lke_docs.read.xml import BrokenFileError

Reader = Callable[[bytes, Limits], Document]


def reader_of(format: str) -> Reader:
    """The reader of a format; its libraries are imported here and nowhere before."""
    if format == "xlsx":
        from lke_docs.read.xlsx import read_xlsx

        return read_xlsx
    if format == "ods":
        from lke_docs.read.ods import read_ods

        return read_ods
    if format == "docx":
        from lke_docs.read.docx import read_docx

        return read_docx
    if format == "html":
        from lke_docs.read.html import read_html

        return read_html
    if format == "pdf":
        from lke_docs.read.pdf import read_pdf

        return read_pdf
    from lke_docs.read.delimited import read_csv

    return read_csv


def main() -> None:
    """Read one file and answer. An error that no reader foresaw ends the process; the caller sees that."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    confine(limits)
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    answer: dict[str, Any]
    try:
        answer = {"document": to_json(reader_of(request["format"])(data, limits))}
    except OverLimitError as error:
        answer = {"over": str(error), "remedy": error.remedy}
    except BrokenFileError as error:
        answer = {"broken": str(error)}
    except MemoryError:
        text = f"berkas butuh memori lebih dari batas memory_bytes = {shown(limits, 'memory_bytes')}."
        answer = {"over": text, "remedy": remedy(limits, "memory_bytes")}
    except RecursionError:
        answer = {"broken": "isinya bersarang terlalu dalam."}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode("ascii"))
    sys.stdout.buffer.flush()


def confine(limits: Limits) -> None:
    """Bound memory, processor time, output and open files, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for name, bound in (
        ("RLIMIT_AS", limits.memory_bytes),
        ("RLIMIT_CPU", limits.seconds),
        ("RLIMIT_FSIZE", 4 * limits.text_chars + 64 * 2**20),
        ("RLIMIT_NOFILE", 64),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        soft = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(kind, (soft, soft))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue
