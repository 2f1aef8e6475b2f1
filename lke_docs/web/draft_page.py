"""Drafts: choose gaps, say what is true of them, take Word and PDF, and take the marks off what is finished.

Nothing is filled in that people did not say; a draft stays marked until nothing in it is open or contradicts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lke_docs import wording
from lke_docs.draft.answers import Answers, AskedFact, asked_of, day_written
from lke_docs.draft.batch import Refusal
from lke_docs.draft.child import finalize_apart
from lke_docs.draft.faults import place_said
from lke_docs.draft.folder import NOTES, PREFIX, Fate, Output, Placed, open_folder, read_note, write_all
from lke_docs.draft.package import LIMITS
from lke_docs.draft.pdf import MISSING, find_soffice, to_pdf
from lke_docs.draft.request import DraftRequest
from lke_docs.errors import ConfigError, LkeError
from lke_docs.office.door import load
from lke_docs.text import clean, visible_lines
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import WORKING, has_role, unit_page, version_of
from lke_docs.web.drafting import (
    facts_of,
    file_in,
    kept_drafts,
    make,
    place_of,
    planned,
    schemas_of,
    try_facts,
    unserved,
)
from lke_docs.web.jobs import Tell, ask
from lke_docs.web.models import LogEntry, QueuedJob, WorkUnit
from lke_docs.web.pages import download, show
from lke_docs.web.seen import after, mark
from lke_docs.web.start_page import content_of
from lke_docs.web.version_reading import read_version
from lke_docs.workspace.opening import Audited

_SPARE_ROWS = 3  # blank ones below those of a table
_MOST_ROWS = 200


@require_GET
@unit_page()
def drafts(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    return _list(request, unit)


def _list(request: HttpRequest, unit: WorkUnit, *, status: int = 200, **told: Any) -> HttpResponse:
    version = version_of(unit)
    done, _ = read_version(version)
    said, requests = "", []
    try:
        requests = planned(unit, done, made=date.today())
    except LkeError as error:  # a list of states that cannot be read
        said = str(error)
    context: dict[str, Any] = {
        "version": version, "requests": requests, "unserved": unserved(done, requests), "drafts": kept_drafts(unit),
        "job": unit.jobs.filter(kind="pdf").first(), "has_office": find_soffice() is not None, "place": place_of(unit),
        "may_edit": has_role(request, unit, *WORKING), "wanted": request.GET.get("indikator", ""),
        "said": said, "trouble": None, "refused": (), "placed": (), "finished": "", **told,
    }  # fmt: skip
    return show(request, "drafts.html", unit=unit, at="draf", status=status, **context)


@require_POST
@unit_page(*WORKING)
def make_chosen(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Make the drafts of the chosen gaps; what people changed in Word stays theirs."""
    assert isinstance(request.user, User)
    chosen = frozenset(request.POST.getlist("pilih"))
    if not chosen:
        return _list(request, unit, status=422, said="Belum ada yang dipilih.")
    done, _ = read_version(version_of(unit))
    made = date.today()
    try:
        making = make(unit, done, planned(unit, done, made=made), chosen, made=made)
    except LkeError as error:
        return _list(request, unit, status=422, said=str(error))
    LogEntry.objects.create(unit=unit, by=request.user, what="draf dibuat", object=f"{len(making.placed)} berkas")
    return _list(request, unit, refused=making.refused, placed=_news(making.placed))


def _news(placed: Sequence[Placed]) -> list[Placed]:
    """What became of drafts, without their notes and the lists."""
    return [it for it in placed if it.path.endswith(".docx") and "/" in it.path and it.fate is not Fate.SAME]


@require_GET
@unit_page()
def take_draft(request: HttpRequest, unit: WorkUnit, name: str) -> HttpResponse:
    path = file_in(unit, name)
    if path is None:
        raise Http404
    return download(load(path, most=LIMITS.file_bytes), path.name)


# --- filling in -------------------------------------------------------------------------------------------


class FactLine(NamedTuple):
    """One thing that is asked, with what was said: a text, or the rows of a table.

    `mark`: of what is kept of it; `theirs`: what somebody else wrote meanwhile, where both did ("": nobody).
    """

    asked: AskedFact
    text: str
    rows: tuple[Mapping[str, str], ...] = ()
    mark: str = ""
    theirs: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """The same as texts to be compared, as a page shows them."""
        if self.asked.columns:
            return tuple(" | ".join(_plain(it) for it in row.values()) for row in self.rows if any(row.values()))
        return tuple(filter(None, map(_plain, self.text.splitlines())))


