"""What is done with a Word file or PDF of the user's, in a process of its own with limits on time and memory.

What goes in is ours and is pickled; what comes out is JSON and bytes, for it may have been made by whoever made the
file.
"""

from __future__ import annotations

import json
import pickle
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.draft.faults import Contradiction, Fault, OpenField
from lke_docs.draft.package import LIMITS
from lke_docs.errors import InputError, TemplateError
from lke_docs.office.apart import answer_of
from lke_docs.office.limits import MIB, Limits

if TYPE_CHECKING:
    from lke_docs.draft.fields import Schema

CPU_SECONDS = 10
MEMORY_BYTES = 1024 * MIB
_WORK = "lke_docs.draft.child_work:work_here"


def _apart(work: str, data: bytes, *values: object, source: object, limits: Limits = LIMITS) -> tuple[Any, bytes]:
    """What a work of `child_work` makes of a file: what JSON can say, and a document.

    Raises InputError, and what the work raises."""
    given = b64encode(pickle.dumps(values)).decode("ascii")
    answer = answer_of(_WORK, data, {"work": work, "values": given}, source=source, limits=limits)
    head, _, document = answer.partition(b"\n")
    return json.loads(head), document


def check_apart(data: bytes, schema: Schema, *, source: object) -> list[Fault]:
    """All faults of a user's template. Raises InputError where looking for them passes a limit."""
    faults, _ = _apart("check", data, schema, source=source)
    return [Fault(*fault) for fault in faults]


def lacks_tags_apart(data: bytes, *, source: object) -> bool:
    """Whether a sound Word file has no tag of ours at all."""
    is_bare, _ = _apart("lacks_tags", data, source=source)
    return bool(is_bare)


def render_apart(
    template: bytes,
    context: Mapping[str, Any],
    *,
    name: str,
    cpu_seconds: int = CPU_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> tuple[list[str], bytes]:
    """What a user's template prints, and the template filled. Raises TemplateError, also for a limit passed."""
    limits = LIMITS._replace(seconds=cpu_seconds, memory_bytes=memory_bytes)
    try:
        return _apart("render", template, dict(context), name, source=name, limits=limits)
    except InputError as error:
        raise TemplateError(name, f"pengisian templat dihentikan: {error.reason}") from error


def mark_apart(data: bytes, *, made: date, title: str, properties: Mapping[str, str], name: str) -> bytes:
    """Put the marks of a draft on what a user's template gave."""
    return _apart("draft", data, made, title, dict(properties), source=name)[1]


def annotate_apart(data: bytes, faults: Sequence[Fault], *, done: date, source: object) -> bytes | None:
    """A copy with each fault as a comment; None where the package is not sound enough to be written into."""
    is_made, document = _apart("annotate", data, tuple(faults), done, source=source)
    return document if is_made else None


def status_apart(path: Path, data: bytes, *, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """What a DOCX or PDF is, and why it is thought so."""
    (status, reasons), _ = _apart("status", data, path, source=path, limits=limits)
    return status, tuple(reasons)


def open_marks_apart(data: bytes, *, source: object) -> list[str]:
    """The open places that are left in a Word file; raises InputError for one that is not sound."""
    return list(_apart("open", data, source, source=source)[0])


def finalize_apart(
    path: Path, data: bytes, note: Mapping[str, Any], *, done: date, may_rest: bool
) -> tuple[list[OpenField], list[Contradiction], bytes]:
    """What is still open in a draft, what in it contradicts, and, where there is nothing of both, the finished paper.

    `note`: what the file beside it says of its making. `may_rest`: days off are right. Raises InputError.
    """
    (left, wrong), made = _apart("finalize", data, path, dict(note), done, may_rest, source=path)
    return [OpenField(*field) for field in left], [Contradiction(*fields) for fields in wrong], made
