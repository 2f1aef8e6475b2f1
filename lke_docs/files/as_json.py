"""A file as read, in JSON and back: over the pipe of the child that read it, and on the shelf."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lke_docs.files.model import Grade, Page, PageKind, Picture, RawFile, Reading, Signature, TextLine
from lke_docs.tuples import NamedTuple


class Member(NamedTuple):
    """A file in an archive, by its place in the directory; `reason` says why it is not read."""

    at: int
    name: str
    size: int
    reason: str = ""


class TakenApart(NamedTuple):
    """What reading gives: the file without its path, and the members of an archive."""

    raw: RawFile
    members: tuple[Member, ...] = ()


def dump(record: TakenApart) -> bytes:
    """A record as JSON in ASCII."""
    return json.dumps(record, separators=(",", ":")).encode("ascii")


def load(data: bytes) -> TakenApart:
    """The record that `dump` wrote. Raises ValueError, TypeError or LookupError for anything else."""
    raw, members = json.loads(data)
    return TakenApart(_raw(raw), tuple(Member(*values) for values in members))


def dump_pages(pages: Sequence[Page]) -> bytes:
    return json.dumps(pages, separators=(",", ":")).encode("ascii")


def load_pages(data: bytes) -> tuple[Page, ...]:
    return tuple(map(_page, json.loads(data)))


def _raw(values: list[Any]) -> RawFile:
    raw = RawFile._make(values)
    return raw._replace(
        read=Reading(raw.read),
        pages=tuple(map(_page, values[5])),
        pictures=tuple(Picture._make(picture) for picture in raw.pictures),
        signatures=tuple(Signature._make(signature) for signature in raw.signatures),
        links=tuple(raw.links),
    )


def _page(values: list[Any]) -> Page:
    number, kind, grade, lines, *others = values
    return Page(number, PageKind(kind), Grade(grade), tuple(map(_line, lines)), *others)


def _line(values: list[Any]) -> TextLine:
    text, box, confidence, doubts = values
    spans = tuple((start, end) for start, end in doubts) if doubts else ()
    return TextLine(text, tuple(box) if box else None, confidence, spans)