class FactsForm(NamedTuple):
    """All that is asked of a gap, and which state was chosen; `state_mark`, `their_state`: as in a line."""

    lines: Sequence[FactLine]
    state: str
    state_mark: str
    their_state: str = ""

    @property
    def is_torn(self) -> bool:
        return bool(self.their_state) or any(line.theirs for line in self.lines)


def _plain(text: str) -> str:
    return " ".join(visible_lines(clean(text)).split())


@require_http_methods(["GET", "HEAD", "POST"])
@unit_page(*WORKING)
def fill(request: HttpRequest, unit: WorkUnit, folder: str) -> HttpResponse:
    """What is asked of a gap; sent, its drafts are made from it."""
    done, _ = read_version(version_of(unit))
    draft = next((it for it in planned(unit, done, made=date.today()) if it.folder == folder), None)
    if draft is None:
        raise Http404
    if request.method != "POST":
        return _facts_page(request, unit, done, draft, _kept_form(unit, done, draft))
    with transaction.atomic():  # who fills in at the same time waits
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        return _filled(request, unit, done, draft)


def _filled(request: HttpRequest, unit: WorkUnit, done: Audited, draft: DraftRequest) -> HttpResponse:
    """Keep what was filled in, or show what stands in its way; what others wrote meanwhile is not written over."""
    assert isinstance(request.user, User)
    form = _sent_form(request, _kept_form(unit, done, draft))
    if form.is_torn:
        return _facts_page(request, unit, done, draft, form, status=409)
    try:
        making = try_facts(unit, done, draft, _given(form), made=date.today())
    except LkeError as error:
        return _facts_page(request, unit, done, draft, form, said=str(error), status=422)
    if making.refused and not making.placed:
        return _facts_page(request, unit, done, draft, form, refused=making.refused, status=422)
    LogEntry.objects.create(unit=unit, by=request.user, what="isian draf disimpan", object=draft.folder)
    return _list(request, unit, placed=_news(making.placed), refused=making.refused)


def _given(form: FactsForm) -> Answers:
    """What was said, by code. Raises ConfigError for a date that is none."""
    given: dict[str, list[Any]] = {"keadaan": [form.state]} if form.state else {}
    for field, text, rows, *_ in form.lines:
        if field.columns:
            given[field.code] = [row for row in rows if any(row.values())]
        elif field.kind == "daftar":
            given[field.code] = [line.strip() for line in text.splitlines() if line.strip()]
        elif text:
            given[field.code] = [wording.day(day_written(text, field.label)) if "tanggal" in field.kind else text]
    return given


def _rows(request: HttpRequest, field: AskedFact) -> list[dict[str, str]]:
    return [
        {name: clean(str(request.POST.get(f"{field.code}.{number}.{name}", ""))).strip() for name, _ in field.columns}
        for number in range(_MOST_ROWS)
        if f"{field.code}.{number}.{field.columns[0][0]}" in request.POST
    ]


