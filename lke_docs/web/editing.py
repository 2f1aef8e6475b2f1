"""Changes of a sheet become its next version: what a person wrote over the version that he or she saw.

Nobody's change is lost: others' changes of other cells stay, of the same cell they are shown beside one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from lke_docs.errors import InputError
from lke_docs.model import AnswerKind, Row, Sheet
from lke_docs.text import visible_lines
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import version_of
from lke_docs.web.models import LogEntry, Version, WorkUnit
from lke_docs.web.version_reading import sheet_of
from lke_docs.workspace.edit import Clash, Edit, apply_edits, edits_in, edits_object, parts_of, put_together, tidied
from lke_docs.workspace.opening import Audited, audit_read

Edits = Mapping[str, Mapping[str, str]]  # as a version keeps them


class Saving(NamedTuple):
    """What became of changes: the version that holds them, or what stands in their way; `now` is the latest before."""

    version: Version | None
    now: Version
    held: tuple[Edit, ...] = ()
    clashes: tuple[Clash, ...] = ()


def edits_given(row: Row, given: Mapping[str, str]) -> tuple[Edit, ...]:
    """What a form changes in the parts of a row; a part that it does not name stays."""
    edits = []
    for part in parts_of(row):
        text = _as_written(part.text, tidied(part.name, given.get(part.name, part.text)))
        if text != tidied(part.name, part.text):
            edits.append(Edit(row.code, part.name, text))
    return tuple(edits)


def _as_written(old: str, given: str) -> str:
    """A text from a page with the letters of the cell that a page shows otherwise, such as blanks that do not break."""
    shown = visible_lines(old)
    if shown == old:
        return given
    from rapidfuzz.distance import Indel

    steps = Indel.opcodes(shown, given)
    return "".join(
        old[step.src_start : step.src_end] if step.tag == "equal" else given[step.dest_start : step.dest_end]
        for step in steps
    )


def tried(done: Audited, edits: Sequence[Edit]) -> Audited:
    """The audit of a version as it would be; nothing is kept."""
    return audit_read(done.data, apply_edits(done.audit.sheet, edits), done.terms)


def save(unit: WorkUnit, user: User, seen: Version, changes: Sequence[Edit], *, note: str = "") -> Saving:
    """Keep changes of the version that a person saw over the latest one. Raises InputError for what cannot stand.

    Who saves at the same time waits: the unit's row is locked, by SQLite the whole database.
    """
    before = sheet_of(seen)
    try:
        with transaction.atomic():
            WorkUnit.objects.select_for_update().get(pk=unit.pk)
            now = version_of(unit)
            there = sheet_of(now)
            held, clashes = put_together(before, there, changes)
            if clashes or not held:
                return Saving(None, now, held, clashes)
            apply_edits(there, held)
            edits = edits_object((*edits_in(now.edits), *held))
            return Saving(_next(now, user, edits, held, note), now, held)
    except IntegrityError as error:  # a whole sheet came in at the same moment
        raise InputError(unit.name, "baru saja diubah orang lain.", remedy="Simpan sekali lagi.") from error


def _next(now: Version, user: User, edits: Edits, held: Sequence[Edit], note: str) -> Version:
    said = note.strip() or f"mengubah {', '.join(dict.fromkeys(it.code for it in held))}"
    version = version_behind(now, now, edits=edits, by=user, note=said, parent=now)
    places = [f"{it.code} {it.part}" for it in held]
    LogEntry.objects.create(
        unit=now.unit, by=user, what="isian diubah", object=f"versi {version.number}", detail={"tempat": places}
    )
    return version


def version_behind(
    now: Version, file: Version, *, edits: Edits, by: User, note: str, parent: Version | None
) -> Version:
    """Make the version behind `now`: the file of one that is there, with these changes in it."""
    return Version.objects.create(
        unit=now.unit, number=now.number + 1, year=file.year, base_name=file.base_name,
        base_sha256=file.base_sha256, file=file.file, edits=edits, made_by=by, note=note, parent=parent,
    )  # fmt: skip


def spelled(letter: str, sheet: Sheet) -> str:
    """A letter, Ya or Tidak as this sheet writes it."""
    if len(letter) == 1:
        return letter
    said = [row.answer for row in sheet.rows if row.answer_kind is AnswerKind.YES_NO]
    alike = [it for it in said if it.casefold() == letter.casefold()]
    if alike:
        return max(alike, key=alike.count)
    return letter.upper() if said and all(it.isupper() for it in said) else letter.capitalize()
