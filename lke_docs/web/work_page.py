"""The worklist: who mends what until when, filtered, and as a workbook that goes round the office and comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from lke_docs.draft.answers import day_written
from lke_docs.errors import ConfigError, InputError
from lke_docs.files.personal import masked
from lke_docs.read import make_limits
from lke_docs.read.content import is_tick
from lke_docs.read.link import is_blank
from lke_docs.read.vocabulary import plain, words
from lke_docs.report import View
from lke_docs.report.model import Listed, Report
from lke_docs.report.overview import area_of, with_work
from lke_docs.report.worklist import in_order, render
from lke_docs.text import clean_name, visible
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import WORKING, has_role, number_in, unit_page, version_of
from lke_docs.web.models import LogEntry, WorkItem, WorkUnit
from lke_docs.web.pages import download, show
from lke_docs.web.seen import after, mark
from lke_docs.web.start_page import content_of
from lke_docs.web.version_reading import read_version
from lke_docs.wording import day
from lke_docs.workspace.opening import Audited
from lke_docs.workspace.work import DONE, OWN, Work, worklist_in

FIELDS = ("person", "due", "done", "note")
_LONGEST = {"person": 200, "due": 60, "done": 60, "note": 2000}
_A_PAGE = 40
_LEVELS = ("wajib", "perlu", "saran", "pertanyaan", "dikesampingkan")
_Own = tuple[str, str, str, str]
_NOTHING: _Own = ("", "", "", "")


class WorkLine(NamedTuple):
    """A finding with what people noted on it; `mark` tells later whether somebody changed that in between."""

    listed: Listed
    own: _Own
    mark: str

    @property
    def is_undated(self) -> bool:
        """Whether something else than a day stands where it should be done by."""
        if not self.own[1]:
            return False
        try:
            return not day_written(self.own[1], "")
        except ConfigError:
            return True


class LeftLine(NamedTuple):
    """A line that was not kept: somebody else changed it, to this."""

    listed: Listed | None
    own: _Own
    theirs: _Own


class Wanted(NamedTuple):
    """What the list is narrowed to; "" is all."""

    area: str = ""
    level: str = ""
    person: str = ""
    done: str = ""
    text: str = ""

    def takes(self, line: WorkLine) -> bool:
        finding = line.listed.finding
        person, _, done, note = line.own
        said = (
            f"{finding.indicator} {finding.message} {finding.remedy} {finding.rule} {line.listed.id} {note}".casefold()
        )
        return (
            self.area in ("", area_of(finding.indicator) or "lembar")
            and self.level in ("", line.listed.level_said)
            and (not self.person or (person.casefold() == self.person.casefold() if self.person != "-" else not person))
            and self.done in ("", done or DONE[0])
            and self.text.casefold() in said
        )


@require_GET
@unit_page()
def worklist(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    return _list(request, unit)


def _list(
    request: HttpRequest, unit: WorkUnit, *, left: Sequence[LeftLine] = (), said: str = "", status: int = 200
) -> HttpResponse:
    version = version_of(unit)
    _, report = read_version(version)
    lines, asked = _lines(unit, report), request.GET
    wanted = Wanted(*(asked.get(name, "") for name in ("area", "tingkat", "orang", "selesai", "cari")))
    hits = [it for it in lines if wanted.takes(it)]
    pages = max(1, -(-len(hits) // _A_PAGE))
    page = min(number_in(asked.get("hal")) or 1, pages)
    told: dict[str, Any] = {
        "version": version, "lines": hits[(page - 1) * _A_PAGE : page * _A_PAGE], "wanted": wanted,
        "count": len(hits), "all": len(lines), "page": page, "pages": pages, "query": _query(asked),
        "areas": sorted({area_of(it.listed.finding.indicator) or "lembar" for it in lines}),
        "states": dict.fromkeys((*DONE, *(it.own[2] or DONE[0] for it in lines))),
        "levels": _LEVELS, "done": DONE, "fields": FIELDS, "left": left, "said": said,
        "people": sorted({it.own[0] for it in lines if it.own[0]}, key=str.casefold),
        "finished": sum(it.own[2] in DONE[2:] for it in lines),
        "may_edit": has_role(request, unit, *WORKING),
    }  # fmt: skip
    return show(request, "worklist.html", unit=unit, at="daftar-kerja", status=status, **told)


def _query(asked: QueryDict) -> str:
    """The filter as an address, without the number of the page."""
    return urlencode([(name, str(value)) for name, value in asked.items() if name != "hal" and value])


def _lines(unit: WorkUnit, report: Report) -> list[WorkLine]:
    kept = {it.fingerprint: _own(it) for it in unit.work.all()}
    return [WorkLine(it, own := kept.get(it.finding.fingerprint, _NOTHING), mark(own)) for it in in_order(report)]


def _own(item: WorkItem) -> _Own:
    return item.person, item.due, item.done, item.note


@require_POST
@unit_page(*WORKING)
def save(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Keep what was noted on the lines of a page; what somebody else changed in between is shown, not written over."""
    assert isinstance(request.user, User)
    _, report = read_version(version_of(unit))
    listed = {it.finding.fingerprint: it for it in report.singles}
    given = request.POST
    left: list[LeftLine] = []
    changed = 0
    with transaction.atomic():
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        kept = {it.fingerprint: _own(it) for it in unit.work.all()}
        for fingerprint in (name.removeprefix("dulu-") for name in given if name.startswith("dulu-")):
            own, now = _given(given, fingerprint), kept.get(fingerprint, _NOTHING)
            held = after(given[f"dulu-{fingerprint}"], own, now)
            if fingerprint not in listed or held == now:
                continue
            if held is None:
                left.append(LeftLine(listed[fingerprint], own, now))
                continue
            _keep(unit, fingerprint, own)
            changed += 1
        if changed:
            LogEntry.objects.create(unit=unit, by=request.user, what="daftar kerja diubah", object=f"{changed} baris")
    if left:
        return _list(request, unit, left=left, status=409)
    query = given.get("saring", "")
    return redirect(f"{request.path.removesuffix('simpan/')}?{_query(QueryDict(query))}&hal={given.get('hal', '1')}")


