"""Assessors' pages: all indicators with the levels side by side, one with its verdicts and questions, papers."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lke_docs.errors import ConfigError
from lke_docs.web import assessment
from lke_docs.web.access import has_role, number_in, unit_page, units_for, version_of
from lke_docs.web.models import Role, WorkUnit
from lke_docs.web.pages import download, show
from lke_docs.web.version_reading import read_version

_UNSEEN = (
    "Putusan belum disimpan: formulirnya tidak menyebut versi yang dibaca. Baca isiannya di bawah, lalu kirim lagi."
)


@require_GET
@unit_page()
def verdicts(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """All indicators: the unit's answer beside each level's verdict."""
    version = version_of(unit)
    _, report = read_version(version)
    rows = assessment.standings(unit, version, report)
    only = request.GET.get("tampil", "")
    shown = [it for it in rows if _is_shown(it, only)]
    return show(
        request, "verdicts.html", unit=unit, at="penilaian", version=version, rows=shown, total=len(rows), only=only,
        levels=assessment.LEVELS, may_judge=has_role(request, unit, Role.ASSESSOR),
    )  # fmt: skip


def _is_shown(standing: assessment.IndicatorStanding, only: str) -> bool:
    return {
        "ragu": standing.doubt is not None,
        "beda": standing.is_split,
        "belum": not standing.verdicts,
        "tanya": standing.questions > 0,
    }.get(only, True)


@require_GET
@unit_page()
def verdict(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """One indicator: what is asked, answered and evidenced; verdicts, questions, notes of years before."""
    return _indicator(request, unit, code)


@require_POST
@unit_page(Role.ASSESSOR)
def judge(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """An assessor's verdict."""
    version = version_of(unit)
    report = read_version(version)[1]
    card = report.card_of(code)
    if card is None:
        raise Http404
    told, by = request.POST, _user(request)
    read = unit.versions.filter(number=number_in(told.get("dilihat")) or 0).first()
    if read is None:
        return _indicator(request, unit, code, said=_UNSEEN, status=409)
    if change := assessment.change_since(read, version, code):
        return _indicator(request, unit, code, change=change, status=409)
    offered = [letter for letter, _ in assessment.letters_of(report, card)]
    seen = told.get(f"terlihat-{told.get('tingkat', '')}", "0")
    try:
        assessment.judge(
            version, card, level=told.get("tingkat", ""), letter=told.get("nilai", ""), reason=told.get("alasan", ""),
            seen=number_in(seen) or 0, by=by, offered=offered,
        )  # fmt: skip
    except ConfigError as error:
        return _indicator(request, unit, code, said=str(error), status=422)
    return redirect("putusan", unit.pk, code)


@require_POST
@unit_page(Role.ASSESSOR)
def ask(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """An assessor's question to the unit."""
    if read_version(version_of(unit))[1].card_of(code) is None:
        raise Http404
    try:
        assessment.ask(unit, code, request.POST.get("teks", ""), by=_user(request))
    except ConfigError as error:
        return _indicator(request, unit, code, said=str(error), status=422)
    return redirect("putusan", unit.pk, code)


@require_POST
@unit_page(Role.STAFF, Role.HEAD)
def reply(request: HttpRequest, unit: WorkUnit, question: int) -> HttpResponse:
    """The unit's answer to a question."""
    unit_question = get_object_or_404(unit.questions, pk=question)
    try:
        assessment.reply(unit_question, request.POST.get("teks", ""), by=_user(request))
    except ConfigError as error:
        return _questions(request, unit, said=str(error), status=422)
    if request.POST.get("kembali") == "putusan":
        return redirect("putusan", unit.pk, unit_question.code)
    return redirect("pertanyaan", unit.pk)


@require_GET
@unit_page()
def questions(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """All questions to the unit, those without an answer first."""
    return _questions(request, unit)


def _questions(request: HttpRequest, unit: WorkUnit, *, said: str = "", status: int = 200) -> HttpResponse:
    unit_questions = list(unit.questions.select_related("by").prefetch_related("replies__by"))
    unit_questions.sort(key=lambda it: bool(it.replies.all()))
    may_reply = has_role(request, unit, Role.STAFF, Role.HEAD)
    more = {"questions": unit_questions, "may_reply": may_reply, "said": said}
    return show(request, "questions.html", unit=unit, at="pertanyaan", status=status, **more)


def _indicator(
    request: HttpRequest, unit: WorkUnit, code: str, *, said: str = "", status: int = 200,
    change: assessment.CellChange | None = None,
) -> HttpResponse:  # fmt: skip
    version = version_of(unit)
    _, report = read_version(version)
    card = report.card_of(code)
    if card is None:
        raise Http404
    given = unit.verdicts.filter(code=code, version__year=version.year).select_related("by", "version")
    before, after = report.beside(code)
    latest = assessment.latest_verdicts(unit, version).get(code, {})
    return show(
        request, "verdict.html", unit=unit, at="penilaian", status=status, version=version, card=card, said=said,
        change=change, doubt=assessment.doubt_of(card), verdicts=list(given), levels=assessment.LEVELS,
        latest=latest, old=assessment.by_words(latest, version)[1], letters=assessment.letters_of(report, card),
        questions=unit.questions.filter(code=code).select_related("by").prefetch_related("replies__by"),
        past=assessment.past_notes(unit, version, card.row), before=before, after=after, typed=request.POST,
        may_judge=has_role(request, unit, Role.ASSESSOR), may_reply=has_role(request, unit, Role.STAFF, Role.HEAD),
    )  # fmt: skip


@require_GET
@unit_page(Role.ASSESSOR)
def request_letter(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The letter that asks a unit for what its questions and verdicts leave open, as a draft in Word."""
    from lke_docs.web.assessor_paper import letter

    version = version_of(unit)
    data = letter(unit, version, read_version(version)[1], made=timezone.localdate())
    return download(data, f"Permintaan {unit.name}"[:100] + ".docx")


@require_GET
def verdicts_of_all(request: HttpRequest) -> HttpResponse:
    """The verdicts on all units that the user assesses, for the calibration of a portfolio."""
    units = units_for(request, (Role.ASSESSOR,))
    if not units.exists():
        raise Http404
    from lke_docs.web.verdict_file import verdict_file

    return download(verdict_file(units).text, "putusan.csv")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
