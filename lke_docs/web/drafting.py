"""The drafts of a unit: what can be made for its gaps, what people said of them, what lies in its folder of drafts.

What is typed into a page goes into the same workbook of facts (`ISIAN.xlsx`) that the command reads, so that both go
on from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lke_docs.draft.answers import FACTS_FILE, Answers, facts_workbook, read_workbooks
from lke_docs.draft.batch import Refusal, drafts_of, write_batch
from lke_docs.draft.belonging import GapNames
from lke_docs.draft.facts import Facts
from lke_docs.draft.fields import Schema
from lke_docs.draft.folder import PREFIX, DraftFolder, Output, Placed, open_folder
from lke_docs.draft.library import find_template
from lke_docs.draft.plan import plan, without_draft
from lke_docs.draft.profile import Profile
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.states import said_in
from lke_docs.draft.together import together, typed_in
from lke_docs.errors import ConfigError, LkeError
from lke_docs.model import Finding
from lke_docs.office.whole import whole_file
from lke_docs.tuples import NamedTuple
from lke_docs.web.models import WorkUnit
from lke_docs.workspace.opening import Audited

FOLDER = "draf"
_ENDINGS = (".docx", ".pdf", ".xlsx")


class KeptDraft(NamedTuple):
    """A draft in the folder: its path there, what it is for, what is open in it, whether people have changed it."""

    path: str
    title: str
    folder: str
    problems: tuple[str, ...]
    opened: tuple[str, ...]
    is_edited: bool
    pdf: str
    finished: str


class Making(NamedTuple):
    """What came of making drafts."""

    placed: tuple[Placed, ...]
    refused: tuple[Refusal, ...]


def place_of(unit: WorkUnit) -> Path:
    return unit.path / FOLDER


def _templates(done: Audited) -> list[Path]:
    return [done.terms.home / "templat"]


def planned(unit: WorkUnit, done: Audited, *, made: date) -> list[DraftRequest]:
    """What can be made now, with what people said of each gap."""
    gaps = said_in(place_of(unit)) if place_of(unit).is_dir() else []
    return together(plan(done.audit, made=made, gaps=gaps, folders=_templates(done)), typed_in(place_of(unit)))


def unserved(done: Audited, requests: Sequence[DraftRequest]) -> list[Finding]:
    return without_draft(done.audit, requests, folders=_templates(done))


def schemas_of(done: Audited, request: DraftRequest) -> list[Schema]:
    return [find_template(name, folders=_templates(done)).schema for name in request.templates]


def make(
    unit: WorkUnit, done: Audited, requests: Sequence[DraftRequest], chosen: Collection[str], *, made: date
) -> Making:
    """Make the drafts of the chosen folders; all others stay. Raises ConfigError where the folder cannot be written."""
    profile = done.terms.profile or Profile(office_code=done.terms.unit_code)
    terms: dict[str, Any] = {"made": made, "profile": profile, "folders": _templates(done)}
    outputs: list[Output] = []
    refused: list[Refusal] = []
    for result in drafts_of([it for it in requests if it.folder in chosen], done.audit, root=place_of(unit), **terms):
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            outputs += result
    if not outputs:
        return Making((), tuple(refused))
    with open_folder(place_of(unit)) as held:
        return Making(tuple(write_batch(held, outputs, requests, done.audit, **terms)), tuple(refused))


def kept_drafts(unit: WorkUnit) -> list[KeptDraft]:
    """The drafts that lie in the folder of a unit."""
    root = place_of(unit)
    return list(_kept(root, DraftFolder(root))) if root.is_dir() else []


def _kept(root: Path, held: DraftFolder) -> Iterator[KeptDraft]:
    for stem, note in held.notes():
        path = f"{stem}.docx"
        if not (root / path).is_file():
            continue
        folder, _, name = stem.partition("/")
        finished = f"{folder}/{name.removeprefix(PREFIX)}.docx"
        yield KeptDraft(
            path=path,
            title=name.removeprefix(PREFIX).replace("_", " "),
            folder=folder,
            problems=tuple(dict.fromkeys(f"{gap['indicator']}: {gap['problem']}" for gap in note["gaps"])),
            opened=tuple(str(name).replace("_", " ") for name in note["open"]),
            is_edited=not held.is_own(path),
            pdf=f"{stem}.pdf" if (root / f"{stem}.pdf").is_file() else "",
            finished=finished if (root / finished).is_file() else "",
        )


def file_in(unit: WorkUnit, name: str) -> Path | None:
    """A file of the folder of drafts by its path there; None for any other, and for links."""
    root = place_of(unit)
    for path in root.glob("*/*") if root.is_dir() else ():
        if path.relative_to(root).as_posix() == name and path.suffix in _ENDINGS and not path.is_symlink():
            return path
    return next((path for path in root.glob("DAFTAR.*") if path.name == name and path.suffix in _ENDINGS), None)


# --- what people say of a gap -----------------------------------------------------------------------------


def facts_of(unit: WorkUnit, request: DraftRequest) -> tuple[Path, Facts]:
    """Where the workbook of facts of a request lies, and what was written into it."""
    first = request.served[0].name
    written = read_workbooks(place_of(unit))
    names = GapNames([*(it.name for it in request.served), *(it.name for it in written)])
    if gap := names.answer(first, written):
        return Path(gap.where), gap.facts
    return place_of(unit) / request.folder / FACTS_FILE, Facts()


def try_facts(unit: WorkUnit, done: Audited, request: DraftRequest, given: Answers, *, made: date) -> Making:
    """Keep the facts and make their drafts; where they speak against them the workbook is put back as it was."""
    data = facts_workbook(request, schemas_of(done, request), made=made, given=given)
    path, _ = facts_of(unit, request)
    before = path.read_bytes() if path.is_file() else None
    with open_folder(place_of(unit)):
        _write(path, data)
    try:
        requests, gaps = planned(unit, done, made=made), _gaps(request)
        making = make(unit, done, requests, {it.folder for it in requests if gaps & _gaps(it)}, made=made)
    except LkeError:
        _put_back(path, before)
        raise
    if making.refused and not making.placed:
        _put_back(path, before)
    return making


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with whole_file(path) as stream:
            stream.write(data)
    except OSError as error:
        raise ConfigError(f"{FACTS_FILE} tidak dapat ditulis. Tutup dahulu bila sedang dibuka di Excel.") from error


def _gaps(request: DraftRequest) -> set[tuple[str, str, str]]:
    return {(it.indicator, it.period_value, it.rule) for it in request.served}


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, before)
