"""An audited sheet as rows of the tables: what each cell holds, what it is worth, what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lke_docs.check.edition import rules_version
from lke_docs.files.likeness import records_an_event
from lke_docs.files.model import EvidenceFile, Folder, MatchState
from lke_docs.form import Form
from lke_docs.model import Entry, Finding, Level, Row
from lke_docs.patterns.office import office_kind
from lke_docs.portfolio.mask import Mask, least_runs, mask_of
from lke_docs.portfolio.model import UnitTask
from lke_docs.portfolio.tables import PARTLY, READ
from lke_docs.score import Score
from lke_docs.workspace.fail_on import is_at_least
from lke_docs.workspace.opening import Audited, is_unfinished

Rows = Iterable[Mapping[str, Any]]
_KINDS = ("claimed", "shown", "cannot_tell", "not_shown")


def unit_rows(done: Audited, task: UnitTask) -> Mapping[str, Rows]:
    """The rows of a unit by the names of their tables."""
    entries = done.audit.entries
    folder = done.dossier.folder if done.dossier else None
    mask = mask_of(done.audit.sheet.unit, done.audit.sheet.agency)
    return {
        "units": [{**head_of(task), **_unit(done)}],
        "rows": _with_key(task, _rows(done, done.dossier.form if done.dossier else None)),
        "items": _with_key(task, (item for entry in entries for item in _items(entry, mask))),
        "references": _with_key(task, (reference for entry in entries for reference in _references(entry))),
        "findings": _with_key(task, (_finding(single) for it in done.audit.findings for single in it.singles)),
        "points": _with_key(task, _points(done.points) if done.points else ()),
        "files": _with_key(task, _files(folder) if folder else ()),
    }


def head_of(task: UnitTask) -> dict[str, Any]:
    """What is known of a unit before its sheet is read."""
    source = task.sheet.relative_to(task.root).as_posix() if task.sheet else task.unit
    return {"unit": task.unit, "key": task.key, "source": source, "rules_version": rules_version()}


def _with_key(task: UnitTask, rows: Rows) -> Rows:
    return ({"unit": task.unit, "key": task.key, **row} for row in rows)


def _unit(done: Audited) -> dict[str, Any]:
    audit, sheet, window = done.audit, done.audit.sheet, done.audit.window
    open_ = [single for it in audit.findings for single in it.singles if is_at_least(single, Level.SARAN)]
    reason = _reason(done)
    return {
        **Counter(it.level.value for it in open_),
        **{kind: round(getattr(done.points, kind).total.points, 4) for kind in _KINDS if done.points},
        "agency": sheet.agency,
        "unit_name": sheet.unit,
        "kind": office_kind(sheet.unit),
        "year": done.year,
        "instrument": audit.instrument,
        "window_from": window.start.isoformat() if window.is_known else None,
        "window_to": window.end.isoformat() if window.is_known else None,
        "rows": len(sheet.rows),
        "rows_with_evidence": sum(1 for row in sheet.rows if row.evidence.strip()),
        "state": PARTLY if reason else READ,
        "reason": reason,
    }


def _reason(done: Audited) -> str:
    """Why not all of a sheet was looked at; "" where it was."""
    unread = next((it.row.unread for it in done.audit.entries if it.row.unread), "")
    if done.audit.defects:
        return f"cacat program: aturan {done.audit.defects[0]}"
    if done.recognition.instrument is None:
        return f"bentuk LKE tidak dikenali: {done.recognition.reason}"
    if unread or is_unfinished(done.audit):
        return unread or "batas waktu habis sebelum semua diperiksa"
    if lost := _lost_column(done.audit.sheet.rows):
        return lost
    folder = done.dossier.folder if done.dossier else None
    files = sum(not file.raw.is_read for file in folder.files) if folder else 0
    return (
        f"{files} berkas bukti tidak terbaca (select path from files where state in ('none', 'layer'))" if files else ""
    )


def _lost_column(rows: Sequence[Row]) -> str:
    """A sheet that is filled in on one side only may have been read beside its column; "" where both or none are."""
    sides = {
        "jawaban": any(row.answer.strip() for row in rows),
        "bukti dukung": any(row.evidence.strip() for row in rows),
    }
    bare = [side for side, is_filled in sides.items() if not is_filled]
    if len(bare) != 1:
        return ""
    return f"tidak satu pun dari {len(rows)} baris berisi {bare[0]}; periksa apakah kolomnya terbaca."


def _rows(done: Audited, form: Form | None) -> Iterator[dict[str, Any]]:
    shown = {it.code: it.shown_letter or None for it in done.points.supports} if done.points else {}
    for entry in done.audit.entries:
        row, question = entry.row, form.indicator(entry) if form else None
        record = {
            "code": row.code,
            "question": row.question,
            "answer": row.answer,
            "evidence": row.evidence,
            "place": str(row.place),
            "assessor_answer": _assessed(row, entry, form),
        }
        if form and question and (area := form.instrument.area_of(question.code)):
            record["area"] = area.code
        if form and done.points and question and form.homes.get(question.code) is entry:
            tallies = (getattr(done.points, kind) for kind in _KINDS[:3])
            worth = [round(tally.indicators[question.code].points, 4) for tally in tallies]
            record |= dict(zip(("claimed_points", "shown_points", "cannot_tell_points"), worth, strict=True))
            record["shown_letter"] = shown.get(question.code)
        yield record


def _assessed(row: Row, entry: Entry, form: Form | None) -> str | None:
    """The letter of the last who reviewed a row, or what stands there for one."""
    last = next((answer.strip() for _, answer, _ in reversed(row.reviews) if answer.strip()), None)
    question = form.indicator(entry) if form and last else None
    return (question.letter_of(last) if question and last else None) or last


def _items(entry: Entry, mask: Mask) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(entry.evidence.items, start=1):
        yield {
            "code": entry.code,
            "number": number,
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "types": item.document_types,
            "masked": mask(item),
        }


def _references(entry: Entry) -> Iterator[dict[str, Any]]:
    bound = {it.reference.start: it.date for item in entry.evidence.items for it in item.bindings}
    for reference in entry.evidence.references:
        date = bound.get(reference.start)
        yield {
            "code": entry.code,
            "start": reference.start,
            "end": reference.end,
            "raw": reference.raw,
            "normalized": reference.normalized,
            "kind": reference.kind.value,
            "date": date.value if date else None,
        }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "level": finding.level.value,
        "confidence": finding.confidence.value,
        "code": finding.indicator,
        "related": finding.related,
        "message": finding.message,
        "points": round(finding.points, 4),
        "state": finding.state.value,
    }


def _points(score: Score) -> Iterator[dict[str, Any]]:
    by_kind = {kind: {it.code: it.points for it in getattr(score, kind).areas} for kind in _KINDS}
    for area in score.claimed.areas:
        yield {"area": area.code} | {kind: round(points[area.code], 4) for kind, points in by_kind.items()}


def _files(folder: Folder) -> Iterator[dict[str, Any]]:
    carried: dict[str, dict[str, None]] = {}
    for match in folder.matches:
        for file in match.files if match.state is MatchState.FOUND else ():
            carried.setdefault(file.path, {})[match.indicator] = None
    return (_file(it, carried.get(it.path, ())) for it in folder.files)


def _file(file: EvidenceFile, codes: Iterable[str]) -> dict[str, Any]:
    """A file by its first document; the kinds of all that are in it."""
    first = file.parts[0] if file.parts else None
    types = dict.fromkeys(slug for part in file.parts for slug in part.document_types)
    return {
        "path": file.path,
        "codes": list(codes),
        "sha256": file.raw.sha256,
        "text_sha256": file.raw.text_sha256,
        "picture_hash": [it.alike for it in file.raw.pictures if it.alike],
        "runs": least_runs("\n".join(page.text for page in file.raw.pages)) if records_an_event(file) else (),
        "types": list(types),
        "number": first.number.normalized if first and first.number else "",
        "date": first.date.value if first and first.date else None,
        "subject": first.subject if first else "",
        "state": file.raw.read.value,
    }
