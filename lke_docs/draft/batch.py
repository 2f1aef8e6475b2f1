"""Make the drafts of many gaps, an index and a list of states; write them whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lke_docs import wording
from lke_docs.draft.answers import FACTS_FILE, facts_workbook
from lke_docs.draft.child import open_marks_apart
from lke_docs.draft.document import make_draft
from lke_docs.draft.facts import Facts, judge
from lke_docs.draft.folder import INDEX, NOTES, PREFIX, DraftFolder, Fate, Output, Placed, read_note, sealed
from lke_docs.draft.library import Template, find_template
from lke_docs.draft.numbering import custom_values, number_pattern, office_code
from lke_docs.draft.package import LIMITS
from lke_docs.draft.plan import letterhead
from lke_docs.draft.profile import Profile
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.states import states_outputs
from lke_docs.draft.values import Value
from lke_docs.errors import InputError
from lke_docs.model import Audit
from lke_docs.moment import parse_moment
from lke_docs.office.door import load
from lke_docs.tuples import NamedTuple

_WRITTEN = (Fate.NEW, Fate.RENEWED, Fate.SAME)


class Refusal(NamedTuple):
    """A gap for which nothing was made, and why."""

    request: DraftRequest
    reasons: tuple[str, ...]


def make_package(
    request: DraftRequest,
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
    root: Path | None = None,
) -> list[Output] | Refusal:
    """All drafts of one gap with their records; a refusal when its facts speak against them. `root`: where those of
    earlier runs lie."""
    profile = profile or Profile()
    templates = [find_template(name, folders=folders) for name in request.templates]
    request = replace(request, facts=request.facts.fitting([template.schema for template in templates]))
    warnings: list[str] = []
    stems = {template.name: f"{request.folder}/{PREFIX}{template.name}" for template in templates}
    since = dict.fromkeys(stems, made)
    for template in templates:
        facts = _facts_for(template, request, templates)
        if root and facts.document:
            since[template.name] = _dated_since(root / f"{stems[template.name]}{NOTES}", facts.document, made=made)
        verdict = judge(facts, template.schema, made=made, asks_record=request.is_event, since=since[template.name])
        if verdict.refusals:
            return Refusal(request, verdict.refusals)
        warnings += [text for text in verdict.warnings if text not in warnings]
    request.facts.check([template.schema for template in templates])
    outputs = []
    for template in templates:
        own = replace(request, facts=_facts_for(template, request, templates))
        values = gather(template, own, audit, made=made, profile=profile)
        day, stem = since[template.name], stems[template.name]
        draft = make_draft(template, values, made=day, look=profile.look, about=_about(request, warnings))
        outputs.append(Output(f"{stem}.docx", draft.data, request, draft))
        outputs.append(Output(f"{stem}{NOTES}", sealed(draft.record)))
    return outputs


def _dated_since(note: Path, day: date, *, made: date) -> date:
    """Since when a draft bears its date: what was not dated back on the day it was made is not so later on."""
    known = read_note(note)
    dates = [field["value"] for field in known.get("fields", ()) if field["name"] == "tanggal_dokumen"]
    return min(made, date.fromisoformat(known["made"])) if dates == [wording.day(day)] else made


def gather(
    template: Template, request: DraftRequest, audit: Audit, *, made: date, profile: Profile
) -> dict[str, Value]:
    """Values for one template: from the sheet, over it the unit's settings, over them what people say."""
    names = {field.name for field in template.schema.fields}
    values = {name: value for name, value in request.values.items() if name in names}
    for name in names:
        if own := request.values.get(f"{template.name}.{name}"):
            values[name] = own
    prefixes, office = template.schema.prefixes, profile.office_code or office_code(audit.entries)
    customs = custom_values(audit.sheet.unit, prefixes, office=office)
    values |= {name: value for name, value in customs if name in names}
    if "nomor" in names and (pattern := number_pattern(audit.entries, prefixes, year=made.year, office=office)):
        values["nomor"] = Value(pattern[0], f"lke:{pattern[1]}")
    values |= {
        name: value
        for name, value in profile.values(template.name, day=request.facts.document or made).items()
        if name in names
    }
    return values | request.facts.values(names)


