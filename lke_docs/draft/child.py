"""What is done with a Word file or PDF of the user's, in a process of its own with limits on time and memory.

What goes in is ours and is pickled; what comes out is JSON and bytes, for it may have been made by whoever made the
file.
"""

from __future__ import annotations

import json
import pickle
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.draft.faults import Fault
from lke_docs.draft.package import IS_DRAFT, LIMITS
from lke_docs.errors import InputError, TemplateError
from lke_docs.office.apart import answer_of
from lke_docs.office.limits import MIB, Limits

if TYPE_CHECKING:
    from lke_docs.draft.contradiction import Contradiction
    from lke_docs.draft.fields import Schema
    from lke_docs.draft.finalize import OpenField

CPU_SECONDS = 10
MEMORY_BYTES = 1024 * MIB
_UNKNOWN = (
    "tidak dapat diperiksa: kapan draf ini dibuat dan apa yang dinyatakan tentang kegiatannya tidak tertulis di "
    "dalamnya, dan tidak ada .sumber.json di sebelahnya."
)
_REMAKE = "Letakkan kembali .sumber.json di sebelahnya, atau buat drafnya lagi dan pindahkan isinya."
_WORK = "lke_docs.draft.child:work_here"

Made = tuple[Any, bytes]  # what JSON can say, and a document


def _apart(work: str, data: bytes, *values: object, source: object, limits: Limits = LIMITS) -> Made:
    """What one of the functions below makes of a file in a child. Raises InputError, and what the function raises."""
    given = b64encode(pickle.dumps(values)).decode("ascii")
    answer = answer_of(_WORK, data, {"work": work, "values": given}, source=source, limits=limits)
    head, _, document = answer.partition(b"\n")
    return json.loads(head), document


def work_here(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """What runs in the child: a line of JSON, then the document."""
    works: Mapping[str, Callable[..., Made]] = {
        "check": _check, "render": _render, "draft": _draft, "annotate": _annotate, "status": _status,
        "lacks_tags": _lacks_tags, "finalize": _finalize, "open": _open,
    }  # fmt: skip
    head, document = works[arguments["work"]](data, *pickle.loads(b64decode(arguments["values"])))
    return json.dumps(head).encode() + b"\n" + document


def check_apart(data: bytes, schema: Schema, *, source: object) -> list[Fault]:
    """All faults of a user's template. Raises InputError where looking for them passes a limit."""
    faults, _ = _apart("check", data, schema, source=source)
    return [Fault(*fault) for fault in faults]


def _check(data: bytes, schema: Schema) -> Made:
    from lke_docs.draft.package import faults
    from lke_docs.draft.tags import check_tags

    return faults(data) or check_tags(data, schema), b""


def lacks_tags_apart(data: bytes, *, source: object) -> bool:
    """Whether a sound Word file has no tag of ours at all."""
    is_bare, _ = _apart("lacks_tags", data, source=source)
    return bool(is_bare)


def _lacks_tags(data: bytes) -> Made:
    from lke_docs.draft.package import faults
    from lke_docs.draft.tags import holds_tags

    return not faults(data) and not holds_tags(data), b""


def render_apart(
    template: bytes,
    context: Mapping[str, Any],
    *,
    name: str,
    cpu_seconds: int = CPU_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> bytes:
    """Fill a user's template. Raises TemplateError, also for a limit passed."""
    limits = LIMITS._replace(seconds=cpu_seconds, memory_bytes=memory_bytes)
    try:
        return _apart("render", template, dict(context), name, source=name, limits=limits)[1]
    except InputError as error:
        raise TemplateError(name, f"pengisian templat dihentikan: {error.reason}") from error


def _render(data: bytes, context: Mapping[str, Any], name: str) -> Made:
    from lke_docs.draft.rendering import render

    return None, render(data, context, name=name)


def mark_apart(data: bytes, *, made: date, title: str, properties: Mapping[str, str], name: str) -> bytes:
    """Put the marks of a draft on what a user's template gave."""
    return _apart("draft", data, made, title, dict(properties), source=name)[1]


def _draft(data: bytes, made: date, title: str, properties: dict[str, str]) -> Made:
    from lke_docs.draft.marks import mark_draft
    from lke_docs.draft.rendering import finish_only

    return None, finish_only(data, lambda document: mark_draft(document, made=made, title=title, properties=properties))


def annotate_apart(data: bytes, faults: Sequence[Fault], *, done: date, source: object) -> bytes | None:
    """A copy with each fault as a comment; None where the package is not sound enough to be written into."""
    is_made, document = _apart("annotate", data, tuple(faults), done, source=source)
    return document if is_made else None


def _annotate(data: bytes, faults: Sequence[Fault], done: date) -> Made:
    from lke_docs.draft.package import is_openable
    from lke_docs.draft.workshop import annotate

    return (True, annotate(data, faults, done=done)) if is_openable(data) else (False, b"")


def status_apart(path: Path, data: bytes, *, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """What a DOCX or PDF is, and why it is thought so."""
    (status, reasons), _ = _apart("status", data, path, source=path, limits=limits)
    return status, tuple(reasons)


def _status(data: bytes, path: Path) -> Made:
    from lke_docs.draft.status import standing_of

    return standing_of(path, data), b""


def open_marks_apart(data: bytes, *, source: object) -> list[str]:
    """The open places that are left in a Word file; raises InputError for one that is not sound."""
    return list(_apart("open", data, source, source=source)[0])


def _open(data: bytes, source: object) -> Made:
    from lke_docs.draft.finalize import open_fields
    from lke_docs.draft.package import faults

    if problems := [fault for fault in faults(data) if fault.reason != IS_DRAFT]:
        raise InputError(source, str(problems[0]))
    return [field.text for field in open_fields(data)], b""


def finalize_apart(
    path: Path, data: bytes, note: Mapping[str, Any], *, done: date, may_rest: bool
) -> tuple[list[OpenField], list[Contradiction], bytes]:
    """What is still open in a draft, what in it contradicts, and, where there is nothing of both, the finished paper.

    `note`: what the file beside it says of its making. `may_rest`: days off are right. Raises InputError.
    """
    from lke_docs.draft.contradiction import Contradiction
    from lke_docs.draft.finalize import OpenField

    (left, wrong), made = _apart("finalize", data, path, dict(note), done, may_rest, source=path)
    return [OpenField(*field) for field in left], [Contradiction(*fields) for fields in wrong], made


def _finalize(data: bytes, path: Path, note: Mapping[str, Any], done: date, may_rest: bool) -> Made:
    from lke_docs.draft.contradiction import contradictions
    from lke_docs.draft.finalize import check_draft, emptied_fields, finalize, open_fields
    from lke_docs.draft.making import making_of

    check_draft(path, data)
    making = making_of(data, note)
    if making is None:
        raise InputError(path, _UNKNOWN, remedy=_REMAKE)
    left = open_fields(data)
    known = {(field.part, field.paragraph) for field in left}
    emptied = [] if making.is_by_hand else emptied_fields(data)
    if left := [*left, *(field for field in emptied if (field.part, field.paragraph) not in known)]:
        return (left, []), b""
    against = contradictions(data, making, done=done)
    wrong = [contradiction for contradiction in against if not (contradiction.is_day_off and may_rest)]
    return ([], wrong), b"" if wrong else finalize(data, done=done)
