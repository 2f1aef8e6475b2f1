"""The page of an indicator: what is asked, what stands in its cells with the findings in place, and changing it there.

A change shows what it does before it is kept; where scripts are off, a button asks for the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lke_docs.errors import ConfigError, LkeError
from lke_docs.instrument import Indicator
from lke_docs.model import Row
from lke_docs.report.html_card import pieces
from lke_docs.report.model import Card, Report
from lke_docs.report.overview import report_of
from lke_docs.report.side_by_side import CellPart, marked
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import WORKING, has_role, number_in, unit_page, version_of
from lke_docs.web.editing import Saving, edits_given, save, spelled, tried
from lke_docs.web.models import LogEntry, Version, WorkUnit
from lke_docs.web.pages import show
from lke_docs.web.version_reading import read_version, sheet_of
from lke_docs.workspace.compare import Change, Comparison
from lke_docs.workspace.edit import ANSWER, Edit, parts_of, row_of
from lke_docs.workspace.note import FILE_NAME, make_note, write_note
from lke_docs.workspace.opening import Audited
from lke_docs.workspace.pair import difference

_GONE = (Change.FIXED, Change.GONE)
_CAME = (Change.NEW, Change.RETURNED)
_NO_FORM: Mapping[str, str] = MappingProxyType({})


class AnswerChoice(NamedTuple):
    """One answer of the form: as this sheet writes it, and what it claims."""

    value: str
    letter: str
    claims: str
    is_chosen: bool


class Effect(NamedTuple):
    """What a change does: findings that go and come, points before and after."""

    gone: Sequence[Any]
    came: Sequence[Any]
    points: tuple[tuple[str, float, float], ...]

    @property
    def is_nothing(self) -> bool:
        return not self.gone and not self.came and all(abs(old - new) < 0.005 for _, old, new in self.points)


def effect_of(comparison: Comparison) -> Effect:
    """The news of a comparison."""
    old, new = comparison.old and comparison.old.points, comparison.new.points
    points = tuple(zip(("diklaim", "tampak"), old, new, strict=True)) if old and new else ()
    gone, came = ([it for it in comparison.changes if it.change in kinds] for kinds in (_GONE, _CAME))
    return Effect(gone, came, points)


@require_GET
@unit_page()
def indicators(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """All indicators by area, with their answers and how many findings each has."""
    version = version_of(unit)
    _, report = read_version(version)
    areas: dict[str, list[Card]] = {}
    for card in report.cards:
        areas.setdefault(card.area, []).append(card)
    told = [(code, report.areas.get(code, ""), cards) for code, cards in areas.items()]
    return show(request, "indicators.html", unit=unit, at="indikator-daftar", version=version, areas=told)


@require_http_methods(["GET", "HEAD", "POST"])
@unit_page()
def indicator(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    if request.method == "POST":
        return _changed(request, unit, code)
    version = version_of(unit, _number(request.GET.get("versi")))
    return _page(request, unit, version, code)


@require_http_methods(["GET", "POST"])
@unit_page(*WORKING)
def effect(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """What a change would do; nothing is kept. Who opens the address alone is led to the indicator."""
    if request.method == "GET":
        return redirect("indikator", unit.pk, code)
    seen = version_of(unit, _number(request.POST.get("dilihat")))
    (done, report), edits, said, told = read_version(seen), _edits(request, seen, code), "", None
    try:
        if edits:
            after = tried(done, edits)
            told = effect_of(difference(done, after))
            report = report_of(after, with_drafts=False, is_masked=False)
    except LkeError as error:
        said = str(error)
    card = _card(report, code)
    fragment: dict[str, Any] = {
        "effect": told,
        "said": said,
        "pieces": pieces(card),
        "card": card,
        "is_changed": bool(edits),
    }
    if request.headers.get("HX-Request"):
        return show(request, "effect.html", unit=unit, **fragment)
    return _page(request, unit, seen, code, given=edits, fragment=fragment)


def _changed(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """Keep what was written as the next version, or show what stands in its way."""
    assert isinstance(request.user, User)
    seen = version_of(unit, _number(request.POST.get("dilihat")))
    edits = _edits(request, seen, code)
    try:
        done = save(unit, request.user, seen, edits, note=request.POST.get("catatan", "")[:500])
    except LkeError as error:
        return _page(request, unit, seen, code, given=edits, status=422, said=str(error))
    if done.version is not None:
        return redirect(f"{reverse('indikator', args=(unit.pk, code))}?tersimpan={done.version.number}")
    if done.clashes:
        return _clash(request, unit, code, done)
    return _page(request, unit, done.now, code, status=422, said="Tidak ada yang berubah, jadi tidak ada versi baru.")


class Torn(NamedTuple):
    """A part that two people changed differently: words that each took out or put in are marked."""

    edit: Edit
    label: str
    seen: str
    theirs: Sequence[CellPart]
    own: Sequence[CellPart]


def _clash(request: HttpRequest, unit: WorkUnit, code: str, done: Saving) -> HttpResponse:
    row = _row(done.now, code)
    labels = {part.name: part.label for part in _parts(row, done.held)}
    torn = [
        Torn(edit, labels[edit.part], seen, marked(seen, now)[1], marked(seen, edit.text)[1])
        for edit, seen, now in done.clashes
    ]
    note = request.POST.get("catatan", "")
    told = {"version": done.now, "row": row, "torn": torn, "held": done.held, "labels": labels, "note": note}
    return show(request, "clash.html", unit=unit, at="indikator-daftar", status=409, **told)


@require_POST
@unit_page(*WORKING)
def set_aside(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """Set a finding aside with a reason, a name and an end, as `lke-docs note` does."""
    assert isinstance(request.user, User)
    version = version_of(unit)
    card = _card(read_version(version)[1], code)
    finding = next(
        (line.listed.finding for line in card.lines if line.listed.finding.fingerprint == request.POST.get("sidik")),
        None,
    )
    if finding is None:
        raise Http404
    author = request.POST.get("nama", "") or request.user.get_full_name() or request.user.get_username()
    try:
        until = date.fromisoformat(request.POST.get("sampai", ""))
        note = make_note(
            finding.fingerprint, request.POST.get("alasan", ""), author=author, until=until, made=date.today(),
            rule=finding.rule, indicator=finding.indicator,
        )  # fmt: skip
        told = {"what": "temuan dikesampingkan", "object": f"{finding.rule} {code}"}
        log = partial(LogEntry.objects.create, unit=unit, by=request.user, **told)
        write_note(unit.path / FILE_NAME, note, also=log)
    except (ConfigError, ValueError) as error:
        said = str(error) if isinstance(error, ConfigError) else "Tanggal akhir belum diisi."
        return _page(request, unit, version, code, aside=request.POST, status=422, said=said)
    return redirect("indikator", unit.pk, code)


# --- what the page shows ----------------------------------------------------------------------------------


class ShownPart(NamedTuple):
    """A part of the row as the form shows it."""

    name: str
    text: str
    label: str
    place: str
    rows: int


def _page(
    request: HttpRequest, unit: WorkUnit, version: Version, code: str, *, given: Sequence[Edit] = (),
    fragment: Any = None, aside: Mapping[str, str] = _NO_FORM, status: int = 200, said: str = "",
) -> HttpResponse:  # fmt: skip
    done, report = read_version(version)
    card = _card(report, code)
    before, behind = report.beside(code)
    is_latest = version.number == version_of(unit).number
    asked = _asked(done, code)
    told = {
        "version": version, "card": card, "asked": asked, "pieces": pieces(card), "given": bool(given),
        "before": before, "behind": behind,
        "area": report.areas.get(card.area, ""), "is_latest": is_latest, "fragment": fragment, "said": said,
        "may_edit": is_latest and has_role(request, unit, *WORKING), "parts": _parts(card.row, given),
        "choices": _choices(done, card.row, asked, given), "saved": _saved(request, version, done),
        "aside": aside, "known": frozenset(it.row.code for it in report.cards), "explained": _explained(card),
    }  # fmt: skip
    return show(request, "indicator.html", unit=unit, at="indikator-daftar", status=status, **told)


def _explained(card: Card) -> list[dict[str, str]]:
    from lke_docs.report.html import explained

    rules = {it.listed.finding.rule: it.listed.finding.name for it in card.lines}
    return [{"code": code, "name": name, "text": explained(code)} for code, name in sorted(rules.items())]


def _saved(request: HttpRequest, version: Version, done: Audited) -> Effect | None:
    """What the version that was just kept did, for the page that follows."""
    if request.GET.get("tersimpan") != str(version.number) or done.comparison is None:
        return None
    return effect_of(done.comparison)


def _parts(row: Row, given: Sequence[Edit]) -> list[ShownPart]:
    now = {edit.part: edit.text for edit in given}
    parts = parts_of(row)
    shown = []
    for number, part in enumerate(parts):
        text = now.get(part.name, part.text)
        label = (
            "Jawaban" if part.name == ANSWER else "Bukti dukung" if len(parts) == 2 else f"Bukti dukung, isian {number}"
        )
        rows = min(max(4, text.count("\n") + len(text) // 70 + 2), 24)
        shown.append(ShownPart(part.name, text, label, str(part.place) if part.place else "belum terisi", rows))
    return shown


def _choices(done: Audited, row: Row, asked: Indicator | None, given: Sequence[Edit]) -> list[AnswerChoice]:
    """The answers of the form; none where a number is asked or the form is not known."""
    if asked is None or asked.is_computed or not asked.by_letter:
        return []
    answer = next((it.text for it in given if it.part == ANSWER), row.answer)
    now = asked.letter_of(answer)
    choices = [
        AnswerChoice(
            answer if letter == now else spelled(letter, done.audit.sheet), letter, option.criterion, letter == now
        )
        for letter, option in asked.by_letter.items()
    ]
    if answer and now is None:
        choices.append(AnswerChoice(answer, answer, "seperti tertulis sekarang", True))
    return [*choices, AnswerChoice("", "–", "tidak dijawab", not answer)]


def _asked(done: Audited, code: str) -> Indicator | None:
    form = done.dossier.form if done.dossier else None
    return next((it.indicator for it in form.matches if it.row.code == code), None) if form else None


def _card(report: Report, code: str) -> Card:
    card = report.card_of(code)
    if card is None:
        raise Http404
    return card


def _row(version: Version, code: str) -> Row:
    row = row_of(sheet_of(version), code)
    if row is None:
        raise Http404
    return row


def _edits(request: HttpRequest, seen: Version, code: str) -> tuple[Edit, ...]:
    return edits_given(_row(seen, code), {name: str(value) for name, value in request.POST.items()})


def _number(value: str | None) -> int | None:
    """The number of a version in an address or a form. Raises Http404 for what is none."""
    number = number_in(value)
    if number is None and value is not None:
        raise Http404
    return number