def make_index(
    rows: Sequence[Mapping[str, str]],
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
) -> list[Output]:
    """DAFTAR.docx and DAFTAR.xlsx over the drafts."""
    if not rows:
        return []
    profile = profile or Profile()
    template = find_template("daftar_draf", folders=folders)
    source = Path(audit.sheet.source).name
    values = {
        "sumber_lke": Value(source, "lke:nama berkas"),
        "draf": Value(_gap_rows(rows), "aturan:daftar draf"),
    }
    values |= dict(letterhead(audit.sheet))
    names = {field.name for field in template.schema.fields}
    values |= {name: value for name, value in profile.values(template.name, day=made).items() if name in names}
    draft = make_draft(template, values, made=made, look=profile.look)
    from lke_docs.draft.index import index_workbook

    return [
        Output(f"{INDEX}.docx", draft.data),
        Output(f"{INDEX}.xlsx", index_workbook(rows, source=source, made=made)),
    ]


def index_rows(
    outputs: Iterable[Output], held: DraftFolder | None = None, *, force: bool = False
) -> list[dict[str, str]]:
    """A row for each draft, of this run or of an earlier one and still in the folder, with what becomes of it.

    That it is new or renewed is not said: the list tells what lies in the folder, the same after each run.
    """
    rows, seen = [], set()
    for output in outputs:
        if output.draft:
            seen.add(output.path.removesuffix(".docx"))
            fate = held.fate(output.path, output.data, force=force) if held else Fate.NEW
            row = _index_row(output.path, output.draft.record, "" if fate in _WRITTEN else fate.value)
            rows.append(_as_typed(row, held) if held and fate in (Fate.LEFT, Fate.OPENED) else row)
    for stem, note in held.notes() if held else ():
        path = f"{stem}.docx"
        if held and stem not in seen and (held.root / path).exists():
            is_own = held.is_own(path)
            row = _index_row(path, note, "" if is_own else Fate.LEFT.value)
            rows.append(row if is_own else _as_typed(row, held))
    return rows


def _as_typed(row: dict[str, str], held: DraftFolder) -> dict[str, str]:
    """The row of a draft that people have filled in, with the fields that are still open in it."""
    path = held.root / row["berkas"]
    note = read_note(path.with_name(f"{path.stem}{NOTES}"))
    try:
        left = set(open_marks_apart(load(path, most=LIMITS.file_bytes), source=path))
    except InputError:
        return row  # not to be read now: what the program wrote is all that is known
    values = [str(field["value"]) for field in note.get("fields", ()) if field["name"] in note.get("open", ())]
    count_open = sum(any(mark in value for mark in left) for value in values) if note else len(left)
    return {**row, "terbuka": str(count_open)}


def write_batch(
    held: DraftFolder,
    outputs: Sequence[Output],
    planned: Sequence[DraftRequest],
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
    force: bool = False,
    workbooks: bool = False,
    refused: Collection[str] = (),
) -> list[Placed]:
    """Put drafts, index and the list of states into the folder; `planned` are all gaps that this sheet has now,
    `refused` the folders of those for which nothing is made: what an earlier answer made there does not stay."""
    made_for = [request for request in planned if request.folder not in refused]
    current = {f"{request.folder}/{PREFIX}{name}" for request in made_for for name in request.templates}
    current |= {f"{request.folder}/{Path(FACTS_FILE).stem}" for request in planned}
    rows = list(_still_there(index_rows(outputs, held, force=force), current))
    index = make_index(rows, audit, made=made, profile=profile, folders=folders)
    asked = states_outputs(held, [it for request in planned for it in request.served], unit=audit.sheet.unit)
    asked += list(_workbooks(outputs, made=made, folders=folders)) if workbooks else []
    return held.put([*outputs, *index, *asked], day=made, force=force, current=current)


