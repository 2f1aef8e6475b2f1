"""A folder held against a sheet, as pages show it: faces of its claims and files, kept as JSON between two requests.

Numbers of people are masked in all that is shown; `FileFace.path` is the path as it is, by which the file is found.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lke_docs.files.model import EvidenceFile, Folder, PageKind, Rival
from lke_docs.files.page_mark import PageMark, page_marks
from lke_docs.files.page_view import DRAWN
from lke_docs.files.personal import masked
from lke_docs.patterns import title_of
from lke_docs.report.folder_told import groups_of, said_of, states_said, unnamed_in, why
from lke_docs.tuples import NamedTuple
from lke_docs.wording import period

_SHAPE = 2  # raised whenever what is kept has another shape


class PageFace(NamedTuple):
    """A page: its size in points as it was read, and whether it can be drawn."""

    number: int
    width: float
    height: float
    turned: int
    is_drawn: bool


class FileFace(NamedTuple):
    """A file. `key` names it in addresses; `claims` are places in `FolderView.claims`."""

    key: str
    path: str
    shown: str
    sha256: str
    format: str
    read: str
    reason: str
    page_count: int
    kinds: tuple[str, ...]
    number: str
    date: str
    subject: str
    pages: tuple[PageFace, ...]
    marks: tuple[PageMark, ...]
    claims: tuple[int, ...]
    is_unnamed: bool

    def marks_on(self, page: int) -> list[PageMark]:
        return [mark for mark in self.marks if mark.page == page]

    @property
    def first_page(self) -> int:
        """The page to look at first: where its number or its date stands."""
        return self.marks[0].page if self.marks else 1


class ClaimFace(NamedTuple):
    """A claim. `files` and `rivals` are keys of files; `reasons` what speaks for and against, with its weight."""

    indicator: str
    text: str
    state: str
    title: str
    level: str
    why: str
    files: tuple[str, ...]
    rivals: tuple[str, ...]
    reasons: tuple[tuple[str, float], ...]


class ClaimKindFace(NamedTuple):
    """Claims of one kind: what people read of them and do."""

    title: str
    level: str
    remedy: str
    size: int


@dataclass(frozen=True)
class FolderView:
    """A folder. `of`: the sheet that it was held against; `read` and `states` are sentences."""

    of: str
    read: str
    states: str
    notices: tuple[str, ...]
    kinds: tuple[ClaimKindFace, ...]
    claims: tuple[ClaimFace, ...]
    files: tuple[FileFace, ...]

    @cached_property
    def by_key(self) -> Mapping[str, FileFace]:
        return {file.key: file for file in self.files}

    @cached_property
    def by_indicator(self) -> Mapping[str, tuple[ClaimFace, ...]]:
        by_code: dict[str, list[ClaimFace]] = defaultdict(list)
        for claim in self.claims:
            by_code[claim.indicator].append(claim)
        return {code: tuple(claims) for code, claims in by_code.items()}


def folder_view(folder: Folder, *, of: str) -> FolderView:
    """The faces of a folder; claims in the order of their kinds, what is missing first."""
    groups = groups_of(folder)
    carried: dict[str, list[int]] = defaultdict(list)
    claims: list[ClaimFace] = []
    for group in groups:
        for match in group.claims:
            for rival in match.files:
                carried[rival.path].append(len(claims))
            claims.append(
                ClaimFace(
                    match.indicator,
                    " ".join(match.text.split()),
                    match.state.value,
                    group.title,
                    group.level,
                    why(match),
                    _keys(match.files),
                    _keys(match.rivals),
                    tuple((reason.said, round(reason.weight, 1)) for reason in match.reasons),
                )
            )
    unnamed = frozenset(unnamed_in(folder))
    view = FolderView(
        of,
        said_of(folder),
        states_said(folder),
        folder.notices,
        tuple(ClaimKindFace(group.title, group.level, group.remedy, len(group.claims)) for group in groups),
        tuple(claims),
        tuple(_file(file, carried.get(file.path, ()), file.path in unnamed) for file in folder.files),
    )
    shown = masked(view)
    files = tuple(face._replace(path=file.path) for face, file in zip(shown.files, folder.files, strict=True))
    return replace(shown, of=of, files=files)


def _keys(rivals: Sequence[Rival]) -> tuple[str, ...]:
    """The files of rivals, one of several parts once."""
    return tuple(dict.fromkeys(key_of(rival.path) for rival in rivals))


def key_of(path: str) -> str:
    return hashlib.sha256(path.encode(errors="backslashreplace")).hexdigest()[:16]


def _file(file: EvidenceFile, claims: Sequence[int], is_unnamed: bool) -> FileFace:
    raw, first = file.raw, file.parts[0] if file.parts else None
    when = first and (first.date or first.event)
    moment = when and when.when
    slugs = dict.fromkeys(slug for part in file.parts for slug in part.document_types)
    return FileFace(
        key_of(file.path),
        file.path,
        file.path,
        raw.sha256,
        raw.format,
        raw.read.value,
        raw.reason,
        raw.page_count,
        tuple(map(title_of, slugs)),
        first.number.normalized if first and first.number else "",
        period(moment) if moment else "",
        (first.subject or first.title) if first else "",
        tuple(
            PageFace(page.number, page.width, page.height, page.turned, _is_drawn(raw.format, page.kind))
            for page in raw.pages
        ),
        tuple(page_marks(file)),
        tuple(claims),
        is_unnamed,
    )


def _is_drawn(format: str, kind: PageKind) -> bool:
    return format in DRAWN and (format != "docx" or kind is PageKind.SCAN)


# --- kept as JSON -----------------------------------------------------------------------------------------


def dump_view(view: FolderView) -> bytes:
    """A view as JSON in ASCII."""
    values = (getattr(view, name) for name in FolderView.__dataclass_fields__)
    return json.dumps([_SHAPE, *values], separators=(",", ":")).encode("ascii")


def load_view(data: bytes) -> FolderView | None:
    """The view that was kept; None for anything else."""
    try:
        shape, of, read, states, notices, kinds, claims, files = json.loads(data)
        if shape != _SHAPE:
            return None
        return FolderView(
            of, read, states, tuple(notices), tuple(ClaimKindFace(*it) for it in kinds),
            tuple(map(_claim_face, claims)), tuple(map(_file_face, files)),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _claim_face(values: list[Any]) -> ClaimFace:
    face = ClaimFace(*values)
    reasons = tuple((said, weight) for said, weight in face.reasons)
    return face._replace(files=tuple(face.files), rivals=tuple(face.rivals), reasons=reasons)


def _file_face(values: list[Any]) -> FileFace:
    face = FileFace(*values)
    marks = tuple(
        PageMark(page, (left, top, right, bottom), *more) for page, (left, top, right, bottom), *more in face.marks
    )
    pages = tuple(PageFace(*it) for it in face.pages)
    return face._replace(kinds=tuple(face.kinds), pages=pages, marks=marks, claims=tuple(face.claims))