def _facts_page(
    request: HttpRequest, unit: WorkUnit, done: Audited, draft: DraftRequest, form: FactsForm, *, said: str = "",
    refused: Sequence[Refusal] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    titles = {name: schema.title for name, schema in zip(draft.templates, schemas_of(done, draft), strict=True)}
    told: dict[str, Any] = {
        "one": draft, "form": form, "lines": [line._replace(rows=_spared(line)) for line in form.lines],
        "titles": titles, "said": said, "reasons": [reason for it in refused for reason in it.reasons],
        "version": version_of(unit),
    }  # fmt: skip
    return show(request, "draft_facts.html", unit=unit, at="draf", status=status, **told)


def _kept_form(unit: WorkUnit, done: Audited, draft: DraftRequest) -> FactsForm:
    """What is kept of a gap."""
    _, facts = facts_of(unit, draft)
    lines = [_kept(it, facts.fields) for it in asked_of(draft, schemas_of(done, draft))]
    state = str(facts.state.value if facts.state else "")
    return FactsForm([line._replace(mark=mark(line.told)) for line in lines], state, mark((state,)))


def _sent_form(request: HttpRequest, kept: FactsForm) -> FactsForm:
    """What was sent, over what is kept: where only one of both changed since it was seen, that one holds."""
    state = request.POST.get("keadaan", "")
    held = after(request.POST.get("dulu-keadaan", mark(("",))), (state,), (kept.state,))
    theirs = (kept.state or "belum dijawab") if held is None else ""
    lines = [_held(request, line) for line in kept.lines]
    return kept._replace(lines=lines, state=held[0] if held else state, their_state=theirs)


def _held(request: HttpRequest, now: FactLine) -> FactLine:
    field = now.asked
    text = clean(str(request.POST.get(field.code, ""))).strip()
    own = now._replace(text=text, rows=tuple(_rows(request, field) if field.columns else ()))
    held = after(request.POST.get(f"dulu-{field.code}", mark(())), own.told, now.told)
    if held is None:
        return own._replace(theirs="; ".join(now.told) or "kosong")
    return own if held == own.told else now


def _kept(field: AskedFact, fields: Mapping[str, Any]) -> FactLine:
    value = fields.get(field.code, "")
    if field.columns:
        rows = value if isinstance(value, list) else []
        return FactLine(field, "", tuple({name: str(row.get(name, "")) for name, _ in field.columns} for row in rows))
    if isinstance(value, list):
        return FactLine(field, "\n".join(map(str, value)))
    return FactLine(field, wording.day(value) if isinstance(value, date) else str(value))


def _spared(line: FactLine) -> tuple[Mapping[str, str], ...]:
    """The rows of a table, with blank ones below."""
    return (*line.rows, *({} for _ in range(_SPARE_ROWS))) if line.asked.columns else ()


# --- finishing --------------------------------------------------------------------------------------------


@require_POST
@unit_page(*WORKING)
def finish(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Take the marks off a draft: the one in the folder, or the one that was filled in elsewhere and brought back."""
    assert isinstance(request.user, User)
    path = file_in(unit, request.POST.get("berkas", ""))
    if path is None or path.suffix != ".docx" or not path.name.startswith(PREFIX):
        raise Http404
    try:
        note, today = read_note(path.with_name(f"{path.stem}{NOTES}")), date.today()
        given = request.FILES.get("isi")
        data = content_of(given) if isinstance(given, UploadedFile) else load(path, most=LIMITS.file_bytes)
        may_rest = bool(request.POST.get("libur"))
        left, wrong, made = finalize_apart(path, data, note, done=today, may_rest=may_rest)
        _bring(path, data, place_of(unit))
        if left or wrong:
            reasons = [_where(it) for it in (*left, *wrong)]
            is_day_off = any(it.is_day_off for it in wrong)
            told = {"draft": path, "reasons": reasons, "is_open": bool(left), "is_day_off": is_day_off}
            return _list(request, unit, status=422, trouble=told)
        target = path.name.removeprefix(PREFIX)
        write_all([Output(target, made)], path.parent, day=today, force=True)
    except LkeError as error:
        return _list(request, unit, status=422, said=str(error))
    LogEntry.objects.create(unit=unit, by=request.user, what="draf diselesaikan", object=f"{path.parent.name}/{target}")
    return _list(request, unit, finished=f"{path.parent.name}/{target}")


def _bring(path: Path, data: bytes, root: Path) -> None:
    """Lay a draft that was brought back in the place of the old one; what people changed there is kept beside it."""
    with open_folder(root) as held:
        brought = Output(path.relative_to(root).as_posix(), data)
        held.put([brought], day=date.today(), force=True, is_noted=False)


def _where(fault: Any) -> str:
    why = getattr(fault, "reason", "")
    return f"{place_said(fault.part, fault.paragraph)}{fault.text}" + (f" ({why})" if why else "")


@require_POST
@unit_page(*WORKING)
def ask_pdf(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Have PDFs made of all drafts that are chosen, or of one."""
    assert isinstance(request.user, User)
    names = [name for name in request.POST.getlist("berkas") if (it := file_in(unit, name)) and it.suffix == ".docx"]
    if not names:
        return _list(request, unit, status=422, said="Belum ada draf yang dipilih.")
    job = ask("pdf", unit, by=request.user, files=sorted(names))
    return redirect("pekerjaan", unit.pk, job.pk)


def make_pdf(job: QueuedJob, tell: Tell) -> dict[str, Any]:
    """Job: Word to PDF by LibreOffice, each beside its document."""
    soffice = find_soffice()
    if soffice is None:
        raise ConfigError(MISSING)
    root = place_of(job.unit)
    files = [path for name in job.told["files"] if (path := file_in(job.unit, name))]
    tell("LibreOffice membuat PDF", 0, len(files))
    pdfs = to_pdf(files, soffice=soffice)
    made = [Output(path.relative_to(root).as_posix(), data) for path, data in pdfs.made]
    with open_folder(root) as held:
        held.put(made, day=date.today(), force=True, is_noted=False)
    tell("PDF jadi", len(made), len(files))
    if pdfs.failed:
        raise ConfigError("; ".join(f"{path.name}: {problem}" for path, problem in pdfs.failed))
    return {"files": [it.path for it in made]}