def _given(given: Mapping[str, str], fingerprint: str) -> _Own:
    return _tidy([str(given.get(f"{name}-{fingerprint}", "")) for name in FIELDS])


def _tidy(told: Sequence[str]) -> _Own:
    """What people wrote, as a page shows it; what is not begun says nothing, a day is written in words."""
    cut = (visible(clean_name(text))[: _LONGEST[name]] for name, text in zip(FIELDS, told, strict=True))
    person, due, done, note = cut
    with suppress(ValueError):
        due = day(date.fromisoformat(due))
    return person, due, _state(done), note


def _state(said: str) -> str:
    """What is offered under "Selesai" and says what was written there; "" for nothing or not begun, else as written."""
    word = plain(said)
    known = next((state for state, terms in words().work.items() if word in terms), "")
    if not known:
        known = DONE[2] if said and is_tick(said) else "" if is_blank(said) else said
    return "" if known == DONE[0] else known


def _keep(unit: WorkUnit, fingerprint: str, own: _Own) -> None:
    WorkItem.objects.update_or_create(unit=unit, fingerprint=fingerprint, defaults=dict(zip(FIELDS, own, strict=True)))


# --- as a workbook ----------------------------------------------------------------------------------------


def noted(unit: WorkUnit, done: Audited, report: Report) -> Report:
    """The report with the work of its unit on it."""
    kept = [Work().with_(**dict(zip(OWN, _own(it), strict=True)), Sidik=it.fingerprint) for it in unit.work.all()]
    return with_work(report, done, kept) if kept else report


@require_GET
@unit_page()
def taken(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    done, report = read_version(version_of(unit))
    return download(render(noted(unit, done, masked(report)), View()), "daftar_kerja.xlsx")


@require_POST
@unit_page(*WORKING)
def brought_back(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Take what people wrote in the workbook; where both say something else, the one that was chosen holds."""
    assert isinstance(request.user, User)
    file = request.FILES.get("daftar")
    try:
        if not isinstance(file, UploadedFile):
            raise InputError("Daftar kerja", "belum dipilih.", remedy="Pilih berkas XLSX-nya.")
        work = worklist_in(content_of(file), Path(Path(file.name or "daftar.xlsx").name), make_limits({}))
    except InputError as error:
        return _list(request, unit, said=str(error), status=422)
    of_file = request.POST.get("menang") == "berkas"
    changed, torn = _take(unit, [it for it in work if it.fingerprint], of_file=of_file)
    LogEntry.objects.create(unit=unit, by=request.user, what="daftar kerja dibaca", object=f"{changed} baris")
    said = [f"{changed} baris diambil dari berkas."]
    if own_lines := sum(not it.fingerprint for it in work):
        said.append(f"{own_lines} baris yang Anda tambahkan sendiri tidak terikat pada temuan: tetap di berkas itu.")
    if torn:
        used = "yang di berkas" if of_file else "yang di sini"
        said.append(f"Pada {len(torn)} baris isian berbeda; yang dipakai: {used}.")
    _, report = read_version(version_of(unit))
    listed = {it.finding.fingerprint: it for it in report.singles}
    left = [LeftLine(listed.get(it.fingerprint), _tidy(it.own), now) for it, now in torn]
    return _list(request, unit, said=" ".join(said), left=left)


def _take(unit: WorkUnit, work: Sequence[Work], *, of_file: bool) -> tuple[int, list[tuple[Work, _Own]]]:
    """Keep what lines of a workbook say: how many changed, and where something else stood."""
    changed, torn = 0, []
    with transaction.atomic():
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        kept = {it.fingerprint: _own(it) for it in unit.work.all()}
        for line in work:
            now = kept.get(line.fingerprint, _NOTHING)
            merged, is_torn = _merged(line, now, of_file=of_file)
            torn += [(line, now)] if is_torn else []
            if merged != now:
                _keep(unit, line.fingerprint[:64], merged)
                changed += 1
    return changed, torn


def _merged(work: Work, now: _Own, *, of_file: bool) -> tuple[_Own, bool]:
    """What is to be kept of a line, and whether both said something else."""
    both = list(zip(now, _tidy(work.own), strict=True))
    person, due, done, note = (new if new and (of_file or not old) else old for old, new in both)
    return (person, due, done, note), any(old and new and old != new for old, new in both)
