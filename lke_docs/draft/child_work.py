"""What is made of a Word file or PDF in the process of its own: the other side of `draft.child`."""

from __future__ import annotations

import json
import pickle
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.draft.faults import Fault
from lke_docs.draft.package import IS_DRAFT
from lke_docs.errors import InputError

if TYPE_CHECKING:
    from lke_docs.draft.fields import Schema

_UNKNOWN = (
    "tidak dapat diperiksa: kapan draf ini dibuat dan apa yang dinyatakan tentang kegiatannya tidak tertulis di "
    "dalamnya, dan tidak ada .sumber.json di sebelahnya."
)
_REMAKE = "Letakkan kembali .sumber.json di sebelahnya, atau buat drafnya lagi dan pindahkan isinya."
_BY_HAND = "Hapus tanda itu di Word, lalu jalankan lagi."

Made = tuple[Any, bytes]  # what JSON can say, and a document


def work_here(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """What runs in the child: a line of JSON, then the document."""
    works: Mapping[str, Callable[..., Made]] = {
        "check": _check, "render": _render, "draft": _draft, "annotate": _annotate, "status": _status,
        "lacks_tags": _lacks_tags, "finalize": _finalize, "open": _open,
    }  # fmt: skip
    head, document = works[arguments["work"]](data, *pickle.loads(b64decode(arguments["values"])))
    return json.dumps(head).encode() + b"\n" + document


def _check(data: bytes, schema: Schema) -> Made:
    from lke_docs.draft.package import faults
    from lke_docs.draft.tags import check_tags

    return faults(data) or check_tags(data, schema), b""


def _lacks_tags(data: bytes) -> Made:
    from lke_docs.draft.package import faults
    from lke_docs.draft.tags import holds_tags

    return not faults(data) and not holds_tags(data), b""


def _render(data: bytes, context: Mapping[str, Any], name: str) -> Made:
    from lke_docs.draft.rendering import render
    from lke_docs.draft.tags import names_in

    return names_in(data), render(data, context, name=name)


def _draft(data: bytes, made: date, title: str, properties: dict[str, str]) -> Made:
    from lke_docs.draft.marks import mark_draft
    from lke_docs.draft.rendering import finish_only

    return None, finish_only(data, lambda document: mark_draft(document, made=made, title=title, properties=properties))


def _annotate(data: bytes, faults: Sequence[Fault], done: date) -> Made:
    from lke_docs.draft.package import is_openable
    from lke_docs.draft.workshop import annotate

    return (True, annotate(data, faults, done=done)) if is_openable(data) else (False, b"")


def _status(data: bytes, path: Path) -> Made:
    from lke_docs.draft.status import standing_of

    return standing_of(path, data), b""


def _open(data: bytes, source: object) -> Made:
    from lke_docs.draft.package import faults
    from lke_docs.draft.unfilled import open_fields

    if problems := [fault for fault in faults(data) if fault.reason != IS_DRAFT]:
        raise InputError(source, str(problems[0]))
    return [field.text for field in open_fields(data)], b""


def _finalize(data: bytes, path: Path, note: Mapping[str, Any], done: date, may_rest: bool) -> Made:
    from lke_docs.draft.contradiction import contradictions
    from lke_docs.draft.finalize import check_draft, finalize
    from lke_docs.draft.making import making_of
    from lke_docs.draft.status import DocumentStatus, standing_of
    from lke_docs.draft.unfilled import emptied_fields, open_fields

    check_draft(path, data)
    making = making_of(data, note)
    if making is None:
        raise InputError(path, _UNKNOWN, remedy=_REMAKE)
    left = open_fields(data, note)
    known = {(field.part, field.paragraph) for field in left}
    emptied = [] if making.is_by_hand else emptied_fields(data)
    if left := [*left, *(field for field in emptied if (field.part, field.paragraph) not in known)]:
        return (left, []), b""
    against = contradictions(data, making, done=done)
    wrong = [contradiction for contradiction in against if not (contradiction.is_day_off and may_rest)]
    finished = b"" if wrong else finalize(data, done=done)
    if finished and (standing := standing_of(path, finished)).status is DocumentStatus.DRAFT:
        raise InputError(path, f"tanda draf tidak dapat dilepas seluruhnya: {standing.reasons[0]}.", remedy=_BY_HAND)
    return ([], wrong), finished