def _still_there(rows: Iterable[dict[str, str]], current: set[str]) -> Iterator[dict[str, str]]:
    """The drafts of the gaps that there are, and those of others that somebody has edited, for they stay."""
    for row in rows:
        if row["berkas"].removesuffix(".docx") in current:
            yield row
        elif row["catatan"] == Fate.LEFT:
            yield {**row, "catatan": Fate.KEPT.value}


def _workbooks(outputs: Sequence[Output], *, made: date, folders: Sequence[Path]) -> Iterator[Output]:
    """A workbook of facts beside the drafts of each request."""
    for request in {output.request.folder: output.request for output in outputs if output.request}.values():
        schemas = [find_template(name, folders=folders).schema for name in request.templates]
        data = facts_workbook(request, schemas, made=made)
        yield Output(f"{request.folder}/{FACTS_FILE}", data, is_asked=True)


def _facts_for(template: Template, request: DraftRequest, package: Sequence[Template]) -> Facts:
    """The date of a package with an invitation is that of the invitation, and so is one before a meeting that was
    held; its notula is dated later."""
    day, meeting = request.facts.document, request.facts.meeting
    invites = any(other.schema.is_beforehand for other in package)
    invites = invites or bool(request.is_meeting and day and meeting and day < meeting)
    if (invites and not template.schema.is_beforehand) or not template.schema.get("tanggal_dokumen"):
        return request.facts.without("tanggal_dokumen")
    return request.facts


def _about(request: DraftRequest, warnings: Sequence[str]) -> Mapping[str, object]:
    return {
        "gap": _gap(request.served[0]),
        "gaps": [_gap(member) for member in request.served],
        "reason": request.reason,
        "state": request.state.value if request.choices else "",
        "held_within": request.facts.period.value if request.facts.period else "",
        "held_on": request.facts.meeting.isoformat() if request.facts.meeting else "",
        "record_of_event": str(request.facts.fields.get("catatan_sumber", "")),
        "warnings": list(warnings),
    }


def _gap(request: DraftRequest) -> dict[str, str]:
    return {
        "indicator": request.indicator,
        "rule": request.rule,
        "fingerprint": request.fingerprint,
        "period": request.period_value,
        "problem": request.problem,
        "document": request.subject,
    }


def _index_row(path: str, record: Mapping[str, Any], fate: str) -> dict[str, str]:
    gaps = record["gaps"]
    periods = dict.fromkeys(wording.period(when) for gap in gaps if (when := parse_moment(gap["period"])))
    return {
        "indikator": ", ".join(dict.fromkeys(gap["indicator"] for gap in gaps)),
        "periode": ", ".join(periods) or "–",
        "dokumen": "; ".join(dict.fromkeys(gap["document"] or gap["problem"] for gap in gaps)),
        "masalah": "\n".join(dict.fromkeys(gap["problem"] for gap in gaps)),
        "alasan": record["reason"],
        "keadaan": record["state"].replace("_", " ") or "–",
        "berkas": path,
        "terbuka": str(len(record["open"])),
        "catatan": fate,
    }


def _gap_rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """A row for each gap, for the page; the workbook keeps one for each file."""
    gaps: dict[str, dict[str, str]] = {}
    for row in rows:
        folder, _, name = row["berkas"].partition("/")
        title = name.removeprefix(PREFIX).removesuffix(".docx").replace("_", " ")
        title += " (sudah diubah orang)" if row["catatan"] in (Fate.LEFT, Fate.KEPT) else ""
        if folder not in gaps:
            shown = {name: text for name, text in row.items() if name not in ("masalah", "catatan", "dokumen")}
            gaps[folder] = shown | {"berkas": title}
            continue
        gaps[folder]["berkas"] += f", {title}"
        gaps[folder]["terbuka"] = str(int(gaps[folder]["terbuka"]) + int(row["terbuka"]))
    return list(gaps.values())


def drafts_of(
    requests: Iterable[DraftRequest],
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
    root: Path | None = None,
) -> Iterator[list[Output] | Refusal]:
    """The packages of many gaps, one after another, so that memory stays flat."""
    for request in requests:
        yield make_package(request, audit, made=made, profile=profile, folders=folders, root=root)
